"""Step: credits by their initials, as data sheets print them: "G, F, E: Ada Birk"."""

import re
from collections.abc import Iterator

from catalogue.intake import labels, names, words
from catalogue.intake.labels import Row
from catalogue.intake.lines import Line
from catalogue.intake.reading.page import Page
from catalogue.intake.reading.rows import add_row
from catalogue.intake.words import Meaning

INITIALS = re.compile(r"([A-ZÁÉ]{1,2}(?:\s*[,/+&-]\s*[A-ZÁÉ]{1,2})*)\s*:\s+(\S.*)")
LEAST = 3


def read_initials(page: Page) -> None:
    """
    Lines in a row that begin with initials, which all are one language's for functions. What no
    language knows, or two know differently, is left to the steps that read unknown labels.
    """
    for run in runs(page):
        meanings = one_language([label for _, label, _ in run])
        for (line, label, value), meaning in zip(run, meanings, strict=False):
            add_row(page, line, Row(label, meaning, value.strip(labels.EDGES), True))


def runs(page: Page) -> Iterator[list[tuple[Line, str, str]]]:
    run: list[tuple[Line, str, str]] = []
    for line in page.lines:
        match = INITIALS.fullmatch(line.text) if page.is_free(line) else None
        if match and names.are_names(match[2]):
            run.append((line, match[1], match[2]))
            continue
        if len(run) >= LEAST:
            yield run
        run = []
    if len(run) >= LEAST:
        yield run


def one_language(found: list[str]) -> list[Meaning]:
    """
    What the labels stand for in the one language that knows them all.

    >>> [meaning.keys for meaning in one_language(["G, F", "S", "I"])]
    [('writer', 'cinematographer'), ('sound_recorder_mixer',), ('cast',)]
    >>> one_language(["S", "P", "M"]), one_language(["X", "Y", "Z"])
    ([], [])
    """
    told = [meanings for known in tables() if (meanings := read_in(known, found))]
    return told[0] if told and all(one == told[0] for one in told) else []


def tables() -> Iterator[dict[str, str]]:
    """Initial → key, of each language that has any."""
    for listed in words.files().values():
        table = listed.get("initials", {})
        if table:
            yield {printed: key for key, spellings in table.items() for printed in spellings}


def read_in(known: dict[str, str], found: list[str]) -> list[Meaning]:
    """The meanings of all labels in one language, none where it does not know one of them."""
    split = [re.split(r"\s*[,/+&-]\s*", label) for label in found]
    if not all(one in known for label in split for one in label):
        return []
    return [meaning_of(tuple(known[one] for one in label)) for label in split]


def meaning_of(keys: tuple[str, ...]) -> Meaning:
    if keys == ("cast",):
        return Meaning("headings", keys)
    if keys == ("production",):
        return Meaning("companies_or_people", keys)
    return Meaning("functions", keys)
