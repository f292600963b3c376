"""Cells in which submitters write cast and credits as they please."""

from collections.abc import Iterator

from catalogue.intake.entries import Entry
from catalogue.intake.pasted import CREDITED, read_cast, read_credits, unread_lines
from catalogue.intake.sheets.cells import LONGEST_NAME

Value = tuple[str, tuple]


def read(target: str, cell: str) -> tuple[list[Value], list[str]]:
    """
    The fields of a cell with their values, and the lines that nobody can read.

    >>> read("cast", "Key cast: Ada Birk (Mother), Bo Lind")
    ([('cast', (('Ada Birk', 'Mother'), ('Bo Lind', '')))], [])
    >>> read("credits", "DoP: Eva Orth\\nSound - Bo Lind")[0]
    [('credit:cinematographer', ('Eva Orth',)), ('credit:sound_recorder_mixer', ('Bo Lind',))]
    """
    entry = (read_cast if target == "cast" else read_credits)(cell)
    return list(values(entry)), unread_lines(cell, entry, CREDITED)


def values(entry: Entry) -> Iterator[Value]:
    if entry.cast:
        yield "cast", tuple((line.name, line.character or "") for line in entry.cast)
    people: dict[str, list[str]] = {}
    for line in entry.credits:
        for key in line.functions:
            people.setdefault(f"credit:{key}", []).extend(line.names)
    for line in entry.companies:
        people.setdefault(f"company:{line.function}", []).append(line.name)
    for key, listed in people.items():
        yield key, tuple(dict.fromkeys(name for name in listed if len(name) <= LONGEST_NAME))
