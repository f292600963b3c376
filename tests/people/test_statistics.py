import pytest
from django.db import connection

from tests.catalogue.intake.schedules.test_import_schedule import import_schedule
from tests.catalogue.intake.sheets.sheets import HEADER, HERE, as_csv, import_sheet
from tests.factories import make_edition, make_section

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL gathers them"),
]


def rows_known_of(table):
    """How many rows the server takes the table to have when it chooses a way."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [table])
        return cursor.fetchone()[0]


def test_after_a_schedule_the_server_knows_how_much_came():
    import_schedule()

    assert rows_known_of("catalogue_screening") == 9


def test_after_a_sheet_the_server_knows_how_much_came(tmp_path):
    make_edition(2026)
    make_section("Panorama")

    import_sheet(tmp_path, as_csv(HEADER, HERE))

    assert rows_known_of("catalogue_film") == 1
