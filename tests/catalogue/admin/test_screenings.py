from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from catalogue.models import Screening
from tests.catalogue.admin.pages import admin_address, form_data, log_in
from tests.factories import make_edition, make_film, make_screen, make_screening, make_selection
from tests.pages import text

pytestmark = pytest.mark.django_db

HALF_PAST_SIX = datetime(2026, 2, 13, 18, 30, tzinfo=UTC)


@pytest.fixture
def client():
    return log_in(Client())


def make_abroad(**fields):
    """A screening at 18:30 UTC in an edition whose clocks are not those of the settings."""
    edition = make_edition(2026, time_zone="Pacific/Auckland")
    return make_screening(make_selection(make_film("Tide"), edition), HALF_PAST_SIX, **fields)


def starts_at(day, hour):
    return {"starts_at_0": day, "starts_at_1": hour}


def test_hours_are_shown_on_the_edition_s_clocks_and_the_zone_is_said(client):
    page = client.get(admin_address(make_abroad()))

    body = page.content.decode()
    assert 'name="starts_at_0" value="2026-02-14"' in body
    assert 'name="starts_at_1" value="07:30:00"' in body
    words = text(page)
    assert "As on the clocks of Pacific/Auckland." in words
    assert "Tide (2026) · 2026-02-14 07:30 · Harbour Cinema" in words


def test_hours_are_read_on_the_edition_s_clocks(client):
    screening = make_abroad()
    data = form_data(client.get(admin_address(screening)), **starts_at("2026-02-14", "09:00"))

    client.post(admin_address(screening), data)

    screening.refresh_from_db()
    assert screening.starts_at == datetime(2026, 2, 13, 20, tzinfo=UTC)
    assert screening.previous_starts_at == HALF_PAST_SIX


def test_a_new_screening_is_read_on_the_clocks_of_the_edition_chosen(client):
    here = make_selection(make_film("Here"), make_edition(2030, time_zone="Europe/Berlin"))
    there = make_selection(make_film("There"), make_edition(2026, time_zone="Asia/Kolkata"))
    address = admin_address(Screening, "add")
    page = client.get(address)
    assert "As on the clocks of Europe/Berlin." in text(page)
    data = form_data(page, screen=make_screen().pk, **starts_at("2026-02-14", "09:00"))

    for selection in (here, there):
        client.post(address, data | {"selection": selection.pk})

    assert [screening.starts_at for screening in Screening.objects.order_by("pk")] == [
        datetime(2026, 2, 14, 8, 0, tzinfo=UTC),
        datetime(2026, 2, 14, 3, 30, tzinfo=UTC),
    ]


@pytest.mark.parametrize("choice", ["-1", "0", "7777"])
def test_a_choice_that_is_none_is_said(client, choice):
    address = admin_address(Screening, "add")
    data = form_data(client.get(address), selection=choice, **starts_at("2026-02-14", "09:00"))

    response = client.post(address, data)

    assert "Select a valid choice." in text(response)


@pytest.mark.parametrize("choice", ["x", "9" * 30, "-1", "0", "\u0663"])
def test_an_address_that_asks_for_a_choice_that_is_none_answers(client, choice):
    page = client.get(f"{admin_address(Screening, 'add')}?selection={choice}")

    assert "As on the clocks of Europe/Copenhagen." in text(page)


def test_an_hour_that_the_clocks_leave_out_is_refused(client):
    edition = make_edition(2026, time_zone="Europe/Berlin")
    screening = make_screening(make_selection(make_film(), edition))
    data = form_data(client.get(admin_address(screening)), **starts_at("2026-03-29", "02:30"))

    response = client.post(admin_address(screening), data)

    assert "it may be ambiguous or it may not exist" in text(response)


def run(client, action, screenings):
    chosen = {"action": action, "_selected_action": [one.pk for one in screenings]}
    return client.post(admin_address(Screening, "changelist"), chosen, follow=True)


def test_several_screenings_are_cancelled_and_confirmed_at_once(client):
    running, off = make_screening(), make_screening(status="cancelled")
    maybe = make_screening(status="tentative")

    assert "2 screenings changed." in text(run(client, "cancel", [running, off, maybe]))
    assert "1 screening changed." in text(run(client, "confirm", [running]))

    kept = Screening.objects.order_by("pk").values_list("status", "revision")
    assert list(kept) == [("confirmed", 2), ("cancelled", 0), ("cancelled", 0)]
    assert [entry.object_id for entry in LogEntry.objects.order_by("pk")] == [
        str(one.pk) for one in (running, maybe, running)
    ]


def test_the_code_of_a_screening_is_shown_and_finds_it(client):
    screening, other = make_screening(), make_screening(make_selection(make_film("Other")))

    assert f"Code: {screening.code}" in text(client.get(admin_address(screening)))
    found = client.get(admin_address(Screening, "changelist"), {"q": other.code})
    assert [row.pk for row in found.context["cl"].result_list] == [other.pk]
