from django.db.backends.postgresql import base

from festival.databases.revised import Revised


class DatabaseWrapper(Revised, base.DatabaseWrapper):
    pass
