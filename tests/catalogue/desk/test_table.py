import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    in_an_hour,
    make_edition,
    make_editor,
    make_film,
    make_screening,
    make_selection,
    make_still,
    make_synopsis,
)
from tests.pages import facet, text

pytestmark = pytest.mark.django_db
DESK = "/desk/2026/"


def rows(response):
    """The cells of each row of the table, as words."""
    body = response.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in body.split("</tr>")]
    return [
        [" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in row]
        for row in cells
        if row
    ]


def test_programmers_see_the_whole_selection_announced_or_not(client):
    client.force_login(make_editor())
    film = make_film("Tide", "Mara Vex", ["BE", "DK"], year=2025, runtime_minutes=82)
    make_still(film)
    make_synopsis(body="Fog.", film=film)
    make_selection(film, premiere_status="world")
    make_selection(make_film("Maybe", runtime_minutes=None), status="considered")
    make_selection(make_film("Secret", "Jo Lund"), announced_at=in_an_hour())

    response = client.get(DESK)

    shown = {row[0]: row[1:] for row in rows(response)}
    assert shown["Tide"] == [
        *["Mara Vex", "Panorama", "Belgium, Denmark", "2025", "82′", "World premiere"],
        *["confirmed · public", "synopsis (de)"],
    ]
    assert shown["Maybe"][-2:] == [
        "considered",
        "director, country, runtime, still, synopsis (en), synopsis (de)",
    ]
    assert shown["Secret"][-2].startswith("confirmed · ")
    assert "3 selections · 2 h 52 min" in text(response)


def test_the_table_is_filtered_by_everything_public_and_by_status(client):
    client.force_login(make_editor())
    make_selection(make_film("Tide", countries=["BE"]))
    make_selection(make_film("Salt", countries=["BE"]), status="invited")
    make_selection(make_film("Other", countries=["CL"]), status="invited")

    response = client.get(f"{DESK}?status=invited&country=belgium")

    assert [row[0] for row in rows(response)] == ["Salt"]
    assert facet(response, "status") == {"invited": 1, "confirmed": 1}


def test_the_desk_chooses_by_screenings_that_are_only_planned_too(client):
    client.force_login(make_editor())
    considered = make_selection(make_film("Maybe"), status="considered")
    make_screening(considered, datetime(2026, 2, 14, 18, tzinfo=UTC), status="tentative")
    make_selection(make_film("Unscheduled"))

    response = client.get(f"{DESK}?day=2026-02-14")

    assert [row[0] for row in rows(response)] == ["Maybe"]
    assert facet(response, "venue") == {"harbour-cinema": 1}


def test_the_public_s_filter_knows_nothing_of_a_status(client):
    make_selection(make_film("Tide"))

    assert facet(client.get("/2026/programme/?status=invited"), "status") == {}


def test_the_desk_opens_on_the_newest_edition_there_is(client):
    client.force_login(make_editor())
    make_edition(2026)
    make_edition(2028, announced_at=None)

    assert client.get("/desk/").url == "/desk/2028/"


@pytest.mark.parametrize("path", ["/desk/", DESK, "/de/desk/2026/"])
def test_strangers_are_asked_to_log_in_and_staff_need_the_right(client, path):
    make_selection(make_film("Secret"), announced_at=in_an_hour())

    assert "/admin/login/" in client.get(path).url
    visitor = User.objects.create_user("visitor", password="x")
    client.force_login(visitor)
    assert "/admin/login/" in client.get(path).url
    staff = User.objects.create_user("staff", password="x", is_staff=True)
    client.force_login(staff)
    assert client.get(path).status_code == 403
    staff.user_permissions.add(Permission.objects.get(codename="view_selection"))
    assert client.get(path).status_code in (200, 302)


def test_the_desk_stays_out_of_caches(client):
    client.force_login(make_editor())
    make_selection()

    assert "no-store" in client.get(DESK)["Cache-Control"]


@pytest.mark.parametrize("films", [1, 3, 60])
def test_the_number_of_queries_is_fixed(client, films):
    client.force_login(make_editor())
    for number in range(films):
        make_selection(make_film(f"Film {number}", "A Name", ["BE"]))

    with CaptureQueriesContext(connection) as queries:
        response = client.get(DESK)

    assert len(rows(response)) == films
    assert len(queries) == 16
