"""What the groups may do, and that the page which tells it tells the truth."""

from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from catalogue.models import Assignment, Film, Screening, Synopsis
from catalogue.rights import all_records, groups
from tests.catalogue.admin.pages import admin_address, form_data
from tests.factories import make_edition, make_film, make_screening, make_section, make_selection
from tests.staff import make_section_editor, make_staff

pytestmark = pytest.mark.django_db
DOCS = Path(__file__).parents[2] / "docs" / "rights.md"


def told():
    out = StringIO()
    call_command("create_groups", stdout=out)
    return out.getvalue()


def test_the_page_on_rights_says_what_the_command_says():
    """After a change of the table: paste what `manage.py create_groups` prints into the page."""
    page = DOCS.read_text("utf-8")

    assert page.partition("```\n")[2].partition("```")[0] == told()


def test_the_command_sets_right_what_was_changed_and_repeats_itself():
    first = told()
    Group.objects.get(name="Read-only").permissions.clear()

    assert told() == first
    assert Group.objects.count() == 5
    assert Group.objects.get(name="Read-only").permissions.exists()


def test_every_permission_the_table_names_exists():
    told()

    for name, rights in groups().items():
        given = Group.objects.get(name=name).permissions.values_list("codename", flat=True)
        assert set(given) == rights.codenames


def test_only_leads_give_sections_and_say_when():
    told()

    holders = {
        codename: set(
            Group.objects.filter(permissions__codename=codename).values_list("name", flat=True)
        )
        for codename in ("add_assignment", "announce_selection", "confirm_selection")
    }
    assert holders == dict.fromkeys(holders, {"Leads"})


def test_nobody_but_leads_deletes_a_film_or_a_person():
    for name, rights in groups().items():
        may = {"delete_film", "delete_person", "delete_selection"} & rights.codenames
        assert (name, may) in [(name, set()), ("Leads", may)]


def test_every_record_is_in_somebody_s_reach():
    """A new record is named in catalogue/rights.py, or only leads and readers know it."""
    known = {name for rights in groups().values() for name, verbs in rights.records.items()}

    assert known == set(all_records())


@pytest.fixture
def film():
    film = make_film("Here")
    make_selection(film)
    return film


def test_translators_write_texts_on_the_film_s_page_and_nothing_else(client, film):
    client.force_login(make_staff("Texts and translation"))
    page = client.get(admin_address(film))
    sent = form_data(page, title="Changed", runtime_minutes=7) | {
        "synopses-0-language": "en",
        "synopses-0-body": "A text.",
    }

    client.post(admin_address(film), sent)

    assert [text.body for text in Synopsis.objects.all()] == ["A text."]
    film.refresh_from_db()
    assert (film.title, film.runtime_minutes) == ("Here", 90)
    assert page.context["adminform"].form.fields == {}


def test_planners_change_screenings_and_no_film(client, film):
    client.force_login(make_staff("Schedule"))
    screening = make_screening(film.selections.get())
    sent = form_data(client.get(admin_address(screening)), qa_minutes=20)
    sent |= {"starts_at_0": "2026-02-13", "starts_at_1": "18:30"}

    answers = [
        client.post(admin_address(screening), sent).status_code,
        client.post(admin_address(film), {"title": "Changed"}).status_code,
    ]

    assert answers == [302, 403]
    assert Screening.objects.get().qa_minutes == 20


def test_section_editors_read_the_schedule(client, film):
    section, edition = make_section(), make_edition()
    client.force_login(make_section_editor(section, edition=edition))
    screening = make_screening(film.selections.get())

    assert client.get(admin_address(screening)).status_code == 200
    assert client.post(admin_address(screening), {"qa_minutes": 9}).status_code == 403


@pytest.mark.parametrize("page", ["changelist", "add"])
def test_only_leads_see_who_is_given_what(client, page):
    answers = {}
    for name in groups():
        client.force_login(make_staff(name))
        answers[name] = client.get(admin_address(Assignment, page)).status_code

    assert answers == dict.fromkeys(groups(), 403) | {"Leads": 200}


def test_a_lead_gives_a_section(client, film):
    client.force_login(make_staff("Leads"))
    editor, section = make_staff("Section editors"), make_section()
    sent = {"user": editor.pk, "section": section.pk, "edition": ""}

    first = client.post(admin_address(Assignment, "add"), sent)
    again = client.post(admin_address(Assignment, "add"), sent)

    assert first.status_code == 302
    assert again.context["adminform"].form.non_field_errors() == [
        "This section is given for every edition already."
    ]
    assert [str(one) for one in Assignment.objects.all()] == ["Section editors · Panorama"]
    assert set(Film.objects.in_scope_of(editor)) == {film}
