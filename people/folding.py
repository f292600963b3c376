"""
Spelling set aside: what titles and names are compared, sorted and searched by.

One function, stored beside what it folds, because databases disagree about accents and none of
them folds Ł, Ø or Đ (FIELD b.3).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Letters that Unicode does not take apart, as libraries file them.
LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ı": "i",
        "ə": "e",
    }
)
APOSTROPHES = re.compile(r"['’‘ʼʻ`´]")
# Scripts whose marks a reader may leave out; in all others a mark is as good as a letter.
MARKS_SET_ASIDE = ("LATIN ", "GREEK ", "CYRILLIC ", "HEBREW ", "ARABIC ")
# What Arabic writes on a bearer: left out on an alef, part of the letter on any other.
HAMZAS = "\u0653\u0654\u0655"
ALEF = "\u0627"
SELECTORS = ("VARIATION SELECTOR", "MONGOLIAN FREE VARIATION", "COMBINING GRAPHEME JOINER")
ZERO_WIDTH_SPACE = "\u200b"
# More marks in a row than any language writes; to put a run in order takes the square of its time.
TOO_MANY_MARKS = re.compile(r"((?:[^\w\s]|[\uff9e\uff9f]){30})(?:[^\w\s]|[\uff9e\uff9f])+")
# Of plain letters each is folded by itself.
PLAIN = {
    code: None if APOSTROPHES.match(letter) else letter.lower() if letter.isalnum() else " "
    for code, letter in enumerate(map(chr, range(128)))
}


def fold(text: str) -> str:
    """
    The text in lower case without marks or punctuation, words parted by one space.

    Marks go where a reader may leave them out, as on é, й or a pointed Hebrew letter; they stay
    where they make another letter of it: the dakuten of ガ, the vowel signs of India and Thailand.

    >>> fold("L’Été — Łódź & Sørensen"), fold("ガラス!")
    ('lete lodz sorensen', 'ガラス')
    """
    text = TOO_MANY_MARKS.sub(r"\1", text)
    if text.isascii():
        return " ".join(text.translate(PLAIN).split())
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = unicodedata.normalize("NFKD", plain).translate(LETTERS)
    bare = "".join(letters_of_words(APOSTROPHES.sub("", plain)))
    bare = TOO_MANY_MARKS.sub(r"\1", bare)
    return " ".join(unicodedata.normalize("NFC", bare).split())


def letters_of_words(decomposed: str) -> Iterator[str]:
    """Letters and figures with the marks that are part of them, a space for what parts words."""
    bearer = " "
    for letter in decomposed:
        if letter.isalnum():
            bearer = letter
            yield letter
            continue
        kind = unicodedata.category(letter)
        if kind[0] == "M":
            if is_part_of(bearer, letter):
                yield letter
        elif kind != "Cf" or letter == ZERO_WIDTH_SPACE:
            bearer = " "
            yield " "


@lru_cache(4096)
def is_part_of(letter: str, mark: str) -> bool:
    """Whether the mark makes another letter of this one."""
    if not letter.isalpha() or unicodedata.category(mark) == "Me":
        return False
    if unicodedata.name(mark, "").startswith(SELECTORS):
        return False
    script = unicodedata.name(letter, "")
    if script.startswith("ARABIC ") and mark in HAMZAS:
        return letter != ALEF
    return not script.startswith(MARKS_SET_ASIDE)
