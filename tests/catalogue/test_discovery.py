"""What a visitor chooses screenings by, and what all of it together finds."""

from datetime import UTC, date, datetime

import pytest

from catalogue.models import (
    ContentNote,
    Language,
    Programme,
    ProgrammeSlot,
    ScreeningAccess,
    SelectionContentNote,
)
from tests.factories import (
    in_an_hour,
    make_edition,
    make_film,
    make_screen,
    make_screening,
    make_section,
    make_selection,
    make_venue,
)
from tests.pages import facet, text, titles

pytestmark = pytest.mark.django_db
PROGRAMME = "/2026/programme/"


def at(day, hour, minute=0):
    """An hour of February 2026 in the festival's own time, Copenhagen's."""
    return datetime(2026, 2, day, hour - 1, minute, tzinfo=UTC)


@pytest.fixture
def schedule():
    """Three films in two houses; the shorts are shown together."""
    edition = make_edition(time_zone="Europe/Copenhagen")
    harbour = make_screen(make_venue("Harbour Cinema"), wheelchair_places=2)
    odeon = make_screen(make_venue("Odeon"), has_induction_loop=True)
    here = make_selection(make_film("Here", languages=["fr"], form="fiction", year=2025))
    salt = make_selection(make_film("Salt", languages=["da"], form="documentary", year=1974))
    pebble = make_selection(make_film("Pebble", languages=["zxx"], year=2026, runtime_minutes=7))
    block = Programme.objects.create(
        edition=edition, section=make_section("Shorts"), names={"en": "Shorts 1"}
    )
    ProgrammeSlot.objects.create(programme=block, selection=pebble)
    english = make_screening(here, at(14, 20), ["en"], screen=harbour)
    ScreeningAccess.objects.create(screening=english, feature="sdh", status="confirmed")
    plain = make_screening(here, at(15, 10), screen=odeon)
    ScreeningAccess.objects.create(screening=plain, feature="relaxed", status="planned")
    make_screening(salt, at(14, 11), ["en"], screen=odeon)
    make_screening(salt, at(15, 20), screen=harbour)
    make_screening(programme=block, starts_at=at(15, 23, 30), screen=odeon)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("day=2026-02-14", ["Here", "Salt"]),
        ("day=2026-02-15", ["Here", "Pebble", "Salt"]),
        ("day=2026-02-16", []),
        ("time=morning", ["Here", "Salt"]),
        ("time=night", ["Pebble"]),
        ("time=afternoon", []),
        ("venue=harbour-cinema", ["Here", "Salt"]),
        ("venue=odeon", ["Here", "Pebble", "Salt"]),
        ("understood_in=english", ["Here", "Pebble", "Salt"]),
        ("understood_in=french", ["Here", "Pebble"]),
        ("understood_in=german", ["Pebble"]),
        ("access=sdh", ["Here"]),
        ("access=relaxed", []),
        ("access=wheelchair", ["Here", "Salt"]),
        ("access=induction-loop&access=sdh", ["Here", "Pebble", "Salt"]),
        ("form=documentary", ["Salt"]),
        ("year=1970s&year=2026", ["Pebble", "Salt"]),
        ("day=2026-02-14&venue=harbour-cinema&understood_in=english", ["Here"]),
        ("day=2026-02-15&venue=harbour-cinema&understood_in=english", []),
        ("time=evening&understood_in=danish", ["Salt"]),
        ("time=night&venue=odeon&day=2026-02-15", ["Pebble"]),
        ("day=2026-02-14&day=2026-02-15&time=evening", ["Here", "Salt"]),
    ],
)
def test_one_screening_has_to_be_all_that_is_asked_of_screenings(client, schedule, query, found):
    response = client.get(f"{PROGRAMME}?{query}")

    assert titles(response) == found
    assert f"{len(found)} film" in text(response)


def test_facets_of_screenings_count_films_with_one_screening_that_is_all_of_it(client, schedule):
    response = client.get(f"{PROGRAMME}?day=2026-02-15&understood_in=english")

    assert facet(response, "day") == {"2026-02-14": 2, "2026-02-15": 1}
    assert facet(response, "time") == {"night": 1}
    assert facet(response, "venue") == {"odeon": 1}
    assert facet(response, "understood_in") == {"danish": 2, "english": 1, "french": 2}
    assert facet(response, "access") == {"induction-loop": 1}


