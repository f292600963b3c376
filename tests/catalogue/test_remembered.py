import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from catalogue.remembered import Latest, Remembered


@dataclass
class State:
    id: str
    is_present: bool = True

    def holds(self, now):
        return self.is_present


A, B, C = map(State, "abc")


def made(remembered, state, key="films"):
    """Whether it had to be made."""
    found = []
    remembered.recall(state, key, lambda: found.append(key) or key)
    return bool(found)


def test_a_thing_is_made_once_under_a_state():
    remembered = Remembered(most=2)

    assert [made(remembered, one) for one in (A, A, B, B, A)] == [
        *(True, False),
        *(True, False),
        True,
    ]


def test_without_a_state_nothing_is_remembered_or_recalled():
    remembered = Remembered(most=2)
    made(remembered, A)

    assert [made(remembered, one) for one in (None, None, A)] == [True, True, False]


def test_no_more_is_remembered_than_so_many():
    remembered = Remembered(most=2)
    for number in range(10):
        made(remembered, A, number)
        assert len(remembered.under(A)) <= 3


def test_what_is_made_late_does_not_stand_under_a_later_state():
    remembered = Remembered(most=2)
    early = remembered.under(A)
    made(remembered, B)
    early["films"] = "of before"

    assert "films" not in remembered.under(C)
    assert remembered.recall(B, "films", lambda: "of now") == "of now"


def test_what_is_made_while_a_state_ends_is_not_remembered():
    remembered, ending = Remembered(most=2), State("a", is_present=False)

    assert [made(remembered, one) for one in (ending, A, A)] == [True, True, False]


def test_of_many_who_ask_at_once_one_makes_it():
    remembered, made_by = Remembered(most=2), []

    def make():
        made_by.append(threading.get_ident())
        time.sleep(0.05)  # the others ask meanwhile
        return "films"

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: remembered.recall(A, "films", make), range(8)))

    assert (found, len(made_by)) == (["films"] * 8, 1)


def test_what_is_made_may_be_made_of_what_is_remembered_beside_it():
    remembered = Remembered(most=2)
    counted = remembered.recall(
        A, "count", lambda: len(remembered.recall(A, "films", lambda: "ab"))
    )

    assert (counted, made(remembered, A)) == (2, False)


def test_only_what_is_missing_is_made():
    remembered, asked = Remembered(most=9), []

    def make(missing):
        asked.append(missing)
        return {key: key * 2 for key in missing if key != 3}

    assert remembered.recall_all(A, [1, 2], make) == {1: 2, 2: 4}
    assert remembered.recall_all(A, [2, 3, 4], make) == {2: 4, 4: 8}
    assert remembered.recall_all(A, [4, 1], make) == {4: 8, 1: 2}
    assert asked == [[1, 2], [3, 4]]


def test_of_the_latest_what_was_put_there_first_goes_first():
    latest = Latest(most=2)
    for key in "abac":
        latest.put(key, key.upper())

    assert [latest.get(key) for key in "abc"] == ["A", None, "C"]


def test_several_may_put_things_there_at_once():
    latest = Latest(most=2)
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            put = list(threads.map(lambda key: latest.put(key, key), range(20_000)))
    finally:
        sys.setswitchinterval(usual)

    assert (put, len(latest.held)) == (list(range(20_000)), 2)
