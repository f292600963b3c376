"""What a search may be about, while it is typed: films, people, sections, countries."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import CharField, F, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.finding_people import people_named
from catalogue.models import Country, Edition, Film, Section, Selection
from catalogue.models.finding import NAMED
from catalogue.models.labels import label_in
from catalogue.search import local_title
from people.words import begins, search_parts

SHORTEST = 2
MOST = 8
MOST_OF_A_KIND = 4
# Nearly all sections and countries are in one of so many editions, which is soon looked up.
LATELY = 2
FILMS_ASKED = 12  # a film of several editions comes as often


class Suggestion(NamedTuple):
    label: str
    detail: str
    kind: str | Promise
    address: str


def suggestions(words: str) -> list[Suggestion]:
    """Eight at most, of every kind some, each with the address of its page; in three queries."""
    parts = search_parts(words)
    if not parts:
        return []
    kinds = [list(films(words)), list(people(words)), list(terms(parts))]
    room = MOST
    offered = []
    for waiting, kind in zip((2, 1, 0), kinds, strict=True):
        kept = sum(min(2, len(other)) for other in kinds[len(kinds) - waiting :])
        offered += kind[: max(room - kept, 0)]
        room = MOST - len(offered)
    return offered


def films(words: str) -> Iterator[Suggestion]:
    found = Selection.objects.public().best(words, FILMS_ASKED, least=NAMED)
    keys = list(dict.fromkeys(film for _selection, film in found))
    titled = Film.objects.filter(pk__in=keys).order_by()
    titled = titled.annotate(shown=Coalesce(local_title("pk"), F("title")))
    rows = {row.pk: row for row in titled.only("slug", "year")}
    for film in (rows[key] for key in keys if key in rows):
        yield Suggestion(film.shown, str(film.year or ""), _("Film"), film.get_absolute_url())


def people(words: str) -> Iterator[Suggestion]:
    for person in people_named(words, MOST):
        yield Suggestion(person.name, "", _("Person"), person.get_absolute_url())


def terms(parts: list[str]) -> Iterator[Suggestion]:
    """Sections and countries, as the newest edition has them that shows any of their films."""
    kinds = {"section": _("Section"), "country": _("Country")}
    sections = newest(Section.objects.all(), "section", "section", parts)
    countries = newest(Country.objects.all(), "country", "film__countries", parts)
    for kind, slug, names, year in sections.union(countries, all=True):
        if year is None:
            continue
        address = reverse(f"catalogue:{kind}_detail", args=[year, slug])
        yield Suggestion(label_in(names), str(year), kinds[kind], address)


def newest(records: QuerySet, kind: str, reached_by: str, parts: list[str]) -> QuerySet:
    """(kind, slug, names, year): the year is None of those no edition shows any film of."""
    for part in parts:
        words = records.model.word_model().objects.filter(begins(part))
        records = records.filter(pk__in=words.owners())
    theirs = Selection.objects.public().filter(**{reached_by: OuterRef("pk")}).order_by()
    # Not the first in the order of editions, which PostgreSQL would go through one by one.
    years = theirs.values(reached_by).annotate(newest=Max("edition__year")).values("newest")
    last = Edition.objects.order_by("-year").values("year")[LATELY : LATELY + 1]
    lately = years.filter(edition__year__gt=Subquery(last))
    shown_in = Coalesce(Subquery(lately), Subquery(years))
    records = records.annotate(suggested=Value(kind, CharField()), shown_in=shown_in).order_by()
    return records.values_list("suggested", "slug", "names", "shown_in")
