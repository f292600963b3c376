"""
Who sends a form a byte a second, or takes a picture so, holds up nobody. The server gives a body to
a thread as it comes, and takes an answer in pieces from one as it goes; a thread that waits for
either answers nobody else. A proxy that waits for both, as that of deploy/, leaves nothing to do
here.
"""

import time
from contextlib import suppress
from functools import cache
from io import BytesIO
from threading import Condition, Thread

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import FileResponse, HttpResponse, parse_cookie
from django.http.request import UnreadablePostError

from festival import connections
from festival.clients import address_in

PATIENCE_SECONDS = 0.2
RETRY_SECONDS = 10
WATCH_SECONDS = 2
# A form no larger is here before anybody works on it.
LARGEST_FORM = 512 * 1024
# A form, and what is taken of a large file after some seconds, goes on at least so fast.
BYTES_A_SECOND = 16 * 1024
# What is no larger is sent from memory, where it waits for as long as it may.
LARGEST_WHOLE = 1024 * 1024


class Waited:
    """Somebody whom a thread waits for, and how many seconds at most."""

    def __init__(self, meta, seconds, is_staff=False):
        self.peer, self.address = meta.get("REMOTE_ADDR", ""), address_in(meta)
        self.seconds, self.is_staff = seconds, is_staff
        self.begun = time.monotonic()

    def has_lasted(self, seconds):
        return time.monotonic() - self.begun >= seconds


class Turns:
    """Of those who are waited for: how many there are at most, strangers, and of one address."""

    def __init__(self, most, strangers=None, of_one=None):
        self.most, self.strangers, self.of_one = most, strangers or most, of_one or most
        self.holders, self.changed = [], Condition()

    def take(self, waited, patience=PATIENCE_SECONDS):
        watch()
        with self.changed:
            is_free = self.changed.wait_for(lambda: self.has_room(waited), patience)
            if is_free:
                self.holders.append(waited)
        return is_free

    def give_back(self, waited):
        with self.changed:
            if waited in self.holders:
                self.holders.remove(waited)
                self.changed.notify_all()

    def has_room(self, waited):
        strangers = [holder.address for holder in self.holders if not holder.is_staff]
        if waited.is_staff:
            return len(self.holders) < self.most
        return (
            len(self.holders) < self.most
            and len(strangers) < self.strangers
            and strangers.count(waited.address) < self.of_one
        )


# Of a worker's 64 threads 40 may wait for a form and 12 for who takes a large file; none of them
# works meanwhile (festival/working.py). Of the six places where one works a large form keeps one
# while it comes.
FORMS = Turns(40, of_one=30)
LARGE_FORMS = Turns(3, strangers=2)
LARGE_FILES = Turns(12, of_one=8)


def receive(environ):
    """
    Reads the form of a request, so that who works on it does not wait for it. Without a cookie of
    ours it is refused unread, and a large one is read when it is known who sends it.
    """
    stream, length = environ["wsgi.input"], announced(environ)
    environ["wsgi.input"] = Whole(stream)
    is_form = environ["REQUEST_METHOD"] == "POST" and 0 < length <= LARGEST_FORM
    if not is_form or settings.CSRF_COOKIE_NAME not in parse_cookie(environ.get("HTTP_COOKIE", "")):
        return
    waited = Waited(environ, settings.FORM_SECONDS + length / BYTES_A_SECOND)
    if not FORMS.take(waited):
        environ["marquee.unread"] = too_many
        return
    try:
        body = stream.read(length)
    finally:
        FORMS.give_back(waited)
    environ["wsgi.input"] = BytesIO(body)
    if len(body) < length:
        environ["marquee.unread"] = cut_off


def announced(environ):
    said = environ.get("CONTENT_LENGTH", "")
    return int(said) if said.isdecimal() and len(said) <= 18 else 0


def read_in_turn(get_response):
    """Stands after sessions and before the check for forged forms, which would read the body."""

    def middleware(request):
        unread = request.META.get("marquee.unread")
        return unread() if unread else get_response(request)

    middleware.process_view = read_large
    return middleware


