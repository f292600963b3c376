"""What a search may be about, while it is typed: films, people, sections, countries."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.models import Country, Section, Selection
from catalogue.models.finding import NAMED, closeness
from catalogue.models.labels import label_in
from catalogue.search import local_title
from people.folding import fold
from people.words import begins, search_parts

SHORTEST = 2
MOST = 8
MOST_OF_A_KIND = 4
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
    found = Selection.objects.public().matching(words, least=NAMED).best_first(words, least=NAMED)
    rows = found.annotate(title=Coalesce(local_title("film"), F("film__title")))
    seen = set()
    for slug, title, year in rows.values_list("film__slug", "title", "film__year")[:FILMS_ASKED]:
        if slug not in seen:
            seen.add(slug)
            address = reverse("catalogue:film_detail", args=[slug])
            yield Suggestion(title, str(year or ""), _("Film"), address)


def people(words: str) -> Iterator[Suggestion]:
    found = Selection.objects.public().people().matching(words)
    found = found.annotate(score=closeness(fold(words), "folded_names", "folded_sort_name"))
    for person in found.order_by("-score", "folded_sort_name", "pk").only("name", "slug")[:MOST]:
        yield Suggestion(person.name, "", _("Person"), person.get_absolute_url())


def terms(parts: list[str]) -> Iterator[Suggestion]:
    """Sections and countries, as the newest edition has them that shows any of their films."""
    kinds = {"section": _("Section"), "country": _("Country")}
    sections = newest(Section.objects.all(), "section", "section", parts)
    countries = newest(Country.objects.all(), "country", "film__countries", parts)
    for kind, slug, names, year in sections.union(countries, all=True):
        address = reverse(f"catalogue:{kind}_detail", args=[year, slug])
        yield Suggestion(label_in(names), str(year), kinds[kind], address)


def newest(records: QuerySet, kind: str, reached_by: str, parts: list[str]) -> QuerySet:
    for part in parts:
        words = records.model.word_model().objects.filter(begins(part))
        records = records.filter(pk__in=words.owners())
    public = Selection.objects.public().filter(**{reached_by: OuterRef("pk")})
    years = public.order_by("-edition__year").values("edition__year")[:1]
    return (
        records.annotate(suggested=Value(kind, CharField()), shown_in=Subquery(years))
        .filter(shown_in__isnull=False)
        .order_by()
        .values_list("suggested", "slug", "names", "shown_in")
    )
