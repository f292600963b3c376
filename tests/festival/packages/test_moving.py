"""A festival moved to another engine and back, and imports killed on their way: in processes."""

import json

import pytest
from django.db import connection

from tests.places import Place, drop, new_database

ME = ("-m", "tests.festival.packages.processes")
SEED = 20270211


@pytest.fixture(scope="module")
def new_place(tmp_path_factory):
    """Makes places on either engine; on SQLite where the suite knows no server."""
    made = []

    def make(engine):
        folder = tmp_path_factory.mktemp("place")
        is_server = engine == "postgresql" and connection.vendor == engine
        made.append(Place(folder, new_database(folder) if is_server else ""))
        made[-1].manage("migrate", "-v0")
        return made[-1]

    yield make
    for place in made:
        drop(place)


def told(place, *arguments):
    done = place.run(*ME, *map(str, arguments))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if done.stdout else None


@pytest.fixture(scope="module")
def festival(new_place):
    place = new_place("sqlite")
    told(place, "make")
    return place


@pytest.fixture(scope="module")
def package(festival, tmp_path_factory):
    target = tmp_path_factory.mktemp("packages") / "festival.zip"
    festival.manage("export_package", target)
    return target


def test_a_festival_moves_from_sqlite_to_postgresql_and_back(festival, package, new_place):
    there, back = new_place("postgresql"), new_place("sqlite")
    there.manage("import_package", package)
    second = there.folder / "second.zip"
    there.manage("export_package", second)
    back.manage("import_package", second)

    first, moved, returned = told(festival, "tell"), told(there, "tell"), told(back, "tell")

    assert len(first["pages"]) > 200
    for other in (moved, returned):
        assert [a for a, page in first["pages"].items() if other["pages"].get(a) != page] == []
        assert first["rows"] == other["rows"]


def test_an_import_killed_at_any_moment_leaves_nothing_and_completes(festival, package, new_place):
    place = new_place(connection.vendor)

    killed = told(place, "kill", package, SEED)

    *before, after = killed["told"]
    countries = before[0][1]
    assert len(before) >= 20
    assert before == [[0, countries, 0]] * len(before)
    assert killed["exit"] == 0
    assert after[0] > 0
    first, again = told(festival, "tell"), told(place, "tell")
    for found in (first, again):
        del found["rows"]["catalogue.PreviewLink"]  # it counts how often it was opened
    assert again == first
