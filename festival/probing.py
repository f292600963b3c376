"""
Who goes through addresses to see which of them show something unannounced is noticed. Counted is
every record's address that answers 404, hidden or made up alike: neither the answer nor the log
tells the two apart, and no visitor is named.
"""

import logging
from datetime import UTC, datetime

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from festival.clients import client_address

SECONDS = 600
ALONE, TOGETHER = 20, 300
logger = logging.getLogger("festival.probing")


def notice_probing(get_response):
    def middleware(request):
        response = get_response(request)
        if response.status_code == 404 and request.resolver_match:
            who = pseudonym(request)
            if counted(who) == ALONE:
                logger.warning(
                    "Visitor %s asked for %s records that are not public, in %s minutes",
                    *(who, ALONE, SECONDS // 60),
                )
            if counted("all") == TOGETHER:
                logger.warning(
                    "%s records that are not public were asked for, in %s minutes",
                    *(TOGETHER, SECONDS // 60),
                )
        return response

    return middleware


def counted(who):
    """How often, with this time, in the ten minutes since the first. No page fails for counting."""
    key = f"probing-{who}"
    try:
        cache.add(key, 0, SECONDS)
        return cache.incr(key)
    except Exception:  # just expired; or the cache is away, which each backend says its own way
        return 0


def pseudonym(request):
    """The same for a visitor for a day, and nobody's address."""
    today = datetime.now(UTC).date()
    return salted_hmac("probing", f"{today} {client_address(request)}").hexdigest()[:12]
