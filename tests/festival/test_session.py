"""Whether what a form of the admin sends would be heard."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.factories import make_editor

pytestmark = pytest.mark.django_db


def test_an_editor_gets_a_token_that_is_good_for_a_form():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_editor())

    answer = client.get("/admin/session/")

    token = answer.json()["token"]
    sent = client.post("/admin/logout/", {"csrfmiddlewaretoken": token})
    assert (sent.status_code, answer["Cache-Control"].split(", ")[-1]) == (200, "private")


def test_a_stranger_and_a_reader_of_nothing_get_none(client):
    assert client.get("/admin/session/").json() == {"token": None}
    client.force_login(User.objects.create_user("visitor"))
    assert client.get("/de/admin/session/").json() == {"token": None}
