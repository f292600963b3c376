import pytest

from catalogue.templatetags.metadata import shortened
from tests.factories import (
    make_biography,
    make_film,
    make_screening,
    make_selection,
    make_synopsis,
)
from tests.pages import alternates, metadata

pytestmark = pytest.mark.django_db

SITE = "http://testserver"


def test_a_film_page_says_what_it_is_to_those_who_share_it(client):
    film = make_film("Harbour Light", "Mara Vex", ["BE", "DK"], year=2025, runtime_minutes=82)
    make_selection(film)
    make_synopsis(body='A pilot waits\n\nfor "fog" & rain.', film=film)

    described = metadata(client.get(film.get_absolute_url()))

    about = 'by Mara Vex · Belgium / Denmark 2025 · 82′ · A pilot waits for "fog" & rain.'
    address = f"{SITE}/films/harbour-light-2025/"
    shared = {name: value for name, value in described.items() if name.startswith("og:")}
    assert {name: value for name, value in shared.items() if "image" not in name} == {
        "og:type": "video.movie",
        "og:site_name": "Marquee",
        "og:title": "Harbour Light",
        "og:description": about,
        "og:url": address,
        "og:locale": "en_GB",
        "og:locale:alternate": "de_DE",
    }
    assert described["description"] == about
    assert described["canonical"] == address
    assert "robots" not in described


def test_every_page_has_a_description_in_its_language(client):
    film = make_film("Harbour Light", "Mara Vex", ["BE"], ["fr"], runtime_minutes=82)
    screening = make_screening(make_selection(film))
    make_biography(film.credits.get().person, 2026, "A life.")
    day = f"/2026/schedule/{screening.day}/"
    said = {
        path: [metadata(client.get(prefix + path)).get("description") for prefix in ("", "/de")]
        for path in (
            *("/", "/2026/programme/", "/2026/sections/", "/2026/sections/panorama/"),
            *("/2026/countries/", "/2026/countries/belgium/", "/2026/schedule/", day),
            *("/2026/runtime/", "/2026/runtime/60-89/", "/people/mara-vex/", "/archive/"),
            *("/2026/venues/harbour-cinema/", "/search/"),
        )
    }

    assert said == {
        "/": [
            "Marquee 2026, 12–22 February 2026: 1 films from 1 countries.",
            "Marquee 2026, 12.–22. Februar 2026: 1 Filme aus 1 Ländern.",
        ],
        "/2026/programme/": [
            "The whole programme of Marquee 2026: films by section, country, language and runtime. "
            "1 film.",
            "Das ganze Programm von Marquee 2026: Filme nach Sektion, Land, Sprache und Länge. "
            "1 Film.",
        ],
        "/2026/sections/": [
            "The sections of Marquee 2026: Panorama",
            "Die Sektionen von Marquee 2026: Panorama",
        ],
        "/2026/sections/panorama/": ["Marquee 2026 · 1 film", "Marquee 2026 · 1 Film"],
        "/2026/countries/": [
            "The countries Marquee 2026 shows films from: Belgium",
            "Die Länder, aus denen Marquee 2026 Filme zeigt: Belgien",
        ],
        "/2026/countries/belgium/": [
            "Films from Belgium at Marquee 2026. 1 film.",
            "Filme aus Belgien bei Marquee 2026. 1 Film.",
        ],
        "/2026/schedule/": [
            "All screenings of Marquee 2026, day by day.",
            "Alle Vorführungen von Marquee 2026, Tag für Tag.",
        ],
        day: [
            "What Marquee 2026 shows on Friday, 13 February: films, hours and houses.",
            "Was Marquee 2026 am Freitag, 13. Februar zeigt: Filme, Zeiten und Häuser.",
        ],
        "/2026/runtime/": [
            "The films of Marquee 2026 from the shortest to the longest.",
            "Die Filme von Marquee 2026, vom kürzesten bis zum längsten.",
        ],
        "/2026/runtime/60-89/": [
            "Marquee 2026 · 1 film: 60 to 89 minutes",
            "Marquee 2026 · 1 Film: 60 bis 89 Minuten",
        ],
        "/people/mara-vex/": [
            "A life. Films here: Harbour Light",
            "A life. Filme beim Festival: Harbour Light",
        ],
        "/archive/": [
            "Every edition, as it was announced. Marquee 2026",
            "Alle Ausgaben, wie sie bekannt gegeben wurden. Marquee 2026",
        ],
        "/2026/venues/harbour-cinema/": [
            "What Marquee 2026 shows at Harbour Cinema.",
            "Was Marquee 2026 im Haus „Harbour Cinema“ zeigt.",
        ],
        "/search/": ["Search films and people", "Filme und Personen suchen"],
    }


