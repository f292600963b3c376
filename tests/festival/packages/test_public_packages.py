"""The public variant: all that a stranger is shown at an instant, and no byte of anything else."""

import hashlib
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from catalogue.models import (
    Assignment,
    Company,
    ContentNote,
    Department,
    Edition,
    FilmIdentifier,
    Function,
    Import,
    ImportRow,
    Language,
    PreviewLink,
    Programme,
    ScreeningAccess,
    ScreeningChange,
    ScreeningGuest,
    SelectionContentNote,
    SheetMapping,
    Still,
)
from festival.packages import contents
from festival.packages.public import SHOWN
from people.models import Change, Person, PersonIdentifier, PersonName, SavedView
from tests.factories import (
    an_hour_ago,
    make_biography,
    make_company_credit,
    make_credit,
    make_edition,
    make_film,
    make_note,
    make_page,
    make_person,
    make_picture,
    make_screen,
    make_screening,
    make_section,
    make_selection,
    make_still,
    make_synopsis,
    make_venue,
)
from tests.festival.packages.instances import NOW, empty_instance
from tests.festival.packages.walking import pages
from tests.festival.packages.world import make_world
from tests.festival.test_embargo import make_embargoed

pytestmark = pytest.mark.django_db
CANARY = "Zanzibarquark"
# Of ours, what no stranger is shown any of.
KEPT_BACK = {
    "Assignment",
    "Change",
    "DifferentPeople",
    "FilmFormerSlug",
    "FilmIdentifier",
    "FilmLock",
    "Import",
    "ImportBatch",
    "ImportRow",
    "ImportedValue",
    "PageFormerSlug",
    "PersonFormerSlug",
    "PersonIdentifier",
    "PreviewLink",
    "ProgrammeFormerSlug",
    "RecordChange",
    "RowChange",
    "SavedView",
    "SectionFormerSlug",
    "SheetMapping",
    "VenueFormerSlug",
}
# And of what they are shown, the columns they are not.
UNSHOWN = {
    "Company.country",
    "Person.merged_into",
    *(
        f"{text}.{column}"
        for text in (
            *["BiographyText", "PageText", "ProgrammeNote", "SectionDescription", "Synopsis"],
            "VenueDescription",
        )
        for column in (
            *["source_language", "changed_at", "compared_at"],
            *["proofed_by", "proofed_by_name", "proofed_at"],
        )
    ),
}


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    with time_machine.travel(NOW):
        return make_world()


def published(target, **options):
    """A public package of this instant: {name: what it unpacks to}."""
    call_command("export_package", target, public=True, **options)
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def records(files, name):
    return [json.loads(line) for line in files[f"{name}.jsonl"].splitlines()]


def test_what_is_shown_of_each_model_is_said_for_every_column():
    ours = [m for m in contents.FILES.values() if m._meta.app_label in ("people", "catalogue")]
    unshown = {
        f"{model.__name__}.{field.name}"
        for model in SHOWN
        for field in contents.columns_of(model)
        if field.name not in {"id", *SHOWN[model].split()}
    }

    assert {model.__name__ for model in ours if model not in SHOWN} == KEPT_BACK
    assert unshown == UNSHOWN
    named = {f"{m.__name__}.{name}" for m in SHOWN for name in SHOWN[m].split()}
    fields = {f"{m.__name__}.{field.name}" for m in SHOWN for field in contents.columns_of(m)}
    assert named - fields == set()


@time_machine.travel(NOW, tick=False)
def test_an_instance_of_the_public_variant_shows_the_same_pages(world, client, settings, tmp_path):
    make_embargoed(datetime.now(UTC) + timedelta(days=1))
    seen = pages(client)

    call_command("export_package", tmp_path / "open.zip", public=True)
    empty_instance(settings, tmp_path / "another")
    call_command("import_package", tmp_path / "open.zip")

    again = pages(client)
    assert [address for address in seen if again.get(address) != seen[address]] == []
    assert again.keys() == seen.keys()
    assert not User.objects.exists()


