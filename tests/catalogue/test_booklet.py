"""The whole programme on one page, to be printed."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import FilmTitle, Programme, ProgrammeSlot, SectionDescription
from tests.factories import (
    in_an_hour,
    make_edition,
    make_film,
    make_screen,
    make_screening,
    make_section,
    make_selection,
    make_synopsis,
    make_venue,
)
from tests.pages import links, text

pytestmark = pytest.mark.django_db

BOOKLET = "/2026/programme/booklet/"


def printed(client, path=BOOKLET):
    """The words of the page between its hint and its foot."""
    response = client.get(path)
    assert response.status_code == 200
    return text(response).partition("print command.")[2].partition(" Marquee 2026 · 12")[0].strip()


def test_films_stand_under_their_sections_with_facts_text_and_hours(client):
    panorama = make_section("Panorama", position=1)
    SectionDescription.objects.create(section=panorama, language="en", body="Wide views.")
    shorts = make_section("Shorts", position=0)
    tide = make_film(
        "Tide", "Mara Vex", ["BE", "DK"], ["fr"], colour="colour", original_title="Marée"
    )
    make_synopsis(body="A pilot waits.", film=tide)
    selection = make_selection(tide, section=panorama, premiere_status="world")
    make_selection(make_film("Pebble", runtime_minutes=7), section=shorts)
    make_selection(make_film("A Boat", title_language="en"), section=panorama)
    make_selection(make_film("Secret"), section=panorama, announced_at=in_an_hour())
    make_selection(make_film("Earlier"), make_edition(2020), panorama)
    palace = make_screen(make_venue("Palace"))
    make_screening(
        selection, datetime(2026, 2, 14, 18, 30, tzinfo=UTC), subtitles=["en"], screen=palace
    )
    make_screening(
        selection, datetime(2026, 2, 13, 9, tzinfo=UTC), screen=palace, status="cancelled"
    )

    assert printed(client) == (
        "Shorts Pebble 2026 · 7′ "
        "Panorama Wide views. A Boat 2026 · 90′ "
        "Tide Marée Mara Vex Belgium / Denmark 2026 · French · 90′ · Colour · World premiere "
        "A pilot waits. "
        "Cancelled Friday, 13 February, 10:00 · Palace · OV "
        "Saturday, 14 February, 19:30 · Palace · OV with English subtitles"
    )


def test_films_shown_together_have_the_hours_of_their_programme(client):
    shorts = make_section("Shorts")
    block = Programme.objects.create(
        names={"en": "Small Hours"}, edition=make_edition(), section=shorts
    )
    for position, title in enumerate(("Pebble", "Grain", "Secret")):
        hour = in_an_hour() if title == "Secret" else None
        selection = make_selection(make_film(title), section=shorts, announced_at=hour)
        ProgrammeSlot.objects.create(programme=block, selection=selection, position=position)
    make_screening(
        programme=block,
        starts_at=datetime(2026, 2, 13, 18, tzinfo=UTC),
        screen=make_screen(make_venue("Palace")),
    )

    hour = "Friday, 13 February, 19:00 · Palace · Small Hours"
    assert printed(client) == f"Shorts Grain 2026 · 90′ {hour} Pebble 2026 · 90′ {hour}"


def test_the_german_booklet_is_german(client):
    film = make_film("Tide", countries=["DK"])
    FilmTitle.objects.create(film=film, title="Flut", language="de")
    make_synopsis(body="A pilot waits.", film=film)
    make_screening(make_selection(film), datetime(2026, 2, 13, 18, tzinfo=UTC))

    words = text(client.get("/de" + BOOKLET))

    assert "Das ganze Programm" in words
    assert (
        "Flut Tide Dänemark 2026 · 90′ A pilot waits. Bisher nur auf Englisch. "
        "Freitag, 13. Februar, 19:00" in words
    )


def test_the_programme_leads_to_it_and_search_engines_leave_it(client):
    make_selection()

    assert BOOKLET in links(client.get("/2026/programme/"))
    assert '<meta name="robots" content="noindex, follow">' in (
        client.get(BOOKLET).content.decode()
    )


def test_an_edition_with_nothing_public_has_none(client):
    make_selection(announced_at=in_an_hour())

    assert client.get(BOOKLET).status_code == 404


@pytest.mark.parametrize("films", [1, 3, 400])
def test_the_number_of_queries_is_fixed(client, films):
    section = make_section("Panorama")
    SectionDescription.objects.create(section=section, language="en", body="Wide views.")
    for number in range(films):
        film = make_film(f"Film {number}", "Mara Vex", ["BE"], ["fr"])
        make_synopsis(body="Words.", film=film)
        selection = make_selection(film, section=section)
        make_screening(selection, subtitles=["en"])
    block = Programme.objects.create(
        names={"en": "Small Hours"}, edition=selection.edition, section=section
    )
    ProgrammeSlot.objects.create(programme=block, selection=selection)
    make_screening(programme=block)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(BOOKLET)

    assert response.content.decode().count("<article") == films
    assert len(queries) == 13
