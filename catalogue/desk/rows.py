"""What a row of the desk's table knows of a selection: read in a few queries, however many."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from catalogue.first_films import UNKNOWN
from catalogue.models import (
    Country,
    Credit,
    FilmCountry,
    FilmLanguage,
    Language,
    ProgrammeSlot,
    Screening,
    Section,
    Selection,
)
from catalogue.models.selection_queries import SelectionQuerySet
from people.models import Change


class Director(NamedTuple):
    name: str
    filed_name: str


@dataclass
class Row:
    """A selection, and what was read of it because a column or the order needs it."""

    selection: Selection
    directors: list[Director] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    screenings: list[datetime] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)
    first: str = UNKNOWN
    change: Change | None = None
    weeks: int | None = None

    @property
    def film(self):
        return self.selection.film


def read_directors(selections):
    credits = Credit.objects.directors().filter(film__in=films_of(selections))
    rows = credits.values_list("film", "credited_as", "person__name", "person__folded_sort_name")
    return gathered((film, Director(printed or name, filed)) for film, printed, name, filed in rows)


def read_countries(selections):
    rows = FilmCountry.objects.filter(film__in=films_of(selections))
    return named(Country, rows.values_list("film", "country"))


def read_languages(selections):
    rows = FilmLanguage.objects.filter(film__in=films_of(selections))
    return named(Language, rows.values_list("film", "language"))


def named(model, pairs):
    """The names of the records under their films, each made once."""
    names = {record.pk: str(record) for record in model.objects.all()}
    return gathered((film, names[key]) for film, key in pairs)


def read_screenings(selections):
    """The hours each is shown at, alone and in programmes of shorts, cancelled ones left out."""
    going_ahead = Screening.objects.going_ahead().order_by()
    keys = selections.order_by().values("pk")
    alone = going_ahead.filter(selection__in=keys).values_list("selection", "starts_at")
    slots = ProgrammeSlot.objects.filter(selection__in=keys).order_by()
    together = slots.filter(programme__screenings__in=going_ahead).values_list(
        "selection", "programme__screenings__starts_at"
    )
    return gathered(sorted(alone.union(together), key=lambda row: row[1]))


def films_of(selections):
    return selections.order_by().values("film")


def gathered(pairs):
    """Every value under its key, in the order they come."""
    found = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


OF_FILMS = {
    "directors": read_directors,
    "countries": read_countries,
    "languages": read_languages,
}
OF_SELECTIONS = {"screenings": read_screenings}


def read_rows(selections: SelectionQuerySet, needs: Collection[str]) -> list[Row]:
    """A row of each of these selections, in their order, with the lists that are needed."""
    sections = Section.objects.in_bulk()
    lists = {
        name: read(selections) for name, read in (OF_FILMS | OF_SELECTIONS).items() if name in needs
    }
    rows = []
    found = selections.select_related("film", "premiere_country").with_visibility().with_hour()
    for selection in found:
        selection.section = sections[selection.section_id]
        keys = {name: selection.film_id if name in OF_FILMS else selection.pk for name in lists}
        rows.append(Row(selection, **{name: lists[name].get(keys[name], []) for name in lists}))
    return rows
