import re

import pytest

from catalogue.filters import ProgrammeFilter
from catalogue.models import (
    Country,
    Credit,
    Film,
    FilmCountry,
    FilmLanguage,
    Function,
    Language,
    Section,
    Selection,
    Still,
)
from people.models import Person
from tests.factories import (
    in_an_hour,
    make_edition,
    make_film,
    make_section,
    make_selection,
)
from tests.pages import facet, messages, text, titles

pytestmark = pytest.mark.django_db
PROGRAMME = "/2026/programme/"


def make_programme():
    """Four films that differ in everything a visitor may ask for."""
    panorama = make_section("Panorama", position=1)
    shorts = make_section("Shorts", position=2)
    here = make_film("Here", "Bas Devos", ["BE"], ["fr"], year=2023, runtime_minutes=82)
    lodz = make_film("Łódź", "Zofia Wójcik", ["PL", "BE"], ["pl"], year=2025, runtime_minutes=15)
    marathon = make_film(
        "The Marathon",
        "Ana Sol",
        ["CL"],
        ["es"],
        year=2024,
        runtime_minutes=305,
        title_language="en",
    )
    quiet = make_film("Quiet", "Ana Sol", ["CL"], ["zxx"], year=2025, runtime_minutes=None)
    make_selection(here, section=panorama, premiere_status="world")
    make_selection(lodz, section=shorts, premiere_status="world")
    make_selection(marathon, section=panorama, premiere_status="international")
    make_selection(quiet, section=shorts)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Here", "Łódź", "The Marathon", "Quiet"]),
        ("section=panorama", ["Here", "The Marathon"]),
        ("section=panorama&section=shorts", ["Here", "Łódź", "The Marathon", "Quiet"]),
        ("country=belgium", ["Here", "Łódź"]),
        ("country=belgium&section=shorts", ["Łódź"]),
        ("country=belgium&country=chile", ["Here", "Łódź", "The Marathon", "Quiet"]),
        ("language=no-dialogue", ["Quiet"]),
        ("runtime=under-30", ["Łódź"]),
        ("runtime=under-30&runtime=180-and-over", ["Łódź", "The Marathon"]),
        ("runtime_min=82", ["Here", "The Marathon"]),
        ("runtime_max=82", ["Here", "Łódź"]),
        ("runtime_min=16&runtime_max=82", ["Here"]),
        ("premiere=world", ["Here", "Łódź"]),
        ("q=lodz", ["Łódź"]),
        ("q=wojcik", ["Łódź"]),
        ("q=sol+ana", ["The Marathon", "Quiet"]),
        ("q=ana+marathon", ["The Marathon"]),
        ("section=panorama&country=belgium&runtime=60-89", ["Here"]),
        ("section=panorama&country=poland", []),
    ],
)
def test_the_address_says_which_films_are_shown(client, query, found):
    make_programme()

    assert titles(client.get(f"{PROGRAMME}?{query}")) == found


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("title", ["Here", "Łódź", "The Marathon", "Quiet"]),
        ("-title", ["Quiet", "The Marathon", "Łódź", "Here"]),
        ("year", ["Here", "The Marathon", "Łódź", "Quiet"]),
        ("-year", ["Łódź", "Quiet", "The Marathon", "Here"]),
        ("runtime", ["Łódź", "Here", "The Marathon", "Quiet"]),
        ("-runtime", ["The Marathon", "Here", "Łódź", "Quiet"]),
        ("section", ["Here", "The Marathon", "Łódź", "Quiet"]),
        ("country", ["Here", "The Marathon", "Quiet", "Łódź"]),
        ("screening", ["Here", "Łódź", "The Marathon", "Quiet"]),
    ],
)
def test_films_are_sorted_as_asked_and_by_title_where_equal(client, sort, order):
    make_programme()

    assert titles(client.get(f"{PROGRAMME}?sort={sort}")) == order


