"""Facet counts against a recount by hand, and filter states through their addresses and back."""

import random

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.facets import Facets
from catalogue.filters import ProgrammeFilter
from catalogue.models import Selection
from catalogue.runtimes import BANDS, band_of
from tests.factories import make_film, make_section, make_selection

SECTIONS = ["panorama", "encounters", "shorts"]
COUNTRIES = {"belgium": "BE", "france": "FR", "chile": "CL", "soviet-union": "SUHH"}
LANGUAGES = {"french": "fr", "german": "de", "no-dialogue": "zxx"}
PREMIERES = ["world", "international", ""]

chosen = st.fixed_dictionaries(
    {
        "section": st.lists(st.sampled_from(SECTIONS), unique=True, max_size=2),
        "country": st.lists(st.sampled_from(sorted(COUNTRIES)), unique=True, max_size=2),
        "language": st.lists(st.sampled_from(sorted(LANGUAGES)), unique=True, max_size=2),
        "runtime": st.lists(st.sampled_from([b.slug for b in BANDS]), unique=True, max_size=2),
        "premiere": st.lists(st.sampled_from(PREMIERES[:2]), unique=True, max_size=2),
    }
)
bounds = st.one_of(st.none(), st.integers(0, 250))


@pytest.fixture
def programme(db):
    """Forty films drawn by lot, as plain data beside the database's."""
    lot = random.Random(2026)
    films = []
    for number in range(40):
        facts = {
            "section": [lot.choice(SECTIONS)],
            "country": lot.sample(sorted(COUNTRIES), lot.randint(0, 3)),
            "language": lot.sample(sorted(LANGUAGES), lot.randint(0, 2)),
            "minutes": lot.choice([None, 3, 29, 30, 59, 60, 89, 90, 119, 120, 179, 180, 495]),
            "premiere": [lot.choice(PREMIERES)],
        }
        facts["runtime"] = [band_of(facts["minutes"]).slug] if facts["minutes"] else []
        films.append(facts)
        film = make_film(
            f"Film {number}",
            countries=[COUNTRIES[slug] for slug in facts["country"]],
            languages=[LANGUAGES[slug] for slug in facts["language"]],
            runtime_minutes=facts["minutes"],
        )
        section = make_section(facts["section"][0].title())
        make_selection(film, section=section, premiere_status=facts["premiere"][0])
    return films


def fits(film, choice, low, high, leave_out=None):
    """OR within a facet, AND between them; a film of unknown runtime fits no bound."""
    within = all(
        not values or set(values) & set(film[facet])
        for facet, values in choice.items()
        if facet != leave_out
    )
    minutes = film["minutes"]
    above = low is None or (minutes is not None and minutes >= low)
    below = high is None or (minutes is not None and minutes <= high)
    return within and above and below


@settings(max_examples=200)
@given(choice=chosen, low=bounds, high=bounds)
def check_counts(films, choice, low, high):
    query = QueryDict(mutable=True)
    for facet, values in choice.items():
        query.setlist(facet, values)
    for name, minutes in (("runtime_min", low), ("runtime_max", high)):
        if minutes is not None:
            query[name] = minutes
    programme_filter = ProgrammeFilter(query, Selection.objects.public())
    facets = Facets(programme_filter)

    assert programme_filter.qs.count() == sum(fits(film, choice, low, high) for film in films)
    for facet in facets:
        for option in facet.choices:
            naive = sum(
                option.value in film[facet.name] and fits(film, choice, low, high, facet.name)
                for film in films
            )
            assert (facet.name, option.value, option.count) == (facet.name, option.value, naive)
    again = ProgrammeFilter(QueryDict(facets.query()), Selection.objects.public())
    assert again.choice == programme_filter.choice


def test_counts_equal_a_naive_recount_and_states_survive_their_address(programme):
    check_counts(programme)


@pytest.mark.django_db
def test_a_stored_value_that_is_no_choice_any_more_is_not_offered():
    for number, premiere in enumerate(["world", "galactic", "world"]):
        make_selection(film__title=f"Film {number}", premiere_status=premiere)

    facets = Facets(ProgrammeFilter(QueryDict(), Selection.objects.public()))
    premiere = next(facet for facet in facets if facet.name == "premiere")

    assert [(c.value, c.name, c.count) for c in premiere.choices] == [
        ("world", "World premiere", 2)
    ]
