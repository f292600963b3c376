from collections import namedtuple
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo
from functools import cached_property

Row = namedtuple("Row", "pk selection programme starts_at is_cancelled")


@dataclass(frozen=True)
class Outline:
    """What is shown when, and no more: of a whole edition it costs one query."""

    rows: list[Row]  # in the order of their hours

    def by_day(self, zone: tzinfo) -> dict[date, list[int]]:
        """The keys of what starts on each day that has any, in that time zone."""
        days: dict[date, list[int]] = {}
        for row in self.rows:
            days.setdefault(row.starts_at.astimezone(zone).date(), []).append(row.pk)
        return days

    @cached_property
    def repeats(self) -> dict[int, tuple[int, int]]:
        """{pk: (2, 3)}: which of how many screenings of the same this is; not of cancelled ones."""
        same = {}
        for row in self.rows:
            if not row.is_cancelled:
                same.setdefault((row.selection, row.programme), []).append(row.pk)
        return {
            pk: (number, len(screenings))
            for screenings in same.values()
            for number, pk in enumerate(screenings, 1)
        }

    def number(self, screenings: Iterable) -> None:
        """Tell screenings of theirs which of how many each is."""
        for one in screenings:
            one.repeat = self.repeats.get(one.pk)
