"""Something that writes, ended between any two of its queries as by a signal nothing can catch."""

import random

import pytest
from django.db import connection, transaction


class Killed(BaseException):
    """Nothing in the code may catch it, as nothing catches a signal."""


class Count:
    def __init__(self, end=None):
        self.count, self.end = 0, end

    def __call__(self, execute, *query):
        self.count += 1
        if self.count == self.end:
            raise Killed
        return execute(*query)


def ends_of(run, times=20):
    """As many moments of a run, the first of them and the one before the commit."""
    for _first_fills_caches in range(2):
        count = Count()
        with transaction.atomic():
            with connection.execute_wrapper(count):
                run()
            transaction.set_rollback(True)
    some = random.Random(5).sample(range(2, count.count - 1), times)
    return [1, *some, count.count - 1]


def kill(run, end):
    with connection.execute_wrapper(Count(end)), pytest.raises(Killed):
        run()
