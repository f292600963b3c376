"""
Facets: the choices a filter offers, each with the number of selections it would find.

Counts are true for the present choice: a facet counts under every other filter but its own,
since its own values are alternatives. All facets are counted in one query.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Case, CharField, Count, Expression, F, JSONField, Q, Value, When
from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.filters import ProgrammeFilter
from catalogue.models import Selection
from catalogue.models.labels import label_in
from catalogue.models.selections import SelectionQuerySet
from catalogue.runtimes import BANDS
from people.folding import fold

SPOKEN = "film__film_languages__language"
MADE_IN = "film__film_countries__country"


@dataclass(frozen=True)
class Source:
    """
    Where the values of a facet stand, seen from a selection: in records that have names and may
    have a rank, or in one of the values that `labels` knows, in its order.
    """

    facet: str
    label: str | Promise
    value: F | Expression
    names: F | Expression = Value(None, JSONField())
    rank: F | Expression = Value(0)
    where: Q = Q()
    labels: Mapping[str, str | Promise] = field(default_factory=dict)

    def counted(self, selections: SelectionQuerySet, found: SelectionQuerySet) -> SelectionQuerySet:
        """A row for every value these selections have, and how many of those `found` have it."""
        is_found = Q(pk__in=found.order_by().values("pk"))
        columns = {"value": self.value, "names": self.names, "rank": self.rank}
        return (
            selections.order_by()
            .filter(self.where)
            .annotate(facet=Value(self.facet), **columns)
            .values("facet", *columns)
            .annotate(count=Count("pk", filter=is_found))
            .values_list("facet", *columns, "count")
        )


@dataclass(frozen=True)
class Row:
    """A value as the database counted it."""

    facet: str
    value: str
    names: dict[str, str] | None
    rank: int
    count: int


SOURCES = [
    Source(
        "section",
        _("Section"),
        F("section__slug"),
        names=F("section__names"),
        rank=F("section__position"),
    ),
    Source(
        "country",
        _("Country"),
        F(f"{MADE_IN}__slug"),
        names=F(f"{MADE_IN}__names"),
        where=Q(**{f"{MADE_IN}__isnull": False}),
    ),
    Source(
        "runtime",
        _("Runtime"),
        Case(
            *(When(band.as_q("film__runtime_minutes"), then=Value(band.slug)) for band in BANDS),
            output_field=CharField(),
        ),
        where=Q(film__runtime_minutes__isnull=False),
        labels={band.slug: band.name for band in BANDS},
    ),
    Source(
        "language",
        _("Language"),
        F(f"{SPOKEN}__slug"),
        names=F(f"{SPOKEN}__names"),
        where=Q(**{f"{SPOKEN}__isnull": False}),
    ),
    Source(
        "premiere",
        _("Premiere status"),
        F("premiere_status"),
        labels=dict(Selection.Premiere.choices),
    ),
    Source("status", _("Status"), F("status"), labels=dict(Selection.Status.choices)),
]


@dataclass(frozen=True)
class Choice:
    """One value of a facet; `query` is the address with it added, or taken away if chosen."""

    facet: str
    value: str
    name: str
    count: int
    is_chosen: bool
    query: str


@dataclass(frozen=True)
class Facet:
    name: str
    label: str | Promise
    choices: list[Choice]

    @property
    def is_chosen(self) -> bool:
        return any(choice.is_chosen for choice in self.choices)

    def name_of(self, value: str) -> str:
        """A chosen value as shown, which nothing here need have."""
        nowhere = gettext("“%(value)s” (nothing here has it)") % {"value": value}
        return next((choice.name for choice in self.choices if choice.value == value), nowhere)


class Chip(NamedTuple):
    """Something chosen; `query` is the address without it."""

    label: str | Promise
    name: str
    query: str


def in_order(rows: list[Row], source: Source) -> list[tuple[Row, str]]:
    """The rows with their names: in the order of the labels, else by rank and by name."""
    if source.labels:
        by_value = {row.value: row for row in rows}
        known = [value for value in source.labels if value in by_value]
        return [(by_value[value], str(source.labels[value])) for value in known]
    named = [(row, label_in(row.names)) for row in rows]
    return sorted(named, key=lambda pair: (pair[0].rank, fold(pair[1])))


class Facets:
    """The facets of one ProgrammeFilter, for templates to walk through."""

    def __init__(self, programme_filter: ProgrammeFilter):
        self.filter = programme_filter
        self.choice = programme_filter.choice
        self.sources = [source for source in SOURCES if source.facet in programme_filter.filters]

    def __iter__(self) -> Iterator[Facet]:
        return iter(self.facets)

    @cached_property
    def facets(self) -> list[Facet]:
        rows = self.counted()
        return [
            self.facet(source, [row for row in rows if row.facet == source.facet])
            for source in self.sources
        ]

    def counted(self) -> list[Row]:
        """All facets' values and counts, in one query."""
        first, *others = (
            source.counted(self.filter.queryset, self.filter.without(source.facet))
            for source in self.sources
        )
        return [Row(*row) for row in first.union(*others, all=True)]

    def facet(self, source: Source, rows: list[Row]) -> Facet:
        choices = [self.to_choice(row, name) for row, name in in_order(rows, source)]
        return Facet(source.facet, source.label, choices)

    def to_choice(self, row: Row, name: str) -> Choice:
        chosen = row.value in self.choice.get(row.facet, ())
        query = self.query_toggling(row.facet, row.value)
        return Choice(row.facet, row.value, name, row.count, chosen, query)

    def query(self, **changes) -> str:
        """The choice as a query string, in one fixed order whatever the address's was."""
        query = QueryDict(mutable=True)
        for name, value in (self.choice | changes).items():
            query.setlist(name, value if isinstance(value, list) else [value])
        return query.urlencode()

    def query_toggling(self, facet: str, value: str) -> str:
        values = self.choice.get(facet, [])
        changed = [v for v in values if v != value] if value in values else [*values, value]
        return self.query(**{facet: changed})

    def chips(self) -> list[Chip]:
        """Everything chosen but the order, each with the way back."""
        facets = {facet.name: facet for facet in self}
        chips = []
        for name, chosen in self.choice.items():
            label = self.filter.filters[name].label
            if name in facets:
                chips += [self.chip(facets[name], value) for value in chosen]
            elif name != "sort":
                chips.append(Chip(label, str(chosen), self.query(**{name: []})))
        return chips

    def chip(self, facet: Facet, value: str) -> Chip:
        query = self.query_toggling(facet.name, value)
        return Chip(self.filter.filters[facet.name].label, facet.name_of(value), query)
