"""
Of a server's many threads a few work at a time; the others wait for a form to come, or for who
takes a large file. A connection to a database belongs to a place where one works, so that there
are no more of them than places.
"""

from collections import deque
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Lock

from django.db import connections

PLACES = 6


class Places:
    """
    Who has waited longest for a place gets it: it is handed over, and nobody can be quicker. What
    is left there, the next finds.
    """

    def __init__(self, number):
        self.free = [[] for _ in range(number)]
        self.waiting = deque()
        self.changing = Lock()

    @contextmanager
    def one(self):
        place = self.taken()
        try:
            yield place
        finally:
            self.give_back(place)

    def taken(self):
        with self.changing:
            if self.free:
                return self.free.pop()
            mine = SimpleQueue()
            self.waiting.append(mine)
        return mine.get()

    def give_back(self, place):
        with self.changing:
            if self.waiting:
                self.waiting.popleft().put(place)
            else:
                self.free.append(place)


@contextmanager
def connected_at(places):
    """Work at one of them, with the connections that were opened there before."""
    with places.one() as opened:
        for one in opened:
            connections[one.alias] = one
        try:
            yield
        finally:
            opened[:] = left_behind()


def left_behind():
    """The connections of this thread, which from now on are none of its own."""
    opened = connections.all(initialized_only=True)
    for one in opened:
        del connections[one.alias]
        if not one.allow_thread_sharing:
            one.inc_thread_sharing()
    return opened
