"""
What a process remembers of the database, for as long as nothing that the public sees changes.

A page that is not on the shelf is mostly made of things that other pages of the same hour were
made of: the counts under another choice, the same films in another order. They go by the revision
that the page is made under (festival/caching/revisions.py), which is another one after every save
and after every announcement; so what is remembered is as old as the page, and never older. Without
a revision - staff, previews, a database that cannot be asked - nothing is remembered or recalled.
"""

from collections.abc import Callable, Hashable
from typing import Any


class Remembered:
    """So many things made under a revision; it forgets all that another one made."""

    def __init__(self, most: int):
        self.most = most
        self.held: tuple[str | None, dict[Hashable, Any]] = (None, {})  # replaced as one

    def under(self, revision: str | None) -> dict[Hashable, Any]:
        """What is remembered of that revision, to read and to add to; nothing without one."""
        if not revision:
            return {}
        known, things = self.held
        if known != revision or len(things) > self.most:
            things = {}
            self.held = (revision, things)
        return things

    def recall(self, revision: str | None, key: Hashable, make: Callable[[], Any]) -> Any:
        """What was made for that key under the revision; made now if nothing was."""
        things = self.under(revision)
        if key not in things:
            things[key] = make()
        return things[key]