def test_each_language_names_the_others_and_the_default(client):
    make_selection()

    english, german = f"{SITE}/2026/programme/", f"{SITE}/de/2026/programme/"
    for path, canonical in (("/2026/programme/", english), ("/de/2026/programme/", german)):
        response = client.get(path)
        assert metadata(response)["canonical"] == canonical
        assert alternates(response) == {"en": english, "de": german, "x-default": english}


def canonical(client, path):
    described = metadata(client.get(path))
    address = described["canonical"].removeprefix(f"{SITE}/2026/")
    return address, described.get("robots", "index")


@pytest.mark.parametrize(
    ("query", "kept", "robots"),
    [
        ("utm_source=letter", "", "index"),
        ("section=panorama", "?section=panorama", "index"),
        ("country=belgium&x=1&section=", "?country=belgium", "index"),
        ("page=2", "?page=2", "index"),
        ("page=1", "", "index"),
        ("page=99", "?page=2", "index"),
        ("country=belgium&section=panorama", "?section=panorama&country=belgium", "noindex"),
        ("section=panorama&section=nights", "?section=nights&section=panorama", "noindex"),
        ("runtime=90-119", "?runtime=90-119", "index"),
        ("language=french", "?language=french", "index"),
        ("day=2026-02-13", "?day=2026-02-13", "noindex"),
        ("venue=harbour-cinema", "?venue=harbour-cinema", "noindex"),
        ("time=evening", "?time=evening", "noindex"),
        ("access=relaxed", "?access=relaxed", "noindex"),
        ("avoid=violence", "?avoid=violence", "noindex"),
        ("understood_in=french", "?understood_in=french", "noindex"),
        ("view=list", "?view=list", "noindex"),
        ("runtime_min=60", "?runtime_min=60", "noindex"),
        ("sort=-year", "?sort=-year", "noindex"),
        ("q=film", "?q=film", "noindex"),
        ("page=2&section=panorama", "?section=panorama&page=2", "index"),
        ("runtime_min=x", "", "index"),
    ],
)
def test_a_filtered_page_has_one_address_whatever_was_asked(client, query, kept, robots):
    for number in range(49):
        make_selection(make_film(f"Film {number}", countries=["BE"]))

    address, said = canonical(client, f"/2026/programme/?{query}")

    assert (address, said.partition(",")[0]) == (f"programme/{kept}", robots)


def test_pages_of_other_lists_are_told_apart_too(client):
    for number in range(49):
        make_selection(make_film(f"Film {number}", "Mara Vex" if number < 1 else None))

    assert canonical(client, "/2026/sections/panorama/?page=2&sort=x")[0] == (
        "sections/panorama/?page=2"
    )


def test_a_search_is_for_who_asked_alone(client):
    make_selection(make_film("Tide"))

    described = metadata(client.get("/search/?q=tide"))

    assert (described["robots"], described["canonical"]) == ("noindex, follow", f"{SITE}/search/")


def test_a_page_that_is_not_there_has_no_address_to_keep(client):
    described = metadata(client.get("/nothing/"))

    assert described["robots"] == "noindex"
    assert {"canonical", "og:url", "description"}.isdisjoint(described)


def test_no_host_but_one_of_ours_is_ever_named(client):
    make_selection()

    response = client.get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert b"evil.example" not in response.content


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a" * 200, "a" * 200),
        ("a" * 201, "a" * 199 + "…"),
        ("word, " * 50, "word, " * 32 + "word…"),
        ("海" * 300, "海" * 199 + "…"),
    ],
)
def test_descriptions_are_cut_between_words(text, shown):
    assert shortened(text) == shown
