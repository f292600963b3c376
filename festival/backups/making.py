"""A backup made, put back and compared: the database first, then the files that it names."""

import hashlib
import tomllib
from datetime import UTC, datetime

from django.conf import settings
from django.core.files import File
from django.core.management.base import CommandError
from django.db.migrations.loader import MigrationLoader

from festival.backups.archives import (
    MEDIA,
    Manifest,
    add_bytes,
    add_manifest,
    add_path,
    new_archive,
    unpacked,
)
from festival.backups.databases import database_of
from festival.backups.leftovers import folder_beside, part_of
from festival.backups.rows import differences


def back_up(connection, storage, target):
    """Writes the file and returns its manifest."""
    database = database_of(connection)
    with new_archive(target) as tar, folder_beside(part_of(target)) as folder:
        copy = folder / database.file_name
        migrations = sorted(MigrationLoader(connection).applied_migrations)
        rows = database.write(copy)
        files = {database.file_name: add_path(tar, database.file_name, copy)}
        copy.unlink()
        for name in stored_in(storage):
            try:
                with storage.open(name) as file:
                    content = file.read()
            except FileNotFoundError:  # replaced and tidied away meanwhile
                continue
            files[MEDIA + name] = add_bytes(tar, MEDIA + name, content)
        manifest = Manifest(
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            version=version(),
            engine=connection.vendor,
            migrations=[list(migration) for migration in migrations],
            rows=rows,
            files=files,
        )
        add_manifest(tar, manifest)
    return manifest


def put_back(source, connection, storage, replace=False):
    """Everything is verified first. The database comes last and at once; returns the manifest."""
    with unpacked(source) as (manifest, folder):
        refuse_foreign(source, manifest, connection)
        database = database_of(connection)
        if not replace and database.is_in_use():
            raise CommandError(
                "This database holds a festival; --replace puts the backup in its place."
            )
        for name, sha in manifest.media.items():
            with (folder / MEDIA / name).open("rb") as file:
                store(storage, name, sha, file)
        database.read(folder / database.file_name)
    return manifest


def compared(manifest, connection, storage):
    """What is not as the backup says, a line each; none when rows and files are identical."""
    found = {name: sha256_in(storage, name) for name in manifest.media}
    rows = differences(manifest.rows, database_of(connection).rows())
    return [f"table {table}: other rows" for table in rows] + [
        f"file {name}: {'other content' if found[name] else 'missing'}"
        for name, sha in manifest.media.items()
        if found[name] != sha
    ]


def refuse_foreign(source, manifest, connection):
    if manifest.engine != connection.vendor:
        raise CommandError(
            f"{source} is of {manifest.engine} and this database is {connection.vendor}; "
            "docs/deploy.md says how to move between them."
        )
    known = MigrationLoader(None).disk_migrations
    if unknown := [".".join(name) for name in manifest.migrations if tuple(name) not in known]:
        raise CommandError(f"{source} is of a newer version: {unknown[0]} is not known here.")


def store(storage, name, sha, file):
    """Puts a file into the storage under its very name; one that is there already stays."""
    there = sha256_in(storage, name)
    if there == sha:
        return
    if there:
        storage.delete(name)
    storage.save(name, File(file))


def sha256_in(storage, name):
    try:
        with storage.open(name) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def stored_in(storage, folder=""):
    """The names of all files of a storage, folder by folder."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from sorted(prefix + name for name in names)
    for inner in sorted(folders):
        yield from stored_in(storage, prefix + inner)


def version():
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"][
        "version"
    ]
