import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from drf_spectacular.validation import validate_schema

from catalogue.filters import ProgrammeFilter
from catalogue.models import (
    Country,
    Credit,
    Film,
    FilmCountry,
    FilmLanguage,
    Function,
    Language,
    Programme,
    ProgrammeSlot,
    Screening,
    Selection,
)
from people.models import Person
from tests.factories import (
    in_an_hour,
    make_biography,
    make_company_credit,
    make_credit,
    make_edition,
    make_film,
    make_note,
    make_picture,
    make_screen,
    make_screening,
    make_section,
    make_selection,
    make_still,
    make_synopsis,
    make_venue,
)
from tests.pages import titles

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
API = f"{SITE}/api/1"


def results(client, path):
    return client.get(f"/api/1/{path}").json()["results"]


def slugs(client, path):
    return [record["slug"] for record in results(client, path)]


def make_harbour_light():
    film = make_film(
        "Harbour Light",
        "Mara Vex",
        ["BE", "DK"],
        ["fr"],
        original_title="Havnelys",
        year=2025,
        runtime_minutes=82,
        form="fiction",
    )
    return make_selection(film, section=make_section("Encounters"), premiere_status="world")


ROW = {
    "title": "Harbour Light",
    "original_title": "Havnelys",
    "slug": "harbour-light-2025",
    "year": 2025,
    "runtime_minutes": 82,
    "form": {"code": "fiction", "name": "Fiction"},
    "countries": [
        {"code": "BE", "slug": "belgium", "name": "Belgium"},
        {"code": "DK", "slug": "denmark", "name": "Denmark"},
    ],
    "languages": [{"code": "fr", "slug": "french", "name": "French"}],
    "directors": [{"name": "Mara Vex", "slug": "mara-vex", "credited_as": ""}],
    "edition": 2026,
    "section": {"slug": "encounters", "name": "Encounters"},
    "premiere": {"code": "world", "name": "World premiere"},
    "still": None,
    "page": f"{SITE}/films/harbour-light-2025/",
    "address": f"{API}/films/harbour-light-2025/",
}


def test_a_list_tells_of_each_film_what_a_page_of_the_programme_does(client):
    make_harbour_light()

    assert client.get("/api/1/2026/films/").json() == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [ROW],
    }


def test_a_film_is_told_whole(client):
    selection = make_harbour_light()
    film = selection.film
    film.titles.create(kind="local", language="de", title="Hafenlicht")
    make_credit(film, "Pia Holm", "cast_member", character="Stine", credited_as="P. Holm")
    make_company_credit(film, "Salt Pictures", note="Ghent")
    make_synopsis(body="A pilot waits for fog.", film=film)
    make_note(body="Alles liegt im Warten.", language="de", selection=selection)
    screening = make_screening(
        selection, subtitles=["en"], introduction_minutes=10, qa_minutes=20, screen=make_screen()
    )

    told = client.get("/api/1/films/harbour-light-2025/").json()

    def credit(name, slug, function, department, label, **more):
        return {
            "name": name,
            "slug": slug,
            "credited_as": "",
            "function": {"code": function, "name": label, "department": department},
            "character": "",
            "note": "",
            "page": f"{SITE}/people/{slug}/",
            "address": f"{API}/people/{slug}/",
        } | more

    assert told == {
        "title": "Harbour Light",
        "original_title": "Havnelys",
        "original_title_language": "",
        "other_titles": [{"kind": "local", "language": "de", "title": "Hafenlicht"}],
        "slug": "harbour-light-2025",
        "year": 2025,
        "runtime_minutes": 82,
        "runtime_seconds": None,
        "form": {"code": "fiction", "name": "Fiction"},
        "colour": None,
        "sound": None,
        "aspect_ratio": "",
        "countries": ROW["countries"],
        "languages": ROW["languages"],
        "synopsis": {"language": "en", "text": "A pilot waits for fog."},
        "programme_note": {"language": "de", "text": "Alles liegt im Warten."},
        "credits": [
            credit("Mara Vex", "mara-vex", "director", "directing", "Director"),
            credit(
                *("Pia Holm", "pia-holm", "cast_member", "cast", "Cast"),
                credited_as="P. Holm",
                character="Stine",
            ),
        ],
        "companies": [
            {
                "name": "Salt Pictures",
                "function": {"code": "production", "name": "Produced by"},
                "note": "Ghent",
            }
        ],
        "selections": [
            {
                "edition": 2026,
                "section": ROW["section"],
                "premiere": ROW["premiere"],
                "age_rating": None,
                "age_recommendation": None,
            }
        ],
        "awards": [],
        "content_notes": [],
        "screenings": [told_screening(screening)],
        "pictures": [],
        "page": ROW["page"],
        "address": ROW["address"],
    }


