"""The lines of a page, and what becomes of each."""

import re
import unicodedata
from dataclasses import dataclass, field

from people.folding import TOO_MANY_MARKS

SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
COLUMNS = re.compile(r"\t\s*| {3,}")
WIDE_SPACE = re.compile(r"\s{2,}")
MANY_CELLS = 4
BULLET = re.compile(r"[•‣▪●◦*·–—-]\s+(?=\S)")
HASHES = re.compile(r"#{1,6}\s+(?=\w)")
EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_]+)\1")


@dataclass(frozen=True)
class Line:
    """A non-blank line: its number in the text from 1, cleaned of bullets and doubled spaces."""

    number: int
    text: str
    bullet: bool = False
    gap: bool = False  # a blank line stands before it
    is_last: bool = False
    cells: tuple[str, ...] = field(default=(), repr=False)  # of a line in columns
    joined: tuple[int, ...] = field(default=(), repr=False)  # lines that a wrapped one went on


@dataclass(frozen=True)
class LineFate:
    """What a line became: the key of the entry it feeds, or heading, furniture or unplaced."""

    line: int
    key: str


@dataclass(frozen=True)
class Problem:
    """Something a person should look at; `code` is stable, `line` is `None` for the whole page."""

    line: int | None
    code: str
    message: str


def read_lines(text: str) -> list[Line]:
    """
    The non-blank lines, numbered as `str.splitlines` counts them.

    >>> read_lines("Here\\n\\n  • Eva Orth  (Mother)")
    [Line(number=1, text='Here', bullet=False, gap=False, is_last=False), \
Line(number=3, text='Eva Orth (Mother)', bullet=True, gap=True, is_last=True)]
    """
    found = [(number, raw, tidy(raw)) for number, raw in enumerate(text.splitlines(), 1)]
    found = [(number, raw, line) for number, raw, line in found if line]
    lines = []
    before = 0
    for number, raw, line in found:
        plain, bullet = without_bullet(line)
        gap, before = number > before + 1, number
        is_last = number == found[-1][0]
        lines.append(Line(number, plain, bullet, gap and bool(lines), is_last, cells(raw)))
    return lines


def cells(raw: str) -> tuple[str, ...]:
    """
    The cells of a line in columns, which tabs or runs of spaces part; none of other lines. Two
    spaces part cells where there are many of them.

    >>> cells("NORA\tAda Birk"), cells("Ada  Birk")
    (('NORA', 'Ada Birk'), ())
    >>> cells("2023  Peru  80 mn  Couleur")
    ('2023', 'Peru', '80 mn', 'Couleur')
    """
    found = COLUMNS.split(raw.strip())
    if len(found) == 1 and "  " in found[0]:
        wide = WIDE_SPACE.split(found[0])
        found = wide if len(wide) >= MANY_CELLS and is_no_text(wide) else found
    return tuple(map(tidy, found)) if len(found) > 1 else ()


def is_no_text(parts: list[str]) -> bool:
    """Whether no part ends as a sentence does: some type two spaces after each."""
    return not any(part.endswith((".", "!", "?")) for part in parts)


def tidy(raw: str) -> str:
    """The line with single spaces, without invisible signs, emphasis and a table's outer rules."""
    plain = SPACES.sub(" ", INVISIBLE.sub("", composed(raw))).strip()
    if plain.startswith("|"):
        plain = plain.strip("| ")
    return EMPHASIS.sub(r"\2", HASHES.sub("", plain, count=1)) if plain else plain or raw.strip()


def composed(raw: str) -> str:
    """
    The text with each letter as one sign: no ligatures, no marks apart from their letters.

    >>> composed("ﬁlm"), len(composed("u\u0308"))
    ('film', 1)
    """
    if raw.isascii():
        return raw
    plain = raw.translate(LIGATURES)
    return plain if TOO_MANY_MARKS.search(plain) else unicodedata.normalize("NFC", plain)


def without_bullet(line: str) -> tuple[str, bool]:
    """
    >>> without_bullet("• Country : Paraguay"), without_bullet("1. Here")
    (('Country : Paraguay', True), ('1. Here', False))
    """
    mark = BULLET.match(line)
    return (line[mark.end() :], True) if mark else (line, False)
