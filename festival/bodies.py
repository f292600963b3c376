"""
Who sends a form a byte a second holds up nobody. The server gives a body to a thread as it comes,
and a thread that waits for one answers nobody else; a proxy that waits for whole requests, as that
of deploy/, leaves nothing to do here.
"""

from threading import BoundedSemaphore

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpResponse

# Of a worker's four threads: one is always left for who reads, and one more for who is logged in.
# An honest form is here within a moment, and then it is the next one's turn.
ALL, STRANGERS = BoundedSemaphore(3), BoundedSemaphore(2)
PATIENCE_SECONDS = 0.2
RETRY_SECONDS = 10


def read_in_turn(get_response):
    """Stands after sessions and before the check for forged forms, which would read the body."""

    def middleware(request):
        return get_response(request)

    middleware.process_view = read
    return middleware


def read(request, view, args, kwargs):
    """Without a cookie of ours the form is refused unread."""
    if request.method != "POST" or settings.CSRF_COOKIE_NAME not in request.COOKIES:
        return None
    turns = [ALL] if SESSION_KEY in request.session else [STRANGERS, ALL]
    taken = []
    try:
        for turn in turns:
            if not turn.acquire(timeout=PATIENCE_SECONDS):
                return too_many()
            taken.append(turn)
        request.POST  # noqa: B018 - the form and its files are read by being asked for
    finally:
        for turn in taken:
            turn.release()
    return None


def too_many():
    words = "Too many forms are being sent at once. Send yours again."
    return HttpResponse(words, "text/plain", 429, headers={"Retry-After": RETRY_SECONDS})
