"""What an edition's home says of its schedule at an instant."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from catalogue.models import Screening
from catalogue.schedule import LONGEST, Schedule

MOST_RUNNING = 9
MOST_COMING = 6


@dataclass(frozen=True)
class Now:
    """
    Days with the numbers of their screenings until the last one is over, none after it; while
    the festival goes on, what is `running` and what is `coming` next. `at` is the hour there, and
    all of it holds `until` then, or longer where that is None.
    """

    at: datetime
    days: list[tuple[date, int]]
    running: list[Screening]
    coming: list[Screening]
    running_elsewhere: int = 0
    until: datetime | None = None

    @property
    def today(self) -> date:
        return self.at.date()


def now_of(schedule: Schedule, at: datetime) -> Now:
    """What is on at that instant: no query more than the schedule was read with, where it was."""
    days, rows = schedule.days, schedule.outline.rows
    at = at.astimezone(schedule.edition.zone)
    if not days or at - rows[-1].starts_at > LONGEST:
        return Now(at, [], [], [])
    if at.date() < days[0][0]:
        return Now(at, days, [], [])
    shown = schedule.around(at, MOST_COMING)
    running = [one for one in shown if one.starts_at <= at < one.likely_end]
    coming = [one for one in shown if one.starts_at > at]
    if not (running or coming):
        return Now(at, [], [], [])
    until = min([next_minute(at), *(one.likely_end for one in running)])
    return Now(at, days, running[:MOST_RUNNING], coming, len(running[MOST_RUNNING:]), until)


def next_minute(at: datetime) -> datetime:
    """The page says its hour, to the minute."""
    return at.replace(second=0, microsecond=0) + timedelta(minutes=1)
