"""How many pages are made at once."""

from django.db import connection

from festival.caching.middleware import has_session
from festival.working import Places

PAGES_AT_ONCE = 2
making = Places(PAGES_AT_ONCE)


def make_in_turn(get_response):
    """
    SQLite works in the process itself, and threads that ask it change over with every row: of
    strangers' pages two at a time are made, which takes less of everything than six. Who sends a
    form, and staff, wait for nobody here, since they may have to wait for one another to save.
    """

    def middleware(request):
        if not is_made_in_turn(request):
            return get_response(request)
        with making.one():
            return get_response(request)

    return middleware


def is_made_in_turn(request):
    is_a_page = request.method in ("GET", "HEAD") and not has_session(request)
    return is_a_page and connection.vendor == "sqlite"
