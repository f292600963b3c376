"""Many at once, each with a connection of their own: every save is answered and kept."""

import json

import pytest

from tests.examples import IS_FULL
from tests.places import BEGIN

SAVES = 12 if IS_FULL else 3
# Editors are processes, as their forms are read from what was rendered; readers are threads.
WORK = """
import collections, json, multiprocessing, threading
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
from catalogue.models import Film, Selection
from tests.catalogue.admin.pages import form_data
from tests.factories import make_editor, make_film, make_selection

editor = make_editor()
films = [make_selection(make_film(f"Film {n}", "Somebody")).film.pk for n in range(EDITORS)]
connection.close()
start, answers = multiprocessing.Barrier(EDITORS), multiprocessing.Queue()

def edit(film):
    client = Client(raise_request_exception=False)
    client.force_login(editor)
    address = f"/admin/catalogue/film/{film}/change/"
    start.wait()
    for number in range(SAVES):
        data = form_data(client.get(address), runtime_minutes=number + 1)
        answers.put(client.post(address, data).status_code)

reads, errors, are_done = collections.Counter(), [], threading.Event()

def read():
    client = Client()
    try:
        while True:
            assert len(Selection.objects.public()) == EDITORS
            reads[client.get(f"/search/?q={id(client)}").status_code] += 1
            if are_done.wait(1):
                return
    except Exception as error:
        errors.append(repr(error))
    finally:
        connection.close()

editors = [multiprocessing.Process(target=edit, args=(film,)) for film in films]
readers = [threading.Thread(target=read) for _ in range(READERS)]
for one in editors + readers:
    one.start()
saved = collections.Counter(answers.get(timeout=300) for _ in range(EDITORS * SAVES))
are_done.set()
for one in editors + readers:
    one.join()
kept = list(Film.objects.values_list("runtime_minutes", flat=True))
print(json.dumps([saved, reads, errors, kept]))
"""


@pytest.mark.parametrize(("editors", "readers"), [(8, 0), (4, 50)])
def test_who_saves_at_once_loses_nothing_and_nobody_finds_the_database_locked(
    place, editors, readers
):
    told = f"EDITORS, READERS, SAVES = {editors}, {readers}, {SAVES}\n"
    place.environment["ALLOWED_HOSTS"] = "testserver"
    done = place.run("-c", BEGIN + told + WORK)
    assert done.returncode == 0, done.stderr
    saved, reads, errors, kept = json.loads(done.stdout)

    assert (saved, errors, kept) == ({"302": editors * SAVES}, [], [SAVES] * editors)
    assert reads.keys() == ({"200"} if readers else set())
