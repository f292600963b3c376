"""
The folder that a frozen edition is written into: a new one beside, in its place when it is whole.
It holds a list of its files with their sums, by which anybody can tell that none has changed.
"""

import fcntl
import os
import shutil
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.core.management.base import CommandError


class Folder:
    def __init__(self, path: Path):
        self.path = path
        self.sums: dict[str, str] = {}
        self.size = 0  # bytes

    def write(self, name: str, content: bytes) -> None:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        self.sums[name] = sha256(content).hexdigest()
        self.size += len(content)

    @property
    def page_count(self) -> int:
        return sum(name.endswith(".html") for name in self.sums)


@contextmanager
def new_folder(target: Path, year: int):
    """A Folder to write into. It is `target` when the block ends, and nothing where it raises."""
    target = target.absolute()
    part, old = (target.with_name(f".{target.name}.{word}") for word in ("part", "old"))
    if not target.parent.is_dir():
        raise CommandError(f"{target.parent} is no folder.")
    with only_one(part):
        if old.exists() and not target.exists():  # killed between the two steps that replace it
            old.rename(target)
        refuse_foreign(target, year)
        folder = Folder(part)
        yield folder
        lines = [f"{sha}  {name}\n" for name, sha in sorted(folder.sums.items())]
        (part / list_name(year)).write_text("".join(lines), "utf-8")
        os.sync()
        replace(target, part, old)


@contextmanager
def only_one(part):
    """An empty folder of that name, which no other run has; gone again where the block raises."""
    part.mkdir(exist_ok=True)
    handle = os.open(part, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise CommandError(f"Another run is writing {part}.") from None
    try:
        for left in part.iterdir():  # by a run that was killed
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        yield
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    finally:
        os.close(handle)


def replace(target, part, old):
    if target.exists():
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
    part.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def refuse_foreign(target, year):
    """What is there has to be this edition's frozen copy, and nothing beside it."""
    if not target.exists():
        return
    if not target.is_dir():
        raise CommandError(f"{target} is a file.")
    found = {file.relative_to(target).as_posix() for file in target.rglob("*") if not file.is_dir()}
    if not found:
        return
    if list_name(year) not in found:
        raise CommandError(f"{target} holds something that is not the frozen edition of {year}.")
    lines = (target / list_name(year)).read_text("utf-8").splitlines()
    known = {line.partition("  ")[2] for line in lines} | {list_name(year)}
    if strange := sorted(found - known):
        raise CommandError(f"{target} holds a file that was not frozen: {strange[0]}")


def list_name(year):
    """As `sha256sum --check` reads it."""
    return f"frozen-{year}.sha256"
