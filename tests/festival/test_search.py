import pytest

from catalogue.models import FilmTitle
from people.models import PersonName
from tests.factories import (
    in_an_hour,
    make_credit,
    make_edition,
    make_film,
    make_person,
    make_selection,
)
from tests.pages import links, messages, text, titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("sorensen", ["Nordlys"]),
        ("SØREN", ["Nordlys"]),
        ("lodz", ["Łódź"]),
        ("городской", ["City Light"]),
        ("stadtlicht", ["City Light"]),
        ("light city", ["City Light"]),
        ("海", ["City Light"]),
        ("isra'a", ["Isra’a’s Boat"]),
        ("israa", ["Isra’a’s Boat"]),
        ("no such film", []),
    ],
)
def test_films_are_found_by_every_title_and_name_whatever_the_spelling(client, words, found):
    make_selection(make_film("Nordlys", "Ida Sørensen"))
    make_selection(make_film("Łódź", "Jan Kos"))
    make_selection(make_film("Isra’a’s Boat", "Jan Kos"))
    city = make_film("City Light", "Jan Kos", original_title="Городской свет")
    FilmTitle.objects.create(film=city, title="Stadtlicht", language="de")
    FilmTitle.objects.create(film=city, title="街と海", language="ja")
    make_selection(city)

    assert titles(client.get("/search/", {"q": words})) == found


def test_people_are_found_by_any_of_their_names(client):
    person = make_person("Ida Sørensen")
    PersonName.objects.create(person=person, name="Ида Сёренсен")
    make_selection(make_film("Nordlys", person))

    for words in ("ida", "sorensen ida", "ида"):
        assert "/people/ida-sorensen/" in links(client.get("/search/", {"q": words}))


def test_films_of_every_edition_are_found_once_newest_first(client):
    old = make_film("Tide Table", year=1974)
    make_selection(old, make_edition(2020))
    make_selection(old, make_edition(2026))
    make_selection(make_film("Tide"), make_edition(2020))

    response = client.get("/search/?q=tide")

    assert titles(response) == ["Tide Table", "Tide"]
    assert "Panorama 2026" in text(response)


def test_nothing_hidden_is_found(client):
    make_selection(make_film("Secret Tide", "Mara Hidden"), announced_at=in_an_hour())

    for words in ("secret", "hidden", "se", "tide"):
        response = client.get("/search/", {"q": words})
        assert titles(response) == []
        assert f"Nothing here is called “{words}”." in text(response)
        assert not any("/people/" in link or "/films/" in link for link in links(response))


@pytest.mark.parametrize("query", ["q=%00", "q=%ff", f"q={'x' * 10_000}", "q=%25%27%22%5C_", "q="])
def test_no_words_can_break_it(client, query):
    make_selection(make_film("Tide"))

    response = client.get(f"/search/?{query}")

    assert response.status_code == 200
    assert titles(response) == []


def test_what_cannot_be_read_is_said(client):
    assert messages(client.get("/search/?q=%00")) == ["This holds characters that cannot be read."]


def test_many_people_are_paged(client):
    film = make_film("Tide")
    make_selection(film)
    for number in range(50):
        make_credit(film, f"Jo Wave {number:02}", "producer")

    first = client.get("/search/?q=wave")
    second = client.get("/search/?q=wave&people=2")

    assert "50 people" in text(first)
    assert sum("/people/" in link for link in links(first)) == 48
    assert sum("/people/" in link for link in links(second)) == 2
