"""The rows a page takes: those that were sent, and not a number of them that somebody wrote."""

import re

import pytest
from django.contrib.auth.models import Permission, User

from catalogue.models import Credit, Film, Function
from people.admin import sent_rows
from people.models import Person
from tests.catalogue.admin.pages import admin_address, errors, form_data, log_in
from tests.factories import make_film, make_synopsis

pytestmark = pytest.mark.django_db
TOO_MANY = "Please submit at most 1000 forms."


def formsets(page):
    return [inline.formset for inline in page.context["inline_admin_formsets"]]


def numbers_of_rows(page):
    return {formset.prefix: len(formset.forms) for formset in formsets(page)}


def test_a_number_of_rows_of_which_nothing_was_sent_makes_none(client):
    log_in(client)
    film = make_film("Here", "Bas Devos", ["BE"])
    page = client.get(admin_address(film))
    written = {f"{formset.prefix}-TOTAL_FORMS": 99999 for formset in formsets(page)}

    answer = client.post(admin_address(film), form_data(page, title="There") | written)

    assert numbers_of_rows(answer) == numbers_of_rows(page)
    assert errors(answer) == [TOO_MANY] * len(written)
    assert Film.objects.get().title == "Here"


def test_a_page_of_more_rows_than_could_be_sent_whole_is_refused(client, monkeypatch):
    monkeypatch.setattr(sent_rows, "MOST_ROWS", 20)
    log_in(client)
    film = make_film("Here", "Bas Devos", ["BE"])
    sent = form_data(client.get(admin_address(film)), title="There")
    rows = {f"titles-{number}-title": "Where" for number in range(10)}
    rows |= {f"crew-{number}-note": "" for number in range(1, 11)}

    answer = client.post(
        admin_address(film), sent | rows | {"titles-TOTAL_FORMS": 10, "crew-TOTAL_FORMS": 11}
    )

    assert set(numbers_of_rows(answer).values()) == {0}
    assert set(errors(answer)) == {TOO_MANY}
    assert Film.objects.get().title == "Here"


def test_rows_that_somebody_may_only_read_send_nothing_and_stay(client):
    film = make_film("Here")
    make_synopsis("Fog.", film=film)
    editor = User.objects.create_user("editor", is_staff=True)
    rights = ["view_film", "change_film", "view_synopsis", "view_every_section"]
    editor.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(editor)
    sent = form_data(client.get(admin_address(film)), title="There")
    kept = {name: value for name, value in sent.items() if not re.match(r"synopses-\d", name)}

    answer = client.post(admin_address(film), kept)

    assert (answer.status_code, Film.objects.get().title) == (302, "There")
    assert [text.body for text in film.synopses.all()] == ["Fog."]


def test_a_film_of_several_hundred_credits_is_saved(client):
    log_in(client)
    film, function = make_film("Here"), Function.objects.get(key="film_editor")
    people = [Person(name=f"Editor {number}", slug=f"editor-{number}") for number in range(300)]
    Credit.objects.bulk_create(
        Credit(film=film, person=person, function=function, position=position)
        for position, person in enumerate(Person.objects.bulk_create(people))
    )
    sent = form_data(client.get(admin_address(film)))

    answer = client.post(admin_address(film), sent | {"crew-299-note": "the last"})

    assert answer.status_code == 302
    assert [(one.position, one.note) for one in film.credits.exclude(note="")] == [
        (299, "the last")
    ]
