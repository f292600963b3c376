"""
What somebody may have meant by an address that is not there.

Only what is public is compared, so that an address which is kept back gets the very answer that
it would get if nothing stood there.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Model, Q, QuerySet, Value
from django.urls import reverse
from rapidfuzz import fuzz, process

from catalogue.models import Country, Film, Programme, Screening, Section, Selection, Venue
from people.addresses import slug_from
from people.models import Person
from people.words import begins

ADDRESS = re.compile(r"(?:/[a-z-]{2,10})?(?:/(\d{4}))?/([a-z]+)/([-\w]{1,120})/?")
YEAR = re.compile(r"-\d{4}$")
MOST = 3
MOST_WORDS = 2  # of an address that is not there, to look for what is like it
BEGINNING = 3  # letters of each
LEAST_LIKENESS = 72  # of 100, on rapidfuzz's scale of letters to be exchanged


@dataclass(frozen=True)
class Kind:
    """
    A kind of record with addresses: its page, and slug and year of every public one that may be
    like what was asked.
    """

    view: str
    model: type[Model]
    public: Callable[[str], Iterable[tuple[str, int]]]
    is_of_an_edition: bool = True
    name: Callable[[Model], str] = str

    def address(self, slug: str, year: int) -> str:
        return reverse(self.view, args=[year, slug] if self.is_of_an_edition else [slug])


def public(*fields: str) -> Callable[[str], Iterable[tuple[str, int]]]:
    return lambda _asked: Selection.objects.public().order_by().values_list(*fields).distinct()


def begun_alike(model: type[Model], asked: str) -> QuerySet:
    """
    The keys of records that have a word which begins as one of the longest of those asked for:
    of many thousands of films or people, the few that are worth comparing.
    """
    words = [word for word in asked.split("-") if not word.isdigit()] or [asked]
    longest = sorted(words, key=len)[-MOST_WORDS:]
    alike = Q(*(begins(word[:BEGINNING]) for word in longest), _connector=Q.OR)
    return model.word_model().objects.filter(alike).order_by().values("owner")


def public_films(asked: str):
    alike = Selection.objects.public().filter(film__in=begun_alike(Film, asked))
    return alike.order_by().values_list("film__slug", "edition__year").distinct()


def public_programmes(_asked):
    return Programme.objects.of(Selection.objects.public()).values_list("slug", "edition__year")


def public_people(asked):
    alike = Selection.objects.public().people().filter(pk__in=begun_alike(Person, asked))
    return alike.values_list("slug", Value(0))


def public_venues(_asked):
    shown = Screening.objects.public().order_by()
    return shown.values_list("screen__venue__slug", "edition__year").distinct()


KINDS = {
    "films": Kind(
        "catalogue:film_detail",
        Film,
        public_films,
        is_of_an_edition=False,
        name=attrgetter("shown_title"),
    ),
    "people": Kind("person_detail", Person, public_people, is_of_an_edition=False),
    "sections": Kind("catalogue:section_detail", Section, public("section__slug", "edition__year")),
    "countries": Kind(
        "catalogue:country_detail", Country, public("film__countries__slug", "edition__year")
    ),
    "programmes": Kind("catalogue:programme_detail", Programme, public_programmes),
    "venues": Kind("catalogue:venue_detail", Venue, public_venues),
}


def nearest(path: str) -> list[tuple[str, str]]:
    """
    (name, address) of the public records most like the one this path asks for, the likest first.

    Of a section or country that stands in several editions, the one of the asked edition, else of
    the newest. Empty for a path that names no kind of record.
    """
    asked = ADDRESS.fullmatch(path)
    kind = KINDS.get(asked[2]) if asked else None
    if not kind:
        return []
    years: dict[str, int] = {}
    slug = slug_from(asked[3])
    found = kind.public(slug)
    for other, year in sorted(found, key=lambda row: (str(row[1]) == asked[1], row[1])):
        years[other] = year
    likest = most_like(slug, years)
    names = {
        record.slug: kind.name(record) for record in kind.model.objects.filter(slug__in=likest)
    }
    return [(names[one], kind.address(one, years[one])) for one in likest if one in names]


def most_like(asked: str, slugs: Iterable[str]) -> list[str]:
    """
    The slugs most like the one asked for; a year at their end counts only where one was asked.

    >>> most_like("harbor-lihgt", ["harbour-light-2025", "low-water-2025"])
    ['harbour-light-2025']
    """
    has_year = YEAR.search(asked)
    compared = {slug: slug if has_year else YEAR.sub("", slug) for slug in slugs if slug}
    found = process.extract(
        asked, compared, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=MOST
    )
    return [slug for _compared, _likeness, slug in found]
