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
    """Who has waited longest for a place gets it: it is handed over, and nobody can be quicker."""

    def __init__(self, number):
        self.free = [[] for _ in range(number)]
        self.waiting = deque()
        self.changing = Lock()

    @contextmanager
    def one(self):
        """With the connections that were opened there before."""
        for connection in self.taken():
            connections[connection.alias] = connection
        try:
            yield
        finally:
            self.give_back(left_behind())

    def taken(self):
        with self.changing:
            if self.free:
                return self.free.pop()
            mine = SimpleQueue()
            self.waiting.append(mine)
        return mine.get()

    def give_back(self, opened):
        with self.changing:
            if self.waiting:
                self.waiting.popleft().put(opened)
            else:
                self.free.append(opened)


def left_behind():
    """The connections of this thread, which from now on are none of its own."""
    opened = connections.all(initialized_only=True)
    for connection in opened:
        del connections[connection.alias]
        if not connection.allow_thread_sharing:
            connection.inc_thread_sharing()
    return opened
