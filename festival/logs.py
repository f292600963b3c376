"""
Logs: a line an event, on standard error. As JSON, every request has one too. None holds a visitor's
address, an account, a query, a body or what opens a preview. Every line of a request bears its id;
so does the answer.
"""

import json
import logging
import re
import time
from contextvars import ContextVar
from datetime import UTC, datetime
from secrets import token_hex

from django.conf import settings

WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
TOKEN = re.compile(r"(?<=/preview/)[^/\s]+")
FIELDS = ("method", "path", "status", "ms")

request_id = ContextVar("request_id", default="")
requests = logging.getLogger("festival.requests")


def name_requests(get_response):
    """Each request gets an id: the proxy's, if it is ours to trust, or a new one."""

    def middleware(request):
        sent = request.META.get("HTTP_X_REQUEST_ID", "") if settings.BEHIND_PROXY else ""
        known = sent if WELL_FORMED.fullmatch(sent) else token_hex(16)
        token, begun = request_id.set(known), time.perf_counter()
        try:
            response = get_response(request)
            response["X-Request-ID"] = known
            if requests.isEnabledFor(logging.INFO):
                tell(request, response, time.perf_counter() - begun)
            return response
        finally:
            request_id.reset(token)

    return middleware


def tell(request, response, seconds):
    path = without_tokens(request.path)
    values = (request.method, path, response.status_code, round(seconds * 1000))
    requests.info("%s %s %s in %s ms", *values, extra=dict(zip(FIELDS, values, strict=True)))


class Text(logging.Formatter):
    """For people: one line and, of an error, its traceback. No path breaks a line in two."""

    def __init__(self):
        super().__init__("{asctime} {levelname} {name} [{request_id}]: {message}", style="{")

    def formatMessage(self, record):  # noqa: N802 - logging's name
        record.request_id = request_id.get() or "-"
        record.message = without_tokens(record.message)
        record.message = CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", record.message)
        return super().formatMessage(record)

    def formatException(self, exc_info):  # noqa: N802
        return without_values(super().formatException(exc_info))


class Lines(logging.Formatter):
    """For programs: a JSON object a line."""

    def format(self, record):
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": request_id.get(),
            "message": without_tokens(record.getMessage()),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            line["exception"] = without_values(self.formatException(record.exc_info))
        return json.dumps(line)


def without_values(traceback):
    """PostgreSQL's errors quote the row that they are about."""
    return re.sub(r"^DETAIL: .*$", "DETAIL: …", traceback, flags=re.M)


def without_tokens(text):
    """Who reads a preview's address may open it."""
    return TOKEN.sub("…", text)
