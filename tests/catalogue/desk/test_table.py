import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from catalogue.desk.columns import BY_KEY, CHOICES, COLUMNS
from catalogue.desk.rows import Row
from catalogue.desk.tables import sorted_by
from catalogue.models import Edition, Film, Section, Selection, Still
from people.history import recording
from people.models import Change
from tests.catalogue.desk.pages import DESK, groups, heads, rows, titles
from tests.factories import (
    in_an_hour,
    make_biography,
    make_edition,
    make_editor,
    make_film,
    make_person,
    make_screening,
    make_section,
    make_selection,
    make_still,
    make_synopsis,
)
from tests.pages import facet, messages, text
from tests.staff import make_staff

pytestmark = pytest.mark.django_db
UNSAVED = [
    Selection(
        film=Film(title=title, sort_title=title.lower(), runtime_minutes=minutes, year=year),
        section=Section(names={"en": "Panorama"}, slug="panorama"),
        edition=Edition(year=2026),
        status=status,
    )
    for title, minutes, year, status in [
        ("A", 90, None, "confirmed"),
        ("B", 90, 2026, "considered"),
        ("C", None, 2024, "invited"),
        ("D", 12, 2026, "confirmed"),
    ]
]


def make_two_sections():
    """Five selections: two long and one short in Panorama, one unknown and one in Shorts."""
    panorama = make_section("Panorama", position=1, colour="teal")
    shorts = make_section("Shorts", position=2)
    for title, director, codes, minutes, year, section in [
        ("Tide", "Mara Vex", ["BE", "DK"], 82, 2025, panorama),
        ("Salt", "Jo Lund", ["CL"], 120, 2026, panorama),
        ("The Axe", "Ada Arn", ["BE"], 82, 2024, panorama),
        ("Émile", None, [], None, None, shorts),
        ("Blink", "Jo Lund", ["BE"], 12, 2026, shorts),
    ]:
        facts = {"runtime_minutes": minutes, "year": year, "title_language": "en"}
        make_selection(make_film(title, director, codes, **facts), section=section)


@pytest.fixture
def editor(client):
    editor = make_editor()
    client.force_login(editor)
    return editor


def test_programmers_see_the_whole_selection_announced_or_not(client, editor):
    film = make_film("Tide", "Mara Vex", ["BE", "DK"], ["fr"], year=2025, runtime_minutes=82)
    still = make_still(film, credit="© Salt")
    Still.objects.filter(pk=still.pk).update(names={"en": "A pier", "de": "Ein Steg"})
    make_synopsis(body="Fog.", film=film)
    make_selection(film, premiere_status="world")
    make_selection(make_film("Maybe", runtime_minutes=None), status="considered")
    make_selection(make_film("Secret", "Jo Lund"), announced_at=in_an_hour())

    response = client.get(DESK)

    assert [name for name, _sorted in heads(response)] == [
        *["Title", "Director", "Section", "Countries", "Year", "Runtime", "Premiere status"],
        *["Status", "Missing"],
    ]
    shown = {row[0]: row[1:] for row in rows(response)}
    assert shown["Tide public"] == [
        *["Mara Vex", "Panorama", "Belgium, Denmark", "2025", "82′", "World premiere"],
        *["confirmed", "form, synopsis (de), screening"],
    ]
    assert shown["Maybe"][-2:] == [
        "considered",
        "director, country, runtime, language, form, synopsis (en), synopsis (de), still, "
        "premiere status, screening",
    ]
    assert shown["Secret"][-2] == "confirmed"
    assert "3 selections · 2 h 52 min" in text(response)


def test_the_table_is_filtered_by_everything_public_and_by_status(client, editor):
    make_selection(make_film("Tide", countries=["BE"]))
    make_selection(make_film("Salt", countries=["BE"]), status="invited")
    make_selection(make_film("Other", countries=["CL"]), status="invited")

    response = client.get(f"{DESK}?status=invited&country=belgium")

    assert titles(response) == ["Salt"]
    assert facet(response, "status") == {"invited": 1, "confirmed": 1}


def test_the_table_is_filtered_by_what_is_missing(client, editor):
    make_synopsis("Fog.", film=make_selection(make_film("Tide", "Mara Vex")).film)
    make_selection(make_film("Salt", "Jo Lund"))
    make_selection(make_film("Bare"))

    response = client.get(f"{DESK}?missing=director&missing=synopsis-en")

    assert titles(response) == ["Bare", "Salt"]
    assert facet(response, "missing")["director"] == 1
    assert facet(response, "missing")["synopsis-en"] == 2
    assert "Missing director × remove" in text(response)


