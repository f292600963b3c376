"""A large CSV file, row by row, in as much memory as its largest row takes."""

import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext

from catalogue.intake.files import UTF_16_MARKS
from catalogue.intake.sheets.tables import UnreadableSheetError

MAX_ROW = 20_000_000
MAX_LINES = 500
MAX_CELL = 2_000_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class LoadRow:
    """
    A row's cells by the name of their column, and where in the file it ends, in bytes. One with
    flaws is refused; of one with notes somebody should know.
    """

    number: int
    cells: dict[str, str]
    end: int = 0
    flaws: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_rows(path: str, required: tuple[str, ...]) -> Iterator[LoadRow]:
    """
    The rows of a file below its header, numbered as a spreadsheet numbers them.

    Raises UnreadableSheetError where it is no CSV, or lacks one of the columns.
    """
    csv.field_size_limit(MAX_ROW + 1)
    with Path(path).open("rb") as file:
        lines = Lines(file)
        header = header_of(lines, required)
        while (record := lines.record(len(header))) is not None:
            yield as_row(record, header, lines)


def size_of(path: str) -> int:
    return Path(path).stat().st_size


def header_of(lines: "Lines", required: tuple[str, ...]) -> tuple[str, ...]:
    record = lines.record(None)
    names = tuple(cell.strip().lower() for cell in record.cells or ()) if record else ()
    missing = [name for name in required if name not in names]
    if missing:
        message = gettext("The file lacks the columns %(columns)s.")
        raise UnreadableSheetError(message % {"columns": ", ".join(missing)})
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        message = gettext("The header has the columns %(columns)s more than once.")
        raise UnreadableSheetError(message % {"columns": ", ".join(twice)})
    return names


def as_row(record: "Record", header: tuple[str, ...], lines: "Lines") -> LoadRow:
    flaws, notes = [*record.flaws], []
    cells = dict(zip(header, record.cells or (), strict=False))
    if record.cells is not None and len(record.cells) != len(header):
        message = gettext("It has %(count)s cells, the header has %(names)s.")
        flaws.append(message % {"count": len(record.cells), "names": len(header)})
    for name, cell in cells.items():
        if len(cell) > MAX_CELL:
            message = gettext("%(column)s: %(count)s characters, %(most)s at most.")
            notes.append(message % {"column": name, "count": len(cell), "most": MAX_CELL})
            cells[name] = ""
        elif is_undecoded(cell):
            message = gettext("%(column)s: It is not in UTF-8, and was read as Windows-1252.")
            notes.append(message % {"column": name})
            cells[name] = cell.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return LoadRow(record.number, cells, lines.position, tuple(flaws), tuple(notes))


def is_undecoded(cell: str) -> bool:
    """Whether bytes stand in it that UTF-8 has no sign for."""
    return not cell.isascii() and any("\udc80" <= sign <= "\udcff" for sign in cell)


# ---- Records ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Record:
    number: int
    cells: list[str] | None
    flaws: tuple[str, ...] = ()


class Lines:
    """The lines of a file, put together to rows: a cell in quotes may run over several."""

    def __init__(self, file: BinaryIO):
        self.file, self.position, self.number = file, 0, 0
        self.put_back: deque[bytes] = deque()

    def record(self, width: int | None) -> Record | None:
        """
        The next row; None at the end. Where its quotes are never closed, or closed so late that it
        has not as many cells as the header, it is its first line alone, with a flaw.
        """
        line = self.line()
        while line and not line.strip():
            self.number += 1
            line = self.line()
        if not line:
            return None
        self.number += 1
        if len(line) >= MAX_ROW:
            self.skip_line()
            message = gettext("The row has more than %(most)s MB.") % {"most": MAX_ROW // 1_000_000}
            return Record(self.number, None, (message,))
        more = self.rest_of(line)
        cells = cells_of(b"".join([line, *more])) if more is not None else None
        if more and width and (cells is None or len(cells) != width):
            self.give_back(more)
            cells = None
        if cells is None:
            message = gettext("A quote is opened and never closed, or closed amid a cell.")
            return Record(self.number, None, (message,))
        return Record(self.number, cells)

    def line(self) -> bytes:
        line = self.put_back.popleft() if self.put_back else self.file.readline(MAX_ROW)
        if not self.position and line.startswith(UTF_16_MARKS):
            raise UnreadableSheetError(gettext("The file is in UTF-16: save it as UTF-8."))
        is_first = not self.position
        self.position += len(line)
        return line.removeprefix(BYTE_ORDER_MARK) if is_first else line

    def rest_of(self, line: bytes) -> list[bytes] | None:
        """The further lines of a row that begins so; None where no line ends it."""
        quotes, size, more = line.count(b'"'), len(line), []
        while quotes % 2:
            further = self.line()
            more += [further] if further else []
            size += len(further)
            if not further or len(more) > MAX_LINES or size > MAX_ROW:
                self.give_back(more)
                return None
            quotes += further.count(b'"')
        return more

    def give_back(self, lines: list[bytes]) -> None:
        self.position -= sum(map(len, lines))
        self.put_back.extendleft(reversed(lines))

    def skip_line(self) -> None:
        while (line := self.line()) and not line.endswith(b"\n"):
            pass


def cells_of(record: bytes) -> list[str] | None:
    """
    The cells of a row in bytes; None where its quotes are broken.

    >>> cells_of(b'1,"a, b",c'), cells_of(b'1,"a"b,c')
    (['1', 'a, b', 'c'], None)
    """
    text = record.decode("utf-8", "surrogateescape").replace("\0", "")
    try:
        return next(csv.reader(io.StringIO(text, newline=""), strict=True), None)
    except csv.Error:
        return None
