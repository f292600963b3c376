"""The pages a visitor browses by: sections, countries, runtimes, editions, programmes of shorts."""

import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import Programme, ProgrammeSlot, SectionDescription
from tests.factories import (
    in_an_hour,
    make_edition,
    make_film,
    make_screen,
    make_screening,
    make_section,
    make_selection,
    make_venue,
)
from tests.pages import links, text, titles

pytestmark = pytest.mark.django_db


def make_block(*runtimes, name="Small Hours", hidden=()):
    """A programme of shorts with films of these runtimes, in this order."""
    section = make_section("Shorts")
    block = Programme.objects.create(
        names={"en": name, "de": name}, edition=make_edition(), section=section
    )
    for position, minutes in enumerate(runtimes):
        announced_at = in_an_hour() if position in hidden else None
        film = make_film(f"Short {position}", runtime_minutes=minutes)
        selection = make_selection(film, section=section, announced_at=announced_at)
        ProgrammeSlot.objects.create(programme=block, selection=selection, position=position)
    return block


def test_sections_are_listed_with_what_they_are_and_hold(client):
    panorama = make_section("Panorama")
    SectionDescription.objects.create(section=panorama, language="en", body="Wide views.")
    make_selection(section=panorama)
    make_selection(section=panorama)
    make_selection(section=make_section("Midnight"), announced_at=in_an_hour())
    make_selection(section=make_section("Old"), edition=make_edition(2020))

    response = client.get("/2026/sections/")

    assert "Sections Panorama 2 films Wide views. Marquee 2026" in text(response)
    assert "Midnight" not in text(response)
    assert "Old" not in text(response)


def test_a_section_lists_its_films_of_that_edition_by_title(client):
    panorama = make_section("Panorama")
    make_selection(make_film("Tide"), section=panorama)
    make_selection(make_film("Salt"), section=panorama)
    make_selection(make_film("Other"), section=make_section("Encounters"))
    make_selection(make_film("Earlier"), section=panorama, edition=make_edition(2020))

    assert titles(client.get("/2026/sections/panorama/")) == ["Salt", "Tide"]


def test_a_section_with_nothing_announced_answers_404(client):
    make_selection(section=make_section("Panorama"))
    make_selection(section=make_section("Midnight"), announced_at=in_an_hour())

    assert client.get("/2026/sections/midnight/").status_code == 404


def test_a_section_whose_address_changed_redirects_in_every_edition(client):
    panorama = make_section("Panorama")
    make_selection(section=panorama)
    panorama.slug = "views"
    panorama.save()

    response = client.get("/2026/sections/panorama/")

    assert (response.status_code, response.url) == (301, "/2026/sections/views/")


def test_countries_are_listed_by_the_alphabet_of_the_page(client):
    for code in ("AT", "DK", "EG", "SUHH"):
        make_selection(make_film(countries=[code]))
    make_selection(make_film(countries=["DK", "AT"]))
    make_selection(make_film(countries=["CL"]), announced_at=in_an_hour())

    english = text(client.get("/2026/countries/"))
    german = text(client.get("/de/2026/countries/"))

    assert "4 countries" in english
    assert "Austria 2 Denmark 2 Egypt 1 Soviet Union 1 Marquee 2026" in english
    assert "Ägypten 1 Dänemark 2 Österreich 2 Sowjetunion 1" in german


def test_an_edition_whose_films_have_no_country_yet_says_so(client):
    make_selection(make_film(countries=[]))

    words = text(client.get("/2026/countries/"))

    assert "Countries No film of this edition has a country yet." in words


def test_a_country_lists_the_films_it_had_a_part_in(client):
    make_selection(make_film("Tide", countries=["DK", "BE"]))
    make_selection(make_film("Salt", countries=["BE"]))
    make_selection(make_film("Other", countries=["CL"]))
    make_selection(make_film("Secret", countries=["CL", "IS"]), announced_at=in_an_hour())

    assert titles(client.get("/2026/countries/belgium/")) == ["Salt", "Tide"]
    assert client.get("/2026/countries/iceland/").status_code == 404
    assert client.get("/2026/countries/nowhere/").status_code == 404


def test_runtimes_are_counted_by_band_and_drawn_as_dots(client):
    for title, minutes in (("Blink", 3), ("Tide", 82), ("Salt", 84), ("Marathon", 300)):
        make_selection(make_film(title, runtime_minutes=minutes))
    make_selection(make_film("Unknown", runtime_minutes=None))
    make_selection(make_film("Secret", runtime_minutes=45), announced_at=in_an_hour())

    response = client.get("/2026/runtime/")

    words = text(response)
    assert "Under 30 minutes 1 60 to 89 minutes 2 3 hours and over 1" in words
    assert response.content.decode().count("<circle") == 4
    assert titles(client.get("/2026/runtime/60-89/")) == ["Tide", "Salt"]
    assert client.get("/2026/runtime/30-59/").status_code == 404
    assert client.get("/2026/runtime/whenever/").status_code == 404


