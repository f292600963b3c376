"""What is sent compressed: text, to whoever takes it; never a picture."""

import gzip

import pytest

from tests.factories import make_film, make_selection, make_still
from tests.pages import body

pytestmark = pytest.mark.django_db

GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def film():
    return make_selection(make_film("Here", year=2023, runtime_minutes=82)).film


@pytest.mark.parametrize("address", ["/2026/programme/", "/announcements.atom", "/api/1/editions/"])
def test_text_is_sent_compressed_and_is_the_same_text(client, film, address):
    plain = client.get(address)
    compressed = client.get(address, headers=GZIP)

    assert plain.get("Content-Encoding") is None
    assert compressed["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.content) == plain.content
    assert "Accept-Encoding" in plain["Vary"]


def test_a_picture_is_sent_as_it_is(client, film):
    still = make_still(film)

    response = client.get(still.get_absolute_url(), headers=GZIP)

    assert body(response)[:2] == b"\xff\xd8"  # a JPEG's beginning
    assert response.get("Content-Encoding") is None


def test_a_compressed_calendar_that_did_not_change_is_not_sent_again(client, film):
    address = f"{film.get_absolute_url()}calendar.ics"
    kept = client.get(address, headers=GZIP)["ETag"]

    assert client.get(address, headers={**GZIP, "If-None-Match": kept}).status_code == 304
