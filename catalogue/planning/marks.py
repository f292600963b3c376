"""
The marks of a programme of one's own, as they stand in an address:
`?film=here-2023&screening=k7m2u7tt`. An address is all there is: nothing is kept on the server.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

MOST_MARKS = 120  # ten days of ten films and some more; a QR code holds as many
SLUG = re.compile(r"[-\w]{1,120}\Z")
CODE = re.compile(r"[a-z2-9]{8}\Z")


@dataclass(frozen=True)
class Marks:
    """Slugs of films and codes of screenings, each once, in the order they were marked."""

    films: tuple[str, ...] = ()
    screenings: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.films) + len(self.screenings)

    @property
    def query(self) -> str:
        """`?film=…&screening=…`; empty without marks."""
        pairs = [("film", slug) for slug in self.films]
        pairs += [("screening", code) for code in self.screenings]
        return f"?{urlencode(pairs)}" if pairs else ""

    def adding(self, film: str = "", screening: str = "") -> "Marks":
        return replace(
            self,
            films=once([*self.films, *filter(None, [film])]),
            screenings=once([*self.screenings, *filter(None, [screening])]),
        )

    def without(self, films: Iterable[str] = (), screenings: Iterable[str] = ()) -> "Marks":
        return Marks(
            tuple(slug for slug in self.films if slug not in films),
            tuple(code for code in self.screenings if code not in screenings),
        )


@dataclass(frozen=True)
class AskedMarks:
    """
    What an address asks for: marks that could be some, at most MOST_MARKS of them; how many were
    `misspelt`, so that nothing can be called that; and how many more were asked for.
    """

    marks: Marks
    misspelt: int
    surplus: int


def read_marks(films: Iterable[str], screenings: Iterable[str]) -> AskedMarks:
    asked_films, asked_screenings = once(films), once(screenings)
    taken_films = asked_films[:MOST_MARKS]
    taken_screenings = asked_screenings[: MOST_MARKS - len(taken_films)]
    marks = Marks(
        tuple(filter(SLUG.match, taken_films)), tuple(filter(CODE.match, taken_screenings))
    )
    taken = len(taken_films) + len(taken_screenings)
    return AskedMarks(marks, taken - len(marks), len(asked_films) + len(asked_screenings) - taken)


def once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
