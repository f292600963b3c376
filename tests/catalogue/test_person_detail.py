import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import Section, Selection
from catalogue.views import people
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
    make_still,
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
    assert titles(response) == ["Tide", "Tide", "Salt"]
    assert words.partition("as of 2020 ")[2].startswith(
        "Director 1 film Tide 2019 · 90′ Panorama 2020 "
        "Screenplay 1 film Tide 2019 · 90′ Panorama 2020 "
        "Cast 1 film Salt the pilot by Somebody 2025 · 90′ Encounters 2026 Marquee 2026"
    )


def test_under_each_function_stand_its_films_of_every_edition_the_newest_first(client):
    mara = make_person("Mara Vex")
    for year in (2020, 2026, 2024):
        film = make_film(f"Film of {year}", mara if year != 2024 else "Ana Sol", year=year)
        make_credit(film, mara, "film_editor")
        make_selection(film, make_edition(year))
    shown_twice = make_film("Twice", mara, year=2019)
    make_selection(shown_twice, make_edition(2020))
    make_selection(shown_twice, make_edition(2024))

    response = client.get("/people/mara-vex/")

    words = text(response)
    assert titles(response) == [
        *("Film of 2026", "Twice", "Film of 2020"),
        *("Film of 2026", "Film of 2024", "Film of 2020"),
    ]
    assert words.index("Director 3 films") < words.index("Editing 3 films")
    assert "Film of 2024 by Ana Sol 2024 · 90′ Panorama 2024" in words
    assert words.count("by Mara Vex") == 0
    assert words.count("Panorama 2024") == 2


def test_a_film_under_two_functions_has_its_picture_once(client):
    mara = make_person("Mara Vex")
    film = make_film("Salt", mara)
    make_credit(film, mara, "writer")
    make_still(film)
    make_selection(film)

    page = client.get("/people/mara-vex/").content.decode()

    assert page.count(">Salt</a>") == 2
    assert page.count("<img") == 1


def test_every_character_and_the_name_printed_then_stand_with_the_film(client):
    mara = make_person("Mara Vex")
    film = make_film("Salt", "Ana Sol")
    make_credit(film, mara, "cast_member", character="the pilot", credited_as="M. Vex")
    make_credit(film, mara, "cast_member", character="her twin", note="voice")
    make_selection(film)

    words = text(client.get("/people/mara-vex/"))

    assert "Cast 1 film Salt the pilot credited as M. Vex her twin voice by Ana Sol" in words


def test_the_newest_biography_up_to_the_newest_edition_is_shown(client):
    """One without a text counts too; one of an edition that shows no film of theirs does not."""
    mara = make_person("Mara Vex")
    make_selection(make_film("Tide", mara), make_edition(2024))
    make_biography(mara, 2020, "An early life.", [(2011, "Pebble")])
    make_biography(mara, 2023, "", [(2012, "Shingle")])
    make_biography(mara, 2026, "A late life.", [(2025, "Boulder")])

    words = text(client.get("/people/mara-vex/"))

    assert "Biography Filmography 2012 Shingle Bio- & filmography as of 2023" in words
    assert [w for w in ("early", "late", "Pebble", "Boulder") if w in words] == []


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


def test_48_works_stand_on_a_page_and_the_life_on_the_first(client):
    mara = make_person("Mara Vex")
    for number in range(50):
        make_selection(make_film(f"Film {number:02}", mara))
    make_biography(mara, 2026, "A life.")

    first, second, beyond = (
        client.get(f"/people/mara-vex/{query}") for query in ("", "?page=2", "?page=3")
    )

    assert len(titles(first)) == 48
    assert "Page 1 of 2" in text(first)
    assert titles(second) == ["Film 48", "Film 49"]
    assert "Mara Vex Director 50 films Film 48" in text(second)
    assert ["A life." in text(page) for page in (first, second)] == [True, False]
    assert "There is no such page: this is page 2 of 2. Director 50 films Film 48" in text(beyond)


@pytest.mark.parametrize("films", [1, 3, 400])
def test_the_number_of_queries_is_fixed(client, films):
    mara = make_person("Mara Vex")
    for number in range(films):
        film = make_film(f"Film {number}", mara, ["BE"])
        make_credit(film, mara, "writer")
        make_selection(film)
    make_biography(mara, 2026, "A life.", [(2026, "Film 0")])
    PersonName.objects.create(person=mara, name="Μάρα Βεξ", language="el")

    with CaptureQueriesContext(connection) as queries:
        response = client.get("/people/mara-vex/")

    assert len(titles(response)) == min(2 * films, 48)
    assert len(queries) == 14


def test_what_a_state_knows_is_not_asked_again(client, remembering, django_assert_num_queries):
    mara = make_person("Mara Vex")
    make_selection(make_film("Film", mara))
    first = client.get("/people/mara-vex/")

    with django_assert_num_queries(1 + 8):  # the revision, and all that is of this page alone
        again = client.get("/people/mara-vex/")
    Section.objects.update(names={"en": "Elsewhere"})

    assert again.content == first.content
    assert "Elsewhere" in text(client.get("/people/mara-vex/"))


def test_who_is_hidden_while_their_page_is_made_is_not_there(client, monkeypatch):
    mara = make_person("Mara Vex")
    selection = make_selection(make_film("Film", mara))
    found = people.people_at

    def find_and_hide(*asked):
        there = found(*asked)
        Selection.objects.filter(pk=selection.pk).update(status=Selection.Status.WITHDRAWN)
        return there

    monkeypatch.setattr(people, "people_at", find_and_hide)

    assert client.get("/people/mara-vex/").status_code == 404
