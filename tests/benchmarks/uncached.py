"""
The site's own settings, with every page made anew as one is that is not on the shelf: under a
state of things that is known.
"""

import time

from festival.settings import *  # noqa: F403

PAGES_ARE_KEPT = False


def know_revision(get_response):
    from festival.caching.revisions import current

    def middleware(request):
        state = current(time.time())
        request.state, request.revision = state, state and state.id
        return get_response(request)

    return middleware


at = MIDDLEWARE.index("festival.caching.middleware.keep_pages") + 1  # noqa: F405
MIDDLEWARE.insert(at, "tests.benchmarks.uncached.know_revision")  # noqa: F405
