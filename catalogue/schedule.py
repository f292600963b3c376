"""
The schedule of an edition as strangers see it. Its outline and what is said of its screenings are
the same on every page, so under a state of things each is read once.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from catalogue.models import Edition, Screening
from catalogue.models.screening_outline import Outline
from catalogue.models.screening_queries import ScreeningQuerySet
from catalogue.remembered import Remembered

LONGEST = timedelta(hours=14)  # nothing that started earlier is running still

outlines = Remembered(most=8)  # two an edition
read = Remembered(most=400)


class Schedule:
    def __init__(self, edition: Edition, state: Any):
        """`state`: what the page is made under, as in catalogue/remembered.py."""
        self.edition = edition
        self.state = state

    @property
    def public(self) -> ScreeningQuerySet:
        return Screening.objects.public_in(self.edition.year)

    @cached_property
    def outline(self) -> Outline:
        return outlines.recall(self.state, self.edition.year, lambda: self.public.outline())

    @cached_property
    def by_day(self) -> dict[date, list[int]]:
        """The keys of what starts on each day there, in order."""
        key = ("by day", self.edition.year)
        return outlines.recall(self.state, key, lambda: self.outline.by_day(self.edition.zone))

    @property
    def days(self) -> list[tuple[date, int]]:
        """(day, number of screenings) of each day that has any."""
        return [(day, len(keys)) for day, keys in self.by_day.items()]

    def on(self, day: date) -> list[Screening]:
        """Those that start on that day there, which has some."""
        return self.screenings(self.by_day[day])

    def around(self, at: datetime, number: int) -> list[Screening]:
        """
        Those that go ahead and started not long ago, so that they may still run, and the next of
        that number.
        """
        rows = [row for row in self.outline.rows if not row.is_cancelled]
        recent = [row.pk for row in rows if at - LONGEST <= row.starts_at <= at]
        coming = [row.pk for row in rows if row.starts_at > at][:number]
        return self.screenings(recent + coming)

    def screenings(self, keys: Iterable[int]) -> list[Screening]:
        """Those of these keys, with all that their lines show and the number of their repeat."""
        found = read.recall_all(self.state, keys, self.read)
        return [found[key] for key in keys if key in found]

    def read(self, keys: list[int]) -> dict[int, Screening]:
        found = self.public.for_listing().in_bulk(keys)
        self.outline.number(found.values())
        return found
