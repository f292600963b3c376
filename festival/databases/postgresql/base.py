from django.db.backends.postgresql import base

from festival.databases.revised import Revised


class DatabaseWrapper(Revised, base.DatabaseWrapper):
    def preparing_cursor(self):
        """
        For statements that come again and again (people/prepared.py): the server keeps them, after
        some times, with its way to their answers, which takes it longer to find than to go.
        """
        self.ensure_connection()
        usual = self.connection.cursor_factory
        self.connection.cursor_factory = base.ServerBindingCursor
        try:
            return self.cursor()
        finally:
            self.connection.cursor_factory = usual