def test_a_facet_counts_what_one_more_choice_would_find(client):
    make_programme()

    response = client.get(f"{PROGRAMME}?country=belgium")

    assert facet(response, "section") == {"panorama": 1, "shorts": 1}
    assert facet(response, "country") == {"belgium": 2, "chile": 2, "poland": 1}
    assert facet(response, "runtime") == {"under-30": 1, "60-89": 1}
    assert facet(response, "language") == {"french": 1, "polish": 1}
    assert facet(response, "premiere") == {"world": 2}


def test_every_choice_made_is_shown_with_the_way_back(client):
    make_programme()

    body = client.get(f"{PROGRAMME}?country=belgium&runtime_max=60").content.decode()

    assert '<a href="?runtime_max=60"><span class="chip-label">Country</span> Belgium' in body
    assert '<a href="?country=belgium"><span class="chip-label">Up to (minutes)</span> 60' in body


def ways_out(response):
    """(words, query) of the choices an empty page offers to drop."""
    listed = response.content.decode().partition('class="ways-out"')[2].partition("</ul>")[0]
    return re.findall(r'<a href="\?([^"]*)">(.*?)</a>', listed)


def test_nothing_found_names_each_choice_that_alone_is_in_the_way(client):
    make_programme()

    response = client.get(f"{PROGRAMME}?section=shorts&runtime=60-89&premiere=world")

    assert titles(response) == []
    assert ways_out(response) == [
        ("runtime=60-89&amp;premiere=world", "1 film without Section “Shorts”"),
        ("section=shorts&amp;premiere=world", "1 film without Runtime “60 to 89 minutes”"),
    ]


def test_nothing_found_says_so_where_no_single_choice_is_in_the_way(client):
    make_programme()

    response = client.get(f"{PROGRAMME}?q=nobody&country=atlantis")

    assert ways_out(response) == []
    assert "No film fits all of this. No single choice is in the way. Remove all" in text(response)


def test_countries_are_sorted_by_their_name_in_the_page_s_language(client):
    for code, title in (("AT", "Donau"), ("PL", "Łódź"), ("DE", "Elbe"), (None, "Nowhere")):
        make_selection(make_film(title, countries=[code] if code else []))

    assert titles(client.get(f"{PROGRAMME}?sort=country")) == ["Donau", "Elbe", "Łódź", "Nowhere"]
    german = titles(client.get(f"/de{PROGRAMME}?sort=country"))
    assert german == ["Elbe", "Donau", "Łódź", "Nowhere"]


def views(response):
    """{name: query} of the views a page offers, and the name of the one it is."""
    nav = response.content.decode().partition('class="views"')[2].partition("</nav>")[0]
    found = re.findall(r'<a href="\?([^"]*)"( aria-current="true")?>(.*?)</a>', nav)
    return {name: query for query, _, name in found}, [
        n for _, is_current, n in found if is_current
    ]


def test_views_are_kept_in_the_address_beside_the_choice(client):
    make_programme()

    response = client.get(f"{PROGRAMME}?country=belgium&sort=-year&view=list")

    assert titles(response) == ["Łódź", "Here"]
    assert views(response) == (
        {
            "Grid": "country=belgium&amp;sort=-year",
            "List": "country=belgium&amp;sort=-year&amp;view=list",
            "A–Z": "country=belgium&amp;sort=-year&amp;view=a-z",
        },
        ["List"],
    )
    assert '<input type="hidden" name="view" value="list">' in response.content.decode()
    assert "Poland / Belgium 2025 · Polish · World premiere Shorts 15′" in text(response)


