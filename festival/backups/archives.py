"""The file that a backup is: written under another name until it is whole, read only when sound."""

import hashlib
import json
import os
import tarfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management.base import CommandError

from festival.backups.leftovers import lock, part_of

FORMAT = 1
MANIFEST, MEDIA = "manifest.json", "media/"


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. `files` is {name in the tar: sha256}."""

    made_at: str
    version: str
    engine: str
    migrations: list
    rows: dict
    files: dict
    format: int = FORMAT

    @property
    def media(self):
        return {
            name.removeprefix(MEDIA): sha
            for name, sha in self.files.items()
            if name.startswith(MEDIA)
        }

    @property
    def row_count(self):
        return sum(count for count, _fingerprint in self.rows.values())


@contextmanager
def new_archive(target):
    """A tar to be filled."""
    with (
        new_file(target) as file,
        tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        yield archive


@contextmanager
def new_file(target):
    """A file to be filled; it bears its name when it is whole and on the disk, and not before."""
    part = part_of(target)
    with os.fdopen(os.open(part, os.O_CREAT | os.O_RDWR, 0o600), "w+b") as file:
        hold(file, target)
        try:
            file.truncate()
            yield file
            file.flush()
            os.fsync(file.fileno())
            part.rename(target)
        finally:
            part.unlink(missing_ok=True)


def hold(file, target):
    try:
        lock(file)
    except BlockingIOError as error:
        raise CommandError(f"{target} is being written by another process.") from error
    except OSError:  # a file system without locks: nothing is ever tidied there
        pass


def add_path(archive, name, path):
    """The sha256 of a file that is put in."""
    with path.open("rb") as file:
        sha = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        archive.addfile(entry(name, path.stat().st_size), file)
    return sha


def add_bytes(archive, name, content):
    archive.addfile(entry(name, len(content)), BytesIO(content))
    return hashlib.sha256(content).hexdigest()


def entry(name, size):
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


def add_manifest(archive, manifest):
    add_bytes(archive, MANIFEST, json.dumps(asdict(manifest), indent=1).encode())


@contextmanager
def unpacked(source):
    """(manifest, folder) of a backup that is sound to the last byte; CommandError says why not."""
    with TemporaryDirectory(prefix="marquee-", dir=settings.VAR_DIR) as folder:
        try:
            with tarfile.open(source, "r:") as archive:
                found = extract(archive, Path(folder))
        except (tarfile.TarError, ValueError) as error:
            raise CommandError(f"{source} is cut off, or no backup at all.") from error
        except OSError as error:
            raise CommandError(f"{source} cannot be read: {error.strerror}.") from error
        yield checked(source, found, Path(folder)), Path(folder)


def extract(archive, folder):
    """{name: sha256} of what is in the tar: plain files under names that stay in the folder."""
    found = {}
    for member in archive:
        name = PurePosixPath(member.name)
        if not member.isreg() or name.is_absolute() or ".." in name.parts or member.name in found:
            raise ValueError(member.name)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with archive.extractfile(member) as packed, path.open("wb") as plain:
            while chunk := packed.read(1024 * 1024):
                plain.write(chunk)
        with path.open("rb") as plain:
            found[member.name] = hashlib.file_digest(plain, "sha256").hexdigest()
    return found


def checked(source, found, folder):
    if MANIFEST not in found:
        raise CommandError(f"{source} is cut off, or no backup of Marquee's: it has no manifest.")
    del found[MANIFEST]
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_bytes()))
    except (ValueError, TypeError) as error:
        raise CommandError(f"{source} is no backup that this version can read.") from error
    if manifest.format != FORMAT:
        raise CommandError(f"{source} was made by another version, in a form this one cannot read.")
    for name in sorted(found.keys() | manifest.files.keys()):
        if found.get(name) != manifest.files.get(name):
            raise CommandError(f"{source} was altered: {name} is not what it was.")
    return manifest
