"""Backups, made of a festival that is at work, by processes of their own on the suite's engine."""

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from catalogue.models import Film
from festival.backups.databases import PostgreSQL
from festival.management.commands.backup import backups_in
from tests.factories import make_film
from tests.places import BEGIN, ROOT, Place, drop, new_database

EDIT = """
import itertools, os
from django.db import transaction
from tests.factories import *
section = make_section()
print("editing", flush=True)
for number in itertools.count():
    mine = f"{os.getpid()} {number}"
    with transaction.atomic():
        film = make_film(f"Film {mine}", director=f"Person {mine}")
        make_still(film)
        make_selection(film, section=section)
"""
COUNT = """
import json
from catalogue.models import *
stills = list(Still.objects.all())
names = [(still.file.storage, name) for still in stills for name in still.file.names]
broken = [name for storage, name in names if not storage.exists(name)]
counts = [model.objects.count() for model in (Film, Credit, Selection)]
print(json.dumps([*counts, len(stills), broken]))
"""
LARGE = """
from django.db import connection
from pathlib import Path
from festival.backups.databases import database_of

def most():
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])

with database_of(connection).another() as other, other.connection.cursor() as cursor:
    cursor.execute("CREATE TABLE large (words text)")
    cursor.execute(
        "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 60000)"
        " INSERT INTO large SELECT CAST(%s AS text) FROM n", ["x" * 1000]
    )
    before = most()
    print(other.rows()["large"][0], most() - before)
"""
HELD_UP = """
import sys, time
from django.core.management import call_command
from festival.backups.databases import database_of
from django.db import connection

def write(self, path):
    path.write_bytes(b"half")
    print("half", flush=True)
    time.sleep(600)

type(database_of(connection)).write = write
call_command("backup", sys.argv[1])
"""


class Busy(Place):
    def counted(self):
        """Films, credits, selections, stills, and the names of stored files that are missing."""
        done = self.run("-c", BEGIN + COUNT)
        return json.loads(done.stdout)

    @contextmanager
    def edited(self, editors=2):
        """While editors are at work, each in a process."""
        command = [sys.executable, "-c", BEGIN + EDIT]
        running = [
            subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True
            )
            for _ in range(editors)
        ]
        try:
            assert {editor.stdout.readline() for editor in running} == {"editing\n"}
            yield
            assert {editor.poll() for editor in running} == {None}
        finally:
            for editor in running:
                editor.kill()
                editor.communicate()

    def held_up(self, target):
        """A backup that has half of the database, and waits."""
        command = [sys.executable, "-c", BEGIN + HELD_UP, str(target)]
        begun = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE)
        assert begun.stdout.readline() == b"half\n"
        return begun


@pytest.fixture(scope="module")
def new_place(tmp_path_factory):
    """Makes places; their databases go when the tests of this module have run."""
    made = []

    def make():
        folder = tmp_path_factory.mktemp("place")
        is_server = connection.vendor != "sqlite"
        made.append(Busy(folder, new_database(folder) if is_server else ""))
        return made[-1]

    yield make
    for place in made:
        drop(place)


@pytest.fixture(scope="module")
def festival(new_place):
    place = new_place()
    place.manage("migrate", "-v0")
    return place


@pytest.fixture(scope="module")
def backup(festival, tmp_path_factory):
    """A backup that was made while two editors were at work."""
    target = tmp_path_factory.mktemp("backups") / "busy.tar"
    with festival.edited():
        festival.manage("backup", target)
    return target


def manifest_of(backup):
    with tarfile.open(backup) as archive:
        return json.load(archive.extractfile("manifest.json"))


def test_what_is_restored_is_one_instant_of_a_busy_festival(festival, backup, new_place):
    other = new_place()
    said = other.manage("restore", backup)

    films, *more, broken = other.counted()
    manifest = manifest_of(backup)
    assert (more, broken) == ([films] * 3, [])
    assert 0 < films < festival.counted()[0]
    assert manifest["rows"]["catalogue_film"][0] == films
    rows = sum(count for count, _ in manifest["rows"].values())
    files = len(manifest["files"]) - 1
    assert said.startswith(f"{rows} rows and {files} files of {manifest['made_at']} are back.")


def test_a_restored_festival_makes_the_same_backup(festival, new_place, tmp_path):
    first, second = tmp_path / "first.tar", tmp_path / "second.tar"
    other = new_place()

    festival.manage("backup", first)
    other.manage("restore", first)
    other.manage("backup", second)

    before, after = manifest_of(first), manifest_of(second)
    databases = ("database.sqlite3.gz", "database.dump")
    for manifest in (before, after):
        manifest["files"] = {n: sha for n, sha in manifest["files"].items() if n not in databases}
        del manifest["made_at"]
    assert before == after
    assert len(before["files"]) >= 3


