"""Titles and texts of the invented archive, put together from words.toml, and free addresses."""

import tomllib
from functools import cache
from pathlib import Path
from random import Random

from people.addresses import slug_from

SENTENCES = 4


@cache
def read() -> dict:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


def language_of(country: str) -> str:
    """The language of a country's films, as BCP 47."""
    return read()["languages"].get(country, "en")


def title_in(language: str, chance: Random) -> str:
    """
    A title, in English where there are no words of that language.

    >>> title_in("it", Random(1))
    'Tra voci'
    """
    words = read()["title"].get(language) or read()["title"]["en"]
    return f"{chance.choice(words['beginning'])} {chance.choice(words['end'])}"


def has_titles(language: str) -> bool:
    return language in read()["title"]


def text_in(language: str, chance: Random, sentences: int = SENTENCES) -> str:
    parts = read()["text"][language].values()
    written = (" ".join(chance.choice(part) for part in parts) for _ in range(sentences))
    return " ".join(f"{sentence}." for sentence in written)


class Slugs:
    """Addresses for records that are inserted without being saved one by one."""

    def __init__(self):
        self.taken: set[str] = set()
        self.last: dict[str, int] = {}

    def free(self, words: str) -> str:
        """The first of `words`, `words-2`, `words-3` … that was not given out yet."""
        slug = words = slug_from(words)
        while slug in self.taken:
            self.last[words] = self.last.get(words, 1) + 1
            slug = f"{words}-{self.last[words]}"
        self.taken.add(slug)
        return slug
