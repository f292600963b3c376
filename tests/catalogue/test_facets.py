"""Facet counts against a recount by hand, and filter states through their addresses and back."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.daytimes import DAYTIMES
from catalogue.desk.filters import DeskFilter
from catalogue.facets import Facets
from catalogue.filters import ProgrammeFilter
from catalogue.index import ABOUT_SCREENINGS
from catalogue.models import (
    ContentNote,
    Language,
    Programme,
    ProgrammeSlot,
    ScreeningAccess,
    Selection,
    SelectionContentNote,
)
from catalogue.runtimes import BANDS, band_of
from catalogue.versions import Tongue, Version
from tests.factories import (
    make_edition,
    make_film,
    make_screen,
    make_screening,
    make_section,
    make_selection,
    make_venue,
)

SECTIONS = ["panorama", "encounters", "shorts"]
COUNTRIES = {"belgium": "BE", "france": "FR", "chile": "CL", "soviet-union": "SUHH"}
LANGUAGES = {"french": "fr", "german": "de", "english": "en", "no-dialogue": "zxx"}
KNOWN = ["french", "german", "english"]
PREMIERES = ["world", "international", ""]
FORMS = ["fiction", "documentary", ""]
NOTES = ["violence", "flashing_images"]
VENUES = ["harbour-cinema", "lighthouse", "odeon"]
ACCESS = ["audio-description", "sdh", "wheelchair", "induction-loop"]
YEARS = [None, 1931, 1974, 1975, 2025, 2026]
DAYS = [f"2026-02-{day}" for day in (12, 13, 14, 15)]


def some(values, most=2):
    return st.lists(st.sampled_from(values), unique=True, max_size=most)


chosen = st.fixed_dictionaries(
    {},
    optional={
        "section": some(SECTIONS),
        "country": some(sorted(COUNTRIES)),
        "language": some(sorted(LANGUAGES)),
        "runtime": some([band.slug for band in BANDS]),
        "premiere": some(PREMIERES[:2]),
        "form": some(FORMS[:2]),
        "year": some(["1931", "1970s", "1974", "2020s", "2025", "2026"]),
        "avoid": some([*NOTES, "not-assessed"]),
        "day": some(DAYS, 3),
        "time": some([daytime.slug for daytime in DAYTIMES]),
        "venue": some(VENUES),
        "understood_in": some(KNOWN),
        "access": some(ACCESS),
        "runtime_min": st.integers(0, 250),
        "runtime_max": st.integers(0, 250),
        "q": st.sampled_from(["film 1", "film", "19", "nobody"]),
    },
)


@pytest.fixture
def programme(db):
    """Films and screenings drawn by lot, as plain data beside the database's."""
    lot = random.Random(2026)
    films = [draw_film(lot, number) for number in range(24)]
    rooms = [
        (slug, make_screen(make_venue(name), wheelchair_places=places, has_induction_loop=loop))
        for slug, name, places, loop in [
            ("harbour-cinema", "Harbour Cinema", 2, False),
            ("lighthouse", "Lighthouse", 0, True),
            ("odeon", "Odeon", 0, False),
        ]
    ]
    block = Programme.objects.create(
        edition=make_edition(), section=make_section("Shorts"), names={"en": "Shorts 1"}
    )
    for film in films[:4]:
        ProgrammeSlot.objects.create(programme=block, selection=film["selection"])
    for number in range(36):
        draw_screening(lot, films, block if number % 9 == 0 else None, *lot.choice(rooms))
    return films


def draw_film(lot, number):
    minutes = lot.choice([None, 3, 29, 30, 59, 60, 89, 90, 119, 120, 179, 180, 495])
    languages = lot.sample(sorted(LANGUAGES), lot.choice([0, 1, 1, 2]))
    countries = lot.sample(sorted(COUNTRIES), lot.randint(0, 3))
    year, form, premiere = lot.choice(YEARS), lot.choice(FORMS), lot.choice(PREMIERES)
    section = lot.choice(SECTIONS)
    notes = lot.sample(NOTES, lot.choice([0, 0, 1, 2]))
    is_assessed = bool(notes) or lot.random() < 0.5
    film = make_film(
        f"Film {number}",
        countries=[COUNTRIES[slug] for slug in countries],
        languages=[LANGUAGES[slug] for slug in languages],
        runtime_minutes=minutes,
        year=year,
        form=form,
    )
    selection = make_selection(
        film,
        section=make_section(section.title()),
        premiere_status=premiere,
        content_assessed_on=datetime(2026, 1, 1, tzinfo=UTC) if is_assessed else None,
    )
    for key in notes:
        note = ContentNote.objects.get(key=key)
        SelectionContentNote.objects.create(selection=selection, content_note=note)
    return {
        "pk": selection.pk,
        "number": number,
        "selection": selection,
        "section": [section],
        "country": countries,
        "language": languages,
        "minutes": minutes,
        "runtime": [band_of(minutes).slug] if minutes else [],
        "premiere": [premiere],
        "status": ["confirmed"],
        "form": [form],
        "year": [str(year), f"{year // 10}0s"] if year else [],
        "avoid": notes + ([] if is_assessed else ["not-assessed"]),
        "screenings": [],
        "cancelled": [],
    }


