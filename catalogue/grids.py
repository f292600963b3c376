"""
The grid of a day: a row for every screen, a column for every five minutes, all of one width.

Columns count minutes that pass, not hours on the clock: where the clocks change, an hour is missing
among the headings, or stands there twice, and every screening keeps its length. A day with a long
pause in it is a grid before and another after.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import groupby

from catalogue.models import Screen, Screening

STEP = timedelta(minutes=5)
PAUSE = timedelta(hours=3)


@dataclass(frozen=True)
class Hour:
    """A column heading: what the clocks show where it begins, and the columns to the next."""

    starts_at: datetime
    span: int


@dataclass(frozen=True)
class Cell:
    """The columns of a screening, or the empty ones between two."""

    span: int
    screening: Screening | None = None


@dataclass(frozen=True)
class Row:
    """A screen, with more than one lane of cells where its screenings overlap."""

    screen: Screen
    lanes: list[list[Cell]]


@dataclass(frozen=True)
class Grid:
    hours: list[Hour]
    rows: list[Row]

    @property
    def steps(self) -> int:
        return sum(hour.span for hour in self.hours)


@dataclass(frozen=True)
class Drawn:
    """A screening between the instants, in UTC, that its cell stands for."""

    screening: Screening
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Span:
    """The columns of a screening: from `begin` to before `end`, one at least."""

    screening: Screening
    begin: int
    end: int

    @classmethod
    def of(cls, drawn: Drawn, start: datetime) -> "Span":
        begin = column(drawn.starts_at, start)
        return cls(drawn.screening, begin, max(column(drawn.ends_at, start), begin + 1))


def grids_of(screenings: Iterable[Screening], zone: tzinfo) -> list[Grid]:
    """The grids of a day's screenings, parted by its pauses, with the hours of that zone."""
    return [grid_of(part, zone) for part in parted(drawn(screenings))]


def drawn(screenings: Iterable[Screening]) -> list[Drawn]:
    """
    The screenings by their hours. One of unknown length is drawn to its likely end, or to where
    the next on its screen starts.
    """
    found: list[Drawn] = []
    following: dict[Screen, datetime] = {}
    for one in sorted(screenings, key=lambda one: (one.starts_at, one.pk), reverse=True):
        end = one.likely_end
        if not one.is_length_known:
            end = max(one.ends_at, min(end, following.get(one.screen, end)))
        following[one.screen] = one.starts_at
        found.append(Drawn(one, one.starts_at.astimezone(UTC), end.astimezone(UTC)))
    return found[::-1]


def parted(shown: list[Drawn]) -> Iterator[list[Drawn]]:
    """The screenings before, between and after the pauses, in which nothing runs anywhere."""
    part: list[Drawn] = []
    for one in shown:
        if part and one.starts_at - max(before.ends_at for before in part) >= PAUSE:
            yield part
            part = []
        part.append(one)
    if part:
        yield part


def grid_of(shown: list[Drawn], zone: tzinfo) -> Grid:
    """One grid, from the full hour before its first screening to the one after its last."""
    start = full_hour(shown[0].starts_at, zone)
    spans = [Span.of(one, start) for one in shown]
    hours = list(hours_from(start, max(span.end for span in spans), zone))
    end = sum(hour.span for hour in hours)
    spans.sort(key=lambda span: (place(span.screening.screen), span.begin, span.screening.pk))
    rows = [
        Row(screen, [cells_of(lane, end) for lane in lanes_of(on_it)])
        for screen, on_it in groupby(spans, key=lambda span: span.screening.screen)
    ]
    return Grid(hours, rows)


def full_hour(instant: datetime, zone: tzinfo) -> datetime:
    """The instant at which the clocks last showed a full hour."""
    here = instant.astimezone(zone)
    return instant - timedelta(
        minutes=here.minute, seconds=here.second, microseconds=here.microsecond
    )


def hours_from(start: datetime, columns: int, zone: tzinfo) -> Iterator[Hour]:
    """Headings over that many columns at least; where clocks change by half an hour, over those."""
    edge, begin = start, 0
    while begin < columns:
        edge_after = full_hour(edge + timedelta(hours=1), zone)
        end = column(edge_after, start)
        yield Hour(edge.astimezone(zone), end - begin)
        edge, begin = edge_after, end


def column(instant: datetime, start: datetime) -> int:
    """The nearest column to an instant."""
    return (instant - start + STEP / 2) // STEP


def place(screen: Screen) -> tuple:
    return (screen.venue.position, screen.venue.slug, screen.position, screen.pk)


def lanes_of(spans: Iterable[Span]) -> list[list[Span]]:
    """Spans by their beginnings, dealt to as few lanes as keep them from overlapping."""
    lanes: list[list[Span]] = []
    for span in spans:
        lane = next((lane for lane in lanes if lane[-1].end <= span.begin), None)
        if lane is None:
            lanes.append([span])
        else:
            lane.append(span)
    return lanes


def cells_of(lane: list[Span], end: int) -> list[Cell]:
    """The cells of a lane, without a gap from the first column to the last."""
    cells, at = [], 0
    for span in lane:
        if span.begin > at:
            cells.append(Cell(span.begin - at))
        cells.append(Cell(span.end - span.begin, span.screening))
        at = span.end
    return [*cells, Cell(end - at)] if at < end else cells
