"""The grid of a day, against what was put into it: ten thousand schedules in zones of all kinds."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from catalogue.grids import STEP, grids_of
from catalogue.models.screening_outline import Outline, Row
from catalogue.models.screening_queries import hours_of_day

# Each with the days its clocks change: by an hour, at midnight, by half an hour, or never.
CHANGES = {
    "Europe/Berlin": ["2026-03-29", "2026-10-25"],
    "Europe/Lisbon": ["2026-03-29", "2026-10-25"],
    "Pacific/Auckland": ["2026-04-05", "2026-09-27"],
    "Australia/Lord_Howe": ["2026-04-05", "2026-10-04"],
    "Asia/Beirut": ["2026-03-29", "2026-10-25"],
    "America/Havana": ["2026-03-08", "2026-11-01"],
    "Asia/Kolkata": ["2026-02-13"],
    "Asia/Kathmandu": ["2026-02-13"],
}


@dataclass(frozen=True)
class Shown:
    """What a grid asks of a screening."""

    pk: int
    starts_at: datetime
    minutes: int
    screen: object = field(hash=False)
    is_length_known: bool = True

    @property
    def ends_at(self):
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def likely_end(self):
        return self.ends_at if self.is_length_known else self.starts_at + timedelta(minutes=90)


def make_schedule(random):
    """(zone, screenings) of the days around a change of the clocks, half of them on the hour."""
    name = random.choice(list(CHANGES))
    change = datetime.fromisoformat(random.choice(CHANGES[name])).replace(tzinfo=UTC)
    screens = [make_place(number) for number in range(random.randint(1, 4))]
    grain = random.choice([1, 5, 15, 30])
    screenings = [
        Shown(
            pk,
            change + timedelta(minutes=random.randint(-2880, 4320) // grain * grain),
            random.choice([0, 1, 7, 45, 90, 95, 121, 180, 480, 600]),
            random.choice(screens),
            random.random() < 0.9,
        )
        for pk in range(random.randint(1, 9))
    ]
    return ZoneInfo(name), screenings


def make_place(number):
    venue = SimpleNamespace(position=number // 2, slug=f"house-{number // 2}")
    return Place(number, venue, number % 2)


@dataclass(frozen=True)
class Place:
    pk: int
    venue: object = field(hash=False, compare=False)
    position: int = 0


def cells(grid):
    """(screen, lane, first column, cell) of every cell."""
    for row in grid.rows:
        for lane in row.lanes:
            at = 0
            for cell in lane:
                yield row.screen, at, cell
                at += cell.span
            assert at == grid.steps


def test_of_ten_thousand_schedules_nothing_is_lost_or_shown_twice_and_every_cell_is_exact():
    random = Random(2027)
    for _ in range(10_000):
        zone, screenings = make_schedule(random)
        outline = Outline([Row(one.pk, one.pk, None, one.starts_at, False) for one in screenings])
        seen = Counter()
        for day, keys in outline.by_day(zone).items():
            first, last = hours_of_day(day, zone)
            on_it = [one for one in screenings if first <= one.starts_at < last]
            assert [one.pk for one in on_it] == keys
            for grid in grids_of(on_it, zone):
                check(grid, day, zone, seen)
        assert seen == Counter(one.pk for one in screenings)


def check(grid, day, zone, seen):
    start = grid.hours[0].starts_at.astimezone(UTC)
    for screen, at, cell in cells(grid):
        assert cell.span > 0
        if not cell.screening:
            continue
        one = cell.screening
        seen[one.pk] += 1
        assert one.screen == screen
        assert one.starts_at.astimezone(zone).date() == day
        assert abs(start + at * STEP - one.starts_at) <= STEP / 2
        if one.is_length_known:
            end = start + (at + cell.span) * STEP
            assert abs(end - one.ends_at) <= STEP / 2 or cell.span == 1
    at = 0
    for hour in grid.hours:
        assert hour.starts_at == (start + at * STEP).astimezone(zone)
        assert hour.starts_at.minute in (0, 30)
        at += hour.span