def draw_screening(lot, films, block, venue, screen):
    """Of a film or of the block: between noon of the 12th and noon of the 16th, a few cancelled."""
    shown = films[:4] if block else [lot.choice(films)]
    start = datetime(2026, 2, 12, 11, tzinfo=UTC) + timedelta(minutes=30 * lot.randrange(192))
    dubbed, voice_over = lot.choice([(None, None)] * 4 + [("german", None), (None, "english")])
    subtitles = lot.sample(KNOWN, lot.choice([0, 1, 1, 2]))
    is_cancelled = lot.random() < 0.15
    screening = make_screening(
        None if block else shown[0]["selection"],
        start,
        [LANGUAGES[slug] for slug in subtitles],
        programme=block,
        screen=screen,
        dubbed_into=dubbed and Language.objects.get(slug=dubbed),
        voice_over_in=voice_over and Language.objects.get(slug=voice_over),
        status="cancelled" if is_cancelled else "confirmed",
    )
    access = [name for name in ("wheelchair", "induction-loop") if getattr(screen, ROOMS[name])]
    for feature, status in (("sdh", "confirmed"), ("audio-description", "planned")):
        if lot.random() < 0.3:
            ScreeningAccess.objects.create(screening=screening, feature=feature, status=status)
            access += [feature] if status == "confirmed" else []
    spoken = dict.fromkeys(slug for film in shown for slug in film["language"])
    version = Version(
        tuple(Tongue(LANGUAGES[slug], slug) for slug in spoken),
        dubbed and Tongue(LANGUAGES[dubbed], dubbed),
        voice_over and Tongue(LANGUAGES[voice_over], voice_over),
        tuple(Tongue(LANGUAGES[slug], slug) for slug in subtitles),
    )
    here = start + timedelta(hours=1)  # Copenhagen in winter
    facts = {
        "pk": screening.pk,
        "day": [here.date().isoformat()],
        "time": [next(one.slug for one in DAYTIMES if here.hour in one.hours)],
        "venue": [venue],
        "understood_in": [slug for slug in KNOWN if version.is_understood_in(LANGUAGES[slug])],
        "access": access,
    }
    for film in shown:
        film["cancelled" if is_cancelled else "screenings"].append(facts)


ROOMS = {"wheelchair": "wheelchair_places", "induction-loop": "has_induction_loop"}


def fits(film, choice):
    """OR within a filter, AND between; what is asked of screenings holds for one of them."""
    asked = asked_of_screenings(choice)
    return all(holds(film, name, value) for name, value in choice.items()) and (
        not asked or any(is_all_of(screening, asked) for screening in film["screenings"])
    )


def asked_of_screenings(choice):
    return {name: value for name, value in choice.items() if name in ABOUT_SCREENINGS and value}


def is_all_of(screening, asked):
    return all(set(values) & set(screening[name]) for name, values in asked.items())


def holds(film, name, value):
    minutes = film["minutes"]
    if name in ABOUT_SCREENINGS or value in (None, "", []):
        return True
    if name == "q":
        words = ["film", str(film["number"]), *film["year"][:1]]
        return all(any(begins(one, part) for one in words) for part in value.split())
    if name == "runtime_min":
        return minutes is not None and minutes >= value
    if name == "runtime_max":
        return minutes is not None and minutes <= value
    return bool(set(value) & set(film[name])) != (name == "avoid")


def begins(word, part):
    return word.startswith(part) if len(part) > 1 else word == part


