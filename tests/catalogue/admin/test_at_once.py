"""No save makes a film public that was not meant to: where it would, it is asked for."""

import pytest

from catalogue.models import Film, SectionAnnouncement, Selection
from tests.catalogue.admin.pages import admin_address, errors, form_data
from tests.factories import (
    an_hour_ago,
    in_an_hour,
    make_edition,
    make_film,
    make_section,
    make_selection,
)
from tests.staff import make_staff

pytestmark = pytest.mark.django_db
SENTENCE = (
    "Its edition is announced: confirmed, it is public at once. Tick this if that is meant;"
    " if not, leave it “invited”, or give it an hour of its own."
)


@pytest.fixture
def lead(client):
    client.force_login(make_staff("Leads"))


@pytest.fixture
def invited():
    return make_selection(make_film(), make_edition(2026), make_section(), status="invited")


def is_public(selection):
    return Selection.objects.public().filter(pk=selection.pk).exists()


@pytest.mark.parametrize("page", ["selection", "film"])
def test_confirming_in_an_announced_edition_is_asked_for(client, lead, invited, page):
    record = invited if page == "selection" else invited.film
    prefix = "" if page == "selection" else "selections-0-"
    sent = form_data(client.get(admin_address(record))) | {f"{prefix}status": "confirmed"}

    asked = client.post(admin_address(record), sent)
    before = is_public(invited)
    client.post(admin_address(record), sent | {f"{prefix}at_once": "on"})

    assert errors(asked) == [SENTENCE]
    assert f'type="checkbox" name="{prefix}at_once"' in asked.content.decode()
    assert (before, is_public(invited)) == (False, True)


def test_an_hour_of_its_own_is_an_answer_too(client, lead, invited):
    at = in_an_hour()
    sent = form_data(client.get(admin_address(invited))) | {
        "status": "confirmed",
        "announced_at_0": f"{at:%Y-%m-%d}",
        "announced_at_1": "23:59",
    }

    client.post(admin_address(invited), sent)

    invited.refresh_from_db()
    assert (invited.status, is_public(invited)) == ("confirmed", False)


def test_nothing_is_asked_before_the_hour_or_of_what_was_confirmed(client, lead, invited):
    edition = invited.edition
    SectionAnnouncement.objects.create(
        edition=edition, section=invited.section, announced_at=in_an_hour()
    )
    later = form_data(client.get(admin_address(invited)))
    client.post(admin_address(invited), later | {"status": "confirmed"})
    invited.refresh_from_db()
    assert (invited.status, is_public(invited)) == ("confirmed", False)

    SectionAnnouncement.objects.update(announced_at=an_hour_ago())
    known = form_data(client.get(admin_address(invited)))
    client.post(admin_address(invited), known | {"age_recommendation": 12})
    invited.refresh_from_db()
    assert (invited.age_recommendation, is_public(invited)) == (12, True)


def test_a_new_film_is_asked_for_as_well(client, lead):
    edition, section = make_edition(2026), make_section()
    address = admin_address(Film, "add")
    sent = form_data(client.get(address)) | {
        "title": "Tide",
        "selections-TOTAL_FORMS": 1,
        "selections-0-edition": edition.pk,
        "selections-0-section": section.pk,
        "selections-0-status": "confirmed",
    }

    asked = client.post(address, sent)
    client.post(address, sent | {"selections-0-at_once": "on"})

    assert SENTENCE in errors(asked)
    assert [is_public(one) for one in Selection.objects.all()] == [True]
