from functools import lru_cache

from django.db.backends.sqlite3 import base

from festival.databases.revised import Revised
from festival.databases.sqlite3.line import line_at

PATIENCE = 5.0  # sqlite3's own, where nothing is said
LONGEST = 6000  # that is remembered as SQLite wants it; searches ask longer ones, once


class Cursor(base.SQLiteCursorWrapper):
    """To put SQLite's signs into a statement takes as long as its answer, and most come again."""

    def convert_query(self, query, *, param_names=None):
        if param_names is None and len(query) <= LONGEST:
            return converted(query)
        return super().convert_query(query, param_names=param_names)


@lru_cache(128)
def converted(query):
    return base.SQLiteCursorWrapper.convert_query(None, query)


class DatabaseWrapper(Revised, base.DatabaseWrapper):
    def create_cursor(self, name=None):
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self):
        if self.is_in_memory_db() or self.transaction_mode != "IMMEDIATE":
            return super()._start_transaction_under_autocommit()
        patience = self.settings_dict["OPTIONS"].get("timeout", PATIENCE)
        with line_at(str(self.settings_dict["NAME"])).first(patience):
            return super()._start_transaction_under_autocommit()
