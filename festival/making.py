"""How many pages are made at once."""

from django.db import connection

from catalogue.remembered import state_of
from festival.working import Places

PAGES_AT_ONCE = 2
making = Places(PAGES_AT_ONCE)


def make_in_turn(get_response):
    """
    SQLite works in the process itself, and threads that ask it change over with every row: of pages
    that are everybody's two at a time are made, which takes less of everything than six. All else
    waits for nobody here, since it may have to wait for somebody's save: forms, what staff ask for,
    a preview that counts itself.
    """

    def middleware(request):
        if connection.vendor != "sqlite" or not state_of(request):
            return get_response(request)
        with making.one():
            return get_response(request)

    return middleware
