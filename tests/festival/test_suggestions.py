import re
from html import unescape

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.models import FilmTitle
from people.models import PersonName
from tests.factories import (
    in_an_hour,
    make_credit,
    make_edition,
    make_film,
    make_person,
    make_section,
    make_selection,
)

pytestmark = pytest.mark.django_db


def ask(client, words, path="/search/suggestions/"):
    """(kind, label and detail, address) of each suggestion, and what is announced."""
    page = client.get(path, {"q": words}).content.decode()
    options = re.findall(
        r'href="([^"]*)"><span>(.*?)</span> <span class="suggestion-kind">(.*?)</span>', page, re.S
    )
    plain = [
        (kind, " ".join(unescape(re.sub(r"<[^>]+>", "", label)).split()), address)
        for address, label, kind in options
    ]
    return plain, re.search(r"<p data-status>(.*?)</p>", page)[1]


def make_programme():
    film = make_film("Harbour Light", "Lina Haas", ["DK"], year=2025)
    FilmTitle.objects.create(film=film, title="Hafenlicht", language="de")
    make_selection(film, make_edition(2020), make_section("Half Lights"))
    make_selection(film, make_edition(2026), make_section("Half Lights"))
    return film


def test_films_people_sections_and_countries_are_suggested_with_their_pages(client):
    make_programme()

    assert ask(client, "ha") == (
        [
            ("Film", "Harbour Light 2025", "/films/harbour-light-2025/"),
            ("Person", "Lina Haas", "/people/lina-haas/"),
            ("Section", "Half Lights 2026", "/2026/sections/half-lights/"),
        ],
        "3 suggestions",
    )
    assert ask(client, "denm") == (
        [("Country", "Denmark 2026", "/2026/countries/denmark/")],
        "1 suggestion",
    )
    assert ask(client, "dänem", "/de/search/suggestions/") == (
        [("Land", "Dänemark 2026", "/de/2026/countries/denmark/")],
        "1 Vorschlag",
    )
    assert ask(client, "haf", "/de/search/suggestions/")[0] == [
        ("Film", "Hafenlicht 2025", "/de/films/harbour-light-2025/")
    ]


def test_a_name_and_a_word_of_the_title_go_together(client):
    make_programme()
    make_selection(make_film("Harbour", "Some One"))

    assert [label for _kind, label, _address in ask(client, "haas harb")[0]] == [
        "Harbour Light 2025"
    ]


def test_eight_are_suggested_and_of_every_kind_some(client):
    section = make_section("Tidal")
    for number in range(9):
        film = make_film(f"Tide {number}", f"Tide Person {number}")
        make_selection(film, section=section)

    kinds = [kind for kind, _label, _address in ask(client, "tid")[0]]

    assert kinds == ["Film"] * 5 + ["Person"] * 2 + ["Section"]


@pytest.mark.parametrize("words", ["", "%00", "x" * 300, "\x00", "🎬", "'\"*:()"])
def test_what_nothing_can_be_suggested_for_is_answered(client, words):
    make_programme()

    assert ask(client, words) == ([], "No suggestions")


def test_whatever_is_hidden_is_not_suggested(client):
    secret = make_film("Zanzibar", "Zan Hidden", ["IS"])
    make_selection(secret, section=make_section("Zan Nights"), announced_at=in_an_hour())
    make_selection(make_film("Open", "Known Name"))

    for words in ("zan", "hid", "iceland"):
        assert ask(client, words) == ([], "No suggestions")
    with time_machine.travel(in_an_hour(minutes=1)):
        assert len(ask(client, "zan")[0]) == 3
        assert len(ask(client, "iceland")[0]) == 1


def test_labels_are_marked_and_escaped(client):
    make_selection(make_film("<i>Tide</i> & Co"))

    page = client.get("/search/suggestions/?q=tide").content.decode()

    assert "&lt;i&gt;<mark>Tide</mark>&lt;/i&gt; &amp; Co" in page


def test_any_cache_may_keep_them(client):
    response = client.get("/search/suggestions/?q=tide")

    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize(("number", "queries"), [(1, 11), (3, 11), (40, 9)])
def test_the_number_of_queries_is_fixed(client, django_assert_num_queries, number, queries):
    """Where titles alone are enough, no other films are asked for."""
    for n in range(number):
        make_selection(make_film(f"Tide {n}", f"Tide {n}", ["BE"]), section=make_section("Tidal"))

    with django_assert_num_queries(queries):
        ask(client, "tid")


# Other spellings -------------------------------------------------------------------------------


def near(client, words):
    page = client.get("/search/", {"q": words}).content.decode()
    found = re.search(r'<p class="near">(.*?)</p>', page, re.S)
    return re.findall(r">([^<]+)</a>", found[1]) if found else []


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("sorenson", ["sorensen"]),
        ("Sörrensen", ["sorensen"]),
        ("osrensen", ["sorensen"]),
        ("nordlis ida", ["nordlys ida"]),
        ("nordlis sorenson", ["nordlys sorensen"]),
        ("denmrak", ["denmark"]),
        ("nordlys ebb", ["nordlys", "ebb"]),
        ("xyxyxy", []),
        ("xy", []),
        ("海辺", []),
    ],
)
def test_who_finds_nothing_is_offered_near_spellings_that_find_something(client, words, meant):
    person = make_person("Ida Sørensen")
    PersonName.objects.create(person=person, name="Ида")
    make_selection(make_film("Nordlys", person, ["DK"]))
    make_selection(make_film("Ebb"))

    assert near(client, words) == meant


def test_no_spelling_of_what_is_hidden_is_offered(client):
    make_selection(make_film("Zanzibar", "Zoltan Quark"), announced_at=in_an_hour())
    film = make_film("Open")
    make_selection(film)
    make_credit(make_film("Never Shown"), "Zanziber", "producer")

    assert near(client, "zanzibaar") == []
    with time_machine.travel(in_an_hour(minutes=1)):
        assert near(client, "zanzibaar") == ["zanzibar"]


@pytest.mark.parametrize("words", ["marl harbour", "marlx harbour", "harbxur", "mar", "salk"])
def test_a_search_is_answered_alike_whatever_is_hidden(client, words):
    make_selection(make_film("Mark", "Ida Salt"))
    make_selection(make_film("Harbour", "Ola Quist"))
    before = client.get("/search/", {"q": words}).content

    for title in ("Marla", "Harbqur", "Harbxxr", "Hxrbxur", "Harbyur", "Harbzur", "Salj", "Harb"):
        make_selection(make_film(title, f"{title} Salko"), announced_at=in_an_hour())

    assert client.get("/search/", {"q": words}).content == before
    with time_machine.travel(in_an_hour(minutes=1)):
        assert client.get("/search/", {"q": words}).content != before


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=30))
def test_any_words_are_answered_with_suggestions_and_spellings(client, words):
    for path in ("/search/", "/search/suggestions/"):
        assert client.get(path, {"q": words}).status_code == 200
