"""Two workers of one site, each a process, over both databases: what one saves, both show."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests.festival.shelves import SHELVES
from tests.festival.test_caching import ROOT
from tests.festival.test_embargo import addresses, make_embargoed
from tests.pages import body

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

HOUR = timezone.now().replace(microsecond=0) + timedelta(days=1)


class Visitor:
    def __init__(self, database, folder, cache_url):
        told = {"DATABASE_URL": database, "SHELF": str(folder), "CACHE_URL": cache_url}
        told |= {"MEDIA": settings.MEDIA_ROOT, "SECRET_KEY": str(folder)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.festival.visitor"],
            cwd=ROOT,
            env={**os.environ, **told},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def tell(self, *words):
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()

    def ask(self, *words):
        self.tell(*words)
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.kill()
        self.process.communicate()


def database_for(folder):
    """The address of the tests' database, or of a copy of it where that is in memory."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "copy.sqlite3")) as copy:
            connection.connection.backup(copy)
        return f"sqlite:///{folder}/copy.sqlite3"
    account = f"{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}"
    return f"postgres://{account}/{known['NAME']}"


@pytest.fixture(params=SHELVES)
def workers(request, tmp_path):
    """Made by a call, once all records are there."""
    running = []

    def start():
        database, cache_url = database_for(tmp_path), SHELVES[request.param]()
        running.extend(Visitor(database, tmp_path, cache_url) for _turn in range(2))
        return running

    yield start
    for visitor in running:
        visitor.close()


def test_at_its_hour_a_film_is_everywhere_and_nowhere_before(client, workers):
    film = make_embargoed(HOUR)
    asked = [one for one in addresses(film) if "?" not in one]
    asked += ["/2026/programme/?q=zan", "/search/?q=zan", "/search/suggestions/?q=zan"]
    first, second = workers()
    moments = {}
    for moment in (HOUR - timedelta(seconds=1), HOUR - timedelta(microseconds=1), HOUR):
        with time_machine.travel(moment, tick=False):
            made = [client.get(address) for address in asked]
            moments[moment] = [
                [one.status_code, body(one).decode("utf-8", "replace")] for one in made
            ]

    for moment, expected in moments.items():
        for visitor in (first, second):
            found = visitor.ask("visit", moment.isoformat(), *asked)
            wrong = [a for a, b, c in zip(asked, found, expected, strict=True) if b != c]
            assert wrong == []
    assert moments[HOUR] != moments[HOUR - timedelta(microseconds=1)]


def test_what_one_saves_the_next_request_to_any_shows(workers):
    film = make_embargoed(timezone.now() - timedelta(days=1))
    address = film.get_absolute_url()
    first, second = workers()
    fresh = 0
    for turn in range(12):
        writer, reader = (first, second) if turn % 2 else (second, first)
        writer.ask("rename", f"Tide {turn}")
        pages = [one.ask("visit", None, address, "/2026/programme/") for one in (reader, writer)]
        fresh += all(f"Tide {turn}" in page for answers in pages for _status, page in answers)
    first.ask("withdraw")
    gone = [one.ask("visit", None, address)[0][0] for one in (second, first)]
    second.ask("confirm")
    back = [one.ask("visit", None, address)[0][0] for one in (first, second)]

    assert (fresh, gone, back) == (12, [404, 404], [200, 200])
