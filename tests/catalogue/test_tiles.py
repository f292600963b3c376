"""The picture of countries."""

import re
from html import unescape

import pytest

from catalogue.models import Country
from catalogue.tiles import COLUMNS, STEP, picture_of
from catalogue.vocabularies import terms, tiles
from tests.factories import in_an_hour, make_film, make_selection


def test_every_country_of_today_has_a_place_of_its_own():
    places = tiles()
    today = {term["code"] for term in terms("countries") if not term["is_historical"]}

    assert set(places) == today
    assert len(set(places.values())) == len(places)
    assert max(column for column, _row in places.values()) == COLUMNS - 1


def test_neighbours_stand_side_by_side():
    places = tiles()

    for west, east in [("US", "GB"), ("PT", "ES"), ("DE", "PL"), ("IN", "BD"), ("KR", "JP")]:
        assert places[west][0] < places[east][0]
    for north, south in [("NO", "DK"), ("CA", "US"), ("EG", "SD"), ("RU", "CN"), ("AU", "NZ")]:
        assert places[north][1] < places[south][1]


@pytest.mark.parametrize(
    ("films", "tone"), [(1, 1), (2, 2), (3, 2), (4, 3), (7, 3), (8, 4), (200, 4)]
)
def test_more_films_colour_a_tile_more_strongly(films, tone):
    country = Country(code="DK")
    country.film_count = films

    assert [tile.tone for tile in picture_of([country]).tiles] == [tone]


def test_countries_without_a_place_stand_in_rows_below_the_world():
    """Forty of them fill a row and begin another."""
    countries = [Country(code="SUHH"), *(Country(code=f"Q{n:02}") for n in range(40))]
    world = picture_of([])

    picture = picture_of(countries)

    assert len(world.empty) == len(picture.empty) == len(tiles())
    assert (picture.tiles[0].x, picture.tiles[0].y) == (0, world.height + STEP)
    assert (picture.tiles[-1].x, picture.tiles[-1].y) == (9 * STEP, world.height + 2 * STEP)
    assert picture.tiles[0].letters == "SU"
    assert picture.height == world.height + 3 * STEP


def drawn(response):
    """[(address, name read out, letters and number seen)] of the tiles that lead somewhere."""
    picture = response.content.decode().partition('class="tiles"')[2].partition("</figure>")[0]
    tiles = re.findall(r'<a href="(.*?)".*?aria-label="(.*?)">(.*?)</a>', picture, re.S)
    return [
        (address, unescape(name), re.findall(r"<text[^>]*>(.*?)</text>", inner))
        for address, name, inner in tiles
    ]


@pytest.mark.django_db
def test_tiles_lead_to_the_countries_with_public_films_and_tell_how_many(client):
    make_selection(make_film(countries=["DK", "BE"]))
    make_selection(make_film(countries=["DK", "DDDE"]))
    make_selection(make_film(countries=["CL"]), announced_at=in_an_hour())

    english = drawn(client.get("/2026/countries/"))
    german = drawn(client.get("/de/2026/countries/"))

    assert english == [
        ("/2026/countries/denmark/", "Denmark: 2 films", ["DK", "2"]),
        ("/2026/countries/belgium/", "Belgium: 1 film", ["BE", "1"]),
        ("/2026/countries/east-germany/", "East Germany: 1 film", ["DD", "1"]),
    ]
    assert german[0] == ("/de/2026/countries/denmark/", "Dänemark: 2 Filme", ["DK", "2"])
