"""Everything that is done in the admin is written down."""

import pytest

from catalogue.models import Film, Screening
from people.models import Change, Person, RowChange
from tests.catalogue.admin.pages import admin_address, form_data, log_in
from tests.factories import make_credit, make_film, make_person, make_screening, make_selection

pytestmark = pytest.mark.django_db


@pytest.fixture
def film():
    film = make_film("Here", "Bas Devos", countries=["BE"])
    make_credit(film, "Liyo Gong", "cast_member", character="ShuXiu")
    return film


def written():
    """The changes there are, each with its rows' models, what was and what is."""
    return [
        (change.kind, change.user_name, sorted(rows_of(change)))
        for change in Change.objects.order_by("pk")
    ]


def rows_of(change):
    for row in change.rows.all():
        kind = "new" if row.before is None else "gone" if row.after is None else "other"
        yield f"{kind} {row.model.partition('.')[2]}"


def test_a_saved_film_is_one_change_with_its_rows(client, film):
    log_in(client)
    sent = form_data(client.get(admin_address(film)), title="There") | {
        "cast-0-DELETE": "on",
        "titles-TOTAL_FORMS": 1,
        "titles-0-kind": "local",
        "titles-0-language": "de",
        "titles-0-title": "Dort",
    }

    client.post(admin_address(film), sent)

    assert written() == [("saved", "editor", ["gone credit", "new filmtitle", "other film"])]
    assert set(RowChange.objects.of(film)) == set(RowChange.objects.all())


def test_a_form_that_is_refused_or_changes_nothing_is_no_change(client, film):
    log_in(client)
    sent = form_data(client.get(admin_address(film)))

    client.post(admin_address(film), sent)
    client.post(admin_address(film), sent | {"title": ""})

    assert Change.objects.count() == 0


def test_a_new_record_is_a_change(client):
    log_in(client)
    page = client.get(admin_address(Person, "add"))
    rows = {"names-TOTAL_FORMS": 1, "names-0-name": "Bas", "names-0-language": ""}

    client.post(admin_address(Person, "add"), form_data(page, name="Bas Devos") | rows)

    assert written() == [("created", "editor", ["new person", "new personname"])]


def test_deletions_are_changes_one_by_one_and_all_at_once(client, film):
    log_in(client)
    first, second, third = [make_person() for _number in range(3)]
    chosen = {"action": "delete_selected", "_selected_action": [second.pk, third.pk], "post": "1"}

    client.post(admin_address(first, "delete"), {"post": "yes"})
    client.post(admin_address(Person, "changelist"), chosen)
    client.post(admin_address(film, "delete"), {"post": "yes"})

    assert written() == [
        ("deleted", "editor", ["gone person"]),
        ("deleted", "editor", ["gone person", "gone person"]),
        (
            "deleted",
            "editor",
            ["gone credit", "gone credit", "gone film", "gone filmcountry"],
        ),
    ]


def test_what_may_not_be_deleted_is_no_change(client, film):
    log_in(client)
    make_selection(film)

    client.post(admin_address(film, "delete"), {"post": "yes"})

    assert (Film.objects.count(), Change.objects.count()) == (1, 0)


def test_screenings_cancelled_together_are_one_change(client):
    log_in(client)
    screenings = [make_screening(), make_screening()]
    chosen = {"action": "cancel", "_selected_action": [one.pk for one in screenings]}

    client.post(admin_address(Screening, "changelist"), chosen)

    kind, _name, rows = written()[0]
    assert (kind, rows.count("other screening")) == ("saved", 2)


@pytest.mark.parametrize("key", ["nobody", "0", "99999999999999999999", "%C3%9F"])
@pytest.mark.parametrize("page", ["change", "delete"])
def test_a_key_of_nothing_is_answered_as_before(client, key, page):
    log_in(client)

    response = client.post(f"/admin/catalogue/film/{key}/{page}/", {"post": "yes"})

    assert (response.status_code, response["Location"]) == (302, "/admin/")
