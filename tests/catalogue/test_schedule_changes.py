from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue.models import Programme, ProgrammeSlot, Screening, ScreeningChange
from tests.catalogue.admin.pages import admin_address, form_data, log_in
from tests.factories import (
    in_an_hour,
    make_edition,
    make_film,
    make_screen,
    make_screening,
    make_section,
    make_selection,
    make_venue,
)
from tests.pages import text

pytestmark = pytest.mark.django_db
PAGE = "/2026/schedule/changes/"
MOVED = "Moved from Friday, 13 February, 18:00, Odeon to Saturday, 14 February, 20:00, Rex 2."


def at(hour, minute=0, day=13):
    """An hour of February 2026 in the festival's own time, an hour ahead of UTC."""
    return datetime(2026, 2, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


@pytest.fixture
def tide():
    """A public screening that was in the schedule from the first."""
    screen = make_screen(make_venue("Odeon"))
    make_edition(2026, schedule_announced_at=in_an_hour())
    selection = make_selection(make_film("Tide"))
    screening = make_screening(selection, at(18), screen=screen)
    edition = screening.edition
    edition.schedule_announced_at = timezone.now() - timedelta(days=2)
    edition.save()
    return screening


def change(screening, after=timedelta(hours=1), **fields):
    """Save it with those fields, so long after now."""
    for name, value in fields.items():
        setattr(screening, name, value)
    with time_machine.travel(timezone.now() + after, tick=False):
        screening.save()
    return screening


def told(client, after=timedelta(days=1), path=PAGE):
    """The sentences of the page, a day from now."""
    with time_machine.travel(timezone.now() + after, tick=False):
        response = client.get(path)
    assert response.status_code == 200
    return [one.sentence for one in response.context["page"]]


def test_before_anything_changes_the_page_says_so(client, tide):
    assert "Nothing has changed since the schedule was announced." in text(client.get(PAGE))
    assert ScreeningChange.objects.count() == 0


def test_a_move_is_told_with_its_film_and_from_where_to_where(client, tide):
    change(tide, starts_at=at(20, day=14), screen=make_screen(make_venue("Rex"), "2"))

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert f"Tide {MOVED} Panorama" in text(client.get(PAGE))


def test_german_pages_tell_it_in_german(client, tide):
    change(tide, starts_at=at(20, day=14), screen=make_screen(make_venue("Rex"), "2"))

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        words = text(client.get(f"/de{PAGE}"))
    was, now = "Freitag, 13. Februar, 18:00, Odeon", "Samstag, 14. Februar, 20:00, Rex 2"
    assert f"Verschoben: statt {was} nun {now}." in words


def test_a_screening_that_goes_on_in_another_house_is_told_too(client, tide):
    change(tide, screen=make_screen(make_venue("Rex")))

    assert told(client) == [
        "Moved from Friday, 13 February, 18:00, Odeon to Friday, 13 February, 18:00, Rex."
    ]


def test_cancelled_restored_and_added_are_told_the_newest_first(client, tide):
    change(tide, timedelta(hours=1), status="cancelled")
    change(tide, timedelta(hours=2), status="confirmed")
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        make_screening(tide.selection, at(22), screen=tide.screen)

    assert told(client) == [
        "Added: Friday, 13 February, 22:00, Odeon.",
        "Takes place after all: Friday, 13 February, 18:00, Odeon.",
        "Cancelled: Friday, 13 February, 18:00, Odeon.",
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"ticket_url": "https://tickets.example/"},
        {"qa_minutes": 20},
        {"status": "tentative"},
        {"status": "tentative", "starts_at": at(20)},
    ],
)
def test_what_is_no_move_is_not_told(client, tide, fields):
    change(tide, **fields)

    assert told(client) == []


def test_what_moves_while_it_is_tentative_is_added_when_it_is_confirmed_again(client, tide):
    change(tide, timedelta(hours=1), status="tentative")
    change(tide, timedelta(hours=2), starts_at=at(20))
    change(tide, timedelta(hours=3), status="confirmed")

    assert told(client) == ["Added: Friday, 13 February, 20:00, Odeon."]


@pytest.mark.parametrize("hour", [None, timezone.now() + timedelta(days=9)])
def test_before_the_schedule_is_out_nothing_is_told_ever(client, tide, hour):
    edition = tide.edition
    edition.schedule_announced_at = hour
    edition.save()
    change(tide, starts_at=at(20))
    change(tide, status="cancelled")

    assert ScreeningChange.objects.count() == 0


def test_a_film_announced_late_is_added_at_its_hour_and_its_moves_before_are_nobody_s(client, tide):
    hour = timezone.now() + timedelta(days=3)
    late = make_screening(make_selection(make_film("Late"), announced_at=hour), at(10))
    change(late, starts_at=at(11))
    change(late, timedelta(hours=2), starts_at=at(12))

    assert told(client, timedelta(days=3, seconds=-5)) == []
    assert told(client, timedelta(days=3, seconds=5)) == [
        "Added: Friday, 13 February, 12:00, Odeon."
    ]