def add_canaries(film):
    """Whatever no stranger is shown, around records that are public."""
    editor = User.objects.create_user(CANARY, f"{CANARY}@x.example", CANARY, first_name=CANARY)
    edition, selection = make_edition(), film.selections.get(edition__year=2026)
    director = film.credits.first().person
    for record in (film, director, selection.section):
        slug, record.slug = record.slug, f"{CANARY.lower()}-{record._meta.model_name}"
        record.save()
        record.slug = slug
        record.save()
    FilmIdentifier.objects.create(film=film, source="imdb", value=CANARY)
    PersonIdentifier.objects.create(person=director, source="wikidata", value=CANARY)
    make_person(CANARY, merged_into=director)
    make_still(film, alt=CANARY, credit="")
    make_biography(director, 2027, CANARY, [(2027, CANARY)])
    synopsis = film.synopses.first()
    synopsis.proof(editor)
    synopsis.save()
    make_page(CANARY, CANARY, is_public=False)
    PreviewLink.objects.create(selection=selection, note=CANARY, made_by=editor)
    SavedView.objects.create(owner=editor, name=CANARY, page="desk:selection_table", is_shared=True)
    SheetMapping.objects.create(name=CANARY, columns=[[CANARY, "title"]])
    Assignment.objects.create(user=editor, section=selection.section)
    Change.objects.create(user=editor, user_name=CANARY, kind="saved", comment=CANARY)
    source = Import.objects.create(file_name=CANARY, digest="0", user=editor, edition=edition)
    ImportRow.objects.create(source=source, number=1, cells=[CANARY], film=film)
    Company.objects.create(name=CANARY)
    make_section(CANARY)
    make_venue(CANARY)
    add_unshown_screenings(film, selection)
    add_unshown_films(director)


def add_unshown_screenings(film, selection):
    """A tentative one in a house of its own; and one that moved out of a house nobody can open."""
    start = datetime(2026, 2, 15, 18, tzinfo=UTC)
    house = make_venue("Named", street=CANARY, city=CANARY, slug="zanzibarquark-house")
    tentative = make_screen(make_venue(f"{CANARY} II"), CANARY)
    make_screening(
        selection, start, screen=tentative, status="tentative", ticket_url=f"https://{CANARY}.x/"
    )
    moved = make_screening(selection, start, screen=make_screen(house, "Blue", capacity=99))
    make_screen(house, CANARY)
    ScreeningChange.objects.update(at=an_hour_ago())
    moved.screen = make_screen(make_venue("Rex"))
    moved.save()
    assert ScreeningChange.objects.filter(was_on__venue=house).exists()
    guest = make_person("Only A. Guest", birth_place=CANARY, slug="zanzibarquark-guest")
    guest.portrait.save("p.jpg", ContentFile(make_picture(colour="red")))
    PersonName.objects.create(person=guest, name=CANARY)
    make_biography(guest, 2026, CANARY)
    for person, is_confirmed in ((guest, True), (make_person(CANARY), False)):
        ScreeningGuest.objects.create(screening=moved, person=person, is_confirmed=is_confirmed)
    dialect = Language.objects.create(code="x-z", slug="x-z", names={"en": CANARY})
    ScreeningAccess.objects.create(
        screening=moved, feature="sdh", status="planned", language=dialect
    )


