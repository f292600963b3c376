"""A large CSV file row by row: whatever is wrong with one, the others are read."""

import pytest

from catalogue.intake.loads import rows as reading
from catalogue.intake.loads.rows import read_rows
from catalogue.intake.sheets.tables import UnreadableSheetError


@pytest.fixture
def read(tmp_path):
    def read(data, required=("id", "title")):
        path = tmp_path / "movies.csv"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return list(read_rows(str(path), required))

    return read


def told(rows):
    return [(row.number, list(row.cells.values()), [*row.flaws, *row.notes]) for row in rows]


BROKEN = "A quote is opened and never closed, or closed amid a cell."


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(read):
    rows = read('\ufeffID,title\n1,"Tide,\nor ""Ebb"""\n\n2,Pebble')

    assert told(rows) == [(2, ["1", 'Tide,\nor "Ebb"'], []), (4, ["2", "Pebble"], [])]
    assert rows[-1].end == len('\ufeffID,title\n1,"Tide,\nor ""Ebb"""\n\n2,Pebble'.encode())


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file lacks the columns id, title."),
        (b"id,name\n1,x\n", "The file lacks the columns title."),
        (b"id,title,id\n1,x,2\n", "The header has the columns id more than once."),
        ("id,title\n".encode("utf-16"), "The file is in UTF-16: save it as UTF-8."),
        (b"\x00\x01\x02" * 50, "The file lacks the columns id, title."),
    ],
)
def test_what_cannot_be_loaded_at_all_is_refused_in_a_sentence(read, data, sentence):
    with pytest.raises(UnreadableSheetError) as refused:
        read(data)
    assert str(refused.value) == sentence


def test_a_quote_that_is_never_closed_costs_its_own_row_alone(read):
    assert told(read('id,title\n1,"Tide\n2,Pebble\n3,"Foam"\n')) == [
        (2, [], [BROKEN]),
        (3, ["2", "Pebble"], []),
        (4, ["3", "Foam"], []),
    ]


def test_two_of_them_do_not_swallow_what_is_between(read):
    assert told(read('id,title\n1,"Tide\n2,Pebble\n3,"Foam\n4,Salt\n')) == [
        (2, [], [BROKEN]),
        (3, ["2", "Pebble"], []),
        (4, [], [BROKEN]),
        (5, ["4", "Salt"], []),
    ]


def test_a_row_of_too_many_or_too_few_cells_is_refused(read):
    assert told(read("id,title\n1,Tide,more\n2\n3,Foam\n")) == [
        (2, ["1", "Tide"], ["It has 3 cells, the header has 2."]),
        (3, ["2"], ["It has 1 cells, the header has 2."]),
        (4, ["3", "Foam"], []),
    ]


def test_a_cell_of_ten_megabytes_is_named_and_left_out(read):
    rows = read(b"id,title,cast\n1,Tide," + b"x" * 10_000_000 + b"\n2,Pebble,\n")

    assert told(rows) == [
        (2, ["1", "Tide", ""], ["cast: 10000000 characters, 2000000 at most."]),
        (3, ["2", "Pebble", ""], []),
    ]


def test_a_row_without_an_end_is_skipped_to_its_end(read, monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROW", 1_000)

    rows = read(b"id,title\n1," + b"x" * 5_000 + b"\n2,Pebble\n")

    assert told(rows) == [
        (2, [], ["The row has more than 0 MB."]),
        (3, ["2", "Pebble"], []),
    ]


def test_a_cell_in_another_encoding_is_read_and_told_of(read):
    rows = read(b"id,title\n1,Mar\xe9e\n2," + "Łódź\n".encode())

    assert told(rows) == [
        (2, ["1", "Marée"], ["title: It is not in UTF-8, and was read as Windows-1252."]),
        (3, ["2", "Łódź"], []),
    ]
