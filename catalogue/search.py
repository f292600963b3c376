"""
What a search finds, best first: films by their newest public selection, and what a page shows of
them and of people (found by catalogue/finding_people.py) beside their names, in one query.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import CharField, F, OuterRef, Prefetch, Q, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import get_language

from catalogue.finding_people import FoundKey, shown_biographies
from catalogue.marks import excerpt, stands_in
from catalogue.models import (
    CompanyCredit,
    Credit,
    FilmCountry,
    FilmTitle,
    Function,
    ProgrammeNote,
    Selection,
    Still,
    Synopsis,
)
from catalogue.models.labels import label_in
from people.models import BiographyText, Person
from people.words import begins, search_parts

# Nobody turns so many pages; whoever finds more asks for one more word.
MOST = 1000
MOST_KNOWN_FOR = 2


# What is found ---------------------------------------------------------------------------------


def films_found(words: str) -> list[int]:
    """The public selections found, best first, as keys: of each film one, at most MOST."""
    first = {}
    for selection, film in Selection.objects.public().best(words, MOST):
        first.setdefault(film, selection)
    return list(first.values())


# What is shown of it ---------------------------------------------------------------------------


class Detail(NamedTuple):
    """Something shown beside a film or a person; `names` is a label as JSON."""

    kind: str
    owner: int
    position: int
    year: int
    language: str
    text: str
    more: str
    names: str

    @property
    def label(self) -> str:
        return label_in(json.loads(self.names)) if self.names else ""


@dataclass(frozen=True)
class FoundFilm:
    """A film as the search shows it, with whatever tells why it was found."""

    selection: Selection
    details: list[Detail]
    parts: list[str]

    def of_kind(self, kind: str) -> list[Detail]:
        return [detail for detail in self.details if detail.kind == kind]

    @property
    def title(self) -> str:
        local = (d for d in self.of_kind("title") if d.more == FilmTitle.Kind.LOCAL)
        language = get_language()
        return next((d.text for d in local if d.language == language), self.selection.film.title)

    @property
    def second_title(self) -> tuple[str, str]:
        """Another title and its language: one that was asked for, else the original one."""
        film = self.selection.film
        titles = [
            (film.original_title, film.original_title_language),
            (film.title, film.title_language),
            *((detail.text, detail.language) for detail in self.of_kind("title")),
        ]
        others = [pair for pair in titles if pair[0] and pair[0] != self.title]
        asked = (pair for pair in others if self.has_any(pair[0]) and not self.has_any(self.title))
        usual = (pair for pair in others if pair in titles[:2])
        return next(asked, None) or next(usual, ("", ""))

    @property
    def directors(self) -> list[str]:
        return [detail.text for detail in self.of_kind("director")]

    @property
    def credits(self) -> list[Detail]:
        """Others whose names, or whose characters, were asked for."""
        return self.of_kind("credit")

    @property
    def companies(self) -> list[str]:
        return [detail.text for detail in self.of_kind("company")]

    @property
    def countries(self) -> list[str]:
        return [detail.label for detail in self.of_kind("country")]

    @property
    def passage(self) -> tuple[str, str]:
        """A piece of a text and its language, where a word stands in nothing else that is shown."""
        said = [self.title, self.second_title[0], *self.directors, *self.companies]
        said += [*self.countries, str(self.selection.section)]
        said += [word for detail in self.credits for word in (detail.text, detail.more)]
        missing = [part for part in self.parts if not any(stands_in(part, one) for one in said)]
        return passage_with(self.of_kind("text"), missing) if missing else ("", "")

    def has_any(self, text: str) -> bool:
        return any(stands_in(part, text) for part in self.parts)


@dataclass(frozen=True)
class FoundPerson:
    """Somebody as the search shows them, with what they are known for here."""

    person: Person
    details: list[Detail]
    parts: list[str]

    @property
    def known_for(self) -> list[tuple[str, list[Detail]]]:
        """The function first in print order, and the newest films in it."""
        works = [detail for detail in self.details if detail.kind == "work"]
        works.sort(key=lambda work: (work.position, -work.year, work.text))
        for label, films in groupby(works, key=attrgetter("label")):
            unique = list({film.more: film for film in films}.values())
            return [(label, unique[:MOST_KNOWN_FOR])]
        return []

    @property
    def passage(self) -> tuple[str, str]:
        missing = [part for part in self.parts if not stands_in(part, self.person.name)]
        texts = [detail for detail in self.details if detail.kind == "biography"]
        return passage_with(texts, missing) if missing else ("", "")


def passage_with(texts: Iterable[Detail], parts: list[str]) -> tuple[str, str]:
    """A piece with one of the words, if there is one in the page's language."""
    language = get_language()
    for text in sorted(texts, key=lambda text: text.language != language):
        if piece := excerpt(text.text, parts):
            return piece, text.language
    return "", ""


