"""Hours of announcement, entered and shown on the clocks of the edition's own town."""

from datetime import UTC, datetime

import pytest

from catalogue.models import Edition, SectionAnnouncement, Selection
from tests.catalogue.admin.pages import admin_address, errors, form_data, log_in
from tests.factories import make_edition, make_film, make_section, make_selection
from tests.pages import text
from tests.staff import make_section_editor

pytestmark = pytest.mark.django_db

HOUR = datetime(2026, 1, 14, 15, 0, tzinfo=UTC)
THERE = {"announced_at_0": "2026-01-14", "announced_at_1": "10:00:00"}


@pytest.fixture
def toronto(client):
    log_in(client)
    return make_edition(2026, announced_at=HOUR, time_zone="America/Toronto")


def parts_of(form, name="announced_at"):
    return form.fields[name].widget.decompress(form[name].value())


def sent(record, client, **changes):
    page = client.get(admin_address(record))
    return client.post(admin_address(record), form_data(page) | changes)


def at(day, clock, prefix=""):
    return {f"{prefix}announced_at_0": day, f"{prefix}announced_at_1": clock}


def test_an_edition_s_hour_is_that_of_its_own_clocks(client, toronto):
    page = client.get(admin_address(toronto))

    assert "As on the clocks of America/Toronto." in text(page)
    assert [str(part) for part in parts_of(page.context["adminform"].form)] == [*THERE.values()]
    assert "14 January 2026, 10:00 EST (15:00 UTC)" in text(page)
    assert sent(toronto, client, **at("2026-01-14", "11:30")).status_code == 302
    toronto.refresh_from_db()
    assert toronto.announced_at == HOUR.replace(hour=16, minute=30)


def test_an_edition_that_moves_keeps_what_its_new_clocks_say(client, toronto):
    changes = at("2026-01-14", "10:15") | {"time_zone": "Europe/Berlin"}

    assert sent(toronto, client, **changes).status_code == 302
    toronto.refresh_from_db()
    assert toronto.announced_at == datetime(2026, 1, 14, 9, 15, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/Kopenhagen", "CEST", "../etc/passwd", "a" * 60])
@pytest.mark.parametrize("page", ["add", "change"])
def test_what_is_no_time_zone_is_refused_beside_its_field(client, toronto, zone, page):
    SectionAnnouncement.objects.create(
        edition=toronto, section=make_section("Shorts"), announced_at=HOUR
    )
    data = form_data(client.get(admin_address(toronto, page)), year="2027", name="There")

    answer = client.post(admin_address(toronto, page), data | {"time_zone": zone})

    assert answer.status_code == 200
    assert errors(answer) == [f"“{zone}” is not a time zone, such as Europe/Berlin."]


@pytest.mark.parametrize("prefix", ["", "selections-0-"], ids=["own page", "film's page"])
def test_a_selection_s_hour_is_that_of_its_edition_s_clocks(client, toronto, prefix):
    selection = make_selection(edition=toronto)
    record = selection.film if prefix else selection

    assert sent(record, client, **at("2026-02-01", "09:00", prefix)).status_code == 302
    selection.refresh_from_db()
    assert selection.announced_at == datetime(2026, 2, 1, 14, tzinfo=UTC)
    page = client.get(admin_address(record))
    assert "As on the clocks of America/Toronto." in text(page)
    assert "1 February 2026, 09:00 EST (14:00 UTC)" in text(page)


def test_a_selection_moved_to_another_edition_takes_that_one_s_clocks(client, toronto):
    selection = make_selection(edition=toronto)
    berlin = make_edition(2025, time_zone="Europe/Berlin")

    sent(selection, client, edition=berlin.pk, **at("2025-02-01", "09:00"))

    selection.refresh_from_db()
    assert selection.announced_at == datetime(2025, 2, 1, 8, tzinfo=UTC)


def test_sections_are_given_hours_of_their_own(client, toronto):
    section = make_section("Shorts")
    rows = {
        "section_announcements-TOTAL_FORMS": 1,
        "section_announcements-0-section": section.pk,
    } | at("2026-01-20", "10:00", "section_announcements-0-")

    assert sent(toronto, client, **rows).status_code == 302
    assert SectionAnnouncement.objects.get().announced_at == datetime(2026, 1, 20, 15, tzinfo=UTC)
    page = client.get(admin_address(toronto))
    assert "20 January 2026, 10:00 EST (15:00 UTC)" in text(page)
    twice = form_data(page) | rows | {"section_announcements-TOTAL_FORMS": 2}
    twice |= {"section_announcements-1-section": section.pk}
    twice |= at("2026-01-21", "10:00", "section_announcements-1-")
    assert errors(client.post(admin_address(toronto), twice)) == ["This is there already."]
    assert SectionAnnouncement.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "clock", "sentence"),
    [
        (
            "2026-03-08",
            "02:30",
            "In America/Toronto there is no such hour: clocks are put forward in that night.",
        ),
        (
            "2026-11-01",
            "01:30",
            "In America/Toronto that hour comes twice: clocks are put back in that night. "
            "Take another.",
        ),
        ("0001-01-01", "00:00", "Enter a year from 1900 to 2100."),
        ("9999-12-31", "23:59", "Enter a year from 1900 to 2100."),
        ("2026-13-01", "10:00", "Enter a valid date."),
        ("2026-01-01", "x\x00", "Enter a valid time."),
    ],
)
@pytest.mark.parametrize("model", [Edition, Selection], ids=["edition", "selection"])
def test_an_hour_that_no_clock_shows_once_is_refused_beside_the_field(
    client, toronto, model, day, clock, sentence
):
    record = toronto if model is Edition else make_selection(edition=toronto)

    response = sent(record, client, **at(day, clock))

    assert errors(response) == [sentence]
    assert day in response.content.decode()


def test_an_hour_nobody_touched_stays_though_it_comes_twice(client, toronto):
    second = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)  # 01:30 again, in winter time
    selection = make_selection(edition=toronto, announced_at=second)

    assert sent(selection, client, age_rating=12).status_code == 302
    selection.refresh_from_db()
    assert (selection.announced_at, selection.age_rating) == (second, 12)


def test_an_hour_is_emptied(client, toronto):
    selection = make_selection(edition=toronto, announced_at=HOUR)

    sent(selection, client, **at("", ""))

    selection.refresh_from_db()
    assert selection.announced_at is None


def test_only_leads_say_when(client, toronto):
    selection = make_selection(make_film("Here"), toronto, make_section())
    client.force_login(make_section_editor(make_section()))

    assert sent(selection, client, **at("2026-01-01", "10:00")).status_code == 302
    selection.refresh_from_db()
    assert selection.announced_at is None
