"""
What the database holds and which hour it is, as one value that every worker agrees on.

The revision in the database is the truth (people.models.Revision). So that a page from the shelf
costs no query, the shelf holds it too, for LEASE seconds after it was read, and no longer. Who
saves takes it from the shelf after the commit and before the answer; who cannot reach the shelf
waits until the lease is over. Either way no answer says that something was saved while anybody
still takes an older revision for the present one.
"""

import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.db import DatabaseError, InterfaceError

from catalogue.turns import next_turn
from festival.caching.shelves import LEASE, Away, shelf
from people.models import Revision

owed = threading.local()
newest: list["State"] = []  # the last that this process computed


@dataclass(frozen=True)
class State:
    """A revision, `since` an instant and `until` the clock alone makes pages others; Unix time."""

    number: int
    token: str
    since: float
    until: float

    @property
    def id(self) -> str:
        return f"{self.token}-{self.until!r}"

    def holds(self, now: float) -> bool:
        return self.since <= now < self.until


def current(now: float) -> State | None:
    """From the shelf; else from the database, which may have none, with a query or a few."""
    place = shelf()
    try:
        lying = place.state()
        if lying and (state := State(*lying)).holds(now):
            return state
        begun = place.clock()
    except Away:
        return computed(now)
    state = computed(now)
    if state:
        with suppress(Away):
            place.publish((state.number, state.token, state.since, state.until), begun)
    return state


def computed(now: float) -> State | None:
    """Asks the database for the revision, and for the next turn where that may be another one."""
    row = Revision.objects.values_list("number", "token").first()
    if not row:
        return None
    for state in newest:
        if (state.number, state.token) == row and state.holds(now):
            return state
    until = next_turn(datetime.fromtimestamp(now, UTC)).timestamp()
    state = State(*row, since=now, until=until)
    newest[:] = [state]
    return state


def is_present(state: State) -> bool:
    """Whether the database still holds that revision: then all that was read meanwhile is of it."""
    try:
        row = Revision.objects.values_list("number", "token").first()
    except (DatabaseError, InterfaceError):
        return False
    return row == (state.number, state.token)


def outdate(number: int) -> None:
    """After a commit of that number: nobody is to take an earlier one from the shelf."""
    if not settings.PAGES_ARE_KEPT:
        return
    try:
        shelf().outdate(number)
    except Away:
        owed.until = time.monotonic() + LEASE


def wait_until_known() -> None:
    """Before a save is answered that the shelf could not be told of."""
    until = getattr(owed, "until", None)
    if until is not None:
        time.sleep(max(0, until - time.monotonic()))
        owed.until = None
