"""The pages of a record's history: who changed what, and the way back."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Permission, User
from django.utils.html import strip_tags

from catalogue.models import Film
from people.history import recording, rows_now
from people.models import Change, Person, RowChange
from tests.catalogue.admin.pages import admin_address, form_data, log_in
from tests.factories import (
    make_credit,
    make_editor,
    make_film,
    make_note,
    make_person,
    make_section,
    make_selection,
)
from tests.staff import make_section_editor, make_staff

pytestmark = pytest.mark.django_db
SAVED = Change.Kind.SAVED


@pytest.fixture
def film():
    film = make_film("Here", "Bas Devos", countries=["BE"])
    make_credit(film, "Liyo Gong", "cast_member", character="ShuXiu")
    return film


def change_film(film, **fields):
    with recording("somebody", SAVED, [film]) as changes:
        Film.objects.filter(pk=film.pk).update(**fields)
    return changes.change


def way_back(record, change, way):
    return f"{admin_address(record, 'change').removesuffix('change/')}history/{change.pk}/{way}/"


def history_of(record):
    return f"{admin_address(record, 'change').removesuffix('change/')}history/"


def bring_back_address(model, deletion):
    return f"{admin_address(model, 'changelist')}deleted/{deletion.change_id}/{deletion.key}/"


def read(response):
    """The differences a page lists, a line each, as they read."""
    rows = re.findall(r'<li class="(?:added|removed|changed)">(.*?)</li>', response.text, re.S)
    return [" ".join(unescape(strip_tags(row)).split()) for row in rows]


def test_the_history_tells_who_changed_what(client, film):
    log_in(client)
    sent = form_data(client.get(admin_address(film)), year=2023)
    client.post(admin_address(film), sent | {"cast-0-character": "Shu Xiu", "cast-0-note": "x"})
    change_film(film, form="fiction")

    response = client.get(history_of(film))

    changes = list(response.context["page"])
    assert [(change.user_name, change.kind) for change in changes] == [
        ("somebody", "saved"),
        ("editor", "saved"),
    ]
    assert read(response) == [
        "changed Film Here (2023) Form – → Fiction",
        "changed Film Here (2023) Year 2026 → 2023",
        "changed Credit Cast: Liyo Gong Character ShuXiu → Shu Xiu",
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_a_history_takes_as_many_queries_for_one_change_as_for_many(
    client, film, django_assert_num_queries, number
):
    log_in(client)
    for year in range(number):
        with recording("somebody", SAVED, [film]):
            Film.objects.filter(pk=film.pk).update(year=2000 + year)
            make_credit(film, f"Somebody {year}", "producer")

    with django_assert_num_queries(9):
        client.get(history_of(film))


def test_a_way_back_is_shown_before_it_is_gone(client, film):
    log_in(client)
    first = change_film(film, year=2023)
    change_film(film, year=2024, form="fiction")

    page = client.get(way_back(film, first, "before"))
    before = rows_now(film)
    response = client.post(way_back(film, first, "before"), {"seen": page.context["seen"]})

    film.refresh_from_db()
    assert read(page) == ["changed Film Here (2026) Year 2024 → 2026 Form Fiction → –"]
    assert before != rows_now(film)
    assert (film.year, film.form) == (2026, "")
    assert response["Location"] == history_of(film)
    last = Change.objects.of(film).first()
    assert (last.kind, last.user_name, last.undoes) == ("restored", "editor", first)


def test_one_change_is_undone(client, film):
    log_in(client)
    first = change_film(film, year=2023)
    change_film(film, form="fiction")

    page = client.get(way_back(film, first, "undo"))
    client.post(way_back(film, first, "undo"), {"seen": page.context["seen"]})

    film.refresh_from_db()
    assert read(page) == ["changed Film Here (2026) Year 2023 → 2026"]
    assert (film.year, film.form) == (2026, "fiction")


def test_who_looked_at_an_older_record_is_shown_the_newer_one_first(client, film):
    log_in(client)
    first = change_film(film, year=2023)
    page = client.get(way_back(film, first, "before"))
    change_film(film, form="fiction")

    response = client.post(way_back(film, first, "before"), {"seen": page.context["seen"]})

    film.refresh_from_db()
    assert read(response) == ["changed Film Here (2026) Year 2023 → 2026 Form Fiction → –"]
    assert "Somebody changed it while you looked at this page." in response.text
    assert film.year == 2023


def test_what_stands_in_the_way_is_said(client, film):
    log_in(client)
    first = change_film(film, year=2023)
    change_film(film, year=2024)

    page = client.get(way_back(film, first, "undo"))

    assert page.context["sentences"] == ("Film “Here (2024)” was changed again since.",)
    assert "Film “Here (2024)” was changed again since." in unescape(page.text)
    assert "Restore" not in re.findall(r'type="submit"[^>]*value="(\w+)"', page.text)


@pytest.mark.parametrize(
    "way", ["before/x", "nowhere", "%C3%9F", "undo"], ids=["more", "no way", "letters", "no change"]
)
@pytest.mark.parametrize("change", ["0", "99999999999999999999999"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_way_that_is_none_is_not_found(client, film, way, change, method):
    log_in(client)

    response = getattr(client, method)(f"{history_of(film)}{change}/{way}/", {"seen": "9" * 30})

    assert response.status_code in (302, 404)
    assert Change.objects.count() == 0


def test_a_deleted_record_is_listed_and_brought_back(client, film):
    log_in(client)
    before = rows_now(film)
    said = client.post(admin_address(film, "delete"), {"post": "yes"}, follow=True)
    deletion = RowChange.objects.deletions(Film).get()

    listed = client.get(f"{admin_address(Film, 'changelist')}deleted/")
    page = client.get(bring_back_address(Film, deletion))
    response = client.post(bring_back_address(Film, deletion))

    link = f'<a href="{admin_address(Film, "changelist")}deleted/">It can be brought back.</a>'
    assert link in said.text
    assert [row.name for row in listed.context["page"]] == ["Here (2026)"]
    assert [line.split(" ")[:2] for line in read(page)] == [
        ["removed", "Film"],
        ["removed", "Country"],
        ["removed", "Credit"],
        ["removed", "Credit"],
    ]
    assert response["Location"] == admin_address(film)
    assert rows_now(Film.objects.get()) == before
    assert list(RowChange.objects.deletions(Film)) == []


def test_who_saves_a_deleted_record_is_told_and_can_bring_it_back(client, film):
    log_in(client)
    address, sent = admin_address(film), form_data(client.get(admin_address(film)), year=2023)
    with recording("Ada", Change.Kind.DELETED, [film]):
        film.delete()

    response = client.post(address, sent, follow=True)

    deletion = RowChange.objects.deletions(Film).get()
    assert response.redirect_chain == [(bring_back_address(Film, deletion), 302)]
    assert "Ada deleted this. Nothing of it is lost: it can be brought back." in response.text


def test_what_keeps_a_deleted_record_away_is_said(client, film):
    log_in(client)
    client.post(admin_address(film, "delete"), {"post": "yes"})
    deletion = RowChange.objects.deletions(Film).get()
    make_film("Here")

    response = client.post(bring_back_address(Film, deletion))

    assert response.context["sentences"] == ("Film with this Address already exists.",)
    assert Film.objects.count() == 1


@pytest.fixture
def reader(client):
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)


def test_a_reader_reads_the_history_and_goes_no_way_back(client, film, reader):
    change = change_film(film, year=2023)
    person = make_person()
    with recording("Ada", Change.Kind.DELETED, [person]):
        person.delete()
    deletion = RowChange.objects.deletions(Person).get()
    deleted = f"{admin_address(Person, 'changelist')}deleted/"

    asked = {
        "history": client.get(history_of(film)),
        "way": client.get(way_back(film, change, "undo")),
        "gone way": client.post(way_back(film, change, "undo"), {"seen": change.pk}),
        "deleted": client.get(deleted),
        "brought": client.post(bring_back_address(Person, deletion)),
    }

    assert {name: answer.status_code for name, answer in asked.items()} == {
        "history": 200,
        "way": 403,
        "gone way": 403,
        "deleted": 403,
        "brought": 403,
    }
    assert "/undo/" not in asked["history"].text
    film.refresh_from_db()
    assert (film.year, Person.objects.filter(pk=deletion.key).exists()) == (2023, False)


def test_nobody_without_a_right_to_films_sees_their_history(client, film):
    other = User.objects.create_user("other", is_staff=True)
    other.user_permissions.add(Permission.objects.get(codename="view_every_section"))
    client.force_login(other)

    assert client.get(history_of(film)).status_code == 403


def test_a_part_with_a_page_of_its_own_has_a_history_of_its_own(client, film):
    log_in(client)
    selection = make_selection(film)
    with recording("Ada", SAVED, [selection]):
        selection.status = "withdrawn"
        selection.save()

    assert (
        read(client.get(history_of(selection)))
        == read(client.get(history_of(film)))
        == ["changed Selection Here (2026) · Panorama 2026 Status confirmed → withdrawn"]
    )


def test_the_history_of_a_person_with_a_strange_name_is_escaped(client):
    person = make_person("<script>alert(1)</script>")
    make_editor()
    log_in(client)
    with recording("<b>Ada", SAVED, [person], "<i>why"):
        person.birth_place = "<u>here"
        person.save()

    page = client.get(history_of(person)).text

    assert re.findall(r"<(?:script>|b>Ada|i>why|u>here)", page) == []


@pytest.fixture
def foreign():
    """A selection in a section that is not the editor's, of a film that is, and the editor."""
    mine, other = make_section("Panorama"), make_section("Forum")
    film = make_film("Shared")
    make_selection(film, section=mine)
    return make_selection(film, section=other), make_section_editor(mine)


