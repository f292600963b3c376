"""
Filmographies as printed: by year, each line frozen as of its edition.

A line that names a film of our own archive takes its section from our own selection and links
to the film; one that names a film which is yet to be announced is left out until it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from catalogue.models import Edition, Film, Selection
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
    pending = yet_to_be_announced(selections)
    lines = [
        Line(entry, own)
        for entry in entries
        if (own := own_selection(entry, public)) or not may_mean_one_of(entry, pending)
    ]
    return [(year, list(lines)) for year, lines in groupby(lines, key=lambda line: line.entry.year)]


def own_selection(entry: FilmographyEntry, selections: list[Selection]) -> Selection | None:
    """The selection whose film has the entry's title and was made or shown in its year."""
    for selection in selections:
        years = (selection.film.year, selection.edition.year)
        if entry.year in years and bears_title(selection.film, entry):
            return selection
    return None


def may_mean_one_of(entry: FilmographyEntry, pending: list[Selection]) -> bool:
    """
    Whether the entry may well mean one of these: years are printed one off, or not at all, and
    in doubt nothing is given away.
    """
    for selection in pending:
        years = (entry.year, selection.film.year, selection.edition.year)
        is_near = None in years or any(abs(year - entry.year) <= 1 for year in years[1:])
        if is_near and bears_title(selection.film, entry):
            return True
    return False


def bears_title(film: Film, entry: FilmographyEntry) -> bool:
    return f"|{fold(entry.title)}|" in film.folded_titles


def yet_to_be_announced(selections: Iterable[Selection]) -> list[Selection]:
    """
    The selections of films that nobody may know of yet.

    A withdrawn film is not among them, nor one that was only considered for an edition that is
    over: that it was made is no secret.
    """
    public = {selection.film_id for selection in selections if selection.is_public}
    hidden = (selection for selection in selections if selection.film_id not in public)
    return [selection for selection in hidden if is_coming(selection)]


def is_coming(selection: Selection) -> bool:
    """Whether a hidden selection is still to be announced, or may be."""
    if selection.status == Selection.Status.CONFIRMED:
        return True
    return selection.status != Selection.Status.WITHDRAWN and not is_over(selection.edition)


def is_over(edition: Edition) -> bool:
    """Past its last day and its year; without days, past its year."""
    today = timezone.localdate(timezone=edition.zone)
    return edition.year < today.year and not (edition.ends_on and edition.ends_on >= today)
