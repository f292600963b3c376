import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from catalogue.desk.balance import Figure, Line
from catalogue.desk.pictures import bars_of, columns_of, grid_of
from tests.catalogue.desk.pages import DESK, rows, words
from tests.factories import (
    make_biography,
    make_edition,
    make_editor,
    make_film,
    make_person,
    make_screening,
    make_section,
    make_selection,
)
from tests.pages import messages, text

pytestmark = pytest.mark.django_db
BALANCE = f"{DESK}balance/"


@pytest.fixture(autouse=True)
def editor(client):
    client.force_login(make_editor())


def make_editions():
    """2026, with films that are not known well; 2024, smaller; 2020, without any."""
    panorama = make_section("Panorama", position=1, colour="teal")
    shorts = make_section("Shorts", position=2)
    now, then = make_edition(2026), make_edition(2024)
    make_edition(2020)
    beginner, jo, ada = make_person("Mara Vex"), make_person("Jo Lund"), make_person("Ada Arn")
    make_biography(beginner, filmography=[(2026, "Tide")])
    for title, director, countries, languages, fields, section, status, premiere in [
        (
            "Tide",
            beginner,
            ["BE", "DK"],
            ["fr"],
            {"form": "fiction"},
            panorama,
            "confirmed",
            "world",
        ),
        (
            "Salt",
            jo,
            ["BE"],
            ["fr", "nl"],
            {"runtime_minutes": 121},
            panorama,
            "invited",
            "",
        ),
        ("Bare", None, [], [], {"runtime_minutes": None, "year": None}, shorts, "considered", ""),
        (
            "Epic",
            ada,
            ["CL"],
            ["es"],
            {"runtime_minutes": 495, "year": 1974},
            panorama,
            "confirmed",
            "city",
        ),
        (
            "Blink",
            ada,
            ["DK"],
            ["zxx"],
            {"runtime_minutes": 9, "year": 2025},
            shorts,
            "confirmed",
            "world",
        ),
        ("Gone", "Bo Noe", ["DK"], ["da"], {}, shorts, "withdrawn", "world"),
    ]:
        film = make_film(title, director, countries, languages, **fields)
        make_selection(film, now, section, status=status, premiere_status=premiere)
    old = make_film("Old", jo, ["BE"], ["en"], year=2023, form="essay")
    make_selection(old, then, panorama, premiere_status="national")
    make_selection(make_film("Never"), then, panorama, status="considered")
    return now


def make_schedule(edition):
    selection = edition.selections.get(film__title="Tide")
    for number in range(4):
        start = datetime(2026, 2, 13, 12, tzinfo=UTC) + timedelta(minutes=120 * number)
        make_screening(selection, start)


def figures(response):
    """(number, address) of every link to a table, in the order of the page."""
    found = re.findall(
        r'<a href="(/(?:de/)?desk/\d+/\?[^"]*)"[^>]*>(.*?)</a>', response.content.decode(), re.S
    )
    numbered = [(words(markup), unescape(address)) for address, markup in found]
    return [(int(said.split()[0]), address) for said, address in numbered if said[:1].isdigit()]


def table(response, title):
    """{name: figures of the first edition and of those beside it} of a panel's table."""
    body = response.content.decode().partition(f">{title}</h2>")[2]
    body = body.partition("<table>")[2].partition("</table>")[0].partition("<tbody>")[2]
    lines = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in body.split("</tr>")]
    return {words(line[0]): [words(cell) for cell in line[1:]] for line in lines if line}


@pytest.mark.parametrize(
    "query",
    [
        "with=2024&with=2020",
        "section=panorama&country=belgium&country=denmark&runtime_min=50",
        "status=withdrawn&status=confirmed&missing=form&with=2024",
        "form=fiction&first=first&year=2026&language=french&premiere=world",
    ],
)
def test_every_figure_leads_to_exactly_its_films(client, query):
    make_schedule(make_editions())

    found = figures(client.get(f"{BALANCE}?{query}"))

    shown = {address: len(rows(client.get(address))) for _number, address in found}
    assert len(shown) > 5
    assert found == [(shown[address], address) for _number, address in found]


