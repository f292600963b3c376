"""
The picture of countries: a tile for every country of today, where vocabularies/tiles.txt puts it.

Below the world stand, in a row of their own, countries with films that have no place on it: those
that are no more, and any a festival added.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from catalogue.models import Country
from catalogue.vocabularies import tiles

STEP = 22  # units of the drawing from tile to tile, two of them the gap
COLUMNS = 31


@dataclass(frozen=True)
class Tile:
    """A square at these units from the top left; with a `country` only where that has films."""

    x: int
    y: int
    letters: str
    country: Country | None = None

    @property
    def tone(self) -> int:
        """How strongly it is coloured: 1 for one film, 2 up to 3, 3 up to 7, 4 for more."""
        return min(4, self.country.film_count.bit_length())


@dataclass(frozen=True)
class Picture:
    empty: list[Tile]
    tiles: list[Tile]
    """Those with films, from north to south."""
    width: int
    height: int


@cache
def places() -> dict[str, tuple[int, int]]:
    return tiles()


def picture_of(countries: Iterable[Country]) -> Picture:
    """Countries with the number of their films as `film_count`; each stands on it once."""
    by_code = {country.code: country for country in countries}
    world = places()
    rows = 1 + max(row for _column, row in world.values())
    others = [code for code in by_code if code not in world]
    below = {
        code: (place % COLUMNS, rows + 1 + place // COLUMNS) for place, code in enumerate(others)
    }
    drawn = [
        Tile(column * STEP, row * STEP, code[:2], by_code.get(code))
        for code, (column, row) in (world | below).items()
    ]
    return Picture(
        empty=[tile for tile in drawn if not tile.country],
        tiles=[tile for tile in drawn if tile.country],
        width=COLUMNS * STEP,
        height=max(tile.y for tile in drawn) + STEP,
    )
