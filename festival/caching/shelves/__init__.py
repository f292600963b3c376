"""
Where copies of pages lie for all workers, and the revision by which they are good: in Redis, or in
files of this machine.

A shelf has
    state()                  what was published last, while its lease lasts, or None
    clock()                  now, on the clock of leases: to be asked before the database is
    publish(state, begun)    for LEASE seconds from `begun`, unless a later number lies there
    outdate(number)          nothing of an earlier number is to be had from now on
    page(slot), keep(slot, data), clear()
    flight(slot)             a context: True for the one who makes that page now; others wait in
                             it until it is made, some seconds at most, and get False
and raises Away wherever it cannot be reached.
"""

from functools import cache

LEASE = 1.0
LONGEST_WAIT = 5.0
PAUSE = 0.02


class Away(Exception):  # noqa: N818 - a state of things, as Http404 is
    """The shelf cannot be reached, or cannot be written."""


@cache
def shelf():
    """The one of this installation."""
    from django.conf import settings
    from django.db import connection

    if settings.CACHE_URL:
        from festival.caching.shelves.redis import RedisShelf

        return RedisShelf(settings.CACHE_URL, settings.SECRET_KEY)
    from festival.caching.shelves.files import FileShelf

    # Other machines may save to a database server: then nothing is taken on lease.
    return FileShelf(settings.VAR_DIR, has_leases=connection.vendor == "sqlite")