def recount(films, facet, values, choice):
    """What each value finds beside all other filters; of one to avoid, what it leaves out."""
    others = {name: chosen for name, chosen in choice.items() if name != facet}
    rest = [film for film in films if fits(film, others)]
    if facet not in ABOUT_SCREENINGS:
        return {value: sum(value in film[facet] for film in rest) for value in values}
    asked = asked_of_screenings(others)
    shown = [[one for one in film["screenings"] if is_all_of(one, asked)] for film in rest]
    return {
        value: sum(any(value in one[facet] for one in screenings) for screenings in shown)
        for value in values
    }


def as_query(choice):
    query = QueryDict(mutable=True)
    for name, value in choice.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query


def missing_of(film):
    """Of what is asked for here; no film has a director, a synopsis or a still."""
    known = {
        "country": film["country"],
        "year": film["year"],
        "runtime": film["minutes"],
        "language": film["language"],
        "form": [value for value in film["form"] if value],
        "premiere": [value for value in film["premiere"] if value],
        "screening": film["screenings"],
    }
    always = ["director", "synopsis-en", "synopsis-de", "still"]
    return [*always, *(name for name, value in known.items() if not value)]


chosen_at_the_desk = st.tuples(
    chosen,
    st.fixed_dictionaries(
        {},
        optional={
            "missing": some(["director", "country", "year", "runtime", "screening", "premiere"]),
            "first": some(["first", "later", "unknown"]),
            "waiting": some(["over-4-weeks", "unknown"]),
            "age": some(["6", "14", "none"]),
        },
    ),
).map(lambda pair: pair[0] | pair[1])


def test_counts_and_films_found_equal_a_naive_recount(programme):
    """An index knows nothing of a choice but its words: one is made for each of those."""
    films = programme
    edition = make_edition()
    indexes = {}
    for film in films:
        film["missing"] = missing_of(film)
        film["first"] = film["waiting"] = ["unknown"]
        film["age"] = [("none", "6", "14")[film["pk"] % 3]]
        age = None if film["age"] == ["none"] else int(film["age"][0])
        Selection.objects.filter(pk=film["pk"]).update(age_recommendation=age)

    @settings(max_examples=2000)
    @given(choice=chosen_at_the_desk)
    def check(choice):
        desk_filter = DeskFilter(as_query(choice), edition.selections.all(), edition=edition)
        words = choice.get("q")
        desk_filter.index = indexes.get(words) or desk_filter.index
        indexes[words] = desk_filter.index
        facets = Facets(desk_filter)
        found = [film["pk"] for film in films if fits(film, choice)]

        assert sorted(desk_filter.qs.values_list("pk", flat=True)) == found
        assert facets.count == len(found)
        for facet in facets:
            counted = {option.value: option.count for option in facet.choices}
            assert counted == recount(films, facet.name, counted, choice)

    check()


def test_states_survive_their_address_and_choose_the_screenings_that_are_all_of_it(programme):
    edition = make_edition()
    public = Selection.objects.public().in_edition(edition.year)

    @settings(max_examples=100)
    @given(choice=chosen)
    def check(choice):
        there = ProgrammeFilter(as_query(choice), public, edition=edition)
        address = Facets(there).query()
        back = ProgrammeFilter(QueryDict(address), public, edition=edition)

        assert back.choice == there.choice
        assert {screening.pk for screening in back.screenings} == {
            screening["pk"]
            for film in programme
            if all(holds(film, name, value) for name, value in choice.items())
            for screening in film["screenings"] + film["cancelled"]
            if is_all_of(screening, asked_of_screenings(choice))
        }

    check()


def test_every_order_is_the_database_s(programme):
    edition = make_edition()
    public = Selection.objects.public().in_edition(edition.year)
    orders = st.sampled_from([order for order, _name in ProgrammeFilter.ORDERS])

    @settings(max_examples=200)
    @given(choice=chosen, order=orders, language=st.sampled_from(["en", "de"]))
    def check(choice, order, language):
        with translation.override(language):
            query = as_query(choice | {"sort": order})
            there = ProgrammeFilter(query, public, edition=edition)

            assert Facets(there).keys == list(there.qs.values_list("pk", flat=True))

    check()


@pytest.mark.django_db
def test_a_stored_value_that_is_no_choice_any_more_is_not_offered():
    for number, premiere in enumerate(["world", "galactic", "world"]):
        make_selection(film__title=f"Film {number}", premiere_status=premiere)

    facets = Facets(ProgrammeFilter(QueryDict(), Selection.objects.public()))
    premiere = next(facet for facet in facets if facet.name == "premiere")

    assert [(c.value, c.name, c.count) for c in premiere.choices] == [
        ("world", "World premiere", 2)
    ]
