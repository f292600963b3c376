"""The whole programme to be printed: every film of an edition by section, with its screenings."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from catalogue.models import Film, Language, Screening, Section, Selection


@dataclass(frozen=True)
class Entry:
    """A selection with what is printed of it; its facts line is made as on a film's own page."""

    selection: Selection
    screenings: list[Screening]

    @property
    def film(self) -> Film:
        return self.selection.film

    @property
    def selections(self) -> list[Selection]:
        return [self.selection]

    @property
    def countries(self) -> list[str]:
        return [row.country.name for row in self.film.film_countries.all()]

    @property
    def spoken(self) -> list[Language]:
        return [row.language for row in self.film.film_languages.all()]


def booklet_of(
    selections: Iterable[Selection], screenings: Iterable[Screening]
) -> list[tuple[Section, list[Entry]]]:
    """
    The entries under their sections, both in the order they come in.

    A screening of several films together stands with each of them that is among the selections.
    """
    shown: dict[int, list[Screening]] = defaultdict(list)
    for screening in screenings:
        for selection in subjects_of(screening):
            shown[selection].append(screening)
    entries = [Entry(selection, shown[selection.pk]) for selection in selections]
    return [
        (section, list(mine))
        for section, mine in groupby(entries, key=lambda entry: entry.selection.section)
    ]


def subjects_of(screening: Screening) -> list[int]:
    """The primary keys of the selections shown."""
    if screening.selection_id:
        return [screening.selection_id]
    return [slot.selection_id for slot in screening.programme.slots.all()]