def shown(
    selections: Sequence[int], people: Sequence[FoundKey], words: str
) -> tuple[list[FoundFilm], list[FoundPerson]]:
    """Those on a page with all that it says of them, in four queries."""
    rows = Selection.objects.filter(pk__in=selections).select_related("film", "section", "edition")
    pictures = Prefetch("film__stills", Still.objects.in_lists(), to_attr="shown_stills")
    by_key = {row.pk: row for row in rows.prefetch_related(pictures)}
    films = [by_key[key] for key in selections if key in by_key]
    names = Person.objects.only("name", "slug").in_bulk([one.pk for one in people])
    parts = search_parts(words)
    owned: dict[tuple[str, int], list[Detail]] = {}
    for detail in details_of([one.film_id for one in films], [one.pk for one in people], parts):
        whose = "person" if detail.kind in ("work", "biography") else "film"
        owned.setdefault((whose, detail.owner), []).append(detail)
    return (
        [FoundFilm(one, owned.get(("film", one.film_id), []), parts) for one in films],
        [
            FoundPerson(names[one.pk], owned.get(("person", one.pk), []), parts)
            for one in people
            if one.pk in names
        ],
    )


def details_of(films: list[int], people: list[int], parts: list[str]) -> list[Detail]:
    if not films and not people:
        return []
    public = Selection.objects.public()
    asked = Q(*(begins(part, "words") for part in parts), _connector=Q.OR)
    name = Coalesce(NullIf(F("credited_as"), Value("")), F("person__name"))
    function = Cast("function__names", TextField())
    credits = Credit.objects.filter(film__in=films).order_by()
    is_directing = Q(function__key=Function.DIRECTOR)
    is_asked = Q(*(begins(part, "person__words") for part in parts), _connector=Q.OR) | asked
    arms = [
        rows_of("title", FilmTitle.objects.filter(film__in=films), "film", "title", more="kind"),
        rows_of("director", credits.filter(is_directing), "film", name, position="position"),
        rows_of(
            "credit",
            credits.filter(is_asked).exclude(is_directing).distinct(),
            "film",
            name,
            position="function__position",
            more="character",
            names=function,
        ),
        rows_of(
            "country",
            FilmCountry.objects.filter(film__in=films),
            "film",
            Value(""),
            position="position",
            names=Cast("country__names", TextField()),
        ),
        rows_of(
            "company",
            CompanyCredit.objects.filter(
                Q(*(begins(part, "company__words") for part in parts), _connector=Q.OR),
                film__in=films,
            ).distinct(),
            "film",
            "company__name",
        ),
        rows_of("text", Synopsis.objects.filter(asked, film__in=films).distinct(), "film", "body"),
        rows_of(
            "text",
            ProgrammeNote.objects.filter(
                asked, selection__in=public, selection__film__in=films
            ).distinct(),
            "selection__film",
            "body",
            position=Value(1),
        ),
        rows_of(
            "work",
            Credit.objects.filter(person__in=people, film__in=public.values("film")),
            "person",
            Coalesce(local_title("film"), F("film__title")),
            position="function__position",
            year=Coalesce("film__year", 0),
            more="film__slug",
            names=function,
        ),
        rows_of(
            "biography",
            BiographyText.objects.filter(
                asked, biography__in=shown_biographies().filter(person__in=people).values("pk")
            ).distinct(),
            "biography__person",
            "body",
        ),
    ]
    rows = arms[0].union(*arms[1:], all=True)
    return sorted((Detail(*row) for row in rows), key=lambda detail: detail.position)


def rows_of(kind, records, owner, text, position=None, year=None, more=None, names=None):
    """These records as rows of details; all kinds of them fit under one another."""
    nothing = Value("", TextField())
    has_language = any(field.name == "language" for field in records.model._meta.fields)
    columns = {
        "detail_kind": Value(kind, TextField()),
        "detail_owner": F(owner),
        "detail_position": as_expression(position, Value(0)),
        "detail_year": as_expression(year, Value(0)),
        "detail_language": Cast("language", TextField()) if has_language else nothing,
        "detail_text": Cast(as_expression(text, nothing), TextField()),
        "detail_more": Cast(as_expression(more, nothing), TextField()),
        "detail_names": names or nothing,
    }
    return records.order_by().annotate(**columns).values_list(*columns)


def as_expression(value, nothing):
    return F(value) if isinstance(value, str) else value or nothing


def local_title(film: str) -> Subquery:
    """The title of a film in the page's language, where it has one; `film` is the way to it."""
    titles = FilmTitle.objects.local().filter(film=OuterRef(film), language=get_language())
    return Subquery(titles.order_by("pk").values("title")[:1], output_field=CharField())