def test_a_check_tries_the_newest_of_a_folder_in_a_new_place_and_leaves_nothing(festival, backup):
    folder = festival.folder / "backups"
    newest = Path(festival.manage("backup").partition(": ")[0])
    shutil.copy(backup, folder / "marquee-2001-01-01T000000Z.tar")
    before = sorted(festival.folder.rglob("*"))

    said = festival.manage("restore", folder, "--check")

    assert newest.parent == folder
    assert said.startswith(f"{newest} is sound: ")
    assert sorted(festival.folder.rglob("*")) == before


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells it there")
def test_rows_are_compared_without_holding_the_database(new_place):
    """One of 60 MB is read in a few at a time."""
    rows, kilobytes = map(int, new_place().run("-c", BEGIN + LARGE).stdout.split())

    assert rows == 60000
    assert kilobytes < 30_000


def test_a_place_in_use_is_restored_into_only_when_asked(backup, new_place):
    place = new_place()
    place.manage("migrate", "-v0")
    place.manage("restore", backup)
    there = place.counted()
    place.run("-c", BEGIN + "from tests.factories import *; make_film('Later')")

    refused = place.run("manage.py", "restore", backup)
    assert refused.returncode == 1
    assert refused.stderr == (
        "CommandError: This database holds a festival; --replace puts the backup in its place.\n"
    )
    assert place.counted()[0] == there[0] + 1
    place.manage("restore", backup, "--replace")
    assert place.counted() == there


def test_a_folder_keeps_the_newest_backups_and_what_is_not_ours(festival, tmp_path):
    for year in (2001, 2002, 2003):
        (tmp_path / f"marquee-{year}-01-01T000000Z.tar").write_bytes(b"")
    (tmp_path / "before-the-move.tar").write_bytes(b"")

    festival.manage("backup", tmp_path, "--keep", "2")

    newest, second = backups_in(tmp_path)
    assert newest.stat().st_mode & 0o777 == 0o600
    assert second.name == "marquee-2003-01-01T000000Z.tar"
    assert len(list(tmp_path.iterdir())) == 3


def test_a_backup_is_never_written_over(festival, backup):
    before = backup.read_bytes()

    refused = festival.run("manage.py", "backup", str(backup))

    assert (refused.returncode, refused.stderr) == (
        1,
        f"CommandError: {backup} is there already.\n",
    )
    assert backup.read_bytes() == before


# Bad backups -----------------------------------------------------------------------------------


def rewritten(backup, target, change):
    """The backup with other members: `change` gets and gives [(member, content)]."""
    with tarfile.open(backup) as archive:
        members = [(member, archive.extractfile(member).read()) for member in archive]
    with tarfile.open(target, "w") as archive:
        for member, content in change(members):
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))


def cut(share):
    def spoil(backup, target):
        content = backup.read_bytes()
        target.write_bytes(content[: int(len(content) * share)])

    return spoil


def flipped(name):
    """One bit of a file's content is another."""

    def spoil(backup, target):
        def change(members):
            for member, content in members:
                if member.name.startswith(name):
                    content = bytes([content[0] ^ 1]) + content[1:]
                yield member, content

        rewritten(backup, target, change)

    return spoil


def added(name, kind=tarfile.REGTYPE):
    def spoil(backup, target):
        def change(members):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            yield member, b""
            yield from members

        rewritten(backup, target, change)

    return spoil


def without(name):
    def spoil(backup, target):
        rewritten(
            backup, target, lambda members: [m for m in members if not m[0].name.startswith(name)]
        )

    return spoil


def saying(**words):
    """Its manifest says something else."""

    def spoil(backup, target):
        def change(members):
            *others, (member, content) = members
            yield from others
            yield member, json.dumps(json.loads(content) | words).encode()

        rewritten(backup, target, change)

    return spoil


def content(text):
    return lambda backup, target: target.write_bytes(text)


