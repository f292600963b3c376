import re
from html import unescape

import pytest
from django.contrib.auth.models import Permission, User

from catalogue.models import Assignment, Selection
from people.history import last_change_id, recording
from people.models import Change
from tests.catalogue.desk.pages import DESK, rows, words
from tests.factories import make_edition, make_editor, make_film, make_section, make_selection
from tests.pages import text
from tests.staff import make_section_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client):
    ada = make_editor("ada", first_name="Ada", last_name="Lind")
    client.force_login(ada)
    return ada


@pytest.fixture
def selection():
    return make_selection(make_film("Tide"), position=1)


def page_of(selection):
    return f"{DESK}selections/{selection.pk}/"


def form_of(response, **changes):
    """What a browser would send back, with changes."""
    form = response.context["form"]
    sent = {field.html_name: field.value() for field in form.visible_fields()}
    sent = {name: "" if value is None else value for name, value in sent.items()}
    hidden = re.findall(
        r'<input type="hidden" name="(seen|back)" value="([^"]*)"', response.content.decode()
    )
    return sent | {name: unescape(value) for name, value in hidden} | changes


def complaints(response):
    found = re.findall(r'class="errorlist[^>]*>(.*?)</ul>', response.content.decode(), re.S)
    return [words(markup) for markup in found]


def change_by_a_colleague(selection, **facts):
    with recording(make_editor("jo", first_name="Jo"), Change.Kind.SAVED, [selection]):
        Selection.objects.filter(pk=selection.pk).update(**facts)


def test_a_row_is_changed_and_written_down_and_the_table_is_gone_back_to(client, ada, selection):
    shorts = make_section("Shorts")
    table = f"{DESK}?sort=position&columns=position,section"
    opened = client.get(page_of(selection), headers={"referer": f"http://testserver{table}"})

    response = client.post(
        page_of(selection),
        form_of(opened, position=7, premiere_status="world", section=shorts.pk),
    )

    assert response.url == f"{table}#selection-{selection.pk}"
    selection.refresh_from_db()
    assert (selection.position, selection.premiere_status) == (7, "world")
    assert rows(client.get(table)) == [["Tide public", "7", "Shorts"]]
    change = Change.objects.of(selection).get()
    assert (change.user, change.kind) == (ada, "saved")


def test_what_was_changed_meanwhile_is_told_and_nothing_is_saved(client, ada, selection):
    opened = client.get(page_of(selection))
    change_by_a_colleague(selection, position=5, age_recommendation=12)

    refused = client.post(page_of(selection), form_of(opened, position=7))

    selection.refresh_from_db()
    assert (selection.position, selection.age_recommendation) == (5, 12)
    assert "Nothing was saved: this was changed meanwhile. Jo" in text(refused)
    assert "Position: 1 → 5 Age recommendation: – → 12" in text(refused)
    assert form_of(refused)["position"] == "7"

    again = client.post(page_of(selection), form_of(refused))

    assert again.status_code == 302
    selection.refresh_from_db()
    assert selection.position == 7


def test_a_change_that_changes_nothing_is_not_written_down(client, ada, selection):
    opened = client.get(page_of(selection))

    assert client.post(page_of(selection), form_of(opened)).status_code == 302
    assert last_change_id(selection) == 0


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"position": "x"}, "Enter a whole number."),
        ({"position": "-1"}, "Ensure this value is greater than or equal to 0."),
        ({"age_recommendation": "99"}, "An age is at most 21 years."),
        ({"premiere_region": "asian"}, "A region belongs to a continental premiere alone."),
        ({"premiere_status": "galactic"}, "Select a valid choice."),
        ({"section": "99999999999999999999999"}, "Select a valid choice."),
        ({"section": ""}, "This field is required."),
        ({"premiere_country": "x"}, "Select a valid choice."),
        ({"seen": "x"}, "Enter a whole number."),
        ({"seen": "9" * 30}, "Ensure this value is less than or equal to"),
    ],
)
def test_a_wrong_value_is_answered_with_a_sentence(client, ada, selection, changes, complaint):
    opened = client.get(page_of(selection))

    response = client.post(page_of(selection), form_of(opened, **{"position": 3} | changes))

    assert [complaint in said for said in complaints(response)] == [True]
    selection.refresh_from_db()
    assert selection.position == 1


def test_a_film_is_in_a_section_once(client, ada, selection):
    shorts = make_section("Shorts")
    make_selection(selection.film, section=shorts)

    response = client.post(
        page_of(selection), form_of(client.get(page_of(selection)), section=shorts.pk)
    )

    assert complaints(response) == ["The film is in that section already."]


def test_its_state_is_changed_elsewhere(client, ada, selection):
    opened = client.get(page_of(selection))

    client.post(
        page_of(selection), form_of(opened, status="withdrawn", announced_at="", position=2)
    )

    selection.refresh_from_db()
    assert (selection.status, selection.position) == ("confirmed", 2)


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/desk/2026/", "/admin/logout/", ""]
)
def test_nobody_is_led_away(client, ada, selection, back):
    opened = client.get(page_of(selection), headers={"referer": back})

    response = client.post(page_of(selection), form_of(opened, back=back))

    assert response.url == f"{DESK}#selection-{selection.pk}"


def test_only_who_may_change_selections_is_offered_to(client, selection):
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_selection"))
    client.force_login(reader)

    assert "✎" not in text(client.get(DESK))
    assert client.get(page_of(selection)).status_code == 403
    assert client.post(page_of(selection), {"position": 9, "seen": 0}).status_code == 403
    selection.refresh_from_db()
    assert selection.position == 1


def test_section_editors_move_films_among_their_sections_of_that_edition(client, selection):
    other, older = make_section("Shorts"), make_edition(2024)
    theirs = make_section_editor(selection.section, edition=selection.edition)
    Assignment.objects.create(user=theirs, section=other, edition=older)
    client.force_login(theirs)
    opened = client.get(page_of(selection))

    refused = client.post(page_of(selection), form_of(opened, section=other.pk))

    assert ["Select a valid choice." in said for said in complaints(refused)] == [True]
    assert list(opened.context["form"].fields["section"].queryset) == [selection.section]
    foreign = make_selection(section=other)
    assert client.get(page_of(foreign)).status_code == 404


def test_a_selection_is_found_in_its_own_edition_alone(client, ada, selection):
    make_edition(2024)

    assert client.get(f"/desk/2024/selections/{selection.pk}/").status_code == 404
    assert client.get(f"{DESK}selections/{selection.pk + 1}/").status_code == 404
