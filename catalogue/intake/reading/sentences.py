"""
Step: credits in sentences, and facts before them in a line.

"Directed by Ada Birk. Music by Bo Lind. Norway, 2021, 82 min." is read sentence by sentence when
most of them are credits or facts; so is "Italia, 1951 Regia: Ada Birk".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.intake import facts, labels, names, words
from catalogue.intake.facts import Fact
from catalogue.intake.labels import Row
from catalogue.intake.lines import Line
from catalogue.intake.reading.facts import add
from catalogue.intake.reading.page import Page
from catalogue.intake.reading.rows import FILMOGRAPHY, add_row

STOP = re.compile(r"(?:(?<=[^\W\d_][^\W\d_])|(?<=[\d’'′”\")]))\.\s+(?=[^\W_a-z])")
ABBREVIATED = re.compile(r"(?:^|(?<=, )|(?<=; ))([^\W\d_]{2,6}\.) (?=[^\W\d_a-z])")
LAST_WORD = re.compile(r"\S+$")
MAX_LENGTH = 5_000
MAX_SENTENCE = 400


@dataclass(frozen=True)
class Said:
    """What a sentence says: facts, rows, or nothing that is understood."""

    text: str
    facts: tuple[Fact, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def is_read(self) -> bool:
        return bool(self.facts or self.rows)


def read_sentences(page: Page) -> None:
    """Lines of sentences most of which are credits or facts; a sentence that is none is doubted."""
    for line in page.free():
        if line.number in page.openers or len(line.text) > MAX_LENGTH:
            continue
        found = [said(sentence) for sentence in sentences(line.text)]
        read = [one for one in found if one.is_read]
        if is_told(found, read):
            for one in found:
                note(page, line, one)


def is_told(found: list[Said], read: list[Said]) -> bool:
    """Whether most sentences are read: two credits at least, or facts and a credit in one."""
    if len(read) * 4 < len(found) * 3 or tells_films(found[0]):
        return False
    rows = sum(bool(one.rows) for one in read)
    return (len(read) > 1 and rows > 0) or any(one.facts and one.rows for one in read)


def tells_films(first: Said) -> bool:
    """Whether a line begins as a filmography, whose films may be sentences, too."""
    return any(row.meaning == FILMOGRAPHY for row in first.rows)


def sentences(text: str) -> Iterator[str]:
    """
    The sentences of a line; an initial's or an abbreviation's full stop ends none.

    >>> list(sentences("Music by J. P. Hof. With Bo St. John. 82 min."))
    ['Music by J. P. Hof', 'With Bo St. John', '82 min']
    """
    start = 0
    for stop in STOP.finditer(text):
        word = LAST_WORD.search(text, start, stop.start())
        if word is None or not is_abbreviation(word.group()):
            yield text[start : stop.start()].strip()
            start = stop.end()
    yield text[start:].strip().rstrip(".")


def is_abbreviation(word: str) -> bool:
    """
    >>> is_abbreviation("St"), is_abbreviation("reż"), is_abbreviation("sea")
    (True, True, False)
    """
    known = f"{word.casefold()}." in names.ABBREVIATIONS
    return known or words.fold(word) in words.abbreviations()


def said(sentence: str) -> Said:
    """
    >>> [fact.printed for fact in said("Italia, 1951 Regia: Ada Birk").facts]
    ['Italia', '1951']
    """
    if len(sentence) > MAX_SENTENCE:
        return Said(sentence)
    if rows := labels.read_rows(sentence):
        return Said(sentence, rows=tuple(rows))
    told = facts.scan(sentence)
    if told.is_whole:
        return Said(sentence, facts=told.facts)
    return facts_before_rows(sentence) or abbreviated(sentence) or Said(sentence)


def facts_before_rows(sentence: str) -> Said | None:
    """Facts up to the first label with a colon, the label's rows after them."""
    marks = labels.find_marks(sentence) if ":" in sentence else ()
    mark = next((mark for mark in marks if mark.has_colon), None)
    told = facts.scan(sentence[: mark.start]) if mark else None
    if told is None or not (told.is_whole and told.kinds & {"year", "runtime"}):
        return None
    rows = labels.read_rows(sentence[mark.start :])
    return Said(sentence, told.facts, tuple(rows)) if rows else None


def abbreviated(sentence: str) -> Said | None:
    """
    Two abbreviated labels or more in a row, perhaps after facts.

    >>> [row.value for row in abbreviated("reż. Ada Birk, zdj. Bo Lind, Eva Orth").rows]
    ['Ada Birk', 'Bo Lind, Eva Orth']
    """
    marks = list(ABBREVIATED.finditer(sentence))
    meanings = [words.short_meaning(mark[1]) for mark in marks]
    if len(marks) < 2 or not all(meanings):
        return None
    before = facts.scan(sentence[: marks[0].start()])
    ends = [*(mark.start() for mark in marks[1:]), len(sentence)]
    rows = tuple(
        Row(mark[1], meaning, sentence[mark.end() : end].strip(labels.EDGES))
        for mark, meaning, end in zip(marks, meanings, ends, strict=True)
    )
    is_sure = not before.unread and all(names.are_names(row.value) for row in rows)
    return Said(sentence, before.facts, rows) if is_sure else None


def note(page: Page, line: Line, one: Said) -> None:
    add(page, line, one.facts)
    for row in one.rows:
        add_row(page, line, row)
    if not one.is_read:
        page.doubt(line, "facts.unread", f"not read in a line of sentences: {one.text[:80]}")
        page.claim(line, "unplaced")
