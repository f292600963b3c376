"""The file that a package is: a ZIP, written as a stream and under another name until whole."""

import hashlib
import json
import zipfile
from contextlib import contextmanager
from datetime import UTC, datetime

from festival.backups.archives import new_file
from festival.packages.contents import MANIFEST, MEDIA, MEDIA_LIST

AT_ONCE = 1024 * 1024


class Writer:
    """Files that are put into a package one after the other; the manifest tells of them."""

    def __init__(self, archive):
        self.archive = archive
        self.files, self.pictures = [], []

    def add_lines(self, name, records):
        """A file of records, a line each."""
        count = 0

        def lines():
            nonlocal count
            for record in records:
                count += 1
                yield line_of(record)

        added = self.add(name, lines(), zipfile.ZIP_DEFLATED)
        self.files.append({"name": added.pop("name"), "records": count} | added)

    def add_picture(self, name, file):
        added = self.add(MEDIA + name, iter(lambda: file.read(AT_ONCE), b""), zipfile.ZIP_STORED)
        self.pictures.append(added)

    def add(self, name, chunks, compression):
        """Its name, size and checksum."""
        info = zipfile.ZipInfo(name, datetime.now(UTC).timetuple()[:6])
        info.compress_type, info.external_attr = compression, 0o600 << 16
        sha, size = hashlib.sha256(), 0
        with self.archive.open(info, "w", force_zip64=True) as file:
            for chunk in chunks:
                sha.update(chunk)
                size += len(chunk)
                file.write(chunk)
        return {"name": name, "bytes": size, "sha256": sha.hexdigest()}

    def finish(self, **told):
        """The list of pictures and, last, the manifest."""
        self.add_lines(MEDIA_LIST, self.pictures)
        manifest = told | {"files": self.files}
        content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        self.add(MANIFEST, [content], zipfile.ZIP_DEFLATED)
        return manifest


def line_of(record):
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


@contextmanager
def new_package(target):
    """A package to be filled; it bears its name when it is whole and on the disk."""
    with new_file(target) as file, zipfile.ZipFile(file, "w") as archive:
        yield Writer(archive)
