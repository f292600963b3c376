import pytest
from django.utils import translation

from catalogue.filters import ProgrammeFilter
from tests.factories import make_selection
from tests.pages import links, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "prefix"), [("en", ""), ("de", "/de")])
def test_every_address_it_names_answers_and_every_parameter_is_there(client, language, prefix):
    make_selection()

    response = client.get(f"{prefix}/api/")

    named = sorted(link for link in links(response) if "/api/1/" in link)
    assert named == [
        f"{prefix}/api/1/{path}"
        for path in (
            *("2026/countries/", "2026/films/", "2026/screenings/", "2026/sections/"),
            *("2026/venues/", "editions/", "openapi.json", "people/"),
        )
    ]
    assert [client.get(address).status_code for address in named] == [200] * 8
    with translation.override(language):
        for name, one in ProgrammeFilter.base_filters.items():
            assert f" {name} {one.label} " in text(response)


def test_it_can_be_read_before_anything_is_announced(client):
    response = client.get("/api/")

    assert response.status_code == 200
    assert "/api/1/editions/" in links(response)
