"""The database away, locked, full or read-only: a clear answer, and nothing half-written."""

import errno
import re
import sqlite3
from contextlib import contextmanager
from html import unescape

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, InterfaceError, InternalError, OperationalError, connection
from django.test import Client
from django.urls import reverse

from catalogue.models import Section, Still
from festival.outage import is_outage
from tests.catalogue.admin.pages import form_data
from tests.factories import make_editor, make_film, make_picture, make_section, make_selection
from tests.pages import text

pytestmark = pytest.mark.django_db

WRITES = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def failing(statements=("",), error=None):
    """Statements that begin like these end as they do where the database is not well."""
    error = error or OperationalError("database or disk is full")

    def execute(run, sql, params, many, context):
        if sql.startswith(statements):
            raise error
        return run(sql, params, many, context)

    with connection.execute_wrapper(execute):
        yield


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("path", ["/", "/films/here-2026/", "/nowhere/", "/search/?q=a", "/admin/"])
def test_a_page_of_a_database_that_is_away_says_so_and_when_to_come_back(visitor, path):
    make_selection(make_film("Here"))
    visitor.force_login(make_editor())

    with failing(error=OperationalError("connection refused")):
        response = visitor.get(path)

    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (
        503,
        "30",
        "no-store",
    )
    assert "Back in a moment." in text(response)
    assert f'<a href="{path}">Try again</a>' in response.content.decode()
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert visitor.get(path).status_code in (200, 404)


def test_it_says_so_in_the_language_of_the_page_and_names_the_festival(visitor, settings):
    settings.FESTIVAL_NAME, settings.FESTIVAL_CONTACT = "Filmtage", "help@festival.example"

    with failing():
        response = visitor.get("/de/")

    assert text(response) == (
        "Gleich wieder da · Filmtage Filmtage Gleich wieder da. Das Programm lässt sich gerade "
        "nicht lesen. Bitte versuchen Sie es in einer Minute noch einmal. "
        "Noch einmal versuchen help@festival.example"
    )


def test_pages_are_read_from_a_database_that_cannot_be_written(visitor):
    film = make_selection(make_film("Here")).film

    with failing(WRITES):
        answers = [visitor.get(path).status_code for path in ("/", film.get_absolute_url())]

    assert answers == [200, 200]


@pytest.mark.skipif("connection.vendor != 'sqlite'")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_on_a_full_disk_pages_are_read_saves_are_told_and_work_once_there_is_space(visitor):
    film = make_selection(make_film("Here")).film
    visitor.force_login(make_editor())
    address = f"/admin/catalogue/section/{Section.objects.get().pk}/change/"
    data = form_data(visitor.get(address), names_en="Renamed " + "x" * 20_000)

    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # or pages that other tests left empty would take it
    pragma("max_page_count", pragma("page_count"))
    full = visitor.post(address, data)
    pages = [visitor.get(path).status_code for path in ("/", film.get_absolute_url(), address)]
    kept = Section.objects.get().names
    pragma("max_page_count", 2**30)
    action, sent = form_of(full)
    again = visitor.post(action, sent)

    assert (full.status_code, pages, again.status_code) == (503, [200] * 3, 302)
    assert "Nothing was saved yet." in text(full)
    assert kept == {"en": "Panorama", "de": "Panorama"}
    assert Section.objects.get().names["en"] == data["names_en"]
    assert pragma("integrity_check") == "ok"


def pragma(name, value=None):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}" + (f" = {value}" if value else ""))
        return cursor.fetchone()[0]


@pytest.fixture
def disk(monkeypatch):
    """`disk(files)` is full once it has taken so many files more."""

    def holds(files):
        left = iter(range(files))
        save = FileSystemStorage._save

        def take(storage, name, content):
            if next(left, None) is None:
                raise OSError(errno.ENOSPC, "No space left on device")
            return save(storage, name, content)

        monkeypatch.setattr(FileSystemStorage, "_save", take)

    return holds


