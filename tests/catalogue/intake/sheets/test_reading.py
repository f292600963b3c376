"""Files as they are sent: what can be read of them is, what cannot is told by row and column."""

import io
import zipfile
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.intake.sheets.delimited import grammar_of, records
from catalogue.intake.sheets.reading import read_table
from catalogue.intake.sheets.tables import MAX_BYTES, UnreadableSheetError
from tests.catalogue.intake.sheets.sheets import as_csv, as_xlsx

ROWS = [["Title", "Year"], ["Łódź, mon amour", "2023"], ["Übermut\nund mehr", "2024"]]
WESTERN = [["Title", "Year"], ["Été “à” Köln", "2023"], ["Übermut", "2024"]]


def cells(data):
    table = read_table(data)
    return [list(table.header), *(list(row.cells) for row in table.rows)]


def flaws(data):
    return {row.number: list(row.flaws) for row in read_table(data).rows if row.flaws}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_is_read_with_any_delimiter_in_any_encoding(encoding, delimiter):
    assert cells(as_csv(*ROWS, encoding=encoding, delimiter=delimiter)) == ROWS


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_old_files_are_read_as_windows_wrote_them(delimiter):
    assert cells(as_csv(*WESTERN, encoding="cp1252", delimiter=delimiter)) == WESTERN


def test_a_file_may_say_its_delimiter():
    assert cells(b"sep=;\r\nTitle;Year\r\nA, b;2023\r\n") == [["Title", "Year"], ["A, b", "2023"]]


def test_what_our_own_files_defuse_is_read_as_it_was():
    assert cells(b"Title,Year\n'=1+1,2023\n't Hof,2024\n")[1:] == [
        ["=1+1", "2023"],
        ["'t Hof", "2024"],
    ]


def test_a_broken_quote_costs_its_own_row_alone():
    data = b'Title,Year\nHere,2023\n"Ti"de,2024\n"Foam,2025\nPebble,2026\n'

    assert cells(data)[1:] == [
        ["Here", "2023"],
        ['"Ti"de', "2024"],
        ['"Foam', "2025"],
        ["Pebble", "2026"],
    ]
    broken = "A quote is opened and never closed, or closed amid a cell."
    assert flaws(data) == {3: [broken], 4: [broken]}


def test_ragged_rows_are_told_by_their_number():
    data = b"Title,Year\nHere\nTide,2024,astray\n\n,,\nFoam,2025,,\n"

    assert cells(data)[1:] == [["Here", ""], ["Tide", "2024", "astray"], ["Foam", "2025"]]
    assert flaws(data) == {3: ["It has 3 cells, the header has 2."]}


def test_a_header_that_is_there_twice_is_told():
    table = read_table(b"Title,Year,Title\nHere,2023,There\n")

    assert [str(one) for one in table.problems] == [
        "Row 1, Title: The header is there 2 times: in columns A, C."
    ]


def test_a_million_empty_columns_are_none():
    wide = b"," * 1_000_000

    assert cells(b"Title,Year" + wide + b"\nHere,2023" + wide + b"\n") == [
        ["Title", "Year"],
        ["Here", "2023"],
    ]


def test_a_cell_of_ten_megabytes_costs_its_own_row():
    data = b'Title,Text\nHere,"' + b"x" * 10_000_000 + b'"\nTide,short\n'

    assert flaws(data) == {2: ["Text: 10000000 characters, 50000 at most."]}
    assert cells(data)[2] == ["Tide", "short"]


def test_control_characters_are_left_out():
    data = "Title,Year\nHe\x00re\x07\x9f\ufffe,2023\n".encode("utf-16")

    assert cells(data)[1] == ["Here", "2023"]


def test_a_title_may_stand_above_the_header():
    assert cells(b"Submissions 2027\n\nTitle,Year\nHere,2023\n") == [
        ["Title", "Year"],
        ["Here", "2023"],
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n \n",
        b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        b"PK\x03\x04 and no more",
        bytes(range(256)) * 20,
        b"x" * (MAX_BYTES + 1),
    ],
    ids=["empty", "blank", "xls", "no zip", "binary", "large"],
)
def test_what_is_no_sheet_is_refused_in_a_sentence(data):
    with pytest.raises(UnreadableSheetError) as refusal:
        read_table(data)
    assert str(refusal.value).endswith((".", "CSV."))


# Workbooks --------------------------------------------------------------------------------------


def test_a_workbook_is_read_as_a_person_would_have_typed_it():
    row = [
        "Here",
        2023,
        2024.0,
        date(2016, 5, 4),
        datetime(2016, 5, 4, 18, 30),  # noqa: DTZ001 - spreadsheets know no zones
        time(1, 22, 5),
        None,
        True,
    ]

    assert cells(as_xlsx(["a", "b", "c", "d", "e", "f", "g", "h"], row))[1] == [
        *["Here", "2023", "2024", "2016-05-04", "2016-05-04T18:30:00", "1:22:05", "", "True"]
    ]


def test_a_formula_without_its_value_is_told_by_row_and_column():
    data = as_xlsx(["Title", "Year"], ["Here", "=2000+23"], ["Tide", 2024])

    assert flaws(data) == {
        2: [
            "B: the cell is a formula whose value is not in the file: "
            "save it in a spreadsheet first."
        ]
    }
    assert cells(data)[2] == ["Tide", "2024"]


def test_a_workbook_that_unpacks_to_too_much_is_not_opened():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * 150_000_000)

    with pytest.raises(UnreadableSheetError, match="too large"):
        read_table(file.getvalue())


def test_a_damaged_workbook_is_refused():
    data = as_xlsx(*ROWS)

    for cut in (len(data) // 2, len(data) - 30):
        with pytest.raises(UnreadableSheetError, match="damaged"):
            read_table(data[:cut])


def test_a_zip_that_is_no_workbook_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as other:
        other.writestr("readme.txt", "no workbook")

    with pytest.raises(UnreadableSheetError, match="damaged"):
        read_table(file.getvalue())


# Any text ---------------------------------------------------------------------------------------

plain = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)


@given(st.lists(st.lists(plain.filter(bool), min_size=2, max_size=2), min_size=2, max_size=8))
def test_what_is_written_is_read(rows):
    rows = [[cell.lstrip("'") or "x" for cell in row] for row in rows]

    found = [row.cells for row in records(as_csv(*rows).decode(), grammar_of(","))]

    assert found == rows


@given(st.text(alphabet=',;"\n\r ab', max_size=200))
def test_no_text_is_lost_whatever_its_quotes(text):
    found = [cell for row in records(text, grammar_of(",")) for cell in row.cells]

    assert "".join(found).count("a") == text.count("a")
    assert "".join(found).count("b") == text.count("b")


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_refused(data):
    try:
        table = read_table(data)
    except UnreadableSheetError:
        return
    assert all(
        len(row.cells) >= len(table.header) or len(table.header) == 300 for row in table.rows
    )
