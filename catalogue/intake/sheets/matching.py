"""Which film and which person a row is about: by identifiers, else by title, year and director."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext

from catalogue.intake.sheets.saying import Saying
from catalogue.models import Credit, FilmIdentifier
from people.folding import fold
from people.models import PersonIdentifier

IDENTIFIERS = {"id:filmfreeway": FilmIdentifier.Source.SUBMISSION} | {
    f"id:{source}": source for source in FilmIdentifier.Source.values
}


class CannotMatchError(Exception):
    """Why nobody but a person can say which film a row is about."""


@dataclass
class Known:
    """A film of the archive, as far as it tells it from others."""

    key: int
    year: int | None
    titles: str
    directors: set[str] = field(default_factory=set)


class Archive:
    """The films there are that bear a title or an identifier of the sheet: four queries."""

    def __init__(self, films: QuerySet, sayings: Iterable[Saying], selections: QuerySet):
        sayings = list(sayings)
        self.in_edition = set(selections.values_list("film", flat=True))
        self.by_identifier = self.identified(films, sayings)
        self.by_title = self.titled(films, {fold(t) for s in sayings for t in s.titles} - {""})
        known = {one.key: one for many in self.by_title.values() for one in many}
        directing = Credit.objects.directors().filter(film__in=known)
        for film, printed, names in directing.order_by().values_list(
            "film", "folded_credited_as", "person__folded_names"
        ):
            known[film].directors |= {printed, *names.strip("|").split("|")} - {""}

    def identified(self, films, sayings):
        values = {value for saying in sayings for _source, value in identifiers_of(saying)}
        rows = FilmIdentifier.objects.filter(value__in=values, film__in=films)
        return {
            (source, value): film
            for source, value, film in rows.values_list("source", "value", "film")
        }

    def titled(self, films, wanted):
        found: dict[str, list[Known]] = {}
        rows = films.order_by("pk").values_list("pk", "year", "folded_titles")
        for key, year, titles in rows.iterator():
            borne = wanted.intersection(titles.strip("|").split("|"))
            known = Known(key, year, titles) if borne else None
            for title in borne:
                found.setdefault(title, []).append(known)
        return found

    def find(self, saying: Saying) -> int | None:
        """The key of the film a row is about, None for a new one; raises CannotMatchError."""
        found = {self.by_identifier.get(one) for one in identifiers_of(saying)} - {None}
        if len(found) > 1:
            raise CannotMatchError(gettext("Its identifiers are those of several films."))
        if found:
            return found.pop()
        fitting = self.fitting(saying)
        if len(fitting) > 1:
            told = {"count": len(fitting)}
            raise CannotMatchError(gettext("%(count)s films fit: add an identifier.") % told)
        return fitting[0].key if fitting else None

    def fitting(self, saying: Saying) -> list[Known]:
        bearers = self.bearers(saying)
        year, directors = saying.value("year"), {fold(name) for name in saying.directors}
        of_year = [one for one in bearers if year and one.year == year]
        if directors:
            theirs = [one for one in bearers if one.directors & directors]
            theirs = [one for one in theirs if one in of_year] or theirs
            return theirs or [one for one in of_year if not one.directors]
        if year:
            return of_year
        found = [one for one in bearers if one.key in self.in_edition]
        if bearers and not found:
            raise CannotMatchError(
                gettext("It may be a film that is there: add its year, director or identifier.")
            )
        return found

    def bearers(self, saying: Saying) -> list[Known]:
        found = [one for title in saying.titles for one in self.by_title.get(fold(title), [])]
        return list({one.key: one for one in found}.values())

    def likely(self, saying: Saying) -> list[Known]:
        """Films of that title where the row is of a new one: perhaps it is none."""
        return self.bearers(saying)


def identifiers_of(saying: Saying) -> list[tuple[str, str]]:
    return [
        (str(source), saying.value(key)) for key, source in IDENTIFIERS.items() if saying.value(key)
    ]


def film_said(saying: Saying) -> frozenset:
    """What two rows of a sheet have in common when they are of one film that is not there yet."""
    identifiers = identifiers_of(saying)
    if identifiers:
        return frozenset(identifiers)
    title = fold(saying.titles[0]) or saying.titles[0]
    directors = frozenset(fold(name) or name for name in saying.directors)
    return frozenset([title, saying.value("year"), directors])


class People:
    """The people there are who bear a name or an identifier of the sheet: two queries."""

    def __init__(self, people: QuerySet, names: Iterable[str], identifiers: Iterable):
        wanted = {fold(name) for name in names} - {""}
        self.by_name: dict[str, list[int]] = {}
        rows = people.filter(merged_into=None).order_by("pk").values_list("pk", "folded_names")
        for key, borne in rows.iterator() if wanted else ():
            for name in wanted.intersection(borne.strip("|").split("|")):
                self.by_name.setdefault(name, []).append(key)
        values = {value for _source, value in identifiers}
        rows = PersonIdentifier.objects.filter(value__in=values, person__in=people)
        self.by_identifier = {
            (source, value): person
            for source, value, person in rows.values_list("source", "value", "person")
        }

    def named(self, name: str) -> list[int]:
        return self.by_name.get(fold(name), [])
