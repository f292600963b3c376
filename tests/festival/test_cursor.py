import pytest
from django.db import connection

from festival.databases.sqlite3.base import LONGEST, converted

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL takes Django's own signs"),
]


@pytest.mark.parametrize("length", [0, LONGEST])
def test_statements_are_asked_with_the_values_of_each_time(length):
    statement = f"SELECT %s || ' %% ' || %s {' ' * length}"
    with connection.cursor() as cursor:
        said = [cursor.execute(statement, pair).fetchone() for pair in ("ab", "cd", ("%s", "%%"))]
        named = cursor.execute("SELECT %(a)s || %(b)s", {"a": "x", "b": "y"}).fetchone()

    assert said == [("a % b",), ("c % d",), ("%s % %%",)]
    assert named == ("xy",)


def test_only_short_statements_are_remembered():
    converted.cache_clear()
    with connection.cursor() as cursor:
        for text in ("", " " * LONGEST):
            cursor.execute(f"SELECT %s {text}", "a")

    assert converted.cache_info().currsize == 1
