import csv
import io
import json
from datetime import UTC, date, datetime

import openpyxl
import pytest

from catalogue.desk.columns import CHOICES
from tests.catalogue.desk.pages import DESK, groups, heads
from tests.catalogue.desk.test_table import make_two_sections
from tests.factories import make_editor, make_film, make_screening, make_selection

pytestmark = pytest.mark.django_db
EVERY_COLUMN = f"columns={','.join(column.key for column in CHOICES)}"
QUERIES = [
    "",
    "sort=section,-runtime&columns=section,runtime,year",
    "group=section&sort=-runtime",
    "group=country&columns=director,country&sort=-title",
    f"{EVERY_COLUMN}&country=belgium",
    f"{EVERY_COLUMN}&group=section&sort=-year,director",
    "country=japan",
]


@pytest.fixture(autouse=True)
def editor(client):
    client.force_login(make_editor())
    make_two_sections()
    announced = make_selection(
        make_film("=1+1", "@Home", ["BE"], ["fr"], form="essay", original_title="+2"),
        premiere_status="world",
        age_recommendation=12,
        announced_at=datetime(2026, 1, 20, 9, tzinfo=UTC),
    )
    make_screening(announced, datetime(2026, 2, 13, 18, tzinfo=UTC))


def on_screen(response):
    """The table line by line: its head, and headings and rows in order, as they read."""
    lines = [[name.rstrip(" 123") for name, _sorted in heads(response)]]
    for heading, rows in groups(response):
        lines += [[heading]] if heading else []
        lines += [[row[0].removesuffix(" public"), *row[1:]] for row in rows]
    return lines


def in_words(value):
    """A cell of a sheet as the page writes it."""
    if isinstance(value, datetime):
        return f"{value:%-d %b %Y, %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value or "")


def workbook(response):
    return openpyxl.load_workbook(io.BytesIO(response.content)).active


@pytest.mark.parametrize("query", QUERIES)
def test_a_workbook_holds_exactly_what_is_on_screen(client, query):
    shown = on_screen(client.get(f"{DESK}?{query}"))
    page = workbook(client.get(f"{DESK}export.xlsx?{query}"))
    names = [cell.value for cell in page[1]]
    lines = [[cell.value for cell in row] for row in page.iter_rows()]

    read = [names]
    for line in lines[1:]:
        is_heading = " · " in (line[0] or "") and not any(line[1:])
        words = [in_words(value) for value in line]
        if "Runtime" in names and not is_heading:
            place = names.index("Runtime")
            words[place] += "′" if words[place] else ""
        read.append(words[:1] if is_heading else words)
    assert without_zeros(read) == without_zeros(shown if len(shown) > 1 else [names])


def without_zeros(lines):
    """The page writes 0, and so does the sheet; in_words cannot tell it from an empty cell."""
    return [["" if cell == "0" else cell for cell in line] for line in lines]


def test_every_cell_is_of_its_column_s_kind(client):
    page = workbook(client.get(f"{DESK}export.xlsx?{EVERY_COLUMN}&q=home"))

    kinds = {head.value: cell.data_type for head, cell in zip(page[1], page[2], strict=True)}
    assert kinds == {
        **dict.fromkeys(["Title", "Original title", "Director", "Section", "Countries"], "s"),
        **dict.fromkeys(["Year", "Runtime", "Position", "Screenings", "Age recommendation"], "n"),
        **dict.fromkeys(["Weeks in its state", "Last changed by", "Last changed"], "n"),  # empty
        **dict.fromkeys(["Language", "Form", "Premiere status", "First film", "Status"], "s"),
        **dict.fromkeys(["Public from", "First screening"], "d"),
        "Missing": "s",
    }
    assert (page["A2"].value, page["C2"].value) == ("=1+1", "@Home")
    assert page.freeze_panes == "A2"


@pytest.mark.parametrize("query", QUERIES)
def test_a_csv_and_json_hold_the_same_rows_in_the_same_order(client, query):
    shown = on_screen(client.get(f"{DESK}?{query}"))
    text = client.get(f"{DESK}export.csv?{query}").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    whole = json.loads(client.get(f"{DESK}export.json?{query}").content)

    titles = [line[0].removeprefix("'") for line in lines[1:]]
    assert titles == [line[0] for line in shown[1:]]
    assert lines[0] == [column["name"] for column in whole["columns"]]
    from_json = []
    for group in whole["groups"]:
        from_json += [group["heading"]] if group["heading"] else []
        from_json += [row["title"] for row in group["rows"]]
    assert from_json == titles


def test_files_are_named_after_the_edition(client):
    answers = [client.get(f"{DESK}export.{ending}") for ending in ("xlsx", "csv", "json")]

    assert [answer["Content-Disposition"] for answer in answers] == [
        'attachment; filename="Marquee 2026.xlsx"',
        'attachment; filename="Marquee 2026.csv"',
        'attachment; filename="Marquee 2026.json"',
    ]


@pytest.mark.parametrize("ending", ["pdf", "html", "xlsm", "0"])
def test_there_are_no_other_formats(client, ending):
    assert client.get(f"{DESK}export.{ending}").status_code == 404


def test_the_page_links_to_exactly_what_it_shows(client):
    response = client.get(f"{DESK}?group=section&country=belgium&sort=-runtime")

    query = "country=belgium&amp;sort=-runtime&amp;group=section"
    assert f'href="{DESK}export.xlsx?{query}"' in response.content.decode()
