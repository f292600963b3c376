"""What the desk exports comes in again, and there is nothing new in it."""

import pytest
from django.utils.translation import override

from catalogue.desk.columns import CHOICES
from catalogue.models import FilmTitle
from tests.catalogue.intake.sheets.sheets import everything, import_sheet
from tests.factories import (
    make_credit,
    make_edition,
    make_editor,
    make_film,
    make_person,
    make_screening,
    make_section,
    make_selection,
)

pytestmark = pytest.mark.django_db
EVERY_COLUMN = f"columns={','.join(column.key for column in CHOICES)}"


@pytest.fixture(autouse=True)
def festival():
    make_edition(2026)
    panorama, shorts = make_section("Panorama"), make_section("Shorts, long and short")
    film = make_film("=1+1", "@Home", ["BE", "BA"], ["fr", "nl"], form="essay", year=2024)
    make_selection(film, section=panorama, premiere_status="world", age_recommendation=12)
    make_selection(film, section=shorts, premiere_status="world", status="considered", position=3)
    twins = make_film("Pier, the Great", make_person("Jane & Louise Wilson"), ["CZ"], year=None)
    make_credit(twins, "Jo Null")
    make_selection(twins, section=shorts, premiere_status="continental", premiere_region="european")
    named = make_film("2046", "Jen Null", ["DE"], [], original_title="'t Hof", runtime_minutes=None)
    FilmTitle.objects.create(film=named, kind="local", language="de", title="Zweitausend")
    selection = make_selection(named, section=panorama, status="withdrawn")
    selection.premiere_status = "national"
    selection.premiere_country = named.film_countries.get().country
    selection.save()
    make_screening(make_selection(make_film("Tide", "Mara Vex"), section=panorama))


@pytest.mark.parametrize("query", [EVERY_COLUMN, f"{EVERY_COLUMN}&group=section", "sort=-year"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_an_export_says_nothing_new(client, tmp_path, language, ending, query):
    client.force_login(make_editor())
    prefix = "" if language == "en" else f"/{language}"
    exported = client.get(f"{prefix}/desk/2026/export.{ending}?{query}").content
    before = everything()

    with override(language):
        said = import_sheet(tmp_path, exported)

    assert everything() == before
    assert "5 rows: 0 new, 0 changed, 5 unchanged, 0 refused" in said
    assert "stays" not in said
