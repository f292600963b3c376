"""
What a film's page asks of the database, each question in a prepared way (people/prepared.py): its
values are keys, the instant `at` and the page's language.
"""

from collections import namedtuple
from datetime import datetime
from typing import NamedTuple

from django.db.models import CharField, F, Q, Value
from django.urls import reverse

from catalogue.models import (
    Award,
    CompanyCredit,
    Credit,
    Department,
    Film,
    FilmCountry,
    FilmLanguage,
    FilmTitle,
    ProgrammeNote,
    ProgrammeSlot,
    Screening,
    Selection,
    SelectionContentNote,
    Still,
    Synopsis,
)
from catalogue.models.films import local_title
from catalogue.models.labels import label_in
from catalogue.models.screening_terms import terms_of, terms_of_screenings
from people.addresses import address_at
from people.models import Biography, BiographyText, FilmographyEntry
from people.prepared import prepared


def questions_about(slug, film, year, at):
    """
    {name: (question, its values)}: all that a page asks of the film at that address, of its makers
    as of that year.
    """
    return {
        "beside": (selections_beside, slug, at),
        "titles": (titles_beside, slug),
        "stills": (stills_of, film),
        "terms": (terms_of_film, film, at),
        "credits": (credits_of, film),
        "companies": (companies_of, film),
        "labels": (labels_of, film),
        "passages": (passages_of, film),
        "biographies": (biographies_of, film, year),
        "filmographies": (filmographies_of, film),
        "screenings": (screenings_of, film, at),
    }


# The film ---------------------------------------------------------------------------------------


class Shown(NamedTuple):
    """The selection that a film is shown by, its newest public one: keys, and its year."""

    film: int
    selection: int
    section: int
    edition: int
    year: int


@prepared
def selections_beside(slug, at):
    """Those of the film at that address and of all its directors worked on, seen or unseen."""
    beside = Selection.objects.beside(slug).with_visibility(at).for_film_page()
    return beside.annotate(address=F("film__slug"), edition_year=F("edition__year"))


def shown_by(beside, slug):
    """Of that answer what the film at the address is shown by; None if that is not public."""
    keys = ("film", "id", "section", "edition", "edition_year")
    for address, is_public, *found in beside.columns("address", "is_public", *keys):
        if is_public and address == slug:
            return Shown(*found)
    return None


@prepared
def titles_beside(slug):
    """The titles of the same films."""
    return FilmTitle.objects.filter(film__in=Film.objects.beside(slug))


@prepared
def stills_of(film):
    return Still.objects.ready().filter(film=film)


class CreditLine(NamedTuple):
    """A credit as it is printed; `function` and `department` are keys."""

    person: int
    name: str
    kind: str
    slug: str
    credited_as: str
    character: str
    note: str
    function: str
    function_names: dict[str, str]
    department: str

    @property
    def printed_name(self):
        return self.credited_as or self.name

    @property
    def function_name(self):
        return label_in(self.function_names)

    @property
    def is_cast(self):
        return self.department == Department.CAST

    @property
    def address(self):
        return address_at("person_detail", self.slug)


@prepared
def credits_of(film):
    """In print order, as rows: a page has many, and shows little of each."""
    return Credit.objects.filter(film=film).values_list(
        "person",
        "person__name",
        "person__kind",
        "person__slug",
        "credited_as",
        "character",
        "note",
        "function__key",
        "function__names",
        "function__department__key",
    )


@prepared
def companies_of(film):
    return CompanyCredit.objects.filter(film=film).select_related("company")


# Texts ------------------------------------------------------------------------------------------

Passage = namedtuple("Passage", "kind owner language body")


@prepared
def passages_of(film):
    """Its synopses, the programme notes of all its selections, and its directors' biographies."""
    synopses = Synopsis.objects.filter(film=film)
    notes = ProgrammeNote.objects.filter(selection__film=film)
    biographies = BiographyText.objects.filter(biography__in=biographies_of_directors(film))
    return passages(synopses, "synopsis", "film_id").union(
        passages(notes, "note", "selection_id"),
        passages(biographies, "biography", "biography_id"),
        all=True,
    )


def passages(texts, kind, owner):
    return texts.order_by().values_list(Value(kind), owner, "language", "body")


@prepared
def biographies_of(film, year):
    """Its directors' as of that year, the newest of each first."""
    told = Biography.objects.filter(pk__in=biographies_of_directors(film))
    return told.as_of(year).select_related("person")


