"""
What the home of an edition shows beside its schedule, and the archive of all editions: read once
under a state of things.
"""

from typing import Any, NamedTuple

from catalogue.models import Edition, Section, Selection
from catalogue.remembered import Remembered

HIGHLIGHTS = 6

known = Remembered(most=2)
openings = Remembered(most=10)


class Opening(NamedTuple):
    """`figures` are numbers of films and of countries, `latest` keys of what was announced last."""

    sections: list[Section]
    figures: dict[str, int]
    latest: list[int]


def newest_edition(state: Any) -> Edition | None:
    """The newest that has anything public."""
    return known.recall(state, "newest", lambda: Selection.objects.public().editions().first())


def archive(state: Any) -> list[Edition]:
    """Every edition that has something public, the newest first, each with its `film_count`."""
    return known.recall(state, "all", counted)


def counted() -> list[Edition]:
    public = Selection.objects.public()
    return list(public.editions().with_counts(public))


def opening_of(edition: Edition, state: Any) -> Opening:
    return openings.recall(state, edition.year, lambda: read(edition))


def read(edition: Edition) -> Opening:
    public = Selection.objects.public().in_edition(edition.year)
    sections = public.sections().with_counts(public).with_descriptions()
    latest = public.newly_announced().values_list("pk", flat=True)[:HIGHLIGHTS]
    return Opening(list(sections), public.figures(), list(latest))