def told_screening(screening):
    return {
        "code": screening.code,
        "status": "confirmed",
        "starts_at": "2026-02-13T19:30:00+01:00",
        "ends_at": "2026-02-13T21:22:00+01:00",
        "previous_starts_at": None,
        "film": {"slug": "harbour-light-2025", "name": "Harbour Light"},
        "programme": None,
        "section": {"slug": "encounters", "name": "Encounters"},
        "venue": {"slug": "harbour-cinema", "name": "Harbour Cinema"},
        "screen": "",
        "version": "OV with English subtitles",
        "subtitles": [{"code": "en", "name": "English"}],
        "access": [],
        "guests": [],
        "introduction_minutes": 10,
        "qa_minutes": 20,
        "ticket_url": "",
        "page": f"{SITE}/films/harbour-light-2025/#screenings",
    }


def test_screenings_come_by_the_hour_and_of_the_films_asked_for(client):
    selection = make_harbour_light()
    screening = make_screening(
        selection, subtitles=["en"], introduction_minutes=10, qa_minutes=20, screen=make_screen()
    )
    early = make_screening(
        make_selection(make_film("Tide")), datetime(2026, 2, 13, 8, 0, tzinfo=UTC)
    )
    make_screening(selection, status="tentative")

    assert [one["code"] for one in results(client, "2026/screenings/")] == [
        early.code,
        screening.code,
    ]
    assert results(client, "2026/screenings/?section=encounters") == [told_screening(screening)]


def test_a_screening_of_shorts_names_its_programme_and_a_cancelled_one_says_so(client):
    selection = make_harbour_light()
    block = Programme.objects.create(
        names={"en": "Shorts 1"}, edition=selection.edition, section=selection.section
    )
    ProgrammeSlot.objects.create(programme=block, selection=selection)
    make_screening(programme=block, status="cancelled")

    told = results(client, "2026/screenings/?section=encounters")[0]

    assert (told["film"], told["programme"]) == (
        None,
        {"slug": "shorts-1-2026", "name": "Shorts 1"},
    )
    assert told["status"] == "cancelled"
    assert told["page"] == f"{SITE}/2026/programmes/shorts-1-2026/#screenings"


def test_a_person_is_told_with_works_and_filmography(client):
    film = make_harbour_light().film
    mara = film.credits.get().person
    make_credit(film, mara, "cast_member", character="the pilot")
    make_biography(mara, 2026, "Born in Esbjerg.", [(2011, "Tide"), (2025, "Harbour Light")])

    def work(function, label, department, character=""):
        return {
            "function": {"code": function, "name": label, "department": department},
            "credits": [{"credited_as": "", "character": character, "note": ""}],
            "title": "Harbour Light",
            "slug": "harbour-light-2025",
            "year": 2025,
            "edition": 2026,
            "section": ROW["section"],
            "page": ROW["page"],
            "address": ROW["address"],
        }

    def line(year, title, section="", film=None):
        return {
            "year": year,
            "title": title,
            "kind": None,
            "section": section,
            "note": "",
            "film": film,
        }

    assert client.get("/api/1/people/mara-vex/").json() == {
        "slug": "mara-vex",
        "name": "Mara Vex",
        "sort_name": "Vex, Mara",
        "kind": "person",
        "other_names": [],
        "birth_year": None,
        "birth_place": "",
        "death_year": None,
        "portrait": None,
        "biography": {"language": "en", "text": "Born in Esbjerg."},
        "as_of": "2026",
        "filmography": [
            line(2011, "Tide"),
            line(2025, "Harbour Light", "Encounters", "harbour-light-2025"),
        ],
        "works": [
            work("director", "Director", "directing"),
            work("cast_member", "Cast", "cast", "the pilot"),
        ],
        "page": f"{SITE}/people/mara-vex/",
        "address": f"{API}/people/mara-vex/",
    }