def test_first_films_are_found(client, editor):
    beginner = make_person("Mara Vex")
    make_biography(beginner, filmography=[(2024, "Sketch", {"kind": "short film"})])
    make_selection(make_film("Tide", beginner))
    make_selection(make_film("Salt", "Jo Lund"))

    response = client.get(f"{DESK}?first=first&columns=first")

    assert rows(response) == [["Tide public", "first film"]]
    assert facet(response, "first") == {"first": 1, "unknown": 1}


def test_the_desk_chooses_by_screenings_that_are_only_planned_too(client, editor):
    considered = make_selection(make_film("Maybe"), status="considered")
    make_screening(considered, datetime(2026, 2, 14, 18, tzinfo=UTC), status="tentative")
    make_selection(make_film("Unscheduled"))

    response = client.get(f"{DESK}?day=2026-02-14")

    assert titles(response) == ["Maybe"]
    assert facet(response, "venue") == {"harbour-cinema": 1}


@pytest.mark.parametrize("name", ["status", "missing", "first", "editor", "waiting", "age"])
def test_the_public_s_filter_knows_nothing_of_the_desk_s(client, name):
    make_selection(make_film("Tide"))

    assert facet(client.get(f"/2026/programme/?{name}=invited"), name) == {}


def test_films_are_found_by_the_age_they_are_recommended_from(client, editor):
    for title, age in (("Old", 14), ("Young", 6), ("Open", None), ("Older", 14)):
        make_selection(make_film(title), age_recommendation=age)

    shown = client.get(DESK)

    assert facet(shown, "age") == {"none": 1, "6": 1, "14": 2}
    assert titles(client.get(f"{DESK}?age=14&age=none")) == ["Old", "Older", "Open"]
    assert titles(client.get(f"{DESK}?age=99")) == []


# Columns, order, groups --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    ["columns=runtime,director,title", "columns=runtime&columns=director&columns=runtime"],
)
def test_columns_are_shown_as_they_are_chosen(client, editor, query):
    make_two_sections()

    response = client.get(f"{DESK}?{query}&q=tide")

    assert [name for name, _sorted in heads(response)] == ["Title", "Runtime", "Director"]
    assert rows(response) == [["Tide public", "82′", "Mara Vex"]]


def test_every_column_has_something_to_say(client, editor):
    film = make_film(
        "Tide", "Mara Vex", ["BE"], ["fr"], form="fiction", original_title="Getij", year=2025
    )
    selection = make_selection(film, position=3, age_recommendation=12, premiere_status="world")
    for day in (13, 14):
        make_screening(selection, datetime(2026, 2, day, 18, tzinfo=UTC))
    edition = selection.edition
    edition.announced_at = datetime(2026, 1, 20, 9, tzinfo=UTC)
    edition.save()
    every = [column.key for column in CHOICES]

    [row] = rows(client.get(f"{DESK}?columns={','.join(every)}"))

    assert dict(zip(every, row[1:], strict=True)) == {
        "original": "Getij",
        "director": "Mara Vex",
        "section": "Panorama",
        "country": "Belgium",
        "year": "2025",
        "runtime": "90′",
        "language": "French",
        "form": "Fiction",
        "premiere": "World premiere",
        "first": "not known whether the first",
        "status": "confirmed",
        "public": "20 Jan 2026, 10:00",
        "position": "3",
        "age": "12",
        "screening": "13 Feb 2026, 19:00",
        "screenings": "2",
        "weeks": "",
        "editor": "",
        "changed": "",
        "missing": "synopsis (en), synopsis (de), still",
    }


