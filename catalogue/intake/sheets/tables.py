"""A sheet as it was sent: a header, rows of text, and what was wrong with the file."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext

MAX_BYTES = 20_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 300
MAX_CELL = 50_000
SHOWN_OF_CELL = 200
HEADER_AMONG = 10
# What our own lists write above the rows of a group: "Panorama · 12 selections · 20 h".
GROUP_HEADING = re.compile(r".* · \d+ [^·]+ · \d.*")


class UnreadableSheetError(Exception):
    """Says in a sentence why a file cannot be read as a sheet at all."""


@dataclass(frozen=True)
class Problem:
    """What is wrong in a file, and where: the row as a spreadsheet numbers it, and the column."""

    row: int | None
    column: str
    message: str

    def __str__(self) -> str:
        place = [gettext("row %(row)s") % {"row": self.row}] if self.row else []
        place += [self.column] if self.column else []
        told = ", ".join(place)
        return f"{told[:1].upper()}{told[1:]}: {self.message}" if told else self.message


@dataclass(frozen=True)
class Row:
    """A row's cells, one for each of the header; one with flaws is shown and not recorded."""

    number: int
    cells: tuple[str, ...]
    flaws: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class RawRow:
    """A row as its file has it: cells of any number and length, and what the reader says of it."""

    number: int
    cells: list[str]
    flaws: tuple[str, ...] = ()


@dataclass
class Tidying:
    """Raw rows on their way to a table."""

    problems: list[Problem] = field(default_factory=list)

    def table(self, rows: Iterable[RawRow]) -> Table:
        lines = self.filled(rows)
        header = self.header(lines)
        kept = []
        for row in lines:
            if len(row.cells) == 1 < len(header) and GROUP_HEADING.fullmatch(row.cells[0]):
                continue
            if len(kept) == MAX_ROWS:
                message = gettext("There are more than %(most)s rows: from here none is read.")
                self.problems.append(Problem(row.number, "", message % {"most": MAX_ROWS}))
                break
            kept.append(self.row(row, header))
        return Table(header, tuple(kept), tuple(self.problems))

    def filled(self, rows: Iterable[RawRow]) -> Iterator[RawRow]:
        for row in rows:
            last = max((i for i, cell in enumerate(row.cells) if cell.strip()), default=-1)
            cells = [without_controls(cell).strip() for cell in row.cells[: last + 1]]
            if cells:
                yield RawRow(row.number, cells, row.flaws)

    def header(self, rows: Iterator[RawRow]) -> tuple[str, ...]:
        """The first row of two names or more; a title may stand above it."""
        first = None
        for row in rows:
            first = first or row
            if len(list(filter(None, row.cells))) > 1 or row.number > HEADER_AMONG:
                return self.names(row)
        if first:
            return self.names(first)
        raise UnreadableSheetError(gettext("The file is empty."))

    def names(self, row: RawRow) -> tuple[str, ...]:
        if len(row.cells) > MAX_COLUMNS:
            message = gettext("There are %(count)s columns: the first %(most)s are read.")
            numbers = {"count": len(row.cells), "most": MAX_COLUMNS}
            self.problems.append(Problem(row.number, "", message % numbers))
        names = tuple(name[:SHOWN_OF_CELL] for name in row.cells[:MAX_COLUMNS])
        for name in dict.fromkeys(filter(None, names)):
            places = [column_letters(i) for i, other in enumerate(names, 1) if other == name]
            if len(places) > 1:
                message = gettext("The header is there %(count)s times: in columns %(places)s.")
                told = {"count": len(places), "places": ", ".join(places)}
                self.problems.append(Problem(row.number, name, message % told))
        return names

    def row(self, row: RawRow, header: tuple[str, ...]) -> Row:
        flaws = [*row.flaws]
        if len(row.cells) > len(header) and len(header) < MAX_COLUMNS:
            message = gettext("It has %(count)s cells, the header has %(names)s.")
            flaws.append(message % {"count": len(row.cells), "names": len(header)})
        cells = (row.cells + [""] * (len(header) - len(row.cells)))[:MAX_COLUMNS]
        for place, cell in enumerate(cells):
            if len(cell) > MAX_CELL:
                message = gettext("%(column)s: %(count)s characters, %(most)s at most.")
                column = (header[place] if place < len(header) else "") or column_letters(place + 1)
                told = {"column": column, "count": len(cell), "most": MAX_CELL}
                flaws.append(message % told)
                cells[place] = f"{cell[:SHOWN_OF_CELL]}…"
        return Row(row.number, tuple(cells), tuple(flaws))


def without_controls(text: str) -> str:
    """
    The text with its line breaks, and without what no database or page can hold.

    >>> without_controls("a\\x00b\\r\\nc")
    'ab\\nc'
    """
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in text if one in "\n\t" or (one >= " " and not is_unstorable(one)))


def is_unstorable(letter: str) -> bool:
    return "\x7f" <= letter <= "\x9f" or "\ud800" <= letter <= "\udfff" or letter in "\ufffe\uffff"


def column_letters(number: int) -> str:
    """
    A column as spreadsheets name it.

    >>> column_letters(1), column_letters(27)
    ('A', 'AA')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
