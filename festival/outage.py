"""What is answered while the database or the disk is away. Nothing of either is asked for it."""

import errno

from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string

from festival.identity import identity

RETRY_SECONDS = 30
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
READ_ONLY = "25006"  # as PostgreSQL names a transaction that may not write


def is_outage(error):
    """Whether it will pass without anybody changing our code: away, full, locked, read-only."""
    if isinstance(error, DatabaseError):
        is_read_only = getattr(error.__cause__, "sqlstate", "") == READ_ONLY
        return is_read_only or isinstance(error, (OperationalError, InterfaceError))
    return isinstance(error, OSError) and error.errno in DISK


def outage(request):
    """Says so, and hands back what was sent, to be sent again: nothing of it was saved."""
    context = {**identity(request), "path": request.get_full_path(), "sent": sent_in(request)}
    context["is_save"] = request.method == "POST"
    response = HttpResponse(render_to_string("503.html", context), status=503)
    response["Retry-After"] = RETRY_SECONDS
    response["Cache-Control"] = "no-store"
    return response


def sent_in(request):
    """(name, value) of a form's fields; none of a form with a password, which no page repeats."""
    if request.method != "POST" or any("password" in name for name in request.POST):
        return []
    return [(name, value) for name, values in request.POST.lists() for value in values]
