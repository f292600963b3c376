"""
Questions that come with every page and differ in nothing but the values in them.

To put a query together takes Django several times as long as it takes a database to answer one
that an index answers. Of a prepared question the statement is kept, for each database; what comes
back is made into records as always.
"""

import json
from collections.abc import Callable, Iterable
from copy import copy
from datetime import datetime
from functools import cache, wraps
from inspect import signature
from typing import Any

from django.conf import settings
from django.db import NotSupportedError, connections
from django.db.models import Expression, Field, ForeignKey, Lookup, Model, QuerySet
from django.utils import translation
from django.utils.functional import cached_property


class Place(Expression):
    """Where the value of that name goes when the question is asked."""

    def __init__(self, name: str):
        super().__init__()
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


@Field.register_lookup
@ForeignKey.register_lookup
class Among(Lookup):
    """`film__among=films`: one of a list of keys, however many, which is a single value."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        listed = "(SELECT value FROM json_each(%s))"
        return f"{column} IN {listed}", [*params, self.rhs]

    def as_postgresql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", [*params, self.rhs]


class Answer:
    """What the database said to a question: its rows as they came, and the records they make."""

    def __init__(self, question: Callable[[], QuerySet], compiler: Any, rows: list[tuple]):
        self.question = question
        self.compiler = compiler
        self.rows = rows

    @cached_property
    def records(self) -> list:
        """As the queryset makes them of rows; the question is not asked again."""
        asked = self.question().all()
        self.compiler.execute_sql = lambda *_args, **_options: [self.rows]
        asked.query.get_compiler = lambda *_args, **_options: self.compiler
        return list(asked)

    def records_at(self, places: Iterable[int]) -> list:
        """Of the rows at these places alone, in that order."""
        rows = [self.rows[place] for place in places]
        return Answer(self.question, copy(self.compiler), rows).records

    def columns(self, *names: str) -> list[tuple]:
        """Of each record these fields and annotations alone, without making it."""
        places = [self.place_of(name) for name in names]
        converters = self.compiler.get_converters([self.compiler.select[at][0] for at in places])
        rows = ([row[at] for at in places] for row in self.rows)
        return [tuple(row) for row in self.compiler.apply_converters(rows, converters)]

    def place_of(self, name: str) -> int:
        """The first column of that name, an annotation or a field; the record's own come first."""
        for place, (column, _sql, alias) in enumerate(self.compiler.select):
            if alias == name or getattr(getattr(column, "target", None), "name", "") == name:
                return place
        raise ValueError(f"{name} was not asked for.")


def prepared(question: Callable[..., QuerySet]) -> Callable[..., list]:
    """
    Keep the statement of a function that makes a queryset; when called it returns the records.
    Its `answer`, called alike, gives the Answer, for whoever may need no more than the rows.

    The function itself is called once, with expressions in the place of its values: it may compare
    with them, and nothing else. All that differs from one time to another has to be among them,
    the instant and the language too; each is a key, a word, a number or an instant, or a list of
    keys where the question has one `among` them.

    >>> @prepared
    ... def credits_of(film):
    ...     return Credit.objects.filter(film=film)
    """
    names = list(signature(question).parameters)

    def put(language: str) -> QuerySet:
        with translation.override(language):
            return question(*map(Place, names))

    @cache
    def template() -> QuerySet:
        """To be cloned, never to be compiled: that changes a query while it lasts."""
        return put(settings.LANGUAGES[0][0])

    @cache
    def statement(database: str) -> tuple:
        compiler = put(settings.LANGUAGES[0][0]).query.get_compiler(database)
        sql, params = compiler.as_sql()
        again, others = put(settings.LANGUAGES[-1][0]).query.get_compiler(database).as_sql()
        if again != sql or [*map(held, others)] != [*map(held, params)]:
            raise ValueError(f"{question.__name__} is another question each time.")
        return compiler, sql, params

    def answer(*values: Any) -> Answer:
        database = template().db
        connection = connections[database]
        compiler, sql, params = statement(database)
        given = dict(zip(names, values, strict=True))
        filled = tuple(
            adapted(given[one.name], connection) if isinstance(one, Place) else one
            for one in params
        )
        compiler = copy(compiler)
        compiler.connection = connection
        rows = rows_of(connection, sql, filled)
        if compiler.has_extra_select:  # columns that are there to be ordered by alone
            rows = [row[: compiler.col_count] for row in rows]
        return Answer(template, compiler, rows)

    @wraps(question)
    def ask(*values: Any) -> list:
        return answer(*values).records

    ask.answer = answer
    return ask


def rows_of(connection: Any, sql: str, params: tuple) -> list[tuple]:
    """What a statement that will come again is answered with."""
    cursor_for = getattr(connection, "preparing_cursor", connection.cursor)
    try:
        return fetched(cursor_for, sql, params)
    except NotSupportedError:  # a migration changed a column that the server is prepared for
        if connection.in_atomic_block:
            raise
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
        return fetched(cursor_for, sql, params)


def fetched(cursor_for: Callable[[], Any], sql: str, params: tuple) -> list[tuple]:
    with cursor_for() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def bring(record: Model, related: str, records: list) -> None:
    """Give a record what was asked of it apart, as if prefetch_related had fetched it."""
    record.__dict__.setdefault("_prefetched_objects_cache", {})[related] = records


def held(param: Any) -> Any:
    """What a parameter holds: two of psycopg's wrappers of the same JSON are not equal."""
    return getattr(param, "obj", param)


def adapted(value: Any, connection: Any) -> Any:
    """As the database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, list) and connection.vendor == "sqlite":
        return json.dumps(value)
    return value
