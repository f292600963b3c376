"""
Who sends a form a byte a second, or takes a picture so, holds up nobody. The server gives a body to
a thread as it comes, and takes an answer in pieces from one as it goes; a thread that waits for
either answers nobody else. A proxy that waits for both, as that of deploy/, leaves nothing to do
here.
"""

from threading import BoundedSemaphore

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import FileResponse, HttpResponse

# Of a worker's six threads three may wait for forms and two for who takes a large file; one is
# always left. An honest form is here within a moment, and then it is the next one's turn.
ALL, STRANGERS = BoundedSemaphore(3), BoundedSemaphore(2)
LARGE_FILES = BoundedSemaphore(2)
PATIENCE_SECONDS = 0.2
RETRY_SECONDS = 10
# What is no larger is sent from memory, where it waits for as long as it may.
LARGEST_WHOLE = 1024 * 1024


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
    return try_again("Too many forms are being sent at once. Send yours again.")


def send_in_turn(get_response):
    """Stands outside of what sends files, and inside of what gives every answer its headers."""

    def middleware(request):
        response = get_response(request)
        if not isinstance(response, FileResponse):
            return response
        if int(response.headers.get("Content-Length", LARGEST_WHOLE + 1)) <= LARGEST_WHOLE:
            return whole(response)
        if not LARGE_FILES.acquire(timeout=PATIENCE_SECONDS):
            response.file_to_stream.close()
            return try_again("Others are loading large files just now. Try again in a moment.")
        response.streaming_content = Turn(response.streaming_content)
        return response

    return middleware


def whole(response):
    """The same answer in one piece, which the server takes off its thread's hands at once."""
    body = b"".join(response)
    response.file_to_stream.close()
    sent = HttpResponse(body, status=response.status_code, headers=response.headers)
    sent.cookies = response.cookies
    return sent


class Turn:
    """The pieces of a large file; it is the next one's turn when the server is done with them."""

    def __init__(self, pieces):
        self.pieces = iter(pieces)
        self.is_over = False

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.pieces)

    def close(self):
        if not self.is_over:
            self.is_over = True
            LARGE_FILES.release()

    __del__ = close  # of an answer that nobody was there for


def try_again(words):
    headers = {"Retry-After": RETRY_SECONDS, "Cache-Control": "no-store"}
    return HttpResponse(words, "text/plain", 429, headers=headers)
