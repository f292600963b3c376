"""A package there and back: every page the same to the byte, every record as it was."""

from collections import Counter
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from catalogue.models import Film, ImportRow, PageText
from festival.backups.making import stored_in
from festival.packages import contents
from people.history.rows import values_of
from people.models import Person, Revision, RowChange
from tests.factories import make_film, make_person
from tests.festival.packages.instances import NOW, empty_instance
from tests.festival.packages.walking import pages, view_at
from tests.festival.packages.world import addresses, make_world
from tests.festival.test_embargo import public_patterns

pytestmark = pytest.mark.django_db
VERSION_1 = Path(__file__).with_name("version-1.zip")


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def world(media):
    with time_machine.travel(NOW):
        return make_world()


def everything():
    """{model: {number: row}} of all that a package carries, and the words as a bag."""
    rows = {
        model._meta.label: {row.pk: told(row) for row in model._base_manager.order_by("pk")}
        for model in contents.FILES.values()
    }
    words = {
        model._meta.label: Counter(model.objects.values_list("owner", "word", "kind"))
        for model in contents.word_models()
    }
    return rows | words


def told(row):
    values = {name: v for name, v in values_of(row).items() if name != "password"}
    lists = contents.lists_of(type(row))
    return values | {one.name: sorted(getattr(row, one.name).values_list("pk")) for one in lists}


def stored():
    """{name: bytes} of every picture in the storage but what is drawn when it is asked for."""
    names = [name for name in stored_in(default_storage) if not name.startswith("share/")]
    return {name: Path(default_storage.path(name)).read_bytes() for name in names}


def views_of(seen):
    """The names of the views that answered with a page."""
    return {view_at(address) for address, (status, *_page) in seen.items() if status == 200}


def test_every_model_is_in_a_package_or_left_out_for_a_reason():
    models = set(apps.get_models()) - set(contents.word_models())
    written = set(contents.FILES.values())
    left_out = {apps.get_model(label) for label in contents.LEFT_OUT}

    assert models - written - left_out == set()
    assert written & left_out == set()
    ours = {"people", "catalogue"}
    assert [model for model in left_out if model._meta.app_label in ours] == [Revision]


def test_records_refer_to_their_own_file_or_an_earlier_one():
    files = list(contents.FILES.values())
    ahead = [
        f"{model.__name__}.{field.name}"
        for place, model in enumerate(files)
        for field in (*contents.columns_of(model), *contents.lists_of(model))
        if contents.is_reference(field) and field.is_relation
        if field.related_model in files[place + 1 :]
    ]

    assert ahead == []


def test_what_records_are_called_by_is_unique_and_never_empty():
    unfit = [
        model.__name__
        for model, name in contents.KEYS.items()
        if not model._meta.get_field(name).unique or model._meta.get_field(name).null
    ]

    assert unfit == []


def test_a_festival_comes_back_as_it_was(world, client, settings, tmp_path):
    target = tmp_path / "festival.zip"
    with time_machine.travel(NOW, tick=False):
        starts = addresses()
        seen = pages(client, *starts)
        rows, files = everything(), stored()
        call_command("export_package", target)
        empty_instance(settings, tmp_path / "another")
        call_command("import_package", target)
        rows_again, files_again, again = everything(), stored(), pages(client, *starts)

    assert [label for label, found in rows.items() if not found] == []
    assert rows_again == rows
    assert files_again == files
    assert views_of(seen) == {name for name, _ in public_patterns()} - {"api:not_found"}
    assert [address for address in seen if again.get(address) != seen[address]] == []
    assert again.keys() == seen.keys()
    assert not User.objects.get().has_usable_password()


def test_a_package_of_version_1_is_read_as_one_of_today(media, client):
    """The first version wrote it, of the world of these tests; it is never written again."""
    with time_machine.travel(NOW, tick=False):
        call_command("import_package", VERSION_1)
        rows, seen = everything(), pages(client, *addresses())
        film = Film.objects.get(slug="summer-in-lodz")

    came_later = {"catalogue.FilmLock", "catalogue.ImportBatch"}
    assert {label for label, found in rows.items() if not found} == came_later
    missing = [address for address, (status, *_page) in seen.items() if status == 404]
    assert [address for address in missing if "{" not in address] == []
    assert film.folded_titles == "|lete a lodz i more i|海の光|sommer in lodz|lodz 1|"
    assert PageText.objects.first().html.startswith("<h2>Ramps</h2>")


def test_an_edition_is_carried_with_all_it_refers_to_and_without_the_staff(
    world, client, settings, tmp_path
):
    target = tmp_path / "2026.zip"
    with time_machine.travel(NOW, tick=False):
        seen = {a: page for a, page in pages(client).items() if "/2026/" in a}
        rows = everything()
        call_command("export_package", target, edition=2026)
        empty_instance(settings, tmp_path / "another")
        call_command("import_package", target)
        rows_again, again = everything(), pages(client)

    assert [address for address in seen if again.get(address) != seen[address]] == []
    assert len([a for a in seen if a.startswith("/de/")]) > 25
    counts = {label: (len(found), len(rows_again[label])) for label, found in rows.items()}
    left_out = {
        label.partition(".")[2]
        for label, (_before, after) in counts.items()
        if not after and not label.endswith("Word")
    }
    assert left_out == {
        *["User", "Assignment", "SavedView"],
        *["Change", "RecordChange", "RowChange"],
        *["SheetMapping", "Import", "ImportBatch", "ImportRow", "ImportedValue"],
        *["DifferentPeople"],  # of two people, of whom this edition has none
    }
    assert [edition["year"] for edition in rows_again["catalogue.Edition"].values()] == [2026]
    selections = rows_again["catalogue.Selection"]
    assert selections == {
        number: row
        for number, row in rows["catalogue.Selection"].items()
        if row["edition_id"] == next(iter(rows_again["catalogue.Edition"]))
    }
    [synopsis, _translation] = rows_again["catalogue.Synopsis"].values()
    assert (synopsis["proofed_by_id"], synopsis["proofed_by_name"]) == (None, "Ida Łęcka")


def test_an_edition_that_is_not_there_is_not_written(media, tmp_path):
    with pytest.raises(CommandError, match="There is no edition of 1999"):
        call_command("export_package", tmp_path / "1999.zip", edition=1999)

    assert not (tmp_path / "1999.zip").exists()


def test_new_records_get_numbers_that_nothing_had_before(world, settings, tmp_path):
    """The number of a deleted film is its history's for ever, and that of an import's row."""
    gone = RowChange.objects.deletions(Film).get().key
    row = ImportRow.objects.exclude(film_id__in=Film.objects.values("pk")).get().film_id
    call_command("export_package", tmp_path / "festival.zip")
    empty_instance(settings, tmp_path / "another")
    call_command("import_package", tmp_path / "festival.zip")

    assert make_film("New").pk > max(gone, row)
    assert make_person("New").pk > Person.objects.order_by("pk").exclude(name="New").last().pk
