"""Records chosen in a list and edited beside each other: by key, looked at first, all or none."""

import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.forms import modelform_factory
from django.http import QueryDict

from catalogue.models import Country, Film, Screening, Selection
from people.admin.tables.forms import RowForm
from people.admin.tables.rows import NotSavedError, Table
from people.history import recording
from people.models import Change, Person
from tests.catalogue.admin.pages import admin_address, log_in
from tests.factories import (
    make_edition,
    make_editor,
    make_film,
    make_person,
    make_screening,
    make_section,
    make_selection,
)
from tests.pages import text
from tests.staff import make_section_editor, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def films():
    return [make_film(f"Film {number}", year=2020 + number) for number in range(3)]


def table_address(*records):
    keys = ".".join(str(record.pk) for record in records)
    return f"{admin_address(records[0], 'table')}?keys={keys}"


def sent_by(response):
    """What a browser would send back of that table."""
    table = response.context["table"]
    sent = {f"seen-{row.record.pk}": row.seen for row in table.rows}
    sent |= {f"warned-{row.record.pk}": 1 for row in table.rows if row.warnings}
    for form in [table.heads, *(row.form for row in table.rows)]:
        sent |= {bound.html_name: as_sent(bound.value()) for bound in form}
    return sent


def as_sent(value):
    return "" if value is None else value


def open_table(client, *records):
    return sent_by(client.get(table_address(*records)))


def typed(record, **values):
    return {f"{record.pk}-{name}": value for name, value in values.items()}


def told(response):
    """{row: [(field, what stands in it, what it was)]} of what would be changed."""
    return {
        row.label: [
            (cell.field.name, str(cell.field.value()), cell.was)
            for cell in row.cells
            if cell.was is not None
        ]
        for row in response.context["table"].rows
    }


def sentences(response):
    return {
        row.label: {name: list(map(str, said)) for name, said in row.form.errors.items()}
        for row in response.context["table"].rows
        if row.form.errors
    }


def years():
    return list(Film.objects.order_by("pk").values_list("year", flat=True))


def test_the_action_leads_to_a_table_of_what_was_chosen_and_back_to_the_list(client, films):
    log_in(client)

    response = client.post(
        admin_address(Film, "changelist") + "?q=film&o=-1",
        {"action": "edit_in_table", "_selected_action": [films[2].pk, films[0].pk]},
    )

    asked = parse_qs(urlsplit(response.url).query)
    assert asked["list"] == ["q=film&o=-1"]
    page = client.get(response.url)
    assert {row.record for row in page.context["table"].rows} == {films[0], films[2]}
    assert page.context["back"] == admin_address(Film, "changelist") + "?q=film&o=-1"
    assert client.post(response.url, sent_by(page)).url == page.context["back"]


def test_what_is_typed_is_saved_as_one_change_of_the_records_that_changed(client, films):
    editor = make_editor("Ada")
    client.force_login(editor)
    sent = open_table(client, *films)

    client.post(
        table_address(*films), sent | typed(films[0], year=1999) | typed(films[2], form="fiction")
    )

    assert years() == [1999, 2021, 2022]
    change = Change.objects.get()
    assert (change.kind, change.user) == ("saved", editor)
    assert set(change.records.values_list("key", flat=True)) == {films[0].pk, films[2].pk}


def test_nothing_typed_is_no_change(client, films):
    log_in(client)

    client.post(table_address(*films), open_table(client, *films))

    assert not Change.objects.exists()


def test_one_value_for_all_rows_is_shown_before_it_is_saved(client, films):
    log_in(client)
    before = Film.objects.get(pk=films[0].pk).runtime_minutes
    sent = open_table(client, *films) | {"fill-runtime_minutes": 50, "fill": "runtime_minutes"}

    shown = client.post(table_address(*films), sent)

    assert list(told(shown).values()) == [[("runtime_minutes", "50", str(before or "–"))]] * 3
    assert "3 rows would be changed. Nothing is saved yet." in text(shown)
    assert set(Film.objects.values_list("runtime_minutes", flat=True)) == {before}
    client.post(table_address(*films), sent_by(shown))
    assert set(Film.objects.values_list("runtime_minutes", flat=True)) == {50}


def test_a_look_at_what_would_change_saves_nothing(client, films):
    log_in(client)
    sent = open_table(client, *films) | typed(films[1], year=1950)

    shown = client.post(table_address(*films), sent | {"fill": ""})

    assert [rows for rows in told(shown).values() if rows] == [[("year", "1950", "2021")]]
    assert years() == [2020, 2021, 2022]


def test_a_column_that_is_none_fills_nothing(client, films):
    log_in(client)
    sent = open_table(client, *films) | {"fill": "title", "fill-title": "X"}

    shown = client.post(table_address(*films), sent)

    assert list(told(shown).values()) == [[], [], []]
    assert set(Film.objects.values_list("title", flat=True)) == {film.title for film in films}


