"""What a database server knows of its tables when it chooses how to look something up."""

from django.db import connection


def gather_statistics(database=connection) -> None:
    """
    After a large load or a restore. PostgreSQL would do so itself, some minutes late, and until
    then looks through whole tables for what an index answers; SQLite plans well without.
    """
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            cursor.execute("ANALYZE")
