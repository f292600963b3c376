"""
Of a server's many threads a few work at a time; the others wait for a form to come, or for who
takes a large file. A connection to a database belongs to a place where one works, so that there
are no more of them than places.
"""

from contextlib import contextmanager
from queue import SimpleQueue

from django.db import connections

PLACES = 6


class Places:
    def __init__(self, number):
        self.free = SimpleQueue()
        for _ in range(number):
            self.free.put([])

    @contextmanager
    def one(self):
        """With the connections that were opened there before."""
        for connection in self.free.get():
            connections[connection.alias] = connection
        try:
            yield
        finally:
            self.free.put(left_behind())


def left_behind():
    """The connections of this thread, which from now on are none of its own."""
    opened = connections.all(initialized_only=True)
    for connection in opened:
        del connections[connection.alias]
        if not connection.allow_thread_sharing:
            connection.inc_thread_sharing()
    return opened
