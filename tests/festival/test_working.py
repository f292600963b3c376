"""Where those threads work that a server has more of than it lets work at once."""

import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from festival.working import Places, connected_at
from tests.server import wait_until


def test_a_place_keeps_its_connections_and_a_thread_none():
    places = Places(1)

    def work():
        with connected_at(places):
            used = connections["default"]
        return used, connections.all(initialized_only=True)

    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(1) as other:
        (first, kept), (second, _) = one.submit(work).result(), other.submit(work).result()

    assert first is second
    assert kept == []


def test_no_more_threads_work_than_there_are_places():
    places, working, seen = Places(2), [], []

    def work(number):
        with places.one():
            working.append(number)
            seen.append(len(working))
            time.sleep(0.01)
            working.remove(number)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(40)))

    assert max(seen) == 2


def test_who_waits_is_not_overtaken_by_who_worked_just_now():
    places, order = Places(1), []

    def wait():
        with places.one():
            order.append("who waited")

    with ThreadPoolExecutor(1) as other:
        with places.one():
            waiting = other.submit(wait)
            wait_until(lambda: places.waiting)
        with places.one():
            order.append("who worked")
        waiting.result()

    assert order == ["who waited", "who worked"]