def test_an_index_from_a_to_z_has_a_heading_for_each_letter_and_leads_to_its_page(client):
    make_selection(make_film("9th Room"))
    for number in range(48):
        make_selection(make_film(f"Anna {number:02}"))
    make_selection(make_film("Zoo"))

    first = client.get(f"{PROGRAMME}?view=a-z&sort=-title")
    second = client.get(f"{PROGRAMME}?view=a-z&page=2")

    headings = r'<h2 id="letter-[^"]*">(.*?)</h2>'
    assert re.findall(headings, first.content.decode()) == ["0–9", "A"]
    assert re.findall(headings, second.content.decode()) == ["A", "Z"]
    assert titles(second) == ["Anna 47", "Zoo"]
    letters = re.findall(r'<a href="\?([^"]*)#letter-([^"]*)">', second.content.decode())
    assert letters == [
        ("view=a-z", "0–9"),
        ("view=a-z", "A"),
        ("view=a-z&amp;page=2", "Z"),
    ]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("runtime_min=ninety", "From (minutes): Enter a whole number of minutes."),
        ("runtime_min=-1", "From (minutes): Enter a whole number of minutes."),
        ("runtime_max=1e9999", "Up to (minutes): Enter a whole number of minutes."),
        (
            f"runtime_max={'9' * 400}",
            "Up to (minutes): No film is that long: 9999 minutes at most.",
        ),
        ("runtime_max=99999999", "Up to (minutes): No film is that long: 9999 minutes at most."),
        ("runtime=abc", "Runtime: There is no such choice: “abc”."),
        ("premiere=galactic", "Premiere status: There is no such choice: “galactic”."),
        ("year=1974x", "Year: There is no such choice: “1974x”."),
        ("year=1975s", "Year: There is no such choice: “1975s”."),
        ("year=9999", "Year: There is no such choice: “9999”."),
        ("day=2026-02-30", "Day: There is no such choice: “2026-02-30”."),
        ("day=0001-01-01", "Day: There is no such choice: “0001-01-01”."),
        ("day=tomorrow", "Day: There is no such choice: “tomorrow”."),
        ("time=noon", "Time of day: There is no such choice: “noon”."),
        ("access=parking", "Access: There is no such choice: “parking”."),
        ("form=opera", "Form: There is no such choice: “opera”."),
        ("venue=%ff", "Venue: There is no such choice: “\ufffd”."),
        ("section=%3Cb%3E", "Section: There is no such choice: “<b>”."),
        ("country=bel%00gium", "Country: There is no such choice: “bel\x00gium”."),
        ("q=%00", "Words: This holds characters that cannot be read."),
        ("q=%ff%fe", "Words: This holds characters that cannot be read."),
        (f"q={'a' * 3000}", "Words: This is too long: 200 characters at most."),
        (
            "sort=director",
            "Sorted by: Select a valid choice. director is not one of the available choices.",
        ),
        (
            "view=wall",
            "View: Select a valid choice. wall is not one of the available choices.",
        ),
        ("page=99999", "There is no such page: this is page 1 of 1."),
        ("page=-1", "There is no such page: this is page 1 of 1."),
        ("page=last", "There is no such page: this is page 1 of 1."),
    ],
)
def test_what_cannot_be_read_is_said_and_left_out(client, query, sentence):
    make_programme()

    response = client.get(f"{PROGRAMME}?{query}")

    assert response.status_code == 200
    assert messages(response) == [sentence]
    assert len(titles(response)) == 4


def test_a_section_nobody_knows_finds_nothing_and_says_so(client):
    make_programme()

    response = client.get(f"{PROGRAMME}?section=atlantis")

    assert titles(response) == []
    assert "Section atlantis (nothing here has it)" in text(response)


def test_a_section_under_its_former_address_is_called_by_its_present_name(client):
    make_programme()
    section = Section.objects.get(slug="shorts")
    section.names, section.slug = {"en": "Brief Encounters"}, "brief"
    section.save()

    response = client.get(f"{PROGRAMME}?section=shorts&country=belgium")
    body = response.content.decode()

    assert titles(response) == ["Łódź"]
    assert '<a href="?country=belgium"><span class="chip-label">Section</span> Brief Enc' in body
    assert 'value="brief" checked' in body
    assert facet(response, "country") == {"belgium": 1, "chile": 1, "poland": 1}


def test_only_48_films_stand_on_a_page(client):
    for number in range(50):
        make_selection(film__title=f"Film {number:02}")

    assert len(titles(client.get(PROGRAMME))) == 48
    assert titles(client.get(f"{PROGRAMME}?page=2")) == ["Film 48", "Film 49"]