def test_a_wrong_value_stands_beside_its_field_and_nothing_is_saved(client, films):
    log_in(client)
    sent = open_table(client, *films) | typed(films[0], year=1999) | typed(films[1], year="soon")

    response = client.post(table_address(*films), sent)

    assert list(sentences(response).values()) == [{"year": ["Enter a whole number."]}]
    assert "Nothing is saved yet: look at the rows that say why." in text(response)
    assert sent_by(response)[f"{films[0].pk}-year"] == "1999"
    assert years() == [2020, 2021, 2022]
    assert not Change.objects.exists()


def test_a_colleague_s_save_is_told_and_kept(client, films):
    """The row they saved: their value where I typed nothing, mine shown as a change of theirs."""
    log_in(client)
    sent = open_table(client, *films) | typed(films[0], year=1999) | typed(films[1], year=1988)
    other = type(client)()
    other.force_login(make_editor("Bea"))
    theirs = open_table(other, films[0]) | typed(films[0], year=2001, runtime_minutes=77)
    other.post(table_address(films[0]), theirs)

    response = client.post(table_address(*films), sent)

    first = Film.objects.get(pk=films[0].pk)
    assert (years(), first.runtime_minutes) == ([2001, 2021, 2022], 77)
    assert list(sentences(response).values()) == [
        {"__all__": ["Bea changed this meanwhile. Look at it, and save again."]}
    ]
    assert list(told(response).values())[0] == [("year", "1999", "2001")]
    client.post(table_address(*films), sent_by(response))
    first.refresh_from_db()
    assert (years(), first.runtime_minutes) == ([1999, 1988, 2022], 77)


def test_what_is_deleted_while_a_table_is_saved_is_not_made_again(films):
    """The records are locked after they were fetched: one may be gone by then."""
    form_class = modelform_factory(Film, form=RowForm, fields=["year"])
    sent = QueryDict(mutable=True)
    for film in films[:2]:
        sent.update(typed(film, year="1950") | {f"seen-{film.pk}": "0"})
    table = Table(films[:2], form_class, sent)
    gone = Film.objects.get(pk=films[0].pk)
    with recording("Bea", Change.Kind.DELETED, [gone]):
        gone.delete()

    with pytest.raises(NotSavedError):
        table.save("Ada")
    left = table.look_again(Film.objects.filter(pk=films[1].pk))

    assert [row.record for row in left.rows] == [films[1]]
    assert years() == [2021, 2022]


def test_rows_are_keys_and_not_places(client, films):
    """The order of the list changes between looking and saving: each value finds its record."""
    log_in(client)
    sent = open_table(client, *films) | typed(films[0], year=1901)

    client.post(table_address(*reversed(films)), sent)

    assert years() == [1901, 2021, 2022]


def test_a_country_is_added_to_films_that_lack_it(client, films):
    log_in(client)
    belgium, chile = (Country.objects.get(code=code) for code in ("BE", "CL"))
    for film in films[:2]:
        film.film_countries.create(country=belgium, position=1)

    for country in (belgium, chile):
        sent = open_table(client, *films) | {"fill-country_to_add": country.pk}
        shown = client.post(table_address(*films), sent | {"fill": "country_to_add"})
        client.post(table_address(*films), sent_by(shown))

    assert [
        list(film.film_countries.order_by("position").values_list("country__code", "position"))
        for film in films
    ] == [[("BE", 1), ("CL", 2)]] * 3


def test_a_state_is_moved_only_where_there_is_a_way(client):
    edition, section = make_edition(2026), make_section("Panorama")
    ready, gone = (
        make_selection(make_film(title), edition, section, status=status)
        for title, status in (("Ready", "invited"), ("Gone", "withdrawn"))
    )
    client.force_login(make_staff("Leads"))
    sent = open_table(client, ready, gone) | {"fill-status": "confirmed", "fill": "status"}

    shown = client.post(table_address(ready, gone), sent)
    response = client.post(table_address(ready, gone), sent_by(shown))

    assert sentences(response) == {
        str(gone): {
            "status": ["From “withdrawn” there is no way to “confirmed”: “considered”, “invited”."]
        }
    }
    assert set(Selection.objects.values_list("status", flat=True)) == {"invited", "withdrawn"}
    client.post(table_address(ready, gone), sent_by(response) | typed(gone, status="invited"))
    assert dict(Selection.objects.values_list("film__title", "status")) == {
        "Ready": "confirmed",
        "Gone": "invited",
    }


@pytest.mark.parametrize(
    ("announced", "said"),
    [(datetime(2020, 1, 1, tzinfo=UTC), ["Public at once."]), (None, [])],
)
def test_what_confirming_makes_public_at_once_is_said_first(client, announced, said):
    edition = make_edition(2026, announced_at=announced)
    selection = make_selection(make_film(), edition, make_section("Forum"), status="invited")
    client.force_login(make_staff("Leads"))
    sent = open_table(client, selection) | typed(selection, status="confirmed")

    shown = client.post(table_address(selection), sent | {"fill": ""})

    [row] = shown.context["table"].rows
    assert row.warnings == said
    assert ("Public at once." in text(shown)) == bool(said)


