"""
The balance of a selection: how many films there are of what, beside earlier editions.

Every figure is counted by the index of the table's own filter and knows the address of the table
that shows exactly its films; so the two cannot differ.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.desk.filters import DeskFilter
from catalogue.facets import in_order
from catalogue.filters import LONGEST_RUNTIME
from catalogue.models import Edition, Selection
from catalogue.output.queries import query_of
from catalogue.planning.slots import CLEARING, usual_slots
from catalogue.years import decade_of, years_in

Status = Selection.Status
IN_HAND = [Status.CONSIDERED, Status.INVITED, Status.CONFIRMED]
"""Of the edition being made: what may still be in it."""
SHOWN = [Status.CONFIRMED]
"""Of those it is compared with: what was."""
MINUTES_A_BIN, LAST_BIN = 10, 240


@dataclass(frozen=True)
class Figure:
    """A number of selections, what part of their edition's it is, and where they are."""

    count: int
    total: int
    address: str

    @property
    def share(self) -> float:
        return self.count / self.total if self.total else 0

    @property
    def percent(self) -> int:
        return round(100 * self.share)


@dataclass(frozen=True)
class Line:
    """What is counted, by its name, and its figure in each edition; the first is in hand."""

    name: str | Promise
    figures: list[Figure]
    tone: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(figure.count for figure in self.figures)


@dataclass(frozen=True)
class Panel:
    key: str
    title: str | Promise
    note: str | Promise
    lines: list[Line]


class Counted:
    """An edition's selections as the address asks for them, counted."""

    def __init__(self, desk_filter: DeskFilter, statuses: Iterable[str]):
        self.filter = desk_filter
        self.edition: Edition = desk_filter.edition
        self.asked = {"status": list(statuses)} | desk_filter.asked
        self.index = desk_filter.index
        self.table = reverse("desk:selection_table", args=[self.edition.year])

    @cached_property
    def total(self) -> int:
        return self.index.count(self.asked)

    def figure(self, **also: Any) -> Figure:
        """How many are that too; what was asked of the same before makes way for it."""
        choice = self.asked | also
        count = self.index.count(choice)
        return Figure(count, self.total, f"{self.table}?{query_of(choice)}")