def uploaded(visitor, film, *names):
    files = [SimpleUploadedFile(name, make_picture(), "image/jpeg") for name in names]
    sent = {"files": files, "kind": "still", "credit": "© Salt"}
    return visitor.post(reverse("admin:catalogue_film_stills", args=[film.pk]), sent)


def test_an_upload_to_a_full_disk_is_told_and_leaves_nothing(visitor, disk):
    visitor.force_login(make_editor())
    disk(0)

    response = uploaded(visitor, make_film("Here"), "a.jpg", "b.jpg")

    assert (response.status_code, Still.objects.count()) == (503, 0)
    assert "Nothing was saved yet." in text(response)


def test_of_several_files_those_the_disk_takes_are_kept_and_the_others_named(visitor, disk):
    visitor.force_login(make_editor())
    film = make_film("Here")
    disk(3)  # a picture with its two renditions

    response = uploaded(visitor, film, "a.jpg", "b.jpg")

    kept = Still.objects.get()
    assert [(one.name, one.picture, one.refusal) for one in response.context["uploads"]] == [
        ("a.jpg", kept.file.smallest_url, ""),
        ("b.jpg", "", "This file could not be stored now. Send it again in a minute."),
    ]


def form_of(response):
    """(action, {name: value}) of the form that sends what was sent once more."""
    page = response.content.decode()
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page, re.S)
    action = re.search(r'<form method="post" action="([^"]*)"', page)[1]
    return unescape(action), {unescape(name): unescape(value) for name, value in fields}


def test_a_save_that_fails_is_told_and_can_be_sent_again_as_it_was(visitor):
    visitor.force_login(make_editor())
    section = make_section("Panorama")
    address = f"/admin/catalogue/section/{section.pk}/change/"
    data = form_data(visitor.get(address), names_en='"Panorama" <b>')

    with failing(WRITES):
        response = visitor.post(address, data)

    action, sent = form_of(response)
    assert (response.status_code, action) == (503, address)
    assert "Nothing was saved yet." in text(response)
    assert sent == {name: str(value) for name, value in data.items()}
    assert 'value="&quot;Panorama&quot; &lt;b&gt;"' in response.content.decode()
    assert Section.objects.get().names == {"en": "Panorama", "de": "Panorama"}


def test_a_password_is_never_on_the_page(visitor):
    make_editor("ida")

    with failing():
        response = visitor.post("/admin/login/", {"username": "ida", "password": "s3cret"})

    assert response.status_code == 503
    assert "s3cret" not in response.content.decode()
    assert "<form" not in response.content.decode()


def caused(error, cause):
    error.__cause__ = cause
    return error


class ReadOnlyError(Exception):
    sqlstate = "25006"


@pytest.mark.parametrize(
    ("error", "is_one"),
    [
        (OperationalError("database is locked"), True),
        (InterfaceError("connection already closed"), True),
        (caused(InternalError(), ReadOnlyError()), True),
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EROFS, "Read-only file system"), True),
        (FileNotFoundError(errno.ENOENT, "No such file"), False),
        (InternalError(), False),
        (IntegrityError(), False),
        (sqlite3.OperationalError("not through Django"), False),
        (RuntimeError(), False),
        (None, False),
    ],
)
def test_what_passes_by_itself_is_told_from_what_is_broken(error, is_one):
    assert is_outage(error) is is_one


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_sqlite_waits_for_its_turn_and_loses_nothing_that_it_answered(tmp_path):
    other = connection.copy()
    other.settings_dict["NAME"] = str(tmp_path / "a.sqlite3")
    with other.cursor() as cursor:
        asked = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS]
    kept = (other.settings_dict["CONN_MAX_AGE"], other.transaction_mode)
    other.close()

    assert dict(zip(PRAGMAS, asked, strict=True)) == PRAGMAS
    assert kept == (None, "IMMEDIATE")


PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 20000, "foreign_keys": 1}
