"""A package opened and found sound to the last byte, before a record of it is read."""

import hashlib
import json
import re
import zipfile
import zlib
from collections import Counter
from contextlib import contextmanager

from django.core.management.base import CommandError
from PIL import Image

from festival.packages.archives import AT_ONCE
from festival.packages.contents import (
    FILES,
    FORMAT,
    MANIFEST,
    MEDIA_LIST,
    VARIANTS,
    file_of,
)
from festival.packages.upgrades import VERSION, upgraded, upgraded_manifest
from festival.packages.values import instant

PICTURE = re.compile(r"media/[a-z]+/[\w-]+\.(avif|jpg|png|webp)", re.ASCII)
KINDS = {"avif": "AVIF", "jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
# Lines of JSON shrink to a thirtieth; what grows by more than this was made to fill a disk.
MOST_GROWTH = 200
LONGEST_MANIFEST = 1_000_000
LONGEST_LINE = 16_000_000
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # packed in a way of its own
    RuntimeError,  # it wants a password
    ValueError,
)


class BadPackageError(CommandError):
    """Says in a sentence why a package is not read, naming file and record."""


def no_number(word):
    raise ValueError(word)  # NaN and Infinity, which Python reads and nobody else


@contextmanager
def opened(source):
    """The package of that file, sound; BadPackageError says why it is not."""
    try:
        archive = zipfile.ZipFile(source)
    except OSError as error:
        raise BadPackageError(f"{source} cannot be read: {error.strerror}.") from error
    except BROKEN as error:
        raise BadPackageError(f"{source} is cut off, or no package at all.") from error
    with archive:
        package = Package(source, archive)
        package.check()
        yield package


