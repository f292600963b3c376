from django.db.backends.sqlite3 import base

from festival.databases.revised import Revised
from festival.databases.sqlite3.line import line_at

PATIENCE = 5.0  # sqlite3's own, where nothing is said


class DatabaseWrapper(Revised, base.DatabaseWrapper):
    def _start_transaction_under_autocommit(self):
        if self.is_in_memory_db() or self.transaction_mode != "IMMEDIATE":
            return super()._start_transaction_under_autocommit()
        patience = self.settings_dict["OPTIONS"].get("timeout", PATIENCE)
        with line_at(str(self.settings_dict["NAME"])).first(patience):
            return super()._start_transaction_under_autocommit()
