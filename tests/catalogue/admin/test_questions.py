"""The admin answers what its pages ask; whatever else an address asks is refused, not tried."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.forms import ModelChoiceField
from django.test import Client

from catalogue.models import Film, Screening
from people.questions import LARGEST_KEY, KeyField
from tests.catalogue.admin.pages import admin_address, errors, fields_of, form_data, log_in
from tests.factories import (
    make_biography,
    make_company_credit,
    make_film,
    make_person,
    make_screening,
    make_selection,
)

pytestmark = pytest.mark.django_db
HUGE = "9" * 30
COUNTS = ("TOTAL", "INITIAL")
LOOKUPS = [
    *[("regex", "("), ("iregex", "["), ("year", "99999"), ("range", "1"), ("in", "a,b")],
    *[("exact", HUGE), ("isnull", "maybe"), ("id__exact", HUGE), ("contains", "x")],
]


@pytest.fixture
def client():
    selection = make_selection(make_film("Here", "Bas Devos", countries=["BE"]))
    make_biography(make_person(), body="Words.")
    make_company_credit(selection.film)
    make_screening(selection)
    client = log_in(Client())
    client.raise_request_exception = False
    return client


def failures(client, addresses):
    return [address for address in addresses if client.get(address).status_code >= 500]


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_nothing_a_list_or_a_form_is_asked_breaks_it(client, model):
    base = admin_address(model, "changelist")
    names = [field.name for field in model._meta.get_fields()]
    asked = [f"{base}?{name}__{lookup}={value}" for name in names for lookup, value in LOOKUPS]
    words = [f"{base}?q={'a' * 4000}", f"{base}?q={'word+' * 800}"]
    pages = [f"{base}?{name}={HUGE}" for name in ("o", "p", "all")]
    given = [f"{base}add/?{name}={value}" for name in names for value in (HUGE, "abc")]
    keys = [f"{base}{key}/{page}/" for key in (HUGE, "abc", "-1") for page in ("change", "history")]

    assert failures(client, asked + words + pages + given + keys) == []


@pytest.mark.parametrize("key", ["abc", HUGE])
def test_an_action_on_a_key_that_cannot_be_is_an_action_on_nothing(client, key):
    sent = {"action": "delete_selected", "_selected_action": key, "index": "0"}

    response = client.post(admin_address(Screening, "changelist"), sent, follow=True)

    assert response.status_code == 200
    assert "Items must be selected in order to perform actions on them." in response.text


@pytest.mark.parametrize("key", ["x", HUGE])
@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_a_record_chosen_by_what_is_no_key_is_refused_beside_its_field(client, model, key):
    page = client.get(admin_address(model, "add"))
    inlines = inlines_of(page)
    formsets = [inline.formset for inline in inlines if inline.has_add_permission]
    sent = {f"{inline.formset.prefix}-{count}_FORMS": 0 for inline in inlines for count in COUNTS}
    sent |= {f"{formset.prefix}-TOTAL_FORMS": 1 for formset in formsets}
    forms = [own_form(page), *(row_of(formset) for formset in formsets)]
    chosen = [bound.html_name for form in forms for bound in form if is_choice_of_record(bound)]

    answer = client.post(admin_address(model, "add"), sent | dict.fromkeys(chosen, key))

    assert answer.status_code == 200
    forms = [own_form(answer), *(form for i in inlines_of(answer) for form in i.formset.forms)]
    found = {form.add_prefix(name): said for form in forms for name, said in form.errors.items()}
    refused = "Select a valid choice. That choice is not one of the available choices."
    assert {name: found.get(name) for name in chosen} == dict.fromkeys(chosen, [refused])


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/admin/auth/user/{}/change/", "groups"),
        ("/admin/auth/user/{}/change/", "user_permissions"),
        ("/admin/auth/group/add/", "permissions"),
    ],
)
@pytest.mark.parametrize("key", ["x", "-1", str(LARGEST_KEY + 1), HUGE])
def test_records_chosen_by_what_is_no_key_are_refused_beside_their_field(
    client, address, name, key
):
    address = address.format(User.objects.get().pk)
    sent = fields_of(own_form(client.get(address)))

    answer = client.post(address, sent | {name: key})

    form = own_form(answer)
    assert form.errors[name] == [
        f"Select a valid choice. {key} is not one of the available choices."
    ]
    assert form[name].value() == []


def test_a_record_is_not_saved_as_a_new_one_where_no_page_offers_that(client):
    film = Film.objects.get()
    sent = form_data(client.get(admin_address(film)), title="")

    answer = client.post(admin_address(film), sent | {"_saveasnew": "1"})

    assert answer.status_code == 200
    assert errors(answer) == ["This field is required."]
    assert answer.context["original"] == film


@pytest.mark.parametrize("name", ["introduction_minutes", "qa_minutes"])
def test_a_screening_longer_than_any_clock_counts_is_refused_beside_its_field(client, name):
    screening = Screening.objects.get()
    sent = form_data(client.get(admin_address(screening)))

    answer = client.post(admin_address(screening), sent | {name: "9" * 20})

    assert answer.status_code == 200
    assert errors(answer) == ["Ensure this value is less than or equal to 240."]


@pytest.mark.parametrize("minutes", [2**15, 2**31, 2**63 - 1, 2**63])
def test_a_runtime_that_not_every_database_holds_is_refused_by_all(client, minutes):
    film = Film.objects.get()
    sent = form_data(client.get(admin_address(film))) | {"runtime_minutes": minutes}

    answer = client.post(admin_address(film), sent)

    assert answer.status_code == 200
    assert errors(answer) == ["Ensure this value is less than or equal to 32767."]


def own_form(page):
    """The record's form, or the only one of a page that is not Django's own."""
    return page.context["adminform"].form if "adminform" in page.context else page.context["form"]


def inlines_of(page):
    return page.context.get("inline_admin_formsets", [])


def row_of(formset):
    """The first row, as it would be sent, of rows there may be none of yet."""
    row = formset.empty_form
    row.prefix = formset.add_prefix(0)
    return row


def is_choice_of_record(bound):
    return type(bound.field) in (ModelChoiceField, KeyField) and not bound.is_hidden


def test_a_long_search_for_a_record_to_choose_is_cut_short(client):
    asked = {"app_label": "catalogue", "model_name": "credit", "field_name": "person"}

    response = client.get("/admin/autocomplete/", asked | {"term": "a" * 3000})

    assert response.json() == {"results": [], "pagination": {"more": False}}


def test_a_lookup_no_filter_offers_is_refused(client):
    base = "/admin/catalogue/selection/"

    assert client.get(f"{base}?film__title__startswith=H").status_code == 400
    assert client.get(f"{base}?status__exact=confirmed").context["cl"].result_count == 1


def test_a_new_record_belongs_to_the_one_the_address_names(client):
    film = make_film("There")

    page = client.get(f"/admin/catalogue/selection/add/?film={film.pk}&position=7")

    assert page.context["adminform"].form.initial == {"film": film.pk}


@pytest.mark.parametrize("named", ["title", "name"])
def test_a_public_record_s_form_without_name_and_address_is_answered_beside_its_fields(
    client, named
):
    log_in(client)
    film = make_selection(make_film("Here", "Bas Devos")).film
    record = film if named == "title" else film.credits.get().person
    sent = form_data(client.get(admin_address(record))) | {named: "", "slug": ""}

    response = client.post(admin_address(record), sent)

    assert errors(response)[:1] == ["This field is required."]
    record.refresh_from_db()
    assert getattr(record, named)
