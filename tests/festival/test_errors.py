"""What is said where nothing is, and where something broke."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from catalogue.models import Film, FilmTitle, Programme, ProgrammeSlot, Selection
from festival.nearest import most_like
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
from tests.pages import links, text

pytestmark = pytest.mark.django_db


def meant(response):
    """The addresses a 404 page offers instead, in order."""
    page = response.content.decode()
    assert response.status_code == 404
    offered = page.partition('class="nearest"')[2].partition("</section>")[0]
    return [part.partition('"')[0] for part in offered.split('href="')[1:]]


@pytest.fixture
def programme():
    film = make_film("Harbour Light", "Søren Sørensen", ["BE"], year=2025)
    selection = make_selection(film, section=make_section("Panorama"))
    make_selection(film, make_edition(2020), make_section("Panorama"))
    make_selection(make_film("Low Water", year=2025))
    block = Programme.objects.create(
        names={"en": "Small Hours", "de": "Kleine Stunden"},
        edition=selection.edition,
        section=selection.section,
    )
    ProgrammeSlot.objects.create(programme=block, selection=selection)
    house = make_screen(make_venue("Harbour Cinema"))
    make_screening(selection, datetime(2026, 2, 13, 18, tzinfo=UTC), screen=house)


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("/films/harbor-light-2025/", ["/films/harbour-light-2025/"]),
        ("/films/harbour-light/", ["/films/harbour-light-2025/"]),
        ("/films/HARBOUR_LIGHT-2025/", ["/films/harbour-light-2025/"]),
        ("/films/something-else-2025/", []),
        ("/de/people/søren-sørenson/", ["/de/people/soren-sorensen/"]),
        ("/people/%E7%8E%8B/", []),
        ("/2026/sections/panoramas/", ["/2026/sections/panorama/"]),
        ("/2020/sections/panoramas/", ["/2020/sections/panorama/"]),
        ("/2031/sections/panorama/", ["/2026/sections/panorama/"]),
        ("/2026/countries/belgum/", ["/2026/countries/belgium/"]),
        ("/2026/programmes/small-hour-2026/", ["/2026/programmes/small-hours-2026/"]),
        ("/2026/venues/harbor-cinema/", ["/2026/venues/harbour-cinema/"]),
        ("/2026/houses/harbor-cinema/", []),
        ("/nowhere/", []),
        ("/films/" + "x" * 3000, []),
        ("/stills/harbour-light.jpg", []),
    ],
)
def test_a_misspelt_address_names_the_nearest(client, programme, path, nearest):
    assert meant(client.get(path, follow=True)) == nearest


def test_the_nearest_is_named_in_the_language_of_the_page(client, programme):
    film = Film.objects.get(slug="harbour-light-2025")
    FilmTitle.objects.create(film=film, title="Hafenlicht", language="de")

    block = client.get("/de/2026/programmes/small-hour-2026/")
    film = client.get("/de/films/harbour-lights-2025/")

    assert "Meinten Sie …? Kleine Stunden Weitersuchen" in text(block)
    assert "Meinten Sie …? Hafenlicht Weitersuchen" in text(film)


def test_of_many_alike_the_three_likest_are_named():
    slugs = [f"harbour-{word}-2025" for word in ("light", "lights", "lighter", "lighthouse")]

    assert most_like("harbour-light-2025", slugs) == [
        f"harbour-{w}-2025" for w in ("light", "lights", "lighter")
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/films/harbour-light-2026/",
        "/films/harbor-light-2026/",
        "/people/soren-sorensen/",
        "/2026/sections/midnight/",
        "/2026/countries/iceland/",
        "/2026/programmes/small-hours-2026/",
        "/2026/venues/harbour-cinema/",
    ],
)
def test_what_is_kept_back_changes_no_answer(client, path):
    """The same address, asked before anything stands there and while it is embargoed."""
    make_selection(make_film("Harbour Night", "Mara Vex", ["BE"]))
    nothing = client.get(path).content
    film = make_film("Harbour Light", "Søren Sørensen", ["IS"])
    hidden = make_selection(film, section=make_section("Midnight"), announced_at=in_an_hour())
    block = Programme.objects.create(
        names={"en": "Small Hours"}, edition=hidden.edition, section=hidden.section
    )
    ProgrammeSlot.objects.create(programme=block, selection=hidden)
    make_screening(hidden, datetime(2026, 2, 13, 18, tzinfo=UTC))

    assert client.get(path).content == nothing
    Selection.objects.update(announced_at=None)
    assert client.get(path).content != nothing


def test_a_page_that_is_not_there_helps_on_in_its_language(client, programme):
    response = client.get("/de/nirgends/?q=1")

    assert "Suche" in text(response)
    doors = {"/de/", "/de/archive/"} | {
        f"/de/2026/{page}/" for page in ("programme", "schedule", "sections")
    }
    assert links(response) >= doors | {"/nirgends/"}
    assert 'action="/de/search/"' in response.content.decode()
    assert (response.status_code, response["Content-Language"]) == (404, "de")


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/nowhere/?page=2", "/de/nowhere/"),
        ("/de/nirgends/", "/nirgends/"),
        ("/de//evil.example/", "/%2Fevil.example/"),
        ("/films/gone-2020/", "/de/films/gone-2020/"),
    ],
)
def test_the_language_switch_stays_on_the_page_that_is_not_there(client, path, other):
    response = client.get(path)

    assert response.status_code == 404
    assert f'href="{other}" lang=' in response.content.decode()


def test_a_broken_page_says_so_without_the_database_and_names_the_contact(
    settings, monkeypatch, django_assert_num_queries
):
    settings.FESTIVAL_CONTACT = "help@festival.example"

    def broken(request):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("catalogue.views.editions.Selection.objects.public", broken)
    client = Client(raise_request_exception=False)

    with django_assert_num_queries(0):
        response = client.get("/de/archive/")

    words = text(response)
    assert response.status_code == 500
    assert "Something broke on our side." in words
    assert "Bei uns ist etwas schiefgegangen." in words
    assert words.count("help@festival.example") == 2
