"""
Facets: the choices a filter offers, each with the number of selections it would find.

Counts are true for the present choice: a facet counts under every other filter but its own,
since its own values are alternatives. A facet that avoids counts what it would leave out.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.utils.functional import Promise, cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from catalogue import daytimes, first_films, runtimes
from catalogue.desk.work import WAITS
from catalogue.filters import ProgrammeFilter
from catalogue.index import Choices, Index
from catalogue.models import Film, Selection
from catalogue.models.labels import label_in
from catalogue.models.selection_queries import NOT_ASSESSED
from catalogue.orders import keys_in_order
from catalogue.output.queries import query_of
from catalogue.paging import PAGE_SIZE
from catalogue.proof.missing import LACKS
from catalogue.templatetags.programme import weekday
from catalogue.years import choices_for
from people.folding import fold

# Where values are neither records nor days nor years, their names in their order.
LABELS: dict[str, dict[str, str | Promise]] = {
    "time": {daytime.slug: daytime.name for daytime in daytimes.DAYTIMES},
    "access": ProgrammeFilter.ACCESS,
    "form": dict(Film.Form.choices),
    "runtime": {band.slug: band.name for band in runtimes.BANDS},
    "premiere": dict(Selection.Premiere.choices),
    "status": dict(Selection.Status.choices),
    "missing": {lack.key: lack.name for lack in LACKS},
    "first": first_films.CHOICES,
    "waiting": WAITS,
}
GROUPS: dict[str | Promise, list[str]] = {
    "": ["section"],
    _("When and where"): ["day", "time", "venue"],
    _("To follow and to attend"): ["understood_in", "access", "avoid"],
    _("The film"): ["form", "country", "language", "runtime", "year", "premiere"],
    _("At the desk"): ["status", "missing", "first", "age", "waiting", "editor"],
}


class Choice(NamedTuple):
    """One value of a facet."""

    value: str
    name: str
    count: int
    is_chosen: bool


class Facet(NamedTuple):
    """A filter and those of its values that lead somewhere, or are chosen."""

    name: str
    label: str | Promise
    choices: tuple[Choice, ...]

    @property
    def is_open(self) -> bool:
        return self.name == "section" or any(choice.is_chosen for choice in self.choices)

    @property
    def chosen(self) -> list[str]:
        return [choice.name for choice in self.choices if choice.is_chosen]


class Chip(NamedTuple):
    """Something chosen; `query` is the address without it."""

    label: str | Promise
    name: str
    query: str


class WayOut(NamedTuple):
    """A filter that alone keeps films out, how many, and the address without it."""

    label: str | Promise
    names: list[str]
    count: int
    query: str


class View(NamedTuple):
    name: str | Promise
    query: str
    is_current: bool


class Letter(NamedTuple):
    """A letter of the index from A to Z; `query` is the address of its page."""

    letter: str
    query: str


def day_name(day: str) -> str:
    return weekday(date.fromisoformat(day))


def year_name(written: str) -> str:
    if not written.endswith("s"):
        return written
    return gettext("%(decade)ss") % {"decade": written.removesuffix("s")}


def in_order(index: Index, facet: str) -> list[tuple[str, str]]:
    """(value, name) of every value of a facet that these selections have, as they are listed."""
    key = facet, get_language()
    if key not in index.orders:
        index.orders[key] = put_in_order(index, facet)
    return index.orders[key]


def put_in_order(index: Index, facet: str) -> list[tuple[str, str]]:
    values = index.values[facet]
    if facet == "day":
        return [(day, day_name(day)) for day in sorted(values)]
    if facet == "year":
        years = [int(value) for value in values if not value.endswith("s")]
        return [(written, year_name(written)) for written in choices_for(years)]
    if facet in LABELS:
        return [(value, str(name)) for value, name in LABELS[facet].items() if value in values]
    ranks = index.ranks[facet]
    named = [(value, label_in(names) or value) for value, names in index.names[facet].items()]
    named.sort(key=lambda pair: (ranks.get(pair[0], 0), fold(pair[1])))
    if facet == "avoid" and named:
        named.append((NOT_ASSESSED, gettext("films not assessed")))
    return named


def name_of(facet: str, value: str, count: int) -> str:
    """The name of a value that was chosen without being offered."""
    if facet in ("day", "year"):
        return day_name(value) if facet == "day" else year_name(value)
    if facet in LABELS:
        return str(LABELS[facet][value])
    return value if count else gettext("%(value)s (nothing here has it)") % {"value": value}


class Facets:
    """The facets of one ProgrammeFilter, for templates to walk through."""

    def __init__(self, programme_filter: ProgrammeFilter):
        self.filter = programme_filter
        self.index = programme_filter.index
        self.asked = programme_filter.asked
        self.choice = {
            name: self.present(name, value) for name, value in programme_filter.choice.items()
        }

    def present(self, name: str, value: Any) -> Any:
        """A value of the choice, under the addresses that records have now."""
        if not isinstance(value, list):
            return value
        return list(dict.fromkeys(self.index.present(name, one) for one in value))

    def __iter__(self) -> Iterator[Facet]:
        return iter(self.facets)

    @cached_property
    def count(self) -> int:
        """The number of selections the choice finds."""
        return self.index.count(self.asked)

    @property
    def keys(self) -> list[int]:
        """The selections the choice finds, in the order chosen."""
        named = in_order(self.index, "country")
        countries = {value: place for place, (value, _name) in enumerate(named)}
        return keys_in_order(self.index, self.asked, self.filter.order, countries)

    @property
    def bounds(self) -> tuple[Any, Any]:
        """The least and the most minutes asked for; an empty text each where none is."""
        return self.choice.get("runtime_min", ""), self.choice.get("runtime_max", "")

    @cached_property
    def facets(self) -> list[Facet]:
        names = [name for group in GROUPS.values() for name in group]
        return [self.facet(name) for name in names if name in self.filter.filters]

    @property
    def groups(self) -> list[tuple[str | Promise, list[Facet]]]:
        """(label, facets with something to choose or to change), as the form shows them."""
        bounded = "runtime_min" in self.choice or "runtime_max" in self.choice
        shown = {"runtime"} if bounded else set()
        offered = {facet.name: facet for facet in self if facet.choices or facet.name in shown}
        groups = [
            (label, [offered[name] for name in names if name in offered])
            for label, names in GROUPS.items()
        ]
        return [(label, facets) for label, facets in groups if facets]

    def facet(self, name: str) -> Facet:
        """A filter's values that lead somewhere, and those that are chosen wherever they lead."""
        chosen = self.choice.get(name, [])
        others = without(self.asked, name)
        offered = in_order(self.index, name)
        values = [value for value, _name in offered]
        extra = [value for value in chosen if value not in values]
        counts = self.index.counts(name, [*values, *extra], others)
        named = offered + [(value, name_of(name, value, counts[value])) for value in extra]
        nowhere = {0, self.index.count(others)} if name == "avoid" else {0}
        choices = tuple(
            Choice(v, label, counts[v], v in chosen)
            for v, label in named
            if v in chosen or counts[v] not in nowhere
        )
        return Facet(name, self.filter.filters[name].label, choices)

    # Addresses ---------------------------------------------------------------------------------

    def query(self, **changes: Any) -> str:
        """The choice as a query string, in one fixed order whatever the address's was."""
        return query_of(self.choice | changes)

    def query_without(self, name: str, value: str) -> str:
        return self.query(**{name: [other for other in self.choice[name] if other != value]})

    def chips(self) -> list[Chip]:
        """Everything asked of the films, each with the way back."""
        facets = {facet.name: facet for facet in self}
        chips = []
        for name, chosen in self.choice.items():
            label = self.filter.filters[name].label
            if name in facets:
                chips += [
                    Chip(label, choice.name, self.query_without(name, choice.value))
                    for choice in facets[name].choices
                    if choice.is_chosen
                ]
            elif name in self.asked:
                chips.append(Chip(label, str(chosen), self.query(**{name: []})))
        return chips

    def ways_out(self) -> list[WayOut]:
        """The filters that each alone keep all films out, the one that most wait behind first."""
        facets = {facet.name: facet for facet in self}
        ways = []
        for name in self.asked:
            count = self.index.count(without(self.asked, name))
            chosen = facets[name].chosen if name in facets else [str(self.choice[name])]
            if count:
                label = self.filter.filters[name].label
                ways.append(WayOut(label, chosen, count, self.query(**{name: []})))
        return sorted(ways, key=lambda way: -way.count)

    def views(self) -> list[View]:
        now = self.filter.shown_as
        return [
            View(name, self.query(view=[] if view == "grid" else view), view == now)
            for view, name in self.filter.VIEWS
        ]

    def letters(self) -> list[Letter]:
        """The letters there are, and the page of an index from A to Z each begins on."""
        place, letters = 0, []
        for letter, count in self.index.counts_by_letter(self.asked).items():
            if count:
                page = place // PAGE_SIZE + 1
                letters.append(Letter(letter, self.query(page=page if page > 1 else [])))
            place += count
        return letters


def without(choice: Choices, name: str) -> Choices:
    return {other: value for other, value in choice.items() if other != name}