def read_large(request, view, args, kwargs):
    is_received = not isinstance(request.META.get("wsgi.input"), Whole)
    if request.method != "POST" or is_received or settings.CSRF_COOKIE_NAME not in request.COOKIES:
        return None
    is_staff = SESSION_KEY in request.session
    waited = Waited(request.META, float("inf") if is_staff else 2 * settings.FORM_SECONDS, is_staff)
    if not LARGE_FORMS.take(waited):
        return too_many()
    try:
        request.POST  # noqa: B018 - the form and its files are read by being asked for
    except UnreadablePostError:
        return cut_off()
    finally:
        LARGE_FORMS.give_back(waited)
    return None


class Whole:
    """A body as it was announced; one that ends before is an error and no shorter form."""

    def __init__(self, stream):
        self.stream, self.readline = stream, stream.readline

    def read(self, size):
        piece = self.stream.read(size)
        if len(piece) < size:
            raise OSError("the body ended early")
        return piece


def send_in_turn(get_response):
    """Stands outside of what sends files, and inside of what gives every answer its headers."""

    def middleware(request):
        response = get_response(request)
        if not isinstance(response, FileResponse):
            return response
        if int(response.headers.get("Content-Length", LARGEST_WHOLE + 1)) <= LARGEST_WHOLE:
            return whole(response)
        waited = Waited(request.META, settings.FORM_SECONDS)
        if not LARGE_FILES.take(waited):
            response.file_to_stream.close()
            return try_again("Others are loading large files just now. Try again in a moment.")
        response.streaming_content = Turn(response.streaming_content, waited)
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

    def __init__(self, pieces, waited):
        self.pieces, self.waited = iter(pieces), waited

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.pieces)

    def close(self):
        LARGE_FILES.give_back(self.waited)

    __del__ = close  # of an answer that nobody was there for


def too_many():
    return try_again("Too many forms are being sent at once. Send yours again.")


def cut_off():
    return try_again("Your form did not come to its end. Send it again.", 408)


def try_again(words, status=429):
    headers = {"Retry-After": RETRY_SECONDS, "Cache-Control": "no-store"}
    return HttpResponse(words, "text/plain", status, headers=headers)


@cache
def watch():
    """Nobody keeps a turn for ever: a thread of each process looks after them."""
    Thread(target=end_what_lasts, daemon=True).start()


def end_what_lasts():
    while True:
        with suppress(OSError):  # as where no more files may be open
            look_after_turns()


def look_after_turns():
    before = connections.carried() if lasting(LARGE_FILES) else {}
    time.sleep(WATCH_SECONDS)
    if lasting(FORMS) or lasting(LARGE_FORMS) or before:
        now = connections.carried()
        connections.end_bodies(stalled(now))
        connections.end(hardly_taken(before, now))


def lasting(turns):
    return [holder for holder in list(turns.holders) if holder.has_lasted(settings.FORM_SECONDS)]


def stalled(now):
    """
    Connections from which nothing comes, of peers from whom a form is waited for, or too little
    for its time. Where one of the staff sends a large form from the same place, it might be hers.
    """
    held = lasting(FORMS) + lasting(LARGE_FORMS)
    silent = {holder.peer for holder in held}
    slow = {holder.peer: holder.seconds for holder in held if holder.has_lasted(holder.seconds)}
    for holder in list(LARGE_FORMS.holders):
        if holder.is_staff:
            slow.pop(holder.peer, None)
    return {
        (peer, port)
        for (peer, port), seen in now.items()
        if (peer in silent and seen.is_silent(settings.FORM_SECONDS))
        or (peer in slow and seen.is_dripping(slow[peer]))
    }


def hardly_taken(before, now):
    """Connections that take less than they might, of peers to whom a large file is sent."""
    peers, least = {holder.peer for holder in lasting(LARGE_FILES)}, WATCH_SECONDS * BYTES_A_SECOND
    return {
        (peer, port)
        for (peer, port), seen in now.items()
        if peer in peers
        and (peer, port) in before
        and before[peer, port].waiting
        and seen.taken - before[peer, port].taken < least
    }
