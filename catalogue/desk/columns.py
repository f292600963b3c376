"""The columns of the desk's table: what each shows of a row, and what it is sorted by."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue import first_films
from catalogue.desk.rows import Row
from catalogue.models import Film, Selection
from catalogue.output.sheets import Kind, SheetColumn
from people.folding import fold

STATUSES = list(Selection.Status.values)
PREMIERES = list(Selection.Premiere.values)
STANDINGS = list(first_films.CHOICES)


@dataclass(frozen=True)
class Column:
    """
    `value` is what sheets hold, of its kind; `shown` how a page writes it, and `order` what rows
    are sorted by, where that is something else: None comes last, up or down.
    """

    key: str
    name: str | Promise
    value: Callable[[Row], Any]
    kind: Kind = Kind.TEXT
    order: Callable[[Row], Any] | None = None
    unit: str = ""
    needs: str = ""
    is_usual: bool = False

    @property
    def is_number(self):
        return self.kind is Kind.NUMBER

    @property
    def descending(self):
        return f"-{self.key}"

    def shown(self, value: Any) -> str:
        """A value as a page writes it."""
        if value is None:
            return ""
        if self.kind is Kind.LIST:
            return ", ".join(value)
        if self.kind is Kind.DAY:
            return date_format(value, gettext("j M Y"))
        if self.kind is Kind.HOUR:
            return date_format(value, gettext("j M Y, H:i"))
        return f"{value}{self.unit}"

    def place(self, row: Row) -> Any:
        if self.order:
            return self.order(row)
        value = self.value(row)
        if self.kind is Kind.LIST:
            return fold(value[0]) if value else None
        return (fold(value) or None) if self.kind is Kind.TEXT else value

    @property
    def of_sheet(self) -> SheetColumn:
        return SheetColumn(self.key, self.name, self.kind)


def names_of_directors(row):
    return [director.name for director in row.directors]


def worded(choices, value):
    """A choice in words; as Django's get_…_display, which is slow over a thousand rows."""
    return str(choices(value).label) if value else ""


def premiere(row):
    """As printed; where it is neither of a region nor of a country, the short way."""
    selection = row.selection
    if selection.premiere_region or selection.premiere_country_id:
        return selection.premiere
    return worded(Selection.Premiere, selection.premiere_status)


def in_order_of(values, value):
    return values.index(value) if value in values else None


def public_from(row):
    """The hour a confirmed selection goes public, on the festival's clocks."""
    selection = row.selection
    if selection.status != Selection.Status.CONFIRMED or not selection.public_from:
        return None
    return timezone.localtime(selection.public_from, selection.edition.zone)


def first_screening(row):
    return (
        timezone.localtime(row.screenings[0], row.selection.edition.zone)
        if row.screenings
        else None
    )


def last_changed(row):
    return timezone.localtime(row.change.at, row.selection.edition.zone) if row.change else None


COLUMNS = [
    Column("title", _("Title"), lambda row: row.film.title, order=lambda row: row.film.sort_title),
    Column("original", _("Original title"), lambda row: row.film.original_title),
    Column(
        "director",
        _("Director"),
        names_of_directors,
        Kind.LIST,
        order=lambda row: row.directors[0].filed_name if row.directors else None,
        needs="directors",
        is_usual=True,
    ),
    Column(
        "section",
        _("Section"),
        lambda row: str(row.selection.section),
        order=lambda row: (row.selection.section.position, row.selection.section.slug),
        is_usual=True,
    ),
    Column(
        "country",
        _("Countries"),
        lambda row: row.countries,
        Kind.LIST,
        needs="countries",
        is_usual=True,
    ),
    Column("year", _("Year"), lambda row: row.film.year, Kind.NUMBER, is_usual=True),
    Column(
        "runtime",
        _("Runtime"),
        lambda row: row.film.runtime_minutes,
        Kind.NUMBER,
        unit="′",
        is_usual=True,
    ),
    Column("language", _("Language"), lambda row: row.languages, Kind.LIST, needs="languages"),
    Column("form", _("Form"), lambda row: worded(Film.Form, row.film.form)),
    Column(
        "premiere",
        _("Premiere status"),
        premiere,
        order=lambda row: in_order_of(PREMIERES, row.selection.premiere_status),
        is_usual=True,
    ),
    Column(
        "first",
        _("First film"),
        lambda row: str(first_films.CHOICES[row.first]),
        order=lambda row: STANDINGS.index(row.first),
    ),
    Column(
        "status",
        _("Status"),
        lambda row: worded(Selection.Status, row.selection.status),
        order=lambda row: STATUSES.index(row.selection.status),
        is_usual=True,
    ),
    Column("public", _("Public from"), public_from, Kind.HOUR),
    Column("position", _("Position"), lambda row: row.selection.position, Kind.NUMBER),
    Column(
        "age", _("Age recommendation"), lambda row: row.selection.age_recommendation, Kind.NUMBER
    ),
    Column("screening", _("First screening"), first_screening, Kind.HOUR, needs="screenings"),
    Column(
        "screenings",
        _("Screenings"),
        lambda row: len(row.screenings),
        Kind.NUMBER,
        needs="screenings",
    ),
    Column("weeks", _("Weeks in its state"), lambda row: row.weeks, Kind.NUMBER),
    Column("editor", _("Last changed by"), lambda row: row.change.user_name if row.change else ""),
    Column("changed", _("Last changed"), last_changed, Kind.HOUR),
    Column(
        "missing",
        _("Missing"),
        lambda row: row.lacks,
        Kind.LIST,
        order=lambda row: len(row.lacks),
        is_usual=True,
    ),
]
BY_KEY = {column.key: column for column in COLUMNS}
TITLE = COLUMNS[0]
CHOICES = COLUMNS[1:]
"""Those to choose from; the title is always there, and first."""
USUAL = [column.key for column in CHOICES if column.is_usual]
