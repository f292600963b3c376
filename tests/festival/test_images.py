import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from catalogue.models import Still
from tests.factories import (
    in_an_hour,
    make_editor,
    make_film,
    make_picture,
    make_selection,
    make_still,
)
from tests.pages import body

pytestmark = pytest.mark.django_db


def test_a_public_film_s_still_is_everybody_s_and_may_be_cached(client):
    film = make_film()
    make_selection(film)

    response = client.get(make_still(film).get_absolute_url())

    assert body(response) == make_picture()
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=3600"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_hidden_film_s_still_is_the_staff_s_alone_and_stays_out_of_caches(client):
    film = make_film()
    make_selection(film, announced_at=in_an_hour())
    address = make_still(film).get_absolute_url()

    assert client.get(address).status_code == 404
    client.force_login(make_editor())
    response = client.get(address)
    assert body(response) == make_picture()
    assert response["Cache-Control"] == "private, no-store"


def test_the_name_of_a_still_says_nothing_of_the_film(client):
    film = make_film("Secret")

    assert "secret" not in make_still(film).get_absolute_url().lower()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/stills/../../marquee.sqlite3", 404),
        ("/stills/%2e%2e%2fsettings.py", 404),
        ("/stills/a%00b.jpg", 400),
        ("/portraits/a%00b.jpg", 400),
        (f"/stills/{'a' * 101}.jpg", 404),
        ("/stills/x.svg", 404),
    ],
)
def test_only_stills_are_served(client, address, status):
    """Nothing of another name or kind, even were it stored and asked for by an editor."""
    film = make_film()
    make_selection(film)
    still = make_still(film)
    Still.objects.filter(pk=make_still(film).pk).update(
        file=default_storage.save("stills/x.svg", ContentFile(b"<svg/>"))
    )
    client.force_login(make_editor())

    response = client.get(address)

    assert (response.status_code, response["Content-Type"][:9]) == (status, "text/html")
    assert body(client.get(still.get_absolute_url())) == make_picture()
    default_storage.delete("stills/x.svg")


def test_a_file_that_went_missing_answers_404(client):
    film = make_film()
    make_selection(film)
    still = make_still(film)
    still.file.storage.delete(still.file.name)

    assert client.get(still.get_absolute_url()).status_code == 404
