"""Reads from a copy of the database: while it has caught up, for strangers, and never else."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError

from festival import replica

ROOT = Path(__file__).parents[2]
MAKE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.factories import *
selection = make_selection(make_film("Of the database", year=2025), make_edition(2026))
make_editor()
"""
ASK = """
import json, sys
from django.test import Client
from django.contrib.auth.models import User
from catalogue.models import Film

def title(client):
    page = client.get("/2026/programme/").content.decode()
    return next(one for one in ("Of the database", "Of the copy", "Renamed", "") if one in page)

stranger, editor = Client(), Client()
editor.force_login(User.objects.get())
told = {"stranger": title(stranger), "editor": title(editor)}
film = Film.objects.get()
film.title = "Renamed"
film.save()
told["after a save"] = title(stranger)
print(json.dumps(told))
"""
GIVE = """
from catalogue.models import PreviewLink, Selection
PreviewLink.objects.create(selection=Selection.objects.get(), note="Le Monde")
"""
PREVIEW = """
import json
from django.test import Client

def seen(link):
    answer = Client().get(link.get_absolute_url())
    return [answer.status_code, "Of the copy" in answer.content.decode()]

revoked, new = PreviewLink.objects.order_by("pk")
told = {"before": seen(revoked), "new": seen(new)}
revoked.revoke()
told["revoked"] = seen(revoked)
print(json.dumps(told))
"""


def run(code, place, replica=""):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"sqlite:///{place}/database.sqlite3",
        "DATABASE_REPLICA_URL": replica,
        "ALLOWED_HOSTS": "testserver",
        "VAR_DIR": str(place),
    }
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def place(tmp_path):
    run(MAKE, tmp_path)
    return tmp_path


def make_copy(place):
    """A copy of another title, so that it shows who was asked."""
    import sqlite3

    copy = place / "copy.sqlite3"
    shutil.copy(place / "database.sqlite3", copy)
    with sqlite3.connect(copy) as connection:
        connection.execute("UPDATE catalogue_film SET title = 'Of the copy'")
    connection.close()
    return f"sqlite:///{copy}"


def test_strangers_are_shown_the_copy_until_it_falls_behind(place):
    told = json.loads(run(ASK, place, make_copy(place)))

    assert told == {
        "stranger": "Of the copy",
        "editor": "Of the database",
        "after a save": "Renamed",
    }


def test_a_preview_link_opens_and_closes_at_once_however_late_the_copy_is(place):
    """A link is no change of what the public sees, so the copy looks as if it had caught up."""
    run(GIVE, place)
    copy = make_copy(place)
    told = json.loads(run(GIVE + PREVIEW, place, copy))

    assert told == {"before": [200, True], "new": [200, True], "revoked": [404, False]}


def test_a_copy_that_does_not_answer_is_gone_round(place):
    told = json.loads(run(ASK, place, f"sqlite:///{place}/none/copy.sqlite3"))

    assert told == {
        "stranger": "Of the database",
        "editor": "Of the database",
        "after a save": "Renamed",
    }


def test_without_one_nothing_is_asked_of_it(place):
    assert json.loads(run(ASK, place))["stranger"] == "Of the database"


def test_connections_are_shared_where_that_is_asked_for():
    show = "from django.conf import settings; d = settings.DATABASES['default']; import json;"
    show += "print(json.dumps([d['CONN_MAX_AGE'], d['OPTIONS'].get('pool')]))"

    def told(**more):
        environment = os.environ | {
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }
        done = subprocess.run(
            [sys.executable, "-c", show],
            cwd=ROOT,
            env=environment | more,
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout)

    assert told(DATABASE_POOL="0") == [600, None]
    assert told(DATABASE_POOL="6") == [0, {"min_size": 1, "max_size": 6, "timeout": 5}]


def test_a_copy_that_is_away_is_waited_for_by_one_request_in_half_a_minute(monkeypatch):
    tries, now = [], [100.0]

    def away(alias):
        tries.append(now[0])
        replica.has_caught_up()  # another request, while this one waits
        raise OperationalError

    monkeypatch.setattr(replica, "asleep", {"until": 0.0})
    monkeypatch.setattr(replica.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(replica, "revision_in", lambda alias: tries.append(now[0]) or raises())
    answers = []
    for later in (0, 1, 29, 31, 32, 90):
        now[0] = 100.0 + later
        answers.append(replica.has_caught_up())
    first_tries = list(tries)
    tries.clear()
    now[0] = 300.0
    monkeypatch.setattr(replica, "revision_in", away)
    answers.append(replica.has_caught_up())

    assert answers == [False] * 7
    assert first_tries == [100.0, 131.0, 190.0]
    assert tries == [300.0]


def raises():
    raise OperationalError


def test_a_copy_that_is_back_is_read_again(monkeypatch):
    monkeypatch.setattr(replica, "asleep", {"until": 1.0})
    monkeypatch.setattr(replica, "revision_in", lambda alias: "the same")

    assert [replica.has_caught_up() for _turn in range(3)] == [True] * 3