class Balance:
    """The panels of an edition, beside the editions it is compared with."""

    def __init__(self, counted: list[Counted]):
        self.counted = counted
        self.edition = counted[0].edition

    @property
    def editions(self) -> list[Edition]:
        return [counted.edition for counted in self.counted]

    @property
    def totals(self) -> list[Figure]:
        return [counted.figure() for counted in self.counted]

    def line(self, name: str | Promise, tone: str = "", **also: Any) -> Line:
        return Line(name, [counted.figure(**also) for counted in self.counted], tone)

    def line_by(self, name: str, choose: Callable[[Counted], dict[str, Any]]) -> Line:
        """A line of what is asked for in other words of each edition."""
        return Line(name, [counted.figure(**choose(counted)) for counted in self.counted])

    def named(self, facet: str) -> dict[str, str]:
        """The names of all values of a facet that one of the editions has, in their order."""
        names: dict[str, str] = {}
        for counted in self.counted:
            names |= {v: n for v, n in in_order(counted.index, facet) if v not in names}
        return names

    def lines_of(self, facet: str, missing: str = "") -> list[Line]:
        """A line for each value, and one for those of which nothing is known."""
        lines = [self.line(name, **{facet: [value]}) for value, name in self.named(facet).items()]
        unknown = self.unknown(missing) if missing else []
        return [*(line for line in lines if not line.is_empty), *unknown]

    def unknown(self, fact: str) -> list[Line]:
        """A line of those that lack it, where there are any."""
        line = self.line(_("not known"), missing=[fact])
        return [] if line.is_empty else [line]

    def panels(self) -> list[Panel]:
        return [
            Panel("premieres", _("Premieres"), "", self.lines_of("premiere", "premiere")),
            Panel("first-films", _("First films"), FIRST_FILMS, self.lines_of("first")),
            Panel("forms", _("Forms"), "", self.lines_of("form", "form")),
            Panel("years", _("Years of production"), "", list(self.years())),
            Panel(
                "languages",
                _("Languages"),
                LANGUAGES,
                most_first(self.lines_of("language", "language")),
            ),
        ]

    # Sections and countries --------------------------------------------------------------------

    @cached_property
    def sections(self) -> list[Line]:
        tones = {}
        for counted in self.counted:
            tones |= counted.filter.tones
        return [
            self.line(name, tones.get(slug, ""), section=[slug])
            for slug, name in self.named("section").items()
        ]

    @cached_property
    def countries(self) -> list[Line]:
        """From the country with most films; a co-production counts in each of its countries."""
        return most_first(self.lines_of("country", "country"))

    @cached_property
    def matrix(self) -> list[tuple[Line, list[Line]]]:
        """Each country's line, and its lines in every section, in the order of `sections`."""
        slugs = list(self.named("section"))
        rows = []
        for value, name in [*self.named("country").items(), ("", _("not known"))]:
            asked = {"country": [value]} if value else {"missing": ["country"]}
            whole = self.line(name, **asked)
            if not whole.is_empty:
                rows.append((whole, [self.line(name, section=[slug], **asked) for slug in slugs]))
        return sorted(rows, key=lambda row: by_size(row[0]))

    # Runtimes ----------------------------------------------------------------------------------

    @cached_property
    def slots(self) -> list[int]:
        """The usual slots of the edition's schedule; without one, none."""
        return usual_slots(self.counted[0].filter.candidates.starts())

    def runtimes(self) -> list[Line]:
        """By ten minutes from the shortest on, and all that take four hours and more."""
        minutes = [n for counted in self.counted for n in counted.index.minutes]
        longest = max(minutes, default=0)
        bins = range(0, min(longest + 1, LAST_BIN), MINUTES_A_BIN)
        lines = [
            self.line(f"{start}–{start + 9}′", runtime_min=start, runtime_max=start + 9)
            for start in bins
        ]
        beyond = self.line(spoken(LAST_BIN, LONGEST_RUNTIME), runtime_min=LAST_BIN)
        return lines if beyond.is_empty else [*lines, beyond]

    def lengths(self) -> list[Line]:
        """What fits into which slot, or without slots the edition's own classes of length."""
        bounds = [slot - CLEARING for slot in self.slots] or [
            self.edition.short_up_to_minutes,
            self.edition.feature_from_minutes - 1,
        ]
        names = [gettext("slot of %(minutes)s′") % {"minutes": slot} for slot in self.slots]
        names = [*(names or [gettext("short"), gettext("medium-length")])]
        names.append(gettext("longer than any") if self.slots else gettext("feature-length"))
        starts = [0, *(bound + 1 for bound in bounds)]
        ends = [*bounds, LONGEST_RUNTIME]
        lines = [
            self.line(f"{name}: {spoken(start, end)}", runtime_min=start, runtime_max=end)
            for name, start, end in zip(names, starts, ends, strict=True)
        ]
        return [*lines, *self.unknown("runtime")]

    # Years -------------------------------------------------------------------------------------

    def years(self) -> Iterator[Line]:
        """By how old films were at each edition, so that editions can be compared."""
        for name, first, last in YEARS:
            yield self.line_by(str(name), lambda counted, of=(first, last): made(counted, *of))
        yield from self.unknown("year")


YEARS = [
    (_("of the edition’s year"), -99, 0),
    (_("of the year before"), 1, 1),
    (_("2 years before"), 2, 2),
    (_("3 to 9 years before"), 3, 9),
    (_("10 years before and older"), 10, 999),
]
FIRST_FILMS = _(
    "As filmographies and our own archive tell: the first of feature length, or of shorts the "
    "first of any length. Where neither names anything, it is not known."
)
LANGUAGES = _("A film counts in each of its languages.")


def made(counted: Counted, first: int, last: int) -> dict[str, Any]:
    """What asks for films made that many years before an edition: decades where whole ones fit."""
    oldest, newest = counted.edition.year - last, counted.edition.year - first
    years = [int(v) for v in counted.index.values["year"] if not v.endswith("s")]
    chosen = {written(year, oldest, newest) for year in years if oldest <= year <= newest}
    return {"year": sorted(chosen) or [str(counted.edition.year - first)]}


def written(year: int, oldest: int, newest: int) -> str:
    span = years_in(decade_of(year))
    is_whole = oldest <= span.start and span.stop - 1 <= newest
    return decade_of(year) if is_whole else str(year)


def spoken(start: int, end: int) -> str:
    if not start:
        return gettext("up to %(minutes)s′") % {"minutes": end}
    if end == LONGEST_RUNTIME:
        return gettext("from %(minutes)s′") % {"minutes": start}
    return f"{start}–{end}′"


def most_first(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=by_size)


def by_size(line: Line) -> list[int]:
    return [-figure.count for figure in line.figures]