@pytest.mark.parametrize(
    "hidden",
    [
        {"announced_at": in_an_hour},
        {"status": Selection.Status.CONSIDERED},
        {"status": Selection.Status.INVITED},
        {"status": Selection.Status.WITHDRAWN},
    ],
)
def test_a_hidden_film_is_in_no_list_count_or_facet(client, hidden):
    make_selection(film__title="Open", film__countries=["BE"])
    fields = {name: value() if callable(value) else value for name, value in hidden.items()}
    make_selection(
        film__title="Secret", film__countries=["CL"], section=make_section("Midnight"), **fields
    )

    response = client.get(PROGRAMME)

    assert titles(response) == ["Open"]
    assert "1 film" in text(response)
    assert facet(response, "country") == {"belgium": 1}
    assert facet(response, "section") == {"panorama": 1}
    assert titles(client.get(f"{PROGRAMME}?q=secret")) == []


def test_an_edition_nobody_may_see_answers_404(client):
    make_selection(edition=make_edition(2027, announced_at=in_an_hour()))

    assert client.get("/2027/programme/").status_code == 404
    assert client.get("/1999/programme/").status_code == 404


def make_many(number):
    """That many films with everything a row shows, written in a few queries."""
    people = Person.objects.bulk_create(
        Person(name=f"A Name {n}", slug=f"a-name-{n}", folded_names=f"|a name {n}|")
        for n in range(10)
    )
    films = Film.objects.bulk_create(
        Film(
            title=f"Film {n:03}",
            slug=f"film-{n}",
            sort_title=f"film {n:03}",
            folded_titles=f"|film {n:03}|",
            year=2020 + n % 6,
            runtime_minutes=80 + n % 5,
        )
        for n in range(number)
    )
    director = Function.objects.get(key="director")
    belgium, france = Country.objects.filter(code__in=["BE", "FR"]).order_by("code")
    french = Language.objects.get(code="fr")
    edition, section = make_edition(), make_section()
    for model, rows in (
        (Credit, [{"person": people[n % 10], "function": director} for n in range(number)]),
        (FilmCountry, [{"country": belgium}] * number),
        (FilmCountry, [{"country": france, "position": 1}] * number),
        (FilmLanguage, [{"language": french}] * number),
        (Still, [{"file": "stills/x.jpg", "width": 64, "height": 36}] * number),
        (
            Selection,
            [
                {
                    "edition": edition,
                    "section": section,
                    "status": "confirmed",
                    "premiere_status": "world",
                }
            ]
            * number,
        ),
    ):
        model.objects.bulk_create(
            model(film=film, **row) for film, row in zip(films, rows, strict=True)
        )


@pytest.mark.parametrize("films", [1, 3, 400])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=name",
        *[f"sort={order}" for order, _name in ProgrammeFilter.ORDERS],
        "runtime_min=80",
        "view=list",
        "view=a-z",
        "country=belgium&runtime=60-89&q=a&language=french&premiere=world&sort=-year",
    ],
)
def test_the_number_of_queries_is_fixed(client, django_assert_num_queries, films, query):
    make_many(films)

    words = 2 if "q=" in query else 0  # how common they are, and what they find
    with django_assert_num_queries(10 + words):
        response = client.get(f"{PROGRAMME}?{query}")

    assert len(titles(response)) == min(films, 48)


@pytest.mark.parametrize("films", [1, 400])
@pytest.mark.parametrize(
    ("query", "queries"), [("q=nobody", 6), ("runtime_min=9000&sort=-runtime", 4)]
)
def test_an_empty_answer_takes_few_queries(
    client, django_assert_num_queries, films, query, queries
):
    """The edition, how common the words are, and three for the facets: nothing is fetched along."""
    make_many(films)

    with django_assert_num_queries(queries):
        response = client.get(f"{PROGRAMME}?{query}")

    assert titles(response) == []
    assert "No film fits all of this." in text(response)
