"""
The orders of a list, of selections as an index holds them. SelectionQuerySet asks a database for
the same, with much more work for it: of each selection its first screening, or its main country.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from catalogue.index import Bits, Choices, Index

NEVER = datetime.max.replace(tzinfo=UTC)


def keys_in_order(
    index: Index, choice: Choices, order: str, countries: dict[str, int]
) -> list[int]:
    """
    The selections that a choice finds; equal ones by their titles, and what has nothing to go by
    last. `countries` are the places of countries by their names in the language at hand.
    """
    selections, screenings = index.left_by(choice)
    keys = index.keys(index.found(selections, screenings))
    if order == "title":
        return keys
    if order == "-title":
        places = first_places(index, keys)
        return sorted(keys, key=places.__getitem__, reverse=True)
    return sorted(keys, key=rank(index, order, screenings, countries))


def first_places(index: Index, keys: list[int]) -> dict[int, int]:
    """The place of each among titles; of those that are filed under the same, of the first."""
    firsts: dict[str, int] = {}
    return {
        key: firsts.setdefault(index.selections[key].filed, place) for place, key in enumerate(keys)
    }


def rank(
    index: Index, order: str, screenings: Bits, countries: dict[str, int]
) -> Callable[[int], Any]:
    rows = index.selections
    if order == "section":
        return lambda key: (rows[key].section_rank, rows[key].section)
    if order == "country":
        return lambda key: countries.get(rows[key].main_country, len(countries))
    if order == "screening":
        starts = index.first_starts(screenings)
        return lambda key: starts.get(key, NEVER)
    name = {"year": "year", "runtime": "minutes"}[order.lstrip("-")]
    sign = -1 if order.startswith("-") else 1
    return lambda key: known_first(getattr(rows[key], name), sign)


def known_first(number: int | None, sign: int) -> tuple[bool, int]:
    return (number is None, sign * (number or 0))