@pytest.mark.parametrize(
    ("spoil", "answer"),
    [
        (cut(0.01), "is cut off, or no backup"),
        (cut(0.5), "is cut off, or no backup"),
        (cut(0.9), "is cut off, or no backup"),
        (content(b""), "is cut off, or no backup at all."),
        (content(b"SELECT 1;\n" * 100), "is cut off, or no backup at all."),
        (flipped("media/"), "was altered: media/stills/"),
        (flipped("database"), "was altered: database."),
        (flipped("manifest"), "is no backup that this version can read."),
        (without("manifest"), "has no manifest."),
        (without("media/"), "was altered: media/stills/"),
        (added("media/stills/more.jpg"), "was altered: media/stills/more.jpg is not"),
        (added("../more.jpg"), "is cut off, or no backup at all."),
        (added("/elsewhere/more.jpg"), "is cut off, or no backup at all."),
        (added("media/link", tarfile.SYMTYPE), "is cut off, or no backup at all."),
        (saying(format=2), "was made by another version"),
        (saying(more=1), "is no backup that this version can read."),
        (saying(engine="oracle"), "is of oracle and this database is "),
        (saying(migrations=[["catalogue", "9999_later"]]), "catalogue.9999_later is not known"),
        (lambda backup, target: None, "cannot be read: No such file or directory."),
    ],
)
@pytest.mark.django_db
def test_a_bad_backup_is_refused_in_a_sentence_and_changes_nothing(
    backup, tmp_path, settings, spoil, answer
):
    settings.MEDIA_ROOT = settings.VAR_DIR = tmp_path
    make_film("Stays")
    bad = tmp_path / "bad.tar"
    spoil(backup, bad)
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(CommandError) as refused:
        call_command("restore", bad, "--replace")

    assert str(refused.value).startswith(str(bad))
    assert answer in str(refused.value)
    assert "\n" not in str(refused.value)
    assert list(Film.objects.values_list("title", flat=True)) == ["Stays"]
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.django_db
def test_a_backup_that_breaks_off_leaves_no_file(tmp_path, settings, monkeypatch):
    def full(self, path):
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr("festival.backups.databases.SQLite.write", full)
    monkeypatch.setattr("festival.backups.databases.PostgreSQL.write", full)

    with pytest.raises(OSError, match="No space left"):
        call_command("backup", tmp_path / "a.tar")

    assert list(tmp_path.iterdir()) == []


def held_since(path, hours):
    instant = time.time() - hours * 3600
    os.utime(path, (instant, instant))


def test_what_a_killed_backup_left_is_removed_by_the_next(festival, tmp_path):
    killed = festival.held_up(tmp_path)
    part, folder = sorted(tmp_path.iterdir())
    killed.kill()
    killed.communicate()
    mine = tmp_path / "marquee-archived"
    mine.mkdir()

    fresh = festival.manage("backup", tmp_path / "fresh.tar")
    assert {part, folder} < set(tmp_path.iterdir())
    held_since(part, hours=2)
    said = festival.manage("backup", tmp_path / "next.tar")

    assert sorted(tmp_path.iterdir()) == [tmp_path / "fresh.tar", mine, tmp_path / "next.tar"]
    assert said.splitlines()[0] == f"{part}, of a backup that was broken off, removed"
    assert len(fresh.splitlines()) == 1


def test_a_backup_that_is_still_at_work_is_left_alone(festival, tmp_path):
    named, other = festival.held_up(tmp_path), festival.held_up(tmp_path / "a.tar")
    before = sorted(tmp_path.rglob("*"))
    for part in tmp_path.glob("*.part"):
        held_since(part, hours=30)

    festival.manage("backup", tmp_path / "next.tar")
    refused = festival.run("manage.py", "backup", str(tmp_path / "a.tar"))

    assert refused.stderr == (
        f"CommandError: {tmp_path / 'a.tar'} is being written by another process.\n"
    )
    assert sorted(tmp_path.rglob("*")) == sorted([*before, tmp_path / "next.tar"])
    for process in (named, other):
        assert process.poll() is None
        process.kill()
        process.communicate()


def test_an_empty_folder_holds_no_backup(tmp_path):
    with pytest.raises(CommandError, match="holds no backup"):
        call_command("restore", tmp_path)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("pg_dump (PostgreSQL) 14.2", "pg_dump is of version 14 and the server of 16: install"),
        (FileNotFoundError(), "pg_dump is not here: install postgresql-client."),
    ],
)
def test_a_program_of_postgresql_that_is_missing_or_too_old_is_named(monkeypatch, said, answer):
    class Server:
        settings_dict = {"NAME": "a", "OPTIONS": {}}
        pg_version = 160003

    def run(*command, **options):
        if isinstance(said, Exception):
            raise said
        return subprocess.CompletedProcess(command, 0, said, "")

    monkeypatch.setattr(subprocess, "run", run)

    with pytest.raises(CommandError, match=answer):
        PostgreSQL(Server()).require("pg_dump")
