"""What somebody did for the films of our own archive."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.models import Credit, Selection


@dataclass(frozen=True)
class Work:
    """A film, by its newest selection, and the credits somebody has on it."""

    selection: Selection
    credits: list[Credit]


def works_of(credits: Iterable[Credit], selections: Iterable[Selection]) -> list[Work]:
    """One work a film: of several selections the first, in their order."""
    by_film: dict[int, list[Credit]] = {}
    for credit in credits:
        by_film.setdefault(credit.film_id, []).append(credit)
    first: dict[int, Selection] = {}
    for selection in selections:
        first.setdefault(selection.film_id, selection)
    return [Work(selection, by_film.get(film, [])) for film, selection in first.items()]
