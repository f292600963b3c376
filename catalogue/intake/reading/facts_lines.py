"""Step: the facts lines."""

import re
from collections.abc import Iterator
from itertools import islice

from catalogue.intake import facts, labels, names, words
from catalogue.intake.facts import Fact
from catalogue.intake.lines import Line
from catalogue.intake.reading.cast import lead
from catalogue.intake.reading.facts import KEYS, add
from catalogue.intake.reading.page import MAX_LINES, Page, is_prose
from catalogue.intake.reading.rows import add_row

MAX_FACTS = 400
MAX_PARTS = 8
MAX_UNKNOWN = 2
WORD = re.compile(r"[^\s,;|/]+")
PART = re.compile(r"\s*[,/|–—·•(]\s*|\s+-\s+|\.\s+")


def read_facts_lines(page: Page) -> None:
    """Claims lines that are facts whatever stands around them, then their neighbours."""
    headline = next((line for line in page.lines if page.fate_of(line) != ("furniture",)), None)
    for line in page.free():
        if is_readable(page, line) and not (line == headline and is_title_like(line)):
            any(read(page, line) for read in READERS)
    for lines in (page.lines, page.lines[::-1]):
        for line in lines:
            if page.is_free(line) and is_readable(page, line):
                read_beside(page, line, headline)


def is_title_like(line: Line) -> bool:
    """A film may be called "12 Minutes" or "In Colour": such a fact alone heads no page."""
    said = facts.scan(line.text)
    return len(said.facts) == 1 and bool(said.kinds & {"runtime", "colour", "age"})


def is_readable(page: Page, line: Line) -> bool:
    """Whether a line can be facts: short, no running text, not what a label above asks for."""
    before = page.before(line)
    above = page.openers.get(before.number) if before else None
    awaited = above is not None and above.kind == "facts"
    if len(line.text) > MAX_FACTS or awaited:
        return False
    is_table = line.text.count("|") > 1
    return is_table or not is_prose(line.text) or facts.scan(line.text).is_sure


def read_whole(page: Page, line: Line) -> bool:
    """A line that is facts from end to end: `Belgium 2023 French 82’ Colour World premiere`."""
    scan = facts.scan(line.text)
    if scan.is_sure:
        add(page, line, scan.facts)
    return scan.is_sure


def read_segments(page: Page, line: Line) -> bool:
    """
    A line of segments, most of them facts or rows: `D 2021 | SPIELFILM | Example Film | 28 MIN`.
    What is neither is a problem.
    """
    segments = list(line.cells if len(line.cells) > 2 else facts.split_segments(line.text))
    read = [segment for segment in segments if is_read(segment)]
    if len(segments) < 2 or len(read) * 2 <= len(segments) or len(read) < 2:
        return False
    for segment in segments:
        if segment not in read:
            page.doubt(line, "facts.unread", f"not read in a line of facts: {segment}")
            page.claim(line, "unplaced")
    for segment in read:
        read_segment(page, line, segment)
    return True


def read_after_names(page: Page, line: Line) -> bool:
    """
    Facts after the director's name: "Dir. Ada Birk / Norway / 2023 / 84 min". Without a word that
    says so the name is the director's where the page has it elsewhere, too.
    """
    head, said = names_and_facts(line.text)
    led = lead("by").match(head)
    name = head[led.end() :] if led else head
    if not said or not names.are_people(name) or " " not in name:
        return False
    found = [one.name for one in names.split_names(name)]
    if not led and not all(page.times(one) > 1 for one in found):
        return False
    page.direct(found)
    page.claim(line, "directors")
    add(page, line, said)
    if not led:
        page.doubt(line, "credit.unlabelled", f"{name}: the director, to judge by the place")
    return True


def names_and_facts(text: str) -> tuple[str, tuple[Fact, ...]]:
    """
    The words before the facts that a line ends with, and these.

    >>> head, said = names_and_facts("Ada Birk, Bo Lind, Norway, 2023, 84 min")
    >>> head, [fact.printed for fact in said]
    ('Ada Birk, Bo Lind', ['Norway', '2023', '84 min'])
    >>> names_and_facts("Ada Birk, Norway")
    ('Ada Birk, Norway', ())
    """
    for head, start in sorted({*after_marks(text), *before_facts(text)}):
        said = facts.scan(text[start:])
        if said.is_whole and "runtime" in said.kinds and said.kinds & {"year", "country"}:
            return text[:head].strip(), said.facts
    return text, ()


