from datetime import UTC, datetime

import pytest

from catalogue.models import Award, Programme, ProgrammeSlot
from people.models import PersonName
from tests.factories import (
    make_biography,
    make_company_credit,
    make_credit,
    make_edition,
    make_film,
    make_person,
    make_screen,
    make_screening,
    make_section,
    make_selection,
    make_still,
    make_synopsis,
    make_venue,
)
from tests.pages import json_ld, text

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
MARQUEE = {
    "@type": "Festival",
    "@id": f"{SITE}/2026/#festival",
    "name": "Marquee 2026",
    "url": f"{SITE}/2026/",
    "startDate": "2026-02-12",
    "endDate": "2026-02-22",
}


def person(name, **more):
    address = f"{SITE}/people/{name.lower().replace(' ', '-')}/"
    return {"@type": "Person", "name": name, "url": address} | more


def make_described_film():
    """A film whose every fact is another, so that a value in the wrong place shows."""
    film = make_film(
        "Harbour Light",
        "Mara Vex",
        ["BE", "DK"],
        ["fr", "da"],
        original_title="Havnelys",
        year=2025,
        runtime_minutes=82,
        runtime_seconds=4925,
        form="fiction",
    )
    film.titles.create(kind="local", language="de", title="Hafenlicht")
    make_credit(film, "Wilma Writ", "writer")
    make_credit(film, "Jo Lund", "producer")
    make_credit(film, "Eve Purse", "executive_producer")
    make_credit(film, "Ida Roos", "film_editor")
    make_credit(film, "Carl Chord", "composer")
    make_credit(film, "Pia Holm", "cast_member", character="Stine")
    make_credit(film, "Ole Brandt", "cast_member", position=1, credited_as="O. Brandt")
    make_company_credit(film, "Salt Pictures")
    make_company_credit(film, "Far Sales", function="world-sales")
    selection = make_selection(
        film, section=make_section("Encounters"), age_rating=12, age_recommendation=14
    )
    Award.objects.create(selection=selection, names={"en": "Golden Buoy"})
    make_synopsis(body="A pilot waits for fog.", film=film)
    return film


def test_a_film_says_each_fact_under_the_property_that_means_it(client):
    film = make_described_film()
    still = make_still(film, credit="© Salt Pictures")

    described, way = json_ld(client.get(film.get_absolute_url()))

    assert described == {
        "@type": "Movie",
        "@id": f"{SITE}/films/harbour-light-2025/#film",
        "url": f"{SITE}/films/harbour-light-2025/",
        "name": "Harbour Light",
        "alternateName": ["Havnelys", "Hafenlicht"],
        "dateCreated": "2025",
        "duration": "PT4925S",
        "genre": "Fiction",
        "countryOfOrigin": [
            {"@type": "Country", "name": "Belgium"},
            {"@type": "Country", "name": "Denmark"},
        ],
        "inLanguage": ["fr", "da"],
        "contentRating": "12",
        "typicalAgeRange": "14-",
        "description": "A pilot waits for fog.",
        "image": [
            {
                "@type": "ImageObject",
                "contentUrl": f"{SITE}{still.get_absolute_url()}",
                "width": 64,
                "height": 36,
                "caption": "A pier in fog",
                "creditText": "© Salt Pictures",
            }
        ],
        "award": ["Golden Buoy 2026"],
        "director": [person("Mara Vex")],
        "author": [person("Wilma Writ")],
        "editor": [person("Ida Roos")],
        "musicBy": [person("Carl Chord")],
        "producer": [person("Jo Lund")],
        "contributor": [
            {
                "@type": "Role",
                "contributor": person("Eve Purse"),
                "roleName": "Executive Producer",
            }
        ],
        "actor": [
            {
                "@type": "PerformanceRole",
                "actor": person("Pia Holm"),
                "characterName": "Stine",
            },
            person("Ole Brandt", alternateName="O. Brandt"),
        ],
        "productionCompany": [{"@type": "Organization", "name": "Salt Pictures"}],
    }
    assert way == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": SITE + address}
            for number, name, address in [
                (1, "Marquee 2026", "/2026/"),
                (2, "Encounters", "/2026/sections/encounters/"),
                (3, "Harbour Light", "/films/harbour-light-2025/"),
            ]
        ],
    }