def test_the_table_tells_who_changed_what_last_and_for_how_long_it_waits(client, editor):
    with time_machine.travel(datetime(2025, 11, 1, 9, tzinfo=UTC)):
        tide, salt = make_selection(make_film("Tide")), make_selection(make_film("Salt"))
        ada = make_editor("ada", first_name="Ada", last_name="Lind")
        with recording(ada, Change.Kind.MOVED, [tide]):
            Selection.objects.filter(pk=tide.pk).update(status="invited")
    with time_machine.travel(datetime(2025, 11, 20, 9, tzinfo=UTC)):
        with recording(ada, Change.Kind.SAVED, [salt]):
            Selection.objects.filter(pk=salt.pk).update(position=3)
        with recording("import_entry", Change.Kind.IMPORTED, [tide.film]):
            Film.objects.filter(pk=tide.film.pk).update(year=2024)
    table = f"{DESK}?columns=weeks,editor,changed"

    with time_machine.travel(datetime(2025, 11, 30, 9, tzinfo=UTC)):
        client.force_login(editor)
        shown = client.get(table)
        waiting = client.get(f"{table}&waiting=2-to-4-weeks&waiting=over-4-weeks")
        adas = client.get(f"{table}&editor={ada.pk}")

    assert rows(shown) == [
        ["Salt public", "", "Ada Lind", "20 Nov 2025, 10:00"],
        ["Tide", "4", "import_entry", "20 Nov 2025, 10:00"],
    ]
    assert facet(shown, "waiting") == {"2-to-4-weeks": 1, "unknown": 1}
    assert facet(shown, "editor") == {str(ada.pk): 1}
    assert (titles(waiting), titles(adas)) == (["Tide"], ["Salt"])
    assert "Last changed by Ada Lind × remove" in text(adas)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["The Axe", "Blink", "Émile", "Salt", "Tide"]),
        ("-title", ["Tide", "Salt", "Émile", "Blink", "The Axe"]),
        ("section,-runtime", ["Salt", "The Axe", "Tide", "Blink", "Émile"]),
        ("runtime", ["Blink", "The Axe", "Tide", "Salt", "Émile"]),
        ("-runtime", ["Salt", "The Axe", "Tide", "Blink", "Émile"]),
        ("runtime,-title", ["Blink", "Tide", "The Axe", "Salt", "Émile"]),
        ("director,-year", ["The Axe", "Blink", "Salt", "Tide", "Émile"]),
        ("country", ["The Axe", "Blink", "Tide", "Salt", "Émile"]),
        ("-missing", ["Émile", "The Axe", "Blink", "Salt", "Tide"]),
    ],
)
def test_rows_are_sorted_by_several_columns_and_what_is_not_known_comes_last(
    client, editor, sort, order
):
    make_two_sections()

    assert titles(client.get(f"{DESK}?sort={sort}")) == order


@given(st.lists(st.sampled_from([f"{s}{c.key}" for c in COLUMNS for s in ("", "-")]), max_size=4))
def test_any_order_shows_every_row_once_and_sorts_by_its_first_key(keys):
    rows = [Row(selection) for selection in UNSAVED]
    for selection in UNSAVED:
        selection.public_hour = None
    order = keys or ["title"]

    for key in reversed(order):
        rows = sorted_by(rows, BY_KEY[key.removeprefix("-")], key.startswith("-"))

    assert sorted(row.film.title for row in rows) == ["A", "B", "C", "D"]
    column = BY_KEY[order[0].removeprefix("-")]
    places = [column.place(row) for row in rows if column.place(row) is not None]
    assert places == sorted(places, reverse=order[0].startswith("-"))


def test_heads_say_how_they_sort_and_lead_to_other_orders(client, editor):
    make_two_sections()

    response = client.get(f"{DESK}?sort=section,-runtime&columns=section,runtime,year")

    assert heads(response) == [
        ("Title", ""),
        ("Section 1", "ascending"),
        ("Runtime 2", "descending"),
        ("Year", ""),
    ]
    markup = response.content.decode()
    assert 'href="?sort=runtime&amp;columns=section,runtime,year"' in markup
    assert 'data-also="?sort=section,runtime&amp;columns=section,runtime,year"' in markup
    assert 'data-also="?sort=section,-runtime,year&amp;columns=section,runtime,year"' in markup
    once = client.get(f"{DESK}?sort=runtime").content.decode()
    assert 'href="?sort=-runtime"' in once


def test_the_form_sorts_by_up_to_three_columns_without_a_script(client, editor):
    make_two_sections()

    response = client.get(f"{DESK}?sort=section&sort=-runtime&sort=&columns=year&group=")

    assert titles(response) == ["Salt", "The Axe", "Tide", "Blink", "Émile"]
    chosen = re.findall(r'<option value="([^"]+)" selected', response.content.decode())
    assert chosen == ["section", "-runtime"]


def test_rows_are_grouped_by_section_with_sums(client, editor):
    make_two_sections()

    response = client.get(f"{DESK}?group=section&columns=runtime&sort=-runtime")

    assert groups(response) == [
        (
            "Panorama · 3 selections · 4 h 44 min",
            [["Salt public", "120′"], ["The Axe public", "82′"], ["Tide public", "82′"]],
        ),
        ("Shorts · 2 selections · 12 min", [["Blink public", "12′"], ["Émile public", ""]]),
    ]


