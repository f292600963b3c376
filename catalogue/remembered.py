"""
What a process remembers of the database, for as long as nothing that the public sees changes.

A page that is not on the shelf is mostly made of things that other pages of the same hour were
made of: the counts under another choice, the same films in another order. They go by the state
that the page is made under (festival/caching/revisions.py): its revision is another one after
every save, and it ends with the next announcement. So what is remembered is as old as the page or
newer. Without a state - staff, previews, a database that cannot be asked - nothing is.
"""

import time
from collections.abc import Callable, Hashable, Iterable
from hashlib import blake2b
from threading import Lock, RLock
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest


def state_of(request: HttpRequest | None) -> Any:
    """
    What the page is made under, as far as that is known: `id`, and `holds(now)` says whether it is
    so at that instant (Unix time).
    """
    return getattr(request, "state", None)


def digest(*told: Any) -> bytes:
    """Of rows, words and numbers, by which they are known for the same."""
    return blake2b(repr(told).encode(), digest_size=16).digest()


class Later:
    """A queryset of that model which is put together once something is asked of it, if ever."""

    def __init__(self, model: type[Model], make: Callable[[], QuerySet]):
        self.model = model
        self.make = make

    def __getattr__(self, name: str) -> Any:
        if name == "made":
            self.made = self.make()
            return self.made
        return getattr(self.made, name)


class Remembered:
    """So many things made under a state; it forgets all that were made under another one."""

    def __init__(self, most: int):
        self.most = most
        self.making = RLock()
        self.held: tuple[str, dict[Hashable, Any]] = ("", {})  # replaced as one

    def under(self, state: Any) -> dict[Hashable, Any]:
        """What is remembered of that state, to be added to; nothing without one."""
        if not state:
            return {}
        known, things = self.held
        if known != state.id or len(things) > self.most:
            things = {}
            self.held = (state.id, things)
        return things

    def recall(self, state: Any, key: Hashable, make: Callable[[], Any]) -> Any:
        """
        What was made for that key under the state; made now if nothing was, by one for all who ask
        meanwhile.
        """
        if not state:
            return make()
        known = self.under(state)
        if key in known:
            return known[key]
        with self.making:
            return self.recall_all(state, [key], lambda _missing: {key: make()})[key]

    def recall_all(
        self, state: Any, keys: Iterable[Hashable], make: Callable[[list], dict]
    ) -> dict[Hashable, Any]:
        """
        Things by their keys; `make` is asked for all that are missing at once. What is made while
        the state ends is of another hour, and is not remembered.
        """
        keys, known = list(keys), self.under(state)
        found = {key: known[key] for key in keys if key in known}
        if missing := [key for key in keys if key not in found]:
            made = make(missing)
            if state and state.holds(time.time()):
                known |= made
            found |= made
        return found


class Latest:
    """So many of the things that were made last, whatever they are known by."""

    def __init__(self, most: int):
        self.most = most
        self.held: dict[Hashable, Any] = {}
        self.putting = Lock()

    def get(self, key: Hashable) -> Any:
        """None of what is not there."""
        return self.held.get(key)

    def put(self, key: Hashable, thing: Any) -> Any:
        with self.putting:
            self.held.pop(key, None)
            self.held[key] = thing
            while len(self.held) > self.most:
                del self.held[next(iter(self.held))]
        return thing
