"""
What is to be done about the texts of a selection: one task a text and language, in its section.

Asked in a fixed number of queries, however many films there are. Notes are optional: one is
missing where another language has one. Of biographies the newest that the edition prints counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.models import Credit, ProgrammeNote, SectionDescription, Synopsis
from people.models import Biography, BiographyText
from people.texts import Text, with_state

KINDS = {
    "synopsis": _("synopsis"),
    "note": _("programme note"),
    "description": _("section’s description"),
    "biography": _("biography"),
}


@dataclass(frozen=True)
class TextTask:
    """A text in a language: which it is, what state it is in, and where it is written."""

    kind: str
    section: int
    owner: int
    name: str
    language: str
    state: Text.State
    address: str

    @property
    def kind_name(self):
        return KINDS[self.kind]

    @property
    def language_name(self):
        return dict(settings.LANGUAGES)[self.language]


@dataclass(frozen=True)
class Subject:
    """What a text of that kind is to be written about, and the page it is written on."""

    section: int
    owner: int
    name: str
    page: str


def tasks(selections: QuerySet, year: int) -> list[TextTask]:
    """Those of all kinds for selections of an edition, done or not, by kind and name."""
    return [
        *of_kind("synopsis", film_subjects(selections), states_of(synopses(selections))),
        *of_kind("note", note_subjects(selections), states_of(notes(selections))),
        *of_kind("description", section_subjects(selections), states_of(descriptions(selections))),
        *biography_tasks(selections, year),
    ]


def of_kind(kind: str, subjects: Iterable[Subject], states: dict) -> list[TextTask]:
    return [
        TextTask(
            kind=kind,
            section=subject.section,
            owner=subject.owner,
            name=subject.name,
            language=code,
            state=states.get((subject.owner, code), Text.State.MISSING),
            address=subject.page.format(language=code),
        )
        for subject in subjects
        for code, _name in settings.LANGUAGES
    ]


def states_of(texts: QuerySet) -> dict[tuple[int, str], Text.State]:
    """The state of each by what it is about and its language."""
    about = f"{texts.model.about}_id"
    rows = with_state(texts).order_by().values_list(about, "language", "state")
    return {(owner, language): Text.State(state) for owner, language, state in rows}


def page_of(name: str, owner: int, part: str) -> str:
    return f"{reverse(f'admin:{name}_change', args=[owner])}#{part}-{{language}}"


# Films, selections, sections ---------------------------------------------------------------------


def synopses(selections):
    return Synopsis.objects.filter(film__in=selections.values("film"))


def film_subjects(selections):
    rows = selections.order_by("film__sort_title", "pk")
    for section, film, title in rows.values_list("section", "film", "film__title"):
        yield Subject(section, film, title, page_of("catalogue_film", film, "synopses"))


def notes(selections):
    return ProgrammeNote.objects.filter(selection__in=selections)


def note_subjects(selections):
    noted = selections.filter(Exists(ProgrammeNote.objects.filter(selection=OuterRef("pk"))))
    rows = noted.order_by("film__sort_title", "pk")
    for section, selection, title in rows.values_list("section", "pk", "film__title"):
        yield Subject(section, selection, title, page_of("catalogue_selection", selection, "notes"))


def descriptions(selections):
    return SectionDescription.objects.filter(section__in=selections.values("section"))


def section_subjects(selections):
    for section in selections.sections():
        page = page_of("catalogue_section", section.pk, "descriptions")
        yield Subject(section.pk, section.pk, section.name, page)


# Directors ---------------------------------------------------------------------------------------


def biography_tasks(selections: QuerySet, year: int) -> list[TextTask]:
    directing = Credit.objects.directors().filter(film__selections__in=selections)
    written = Biography.objects.as_of(year).filter(person__in=directing.values("person"))
    newest = {}
    for biography, person in written.values_list("pk", "person"):
        newest.setdefault(person, biography)
    texts = BiographyText.objects.filter(biography__in=written.order_by().values("pk"))
    of_biographies = states_of(texts)
    states = {
        (person, code): of_biographies[biography, code]
        for person, biography in newest.items()
        for code, _name in settings.LANGUAGES
        if (biography, code) in of_biographies
    }
    return of_kind("biography", director_subjects(directing, newest), states)


def director_subjects(directing, newest):
    rows = directing.order_by("person__folded_sort_name", "person").distinct()
    for section, person, name in rows.values_list(
        "film__selections__section", "person", "person__name"
    ):
        yield Subject(section, person, name, biography_page(person, newest.get(person)))


def biography_page(person: int, biography: int | None) -> str:
    if biography:
        return page_of("people_biography", biography, "texts")
    return reverse("admin:people_biography_add", query={"person": person})
