"""Every address there is, asked to lead to another site by every name that might say where to."""

from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.test import Client

from tests.factories import make_editor, make_film, make_selection
from tests.festival.test_headers import addresses
from tests.pages import body

pytestmark = pytest.mark.django_db
NAMES = ["next", "url", "back", "address", "to", "return", "redirect", "continue", "list", "e"]
SITES = ["https://evil.example/", "//evil.example/", "/\\evil.example", "///evil.example/a"]
PATHS = [
    before + after
    for before in ("/", "//", "/\\", "/%2f", "/%5c", "/%09/", "/de/", "/admin/", "/desk/", "/2026/")
    for after in ("/evil.example", "/evil.example/", "\\evil.example", "%2fevil.example/..")
]


def site_of(response):
    """Where a browser would be led, as it understands an address: a backslash is a slash."""
    there = response.headers.get("Location", "").replace("\\", "/")
    return urlsplit(urljoin("http://testserver/a/", there)).netloc


def answers(client, address, sent):
    yield client.get(address)
    yield client.post(address, sent)


@pytest.mark.parametrize("is_staff", [False, True])
def test_no_address_leads_to_another_site(is_staff):
    make_selection(make_film("Here"))
    away, redirects = [], 0
    for number, path in enumerate([*addresses(), *PATHS]):
        client = Client()
        if is_staff:
            client.force_login(make_editor(f"editor-{number}"))  # some delete themselves
        elsewhere = dict.fromkeys(NAMES, SITES[number % len(SITES)])
        for response in answers(client, f"{path}?{urlencode(elsewhere)}", elsewhere):
            body(response)
            redirects += "Location" in response.headers
            if site_of(response) != "testserver":
                away.append((path, response.headers["Location"]))

    assert away == []
    assert redirects > 50