def test_nothing_goes_public_by_a_save_that_was_not_warned_of_it(client):
    selection = make_selection(make_film(), make_edition(2026), status="invited")
    client.force_login(make_staff("Leads"))
    sent = open_table(client, selection) | typed(selection, status="confirmed")

    warned = client.post(table_address(selection), sent)
    before = Selection.objects.get().status
    client.post(table_address(selection), sent_by(warned))

    assert [row.warnings for row in warned.context["table"].rows] == [["Public at once."]]
    assert (before, Selection.objects.get().status) == ("invited", "confirmed")


def test_a_state_needs_the_right_to_it(client):
    section = make_section("Panorama")
    selection = make_selection(make_film(), make_edition(2026), section, status="considered")
    client.force_login(make_section_editor(section))
    sent = open_table(client, selection) | typed(selection, status="confirmed")

    response = client.post(table_address(selection), sent)

    assert sentences(response) == {
        str(selection): {"status": ["Only somebody who may do more can make this “confirmed”."]}
    }
    assert Selection.objects.get().status == "considered"


def test_a_film_is_once_in_a_section_of_an_edition_also_within_a_table(client):
    film, edition = make_film(), make_edition(2026)
    first, second = (
        make_selection(film, edition, make_section(name)) for name in ("Forum", "Panorama")
    )
    shorts = make_section("Shorts")
    client.force_login(make_staff("Leads"))
    sent = open_table(client, first, second) | {"fill-section": shorts.pk, "fill": "section"}
    shown = client.post(table_address(first, second), sent)

    response = client.post(table_address(first, second), sent_by(shown))

    assert [list(said) for said in sentences(response).values()] == [["__all__"]]
    assert set(Selection.objects.values_list("section__slug", flat=True)) == {"forum", "panorama"}


def test_a_section_editor_reaches_their_own_and_moves_nothing_away(client):
    edition = make_edition(2026)
    mine, other = (
        make_selection(make_film(name), edition, make_section(name)) for name in ("Forum", "Shorts")
    )
    client.force_login(make_section_editor(mine.section))

    page = client.get(table_address(mine, other))
    sent = sent_by(page) | typed(mine, section=other.section_id) | typed(other, position=7)
    response = client.post(table_address(mine, other), sent)

    assert [row.record for row in page.context["table"].rows] == [mine]
    assert list(sentences(response)[str(mine)]) == ["section"]
    assert client.get(table_address(other)).status_code == 404
    assert client.post(table_address(other), typed(other, position=7)).status_code == 404
    assert Selection.objects.get(pk=other.pk).position != 7


@pytest.mark.parametrize(("group", "answer"), [("Read-only", 403), ("Texts", 404)])
def test_who_may_change_no_film_gets_no_table(client, films, group, answer):
    client.force_login(make_staff(group))

    assert client.get(table_address(*films)).status_code == answer
    assert "edit_in_table" not in client.get(admin_address(Film, "changelist")).content.decode()


@pytest.mark.parametrize("keys", ["", "x", "1.x", "9" * 40, "-1", ".".join(map(str, range(300)))])
def test_absurd_keys_find_no_table(client, keys):
    log_in(client)

    assert client.get(f"/admin/catalogue/film/table/?keys={keys}").status_code == 404


def test_too_many_are_refused_in_a_sentence(client):
    log_in(client)
    people = [Person(name=f"P {n}", slug=f"p-{n}", sort_name=f"P {n}") for n in range(201)]
    Person.objects.bulk_create(people)
    sent = {"action": "edit_in_table", "select_across": 1, "_selected_action": [people[0].pk]}

    response = client.post(admin_address(Person, "changelist"), sent, follow=True)

    assert "A table takes 200 records at most: choose fewer." in text(response)


def test_people_and_screenings_have_their_own_columns(client):
    log_in(client)
    person, screening = make_person("Bas Devos"), make_screening(make_selection())
    headed = [
        [field.name for field in client.get(table_address(record)).context["table"].heads]
        for record in (person, screening)
    ]

    client.post(
        table_address(screening),
        open_table(client, screening) | typed(screening, introduction_minutes=5),
    )

    assert headed == [
        ["sort_name", "kind", "birth_year", "birth_place"],
        ["introduction_minutes", "qa_minutes", "ticket_url"],
    ]
    assert Screening.objects.get().introduction_minutes == 5


def test_every_field_of_a_table_has_a_label_of_its_own(client, films):
    log_in(client)
    page = client.get(table_address(*films)).content.decode()

    fields = re.findall(r'<(?:input|select)[^>]* id="(id_(?:fill|\d+)-[^"]+)"', page)

    assert sorted(fields) == sorted(re.findall(r'<label[^>]* for="([^"]+)"', page))
    assert len(fields) == 4 * 4


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("model", [Film, Selection])
def test_a_table_takes_as_many_queries_for_one_as_for_three(
    client, films, django_assert_num_queries, model, number
):
    log_in(client)
    for film in films:
        make_selection(film, make_edition(2026), make_section("Forum"))
    records = list(model.objects.all()[:number])
    client.get(table_address(*records))

    with django_assert_num_queries(7):
        client.get(table_address(*records))
