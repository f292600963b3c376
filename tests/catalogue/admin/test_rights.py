"""What somebody may see without being allowed to change it."""

import pytest
from django.contrib.auth.models import Permission, User

from catalogue.models import Film
from tests.catalogue.admin.pages import admin_address
from tests.factories import (
    make_credit,
    make_film,
    make_selection,
    make_still,
    make_synopsis,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def film():
    film = make_film("Here", "Bas Devos", countries=["BE"], languages=["fr"])
    make_credit(film, "Liyo Gong", "cast_member", character="ShuXiu")
    make_still(film)
    make_synopsis("Stefan cooks.", film=film)
    make_selection(film)
    return film


@pytest.fixture
def reader(client):
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)


def test_a_reader_reads_a_film_and_is_offered_no_field(client, reader, film):
    page = client.get(admin_address(film)).content.decode()

    words = ["Bas Devos", "ShuXiu", "Belgium", "Stefan cooks.", "Panorama"]
    assert [word for word in words if word not in page] == []
    assert page.count("<textarea") == page.count("<select") == page.count('type="file"') == 0


def test_a_reader_changes_nothing(client, reader, film):
    response = client.post(admin_address(film), {"title": "Changed"})

    assert response.status_code == 403
    assert Film.objects.get().title == "Here"
