"""How each engine is copied while it is in use, and put back in one transaction."""

import gzip
import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management.base import CommandError
from django.db import transaction
from django.db.backends.postgresql.client import DatabaseClient
from django.utils.crypto import get_random_string

from festival.backups.rows import rows_of

# A database that holds one of these is in use; what migrations fill does not count.
HELD = ("auth_user", "catalogue_edition", "catalogue_film", "catalogue_page", "people_person")
EMPTIED = """
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE %I CASCADE', found.tablename);
  END LOOP;
END $$;
"""


def database_of(connection):
    return {"sqlite": SQLite, "postgresql": PostgreSQL}[connection.vendor](connection)


class Database:
    def __init__(self, connection):
        self.connection = connection

    def is_in_use(self):
        with self.connection.cursor() as cursor:
            tables = set(self.connection.introspection.table_names(cursor))
            for table in tables.intersection(HELD):
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 - of HELD
                if cursor.fetchone():
                    return True
        return False


class SQLite(Database):
    file_name = "database.sqlite3.gz"

    def write(self, path):
        """One instant of the database in a file, and its rows. Nobody waits for it."""
        plain = path.with_suffix("")
        with closing(sqlite3.connect(plain)) as copy:
            self.opened.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            rows = rows_of(copy.cursor(), tables_of(copy))
        with plain.open("rb") as whole, gzip.open(path, "wb", compresslevel=6) as packed:
            shutil.copyfileobj(whole, packed)
        plain.unlink()
        return rows

    def read(self, path):
        """Everything is replaced in one transaction; servers that are running see it at once."""
        plain = path.with_suffix("")
        with gzip.open(path, "rb") as packed, plain.open("wb") as whole:
            shutil.copyfileobj(packed, whole)
        with closing(sqlite3.connect(plain)) as copy:
            copy.backup(self.opened)

    def rows(self):
        """Of one instant, as they lie in the file: Django's own connection makes dates of some."""
        self.connection.ensure_connection()
        with closing(sqlite3.connect(self.connection.settings_dict["NAME"], uri=True)) as file:
            file.execute("BEGIN")
            return rows_of(file.cursor(), tables_of(file))

    @contextmanager
    def one_instant(self):
        """Whatever is read inside is of one instant. Nobody waits for it."""
        self.connection.ensure_connection()
        mode, self.connection.transaction_mode = self.connection.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic(using=self.connection.alias):
                yield
        finally:
            self.connection.transaction_mode = mode

    def count_from(self, table, last):
        """No row to come is given a number up to that one."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                "UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [last, table]
            )
            if not cursor.rowcount:
                cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table, last])

    @property
    def opened(self):
        self.connection.ensure_connection()
        return self.connection.connection

    @contextmanager
    def another(self):
        """A new and empty database beside this one, for as long as it is needed."""
        with TemporaryDirectory(prefix="marquee-") as folder:
            other = self.connection.copy()
            other.settings_dict["NAME"] = str(Path(folder, "restored.sqlite3"))
            with closing(other):
                yield SQLite(other)


def tables_of(database):
    found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [name for (name,) in found if not name.startswith("sqlite_")]


class PostgreSQL(Database):
    file_name = "database.dump"

    def write(self, path):
        """pg_dump in the snapshot in which the rows are counted. Nobody waits for it."""
        self.require("pg_dump")
        with self.one_instant():
            with self.connection.cursor() as cursor:
                cursor.execute("SELECT pg_export_snapshot()")
                snapshot = cursor.fetchone()[0]
            self.run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={path}")
            return self.rows()

    @contextmanager
    def one_instant(self):
        """Whatever is read inside is of one instant. Nobody waits for it."""
        with transaction.atomic(using=self.connection.alias):
            with self.connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SET LOCAL statement_timeout = 0")
            yield

    def count_from(self, table, last):
        """No row to come is given a number up to that one."""
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            counter = cursor.fetchone()[0]
            # Never back: no rollback takes the counter along.
            cursor.execute("SELECT setval(%s, greatest(%s, nextval(%s)))", [counter, last, counter])

    def read(self, path):
        """The tables that are there are dropped and the dump's made, in one transaction."""
        self.require("psql")
        emptied, script = path.with_suffix(".empty"), path.with_suffix(".sql")
        emptied.write_text(EMPTIED, "utf-8")
        self.run(
            "pg_restore", "--no-owner", "--no-acl", f"--file={script}", str(path), connect=False
        )
        self.connection.close()
        options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        self.run("psql", *options, f"--file={emptied}", f"--file={script}")

    def rows(self):
        with transaction.atomic(using=self.connection.alias):
            with self.connection.cursor() as cursor:
                tables = self.connection.introspection.table_names(cursor)
            with self.connection.chunked_cursor() as cursor:
                return rows_of(cursor, tables)

    @contextmanager
    def another(self):
        name = f"{self.connection.settings_dict['NAME']}_{get_random_string(8).lower()}"
        with self.connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        other = self.connection.copy()
        other.settings_dict["NAME"] = name
        try:
            with closing(other):
                yield PostgreSQL(other)
        finally:
            with self.connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}"')

    def require(self, program):
        """PostgreSQL's programs read servers of their own version and older ones."""
        said = self.run(program, "--version", connect=False)
        theirs, ours = self.connection.pg_version // 10000, int(re.search(r"\d+", said)[0])
        if ours < theirs:
            raise CommandError(
                f"{program} is of version {ours} and the server of {theirs}: "
                f"install postgresql-client-{theirs}."
            )

    def run(self, program, *options, connect=True):
        """What a program of PostgreSQL's says, told our database as Django's own shell is."""
        arguments, environment = DatabaseClient.settings_to_cmd_args_env(
            self.connection.settings_dict, []
        )
        command = [program, *options, *(arguments[1:] if connect else [])]
        environment = os.environ | (environment or {})
        try:
            done = subprocess.run(  # noqa: S603 - programs and options are ours
                command, env=environment, capture_output=True, text=True, check=False
            )
        except FileNotFoundError as error:
            raise CommandError(f"{program} is not here: install postgresql-client.") from error
        if done.returncode:
            raise CommandError(f"{program} failed: {done.stderr.strip()}")
        return done.stdout
