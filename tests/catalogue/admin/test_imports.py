"""Sheets by way of the admin: upload, columns, preview, confirm; the record of it, and undoing."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import Film, FilmLock, Import, ImportRow, Selection, SheetMapping
from people.history import recording
from people.models import Change
from tests.catalogue.intake.sheets.sheets import HEADER, HERE, as_csv, everything
from tests.factories import (
    make_edition,
    make_editor,
    make_film,
    make_section,
    make_selection,
)
from tests.staff import make_section_editor

pytestmark = pytest.mark.django_db
ADD = "/admin/catalogue/import/add/"
REFUSED = (302, 400, 404)
TIDE = ["Tide", "Mara Vex", "2024", "90", "France", "Panorama"]


@pytest.fixture(autouse=True)
def festival():
    make_edition(2026)
    make_section("Panorama")


@pytest.fixture
def editor(client):
    editor = make_editor(first_name="Ada", last_name="Lind")
    client.force_login(editor)
    return editor


def upload(client, *rows, name="films.csv", data=None, **fields):
    file = SimpleUploadedFile(name, as_csv(*rows) if data is None else data)
    return client.post(ADD, {"file": file, "edition": make_edition().pk} | fields)


def columns_sent(client, address, **changes):
    """What the page of the columns sends as it is, but for these changes."""
    form = client.get(address).context["form"]
    sent = {f"column-{i}": target for i, (_header, target) in enumerate(form.draft.columns)}
    return sent | changes


def draft(client, *rows, **fields):
    """The address of the preview of a sheet whose columns are what they were taken for."""
    address = upload(client, *rows, **fields).url
    return client.post(address, columns_sent(client, address)).url


def confirm(client, address, **sent):
    fingerprint = client.get(address).context["plan"].fingerprint
    return client.post(address, {"plan": fingerprint} | sent)


def test_a_sheet_is_sent_looked_over_and_recorded(client, editor):
    address = draft(client, HEADER, HERE, TIDE)
    before = everything()

    preview = client.get(address)

    assert preview.context["plan"].counts == {"new": 2, "changed": 0, "unchanged": 0, "refused": 0}
    assert everything() == before
    answer = confirm(client, address)
    record = Import.objects.get()
    assert answer.url == record.get_absolute_url()
    assert sorted(Film.objects.values_list("title", flat=True)) == ["Here", "Tide"]
    assert (record.user, record.user_name, record.state) == (editor, "Ada Lind", "recorded")
    assert Change.objects.get() == record.change
    report = client.get(answer.url).content.decode()
    assert "Ada Lind" in report and "films.csv" in report


def test_a_column_is_corrected_and_the_mapping_kept(client, editor):
    address = upload(client, ["Name of work", "Made"], ["Here", "2023"], ["Tide", "2024"]).url
    sent = columns_sent(client, address)
    assert sent == {"column-0": "", "column-1": "year"}

    refused = client.post(address, sent)
    assert "Say which column has the titles." in refused.content.decode()
    twice = client.post(address, {"column-0": "year", "column-1": "year"})
    assert "Another column is this already." in twice.content.decode()
    client.post(address, sent | {"column-0": "title", "keep_as": "ours"})

    assert SheetMapping.objects.get().columns == [["Name of work", "title"], ["Made", "year"]]
    address = upload(
        client, ["Made", "Name of work"], ["2023", "X"], mapping=SheetMapping.objects.get().pk
    ).url
    assert columns_sent(client, address) == {"column-0": "year", "column-1": "title"}


def test_a_conflict_stays_unless_it_is_ticked(client, editor):
    film = make_film("Here", "Bas Devos", year=2023, runtime_minutes=81, countries=["BE"])
    address = draft(client, HEADER, HERE)
    page = client.get(address).content.decode()
    assert re.search(r'name="take" value="2:runtime">', page)

    confirm(client, address)
    film.refresh_from_db()
    assert film.runtime_minutes == 81
    told = ImportRow.objects.get().told
    assert told == ["Runtime stays “81′”: the sheet says “82′”."]

    confirm(client, draft(client, HEADER, HERE), take="2:runtime")
    film.refresh_from_db()
    assert film.runtime_minutes == 82


def test_what_is_locked_cannot_be_ticked_and_says_why(client, editor):
    film = make_film("Here", "Bas Devos", year=2023, runtime_minutes=81)
    FilmLock.objects.create(film=film, field="runtime", reason="Measured.")
    address = draft(client, HEADER, HERE)

    page = client.get(address).content.decode()
    confirm(client, address, take="2:runtime")

    assert "locked: Measured." in page
    assert 'value="2:runtime"' not in page
    film.refresh_from_db()
    assert film.runtime_minutes == 81


def test_who_wrote_what_differs_is_asked_at_once(client, editor):
    numbers = {}
    for count in (1, 3):
        films = [[f"Tide {n}", "Mara Vex", "2024", "82", "", ""] for n in range(count)]
        for title, director, *_more in films:
            film = Film.objects.filter(title=title).first()
            film = film or make_film(title, director, year=2024, runtime_minutes=81)
            with recording(editor, "saved", [film]):
                film.runtime_minutes = 80 if film.runtime_minutes == 81 else 81
                film.save()
        address = draft(client, HEADER, *films)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address).content.decode()
        assert page.count("by Ada Lind, ") == count
        numbers[count] = len(queries)

    assert numbers[1] == numbers[3]


def test_what_changed_since_the_preview_is_shown_again(client, editor):
    film = make_film("Here", "Bas Devos", year=2023, runtime_minutes=None)
    address = draft(client, HEADER, HERE)
    fingerprint = client.get(address).context["plan"].fingerprint
    Film.objects.update(runtime_minutes=80)

    answer = client.post(address, {"plan": fingerprint})

    assert answer.context["sentence"] == "The records changed meanwhile: look at it again."
    film.refresh_from_db()
    assert film.runtime_minutes == 80


def test_a_confirmation_sent_twice_records_once(client, editor):
    address = draft(client, HEADER, HERE)
    confirm(client, address)

    assert client.post(address, {}).status_code == 404
    assert Change.objects.count() == 1


def test_an_import_is_undone_as_one(client, editor):
    before = everything()
    address = confirm(client, draft(client, HEADER, HERE, TIDE)).url

    assert client.get(f"{address.removesuffix('change/')}undo/").status_code == 200
    client.post(f"{address.removesuffix('change/')}undo/")

    assert everything() == before
    page = client.get(address).content.decode()
    assert "This import was undone" in page
    assert client.post(f"{address.removesuffix('change/')}undo/").status_code == 403


def test_what_changed_since_forbids_it_in_a_sentence(client, editor):
    address = confirm(client, draft(client, HEADER, HERE)).url.removesuffix("change/")
    Film.objects.update(year=1999)

    answer = client.post(f"{address}undo/")

    assert answer.context["sentences"] == ("Film “Here (1999)” was changed again since.",)
    assert Film.objects.count() == 1


def test_a_film_says_where_its_values_came_from(client, editor):
    confirm(client, draft(client, HEADER, HERE))

    page = client.get(f"/admin/catalogue/film/{Film.objects.get().pk}/change/").content.decode()

    address = Import.objects.get().get_absolute_url()
    assert f'<li>Year: <b>2023</b> – <a href="{address}">films.csv, row 2, Year</a></li>' in page


def test_markup_in_a_cell_or_a_file_name_stays_text(client, editor):
    evil = "<script>alert(1)</script>"
    address = upload(client, [*HEADER, evil], [evil, *HERE[1:], evil], name=f"../../{evil}.csv").url
    answers = [
        client.get(address),
        client.post(address, columns_sent(client, address), follow=True),
    ]
    answers.append(confirm(client, answers[-1].request["PATH_INFO"]))
    answers.append(client.get(answers[-1].url))

    assert all(evil not in answer.content.decode() for answer in answers)
    assert Import.objects.get().file_name == "script>.csv"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x00\x01\x02" * 50, "This is neither CSV nor XLSX."),
        (b"\n\n", "The file is empty."),
        (b"PK\x03\x04 no", "The workbook is damaged and cannot be read."),
        (b"", "The submitted file is empty."),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_beside_the_field(client, editor, data, sentence):
    answer = upload(client, data=data)

    assert answer.context["form"].errors["file"] == [sentence]
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [{"edition": "x"}, {"edition": "9" * 30}, {"section": "\x00"}, {"mapping": "-1"}],
    ids=str,
)
def test_absurd_choices_are_refused_beside_their_field(client, editor, fields):
    answer = upload(client, HEADER, HERE, **fields)

    assert list(answer.context["form"].errors) == list(fields)


@pytest.mark.parametrize("page", ["columns", "preview", "undo", "change"])
@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "%00", "-1", "1.5"])
def test_absurd_addresses_are_not_found(client, editor, page, key):
    assert client.get(f"/admin/catalogue/import/{key}/{page}/").status_code in REFUSED
    assert (
        client.post(f"/admin/catalogue/import/{key}/{page}/", {"take": "\x00"}).status_code
        in REFUSED
    )


def test_a_draft_is_its_senders_alone(client, editor):
    address = draft(client, HEADER, HERE)
    listed = client.get("/admin/catalogue/import/").context["cl"].result_count
    client.force_login(make_editor("another"))

    assert listed == 0
    assert client.get(address).status_code == 404
    assert client.post(address, {}).status_code == 404


@pytest.mark.parametrize("held", [[], ["add_film"], ["change_film"], ["view_import"]], ids=str)
def test_only_who_may_add_and_change_films_may_import(client, held):
    make_editor()
    user = User.objects.create_user("reader", password="only-for-the-tests", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=held))
    client.force_login(user)

    assert client.get(ADD).status_code == 403
    assert upload(client, HEADER, HERE).status_code == 403
    assert not Import.objects.exists()


# Editors of a section ----------------------------------------------------------------------------


@pytest.fixture
def of_shorts(client):
    shorts = make_section("Shorts")
    client.force_login(make_section_editor(shorts))
    return shorts


def test_an_editor_of_a_section_imports_into_it_and_knows_of_no_other(client, of_shorts):
    hidden = make_film("Here", "Bas Devos", year=2023, runtime_minutes=81)
    make_selection(hidden, section=make_section("Panorama"), status="considered")

    form = client.get(ADD).context["form"]
    assert list(form.fields["section"].queryset) == [of_shorts]
    address = draft(client, HEADER, HERE, [*TIDE[:5], "Shorts"])
    page = client.get(address)
    plans = [(row.number, row.film, list(row.refusals)) for row in page.context["plan"].rows]
    assert plans == [
        (2, None, ["There is no section “Panorama”."]),
        (3, None, []),
    ]
    assert "81′" not in page.content.decode()


def test_an_editor_of_a_section_confirms_nothing_by_a_sheet(client, of_shorts):
    row = [*TIDE[:5], "Shorts", "confirmed"]

    confirm(client, draft(client, [*HEADER, "Status"], row))

    assert Selection.objects.get().status == Selection.Status.CONSIDERED
    assert Import.objects.get().rows.get().told == [
        "Status: Only somebody who may do more can make this “confirmed”."
    ]


def test_an_editor_of_a_section_sees_the_own_imports_alone(client, of_shorts):
    confirm(client, draft(client, HEADER, [*TIDE[:5], "Shorts"]))
    mine = Import.objects.get()
    other = Import.objects.create(
        file_name="x.csv", edition=make_edition(), user=make_editor(), state="recorded"
    )

    assert list(client.get("/admin/catalogue/import/").context["cl"].queryset) == [mine]
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.post(f"/admin/catalogue/import/{other.pk}/undo/").status_code == 404