def test_editions_sections_countries_and_venues_are_counted_and_linked(client):
    make_screening(make_harbour_light(), screen=make_screen(make_venue(), "2", capacity=80))

    edition = {
        "year": 2026,
        "name": "Marquee 2026",
        "starts_on": "2026-02-12",
        "ends_on": "2026-02-22",
        "time_zone": "Europe/Copenhagen",
        "film_count": 1,
        "page": f"{SITE}/2026/",
        "address": f"{API}/editions/2026/",
        "films": f"{API}/2026/films/",
        "screenings": f"{API}/2026/screenings/",
        "sections": f"{API}/2026/sections/",
        "countries": f"{API}/2026/countries/",
        "venues": f"{API}/2026/venues/",
    }
    assert results(client, "editions/") == [edition]
    assert client.get("/api/1/editions/2026/").json() == edition
    assert results(client, "2026/sections/") == [
        {
            "slug": "encounters",
            "name": "Encounters",
            "colour": "slate",
            "description": None,
            "film_count": 1,
            "page": f"{SITE}/2026/sections/encounters/",
        }
    ]
    assert results(client, "2026/countries/") == [
        {
            "slug": slug,
            "name": name,
            "code": code,
            "is_historical": False,
            "film_count": 1,
            "page": f"{SITE}/2026/countries/{slug}/",
        }
        for slug, name, code in [("belgium", "Belgium", "BE"), ("denmark", "Denmark", "DK")]
    ]
    assert results(client, "2026/venues/") == [
        {
            "slug": "harbour-cinema",
            "name": "Harbour Cinema",
            "street": "",
            "postcode": "",
            "city": "",
            "latitude": None,
            "longitude": None,
            "website": "",
            "description": None,
            "screens": [
                {
                    "name": "2",
                    "capacity": 80,
                    "wheelchair_places": 0,
                    "has_induction_loop": False,
                }
            ],
            "page": f"{SITE}/2026/venues/harbour-cinema/",
        }
    ]


def test_pictures_have_the_size_they_are_served_in(client):
    film = make_harbour_light().film
    still = make_still(film, credit="© Salt Pictures")
    mara = film.credits.get().person
    mara.portrait.save("p.jpg", ContentFile(make_picture(40, 50)))
    mara.portrait_credit = "© Salt"
    mara.save()

    told = {
        "address": SITE + still.get_absolute_url(),
        "width": 64,
        "height": 36,
        "alternative_text": "A pier in fog",
        "credit": "© Salt Pictures",
    }
    assert results(client, "2026/films/")[0]["still"] == told
    assert client.get("/api/1/films/harbour-light-2025/").json()["pictures"] == [told]
    assert client.get("/api/1/people/mara-vex/").json()["portrait"] == {
        "address": SITE + mara.portrait_address,
        "width": 40,
        "height": 50,
        "credit": "© Salt",
    }


def test_german_stands_under_its_prefix_and_links_stay_there(client):
    make_harbour_light().film.titles.create(kind="local", language="de", title="Hafenlicht")

    told = client.get("/de/api/1/2026/films/").json()["results"][0]

    assert told["title"] == "Hafenlicht"
    assert told["premiere"] == {"code": "world", "name": "Weltpremiere"}
    assert told["countries"][0] == {"code": "BE", "slug": "belgium", "name": "Belgien"}
    assert told["page"] == f"{SITE}/de/films/harbour-light-2025/"
    assert told["address"] == f"{SITE}/de/api/1/films/harbour-light-2025/"


