"""
What somebody's page shows: their films here under what they did for each, newest edition first,
and the newest of their biographies.

The page asks eight queries, however many films, and three for what is known under a state of things
(catalogue/known.py): a biography comes with its texts and its lines, and only what the page at hand
of a long list shows is fetched for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from catalogue import filmographies
from catalogue.known import give_functions
from catalogue.models import Credit, Edition, Function, Selection, Still
from catalogue.models.films import local_title
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
        """Of the works of the page at hand."""
        return self.selection.film.directing

    @property
    def is_by_others(self) -> bool:
        """Whether its directors tell more than the page's own heading."""
        person = self.credits[0].person_id
        return any(credit.person_id != person for credit in self.directors)


class PersonPage:
    def __init__(self, person: Person, selections: Iterable[Selection], state: Any = None):
        """`selections`: all those of films they are credited on, with their visibility."""
        self.person = person
        self.state = state
        self.beside = list(selections)
        self.selections: dict[int, Selection] = {}
        for selection in self.beside:
            if selection.is_public:
                self.selections.setdefault(selection.film_id, selection)

    @property
    def edition(self) -> Edition:
        """The newest that shows a film of theirs."""
        return next(iter(self.selections.values())).edition

    @cached_property
    def works(self) -> list[Work]:
        """A work a function and film: functions in print order, newest editions first."""
        done: dict[Function, dict[int, list[Credit]]] = {}
        credits = credits_to(self.person.pk)
        give_functions(credits, self.state)
        for credit in credits:
            if credit.film_id in self.selections:
                done.setdefault(credit.function, {}).setdefault(credit.film_id, []).append(credit)
        works = []
        seen: set[int] = set()
        places = {film: place for place, film in enumerate(self.selections)}
        for function, films in done.items():
            part = Part(function, len(films))
            works += [
                Work(part, self.selections[film], films[film], film in seen)
                for film in sorted(films, key=places.__getitem__)
            ]
            seen |= films.keys()
        return works

    @cached_property
    def written(self) -> tuple[list[BiographyText], list[FilmographyEntry]]:
        """Texts and lines of the newest biography that has any, as of that edition."""
        theirs = {"biography__person": self.person, "biography__as_of_year__lte": self.edition.year}
        texts = BiographyText.objects.filter(**theirs).select_related("biography")
        lines = FilmographyEntry.objects.filter(**theirs).select_related("biography")
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
        return filmographies.by_year(self.written[1], self.beside)


def illustrate(works: Iterable[Work]) -> None:
    """Fetch what only the works of the page at hand show: directors and stills."""
    directors = Credit.objects.directors().select_related("person")
    prefetch_related_objects(
        [work.selection.film for work in works],
        Prefetch("credits", directors, to_attr="directing"),
        Prefetch("stills", Still.objects.in_lists(), to_attr="shown_stills"),
    )