def test_rows_are_grouped_by_main_country_each_once(client, editor):
    make_two_sections()

    response = client.get(f"{DESK}?group=country&columns=country")

    assert [(heading, [row[0] for row in rows]) for heading, rows in groups(response)] == [
        ("Belgium · 3 selections · 2 h 56 min", ["The Axe public", "Blink public", "Tide public"]),
        ("Chile · 1 selection · 2 h 0 min", ["Salt public"]),
        ("no country · 1 selection · 0 min", ["Émile public"]),
    ]


@pytest.mark.parametrize(
    "query",
    [
        "columns=beauty",
        "columns=%s" % (4000 * "x"),
        "sort=-beauty",
        "sort=--title",
        "sort=%F0%9F%8E%AC",
        "group=colour",
        "group=section&group=%27",
        "missing=beauty",
        "first=maybe",
        "waiting=long&editor=0",
        "editor=99999999999999999999999999&editor=%27",
        "status=everything",
        "columns=,,,&sort=,&group=",
        "page=999999999999999999999&p=x&lookup__in=1",
        "runtime_min=99999999999999999999999",
    ],
)
@pytest.mark.parametrize("path", [DESK, f"{DESK}export.csv"])
def test_whatever_is_asked_is_answered(client, editor, path, query):
    make_two_sections()

    assert client.get(f"{path}?{query}").status_code == 200


def test_a_choice_that_cannot_be_read_is_answered_with_a_sentence(client, editor):
    make_two_sections()

    response = client.get(f"{DESK}?columns=beauty&sort=-beauty&group=colour")

    assert messages(response) == [
        "Sorted by: There is no such choice: “-beauty”.",
        "Columns: There is no such choice: “beauty”.",
        "Grouped by: Select a valid choice. colour is not one of the available choices.",
    ]
    assert len(rows(response)) == 5


def test_nothing_is_said_in_a_sentence(client, editor):
    make_two_sections()

    assert messages(client.get(f"{DESK}?country=japan")) == ["No selection is all of this."]


# Who, and how much it costs ----------------------------------------------------------------------


def test_the_desk_opens_on_the_newest_edition_there_is(client, editor):
    make_edition(2026)
    make_edition(2028, announced_at=None)

    assert client.get("/desk/").url == "/desk/2028/"


@pytest.mark.parametrize("path", ["/desk/", DESK, "/de/desk/2026/", f"{DESK}export.csv"])
def test_strangers_are_asked_to_log_in_and_staff_need_the_right(client, path):
    make_selection(make_film("Secret"), announced_at=in_an_hour())

    assert "/admin/login/" in client.get(path).url
    visitor = User.objects.create_user("visitor", password="x")
    client.force_login(visitor)
    assert "/admin/login/" in client.get(path).url
    staff = User.objects.create_user("staff", password="x", is_staff=True)
    client.force_login(staff)
    assert client.get(path).status_code == 403
    for codename, answers in (("view_selection", {404}), ("view_every_section", {200, 302})):
        staff.user_permissions.add(Permission.objects.get(codename=codename))
        assert client.get(path).status_code in answers


@pytest.mark.parametrize("path", [DESK, f"{DESK}export.csv", f"{DESK}export.xlsx"])
def test_the_desk_stays_out_of_caches(client, editor, path):
    make_selection()

    assert "no-store" in client.get(path)["Cache-Control"]


EVERYTHING = f"?group=country&sort=section,-runtime&columns={','.join(c.key for c in CHOICES)}"


@pytest.mark.parametrize("films", [1, 3])
@pytest.mark.parametrize(("query", "number"), [("", 25), (EVERYTHING, 28)])
def test_the_number_of_queries_is_fixed(client, editor, films, query, number):
    for place in range(films):
        film = make_film(f"Film {place}", f"Name {place}", ["BE"], ["fr"])
        selection = make_selection(film)
        make_screening(selection)
        with recording(editor, Change.Kind.SAVED, [selection]):
            Selection.objects.filter(pk=selection.pk).update(position=place + 1)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"{DESK}{query}")

    assert len(rows(response)) == films
    assert len(queries) == number


def test_what_waits_for_its_hour_is_announced_from_here(client, editor):
    waiting = make_selection(make_film("Waits"), announced_at=in_an_hour())
    make_selection(make_film("Public"))
    make_selection(make_film("Maybe"), status="invited")
    link = f'href="/admin/catalogue/selection/announce/?selection={waiting.pk}"'

    page = client.get(DESK).content.decode()

    assert (link in page, "Announce the one that waits …" in page) == (True, True)
    assert "announce/" not in client.get(f"{DESK}?status=invited").content.decode()
    client.force_login(make_staff("Read-only"))
    assert "announce/" not in client.get(DESK).content.decode()
