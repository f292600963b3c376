"""Killed at any moment, a load leaves all or nothing of a batch; run again, it is completed."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from django.db import transaction

from catalogue.intake.loads.credits import CreditsRecorder
from catalogue.intake.loads.films import FilmsRecorder
from catalogue.intake.loads.loading import Layout, load
from catalogue.intake.loads.tmdb import CREDIT_COLUMNS, FILM_COLUMNS
from tests.catalogue.intake.killed import ends_of, kill
from tests.catalogue.intake.loads.loads import everything, kept
from tests.catalogue.intake.loads.tmdb_files import write_files

LAYOUTS = (Layout(FILM_COLUMNS, FilmsRecorder, 2), Layout(CREDIT_COLUMNS, CreditsRecorder, 2))
SIZE = {"films": 5, "people": 20, "credits": 60}


def load_all(paths, progress=lambda *told: None):
    for path, layout in zip(paths, LAYOUTS, strict=True):
        load(path, path.rpartition("/")[2], layout, "load_tmdb", progress, again=False)


def state():
    return everything() | kept()


@pytest.mark.django_db
def test_a_batch_is_there_or_not_and_the_end_is_that_of_one_run(tmp_path):
    """Between any two of its queries: at twenty of them, the first, and the one before the end."""
    paths = write_files(tmp_path, **SIZE)
    after_batches = [state()]
    ends = ends_of(lambda: load_all(paths))
    with transaction.atomic():
        load_all(paths, lambda *told: after_batches.append(state()))
        whole = state()
        transaction.set_rollback(True)

    for end in ends:
        with transaction.atomic():
            kill(lambda: load_all(paths), end)
            assert state() in after_batches
            load_all(paths)
            assert state() == whole
            transaction.set_rollback(True)

    assert len(after_batches) == 7


def test_killed_by_a_signal_it_goes_on_where_it_was(tmp_path):
    """On a database of its own, as a command: three times at random, and then to the end."""
    paths = write_files(tmp_path, films=400, people=1_000, credits=2_800)
    cut_off, whole = tmp_path / "cut-off.sqlite3", tmp_path / "whole.sqlite3"
    manage(cut_off, "migrate", "--verbosity=0").wait()
    shutil.copy(cut_off, whole)
    moments = random.Random(7)
    done = []
    for _time in range(3):
        running = manage(cut_off, "load_tmdb", *paths)
        wait_for_batch(cut_off, len(done and batches(cut_off)))
        time.sleep(moments.random() / 4)
        running.kill()
        assert running.wait() == -signal.SIGKILL
        done.append(batches(cut_off))
        check_whole(cut_off)

    assert [manage(one, "load_tmdb", *paths).wait() for one in (cut_off, whole)] == [0, 0]

    assert contents(cut_off) == contents(whole)
    assert done[0] < done[1] < done[2] < batches(cut_off)


def manage(database, *command):
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{database}"}
    nowhere = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "manage.py", *command], env=environment, **nowhere)


def query(database, words):
    with closing(sqlite3.connect(database, timeout=20)) as connection:
        return connection.execute(words).fetchall()


def batches(database):
    return query(
        database, "SELECT source_id, first_row, last_row FROM catalogue_importbatch ORDER BY 1, 2"
    )


def wait_for_batch(database, before):
    for _ in range(600):
        if len(batches(database)) > before:
            return
        time.sleep(0.05)


def check_whole(database):
    """As many rows as the batches have, and every film with what it was recorded with."""
    recorded = sum(last - first + 1 for _source, first, last in batches(database))
    assert query(database, "SELECT count(*) FROM catalogue_importrow") == [(recorded,)]
    bare = """SELECT count(*) FROM catalogue_film WHERE id NOT IN
        (SELECT film_id FROM catalogue_filmidentifier) OR id NOT IN
        (SELECT owner_id FROM catalogue_filmword)"""
    nobodys = """SELECT count(*) FROM people_person WHERE id NOT IN
        (SELECT person_id FROM people_personidentifier) OR id NOT IN
        (SELECT person_id FROM catalogue_credit)"""
    assert query(database, bare) + query(database, nobodys) == [(0,), (0,)]


def contents(database):
    """Films, people and credits by their addresses."""
    return [
        sorted(query(database, "SELECT slug, folded_titles FROM catalogue_film")),
        sorted(query(database, "SELECT slug, folded_names FROM people_person")),
        sorted(
            query(
                database,
                """SELECT film.slug, person.slug, function_id, character, credit.position
                FROM catalogue_credit credit JOIN people_person person ON person.id = person_id
                JOIN catalogue_film film ON film.id = film_id""",
            )
        ),
        sorted(query(database, "SELECT word, kind FROM people_personword")),
        sorted(query(database, "SELECT number, standing FROM catalogue_importrow")),
    ]
