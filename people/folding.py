"""
Spelling set aside: what titles and names are compared, sorted and searched by.

One function, stored beside what it folds, because databases disagree about accents and none of
them folds Ł, Ø or Đ (FIELD b.3).
"""

import re
import unicodedata

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
NOT_WORDS = re.compile(r"[\W_]+")


MOST_WORDS = 8


def fold(text: str) -> str:
    """
    The text in lower case without marks or punctuation, words parted by one space.

    >>> fold("L’Été — Łódź & Sørensen")
    'lete lodz sorensen'
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = unicodedata.normalize("NFKD", plain).translate(LETTERS)
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return NOT_WORDS.sub(" ", APOSTROPHES.sub("", unicodedata.normalize("NFKC", bare))).strip()


def search_words(text: str) -> list[str]:
    """The folded words of a search, as many as one is answered for."""
    return fold(text).split()[:MOST_WORDS]