def add_unshown_films(director):
    """Considered, withdrawn, of an edition to come, announced tomorrow; with terms of theirs."""
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    coming = make_edition(2027, name=CANARY, announced_at=tomorrow)
    function = Function.objects.create(
        key="zanzibarquark",
        names={"en": CANARY},
        position=99,
        department=Department.objects.create(key="zanzibarquark-d", names={}, position=99),
    )
    for edition, fields in (
        (make_edition(), {"status": "considered"}),
        (make_edition(), {"status": "withdrawn"}),
        (coming, {}),
        (make_edition(), {"announced_at": tomorrow}),
    ):
        film = make_film(f"{CANARY} {fields}", director, year=2026)
        selection = make_selection(film, edition, make_section(f"{CANARY} 2"), **fields)
        make_credit(film, f"{CANARY}", function.key)
        make_company_credit(film, CANARY)
        make_still(film, alt=CANARY, picture=make_picture(colour="red"))
        make_synopsis(body=CANARY, film=film)
        make_note(body=CANARY, selection=selection)
        note, _ = ContentNote.objects.get_or_create(key="zanzibarquark", names={"en": CANARY})
        SelectionContentNote.objects.create(selection=selection, content_note=note, spoiler=CANARY)
        block = Programme.objects.create(
            names={"en": CANARY}, edition=edition, section=selection.section
        )
        block.slots.create(selection=selection)
    make_biography(director, 2025, "", [(2026, f"{CANARY} {{}}"), (2020, "Fine")])


@time_machine.travel(NOW, tick=False)
def test_no_byte_of_what_is_hidden_is_in_it(world, tmp_path):
    add_canaries(world)
    make_embargoed(datetime.now(UTC) + timedelta(days=1))
    public_slugs = {"open-2026", "summer-in-lodz", "pebble-2026", "known-2023"}
    hidden = [still.file for still in Still.objects.exclude(film__slug__in=public_slugs)]
    hidden += [still.file for still in Still.objects.filter(credit="")]
    hidden += [
        one.portrait for one in Person.objects.exclude(portrait="") if CANARY in one.birth_place
    ]

    files = published(tmp_path / "open.zip")

    assert {record["slug"] for record in records(files, "films")} == public_slugs
    everything = [*files, *files.values(), (tmp_path / "open.zip").read_bytes()]
    told = [one if isinstance(one, bytes) else one.encode() for one in everything]
    assert [one for one in told if CANARY.lower().encode() in one.lower()] == []
    for secret in ("Unsaid", "Nobody Yet", "Later Maybe", "Old Name", "Łęcka", "Le Monde", "A-17"):
        assert [one for one in told if secret.encode() in one] == []
    digests = {hashlib.sha256(content).digest() for content in files.values()}
    assert len(hidden) > 6
    for file in hidden:
        for name in file.names:
            assert f"media/{name}" not in files
            with default_storage.open(name) as stored:
                content = stored.read()
            assert hashlib.sha256(content).digest() not in digests
            assert [one for one in told if file.base_name.partition(".")[0].encode() in one] == []


@time_machine.travel(NOW, tick=False)
def test_hours_that_are_yet_to_come_are_not_told(world, tmp_path):
    later = datetime.now(UTC) + timedelta(days=3)
    Edition.objects.update(announced_at=later)

    files = published(tmp_path / "open.zip")

    editions = {one["year"]: one["announced_at"] for one in records(files, "editions")}
    assert editions == {2026: None}
    assert [one["film"] for one in records(files, "selections")] == [
        "summer-in-lodz",  # with an hour of its own
        "pebble-2026",  # whose section has one
    ]


@time_machine.travel(NOW, tick=False)
def test_the_whole_picture_is_carried_where_the_press_may_have_it(world, tmp_path):
    files = published(tmp_path / "open.zip")

    still = world.stills.exclude(credit="").get()
    assert f"media/{still.file.name}" in files
    portrait = world.credits.first().person.portrait
    assert f"media/{portrait.name}" not in files
    assert {f"media/{name}" for name in portrait.names[1:]} <= files.keys()


@time_machine.travel(NOW, tick=False)
def test_of_one_edition_it_tells_that_edition_alone(world, tmp_path):
    files = published(tmp_path / "open.zip", edition=2024)

    assert [one["year"] for one in records(files, "editions")] == [2024]
    assert [(one["film"], one["edition"]) for one in records(files, "selections")] == [
        ("summer-in-lodz", 2024),
        ("known-2023", 2024),
    ]
    assert records(files, "screenings") == []
