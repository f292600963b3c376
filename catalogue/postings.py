"""
Where words stand, read from the tables of words: for each word of a search and each way that one
leads to selections, what it leads to, what kind of word it is, and in whose credit it stands.

The statements are written out: to have so many put together by Django takes longer than the
database takes to answer. Words are only ever parameters of theirs.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from django.db import connections, router

from catalogue.models.places import CREDITS, Way, ends, kinds_of
from people.words import span


class Asked(NamedTuple):
    """Where a word stands that way: everywhere, or in some goals alone."""

    way: Way
    part: str
    goals: frozenset[int] | None = None
    """Keys of what the way leads to, as `way.seen_from` says."""
    is_whole: bool = False
    """Whether the part is a word, and not what one begins with."""

    @property
    def is_by_owner(self) -> bool:
        """Whether the answer names the owners of words, which the caller knows goals of."""
        return self.way.is_owner_known and self.goals is None


class Posting(NamedTuple):
    """A word that stands there; `asked` is the number of what was asked."""

    asked: int
    goal: int
    kind: int
    function: int


def read(asked: list[Asked], least: int) -> list[tuple]:
    """Postings, as plain tuples since there are many, wherever these words stand; in one query."""
    if not asked:
        return []
    arms, bounds = [], []
    for number, one in enumerate(asked):
        arm = statement(one.way, least, is_asked_of_each=one.goals is not None)
        arms.append(f"SELECT {number}, {arm}{'' if one.goals is None else numbers(one.goals)}")
        bounds += (one.part, one.part) if one.is_whole else span(one.part)
    connection = connections[router.db_for_read(asked[0].way.words)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms), bounds)
        return cursor.fetchall()


@cache
def statement(way: Way, least: int, *, is_asked_of_each: bool) -> str:
    """What comes after SELECT; where it is asked of each, a list of keys is to come after it."""
    words, record = way.words, way.record
    goal = f"record.{column(record, ends(way.path)[1])}"
    owner = f"record.{column(record, way.owner)}"
    function = "record.function_id" if way.path == CREDITS else "0"
    joined = f" JOIN {table(record)} record ON {owner} = word.owner_id"
    if way.goal == "owner" or (way.is_owner_known and not is_asked_of_each):
        goal, joined = "word.owner_id", ""
    kinds = kinds_of(way, least)
    wanted = f" AND word.kind IN {numbers(kinds)}" if kinds else ""
    among = f" AND {goal} IN " if is_asked_of_each else ""
    found = f"{goal}, word.kind, {function} FROM {table(words)} word{joined}"
    return f"{found} WHERE word.word BETWEEN %s AND %s{wanted}{among}"


def table(model: type) -> str:
    return f'"{model._meta.db_table}"'


def column(model: type, field: str) -> str:
    found = model._meta.pk if field == "pk" else model._meta.get_field(field)
    return f'"{found.column}"'


def numbers(keys: Iterable[int]) -> str:
    return f"({', '.join(map(str, map(int, keys)))})"
