"""What holds for the admin of every record."""

import pytest
from django.contrib import admin
from django.test import Client

from catalogue.models import Company, Edition, Function, Programme, Selection
from festival.admin import GROUPS
from people.models import Biography, Person
from tests.catalogue.admin.pages import admin_address, log_in
from tests.factories import (
    make_biography,
    make_company_credit,
    make_edition,
    make_film,
    make_person,
    make_selection,
)

RECORDS = {
    model: model_admin
    for model, model_admin in admin.site._registry.items()
    if model._meta.app_label in ("catalogue", "people")
}


def named(model):
    return model.__name__


def test_no_list_can_be_edited_in_place():
    """Django saves such lists into the wrong rows when their order changes meanwhile."""
    assert [a for a in admin.site._registry.values() if a.list_editable] == []


def test_the_index_names_every_record_in_the_order_of_the_work():
    names = [name for _title, names in GROUPS for name in names]

    assert sorted(names) == sorted(model.__name__ for model in admin.site._registry)
    assert names[:2] == ["Film", "Selection"]


@pytest.mark.django_db
def test_the_index_shows_the_groups(client):
    log_in(client)

    response = client.get("/admin/")

    assert [app["name"] for app in response.context["app_list"]] == [
        "Programme",
        "Schedule",
        "People and companies",
        "Website",
        "Vocabularies",
        "Accounts",
    ]


@pytest.fixture
def festival(db):
    film = make_film("Here", "Bas Devos", countries=["BE"], languages=["fr"])
    selection = make_selection(film)
    make_company_credit(film)
    make_biography(make_person(), body="Words.", filmography=[(2014, "Violet")])
    programme = Programme.objects.create(
        names={"en": "Shorts"}, edition=selection.edition, section=selection.section
    )
    programme.slots.create(selection=selection)


@pytest.mark.parametrize("model", RECORDS, ids=named)
@pytest.mark.parametrize("language", ["", "/de"], ids=["en", "de"])
def test_every_page_opens_in_both_languages(festival, model, language):
    client = log_in(Client())
    record = model.objects.first()
    pages = ["changelist", "add"] + (["change", "delete"] if record else [])

    answers = [client.get(language + admin_address(record or model, page)) for page in pages]

    assert [answer.status_code for answer in answers] == [200] * len(pages)
    other = "" if language else "/de"
    address = admin_address(record or model, pages[-1])
    assert f'<a href="{other}{address}"' in answers[-1].content.decode()


@pytest.mark.parametrize("model", RECORDS, ids=named)
def test_every_list_can_be_searched(festival, model):
    client = log_in(Client())

    response = client.get(
        admin_address(model, "changelist"), {"q": "nothing \"of\u00df the' kind%"}
    )

    assert (response.status_code, response.context["cl"].result_count) == (200, 0)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("model", "queries"),
    [(Selection, 16), (Person, 14), (Biography, 9), (Edition, 6), (Company, 6), (Programme, 9)],
    ids=["selection", "person", "biography", "edition", "company", "programme"],
)
def test_lists_take_as_many_queries_for_one_as_for_many(
    db, django_assert_num_queries, model, queries, number
):
    client = log_in(Client())
    make_edition(2020)  # a filter with a single choice is not offered
    for year in range(2024, 2024 + number):
        fill(year)

    with django_assert_num_queries(queries):
        client.get(admin_address(model, "changelist"))


def fill(year):
    film = make_film(f"Film of {year}", f"Director of {year}", countries=["BE"])
    selection = make_selection(film, make_edition(year))
    make_company_credit(film)
    make_biography(film.credits.get().person, year, "Words.", [(2014, "Violet")])
    programme = Programme.objects.create(
        names={"en": "Shorts"}, edition=selection.edition, section=selection.section
    )
    programme.slots.create(selection=selection)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "term", "answers"),
    [
        ("credit.function", "direc", ["Director", "Co-director", "Animation Direction"]),
        ("credit.function", "erzahlstimme", ["Narration"]),
        ("filmcountry.country", "osterreich", ["Austria"]),
        ("filmcountry.country", "cote", ["Côte d’Ivoire"]),
        ("filmlanguage.language", "no dialogue", ["no dialogue"]),
        (
            "credit.person",
            "soren",
            ["Søren Sørensen · Aarhus · 1971 · Here (2026)", "Søren Sørensen"],
        ),
        ("selection.film", "sorensen", ["Here (2026)"]),
        ("programmeslot.selection", "here", ["Here (2026) · Panorama 2026"]),
    ],
)
def test_autocompletes_find_any_spelling_and_tell_namesakes_apart(client, field, term, answers):
    log_in(client)
    first = make_person("Søren Sørensen", birth_year=1971, birth_place="Aarhus")
    make_person("Søren Sørensen")
    make_person("Søren Merged", merged_into=first)
    make_selection(make_film("Here", first))
    model, name = field.split(".")
    asked = {"app_label": "catalogue", "model_name": model, "field_name": name, "term": term}

    response = client.get("/admin/autocomplete/", asked)

    found = [result["text"] for result in response.json()["results"]]
    assert found[: len(answers)] == answers


@pytest.mark.django_db
def test_strangers_are_asked_to_log_in(client):
    pages = [admin_address(model, "changelist") for model in RECORDS]

    answers = {client.get(page).status_code for page in pages}

    assert answers == {302}


@pytest.mark.django_db
def test_keys_that_programs_use_stay_as_they_are(client):
    log_in(client)
    director = Function.objects.get(key="director")

    response = client.post(
        admin_address(director),
        {
            "names_en": "Directed by",
            "names_de": "Regie",
            "key": "changed",
            "department": director.department_id,
            "position": 10,
        },
    )

    director.refresh_from_db()
    assert response.status_code == 302
    assert (director.key, director.names) == ("director", {"en": "Directed by", "de": "Regie"})


@pytest.mark.django_db
def test_names_in_languages_the_site_does_not_show_are_kept(client):
    log_in(client)
    director = Function.objects.get(key="director")
    director.names = {"en": "Director", "fr": "Réalisation"}
    director.save()
    sent = {"names_en": "", "names_de": "Regie", "department": director.department_id}

    client.post(admin_address(director), sent | {"position": 10})

    director.refresh_from_db()
    assert director.names == {"fr": "Réalisation", "de": "Regie"}


@pytest.mark.django_db
def test_a_record_without_any_name_is_refused(client):
    log_in(client)
    director = Function.objects.get(key="director")
    sent = {"names_en": " ", "names_de": "", "department": director.department_id, "position": 10}

    response = client.post(admin_address(director), sent)

    assert response.context["adminform"].form.errors == {"names": ["This field is required."]}
