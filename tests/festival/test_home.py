import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories import in_an_hour, make_edition, make_film, make_section, make_selection
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
