"""
The revision, counted up in the transaction of each change as the last thing before its COMMIT.

So a change and its revision become visible at one instant, or neither does; and who counts up
holds the row for no longer than a commit takes, so that nobody waits for another's long import.
"""

from contextlib import contextmanager
from itertools import islice
from secrets import token_hex

from festival.databases.statements import changes_public

COUNT_UP = """
    INSERT INTO people_revision (id, number, token) VALUES (1, 1, %s)
    ON CONFLICT (id) DO UPDATE SET number = people_revision.number + 1, token = excluded.token
    RETURNING number
"""
tellers = []  # each is called with the number after every commit of a new revision


class Revised:
    """For a DatabaseWrapper: it notices what is written, and counts up when that is committed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_changes = False
        self.knows_revisions = False
        self.execute_wrappers.append(self.notice)

    def notice(self, execute, sql, params, many, context):
        """A statement that stands alone gets a transaction, for its revision to be in."""
        if not changes_public(str(sql)):
            return execute(sql, params, many, context)
        if self.in_atomic_block or not self.get_autocommit():
            self.has_changes = True
            return execute(sql, params, many, context)
        with self.transaction():
            self.has_changes = True
            result = execute(sql, params, many, context)
            cursor = context["cursor"]
            if cursor.description:
                cursor.cursor = Fetched(cursor.cursor)
            return result

    @contextmanager
    def transaction(self):
        """Of this very connection; `atomic` looks one up by a name that copies of it share."""
        self.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        try:
            yield
            self.commit()
        except BaseException:
            self.rollback()
            raise
        finally:
            self.set_autocommit(True)

    def commit(self):
        number = self.count_up() if self.has_changes else None
        super().commit()
        self.has_changes = False
        for tell in tellers if number else ():
            tell(number)

    def rollback(self):
        super().rollback()
        self.has_changes = False

    def count_up(self):
        """The number from this transaction's commit on; None while migrations make the tables."""
        with self.cursor() as cursor:
            if not self.knows_revisions:
                self.knows_revisions = "people_revision" in self.introspection.table_names(cursor)
            if not self.knows_revisions:
                return None
            cursor.execute(COUNT_UP, [token_hex(16)])
            return cursor.fetchone()[0]


class Fetched:
    """
    A cursor whose rows were all read: SQLite cannot commit while a statement that writes still
    has some to return.
    """

    def __init__(self, cursor):
        self.rows, self.cursor = iter(cursor.fetchall()), cursor

    def fetchone(self):
        return next(self.rows, None)

    def fetchmany(self, size=1):
        return list(islice(self.rows, size))

    def fetchall(self):
        return list(self.rows)

    def __getattr__(self, name):
        return getattr(self.cursor, name)

    def __iter__(self):
        return self.rows
