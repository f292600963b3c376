"""The desk's table: chosen selections in chosen columns, sorted by several, in groups."""

from collections.abc import Iterator
from itertools import groupby, zip_longest
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext

from catalogue.desk.columns import BY_KEY, TITLE, Column
from catalogue.desk.filters import DeskFilter
from catalogue.desk.rows import Row, read_rows
from catalogue.facets import Facets
from catalogue.output.sheets import RowGroup, Sheet
from catalogue.proof.missing import LACKS
from catalogue.templatetags.programme import hours

NUMBER, SECTION = (format_html(' class="{}"', name) for name in ("number", "section"))
MOST_TO_ANNOUNCE = 100


class Head(NamedTuple):
    """A column's head: how it is sorted now, and the addresses that sort by it, alone or also."""

    name: str | Promise
    is_number: bool
    direction: str
    rank: int | None
    alone: str
    also: str


class Group(NamedTuple):
    """Rows that belong together; `tone` is their section's colour where they share one."""

    name: str
    rows: list[Row]
    tone: str = ""

    @property
    def count(self):
        return len(self.rows)

    @property
    def minutes(self):
        return sum(row.film.runtime_minutes or 0 for row in self.rows)

    @property
    def sums(self):
        words = ngettext("%(count)s selection", "%(count)s selections", self.count)
        return f"{words % {'count': self.count}} · {hours(self.minutes)}"

    @property
    def heading(self):
        return f"{self.name} · {self.sums}"


class Table:
    def __init__(self, desk_filter: DeskFilter, facets: Facets):
        self.filter = desk_filter
        self.facets = facets
        self.columns = [TITLE, *(BY_KEY[key] for key in desk_filter.column_keys if key != "title")]
        self.order = desk_filter.sort_keys
        self.grouping = desk_filter.choice.get("group", "")

    # Rows --------------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> list[Row]:
        rows = read_rows(self.filter.qs, self.needs)
        names = {lack: str(lack.name) for lack in LACKS}
        for row in rows:
            key = row.selection.pk
            row.selection.edition = self.filter.edition
            row.lacks = [names[lack] for lack in self.filter.lacks[key]]
            row.first = self.filter.firsts[key]
            row.change = self.filter.changes.get(key)
            row.weeks = self.filter.weeks.get(key)
        return self.sorted(rows)

    @property
    def to_announce(self) -> list[int]:
        """The keys of those that only want an hour; none where they are too many to look over."""
        confirmed = [row.selection for row in self.rows if row.selection.is_confirmed]
        keys = [selection.pk for selection in confirmed if not selection.is_public]
        return keys if len(keys) <= MOST_TO_ANNOUNCE else []

    @property
    def needs(self) -> set[str]:
        sorting = [BY_KEY[key.removeprefix("-")] for key in self.order]
        needs = {column.needs for column in [*self.columns, *sorting]}
        return needs | ({"countries"} if self.grouping == "country" else set())

    def sorted(self, rows: list[Row]) -> list[Row]:
        """By the last of the keys first, so that those before it decide; equal ones by title."""
        for key in reversed(self.order):
            rows = sorted_by(rows, BY_KEY[key.removeprefix("-")], key.startswith("-"))
        return rows

    @cached_property
    def all(self) -> Group:
        return Group("", self.rows)

    @cached_property
    def groups(self) -> list[Group]:
        """All rows in one, or a group for each section or main country, in the order of those."""
        if self.grouping == "section":
            return self.grouped(BY_KEY["section"])
        if self.grouping == "country":
            return self.grouped(BY_KEY["country"])
        return [self.all]

    def grouped(self, column: Column) -> list[Group]:
        rows = sorted_by(self.rows, column, False)
        groups = [list(rows) for _place, rows in groupby(rows, key=column.place)]
        return [Group(self.name_of(rows[0]), rows, self.tone_of(rows[0])) for rows in groups]

    def name_of(self, row: Row) -> str:
        """Of the group a row stands in: a co-production stands in its main country's."""
        if self.grouping == "section":
            return str(row.selection.section)
        return row.countries[0] if row.countries else gettext("no country")

    def tone_of(self, row: Row) -> str:
        return row.selection.section.colour if self.grouping == "section" else ""

    # Pages -------------------------------------------------------------------------------------

    def heads(self) -> Iterator[Head]:
        directions = {key.removeprefix("-"): key for key in self.order}
        for column in self.columns:
            now = directions.get(column.key, "")
            direction = ("descending" if now.startswith("-") else "ascending") if now else ""
            rank = list(directions).index(column.key) + 1 if now and len(directions) > 1 else None
            yield Head(
                column.name,
                column.is_number,
                direction,
                rank,
                self.facets.query(sort=turned(column.key, now if len(directions) == 1 else "")),
                self.facets.query(sort=",".join(also(self.order, column.key))),
            )

    def sorting(self) -> list[tuple[str, str]]:
        """What is chosen to sort by first, second and third, each with its label."""
        labels = [gettext("first by"), gettext("then by"), gettext("and then by")]
        return list(zip_longest(self.order[: len(labels)], labels, fillvalue=""))

    def shown(self):
        """The groups, each with the lines of its rows."""
        return ((group, self.lines(group)) for group in self.groups)

    def lines(self, group: Group):
        """(key, tone, title, address, public address, cells) of each row, for a template's loop."""
        for row in group.rows:
            selection, film = row.selection, row.film
            public = film.get_absolute_url() if selection.is_public else ""
            address = reverse("admin:catalogue_film_change", args=[film.pk])
            yield (
                selection.pk,
                selection.section.colour,
                film.title,
                address,
                public,
                self.cells(row),
            )

    def cells(self, row: Row) -> str:
        """All but the title: a loop of the template's own would take as long as all the rest."""
        others = self.columns[1:]
        return format_html_join(
            "", "<td{}>{}</td>", ((looks(one), one.shown(one.value(row))) for one in others)
        )

    # Files -------------------------------------------------------------------------------------

    def sheet(self) -> Sheet:
        """Exactly what is on screen: rows, columns, order and groups."""
        groups = [
            RowGroup(
                [[column.value(row) for column in self.columns] for row in group.rows],
                group.heading if self.grouping else "",
            )
            for group in self.groups
        ]
        return Sheet(self.filter.edition.name, [column.of_sheet for column in self.columns], groups)


def looks(column: Column) -> str:
    if column.is_number:
        return NUMBER
    return SECTION if column.key == "section" else ""


def sorted_by(rows: list[Row], column: Column, is_reversed: bool) -> list[Row]:
    """In the order of a column, what has nothing there last; equal ones as they were."""
    places = {id(row): column.place(row) for row in rows}
    known = [row for row in rows if places[id(row)] is not None]
    known.sort(key=lambda row: places[id(row)], reverse=is_reversed)
    return known + [row for row in rows if places[id(row)] is None]


def turned(key: str, now: str) -> str:
    """The key the other way round where it is sorted by already."""
    return f"-{key}" if now == key else key


def also(order: list[str], key: str) -> list[str]:
    """The order with one more key at its end; turned in its place where it is there already."""
    if key in order or f"-{key}" in order:
        return [turned(key, one) if one.removeprefix("-") == key else one for one in order]
    return [*order, key]
