"""
Filmographies as printed: by year, each line frozen as of its edition.

A line that names a film of our own archive takes its section from our own selection and links
to the film; one that names a film which is yet to be announced is left out until it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from catalogue.models import Selection
from people.folding import fold
from people.models import FilmographyEntry


@dataclass(frozen=True)
class Line:
    """A filmography entry and, where the film was shown here, the selection it was shown by."""

    entry: FilmographyEntry
    selection: Selection | None

    @property
    def section(self) -> str:
        section = str(self.selection.section) if self.selection else self.entry.section
        return "" if repeats(section, self.entry.get_kind_display()) else section


def repeats(section: str, kind: str) -> bool:
    """Whether a section's name says no more than the kind: “Shorts” after “short film”."""
    first_word = fold(kind).partition(" ")[0]
    return bool(first_word) and " " not in section and fold(section).startswith(first_word)


def by_year(
    entries: Iterable[FilmographyEntry], selections: Iterable[Selection]
) -> list[tuple[int | None, list[Line]]]:
    """
    The lines of a filmography under their years, in their order.

    `selections` are all those of films by the same person, with their visibility and films: the
    public ones are linked to, and a film that is yet to be announced is not named.
    """
    public = [selection for selection in selections if selection.is_public]
    pending = titles_pending(selections)
    lines = [
        Line(entry, own_selection(entry, public))
        for entry in entries
        if f"|{fold(entry.title)}|" not in pending
    ]
    return [(year, list(lines)) for year, lines in groupby(lines, key=lambda line: line.entry.year)]


def own_selection(entry: FilmographyEntry, selections: list[Selection]) -> Selection | None:
    """The selection whose film has the entry's title and was made or shown in its year."""
    title = f"|{fold(entry.title)}|"
    for selection in selections:
        years = (selection.film.year, selection.edition.year)
        if title in selection.film.folded_titles and entry.year in years:
            return selection
    return None


def titles_pending(selections: Iterable[Selection]) -> str:
    """
    The folded titles of films that are to be shown and that nobody may know of yet.

    A withdrawn film is not among them: that it was made is no secret.
    """
    public = {selection.film_id for selection in selections if selection.is_public}
    return "".join(
        selection.film.folded_titles
        for selection in selections
        if selection.film_id not in public and selection.status != Selection.Status.WITHDRAWN
    )
