"""
The line in which writers of an SQLite file stand.

SQLite lets write next whoever happens to ask when it is free; who has asked before sleeps up to a
tenth of a second, and may find it taken again and again: of eight editors who saved at once one
waited five seconds. So only who is first in line asks SQLite. Writers of a process come first as
they came; of the firsts of several processes any one does, by a lock on a file that is let go as
soon as its turn has come.
"""

import os
import time
from collections import deque
from contextlib import contextmanager, suppress
from functools import cache
from threading import Lock

from django.db import OperationalError

from festival.locks import taken

PAUSE = 0.002


class Line:
    """`path` of the file that processes lock; without one they are not kept apart."""

    def __init__(self, path):
        self.path = path
        self.has_first = False
        self.waiting = deque()
        self.changing = Lock()

    @contextmanager
    def first(self, patience):
        """Once it is; OperationalError after so many seconds, as SQLite's own."""
        end = time.monotonic() + patience
        self.come(end)
        try:
            with self.ahead_of_other_processes(end):
                yield
        finally:
            self.leave()

    def come(self, end):
        with self.changing:
            if not self.has_first:
                self.has_first = True
                return
            turn = Lock()
            turn.acquire()
            self.waiting.append(turn)
        if turn.acquire(timeout=max(0, end - time.monotonic())):
            return
        with self.changing:
            if turn in self.waiting:
                self.waiting.remove(turn)
                raise OperationalError("database is locked")

    def leave(self):
        with self.changing:
            if self.waiting:
                self.waiting.popleft().release()
            else:
                self.has_first = False

    @contextmanager
    def ahead_of_other_processes(self, end):
        file = None
        with suppress(OSError):  # on a full disk, or one that is read-only, SQLite says so itself
            file = os.open(self.path, os.O_CREAT | os.O_RDONLY, 0o644)
        try:
            while file is not None and not taken(file):
                if time.monotonic() >= end:
                    raise OperationalError("database is locked")
                time.sleep(PAUSE)  # a lock of a file cannot be waited for until a time
            yield
        finally:
            if file is not None:
                os.close(file)


@cache
def line_at(database):
    """The one of this process for that database."""
    return Line(f"{database}-line")


os.register_at_fork(after_in_child=line_at.cache_clear)  # nobody who stood in it is there any more