def after_marks(text: str) -> Iterator[tuple[int, int]]:
    """Where a head may end before a mark, and the facts begin after it."""
    return (mark.span() for mark in islice(PART.finditer(text), MAX_PARTS))


def before_facts(text: str) -> Iterator[tuple[int, int]]:
    """The same where no mark stands between: "by Ada Birk Norway 2023 84 min"."""
    known = words.first_words("facts")
    for word in islice(WORD.finditer(text), 1, MAX_PARTS):
        if words.fold(word.group()) in known or facts.YEAR.match(word.group()):
            yield word.span()[:1] * 2


def read_breadcrumb(page: Page, line: Line) -> bool:
    """
    The way to the page, which names section, title and facts: "Horizons 2023 / Salt / Peru 2023".
    The title is one where another line says so.
    """
    *section, title, last = line.text.split(" / ") if line.text.count(" / ") > 1 else ("", "")
    said = facts.scan(last)
    if not section or not said.is_whole or said.kinds != {"country", "year"}:
        return False
    if len(section) > 1 or all(other.text != title for other in page.lines[:MAX_LINES]):
        return False
    page.titles.setdefault("title", []).append(title)
    page.section = page.section or section[0]
    page.claim(line, "title", "section")
    add(page, line, said.facts)
    return True


def read_premiere_after_colon(page: Page, line: Line) -> bool:
    """ "64th Example Festival: Greek premiere": where it is one, and which."""
    head, colon, rest = line.text.partition(": ")
    said = facts.scan(rest) if colon and len(head.split()) <= MAX_PARTS else None
    if said is None or not said.is_whole or said.kinds != {"premiere"}:
        return False
    add(page, line, said.facts)
    page.doubt(line, "facts.unread", f"not read in a line of facts: {head}")
    return True


def read_mostly(page: Page, line: Line) -> bool:
    """
    A line that tells country, year and runtime and has a word or two that nobody knows, not at its
    beginning, where a title or a name may stand: these words are a problem.
    """
    said = facts.scan(line.text)
    is_told = said.kinds >= {"country", "year", "runtime"} and len(said.unread) <= MAX_UNKNOWN
    if not is_told or line.text.startswith(said.unread[0]):
        return False
    add(page, line, said.facts)
    page.doubt(line, "facts.unread", f"not read in a line of facts: {' '.join(said.unread)}")
    page.claim(line, "unplaced")
    return True


READERS = (
    read_whole,
    read_breadcrumb,
    read_segments,
    read_after_names,
    read_premiere_after_colon,
    read_mostly,
)


def is_read(segment: str) -> bool:
    return facts.scan(segment).is_whole or bool(labels.read_rows(segment))


def read_segment(page: Page, line: Line, segment: str) -> None:
    rows = labels.read_rows(segment)
    for row in rows:
        add_row(page, line, row)
    if not rows:
        add(page, line, facts.scan(segment).facts)


def read_beside(page: Page, line: Line, headline: Line | None) -> None:
    """
    A line that is one weak fact ("Germany", "2020", "German") counts beside a facts line. The
    page's first line does not, unless it has countries: there a title stands, which may be 1917.
    """
    scan = facts.scan(line.text)
    may_be_title = line == headline and scan.kinds != {"country"}
    if scan.is_whole and not may_be_title and stands_beside_facts(page, line):
        add(page, line, scan.facts)
    elif not scan.is_whole:
        read_codes(page, line)


def read_codes(page: Page, line: Line) -> None:
    """Codes of countries over the year's line: "DE / FR" above "2023"."""
    following = page.after(line)
    if following is None or not facts.YEAR.fullmatch(following.text):
        return
    said = facts.scan(f"{line.text} {following.text}")
    if said.is_whole and said.kinds == {"country", "year"}:
        add(page, line, [fact for fact in said.facts if fact.kind == "country"])


def stands_beside_facts(page: Page, line: Line) -> bool:
    neighbours = [page.before(line), page.after(line)]
    if page.before(line) is None and neighbours[1]:
        neighbours.append(page.after(neighbours[1]))
    kinds = set(KEYS.values())
    return any(kinds & set(page.fate_of(neighbour)) for neighbour in neighbours)