def test_the_parameters_are_those_of_the_programme_s_page(client):
    make_harbour_light()
    make_selection(make_film("Łódź", "Zofia Wójcik", ["PL", "BE"], ["pl"], runtime_minutes=15))
    make_selection(make_film("Long", "Ana Sol", ["CL"], ["es"], runtime_minutes=305))

    for query in (
        "",
        "section=encounters",
        "country=belgium",
        "country=belgium&section=panorama",
        "country=chile&country=poland&sort=-runtime",
        "language=french",
        "runtime=under-30&runtime=180-and-over",
        "runtime_min=16&runtime_max=90",
        "premiere=world",
        "q=lodz",
        "q=nothing",
    ):
        page = titles(client.get(f"/2026/programme/?{query}"))
        assert [film["title"] for film in results(client, f"2026/films/?{query}")] == page


@pytest.mark.parametrize(
    ("path", "errors"),
    [
        ("2026/films/?runtime_max=x", {"runtime_max": ["Enter a whole number of minutes."]}),
        (
            "2026/films/?premiere=galactic&runtime_min=-1",
            {
                "runtime_min": ["Enter a whole number of minutes."],
                "premiere": ["There is no such choice: “galactic”."],
            },
        ),
        ("2026/films/?q=%00", {"q": ["This holds characters that cannot be read."]}),
        ("2026/films/?q=%ff", {"q": ["This holds characters that cannot be read."]}),
        (f"2026/films/?q={'a' * 3000}", {"q": ["This is too long: 200 characters at most."]}),
        ("2026/films/?page=x", {"page": ["Enter a whole number from 1 to 1000000."]}),
        ("2026/films/?page=%C2%B2", {"page": ["Enter a whole number from 1 to 1000000."]}),
        ("2026/films/?page=0", {"page": ["Enter a whole number from 1 to 1000000."]}),
        ("2026/films/?page=2", {"page": ["There is no such page: the last is 1."]}),
        ("2026/films/?size=101", {"size": ["Enter a whole number from 1 to 100."]}),
        (f"2026/films/?size={'9' * 3000}", {"size": ["Enter a whole number from 1 to 100."]}),
        ("2026/screenings/?section=%3Cb%3E", {"section": ["There is no such choice: “<b>”."]}),
        ("2026/films/?film__title__startswith=T", {"film__title__startswith": [None]}),
        ("2026/sections/?q=x", {"q": [None]}),
        ("2026/films/?status=considered", {"status": [None]}),
        ("people/?person__credits=1", {"person__credits": [None]}),
        ("people/?q=%00", {"q": ["This holds characters that cannot be read."]}),
        ("films/harbour-light-2025/?fields=title", {"fields": [None]}),
    ],
)
def test_what_cannot_be_read_is_named(client, path, errors):
    make_harbour_light()

    response = client.get(f"/api/1/{path}")

    unknown = "There is no such parameter."
    said = {name: [word or unknown for word in words] for name, words in errors.items()}
    assert response.status_code == 400
    assert response.json() == {"detail": "These parameters cannot be read.", "errors": said}


@pytest.mark.parametrize(
    "path",
    [
        "nothing/",
        "editions/1999/",
        "2025/films/",
        "2025/venues/",
        "2026/films/no-film/",
        "films/no-film/",
        "people/nobody/",
    ],
)
def test_what_is_not_there_is_said_in_json(client, path):
    make_harbour_light()

    response = client.get(f"/api/1/{path}")

    assert (response.status_code, response["Content-Type"]) == (404, "application/json")
    assert response.json() == {"detail": "This page is not here."}


