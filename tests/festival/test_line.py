"""The line of those who write to an SQLite file, in threads; every process has one of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from festival.databases.sqlite3.line import Line
from tests.server import wait_until


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "marquee.sqlite3-line")


def test_writers_of_a_process_come_first_in_the_order_they_came(path):
    line, order = Line(path), []

    def write(number):
        with line.first(patience=60):
            order.append(number)

    with ThreadPoolExecutor(5) as threads:
        with line.first(patience=60):
            for number in range(5):
                threads.submit(write, number)
                wait_until(lambda number=number: len(line.waiting) > number)
        with line.first(patience=60):
            order.append("who came last")

    assert order == [0, 1, 2, 3, 4, "who came last"]


def test_of_two_processes_only_one_is_first(path):
    here, there, waited = Line(path), Line(path), Event()

    def write():
        with there.first(patience=60):
            return waited.is_set()

    with ThreadPoolExecutor(1) as other:
        with here.first(patience=60):
            writing = other.submit(write)
            wait_until(lambda: there.has_first)
            waited.set()

        assert writing.result()


@pytest.mark.parametrize("is_here", [True, False])
def test_who_waits_too_long_is_told_so_and_holds_up_nobody(path, is_here):
    line = Line(path)
    other = line if is_here else Line(path)
    with (
        line.first(patience=60),
        pytest.raises(OperationalError, match="locked"),
        other.first(patience=0.05),
    ):
        pass

    for one in (line, other):
        with one.first(patience=0.05):
            assert one.has_first


def test_where_no_file_can_be_made_writers_are_first_all_the_same(tmp_path):
    with Line(str(tmp_path / "nowhere" / "line")).first(patience=0.05):
        pass


@pytest.mark.django_db
def test_a_transaction_of_a_file_begins_when_its_writer_is_first(tmp_path):
    database = {
        "ENGINE": "festival.databases.sqlite3",
        "NAME": str(tmp_path / "marquee.sqlite3"),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 0.05},
    }
    connection = ConnectionHandler({"default": database})["default"]

    with (
        Line(f"{database['NAME']}-line").first(patience=60),
        pytest.raises(OperationalError, match="locked"),
        connection.transaction(),
    ):
        pass
    with connection.transaction():
        assert not connection.get_autocommit()
    connection.close()