def test_the_history_of_a_film_tells_nothing_of_another_section(client, foreign):
    selection, editor = foreign
    with recording("Ada", SAVED, [selection]):
        selection.status = "withdrawn"
        selection.save()
        make_note("Secret.", selection=selection)
    with recording("Ada", Change.Kind.DELETED, [selection]):
        selection.delete()
    client.force_login(editor)

    page = client.get(history_of(Film.objects.get()))

    assert (page.status_code, read(page)) == (200, [])
    assert "Forum" not in page.text and "Secret" not in page.text


def test_no_way_back_changes_another_section(client, foreign):
    selection, editor = foreign
    film = selection.film
    with recording("Ada", SAVED, [film, selection]) as changes:
        Film.objects.filter(pk=film.pk).update(year=1999)
        selection.status = "withdrawn"
        selection.save()
    client.force_login(editor)

    answers = [
        client.post(way_back(film, changes.change, way), {"seen": changes.change.pk})
        for way in ("before", "undo")
    ]

    selection.refresh_from_db()
    sentences = [answer.context["sentences"] for answer in answers]
    assert sentences == [("It would change what you may not change.",)] * 2
    assert selection.status == "withdrawn"


def test_what_another_section_deleted_is_neither_listed_nor_brought_back(client, foreign):
    selection, editor = foreign
    with recording("Ada", Change.Kind.DELETED, [selection]):
        selection.delete()
    deletion = RowChange.objects.deletions(type(selection)).get()
    client.force_login(editor)

    listed = client.get(f"{admin_address(type(selection), 'changelist')}deleted/")
    answers = [
        client.get(bring_back_address(type(selection), deletion)).status_code,
        client.post(bring_back_address(type(selection), deletion)).status_code,
    ]

    assert list(listed.context["page"]) == []
    assert answers == [404, 404]


def test_a_form_names_no_row_of_another_section(client, foreign):
    """By a guessed key, of a row that somebody has deleted since."""
    selection, editor = foreign
    client.force_login(editor)
    film, key = selection.film, selection.pk
    sent = form_data(client.get(admin_address(film)), year=1999)
    with recording("Ada", Change.Kind.DELETED, [selection]):
        selection.delete()
    number = int(sent["selections-TOTAL_FORMS"])
    sent |= {
        "selections-TOTAL_FORMS": number + 1,
        "selections-INITIAL_FORMS": number + 1,
        f"selections-{number}-id": key,
        f"selections-{number}-status": "invited",
    }

    page = client.post(admin_address(film), sent)

    assert "Forum" not in page.content.decode()


def test_who_writes_texts_restores_no_film(client, film):
    change = change_film(film, year=2023)
    client.force_login(make_staff("Texts and translation"))

    assert client.get(history_of(film)).status_code == 200
    assert client.post(way_back(film, change, "undo"), {"seen": change.pk}).status_code == 403
