"""Steps: the "by" and "with" lines, and lists of "Name (Character)"."""

import re
from collections.abc import Iterator
from functools import cache

from catalogue.intake import facts, names, words
from catalogue.intake.lines import Line
from catalogue.intake.reading import credits
from catalogue.intake.reading.page import Page

NAME_AND_CHARACTER = re.compile(r"[^()]{2,70} \([^()]{1,80}\)")
PAIR = re.compile(r"\s+[:–—-]\s+|\s*\.{3,}\s*")
MAX_BY_LINE = 3_000


@cache
def lead(key: str) -> re.Pattern:
    """
    The words of `by` or `with` at the beginning of a line. One of two letters begins small there:
    "di Ada Birk" is by her, "De Laatste Tram" a title.
    """
    spellings = sorted(words.phrases("lines", key), key=len, reverse=True)
    listed = "|".join(map(re.escape, spellings))
    return re.compile(rf"(?-i:(?!D[aeiou]\b))(?:{listed})(?::|\b|(?<=\.))\s*", re.IGNORECASE)


def read_by_and_with(page: Page) -> None:
    """Names after "by", "von", "with", "mit", on the same line or the next."""
    for line in page.free():
        if len(line.text) <= MAX_BY_LINE and page.before(line):
            read_by(page, line) or read_with(page, line)


def read_by(page: Page, line: Line) -> bool:
    """Not where facts stand in brackets after the names: these are read together with them."""
    if ends_with_facts(line.text):
        return False
    led, source = led_names(page, line, "by")
    found = [proved_name(page, source, name) for name in led]
    if any(" " in name or page.times(name) > 1 for name in found):
        page.direct(found)
        page.claim(source, "directors")
        return True
    return False


def ends_with_facts(text: str) -> bool:
    """
    >>> ends_with_facts("by Ada Birk (Norway, 2021, 84 min)"), ends_with_facts("by Ada (Birk)")
    (True, False)
    """
    start = text.rfind("(") if text.endswith(")") else -1
    said = facts.scan(text[start:]) if start > 0 else None
    return said is not None and said.is_whole and bool(said.kinds & {"year", "runtime"})


def proved_name(page: Page, line: Line, name: str) -> str:
    """
    The name without words that a page has glued to it: "Directed by Ada Birk Wide Angle", where
    the text knows Ada Birk in other lines and nowhere Ada Birk Wide Angle.
    """
    if page.times(name) > 1:
        return name
    found = name.split()
    shorter = (" ".join(found[:size]) for size in range(len(found) - 1, 1, -1))
    proved = next((one for one in shorter if page.times(one) > 1), name)
    if proved != name:
        rest = name[len(proved) :].strip()
        page.doubt(line, "credit.rest", f"“{rest}” after {proved} is left out")
        page.claim(line, "unplaced")
    return proved


def read_with(page: Page, line: Line) -> bool:
    match = lead("with").match(line.text)
    rest = line.text[match.end() :] if match else ""
    if not names.are_names(rest) or " " not in rest:
        return False
    credits.add_cast(page, line, rest)
    return True


def led_names(page: Page, line: Line, key: str) -> tuple[list[str], Line]:
    """The names that a word leads to, and the line they stand on."""
    match = lead(key).match(line.text)
    if match is None:
        return [], line
    rest, source = line.text[match.end() :], line
    following = page.after(line)
    if not rest and following and page.is_free(following) and names.are_names(following.text):
        page.claim(line, "heading")
        rest, source = following.text, following
    return ([one.name for one in names.split_names(rest)] if names.are_names(rest) else []), source


def read_cast_pairs(page: Page) -> None:
    """Below a heading, lines of a name and a character in two columns, or "Character : Name"."""
    for opener, meaning in page.opened():
        pairs = list(pairs_below(page, opener)) if meaning.is_cast else []
        order = who_is_first([pair for _, pair in pairs])
        if order is None:
            continue
        page.claim(opener, "heading")
        for line, pair in pairs:
            name, character = pair if order == "name" else pair[::-1]
            page.claim(line, "cast")
            page.cast[name] = page.cast.get(name) or character


def pairs_below(page: Page, opener: Line) -> Iterator[tuple[Line, tuple[str, str]]]:
    line = page.after(opener)
    while line and page.is_free(line) and line.number not in page.openers:
        pair = line.cells or tuple(PAIR.split(line.text))
        if len(pair) != 2 or not all(pair):
            return
        yield line, pair
        line = page.after(line)


def who_is_first(pairs: list[tuple[str, str]]) -> str | None:
    """
    Whether names or characters stand first: names are full names in all lines.

    >>> who_is_first([("NORA", "Ada Birk"), ("The pilot", "Bo Lind")])
    'character'
    >>> who_is_first([("Ada Birk", "Bo Lind")]) is None
    True
    """
    first = bool(pairs) and all(is_full_name(pair[0]) for pair in pairs)
    second = bool(pairs) and all(is_full_name(pair[1]) for pair in pairs)
    if first == second:
        return None
    return "name" if first else "character"


def is_full_name(text: str) -> bool:
    return names.are_people(text) and " " in text


def read_cast_lists(page: Page) -> None:
    """Bullets of "Eva Orth (Mother)", with or without a heading; one alone proves nothing."""
    lines = [line for line in page.free() if line.bullet and is_cast_bullet(line)]
    if len(lines) > 1 or any(line.text.partition(" (")[0] in page.cast for line in lines):
        for line in lines:
            credits.add_cast(page, line, line.text)


def is_cast_bullet(line: Line) -> bool:
    name = line.text.partition(" (")[0]
    whole = NAME_AND_CHARACTER.fullmatch(line.text)
    return bool(whole) and names.is_name(name) and not line.text.rstrip(")")[-4:].isdigit()
