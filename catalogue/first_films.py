"""
Whether a film is its directors' first: what filmographies and our own archive know of it.

A first film of feature length is the first of that length, whatever shorts came before; of a short
or medium-length one, anything that came before counts. Nobody is taken for a beginner because
nothing is known: "first" needs a filmography that names no earlier film. A film of several
directors is a first film where it is everybody's.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from catalogue.models import Credit, Edition
from people.folding import fold
from people.models import FilmographyEntry

FIRST, LATER, UNKNOWN = "first", "later", "unknown"
CHOICES = {
    FIRST: _("first film"),
    LATER: _("not the first"),
    UNKNOWN: _("not known whether the first"),
}

Kind = FilmographyEntry.Kind
NO_FEATURES = {
    Kind.SHORT,
    Kind.MEDIUM,
    Kind.SERIES,
    Kind.TELEVISION,
    Kind.MUSIC_VIDEO,
    Kind.INSTALLATION,
    Kind.GRADUATION,
}


class Work(NamedTuple):
    """A film as far as it matters here; `is_feature` is None where its length is not known."""

    titles: str
    year: int
    is_feature: bool | None


class Directed(NamedTuple):
    """Somebody's directing of a film."""

    film: int
    person: int
    work: Work


def firsts(films: QuerySet, edition: Edition, archive: QuerySet) -> dict[int, str]:
    """
    FIRST, LATER or UNKNOWN of every one of these films that has a director, by key; four queries.

    `archive` are the films of ours that may be known of.
    """
    directing = Credit.objects.directors().order_by()
    ours = read_directed(directing.filter(film__in=films.order_by().values("pk")), edition)
    people = {directed.person for directed in ours}
    filmographies = read_filmographies(people)
    known = defaultdict(list)
    for directed in known_of(read_directed(directing.filter(person__in=people), edition), archive):
        known[directed.person].append(directed.work)
    standings = defaultdict(list)
    for film, person, work in ours:
        standings[film].append(standing(work, filmographies[person], known[person]))
    return {film: of_all(each) for film, each in standings.items()}


def read_directed(credits: QuerySet, edition: Edition) -> list[Directed]:
    facts = ("film__folded_titles", "film__year", "film__runtime_minutes")
    return [
        Directed(film, person, Work(titles, year or 0, is_feature(minutes, edition)))
        for film, person, titles, year, minutes in credits.values_list("film", "person", *facts)
    ]


def is_feature(minutes: int | None, edition: Edition) -> bool | None:
    return minutes and minutes >= edition.feature_from_minutes


def known_of(several: list[Directed], archive: QuerySet) -> list[Directed]:
    films = archive.filter(pk__in={directed.film for directed in several})
    known = set(films.order_by().values_list("pk", flat=True))
    return [directed for directed in several if directed.film in known]


def read_filmographies(people: Iterable[int]) -> dict[int, list[Work]]:
    """What biographies of any year name, by person."""
    entries = FilmographyEntry.objects.filter(biography__person__in=people)
    rows = entries.values_list("biography__person", "title", "year", "kind")
    works = defaultdict(list)
    for person, title, year, kind in rows:
        works[person].append(Work(f"|{fold(title)}|", year or 0, kind not in NO_FEATURES))
    return works


def standing(work: Work, filmography: list[Work], archive: list[Work]) -> str:
    """Of one director of a film."""
    if any(came_before(other, work) for other in [*filmography, *archive]):
        return LATER
    return FIRST if filmography and work.year else UNKNOWN


def came_before(other: Work, work: Work) -> bool:
    """Earlier, and another film: filmographies print a film's own year one off."""
    is_earlier = 0 < other.year < work.year
    counts = not work.is_feature or other.is_feature
    return bool(is_earlier and counts and not shares_title(other, work))


def shares_title(one: Work, other: Work) -> bool:
    titles = set(one.titles.strip("|").split("|"))
    return not titles.isdisjoint(other.titles.strip("|").split("|"))


def of_all(known: list[str]) -> str:
    if LATER in known:
        return LATER
    return FIRST if known and set(known) == {FIRST} else UNKNOWN
