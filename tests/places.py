"""Festivals in processes of their own: a folder each, and a database in it or on a server."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parents[1]
BEGIN = "import django; django.setup()\n"


class Place:
    """Where a festival is kept: a folder, and a database in it or on the suite's server."""

    def __init__(self, folder, database=""):
        self.folder = folder
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "festival.settings",
            "SECRET_KEY": "only-for-the-tests",
            "VAR_DIR": str(folder),
        } | ({"DATABASE_URL": database} if database else {})

    def run(self, *arguments):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def manage(self, *arguments):
        done = self.run("manage.py", *map(str, arguments))
        assert done.returncode == 0, done.stderr
        return done.stdout


def new_database(folder):
    """The address of a database for a place, on the server that the suite runs on."""
    name = f"{folder.parent.name}_{folder.name}_{os.getpid()}".replace("-", "_")
    on_server(f'CREATE DATABASE "{name}" TEMPLATE template0')
    known = connection.settings_dict
    login = ":".join(filter(None, [known["USER"], known["PASSWORD"]]))
    server = f"{known['HOST'] or 'localhost'}:{known['PORT'] or 5432}"
    return f"postgres://{login}@{server}/{name}"


def drop(place):
    if database := place.environment.get("DATABASE_URL"):
        on_server(f'DROP DATABASE "{database.rpartition("/")[2]}" WITH (FORCE)')


def on_server(statement):
    import psycopg

    known = connection.settings_dict
    with psycopg.connect(
        host=known["HOST"],
        port=known["PORT"] or 5432,
        user=known["USER"],
        password=known["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    ) as server:
        server.execute(statement)
