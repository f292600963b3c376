"""What lists can be narrowed to, and that the number beside a choice is what it then finds."""

import re

import pytest

from catalogue.models import Film, Screening, Selection
from people.models import Person
from tests.catalogue.admin.pages import admin_address, first_cells, log_in
from tests.factories import (
    make_biography,
    make_edition,
    make_film,
    make_note,
    make_person,
    make_screen,
    make_screening,
    make_section,
    make_selection,
    make_still,
    make_synopsis,
    make_venue,
)

pytestmark = pytest.mark.django_db
LISTS = [Film, Selection, Person, Screening]


@pytest.fixture
def festival():
    """Two editions, three sections, films of every length, some of them in no selection."""
    for number in range(12):
        director = make_person(f"Director {number % 5}")
        countries = [["BE"], ["BE", "DE"], [], ["FR"]][number % 4]
        film = make_film(f"Film {number}", director, countries)
        film.runtime_minutes = [None, 12, 58, 90, 190][number % 5]
        film.form = ["", "fiction", "documentary"][number % 3]
        film.save()
        if number % 3 == 0:
            make_synopsis("Words.", film=film)
            make_still(film)
            make_biography(director, body="Born.")
        if number % 6 == 5:
            continue
        selection = make_selection(
            film,
            make_edition([2025, 2026][number % 2]),
            make_section(["Panorama", "Encounters", "Shorts"][number % 3]),
            status=["considered", "invited", "confirmed"][number % 3],
            premiere_status=["", "world"][number % 2],
        )
        make_note("Look.", selection=selection)
        if number % 2:
            screen = make_screen(make_venue(f"House {number % 4}"))
            link = "https://tickets.example/1" if number % 4 == 1 else ""
            make_screening(selection, screen=screen, ticket_url=link)
    make_selection(Film.objects.first(), make_edition(2026), make_section("Shorts"))


def filters(response):
    """{filter: {choice: (the number beside it, its question)}} without those for all."""
    choices = {}
    for spec in response.context["cl"].filter_specs:
        shown = list(spec.choices(response.context["cl"]))[1:]
        numbers = (re.search(r"\((\d+)\)$", str(one["display"])) for one in shown)
        choices[str(spec.title)] = {
            str(one["display"]): (int(number[1]), one["query_string"])
            for one, number in zip(shown, numbers, strict=True)
        }
    return choices


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("first", [None, 0, 3])
def test_the_number_beside_a_choice_is_what_it_finds_under_all_others(
    client, festival, model, first
):
    """Of the whole list, and of what a choice of each of the first filters leaves."""
    log_in(client)
    address = admin_address(model, "changelist")
    response = client.get(address, {"q": "i"} if first is None and model is Film else {})
    if first is not None:
        chosen = list(filters(response).values())[first]
        _number, query = max(chosen.values())
        response = client.get(address + query)

    told, found = {}, {}
    for title, choices in filters(response).items():
        for name, (number, query) in choices.items():
            told[title, name] = number
            found[title, name] = client.get(address + query).context["cl"].result_count

    assert told == found
    assert any(told.values())


def test_the_lists_ask_for_section_country_runtime_state_and_what_is_missing(client, festival):
    log_in(client)
    titles = {
        model.__name__: list(filters(client.get(admin_address(model, "changelist"))))
        for model in LISTS
    }

    assert titles == {
        "Film": ["edition", "section", "missing", "form", "runtime", "country"],
        "Selection": [
            *["edition", "section", "status", "missing", "premiere status", "runtime", "country"]
        ],
        "Person": ["edition", "section", "kind", "missing", "country"],
        "Screening": [
            *["edition", "status", "section", "venue", "missing", "runtime", "country"],
        ],
    }


@pytest.mark.parametrize(
    ("model", "asked", "found"),
    [
        (Film, {"missing": "outdated-synopsis"}, []),
        (Film, {"edition": "2026", "section": "shorts"}, ["Film 0"]),
        (Selection, {"country": "france", "status__exact": "considered"}, ["Film 3 (2026)"]),
        (Person, {"edition": "2025", "section": "encounters"}, ["Director 0", "Director 4"]),
        (Screening, {"missing": "ticket-link", "country": "france"}, []),
    ],
)
def test_choices_are_found_together(client, festival, model, asked, found):
    log_in(client)

    response = client.get(admin_address(model, "changelist"), asked)

    if model is Screening:
        assert response.context["cl"].result_count == 2
    else:
        assert first_cells(response) == found


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
@pytest.mark.parametrize(
    "query",
    ["section=none", "missing=x", "country=a'b", "runtime=9", f"edition={'9' * 30}"],
)
def test_a_choice_that_is_none_is_left_out(client, festival, model, query):
    log_in(client)
    address = admin_address(model, "changelist")

    response = client.get(f"{address}?{query}", follow=True)

    assert response.status_code in (200, 400)
    if response.status_code == 200:
        assert response.context["cl"].result_count == client.get(address).context["cl"].result_count
