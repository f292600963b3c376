"""Every address there is, sent a form that another site wrote for somebody who is logged in."""

import pytest
from django.test import Client

from tests.factories import make_editor, make_film, make_selection
from tests.festival.test_headers import addresses

pytestmark = pytest.mark.django_db
TOKEN = "a" * 32
REFUSED = {403, 404, 405}


@pytest.fixture
def editor():
    make_selection(make_film("Here"))
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_editor())
    client.cookies["csrftoken"] = TOKEN
    return client


def statuses(editor, method, sent=None, **headers):
    send = getattr(editor, method)
    return {path: send(path, sent, headers=headers).status_code for path in addresses()}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_address_hears_a_form_without_a_token_of_ours(editor, method):
    answers = statuses(editor, method)

    assert {path: one for path, one in answers.items() if one not in REFUSED} == {}
    assert sum(one == 403 for one in answers.values()) > 100


def test_a_token_of_ours_does_not_help_another_site(editor):
    sent = {"csrfmiddlewaretoken": TOKEN}
    answers = statuses(editor, "post", sent, Origin="https://evil.example")

    assert {path: one for path, one in answers.items() if one not in REFUSED} == {}
    assert statuses(editor, "post", sent)["/admin/logout/"] == 200
