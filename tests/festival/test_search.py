import re
from html import unescape

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue import finding_films
from catalogue.models import Credit, Film, FilmTitle, Section, Selection, Synopsis, finding
from people.folding import fold
from people.models import PersonName
from tests.factories import (
    in_an_hour,
    make_biography,
    make_company_credit,
    make_credit,
    make_edition,
    make_film,
    make_note,
    make_person,
    make_section,
    make_selection,
    make_synopsis,
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


def test_films_of_every_edition_are_found_once_as_their_newest_selection(client):
    old = make_film("Tide Table", year=1974)
    make_selection(old, make_edition(2020))
    make_selection(old, make_edition(2026))
    make_selection(make_film("Tide"), make_edition(2020))

    response = client.get("/search/?q=tide")

    assert titles(response) == ["Tide", "Tide Table"]
    assert "Panorama 2026" in text(response)


def test_nothing_hidden_is_found(client):
    make_selection(make_film("Secret Tide", "Mara Hidden"), announced_at=in_an_hour())

    for words in ("secret", "hidden", "se", "tide"):
        response = client.get("/search/", {"q": words})
        assert titles(response) == []
        assert f"Nothing here is called “{words}”." in text(response)
        assert not any("/people/" in link or "/films/" in link for link in links(response))


@pytest.mark.parametrize("query", ["q=%00", "q=%ff", f"q={'x' * 3000}", "q=%25%27%22%5C_", "q="])
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
    last = client.get("/search/?q=wave&people=5")

    assert "50 people" in text(first)
    assert sum("/people/" in link for link in links(first)) == 12
    assert sum("/people/" in link for link in links(last)) == 2


@pytest.mark.parametrize(("number", "shown", "is_cut"), [(119, 119, False), (130, 120, True)])
def test_who_finds_too_much_is_told_to_add_a_word(client, number, shown, is_cut):
    for n in range(number):
        make_selection(make_film(f"Tide {n:03}"))

    first, last = client.get("/search/?q=tide"), client.get("/search/?q=tide&page=5")

    assert f"{shown} films" in text(first)
    assert titles(first) == [f"Tide {n:03}" for n in range(24)]
    assert titles(last) == [f"Tide {n:03}" for n in range(96, shown)]
    assert ("There is more than is shown here. Add a word." in text(first)) == is_cut


def test_of_words_that_stand_everywhere_no_more_is_counted_than_a_page_needs(client, monkeypatch):
    monkeypatch.setattr(finding, "MOST_LOOKED_UP", -1)
    monkeypatch.setattr(finding_films, "READ_BESIDES", -1)
    for n in range(60):
        make_synopsis(film=make_selection(make_film(f"No {n:02}")).film, body="The tide turns.")

    pages = [client.get(f"/search/?q=tide&page={number}") for number in (1, 2, 3)]

    assert [titles(page) for page in pages] == [
        [f"No {n:02}" for n in numbers] for numbers in (range(24), range(24, 48), range(48, 60))
    ]
    said = [
        ("More than 24 films", "Page 1 "),
        ("More than 48 films", "Page 2 "),
        ("60 films", "3 of 3"),
    ]
    for page, words in zip(pages, said, strict=True):
        assert all(one in text(page) for one in words)


def found(client, words, path="/search/"):
    """(titles of films, names of people) found."""
    response = client.get(path, {"q": words})
    names = re.findall(r'class="found-name"[^>]*>(.*?)</a>', response.content.decode(), re.S)
    return titles(response), [unescape(re.sub(r"</?mark>", "", name)) for name in names]


def marks(response):
    return [unescape(mark) for mark in re.findall(r"<mark>(.*?)</mark>", response.content.decode())]


def make_everything():
    """One film in which a word of its own stands in every place that is searched."""
    film = make_film("Harbour Light", "Mara Vex", ["DK"], year=2025)
    make_credit(film, "Pia Holm", "cast_member", character="Stine Oak")
    make_credit(film, "Jo Lund", "producer", credited_as="Joey Lundqvist")
    make_company_credit(film, "Salt Pictures")
    make_synopsis(film=film, body="A pilot waits for fog.")
    make_synopsis(film=film, language="de", body="Ein Lotse wartet auf Nebel.")
    selection = make_selection(film, section=make_section("Wide Angle"))
    make_note(selection=selection, body="Shot in a single winter.")
    make_selection(make_film("Other", "Some One"))
    return selection


@pytest.mark.parametrize(
    "words",
    [
        "harb",
        "mara vex",
        "vex, mara",
        "stine",
        "lundqvist",
        "jo lund",
        "salt pict",
        "denmark",
        "dänem",
        "wide",
        "fog",
        "nebel",
        "winter",
        "2025",
        "vex harbour",
        "pilot wide mara light denm salt stine winter",
    ],
)
def test_a_film_is_found_by_words_from_all_over_it_in_any_order(client, words):
    make_everything()

    assert found(client, words)[0] == ["Harbour Light"]
    assert found(client, words, "/de/search/")[0] == ["Harbour Light"]
    assert titles(client.get("/2026/programme/", {"q": words})) == ["Harbour Light"]


@pytest.mark.parametrize("words", ["arbour", "harbour nebula", "light-house", "h", "20 25"])
def test_every_word_has_to_begin_one(client, words):
    make_everything()

    assert found(client, words) == ([], [])


def test_the_best_come_first(client):
    named = make_film("Quiet", "Lodz Wind")
    produced = make_film("Air")
    make_credit(produced, "Jan Lodz", "producer")
    played = make_film("Stage")
    make_credit(played, "Some One", "cast_member", character="Old Lodz")
    told = make_film("Told")
    make_synopsis(film=told, body="From Łódź to the sea.")
    of_company = make_film("Sold")
    make_company_credit(of_company, "Łódź Film")
    for film in (told, of_company, played, produced, named):
        make_selection(film)
    make_selection(make_film("Before Łódź"))
    make_selection(make_film("The Łódź Years", title_language="en"))
    make_selection(make_film("Łódź"))

    assert found(client, "lodz") == (
        ["Łódź", "The Łódź Years", "Before Łódź", "Quiet", "Air", "Stage", "Sold", "Told"],
        ["Jan Lodz", "Lodz Wind"],
    )


def test_the_exact_name_comes_before_those_it_begins(client):
    film = make_film("Tide")
    for name in ("Ida Annasson", "Zoe Anna", "Anna Ida", "Anna"):
        make_credit(film, name, "producer")
    make_selection(film)

    assert found(client, "anna")[1] == ["Anna", "Zoe Anna", "Anna Ida", "Ida Annasson"]


def test_what_was_asked_for_is_marked(client):
    selection = make_everything()
    make_biography(selection.film.credits.first().person, 2026, "She kept a light & waited.")

    response = client.get("/search/", {"q": "VÉX light pilot"})

    assert marks(response) == ["Light", "Vex", "pilot"]
    assert "A <mark>pilot</mark> waits for fog." in response.content.decode()
    response = client.get("/search/", {"q": "kept"})
    assert "She <mark>kept</mark> a light &amp; waited." in response.content.decode()


def test_a_title_is_marked_in_its_own_spelling_and_script(client):
    city = make_film("City Light", original_title="街と海", original_title_language="ja")
    FilmTitle.objects.create(film=city, title="Świętość", kind="alternative", language="pl")
    make_selection(city)

    assert marks(client.get("/search/?q=海")) == ["海"]
    assert marks(client.get("/search/?q=swie")) == ["Świętość"]
    assert marks(client.get("/de/search/?q=city")) == ["City"]


def test_what_is_marked_stays_escaped(client):
    make_selection(make_film("<b>Tide</b> & <script>", "O'Tide <i>"))

    page = client.get("/search/?q=tide").content.decode()

    assert "&lt;b&gt;<mark>Tide</mark>&lt;/b&gt; &amp; &lt;script&gt;" in page
    assert "<b>" not in page
    assert "<i>" not in page


def test_people_come_with_what_they_are_known_for_here(client):
    vex = make_person("Mara Vex")
    for year, title in ((2021, "Old"), (2024, "Newer"), (2025, "Newest")):
        make_selection(make_film(title, vex, year=year))
    make_credit(Film.objects.get(title="Newest"), vex, "film_editor")
    make_selection(make_film("Secret", vex, year=2026), announced_at=in_an_hour())

    page = text(client.get("/search/?q=mara"))

    assert "Mara Vex Director · Newest 2025, Newer 2024 3 films" in page


# What is hidden --------------------------------------------------------------------------------


def test_a_hidden_selection_lends_its_film_no_words(client):
    """The film is seen at another edition; note and section of the next one are not out yet."""
    film = make_film("Tide", "Mara Vex")
    make_selection(film, make_edition(2020))
    hidden = make_selection(
        film, make_edition(2026), make_section("Nights"), announced_at=in_an_hour()
    )
    make_note(selection=hidden, body="Zanzibar by night.")

    assert found(client, "zanzibar") == ([], [])
    assert found(client, "nights") == ([], [])
    assert "zanzibar" not in text(client.get("/search/?q=tide")).lower()
    with time_machine.travel(in_an_hour(minutes=1)):
        assert found(client, "zanzibar") == (["Tide"], [])
        assert found(client, "nights") == (["Tide"], [])


def test_a_biography_of_a_later_edition_finds_nobody_yet(client):
    vex = make_person("Mara Vex")
    make_selection(make_film("Tide", vex), make_edition(2025))
    make_selection(make_film("Next", vex), make_edition(2026), announced_at=in_an_hour())
    make_biography(vex, 2025, "Born in Esbjerg.")
    make_biography(vex, 2026, "Lives in Zanzibar.")

    assert found(client, "esbjerg") == ([], ["Mara Vex"])
    assert found(client, "zanzibar") == ([], [])
    with time_machine.travel(in_an_hour(minutes=1)):
        assert found(client, "esbjerg") == ([], [])
        assert found(client, "zanzibar") == ([], ["Mara Vex"])


def test_a_hidden_film_is_nobodys_work(client):
    vex = make_person("Mara Vex")
    make_selection(make_film("Tide", vex))
    hidden = make_film("Zanzibar", vex)
    make_selection(hidden, announced_at=in_an_hour())
    make_credit(hidden, "Only There", "producer")

    page = text(client.get("/search/?q=mara"))

    assert "Director · Tide 2026" in page
    assert "Zanzibar" not in page
    assert found(client, "only there") == ([], [])


# Never stale -----------------------------------------------------------------------------------


def test_whatever_is_changed_is_found_as_it_is_now(client):
    selection = make_everything()
    film = selection.film
    film.title = "Beacon"
    film.save()
    director, actress, _producer = film.credits.order_by("pk")
    director.person.name = "Vera Kant"
    director.person.sort_name = ""
    director.person.save()
    Credit.objects.filter(pk=actress.pk).get().delete()
    section = Section.objects.get(slug="wide-angle")
    section.names = {"en": "Close Up"}
    section.save()
    synopsis = Synopsis.objects.get(language="en")
    synopsis.body = "A storm comes."
    synopsis.save()
    Synopsis.objects.get(language="de").delete()
    selection.notes.all().delete()
    other = FilmTitle.objects.create(film=film, title="Leuchtturm", language="de")

    gone = ["harbour", "mara", "stine", "wide", "fog", "nebel", "winter"]
    assert [words for words in gone if found(client, words) != ([], [])] == []
    there = ["beacon", "kant", "close", "storm", "leuchtturm"]
    assert [words for words in there if found(client, words)[0] != ["Beacon"]] == []
    other.delete()
    assert found(client, "leuchtturm") == ([], [])


def test_records_made_many_at_a_time_are_found(client):
    film = Film.objects.bulk_create([Film(title="Tide", slug="tide", folded_titles="|tide|")])[0]
    make_selection(film)
    film.folded_titles = "|ebb|"
    assert found(client, "tide")[0] == ["Tide"]

    Film.objects.bulk_update([film], ["folded_titles"])

    assert found(client, "tide")[0] == []
    assert found(client, "ebb")[0] == ["Tide"]


# What is remembered ----------------------------------------------------------------------------


def suggested(client, words):
    """How many are."""
    return client.get("/search/suggestions/", {"q": words}).content.decode().count('role="option"')


def test_what_is_remembered_outlives_no_withdrawal(client, remembering):
    selection = make_selection(make_film("Tide", "Mara Tide"))
    assert found(client, "tide") == (["Tide"], ["Mara Tide"])
    assert suggested(client, "tide") == 2

    selection.status = Selection.Status.WITHDRAWN
    selection.save()

    assert found(client, "tide") == ([], [])
    assert suggested(client, "tide") == 0


def test_what_is_remembered_knows_its_hour(client, remembering):
    make_selection(make_film("Tide", "Mara Tide"), announced_at=in_an_hour())
    assert found(client, "tide") == ([], [])
    assert suggested(client, "tide") == 0

    with time_machine.travel(in_an_hour(minutes=1)):
        assert found(client, "tide") == (["Tide"], ["Mara Tide"])
        assert suggested(client, "tide") == 2


@pytest.mark.parametrize(("words", "queries"), [("tide", 14), ("gezeiten", 3), ("tidex", 2)])
def test_what_is_remembered_is_not_asked_again(
    client, remembering, django_assert_num_queries, words, queries
):
    make_many(3)
    client.get("/search/", {"q": words})

    with django_assert_num_queries(queries):
        client.get("/search/", {"q": words})


# Whatever is typed -----------------------------------------------------------------------------

LETTERS = "aÅøßŁİ1½ .'’-_|%&<\"\\*^():海のガラ한קאمक़िกำ้\u0301\u200d\ufdfa🎬\ufffd\n"


@pytest.fixture
def everything():
    return make_everything()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.one_of(st.text(), st.text(alphabet=LETTERS, max_size=60)))
