"""How titles are filed: without the article of their own language, marks and case set aside."""

import re

from people.folding import fold

# Articles a library skips, by the language of the title (the lists of MARC 21, appendix E).
ARTICLES = {
    "ar": ["al", "el"],
    "ca": ["el", "els", "l", "la", "les", "un", "una"],
    "da": ["de", "den", "det", "en", "et"],
    "de": ["das", "dem", "den", "der", "des", "die", "ein", "eine", "einem", "einen", "einer"],
    "el": ["η", "ο", "το", "οι", "τα", "ένα", "μια"],
    "en": ["a", "an", "the"],
    "es": ["el", "la", "las", "lo", "los", "un", "una", "unas", "unos"],
    "fr": ["l", "la", "le", "les", "un", "une"],
    "he": ["ha"],
    "hu": ["a", "az", "egy"],
    "is": ["hin", "hinn", "hið"],
    "it": ["gl", "gli", "i", "il", "l", "la", "le", "lo", "un", "una", "uno"],
    "nb": ["de", "den", "det", "ei", "en", "et"],
    "nl": ["de", "een", "het", "n", "t"],
    "pt": ["a", "as", "o", "os", "um", "uma"],
    "ro": ["o", "un"],
    "sv": ["de", "den", "det", "en", "ett"],
    "yi": ["der", "di", "dos"],
}
FIRST_WORD = re.compile(r"\W*(\w+)(['’]|[ -]|\s+)\W*(?=\w)")
NUMBER = re.compile(r"\d+")


def without_article(title: str, language: str) -> str:
    """
    The title without a first word that is an article of its language.

    >>> without_article("Die Fremde", "de"), without_article("Die Hard", "en")
    ('Fremde', 'Die Hard')
    """
    first = FIRST_WORD.match(title)
    articles = ARTICLES.get(language.partition("-")[0].lower(), ())
    if first and first[1].casefold() in articles:
        return title[first.end() :]
    return title


def letter_of(filed: str) -> str:
    """The letter a title is found under in an index, of what it is filed under."""
    return "0–9" if filed[:1].isdigit() else filed[:1].upper()


def sort_title(title: str, language: str = "") -> str:
    """
    What the title is filed under: folded, numbers in their numeric order.

    >>> sort_title("The 9th Room", "en") < sort_title("10 Rooms", "en")
    True
    """
    return NUMBER.sub(lambda number: number[0].zfill(6), fold(without_article(title, language)))
