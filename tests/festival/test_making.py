"""How many pages are made at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from festival.caching.middleware import keep_pages
from festival.making import PAGES_AT_ONCE, make_in_turn


def most_at_once(request, of=6):
    """How many of so many such requests are worked on at the same time."""
    working, seen, together = [], [], Event()

    def work(_request):
        working.append(request)
        seen.append(len(working))
        if len(working) == of:
            together.set()
        together.wait(1)
        working.pop()

    answer = make_in_turn(work)
    with ThreadPoolExecutor(of) as threads:
        list(threads.map(lambda _number: answer(request), range(of)))
    return max(seen)


def page(**state):
    request = RequestFactory().get("/")
    request.state = state
    return request


def test_everybodys_pages_are_made_in_turn_where_the_database_works_in_the_process():
    assert most_at_once(page(id="known")) == (PAGES_AT_ONCE if connection.vendor == "sqlite" else 6)


def test_what_is_not_everybodys_waits_for_no_page():
    """As it may have to wait for somebody's save: a form, staff, a preview that counts itself."""
    assert most_at_once(RequestFactory().get("/")) == 6


def test_a_page_that_fails_leaves_its_turn():
    def fail(request):
        raise ZeroDivisionError

    for _ in range(PAGES_AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError):
            make_in_turn(fail)(page(id="known"))


@pytest.mark.django_db
def test_a_preview_is_not_among_them(settings):
    """Though it is a page that strangers ask for without a session: it is nobody else's."""
    settings.PAGES_ARE_KEPT = True
    asked = []

    def note(request):
        asked.append(bool(getattr(request, "state", None)))
        return HttpResponse()

    answer = keep_pages(note)
    for path in ("/", "/preview/made-up/"):
        answer(RequestFactory().get(path, headers={"host": "testserver"}))

    assert asked == [True, False]