def test_a_film_of_which_little_is_known_says_little(client):
    film = make_film("Tide", year=None, runtime_minutes=None)
    make_selection(film)

    assert json_ld(client.get("/films/tide/"))[0] == {
        "@type": "Movie",
        "@id": f"{SITE}/films/tide/#film",
        "url": f"{SITE}/films/tide/",
        "name": "Tide",
    }


def test_the_german_page_describes_the_same_film_in_german(client):
    make_described_film()

    described = json_ld(client.get("/de/films/harbour-light-2025/"))[0]

    assert described["@id"] == f"{SITE}/films/harbour-light-2025/#film"
    assert described["url"] == f"{SITE}/de/films/harbour-light-2025/"
    assert (described["name"], described["alternateName"]) == (
        "Hafenlicht",
        ["Harbour Light", "Havnelys"],
    )
    assert described["countryOfOrigin"] == [
        {"@type": "Country", "name": "Belgien"},
        {"@type": "Country", "name": "Dänemark"},
    ]


def make_house():
    house = make_venue(
        "Ropewalk",
        street="Tovslagergang 40",
        postcode="6795",
        city="Tangsund",
        latitude="55.46583",
        longitude="8.45761",
        website="https://ropewalk.example/",
    )
    return make_screen(house, "2", capacity=120)


PLACE = {
    "@type": "Place",
    "name": "Ropewalk",
    "url": f"{SITE}/2026/venues/ropewalk/",
    "sameAs": "https://ropewalk.example/",
    "address": {
        "@type": "PostalAddress",
        "streetAddress": "Tovslagergang 40",
        "postalCode": "6795",
        "addressLocality": "Tangsund",
    },
    "geo": {"@type": "GeoCoordinates", "latitude": 55.46583, "longitude": 8.45761},
}


def screenings(response):
    return [thing for thing in json_ld(response) if thing["@type"] == "ScreeningEvent"]


def test_a_screening_says_when_where_and_in_which_languages(client):
    film = make_described_film()
    screening = make_screening(
        film.selections.get(),
        datetime(2026, 2, 13, 18, 30, tzinfo=UTC),
        ["en", "de"],
        screen=make_house(),
        introduction_minutes=10,
        qa_minutes=20,
        ticket_url="https://tickets.example/7",
    )

    assert screenings(client.get(film.get_absolute_url())) == [
        {
            "@type": "ScreeningEvent",
            "@id": f"{SITE}/films/harbour-light-2025/#screening-{screening.code}",
            "url": f"{SITE}/films/harbour-light-2025/#screenings",
            "name": "Harbour Light",
            "workPresented": {"@id": f"{SITE}/films/harbour-light-2025/#film"},
            "startDate": "2026-02-13T19:30:00+01:00",
            "endDate": "2026-02-13T21:22:00+01:00",
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": PLACE | {"name": "Ropewalk 2", "maximumAttendeeCapacity": 120},
            "inLanguage": ["da", "fr"],
            "subtitleLanguage": ["en", "de"],
            "offers": {"@type": "Offer", "url": "https://tickets.example/7"},
            "superEvent": MARQUEE,
        }
    ]


def test_moved_and_cancelled_screenings_say_so(client):
    film = make_described_film()
    moved = make_screening(film.selections.get(), ticket_url="https://tickets.example/7")
    moved.starts_at = datetime(2026, 3, 29, 9, 0, tzinfo=UTC)
    moved.save()

    first = screenings(client.get(film.get_absolute_url()))[0]
    assert (first["eventStatus"], first["previousStartDate"], first["startDate"]) == (
        "https://schema.org/EventRescheduled",
        "2026-02-13T19:30:00+01:00",
        "2026-03-29T11:00:00+02:00",
    )

    moved.status = "cancelled"
    moved.save()
    first = screenings(client.get(film.get_absolute_url()))[0]
    assert first["eventStatus"] == "https://schema.org/EventCancelled"
    assert {"previousStartDate", "offers"}.isdisjoint(first)


