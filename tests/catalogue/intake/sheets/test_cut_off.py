"""Killed at any moment, an import leaves all or nothing, and running it again completes it."""

import pytest

from catalogue.models import Import, ImportedValue, ImportRow
from people.models import Change
from tests.catalogue.intake.killed import ends_of, kill
from tests.catalogue.intake.sheets.sheets import HEADER, HERE, as_csv, everything, import_sheet
from tests.factories import make_edition, make_film, make_section

pytestmark = pytest.mark.django_db

DATA = as_csv(
    [*HEADER, "Key Cast", "Synopsis EN"],
    [*HERE, "Liyo Gong (ShuXiu), Stefan Gota", "Stefan cooks."],
    ["Tide", "Mara Vex, Jo Lund", "2024", "00:15:57", "Denmark, France", "Panorama", "", "Foam."],
    ["Pebble", "Mara Vex", "2025", "12", "Denmark", "Panorama", "Ada Birk", "A stone."],
)


def rows():
    models = [Import, ImportRow, ImportedValue, Change]
    return everything(), [model.objects.count() for model in models]


@pytest.fixture(autouse=True)
def festival():
    make_edition(2026)
    make_section("Panorama")
    make_film("Pebble", "Mara Vex", year=2025, runtime_minutes=None)


def test_an_import_that_is_killed_leaves_nothing_and_is_completed(tmp_path):
    """Between any two of its queries: at twenty of them, the first, and before the commit."""
    before = rows()

    for end in ends_of(lambda: import_sheet(tmp_path, DATA)):
        kill(lambda: import_sheet(tmp_path, DATA), end)
        assert rows() == before

    assert "3 rows: 2 new, 1 changed, 0 unchanged, 0 refused" in import_sheet(tmp_path, DATA)
    assert "3 rows: 0 new, 0 changed, 3 unchanged, 0 refused" in import_sheet(tmp_path, DATA)
