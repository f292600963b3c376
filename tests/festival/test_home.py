import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    in_an_hour,
    make_edition,
    make_film,
    make_screening,
    make_section,
    make_selection,
)
from tests.pages import text, titles

pytestmark = pytest.mark.django_db


def test_home_is_the_newest_edition_that_has_something_public(client):
    make_selection(make_film("Tide", countries=["BE", "DK"]), make_edition(2026))
    make_selection(make_film("Salt", countries=["BE"]), make_edition(2026))
    make_selection(make_film("Old"), make_edition(2020))
    make_selection(make_film("New"), make_edition(2028, announced_at=in_an_hour()))

    home = client.get("/")

    assert "Marquee 2026 2 films from 2 countries." in text(home)
    assert sorted(titles(home)) == ["Salt", "Tide"]
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert titles(client.get("/")) == ["New"]


def test_what_was_announced_last_comes_first(client):
    section = make_section()
    for number in range(8):
        hour = timezone.now() - timedelta(days=8 - number)
        make_selection(make_film(f"Film {number}"), section=section, announced_at=hour)

    assert titles(client.get("/")) == [f"Film {number}" for number in (7, 6, 5, 4, 3, 2)]


def test_of_films_announced_together_the_first_of_each_section_come_first(client):
    edition = make_edition(2026)
    sections = [make_section(name, position=place) for place, name in enumerate("ABC")]
    for section in sections:
        for position in (1, 2, 3):
            film = make_film(f"{section} {position}")
            make_selection(film, edition, section, position=position)

    assert titles(client.get("/")) == ["A 1", "B 1", "C 1", "A 2", "B 2", "C 2"]


def test_before_anything_is_announced_home_says_so(client):
    make_selection(announced_at=in_an_hour())

    assert "The programme has not been announced yet." in text(client.get("/"))


def test_a_page_that_is_not_there_says_where_to_go(client):
    make_selection()

    response = client.get("/nothing/here/")

    assert response.status_code == 404
    assert "This page is not here." in text(response)
    assert "Diese Seite gibt es hier nicht." in text(client.get("/de/nothing/here/"))


@pytest.mark.parametrize("path", ["/", "/archive/", "/2026/programme/"])
def test_public_pages_only_answer_to_reading(client, path):
    make_selection()

    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", []),
        ("/2026/programme/", [("/2026/programme/", "page")]),
        ("/2026/sections/panorama/", [("/2026/sections/", "true")]),
        ("/archive/", [("/archive/", "page")]),
        ("/nothing/", []),
    ],
)
def test_the_menu_says_where_one_is(client, path, current):
    make_selection(section=make_section("Panorama"), edition=make_edition(2026))

    page = client.get(path).content.decode()
    menu = page.partition('<nav class="site-nav"')[2].partition("</nav>")[0]

    assert re.findall(r'href="([^"]*)" aria-current="([^"]*)"', menu) == current


def schedule_of(client):
    words = text(client.get("/"))
    before_highlights = words.partition(" Announced last ")[0]
    return before_highlights.partition(" By runtime ")[2]


def test_home_follows_the_festival_from_its_days_to_now_and_next_to_nothing(client):
    def at(day, hour, minute=0):
        return datetime(2026, 2, day, hour - 1, minute, tzinfo=UTC)

    make_edition(2026, announced_at=at(1, 12), schedule_announced_at=at(2, 12))
    for title, start in [
        ("Dawn", at(12, 10)),
        ("Noon", at(12, 12)),
        ("Dusk", at(12, 12, 30)),
        ("Night", at(13, 21)),
    ]:
        make_screening(make_selection(make_film(title)), start)
    make_screening(make_selection(make_film("Gone")), at(12, 12), status="cancelled")
    days = "Thu 12 Feb 4 screenings Fri 13 Feb 1 screening"

    told = {}
    for day, hour, minute in [(1, 13, 0), (3, 9, 0), (12, 9, 0), (12, 12, 45), (13, 22, 31)]:
        with time_machine.travel(at(day, hour, minute), tick=False):
            told[day, hour] = schedule_of(client)

    assert told == {
        (1, 13): "",
        (3, 9): f"Schedule {days}",
        (12, 9): "Now and next Up next "
        "10:00 – to 11:30 Dawn Harbour Cinema 12:00 – to 13:30 Noon Harbour Cinema "
        "12:30 – to 14:00 Dusk Harbour Cinema "
        "Friday, 13 February 21:00 – to 22:30 Night Harbour Cinema "
        f"As of 09:00, Thursday, 12 February. All times: Europe/Copenhagen {days}",
        (12, 12): "Now and next On now "
        "12:00 – to 13:30 Noon Harbour Cinema 12:30 – to 14:00 Dusk Harbour Cinema "
        "Up next Friday, 13 February 21:00 – to 22:30 Night Harbour Cinema "
        f"As of 12:45, Thursday, 12 February. All times: Europe/Copenhagen {days}",
        (13, 22): "",
    }


def test_of_very_much_at_once_home_names_some(client):
    now = timezone.now()
    for minutes in range(11):
        make_screening(make_selection(make_film()), now - timedelta(minutes=minutes))
    for minutes in range(1, 9):
        make_screening(make_selection(make_film()), now + timedelta(minutes=minutes))

    home = client.get("/")

    assert home.content.count(b'<article class="showing') == 9 + 6
    assert "and 2 screenings more" in text(home)


@pytest.mark.parametrize("rows", [1, 3, 30])
@pytest.mark.parametrize(("hours", "expected"), [(-48, 12), (-1, 15), (48, 12)])
def test_the_number_of_queries_is_fixed(client, rows, hours, expected):
    start = (timezone.now() + timedelta(days=5)).replace(hour=18)
    for number in range(rows):
        section = make_section(f"Section {number}")
        selection = make_selection(make_film(languages=["fr"]), section=section)
        for moved in (0, 20, -26):
            make_screening(selection, start + timedelta(hours=moved, minutes=number))

    with (
        time_machine.travel(start + timedelta(hours=hours), tick=False),
        CaptureQueriesContext(connection) as queries,
    ):
        response = client.get("/")

    assert response.status_code == 200
    assert len(queries) == expected