def test_an_address_that_changed_redirects(client):
    film = make_harbour_light().film
    film.slug = "light"
    film.save()

    response = client.get("/api/1/films/harbour-light-2025/")

    assert (response.status_code, response.url) == (301, "/api/1/films/light/")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_pages_are_walked_without_missing_or_repeating_a_film(client):
    for number in range(7):
        make_selection(make_film(f"Film {number}", runtime_minutes=90))

    path, seen = "/api/1/2026/films/?size=3&sort=runtime", []
    while path:
        told = client.get(path).json()
        seen += [film["title"] for film in told["results"]]
        path = told["next"]

    assert told["count"] == 7
    assert seen == [f"Film {number}" for number in range(7)]
    assert told["previous"] == f"{API}/2026/films/?page=2&size=3&sort=runtime"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    response = getattr(client, method)("/api/1/people/")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_any_site_may_ask_and_caches_may_keep_the_answer(client):
    make_harbour_light()

    response = client.get("/api/1/2026/films/", headers={"accept": "text/html"})
    again = client.get("/api/1/2026/films/", headers={"if-none-match": response["ETag"]})
    before = client.options("/api/1/2026/films/")

    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == again["Access-Control-Allow-Origin"] == "*"
    assert response.cookies == {}
    assert response["Vary"] == "Accept-Encoding"
    assert (again.status_code, again.content) == (304, b"")
    assert (before.status_code, before["Access-Control-Allow-Methods"]) == (
        204,
        "GET, HEAD, OPTIONS",
    )
    assert "Access-Control-Allow-Origin" not in client.get("/2026/programme/")


def test_an_etag_changes_with_what_it_shows(client):
    make_harbour_light()
    first = client.get("/api/1/2026/films/")["ETag"]
    same = client.get("/api/1/2026/films/")["ETag"]
    make_selection()
    changed = client.get("/api/1/2026/films/")["ETag"]

    assert first == same
    assert first != changed


