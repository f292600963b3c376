"""
What a backup leaves whose process is killed: a part of a file, and a folder with a copy of the
database. The next one removes both, unless somebody still writes: a part is locked meanwhile.
"""

import fcntl
import os
import shutil
import time
from contextlib import contextmanager, suppress

NAMED = "marquee-????-??-??T??????Z.tar"
SECONDS = 3600  # longer than it takes from a new part to its lock


def part_of(target):
    return target.with_name(f"{target.name}.part")


def lock(file):
    """BlockingIOError where another process has it; else it is ours until it is closed."""
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def folder_beside(part):
    """A new folder under the name of a part that is ours."""
    folder = folder_of(part)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def folder_of(part):
    return part.with_name(f"{part.name}.d")


def tidy(folder):
    """Removes what killed backups left in a folder; returns the parts."""
    return [part for part in sorted(folder.glob(f"{NAMED}.part")) if is_removed(part)]


def is_removed(part):
    """A part that cannot be locked stays, whatever the reason."""
    with suppress(OSError), part.open("r+b") as file:
        if time.time() - os.fstat(file.fileno()).st_mtime > SECONDS:
            lock(file)
            shutil.rmtree(folder_of(part), ignore_errors=True)
            part.unlink()
            return True
    return False
