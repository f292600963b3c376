"""
Tables for spreadsheets and other programs: one small type, and a writer a format.

A sheet is what a list shows: columns of one kind each, rows of values, and groups of rows under a
heading where the list has them. What a value is, its column says, and never the value itself: a
film called 2046, or =1+1, is text.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from itertools import chain
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header


class Kind(Enum):
    """What a column holds: str, a sequence of them, int, date, datetime; None is an empty cell."""

    TEXT = "text"
    LIST = "list"
    NUMBER = "number"
    DAY = "day"
    HOUR = "hour"


@dataclass(frozen=True)
class SheetColumn:
    key: str
    name: str | Promise
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class RowGroup:
    """Rows under a heading; a list without groups is one group that has none."""

    rows: Sequence[Sequence[Any]]
    heading: str = ""


@dataclass(frozen=True)
class Sheet:
    name: str
    columns: Sequence[SheetColumn]
    groups: Sequence[RowGroup] = field(default_factory=list)

    def lines(self) -> Iterator[Sequence[Any] | str]:
        """Every row in order, a heading as a string before those that stand under it."""
        for group in self.groups:
            yield from [group.heading] if group.heading else []
            yield from group.rows


# XLSX ------------------------------------------------------------------------------------------

# What XML cannot hold, and how much a cell can.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_CELL = 32_767
FORMATS = {Kind.DAY: "yyyy-mm-dd", Kind.HOUR: "yyyy-mm-dd hh:mm"}
WIDTHS = range(6, 61)


def write_xlsx(sheet: Sheet) -> bytes:
    """A workbook with a frozen head, and every cell of its column's type."""
    from openpyxl import Workbook  # only who exports waits for it
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    page = book.create_sheet(sheet_title(sheet.name))
    page.freeze_panes = "A2"
    for number, width in enumerate(widths(sheet), start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.append([text_cell(page, str(column.name), bold=True) for column in sheet.columns])
    for line in sheet.lines():
        if isinstance(line, str):
            page.append([text_cell(page, line, bold=True)])
        else:
            pairs = zip(sheet.columns, line, strict=True)
            page.append([typed_cell(page, column.kind, value) for column, value in pairs])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def typed_cell(page, kind, value):
    from openpyxl.cell import WriteOnlyCell

    if value is None or value == "" or value == []:
        return None
    if kind in (Kind.TEXT, Kind.LIST):
        return text_cell(page, as_text(kind, value))
    if kind is Kind.HOUR:
        value = value.replace(tzinfo=None)  # spreadsheets know none: the list's own is meant
    cell = WriteOnlyCell(page, value)
    cell.number_format = FORMATS.get(kind, "General")
    return cell


def text_cell(page, text, bold=False):
    """A string whatever it looks like, that stays one when somebody edits it."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(page, UNWRITABLE.sub("", text)[:LONGEST_CELL])
    cell.data_type = "s"
    cell.quotePrefix = is_formula(text)
    if bold:
        cell.font = Font(bold=True)
    return cell


def sheet_title(name):
    """At most 31 characters, without those that Excel refuses in the name of a sheet."""
    return re.sub(r"[\[\]:*?/\\\x00-\x1f']", " ", name)[:31].strip() or "Sheet"


def widths(sheet):
    """Room for nearly every cell: the longest there is, within reason."""
    for place, column in enumerate(sheet.columns):
        cells = (as_text(column.kind, row[place]) for group in sheet.groups for row in group.rows)
        longest = max(map(len, chain([str(column.name)], cells)))
        yield min(max(longest + 2, WIDTHS.start), WIDTHS.stop)


# CSV -------------------------------------------------------------------------------------------

FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"
UNSEEN = "\ufeff\u200b\u200c\u200d\u2060"
# A number with its sign, and plain words after it: no program reads more into it than it says.
HONEST = re.compile(r"[+-][0-9][0-9 .,]*[°%′]?( ?[°%′]?[^\W\d_]+)*\Z")


def write_csv(sheet: Sheet) -> bytes:
    """
    UTF-8 with commas. It begins with a byte order mark: without one Excel takes it for the old
    encoding of the machine, and breaks every name beyond English; other programs skip it.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([defused(str(column.name)) for column in sheet.columns])
    for line in sheet.lines():
        if isinstance(line, str):
            writer.writerow([defused(line), *[""] * (len(sheet.columns) - 1)])
        else:
            writer.writerow(csv_cell(c.kind, v) for c, v in zip(sheet.columns, line, strict=True))
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8", "replace")


def csv_cell(kind, value):
    text = as_text(kind, value)
    return defused(text) if kind in (Kind.TEXT, Kind.LIST) else text


def defused(text: str) -> str:
    """
    A text with an apostrophe before it where a spreadsheet might run it as a formula.

    >>> defused("=1+1"), defused("-5 °C"), defused("+49 30 2359")
    ("'=1+1", '-5 °C', '+49 30 2359')

    What blanks hide counts as the beginning too, since some programs strip them. Who reads the
    file takes one apostrophe from what begins with some and goes on like a formula, and has the
    text as it was. XLSX needs none of this: there a cell says that it is text.
    """
    return f"'{text}" if is_formula(text.lstrip("'")) else text


def is_formula(text):
    """Whether a program that guesses may take the text for one; =, +, -, @, in any width."""
    beginning = text.lstrip(UNSEEN + " \u00a0\u3000")
    return beginning.startswith(tuple(FORMULA_STARTS)) and not HONEST.match(text)


def as_text(kind, value):
    """A value as a text file has it: lists with commas, days and hours as in ISO 8601."""
    if value is None:
        return ""
    if kind is Kind.LIST:
        return ", ".join(map(str, value))
    if kind is Kind.HOUR:
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


# JSON ------------------------------------------------------------------------------------------


def write_json(sheet: Sheet) -> bytes:
    """Columns, and groups of rows as objects by the columns' keys; nothing is defused."""
    groups = [
        {"heading": group.heading, "rows": [json_row(sheet, row) for row in group.rows]}
        for group in sheet.groups
    ]
    columns = [
        {"key": column.key, "name": str(column.name), "kind": column.kind.value}
        for column in sheet.columns
    ]
    whole = {"name": sheet.name, "columns": columns, "groups": groups}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def json_row(sheet, row):
    pairs = zip(sheet.columns, row, strict=True)
    return {column.key: json_value(column.kind, value) for column, value in pairs}


def json_value(kind, value):
    if value is None or kind is Kind.NUMBER:
        return value
    return list(map(str, value)) if kind is Kind.LIST else as_text(kind, value)


# Answers ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Format:
    content_type: str
    write: Callable[[Sheet], bytes]


FORMATS_BY_ENDING = {
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "csv": Format("text/csv; charset=utf-8", write_csv),
    "json": Format("application/json", write_json),
}


def sheet_response(sheet: Sheet, ending: str) -> HttpResponse:
    """The sheet as a file to keep; whose page it is decides who may see it, and for how long."""
    chosen = FORMATS_BY_ENDING[ending]
    response = HttpResponse(chosen.write(sheet), content_type=chosen.content_type)
    name = f"{sheet_title(sheet.name)}.{ending}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
