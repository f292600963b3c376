import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from people.models import SavedView
from people.models.saved_views import normalised
from tests.factories import make_editor, make_film, make_selection
from tests.pages import text

pytestmark = pytest.mark.django_db
DESK = "/desk/2026/"
ADD = "/desk/saved-views/add/"


@pytest.fixture(autouse=True)
def edition():
    make_selection(make_film("Tide"))


@pytest.fixture
def ida(client):
    ida = make_editor("ida")
    client.force_login(ida)
    return ida


def make_view(owner, name="Shorts", query="section=shorts", **fields):
    fields = {"page": "desk:selection_table"} | fields
    return SavedView.objects.create(owner=owner, name=name, query=query, **fields)


def listed(response):
    """(name, address) of every view that a list offers."""
    menu = re.search(r'<details class="saved-views".*?</details>', response.content.decode(), re.S)
    found = re.findall(r'<li><a href="([^"]*)"[^>]*>(.*?)</a>', menu[0])
    return [(unescape(name), unescape(address)) for address, name in found]


def complaints(response):
    return re.findall(r'<ul class="errorlist"[^>]*><li>(.*?)</li>', response.content.decode())


def test_a_list_is_kept_as_it_stands_and_opened_again(client, ida):
    here = f"{DESK}?sort=section,-runtime&country=chile&q=&page=2"

    response = client.post(ADD, {"name": "Chile", "address": here})

    assert (response.status_code, response.url) == (302, here)
    [(name, address)] = listed(client.get(DESK))
    assert (name, address) == ("Chile", f"{DESK}?country=chile&sort=section,-runtime")
    assert client.get(address).status_code == 200


def test_a_view_opens_in_another_edition_too(client, ida):
    assert make_view(ida).address(year=2028) == "/desk/2028/?section=shorts"


def test_colleagues_see_what_is_shared_and_nothing_else(client, ida):
    colleague = make_editor("jo", first_name="Jo", last_name="Lund")
    make_view(colleague, "Her own")
    make_view(colleague, "For all", is_shared=True)
    make_view(ida, "Mine")
    make_view(ida, "Elsewhere", page="admin:catalogue_film_changelist")

    response = client.get(DESK)

    assert [name for name, _address in listed(response)] == ["Mine", "For all"]
    assert "For all Jo Lund" in text(response)


def test_an_admin_list_can_be_kept_too(client, ida):
    here = "/admin/catalogue/film/?missing=still"

    assert client.post(ADD, {"name": "Stills", "address": here}).url == here
    view = SavedView.objects.get()
    assert (view.page, view.query) == ("admin:catalogue_film_changelist", "missing=still")
    assert view.address() == here


def test_a_name_is_used_once_and_what_was_typed_stays(client, ida):
    make_view(ida)

    response = client.post(ADD, {"name": "Shorts", "is_shared": "on", "address": DESK})

    assert complaints(response) == ["You have a view of that name here already."]
    assert 'value="Shorts"' in response.content.decode()
    assert response.context["form"]["is_shared"].value()
    assert client.post(ADD, {"name": "Shorts 2", "address": DESK}).status_code == 302
    with pytest.raises(IntegrityError), transaction.atomic():
        make_view(ida)


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("", "This field is required."),
        ("x" * 81, "Ensure this value has at most 80 characters (it has 81)."),
    ],
)
def test_a_wrong_name_is_answered_with_a_sentence(client, ida, name, complaint):
    response = client.post(ADD, {"name": name, "address": DESK})

    assert complaints(response) == [complaint]
    assert not SavedView.objects.exists()


def test_a_view_of_one_s_own_is_renamed_shared_and_deleted(client, ida):
    view = make_view(ida)
    page = f"/desk/saved-views/{view.pk}/"

    assert 'value="Shorts"' in client.get(page, {"address": DESK}).content.decode()
    sent = {"name": "Short films", "is_shared": "on", "address": f"{DESK}?q=x"}
    assert client.post(page, sent).url == f"{DESK}?q=x"
    view.refresh_from_db()
    assert (view.name, view.is_shared, view.query) == ("Short films", True, "section=shorts")
    assert client.get(f"{page}delete/").status_code == 405
    assert client.post(f"{page}delete/", {"address": DESK}).url == DESK
    assert not SavedView.objects.exists()


def test_nobody_changes_a_colleague_s_view(client, ida):
    view = make_view(make_editor("jo"), is_shared=True)
    page = f"/desk/saved-views/{view.pk}/"

    answers = [
        client.get(page, {"address": DESK}),
        client.post(page, {"name": "Mine", "address": DESK}),
        client.post(f"{page}delete/", {"address": DESK}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert SavedView.objects.get().name == "Shorts"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "//evil.example/desk/2026/",
        "https://evil.example/",
        "javascript:alert(1)",
        "/2026/programme/",
        "/admin/logout/",
        "/admin/catalogue/film/add/",
        "/desk/2026/?" + 5000 * "x",
        "/nothing/at/all/",
    ],
)
def test_only_lists_of_our_own_are_kept_or_gone_back_to(client, ida, address):
    view = make_view(ida)

    answers = [
        client.post(ADD, {"name": "Evil", "address": address}),
        client.post(f"/desk/saved-views/{view.pk}/", {"name": "Evil", "address": address}),
        client.post(f"/desk/saved-views/{view.pk}/delete/", {"address": address}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert [one.name for one in SavedView.objects.all()] == ["Shorts"]


@pytest.mark.parametrize("key", ["0", "9" * 19, "99999999999999999999999", "x"])
def test_no_key_is_too_odd(client, ida, key):
    assert client.get(f"/desk/saved-views/{key}/").status_code == 404


def test_strangers_and_visitors_keep_nothing(client):
    sent = {"name": "Mine", "address": DESK}

    assert "/admin/login/" in client.post(ADD, sent).url
    client.force_login(User.objects.create_user("visitor"))
    assert "/admin/login/" in client.post(ADD, sent).url
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("query", "normal"),
    [
        ("", ""),
        ("b=2&a=1", "a=1&b=2"),
        ("a=2&a=1&a=2&a=", "a=2&a=1"),
        ("sort=section,-runtime&page=4&p=2", "sort=section,-runtime"),
        ("q=caf%C3%A9+noir", "q=caf%C3%A9%20noir"),
    ],
)
def test_a_query_has_one_order_and_nothing_empty(query, normal):
    assert normalised(query) == normal == normalised(normal)