def test_the_panels_count_what_they_say(client):
    make_schedule(make_editions())

    response = client.get(BALANCE)

    assert table(response, "Sections and countries") == {
        "Belgium": ["2", "0", "2"],
        "Denmark": ["1", "1", "2"],
        "Chile": ["1", "0", "1"],
        "not known": ["0", "1", "1"],
        "All": ["3", "2", "5"],
    }
    assert table(response, "Runtimes") == {
        "slot of 120′: up to 105′": ["2", "40"],
        "longer than any: from 106′": ["2", "40"],
        "not known": ["1", "20"],
    }
    assert table(response, "Premieres") == {
        "World premiere": ["2", "40"],
        "City premiere": ["1", "20"],
        "not known": ["2", "40"],
    }
    assert table(response, "First films") == {
        "first film": ["1", "20"],
        "not the first": ["2", "40"],
        "not known whether the first": ["2", "40"],
    }
    assert table(response, "Forms") == {"Fiction": ["1", "20"], "not known": ["4", "80"]}
    assert table(response, "Years of production") == {
        "of the edition’s year": ["2", "40"],
        "of the year before": ["1", "20"],
        "2 years before": ["0", "0"],
        "3 to 9 years before": ["0", "0"],
        "10 years before and older": ["1", "20"],
        "not known": ["1", "20"],
    }
    assert table(response, "Languages") == {
        "French": ["2", "40"],
        "Dutch": ["1", "20"],
        "no dialogue": ["1", "20"],
        "Spanish": ["1", "20"],
        "not known": ["1", "20"],
    }


def test_figures_of_a_german_page_lead_to_german_tables(client):
    make_editions()

    found = figures(client.get(f"/de{BALANCE}"))

    assert {address.partition("?")[0] for _number, address in found} == {f"/de{DESK}"}


def test_an_edition_stands_beside_those_it_is_compared_with_as_they_were_shown(client):
    make_editions()

    response = client.get(f"{BALANCE}?with=2024")

    assert "2026 5 without what was withdrawn · 2024 1 as it was shown" in text(response)
    assert table(response, "Forms") == {
        "Fiction": ["1", "20", "0", "0"],
        "Essay film": ["0", "0", "1", "100"],
        "not known": ["4", "80", "0", "0"],
    }
    assert table(response, "Years of production")["of the year before"] == ["1", "20", "1", "100"]


def test_without_a_schedule_lengths_are_those_the_edition_tells_apart(client):
    make_editions()

    response = client.get(BALANCE)

    assert "There is no schedule yet" in text(response)
    assert list(table(response, "Runtimes")) == [
        "short: up to 40′",
        "medium-length: 41–59′",
        "feature-length: from 60′",
        "not known",
    ]


@pytest.mark.parametrize(
    "query",
    [
        "with=2026",
        "with=1999",
        "with=99999999999999999999",
        "with=x&with=&with=%27",
        "section=nowhere",
        "runtime_min=x&columns=beauty&year=1",
    ],
)
def test_whatever_is_asked_is_answered(client, query):
    make_editions()

    response = client.get(f"{BALANCE}?{query}")

    assert response.status_code == 200
    assert response.context["beside"] == []


def test_an_edition_without_selections_says_so(client):
    make_editions()

    assert messages(client.get("/desk/2020/balance/")) == ["No selection is all of this."]


def test_strangers_see_no_balance(client):
    make_editions()
    client.logout()

    assert "/admin/login/" in client.get(BALANCE).url


@pytest.mark.parametrize("more", [0, 3])
def test_the_number_of_queries_is_fixed(client, more):
    make_schedule(make_editions())
    for number in range(more):
        make_selection(make_film(f"Film {number}", f"Name {number}", ["FR"], ["fr"]))

    with CaptureQueriesContext(connection) as queries:
        client.get(f"{BALANCE}?with=2024")

    assert len(queries) == 35


# Pictures ----------------------------------------------------------------------------------------

lines = st.lists(
    st.lists(st.integers(0, 60), min_size=2, max_size=2).map(
        lambda counts: Line("x", [Figure(count, 100, "?") for count in counts])
    ),
    max_size=30,
)


@given(lines)
def test_bars_are_as_long_as_their_share_and_stand_inside(some):
    drawn = bars_of(some, [2026, 2024])

    shapes = [shape for row in drawn.rows for shape in row.shapes]
    assert all(0 <= shape.end <= drawn.width - 70 + 0.1 for shape in shapes)
    assert all(shape.y + shape.height <= drawn.height for shape in shapes)
    ordered = sorted(shapes, key=lambda shape: shape.figure.count)
    assert [shape.width for shape in ordered] == sorted(shape.width for shape in shapes)
    assert len(drawn.rows) + drawn.left_out == len(some)


@given(lines)
def test_columns_stand_inside_one_beside_the_other(some):
    drawn = columns_of(some, [120, 600])

    shapes = [shape for column in drawn.columns for shape in column.shapes]
    assert all(0 <= one.end <= two.x for one, two in zip(shapes, shapes[1:], strict=False))
    assert all(shape.y >= 0 and shape.end <= drawn.width for shape in shapes)
    assert all(x < drawn.width for x, _slot in drawn.marks)


@given(lines)
def test_squares_stay_in_their_cells(some):
    drawn = grid_of(some[:5], [(line, some[:5]) for line in some])

    for row in drawn.rows:
        *squares, whole = row.shapes
        assert all(one.end <= two.x + 0.1 for one, two in zip(squares, squares[1:], strict=False))
        assert all(square.end <= whole.x + 0.1 for square in squares)
    assert len(drawn.rows) + drawn.left_out == len(some)
