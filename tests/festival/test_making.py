"""How many pages are made at once."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connection
from django.test import RequestFactory

from festival.making import PAGES_AT_ONCE, make_in_turn


def most_at_once(request, of=6):
    """How many of so many such requests are worked on at the same time."""
    working, seen = [], []

    def work(number):
        working.append(number)
        seen.append(len(working))
        time.sleep(0.02)
        working.remove(number)

    answer = make_in_turn(lambda request: work(object()))
    with ThreadPoolExecutor(of) as threads:
        list(threads.map(lambda _number: answer(request), range(of)))
    return max(seen)


def test_pages_of_strangers_are_made_in_turn_where_the_database_works_in_the_process():
    page = RequestFactory().get("/")

    assert most_at_once(page) == (PAGES_AT_ONCE if connection.vendor == "sqlite" else 6)


@pytest.mark.parametrize("kind", ["a form", "a page of staff"])
def test_who_may_have_to_wait_for_a_save_keeps_nobody_from_a_page(kind):
    request = RequestFactory().post("/") if kind == "a form" else RequestFactory().get("/")
    if kind == "a page of staff":
        request.META["HTTP_COOKIE"] = f"{settings.SESSION_COOKIE_NAME}=known"

    assert most_at_once(request) == 6


def test_a_page_that_fails_leaves_its_turn():
    def fail(request):
        raise ZeroDivisionError

    for _ in range(PAGES_AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError):
            make_in_turn(fail)(RequestFactory().get("/"))