def test_any_words_are_answered(client, everything, words):
    for path in ("/search/", "/2026/programme/"):
        assert client.get(path, {"q": words}).status_code == 200


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(alphabet=LETTERS, min_size=1, max_size=60).filter(lambda t: "\0" not in t))
def test_every_word_of_a_public_title_finds_its_film(client, title):
    film = make_selection(make_film(title)).film

    for word in fold(title).split():
        assert film.get_absolute_url() in links(client.get("/search/", {"q": word}))


def make_many(number):
    vex = make_person("Mara Vex")
    for n in range(number):
        film = make_film(f"Tide {n}", vex, ["BE", "FR"], title_language="en")
        make_credit(film, f"Tide Person {n}", "cast_member", character="Tide")
        FilmTitle.objects.create(film=film, title=f"Gezeiten {n}", language="de")
        make_synopsis(film=film, body="The tide turns.")
        make_selection(film)
    make_biography(vex, 2026, "Of the tide.")


@pytest.mark.parametrize(
    ("words", "number", "queries"),
    [
        *(("tide", 1, 24), ("tide", 3, 24), ("tide", 60, 19)),
        *(("tide vex turns", number, 17) for number in (1, 3, 60)),
    ],
)
def test_the_number_of_queries_is_fixed(client, django_assert_num_queries, number, words, queries):
    """Where so many are named so as are shown, nobody is asked for who is told of."""
    make_many(number)

    with django_assert_num_queries(queries):
        client.get("/search/", {"q": words})


def test_finding_nothing_takes_no_more(client, django_assert_max_num_queries):
    make_many(3)

    with django_assert_max_num_queries(9):
        client.get("/search/?q=tidex")