@pytest.mark.parametrize(
    "hide",
    [
        lambda one: Screening.objects.filter(pk=one.pk).update(status="tentative"),
        lambda one: type(one.selection).objects.update(status="withdrawn"),
        lambda one: type(one.selection).objects.update(announced_at=in_an_hour(days=9)),
        lambda one: one.delete(),
    ],
)
def test_a_change_of_what_is_hidden_again_is_not_named_any_more(client, tide, hide):
    other = make_screening(make_selection(make_film("Salt"), make_edition(2025)), at(18))
    change(tide, starts_at=at(20))
    assert len(told(client)) == 1

    hide(tide)

    make_selection(make_film("Open"), announced_at=None)
    assert told(client) == []
    assert other.changes.count() == 1


def test_a_slip_mended_at_once_is_told_to_nobody(client, tide):
    odeon, rex = tide.screen, make_screen(make_venue("Rex"), "2")
    change(tide, timedelta(hours=1), starts_at=at(19))
    change(tide, timedelta(hours=1, minutes=9), starts_at=at(20, day=14), screen=rex)
    assert told(client) == [MOVED]

    change(tide, timedelta(hours=1, minutes=12), starts_at=at(18), screen=odeon)
    change(tide, timedelta(hours=2), status="cancelled")
    change(tide, timedelta(hours=2, minutes=5), status="confirmed")

    assert told(client) == []


def test_moves_an_hour_apart_are_told_one_by_one(client, tide):
    change(tide, timedelta(hours=1), starts_at=at(19))
    change(tide, timedelta(hours=2), starts_at=at(18))

    assert told(client) == [
        "Moved from Friday, 13 February, 19:00, Odeon to Friday, 13 February, 18:00, Odeon.",
        "Moved from Friday, 13 February, 18:00, Odeon to Friday, 13 February, 19:00, Odeon.",
    ]


def test_a_screening_added_and_mended_at_once_is_added_where_it_is(client, tide):
    added = make_screening(tide.selection, at(22))
    change(added, timedelta(minutes=5), starts_at=at(21))

    assert told(client) == ["Added: Friday, 13 February, 21:00, Odeon."]


def test_a_programme_of_shorts_moves_like_a_film(client, tide):
    section = make_section("Shorts")
    block = Programme.objects.create(
        names={"en": "Small Hours"}, edition=tide.edition, section=section
    )
    short = make_selection(make_film("Foam"), section=section)
    ProgrammeSlot.objects.create(programme=block, selection=short)
    screening = make_screening(programme=block, starts_at=at(10))
    change(screening, starts_at=at(11))

    assert told(client) == [
        "Moved from Friday, 13 February, 10:00, Odeon to Friday, 13 February, 11:00, Odeon.",
        "Added: Friday, 13 February, 10:00, Odeon.",
    ]


def test_hours_are_those_of_the_festival_on_both_sides_of_summer_time(client, tide):
    change(tide, timedelta(hours=1), starts_at=datetime(2026, 3, 29, 0, 30, tzinfo=UTC))
    change(tide, timedelta(hours=2), starts_at=datetime(2026, 3, 29, 1, 30, tzinfo=UTC))

    assert told(client)[0] == (
        "Moved from Sunday, 29 March, 01:30, Odeon to Sunday, 29 March, 03:30, Odeon."
    )


def test_an_editor_s_move_is_told_and_counted(client, tide):
    """Through the admin's form, as editors move screenings."""
    page = log_in(client).get(admin_address(tide))
    sent = form_data(page, starts_at_0="2026-02-14", starts_at_1="20:00")

    response = client.post(admin_address(tide), sent)

    tide.refresh_from_db()
    assert response.status_code == 302
    assert (tide.revision, tide.previous_starts_at) == (1, at(18))
    assert [one.kind for one in tide.changes.all()] == ["moved"]


def test_a_screen_that_is_gone_leaves_the_hour(client, tide):
    odeon = tide.screen
    change(tide, screen=make_screen(make_venue("Rex")))
    odeon.delete()

    assert told(client) == [
        "Moved from Friday, 13 February, 18:00 to Friday, 13 February, 18:00, Rex."
    ]


def test_a_move_is_from_somewhere(tide):
    with pytest.raises(IntegrityError), transaction.atomic():
        tide.changes.create(kind="moved", at=timezone.now(), starts_at=tide.starts_at)


@pytest.mark.parametrize("path", ["/2025/schedule/changes/", "/2025/schedule/changes.atom"])
def test_an_edition_that_is_not_public_has_no_changes(client, tide, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("rows", [1, 3, 30])
@pytest.mark.parametrize(("path", "expected"), [(PAGE, 4), ("/2026/schedule/changes.atom", 3)])
def test_the_number_of_queries_is_fixed(client, tide, path, expected, rows):
    for number in range(rows):
        selection = make_selection(make_film(f"Film {number}"))
        make_screening(selection, at(10, number))

    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)

    assert response.content.decode().count(">Film ") == rows
    assert len(queries) == expected
