"""
What somebody's page shows: their films here under what they did for each, newest edition first,
and the newest of their biographies.

The page asks eight queries, however many films, and six more for editions, sections and functions
where these are not known under a state of things (catalogue/known.py). Of a long list the works of
the page at hand alone are made into records, and only what they show is fetched for them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from catalogue import filmographies
from catalogue.known import give_functions, give_selections, known_edition
from catalogue.models import Credit, Edition, Function, Selection, Still
from catalogue.models.films import local_title
from people.folding import fold
from people.models import Biography, BiographyText, FilmographyEntry, Person
from people.prepared import prepared


@prepared
def people_at(slug, at):
    """Who answers at that address, now or formerly, of all who are credited on public films."""
    people = Selection.objects.public(at).people().at_addresses([slug])
    return people.prefetch_related("names")


@prepared
def selections_crediting(person, at, language):
    """Those of films they are credited on, seen or unseen, with `local_title`."""
    selections = Selection.objects.crediting(person).with_visibility(at).select_related("film")
    return selections.annotate(local_title=local_title("film", language))


@prepared
def credits_to(person):
    """Theirs, in print order."""
    return Credit.objects.filter(person=person)


@prepared
def texts_of(person, year):
    """Of all their biographies until that year."""
    texts = BiographyText.objects.filter(biography__person=person, biography__as_of_year__lte=year)
    return texts.select_related("biography")


@prepared
def lines_of(person, year):
    lines = FilmographyEntry.objects.filter(
        biography__person=person, biography__as_of_year__lte=year
    )
    return lines.select_related("biography")


@prepared
def directors_of(films):
    return Credit.objects.directors().filter(film__among=films).select_related("person")


@prepared
def stills_of(films):
    return Still.objects.in_lists().filter(film__among=films)


@dataclass(frozen=True)
class Part:
    """A function somebody had, and for how many of the films."""

    function: Function
    film_count: int


@dataclass(frozen=True)
class Work:
    """A film, by its newest selection, and the credits somebody has on it in one function."""

    part: Part
    selection: Selection
    credits: list[Credit]
    is_again: bool
    """Whether the film stands under an earlier function already, with its picture."""

    @property
    def directors(self) -> list[Credit]:
        return self.selection.film.directing

    @property
    def is_by_others(self) -> bool:
        """Whether its directors tell more than the page's own heading."""
        person = self.credits[0].person_id
        return any(credit.person_id != person for credit in self.directors)


class Listed(NamedTuple):
    """A work by the places of its selection and credits among all that were asked for."""

    selection: int
    credits: list[int]
    film_count: int
    is_again: bool


class PersonPage:
    def __init__(self, person: Person, at: datetime, language: str, state: Any = None):
        """`state` is what the page is made under, as in `catalogue.remembered`."""
        self.person = person
        self.language = language
        self.state = state
        self.beside = selections_crediting.answer(person.pk, at, language)
        self.newest: dict[int, int] = {}
        """Of each film that is public the place of its newest selection."""
        for place, (film, is_public) in enumerate(self.beside.columns("film", "is_public")):
            if is_public:
                self.newest.setdefault(film, place)

    def selections_at(self, places: Iterable[int]) -> list[Selection]:
        selections = self.beside.records_at(places)
        give_selections(selections, self.state)
        for selection in selections:
            selection.film.show_title(selection.local_title, self.language)
        return selections

    @cached_property
    def edition(self) -> Edition:
        (key,) = self.beside.columns("edition")[min(self.newest.values())]
        return known_edition(key, self.state) or Edition.objects.get(pk=key)

    # Works -------------------------------------------------------------------------------------

    @cached_property
    def credits(self):
        return credits_to.answer(self.person.pk)

    @cached_property
    def listed(self) -> list[Listed]:
        """A work a function and film: functions in print order, newest editions first."""
        done: dict[int, dict[int, list[int]]] = {}
        for place, (function, film) in enumerate(self.credits.columns("function", "film")):
            if film in self.newest:
                done.setdefault(function, {}).setdefault(film, []).append(place)
        listed = []
        seen: set[int] = set()
        for films in done.values():
            listed += [
                Listed(self.newest[film], films[film], len(films), film in seen)
                for film in sorted(films, key=self.newest.__getitem__)
            ]
            seen |= films.keys()
        return listed

    def works_of(self, listed: Sequence[Listed]) -> list[Work]:
        credits = iter(self.credits.records_at(place for one in listed for place in one.credits))
        mine = [[next(credits) for _place in one.credits] for one in listed]
        give_functions([credit for some in mine for credit in some], self.state)
        selections = self.selections_at(one.selection for one in listed)
        return [
            Work(Part(some[0].function, one.film_count), selection, some, one.is_again)
            for one, selection, some in zip(listed, selections, mine, strict=True)
        ]

    # Life --------------------------------------------------------------------------------------

    @cached_property
    def written(self) -> tuple[list[BiographyText], list[FilmographyEntry]]:
        """Texts and lines of the newest biography that has any, as of that edition."""
        theirs = (self.person.pk, self.edition.year)
        texts, lines = texts_of(*theirs), lines_of(*theirs)
        year = max((row.biography.as_of_year for row in (*texts, *lines)), default=None)
        return (
            [text for text in texts if text.biography.as_of_year == year],
            [line for line in lines if line.biography.as_of_year == year],
        )

    @property
    def biography(self) -> Biography | None:
        return next((row.biography for rows in self.written for row in rows), None)

    @property
    def texts(self) -> list[BiographyText]:
        return self.written[0]

    @property
    def years(self):
        """The filmography under its years."""
        lines = self.written[1]
        named = {f"|{fold(line.title)}|" for line in lines}
        places = [
            place
            for place, (titles,) in enumerate(self.beside.columns("folded_titles"))
            if any(title in titles for title in named)
        ]
        beside = self.selections_at(places) if places else []
        return filmographies.by_year(lines, beside)


def illustrate(works: Iterable[Work]) -> None:
    """Fetch what only the works of the page at hand show: directors and stills."""
    films = [work.selection.film for work in works]
    directors, stills = defaultdict(list), defaultdict(list)
    keys = sorted({film.pk for film in films})
    for credit in directors_of(keys):
        directors[credit.film_id].append(credit)
    for still in stills_of(keys):
        stills[still.film_id].append(still)
    for film in films:
        film.directing, film.shown_stills = directors[film.pk], stills[film.pk]