@prepared
def filmographies_of(film):
    return FilmographyEntry.objects.filter(biography__in=biographies_of_directors(film))


def biographies_of_directors(film):
    directors = Credit.objects.directors().filter(film=film).order_by()
    return Biography.objects.filter(person__in=directors.values("person")).order_by().values("pk")


# What its selections carry ----------------------------------------------------------------------


class Label(namedtuple("Label", "kind selection names year word detail position number")):
    """An award, a content note (`word` is its depiction) or a programme (`word` is its slug)."""

    @property
    def name(self):
        return label_in(self.names)

    def depiction(self):
        return SelectionContentNote.Depiction(self.word).label


@prepared
def labels_of(film):
    """The labels of all its selections, seen or unseen."""
    awards = Award.objects.filter(selection__film=film)
    notes = SelectionContentNote.objects.filter(selection__film=film)
    slots = ProgrammeSlot.objects.filter(selection__film=film)
    return labels(
        awards,
        kind="award",
        names="names",
        year=F("selection__edition__year"),
        position=F("position"),
    ).union(
        labels(
            notes,
            kind="content note",
            names="content_note__names",
            word=F("depiction"),
            detail=F("spoiler"),
        ),
        labels(
            slots,
            kind="programme",
            names="programme__names",
            year=F("programme__edition__year"),
            word=F("programme__slug"),
        ),
        all=True,
    )


def labels(rows, kind, names, year=None, word=None, detail=None, position=None):
    empty, none = Value("", CharField()), Value(0)
    said = ("selection", names, year or none, word or empty, detail or empty, position or none)
    return rows.order_by().values_list(Value(kind), *said, "pk")


# Screenings -------------------------------------------------------------------------------------


@prepared
def screenings_of(film, at):
    return Screening.objects.public(at).of_film(film).for_film_page()


@prepared
def terms_of_film(film, at):
    """Its countries and languages, and what its screenings, seen or unseen, are described by."""
    countries = terms_of(FilmCountry.objects.filter(film=film), "country", "film")
    spoken = FilmLanguage.objects.filter(film=film)
    screenings = Screening.objects.of_film(film).order_by().values("pk")
    return countries.union(*terms_of_screenings(spoken, screenings, at), all=True)


class Alternative(NamedTuple):
    """Another screening, as one mentions it that leads there: of a film or of a programme."""

    pk: int
    starts_at: datetime
    film: str | None
    title: str | None
    local_title: str | None
    programme: str | None
    names: dict[str, str] | None
    year: int
    house: dict[str, str]
    room: str

    def get_absolute_url(self):
        if self.film:
            return address_at("catalogue:film_detail", self.film)
        return reverse("catalogue:programme_detail", args=[self.year, self.programme])

    @property
    def subject_title(self):
        return self.local_title or self.title or label_in(self.names)

    @property
    def screen(self):
        return f"{label_in(self.house)} {self.room}".strip()


def screenings_within(at, language, spans):
    """What begins within one of these spans of time, in order."""
    begins = [Q(starts_at__gte=start, starts_at__lte=end) for start, end in spans]
    found = Screening.objects.public(at).taking_place().filter(Q(*begins, _connector=Q.OR))
    return found.in_order().values_list(
        "pk",
        "starts_at",
        "selection__film__slug",
        "selection__film__title",
        local_title("selection__film", language),
        "programme__slug",
        "programme__names",
        "edition__year",
        "screen__venue__names",
        "screen__name",
    )


@prepared
def screenings_within_four(at, language, a, b, c, d, e, f, g, h):
    """The same of as many spans as the page of nearly every film asks about."""
    return screenings_within(at, language, [(a, b), (c, d), (e, f), (g, h)])


# Other films ------------------------------------------------------------------------------------


class Listed(NamedTuple):
    """A film in the list of its section."""

    selection: int
    slug: str
    title: str
    local_title: str | None

    def get_absolute_url(self):
        return address_at("catalogue:film_detail", self.slug)

    @property
    def shown_title(self):
        return self.local_title or self.title


@prepared
def listed_in(section, edition, at, language):
    """The public films of a section in an edition, by title."""
    listed = Selection.objects.public(at).of_section(section, edition).sorted_by("title")
    return listed.values_list("pk", "film__slug", "film__title", local_title("film", language))
