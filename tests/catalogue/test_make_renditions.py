from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from catalogue.models import Still
from people.models import Person
from tests.factories import make_film, make_person, make_picture, make_still

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """All files there are, by their ending and number."""
    settings.MEDIA_ROOT = tmp_path
    return lambda: sorted(path.name for path in tmp_path.rglob("*.*"))


def make_renditions(*options):
    said = StringIO()
    call_command("make_renditions", *options, stdout=said)
    return said.getvalue().splitlines()


def store_as_before(folder, content):
    """A file of before pictures were checked and had renditions."""
    return default_storage.save(f"{folder}/{'b' * 24}.jpg", ContentFile(content))


def test_what_is_missing_is_made_once(files):
    still = make_still(make_film("Moss"), "Moss on a wall")
    person = make_person("Bas Devos")
    camera = make_picture(1000, 500) + b"taken at 55.67 N"
    for record, field, folder in [(still, "file", "stills"), (person, "portrait", "portraits")]:
        content = store_as_before(folder, camera)
        type(record).objects.update(**{field: content})
    Still.objects.update(widths=[], file_bytes=0, width=1000, height=500)

    said = [make_renditions(), make_renditions()]

    assert said == [["1/2 Moss on a wall: 480, 1000 px", "2/2 Bas Devos: 480, 1000 px"], []]
    still, person = Still.objects.get(), Person.objects.get()
    assert (still.width, still.height, still.widths) == (1000, 500, [480, 1000])
    assert (person.portrait_width, person.portrait_widths) == (1000, [480, 1000])
    assert still.file_bytes == still.file.size < len(camera)
    for name in (*still.file.names, *person.portrait.names):
        with default_storage.open(name) as file:
            assert b"55.67" not in file.read()
    assert not any(name.startswith("bbb") for name in files())


def test_a_file_that_is_missing_or_no_picture_is_named_and_left(files):
    for number, name in enumerate(["stills/gone.jpg", store_as_before("stills", b"<script>")]):
        still = make_still(make_film(), f"Number {number}")
        Still.objects.filter(pk=still.pk).update(widths=[], file=name)

    assert make_renditions() == [
        "1/2 Number 0: the file is missing",
        "2/2 Number 1: This is not a picture we can use. Send a JPEG, PNG or WebP file.",
    ]
    assert f"{'b' * 24}.jpg" in files()


def test_a_picture_exchanged_meanwhile_stays(files):
    still = make_still(make_film())
    seen = Still.objects.get()
    still.file = ContentFile(make_picture(200, 100), name="new.jpg")
    still.save()
    before = files()

    seen.file.check_again()

    now = Still.objects.get()
    assert (now.file.name, now.width, now.widths) == (still.file.name, 200, [200])
    assert files() == before


def test_all_are_made_anew_on_request(files):
    make_still(make_film(), "Moss")
    before = files()

    assert make_renditions("--again") == ["1/1 Moss: 64 px"]
    assert len(files()) == len(before) == 3
    assert set(files()).isdisjoint(before)


def test_files_of_no_record_are_removed_after_a_day(files):
    assert make_renditions("--tidy") == []
    kept = make_still(make_film()).file
    make_still(make_film()).delete()
    make_person(portrait=ContentFile(make_picture(), name="p.jpg")).delete()

    assert make_renditions("--tidy") == []
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        said = make_renditions("--tidy")

    assert len(said) == 6
    assert files() == sorted(name.removeprefix("stills/") for name in kept.names)