def test_the_archive_has_every_announced_edition_newest_first(client):
    make_selection(
        edition=make_edition(2020, starts_on=date(2020, 2, 27), ends_on=date(2020, 3, 4))
    )
    make_selection(edition=make_edition(2026))
    make_selection(edition=make_edition(2026), announced_at=in_an_hour())
    make_selection(edition=make_edition(2028, announced_at=in_an_hour()))
    make_edition(2024)

    words = text(client.get("/archive/"))

    assert (
        "2026 Marquee 2026 12–22 February 2026 · 1 film "
        "2020 Marquee 2020 27 February – 4 March 2020 · 1 film"
    ) in words
    assert "2028" not in words
    assert "2024" not in words


def test_shorts_are_shown_together_in_their_order_with_their_sum(client):
    block = make_block(15, 22, 48)

    response = client.get(block.get_absolute_url())

    assert titles(response) == ["Short 0", "Short 1", "Short 2"]
    assert "3 films, shown together · 1 h 25 min" in text(response)


def test_the_page_of_shorts_says_when_and_where_they_are_shown(client):
    block = make_block(15, 22)
    palace = make_screen(make_venue("Palace"))
    for day in (13, 14):
        start = datetime(2026, 2, day, 18, tzinfo=UTC)
        make_screening(programme=block, starts_at=start, screen=palace)
    start = datetime(2026, 2, 15, 18, tzinfo=UTC)
    make_screening(programme=block, starts_at=start, screen=palace, status="tentative")
    make_screening(make_selection(), start, screen=palace)

    words = text(client.get(block.get_absolute_url()))

    shown = words.partition(" Screenings ")[2]
    assert shown.startswith("19:00 Friday, 13 February · Palace")
    assert "Screening 1 of 2" in shown
    assert "19:00 Saturday, 14 February · Palace" in shown
    assert shown.count("19:00 S") == 1


def test_the_page_of_shorts_marks_its_screenings_by_its_name_and_their_hour(client):
    block = make_block(15, 22)
    make_screening(programme=block, starts_at=datetime(2026, 2, 13, 18, tzinfo=UTC))

    page = client.get(block.get_absolute_url()).content.decode()

    assert re.findall(r'<mark-toggle screening="[^"]*" name="([^"]*)"', page) == [
        "Small Hours, Friday, 13 February, 19:00"
    ]


@pytest.mark.parametrize("screenings", [1, 3])
def test_the_page_of_shorts_takes_as_many_queries_for_one_screening_as_for_three(
    client, django_assert_num_queries, screenings
):
    block = make_block(*[15] * screenings)
    for day in range(screenings):
        make_screening(programme=block, starts_at=datetime(2026, 2, 13 + day, 18, tzinfo=UTC))

    with django_assert_num_queries(12):
        client.get(block.get_absolute_url())


def test_a_hidden_short_is_neither_shown_nor_summed(client):
    block = make_block(15, 22, 48, hidden=[1])

    response = client.get(block.get_absolute_url())

    assert titles(response) == ["Short 0", "Short 2"]
    assert "2 films, shown together · 1 h 3 min" in text(response)


def test_a_programme_of_hidden_shorts_alone_is_not_there(client):
    make_selection(section=make_section("Shorts"))
    block = make_block(15, hidden=[0])

    assert client.get(block.get_absolute_url()).status_code == 404
    assert block.get_absolute_url() not in links(client.get("/2026/sections/shorts/"))


@pytest.mark.parametrize("films", [1, 3, 30])
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", 12),
        ("/2026/", 12),
        ("/2026/sections/", 3),
        ("/2026/sections/panorama/", 11),
        ("/2026/countries/", 2),
        ("/2026/countries/belgium/", 9),
        ("/2026/runtime/", 2),
        ("/2026/runtime/60-89/", 8),
        ("/archive/", 2),
        ("/search/?q=tide", 19),
    ],
)
def test_the_number_of_queries_is_fixed(client, path, expected, films):
    for number in range(films):
        film = make_film(f"Tide {number}", "Mara Tide", ["BE"], runtime_minutes=80)
        make_selection(film)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)

    assert response.status_code == 200
    assert len(queries) == expected
