"""Migrations over a database that is full of records, and beside a version that is older."""

import json

from django.db.migrations import AddField, DeleteModel, RemoveField, RenameField, RenameModel
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED

from tests.places import BEGIN

OURS = ("people", "catalogue")
FILL = "from tests.festival.packages.world import make_world; make_world()"
# Every table's rows by column, as text; what Django keeps about itself is left out.
SNAPSHOT = """
import json
from django.db import connection
left_out = ("django_", "auth_permission", "auth_group_permissions", "sqlite_")
rows = {}
with connection.cursor() as cursor:
    for table in connection.introspection.table_names(cursor):
        if not table.startswith(left_out):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            rows[table] = [dict(zip(names, map(str, row))) for row in cursor.fetchall()]
print(json.dumps(rows))
"""


BEFORE_THE_FIRST_RELEASE = {
    "catalogue.0003_add_screenings",
    "catalogue.0006_add_screening_code",
    "catalogue.0009_add_screening_changed_at",
    "catalogue.0014_add_renditions",
    "catalogue.0020_add_proofing",
    "people.0002_add_missing_constraints",
    "people.0007_add_renditions",
    "people.0011_add_proofing",
}


def snapshot(place):
    return json.loads(place.run("-c", BEGIN + SNAPSHOT).stdout)


def like(rows, as_of):
    """The rows as far as they have the columns of those before, in no order."""
    columns = as_of[0] if as_of else {}
    return sorted(json.dumps({name: row[name] for name in columns}) for row in rows)


def test_migrations_go_back_to_the_first_and_forth_again_and_no_record_is_another(place):
    filled = place.run("-c", BEGIN + FILL)
    assert (filled.returncode, filled.stderr) == (0, "")
    newest = snapshot(place)

    for app in reversed(OURS):
        place.manage("migrate", app, "0001", "--verbosity", "0")
    oldest = snapshot(place)
    place.manage("migrate", "--verbosity", "0")
    again = snapshot(place)

    assert sum(map(len, oldest.values())) > 800
    assert [t for t, rows in oldest.items() if like(again[t], rows) != like(rows, rows)] == []
    words = [table for table in newest if table.endswith("word")]
    spelled = {t: [{"word": row["word"]} for row in newest[t]] for t in words}
    assert {t: like(again[t], spelled[t]) for t in words} == {
        t: like(spelled[t], spelled[t]) for t in words
    }


def in_the_way(operation):
    """Whether a version that does not know of it yet could no longer read or write."""
    if isinstance(operation, AddField):
        field = operation.field
        is_filled = field.null or field.db_default is not NOT_PROVIDED or field.many_to_many
        return not is_filled
    return isinstance(operation, (RemoveField, RenameField, DeleteModel, RenameModel))


def test_a_migration_leaves_the_version_before_it_working():
    """
    It runs while that one serves: a new column is empty or has a default of the database's own, and
    what no code uses any more goes a version later. Before the first release nothing served.
    """
    migrations = MigrationLoader(None).disk_migrations
    found = {
        f"{app}.{name}"
        for (app, name), migration in migrations.items()
        if app in OURS and not migration.initial and any(map(in_the_way, migration.operations))
    }

    assert found == BEFORE_THE_FIRST_RELEASE
