"""
A read replica: what strangers are shown is read from a copy of the database, where there is one
and it has caught up.

A copy that lags would show a withdrawn film, or keep an old page as a new one. So each request
compares the revision the copy holds (people.models.Revision) with the present one, and reads
from the database itself where they differ or the copy does not answer. What no revision tells of,
as that a preview link was revoked, is never read from the copy.
"""

import threading
import time

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError

from festival.caching.middleware import is_personal
from festival.databases.statements import is_public
from people.models import Revision

REPLICA = "replica"
REST_SECONDS = 30  # how long one that did not answer is not asked again
chosen = threading.local()
asleep = {"until": 0.0}


class Router:
    """Reads of what is public go where this thread's request was told to; all else does not."""

    def db_for_read(self, model, **hints):
        alias = getattr(chosen, "alias", DEFAULT_DB_ALIAS)
        return alias if is_public(model._meta.db_table) else DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True  # two names of one database

    def allow_migrate(self, db, app_label, **hints):
        return db != REPLICA


def read_from_replica(get_response):
    if REPLICA not in settings.DATABASES:
        raise MiddlewareNotUsed

    def middleware(request):
        is_read = request.method in ("GET", "HEAD") and not is_personal(request)
        chosen.alias = REPLICA if is_read and has_caught_up() else DEFAULT_DB_ALIAS
        try:
            return get_response(request)
        finally:
            chosen.alias = DEFAULT_DB_ALIAS

    return middleware


def has_caught_up():
    now = time.monotonic()
    if now < asleep["until"]:
        return False
    if asleep["until"]:
        asleep["until"] = now + REST_SECONDS  # one request tries whether it is back; no other waits
    try:
        held = revision_in(REPLICA)
    except (DatabaseError, InterfaceError):
        asleep["until"] = time.monotonic() + REST_SECONDS
        return False
    asleep["until"] = 0.0
    return held is not None and held == revision_in(DEFAULT_DB_ALIAS)


def revision_in(alias):
    return Revision.objects.using(alias).values_list("token", flat=True).first()