def test_days_and_times_stand_in_their_order_with_their_names(client, schedule):
    words = text(client.get(PROGRAMME))

    assert "Day Saturday, 14 February 2 Sunday, 15 February 3" in words
    assert "Time of day morning, until 12:00 2 evening, from 17:00 2 night, from 22:00 1" in words
    assert "samstag" not in words
    assert "Samstag, 14. Februar 2 Sonntag" in text(client.get(f"/de{PROGRAMME}"))


@pytest.mark.parametrize(
    "fields",
    [{"status": "cancelled"}, {"status": "tentative"}],
)
def test_a_screening_that_will_not_be_is_chosen_by_nothing(client, fields):
    make_screening(starts_at=at(14, 20), **fields)

    assert titles(client.get(f"{PROGRAMME}?day=2026-02-14")) == []
    assert facet(client.get(PROGRAMME), "day") == {}


def test_a_schedule_before_its_hour_is_chosen_by_nothing(client):
    make_screening(starts_at=at(14, 20))
    make_edition().__class__.objects.update(schedule_announced_at=in_an_hour())

    assert titles(client.get(f"{PROGRAMME}?day=2026-02-14")) == []
    assert facet(client.get(PROGRAMME), "venue") == {}


def test_what_a_hidden_film_speaks_says_nothing_of_the_programme_it_is_in(client):
    block = Programme.objects.create(
        edition=make_edition(), section=make_section("Shorts"), names={"en": "Shorts 1"}
    )
    for title, language, hour in (("Open", "fr", None), ("Secret", "is", in_an_hour())):
        film = make_film(title, languages=[language])
        slot = make_selection(film, announced_at=hour)
        ProgrammeSlot.objects.create(programme=block, selection=slot)
    make_screening(programme=block)

    assert titles(client.get(f"{PROGRAMME}?understood_in=french")) == ["Open"]
    assert facet(client.get(PROGRAMME), "understood_in") == {"french": 1}


def test_a_dubbed_film_is_understood_by_what_is_heard(client):
    german = Language.objects.get(code="de")
    make_screening(make_selection(make_film("Here", languages=["fr"])), dubbed_into=german)

    assert titles(client.get(f"{PROGRAMME}?understood_in=german")) == ["Here"]
    assert titles(client.get(f"{PROGRAMME}?understood_in=french")) == []


def make_noted(title, *keys, **fields):
    selection = make_selection(make_film(title), **fields)
    for key in keys:
        note = ContentNote.objects.get(key=key)
        SelectionContentNote.objects.create(selection=selection, content_note=note)


@pytest.fixture
def assessed():
    day = date(2026, 1, 5)
    make_noted("Calm", content_assessed_on=day)
    make_noted("Fight", "violence", content_assessed_on=day)
    make_noted("War", "violence", "blood", content_assessed_on=day)
    make_noted("Unseen")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("avoid=violence", ["Calm", "Unseen"]),
        ("avoid=blood", ["Calm", "Fight", "Unseen"]),
        ("avoid=violence&avoid=not-assessed", ["Calm"]),
        ("avoid=nothing", ["Calm", "Fight", "Unseen", "War"]),
    ],
)
def test_films_with_a_content_note_are_left_out(client, assessed, query, found):
    assert titles(client.get(f"{PROGRAMME}?{query}")) == found


def test_a_note_to_avoid_counts_what_it_leaves_out(client, assessed):
    response = client.get(PROGRAMME)

    assert facet(response, "avoid") == {"blood": 1, "violence": 2, "not-assessed": 1}
    assert facet(client.get(f"{PROGRAMME}?q=war"), "avoid") == {}


def test_years_are_offered_by_decade_where_there_are_many(client):
    for year in [1931, 1974, 1975, 1988, *range(2019, 2027)]:
        make_selection(make_film(f"Of {year}", year=year))

    response = client.get(f"{PROGRAMME}?year=1974")

    assert list(facet(response, "year")) == [
        *["2026", "2025", "2024", "2023", "2022", "2021", "2020"],
        *["2010s", "1980s", "1970s", "1930s", "1974"],
    ]
    assert facet(response, "year")["1970s"] == 2
    assert "1970er" in text(client.get(f"/de{PROGRAMME}"))


def test_films_are_sorted_by_the_first_screening_that_was_asked_for(client, schedule):
    make_selection(make_film("Never"))

    assert titles(client.get(f"{PROGRAMME}?sort=screening")) == ["Salt", "Here", "Pebble", "Never"]
    on_sunday = titles(client.get(f"{PROGRAMME}?sort=screening&day=2026-02-15"))
    assert on_sunday == ["Here", "Salt", "Pebble"]
