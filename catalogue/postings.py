"""
Where words stand, read from the tables of words: for each word of a search and each way that one
leads to selections, what it leads to, what kind of word it is, and in whose credit it stands.

The statements are written out: to have so many put together by Django takes longer than the
database takes to answer. Words are only ever parameters of theirs. What comes by thousands comes
listed in one text, which takes half as long as a row each.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

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
    """Where a word stands in that kind of words, and of credits in that function, or 0."""

    asked: int
    """The number of what was asked."""
    kind: int
    function: int
    goals: list[int]


class Arm(NamedTuple):
    """Of a statement, for one of what is asked: a list of goals comes after `start`, if any."""

    start: str
    end: str = ""


LISTED = {"sqlite": "group_concat({})", "postgresql": "string_agg({}::text, ',')"}


def read(asked: list[Asked], least: int) -> list[Posting]:
    """Wherever these words stand; in one query."""
    if not asked:
        return []
    listed = LISTED[connection_for(asked).vendor]
    arms = [
        statement(one.way, least, listed, is_asked_of_each=one.goals is not None) for one in asked
    ]
    return [
        Posting(number, kind, function, [*map(int, goals.split(","))])
        for number, kind, function, goals in answers(asked, arms)
    ]


def holders(asked: list[Asked]) -> list[tuple[int, int]]:
    """
    (number of what was asked, key of a record at the end of that way) of all that hold the word, in
    one query; each is asked in some goals.
    """
    return answers(asked, [holding(one.way) for one in asked]) if asked else []


def answers(asked: list[Asked], arms: list[Arm]) -> list[tuple]:
    numbered, bounds = [], []
    for number, (one, arm) in enumerate(zip(asked, arms, strict=True)):
        goals = "" if one.goals is None else numbers(one.goals)
        numbered.append(f"SELECT {number}, {arm.start}{goals}{arm.end}")
        bounds += (one.part, one.part) if one.is_whole else span(one.part)
    with connection_for(asked).cursor() as cursor:
        cursor.execute(" UNION ALL ".join(numbered), bounds)
        return cursor.fetchall()


def connection_for(asked: list[Asked]) -> Any:
    return connections[router.db_for_read(asked[0].way.words)]


@cache
def statement(way: Way, least: int, listed: str, *, is_asked_of_each: bool) -> Arm:
    """Of kinds and functions with goals, as a text that the database makes by `listed`."""
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
    found = f"word.kind, {function}, {listed.format(goal)} FROM {table(words)} word{joined}"
    groups = "word.kind" if function == "0" else f"word.kind, {function}"
    start = f"{found} WHERE word.word BETWEEN %s AND %s{wanted}{among}"
    return Arm(start, f" GROUP BY {groups}")


@cache
def holding(way: Way) -> Arm:
    record = way.record
    pk, goal = column(record, "pk"), column(record, ends(way.path)[1])
    return Arm(
        f"record.{pk} FROM {table(way.words)} word "
        f"JOIN {table(record)} record ON record.{column(record, way.owner)} = word.owner_id "
        f"WHERE word.word BETWEEN %s AND %s AND record.{goal} IN "
    )


def table(model: type) -> str:
    return f'"{model._meta.db_table}"'


def column(model: type, field: str) -> str:
    found = model._meta.pk if field == "pk" else model._meta.get_field(field)
    return f'"{found.column}"'


def numbers(keys: Iterable[int]) -> str:
    return f"({', '.join(map(str, map(int, keys)))})"