def test_a_screening_that_crosses_into_summer_time_ends_at_the_hour_on_the_wall(client):
    film = make_film("Night", runtime_minutes=120)
    make_screening(make_selection(film), datetime(2026, 3, 29, 0, 0, tzinfo=UTC))

    first = screenings(client.get(film.get_absolute_url()))[0]

    assert (first["startDate"], first["endDate"]) == (
        "2026-03-29T01:00:00+01:00",
        "2026-03-29T04:00:00+02:00",
    )


def test_a_screening_of_a_programme_is_named_after_it_and_has_no_guessed_end(client):
    film = make_described_film()
    block = Programme.objects.create(
        names={"en": "Shorts 1"}, edition=make_edition(), section=make_section("Encounters")
    )
    ProgrammeSlot.objects.create(programme=block, selection=film.selections.get())
    make_screening(programme=block)

    first = screenings(client.get(film.get_absolute_url()))[0]

    assert first["name"] == "Shorts 1"
    assert first["workPresented"] == {"@id": f"{SITE}/films/harbour-light-2025/#film"}
    assert "endDate" not in first


def test_no_text_can_close_the_script(client):
    film = make_film("</script><b>&", "Mara <i>Vex")
    make_selection(film)
    make_synopsis(body="<!--<script>alert(1)</script>", film=film)

    response = client.get(film.get_absolute_url())

    script = response.content.split(b'<script type="application/ld+json">')[1]
    script = script.split(b"</script>")[0]
    assert [sign for sign in b"<>&" if sign in script] == []
    described = json_ld(response)[0]
    assert described["name"] == "</script><b>&"
    assert described["description"] == "<!--<script>alert(1)</script>"
    assert described["director"][0]["name"] == "Mara <i>Vex"


def test_a_person_is_described_as_one(client):
    mara = make_person("Mara Vex", birth_year=1980, birth_place="Esbjerg", death_year=2024)
    PersonName.objects.create(person=mara, name="Μάρα Βεξ", language="el")
    make_selection(make_film("Tide", mara))
    make_biography(mara, 2026, "A life.")

    assert json_ld(client.get("/people/mara-vex/")) == [
        {
            "@type": "Person",
            "@id": f"{SITE}/people/mara-vex/#person",
            "url": f"{SITE}/people/mara-vex/",
            "name": "Mara Vex",
            "alternateName": ["Μάρα Βεξ"],
            "description": "A life.",
            "birthDate": "1980",
            "deathDate": "2024",
            "birthPlace": {"@type": "Place", "name": "Esbjerg"},
        }
    ]


def test_a_duo_is_an_organisation_and_was_founded(client):
    make_selection(make_film("Tide", make_person("Duo", kind="group", birth_year=1999)))

    assert json_ld(client.get("/people/duo/")) == [
        {
            "@type": "Organization",
            "@id": f"{SITE}/people/duo/#person",
            "url": f"{SITE}/people/duo/",
            "name": "Duo",
            "foundingDate": "1999",
        }
    ]


def test_the_edition_is_a_festival(client):
    make_selection()

    organizer = {"@type": "Organization", "name": "Marquee", "url": f"{SITE}/"}
    assert json_ld(client.get("/2026/")) == [MARQUEE | {"organizer": organizer}]


def test_a_house_is_a_place(client):
    make_screening(screen=make_house())

    assert json_ld(client.get("/2026/venues/ropewalk/"))[0] == PLACE


def test_a_list_counts_its_films_through_all_its_pages(client):
    for number in range(50):
        make_selection(make_film(f"Film {number:02}"))

    way, films = json_ld(client.get("/2026/sections/panorama/?page=2"))

    assert [step["name"] for step in way["itemListElement"]] == [
        "Marquee 2026",
        "Sections",
        "Panorama",
    ]
    assert films == {
        "@type": "ItemList",
        "numberOfItems": 50,
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number + 1,
                "name": f"Film {number}",
                "url": f"{SITE}/films/film-{number}-2026/",
            }
            for number in (48, 49)
        ],
    }


def test_what_machines_read_is_not_shown_to_people(client):
    film = make_described_film()

    assert "schema.org" not in text(client.get(film.get_absolute_url()))
