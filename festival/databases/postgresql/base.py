from django.db.backends.postgresql import base
from psycopg.types.numeric import Int8Dumper

from festival.databases.revised import Revised


class PreparingCursor(base.ServerBindingCursor):
    """
    For statements that come again and again (people/prepared.py): the server keeps them with its
    way to their answers, which takes it longer to find than to go.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Else a key is of another type, and the statement another one, the larger it is.
        self.adapters.register_dumper(int, Int8Dumper)

    def execute(self, query, params=None):
        return super().execute(query, params, prepare=True)


class DatabaseWrapper(Revised, base.DatabaseWrapper):
    def preparing_cursor(self):
        self.ensure_connection()
        connection, usual = self.connection, self.connection.cursor_factory
        connection.cursor_factory = PreparingCursor
        try:
            return self.cursor()
        finally:
            connection.cursor_factory = usual
