"""Who may move a selection from which state to which, by whatever way."""

from itertools import product

import pytest
from django.core.exceptions import ValidationError

from catalogue.models import Selection
from catalogue.models.selection_states import Status, choices_of
from tests.catalogue.admin.pages import admin_address, errors, form_data
from tests.factories import make_edition, make_film, make_section, make_selection
from tests.staff import make_section_editor, make_staff

pytestmark = pytest.mark.django_db

SECTION_EDITORS = {("considered", "invited"), ("invited", "considered")}
LEADS = SECTION_EDITORS | {
    ("considered", "confirmed"),
    ("invited", "confirmed"),
    ("confirmed", "invited"),
    ("considered", "withdrawn"),
    ("invited", "withdrawn"),
    ("confirmed", "withdrawn"),
    ("withdrawn", "considered"),
    ("withdrawn", "invited"),
}
PAIRS = [(a, b) for a, b in product(Status.values, repeat=2) if a != b]


@pytest.fixture
def staff():
    section = make_section()
    return {
        "Section editors": make_section_editor(section),
        "Leads": make_staff("Leads"),
        "Read-only": make_staff("Read-only"),
    }


@pytest.mark.parametrize(
    ("group", "moves"),
    [("Section editors", SECTION_EDITORS), ("Leads", LEADS), ("Read-only", set())],
)
def test_each_group_makes_its_own_moves_and_no_other(staff, group, moves):
    selection = make_selection()

    made = set()
    for before, after in PAIRS:
        selection.status = before
        selection.save()
        try:
            selection.move_to(after, staff[group])
        except ValidationError:
            assert Selection.objects.get().status == before
        else:
            made.add((before, Selection.objects.get().status))

    assert made == moves


def test_several_are_moved_together_or_not_at_all(staff):
    first, second = make_selection(status="invited"), make_selection(status="withdrawn")

    with pytest.raises(ValidationError):
        Selection.objects.order_by("pk").move_to("confirmed", staff["Leads"])
    assert [one.status for one in Selection.objects.order_by("pk")] == ["invited", "withdrawn"]

    Selection.objects.filter(pk=first.pk).move_to("confirmed", staff["Leads"])
    first.refresh_from_db()
    assert (first.status, second.status) == ("confirmed", "withdrawn")


def move_by_form(client, selection, after, prefix):
    record = selection.film if prefix else selection
    page = client.get(admin_address(record))
    form = page.context["adminform"].form
    if prefix:
        form = page.context["inline_admin_formsets"][3].formset.forms[0]
    offered = [value for value, _label in form.fields["status"].widget.choices]
    response = client.post(admin_address(record), form_data(page) | {f"{prefix}status": after})
    selection.refresh_from_db()
    return offered, errors(response) if response.context else []


@pytest.mark.parametrize("prefix", ["", "selections-0-"], ids=["own page", "film's page"])
def test_a_form_offers_what_somebody_may_and_says_why_not_of_the_rest(client, staff, prefix):
    client.force_login(staff["Section editors"])
    selection = make_selection(status="considered")

    assert move_by_form(client, selection, "confirmed", prefix) == (
        ["considered", "invited"],
        ["Only somebody who may do more can make this “confirmed”."],
    )
    assert selection.status == "considered"
    assert move_by_form(client, selection, "invited", prefix)[1] == []
    assert selection.status == "invited"


@pytest.mark.parametrize("prefix", ["", "selections-0-"], ids=["own page", "film's page"])
def test_what_is_withdrawn_does_not_come_back_in_one_step(client, staff, prefix):
    client.force_login(staff["Leads"])
    selection = make_selection(status="withdrawn")

    assert move_by_form(client, selection, "confirmed", prefix) == (
        ["considered", "invited", "withdrawn"],
        ["From “withdrawn” there is no way to “confirmed”: “considered”, “invited”."],
    )
    assert selection.status == "withdrawn"


def test_a_form_leaves_the_state_of_a_confirmed_film_to_its_editor_as_it_is(client, staff):
    client.force_login(staff["Section editors"])
    selection = make_selection(status="confirmed")

    assert move_by_form(client, selection, "confirmed", "") == (["confirmed"], [])
    assert move_by_form(client, selection, "withdrawn", "")[1] == [
        "Only somebody who may do more can make this “withdrawn”."
    ]
    assert selection.status == "confirmed"


@pytest.mark.parametrize(
    ("group", "offered"),
    [
        ("Section editors", ["considered", "invited"]),
        ("Leads", ["considered", "invited", "confirmed"]),
        ("Read-only", []),
    ],
)
def test_a_new_selection_begins_where_somebody_may_begin(staff, group, offered):
    assert choices_of(staff[group], None) == offered


def test_an_absurd_state_is_refused(client, staff):
    client.force_login(staff["Leads"])
    selection = make_selection(make_film("Here"), make_edition(), make_section(), status="invited")

    for absurd in ("", "x", "\x00", "confirmed ", "9" * 400):
        page = client.get(admin_address(selection))
        response = client.post(admin_address(selection), form_data(page, status=absurd))
        selection.refresh_from_db()
        assert (response.status_code in (200, 302, 400), selection.status in Status) == (True, True)
