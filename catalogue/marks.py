"""The words of a search found again in what is shown: marked, and cut out of a longer text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from people.folding import APOSTROPHES, fold
from people.words import SHORTEST_BEGINNING, is_unspaced, parts_of

BEFORE = 70
AFTER = 130
PLAIN_WORD = re.compile(r"[0-9A-Za-z'`]+")


class Span(NamedTuple):
    start: int
    end: int


@lru_cache(4096)
def is_of_a_word(letter: str) -> bool:
    """Letters and figures, ™ and ㉠ too, and what stands in words: marks, apostrophes, joiners."""
    kind = unicodedata.category(letter)
    if kind[0] == "M" or kind == "Cf" or APOSTROPHES.match(letter):
        return True
    return letter.isalnum() or any(one.isalnum() for one in fold(letter))


def stands_in(part: str, text: str) -> bool:
    """Whether a word of the text begins with the part, as the search finds it."""
    return not missing_in(text, [part])


def missing_in(text: str, parts: Iterable[str]) -> list[str]:
    """Those of the parts that no word of the text begins with."""
    if is_plain(text):
        return [part for part in parts if not in_plain_text((part,)).search(text)]
    words = [word for _start, word in words_of(text)]
    kinds = [(part, Beginnings.of((part,))) for part in parts]
    return [part for part, one in kinds if not any(map(one.begin, words))]


def spans_of(text: str, parts: Iterable[str]) -> Iterator[Span]:
    """Where words of the text begin with one of the folded parts: whole words, in order."""
    if is_plain(text):
        yield from (Span(*found.span()) for found in in_plain_text(tuple(parts)).finditer(text))
        return
    beginnings = Beginnings.of(tuple(parts))
    for start, word in words_of(text):
        if beginnings.begin(word):
            yield from narrowed(word, start, parts)


def is_plain(text: str) -> bool:
    """Whether it is made of letters that fold each by itself, and every word of a run of them."""
    return text.isascii() and not APOSTROPHES.search(text)


@lru_cache(256)
def in_plain_text(parts: tuple[str, ...]) -> re.Pattern[str]:
    """The words of a plain text that begin with one of the folded parts."""
    first, alone, _anywhere = Beginnings.of(parts)
    begun = [rf"{re.escape(part)}[0-9a-z]*" for part in first]
    whole = [rf"{re.escape(part)}(?![0-9a-z])" for part in alone]
    return re.compile(rf"(?<![0-9a-z])(?:{'|'.join([*begun, *whole]) or '(?!)'})", re.I | re.A)


class Beginnings(NamedTuple):
    """The folded parts of a search by how they have to stand in a folded word."""

    first: tuple[str, ...]
    alone: tuple[str, ...]
    anywhere: tuple[str, ...]

    @staticmethod
    @lru_cache(256)
    def of(parts: tuple[str, ...]) -> "Beginnings":
        anywhere = tuple(part for part in parts if is_unspaced(part[0]))
        spaced = [part for part in parts if part not in anywhere]
        alone = tuple(part for part in spaced if len(part) < SHORTEST_BEGINNING)
        return Beginnings(tuple(p for p in spaced if p not in alone), alone, anywhere)

    def begin(self, word: str) -> bool:
        """Whether the word, as it is written, begins with any of them."""
        for one in folded(word):
            if one.startswith(self.first) or one in self.alone:
                return True
            if self.anywhere and any(part in one for part in self.anywhere):
                return True
        return False


def words_of(text: str) -> Iterator[tuple[int, str]]:
    """Where each word of the text begins, and the word as it is written."""
    if text.isascii():
        yield from ((found.start(), found[0]) for found in PLAIN_WORD.finditer(text))
        return
    start = 0
    for is_word, letters in groupby(text, is_of_a_word):
        word = "".join(letters)
        if is_word:
            yield start, word
        start += len(word)


@lru_cache(4096)
def folded(word: str) -> tuple[str, ...]:
    return tuple(parts_of(word))


def narrowed(word: str, start: int, parts: Iterable[str]) -> Iterator[Span]:
    """The word, less an apostrophe around it; of a run without spaces only what was asked for."""
    for part in parts:
        here = word.find(part)
        if is_unspaced(part[0]) and here >= 0:
            yield Span(start + here, start + here + len(part))
            return
    bare = APOSTROPHES.sub(" ", word)
    yield Span(start + len(bare) - len(bare.lstrip()), start + len(bare.rstrip()))


def marked(text: str, parts: Iterable[str]) -> SafeString:
    """The text, escaped, with <mark> around the words that begin with one of the folded parts."""
    pieces = []
    end = 0
    for span in spans_of(text, parts):
        marked_word = escape(text[span.start : span.end])
        pieces += [escape(text[end : span.start]), "<mark>", marked_word, "</mark>"]
        end = span.end
    return mark_safe("".join([*pieces, escape(text[end:])]))  # noqa: S308 - each is escaped


def excerpt(text: str, parts: Iterable[str]) -> str:
    """
    The piece of a text around the first word that is found, cut between words; "" where none is.
    """
    text = " ".join(text.split())
    first = next(spans_of(text, parts), None)
    if not first:
        return ""
    start, end = max(0, first.start - BEFORE), min(len(text), first.end + AFTER)
    if start:
        start = max(text.find(" ", start, first.start) + 1, start)
    if end < len(text):
        end = max(text.rfind(" ", first.end, end), first.end)
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