class Package:
    def __init__(self, source, archive):
        self.source, self.archive = source, archive
        self.sizes = self.sizes_inside()
        self.manifest = self.read_manifest()
        self.variant, self.made_at = self.read_variant()
        self.tables = self.listed_tables()

    @property
    def counts(self):
        """How many records each file has; none of one that is not there."""
        return Counter({name: records for name, (records, _size, _sha) in self.tables.items()})

    def refuse(self, why):
        raise BadPackageError(f"{self.source} {why}")

    # What it says of itself ---------------------------------------------------------------------

    def sizes_inside(self):
        """{name: bytes when unpacked} of everything in it, asked of its directory."""
        sizes = {}
        for info in self.archive.infolist():
            if info.filename in sizes:
                self.refuse(f"was altered: it holds {info.filename!r} twice.")
            sizes[info.filename] = info.file_size
        if sum(sizes.values()) > MOST_GROWTH * max(self.source.stat().st_size, 10_000):
            self.refuse("is no package: unpacked, it would fill the disk.")
        return sizes

    def read_manifest(self):
        size = self.sizes.get(MANIFEST)
        if size is None:
            self.refuse(f"is cut off, or no package: it has no {MANIFEST}.")
        try:
            manifest = json.loads(self.archive.read(MANIFEST)) if size < LONGEST_MANIFEST else {}
            kind, version = manifest["format"], manifest["version"]
        except (*BROKEN, TypeError, KeyError):
            kind = version = None
        if kind != FORMAT:
            self.refuse(f"is no package: its {MANIFEST} does not say “{FORMAT}”.")
        if type(version) is not int or not 1 <= version <= VERSION:
            self.refuse(
                f"is a package of version {version}, and this Marquee reads versions up to "
                f"{VERSION}: read it with the Marquee that wrote it, or a newer one."
            )
        return upgraded_manifest(manifest)

    def read_variant(self):
        """Which of the variants it is, and the instant it is of."""
        try:
            made_at = instant(self.manifest["made_at"])
        except (KeyError, ValueError):
            self.refuse(f"is no package: its {MANIFEST} does not say when it was made.")
        variant = self.manifest.get("variant")
        if variant not in VARIANTS:
            self.refuse(f"is a package of a kind this version does not know: {variant!r}.")
        return variant, made_at

    def listed_tables(self):
        """{name: what the manifest says of it} of the files of records and the list of pictures."""
        try:
            listed = {
                row["name"]: (int(row["records"]), int(row["bytes"]), str(row["sha256"]))
                for row in self.manifest["files"]
            }
        except (KeyError, TypeError, ValueError):
            self.refuse(f"is no package: its {MANIFEST} does not list its files as it should.")
        known = {*map(file_of, FILES), MEDIA_LIST}
        if unknown := sorted(listed.keys() - known):
            self.refuse(f"holds {unknown[0]!r}, which this version does not know.")
        if MEDIA_LIST not in listed:
            self.refuse(f"is no package: its {MANIFEST} does not list {MEDIA_LIST}.")
        return listed

    # Whether it is sound ------------------------------------------------------------------------

    def check(self):
        """Every file is listed, and what the list says; what is listed is there."""
        for name, (records, size, sha) in self.tables.items():
            if name not in self.sizes:
                self.refuse(f"was altered: {name} is missing.")
            self.check_file(name, size, sha)
            if sum(1 for _line in self.lines(name)) != records:
                self.refuse(f"was altered: {name} does not have {records} records.")
        pictures = set()
        for name, size, sha in self.pictures():
            if name in pictures or name not in self.sizes:
                self.refuse(f"was altered: {name} is missing, or listed twice.")
            pictures.add(name)
            self.check_file(name, size, sha)
            self.check_picture(name)
        if more := sorted(self.sizes.keys() - self.tables.keys() - pictures - {MANIFEST}):
            self.refuse(f"was altered: it holds {more[0]!r}, which is not listed.")

    def check_file(self, name, size, sha):
        found, read = hashlib.sha256(), 0
        for chunk in self.chunks(name):
            found.update(chunk)
            read += len(chunk)
        if (read, found.hexdigest()) != (size, sha):
            self.refuse(f"was altered: {name} is not what it was.")

    def check_picture(self, name):
        """Whether it is one of the kind its name says; its pixels were checked when it came."""
        kind = KINDS[name.rpartition(".")[2]]
        try:
            with self.archive.open(name) as file, Image.open(file, formats=[kind]):
                pass
        except (*BROKEN, OSError, SyntaxError, Image.DecompressionBombError):
            self.refuse(f"holds {name}, which is no picture of that kind.")

    # What is in it ------------------------------------------------------------------------------

    def chunks(self, name):
        try:
            with self.archive.open(name) as file:
                yield from iter(lambda: file.read(AT_ONCE), b"")
        except BROKEN:
            self.refuse(f"was altered or cut off: {name} cannot be read.")

    def lines(self, name):
        """The lines of a file, numbered from 1; none of one that is not there."""
        if name not in self.tables:
            return
        try:
            with self.archive.open(name) as file:
                for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), 1):
                    if not line.endswith(b"\n"):
                        self.refuse(f"is no package: {name}, line {number} has no end.")
                    yield number, line
        except BROKEN:
            self.refuse(f"was altered or cut off: {name} cannot be read.")

    def records(self, name):
        """(number of its line, record) of a file."""
        for number, line in self.lines(name):
            try:
                record = json.loads(line, parse_constant=no_number)
            except (ValueError, RecursionError):
                record = None
            if not isinstance(record, dict):
                self.refuse(f"is no package: {name}, line {number} is no JSON object.")
            yield number, upgraded(self.manifest["version"], name, record)

    def pictures(self):
        """(name, bytes, sha256) of each picture, as it is listed."""
        for number, record in self.records(MEDIA_LIST):
            try:
                name, size, sha = record["name"], int(record["bytes"]), str(record["sha256"])
                is_fit = PICTURE.fullmatch(name)
            except (KeyError, TypeError, ValueError):
                is_fit = False
            if not is_fit:
                self.refuse(f"is no package: {MEDIA_LIST}, line {number} names no picture of ours.")
            yield name, size, sha
