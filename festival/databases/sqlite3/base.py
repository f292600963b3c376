from django.db.backends.sqlite3 import base

from festival.databases.revised import Revised


class DatabaseWrapper(Revised, base.DatabaseWrapper):
    pass
