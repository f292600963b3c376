import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import PersonName
from tests.factories import (
    in_an_hour,
    make_biography,
    make_credit,
    make_edition,
    make_film,
    make_person,
    make_section,
    make_selection,
)
from tests.pages import links, text, titles

pytestmark = pytest.mark.django_db


def test_a_person_has_a_biography_a_filmography_and_every_film_here(client):
    mara = make_person("Mara Vex", birth_year=1980, birth_place="Esbjerg")
    PersonName.objects.create(person=mara, name="Μάρα Βεξ", language="el")
    tide = make_film("Tide", mara, year=2019)
    make_credit(tide, mara, "writer")
    make_selection(tide, make_edition(2020), make_section("Panorama"))
    salt = make_film("Salt", "Somebody", year=2025)
    make_credit(salt, mara, "cast_member", character="the pilot")
    make_selection(salt, make_edition(2026), make_section("Encounters"))
    make_biography(
        mara, 2020, "Born in Esbjerg.", [(2011, "Pebble", {"kind": "short film"}), (2019, "Tide")]
    )

    response = client.get("/people/mara-vex/")

    words = text(response)
    assert "Mara Vex Μάρα Βεξ 1980, Esbjerg Biography Born in Esbjerg." in words
    assert "2011 Pebble ; short film 2019 Tide ; Panorama Bio- & filmography as of 2020" in words
    assert titles(response) == ["Salt", "Tide"]
    assert "Cast (the pilot)" in words
    assert "Director, Screenplay" in words


def test_a_person_of_a_hidden_film_alone_is_not_there(client):
    film = make_film("Secret", "Mara Vex")
    make_selection(film, announced_at=in_an_hour())

    assert client.get("/people/mara-vex/").status_code == 404


def test_a_hidden_film_is_not_among_somebody_s_films(client):
    mara = make_person("Mara Vex")
    make_selection(make_film("Open", mara))
    make_selection(make_film("Secret", mara, year=2026), announced_at=in_an_hour())
    make_biography(mara, 2026, "A life.", [(2026, "Secret")])

    response = client.get("/people/mara-vex/")

    assert titles(response) == ["Open"]
    assert "/films/secret-2026/" not in links(response)


def test_a_merged_person_s_address_leads_to_the_other(client):
    mara = make_person("Mara Vex")
    make_selection(make_film("Open", mara))
    twin = make_person("Mara Veks", merged_into=mara)

    response = client.get(twin.get_absolute_url())

    assert (response.status_code, response.url) == (301, "/people/mara-vex/")


def test_a_renamed_address_redirects_and_homonyms_get_addresses_of_their_own(client):
    first, second = make_person("Yang Liu"), make_person("Yang Liu")
    make_selection(make_film("One", first))
    make_selection(make_film("Two", second))
    first.slug = "yang-liu-director"
    first.save()

    response = client.get("/people/yang-liu/")

    assert second.slug == "yang-liu-2"
    assert (response.status_code, response.url) == (301, "/people/yang-liu-director/")


def test_only_48_works_stand_on_a_page(client):
    mara = make_person("Mara Vex")
    for number in range(50):
        make_selection(make_film(f"Film {number:02}", mara))

    first, second = (client.get(f"/people/mara-vex/{query}") for query in ("", "?page=2"))

    assert len(titles(first)) == 48
    assert "Page 1 of 2" in text(first)
    assert titles(second) == ["Film 48", "Film 49"]


@pytest.mark.parametrize("films", [1, 3, 60])
def test_the_number_of_queries_is_fixed(client, films):
    mara = make_person("Mara Vex")
    for number in range(films):
        film = make_film(f"Film {number}", mara, ["BE"])
        make_credit(film, mara, "writer")
        make_selection(film)
    make_biography(mara, 2026, "A life.", [(2026, "Film 0")])

    with CaptureQueriesContext(connection) as queries:
        response = client.get("/people/mara-vex/")

    assert len(titles(response)) == min(films, 48)
    assert len(queries) == 12
