"""XLSX: the first sheet of a workbook, as the values it shows."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext

from catalogue.intake.sheets.tables import (
    MAX_COLUMNS,
    MAX_ROWS,
    RawRow,
    UnreadableSheetError,
    column_letters,
)

MAX_UNPACKED = 100_000_000
MAX_PARTS = 2_000
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_workbook(data: bytes) -> Iterator[RawRow]:
    """The rows of the first sheet; formulas by the value that was kept with them."""
    check_size(data)
    from openpyxl import load_workbook  # only who imports one waits for it

    try:
        values = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        formulas = load_workbook(io.BytesIO(data), read_only=True)
        yield from rows(values.worksheets[0], formulas.worksheets[0])
    except UnreadableSheetError:
        raise
    except Exception as error:  # a damaged file makes the library raise anything
        message = gettext("The workbook is damaged and cannot be read.")
        raise UnreadableSheetError(message) from error


def check_size(data: bytes) -> None:
    """Asked of the directory of the file, before anything in it is unpacked."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        message = gettext("The workbook is damaged and cannot be read.")
        raise UnreadableSheetError(message) from None
    if sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > MAX_PARTS:
        raise UnreadableSheetError(gettext("Unpacked, this workbook is too large to be read."))


def rows(values, formulas) -> Iterator[RawRow]:
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # what a file says of its own size may be anything
    pairs = zip(*(s.iter_rows(max_col=MAX_COLUMNS + 1) for s in (values, formulas)), strict=True)
    for number, (cells, sources) in enumerate(pairs, start=1):
        if number > MAX_ROWS * 2:
            break
        flaws = tuple(
            gettext("%(column)s: the cell is %(what)s.")
            % {"column": column_letters(place), "what": what}
            for place, (cell, source) in enumerate(zip(cells, sources, strict=True), start=1)
            if (what := flaw_of(cell, source))
        )
        yield RawRow(number, [as_text(cell.value) for cell in cells], flaws)


def flaw_of(cell: Any, source: Any) -> str:
    if cell.data_type == "e":
        return gettext("an error of the spreadsheet (%(error)s)") % {"error": cell.value}
    if source.data_type == "f" and cell.value is None:
        return gettext("a formula whose value is not in the file: save it in a spreadsheet first")
    return ""


def as_text(value: Any) -> str:
    """
    A value as a person would have typed it.

    >>> as_text(2025.0), as_text(datetime(2025, 3, 1)), as_text(time(1, 22, 5)), as_text(None)
    ('2025', '2025-03-01', '1:22:05', '')
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
