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
    """One work a film, the newest edition first; a film of several editions by its newest."""
    by_film: dict[int, list[Credit]] = {}
    for credit in credits:
        by_film.setdefault(credit.film_id, []).append(credit)
    newest = {}
    for selection in sorted(selections, key=lambda s: -s.edition.year):
        newest.setdefault(selection.film_id, selection)
    return [Work(selection, by_film.get(film, [])) for film, selection in newest.items()]