def test_nothing_reached_through_a_hidden_film_alone_is_told(client):
    open_one = make_harbour_light()
    make_screening(open_one, screen=make_screen())
    secret = make_film("Secret", "Hidden Hand", ["IS"], ["is"])
    hidden = make_selection(secret, section=make_section("Nights"), announced_at=in_an_hour())
    make_credit(secret, open_one.film.credits.get().person, "writer")
    make_screening(hidden, screen=make_screen(make_venue("Secret House")))
    make_selection(make_film("Next", "Next Hand"), make_edition(2027, announced_at=in_an_hour()))

    assert slugs(client, "2026/films/") == ["harbour-light-2025"]
    assert slugs(client, "2026/sections/") == ["encounters"]
    assert slugs(client, "2026/countries/") == ["belgium", "denmark"]
    assert slugs(client, "2026/venues/") == ["harbour-cinema"]
    assert slugs(client, "people/") == ["mara-vex"]
    assert [one["year"] for one in results(client, "editions/")] == [2026]
    assert len(results(client, "2026/screenings/")) == 1
    works = client.get("/api/1/people/mara-vex/").json()["works"]
    assert [work["slug"] for work in works] == ["harbour-light-2025"]
    for hidden_address, invented in [
        ("films/secret-2026/", "films/never/"),
        ("people/hidden-hand/", "people/nobody/"),
        ("2027/films/", "2031/films/"),
        ("editions/2027/", "editions/2031/"),
    ]:
        answers = [client.get(f"/api/1/{path}") for path in (hidden_address, invented)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content


def test_a_filter_finds_nothing_hidden(client):
    make_harbour_light()
    secret = make_film("Secret", "Hidden Hand", ["IS"], ["is"], runtime_minutes=301)
    make_selection(secret, section=make_section("Nights"), announced_at=in_an_hour())

    for query in ("q=secret", "country=iceland", "section=nights", "runtime_min=300"):
        assert results(client, f"2026/films/?{query}") == []
    assert results(client, "people/?q=hidden") == []


def make_many(number):
    """So many public films, each with a director, a country, a language and a screening."""
    edition, section = make_edition(schedule_announced_at="2026-01-01T00:00Z"), make_section()
    screen, director = make_screen(), Function.objects.get(key="director")
    belgium, french = Country.objects.get(code="BE"), Language.objects.get(code="fr")
    films = Film.objects.bulk_create(
        Film(title=f"F{n}", sort_title=f"f{n}", slug=f"f-{n}", folded_titles=f"|f{n}|")
        for n in range(number)
    )
    people = Person.objects.bulk_create(
        Person(name=f"P{n}", slug=f"p-{n}", folded_sort_name=f"p{n}", folded_names=f"|p{n}|")
        for n in range(number)
    )
    pairs = list(zip(films, people, strict=True))
    Credit.objects.bulk_create(
        Credit(film=film, person=person, function=director) for film, person in pairs
    )
    FilmCountry.objects.bulk_create(FilmCountry(film=film, country=belgium) for film in films)
    FilmLanguage.objects.bulk_create(FilmLanguage(film=film, language=french) for film in films)
    selections = Selection.objects.bulk_create(
        Selection(film=film, edition=edition, section=section, status="confirmed") for film in films
    )
    hour = datetime(2026, 2, 13, 10, 0, tzinfo=UTC)
    Screening.objects.bulk_create(
        Screening(
            selection=selection,
            edition=edition,
            screen=screen,
            starts_at=hour,
            status="confirmed",
        )
        for selection in selections
    )


@pytest.mark.parametrize("number", [1, 3, 400])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("editions/", 2),
        ("editions/2026/", 1),
        ("2026/sections/", 4),
        ("2026/countries/", 3),
        ("2026/venues/", 5),
        ("2026/films/?size=100", 8),
        ("2026/films/?size=100&section=panorama&country=belgium", 8),
        ("2026/screenings/?size=100", 5),
        ("people/?size=100", 2),
        ("films/f-0/", 12),
        ("people/p-0/", 10),
    ],
)
def test_the_number_of_queries_is_fixed(client, django_assert_num_queries, number, path, queries):
    make_many(number)

    with django_assert_num_queries(queries):
        response = client.get(f"/api/1/{path}")

    assert response.status_code == 200


def test_the_description_is_valid_and_tells_of_every_address_and_parameter(client):
    described = client.get("/api/1/openapi.json").json()
    german = client.get("/de/api/1/openapi.json").json()

    validate_schema(described)
    assert list(described["paths"]) == [
        "/api/1/{year}/countries/",
        "/api/1/{year}/films/",
        "/api/1/{year}/screenings/",
        "/api/1/{year}/sections/",
        "/api/1/{year}/venues/",
        "/api/1/editions/",
        "/api/1/editions/{year}/",
        "/api/1/films/{slug}/",
        "/api/1/people/",
        "/api/1/people/{slug}/",
    ]
    films = described["paths"]["/api/1/{year}/films/"]["get"]
    asked = {one["name"] for one in films["parameters"] if one["in"] == "query"}
    assert asked == {*ProgrammeFilter.base_filters, "page", "size"}
    assert films["operationId"] == "film_list"
    assert list(german["paths"]) == [f"/de{path}" for path in described["paths"]]


def test_every_field_that_is_answered_is_described(client):
    make_screening(make_harbour_light(), screen=make_screen())
    schemas = client.get("/api/1/openapi.json").json()["components"]["schemas"]

    for path, name in [
        ("2026/films/", "FilmRow"),
        ("2026/screenings/", "Screening"),
        ("2026/venues/", "Venue"),
        ("people/", "PersonRow"),
        ("editions/", "Edition"),
    ]:
        assert set(results(client, path)[0]) == set(schemas[name]["properties"])


def test_public_pages_do_not_wait_for_the_api_to_load():
    code = (
        "import django, sys; django.setup()\n"
        "from django.urls import reverse\n"
        "reverse('home'), reverse('api:index')\n"
        "print('rest_framework' in sys.modules)"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "False\n"
