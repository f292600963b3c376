"""
Titles and names folded and fenced by bars, `|the tide|gezeiten|`: how close one of them is to what
was asked for, and which of many, kept as one long text, hold a word.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from heapq import merge

from people.words import SHORTEST_BEGINNING, UNSPACED, is_unspaced, parts_of

# How close a name is that is what was asked for, that has it as its first words, that begins so.
FENCES = ((1000, "|{}|"), (600, "|{} "), (500, "|{}"))
FIRST_WORDS = 600
UNSPACED_LETTER = re.compile(f"[{''.join(f'{first}-{last}' for first, last in UNSPACED)}]")


def closeness(asked: str, names: str, filed: str) -> int:
    """
    1000 where what was asked for is one of the names, 600 where it is the first words of one, 500
    where it is the beginning; a name that is filed so counts alike.
    """
    fenced = f"{names}{filed}|"
    return next((weight for weight, fence in FENCES if fence.format(asked) in fenced), 0)


def spaced(text: str) -> str:
    """The text with a space between what is a word of its own."""
    return " ".join(parts_of(text))


def fenced(names: str) -> str:
    if names.isascii() or not UNSPACED_LETTER.search(names):
        return names
    return "|".join(map(spaced, names.split("|")))


def marks_of(part: str) -> list[str]:
    """What stands in a fenced text where it holds the word."""
    if is_unspaced(part[0]):
        return [part]
    if len(part) < SHORTEST_BEGINNING:
        return [f"{before}{part}{after}" for before in "| " for after in "| "]
    return [f"|{part}", f" {part}"]


def beginning_of(part: str) -> str:
    """What a fenced text begins with where its first word, not its only one, begins so."""
    return f"{part} " if len(part) < SHORTEST_BEGINNING and not is_unspaced(part) else part


class Fenced:
    """Many fenced texts, in order, in one; each is known by its place among them."""

    def __init__(self, texts: Iterable[str]):
        lines, ends, end = [], array("L"), 0
        for text in texts:
            lines.append(text)
            end += len(text) + 1
            ends.append(end)
        self.text, self.ends = "\n".join([*lines, ""]), ends

    def with_any(self, marks: Iterable[str]) -> Iterator[int]:
        """The places of those in which one of these stands, in order; some more than once."""
        return merge(*map(self.having, marks))

    def having(self, mark: str) -> Iterator[int]:
        at = self.text.find(mark)
        while at >= 0:
            place = bisect_right(self.ends, at)
            yield place
            at = self.text.find(mark, self.ends[place])

    def has_any(self, place: int, marks: Iterable[str]) -> bool:
        start, end = self.ends[place - 1] if place else 0, self.ends[place]
        return any(self.text.find(mark, start, end) >= 0 for mark in marks)
