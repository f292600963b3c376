"""A list of the admin as a file: exactly what is on screen, for who may see it."""

import csv
import io
import json

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from openpyxl import load_workbook

from catalogue.models import Film, Selection
from people.models import Person
from tests.catalogue.admin.pages import admin_address, first_cells, listed, log_in
from tests.factories import make_edition, make_film, make_person, make_section, make_selection
from tests.pages import body
from tests.staff import make_section_editor

pytestmark = pytest.mark.django_db


def address(model, ending, query=""):
    meta = model._meta
    return f"/admin/export/{meta.app_label}/{meta.model_name}.{ending}{query}"


def rows(response):
    return list(csv.reader(io.StringIO(body(response).decode("utf-8-sig"))))


def as_written(cells):
    """A list shows a dash where there is nothing."""
    return ["" if cell == "-" else cell for cell in cells]


@pytest.fixture
def films(client):
    log_in(client)
    for number, (title, minutes) in enumerate([("Here", 82), ("=1+1", None), ("There", 12)]):
        film = make_film(title, f"Director {number}", ["BE"], runtime_minutes=minutes)
        make_selection(film, status="invited" if number else "confirmed")
    make_film("Unselected")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?q=here",
        "?edition=2026&o=-5.1",
        "?missing=runtime",
        "?section=panorama&country=belgium",
    ],
)
def test_the_file_has_the_rows_of_the_list_in_its_order(client, films, query):
    shown = client.get(admin_address(Film, "changelist") + query)

    head, *lines = rows(client.get(address(Film, "csv", query)))

    assert head == ["Title", "Directing", "Year", "Countries", "Runtime", "Selections"]
    assert [line[0].lstrip("'") for line in lines] == first_cells(shown)
    # A runtime is written with its sign on the page, and is a number here.
    assert [line[1:4] for line in lines] == [as_written(row[1:4]) for row in listed(shown)]
    assert [line[4] for line in lines] == [row[4].rstrip("′-") for row in listed(shown)]


def test_all_pages_of_a_list_are_one_file(client):
    log_in(client)
    for number in range(130):
        make_person(f"Person {number:03}")

    assert len(listed(client.get(admin_address(Person, "changelist")))) == 100
    assert len(rows(client.get(address(Person, "csv")))) == 131


def test_a_workbook_has_typed_cells_and_no_formula(client, films):
    response = client.get(address(Film, "xlsx", "?o=1"))

    page = load_workbook(io.BytesIO(body(response))).active
    told = [[cell.value for cell in row][:5] for row in page.iter_rows(min_row=2)]
    assert told[0] == ["=1+1", "Director 1", 2026, "Belgium", None]
    assert page["A2"].data_type in ("s", "inlineStr")
    assert page.freeze_panes == "A2"


def test_programs_get_json(client, films):
    found = json.loads(body(client.get(address(Selection, "json", "?status__exact=confirmed"))))

    text = json.dumps(found)
    assert ("Here" in text, "There" in text) == (True, False)


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_fixed(client, django_assert_num_queries, number):
    log_in(client)
    for place in range(number):
        film = make_film(director=f"Director {place}", countries=["BE"])
        make_selection(film, make_edition(2020 + place), make_section(f"S {place}"))

    with django_assert_num_queries(11):
        assert len(rows(client.get(address(Film, "csv")))) == number + 1


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_every_list_can_be_had(client, films, model):
    assert client.get(address(model, "csv")).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["catalogue/nothing.csv", "nothing/film.csv", "catalogue/film.exe", "sessions/session.csv"],
)
def test_what_is_no_list_or_no_format_is_not_there(client, path):
    log_in(client)

    assert client.get(f"/admin/export/{path}").status_code == 404


@pytest.mark.parametrize("query", [f"?edition__id__exact={'9' * 30}", "?p=99999", "?o=99.-99"])
def test_an_absurd_question_breaks_nothing(client, films, query):
    assert client.get(address(Selection, "csv", query)).status_code in (200, 404)


def test_only_who_may_see_a_list_may_have_it(client, films):
    client.logout()
    assert "/admin/login/" in client.get(address(Film, "csv")).url
    reader = User.objects.create_user("reader", is_staff=True)
    client.force_login(reader)
    assert client.get(address(Film, "csv")).status_code == 403
    reader.user_permissions.add(Permission.objects.get(codename="view_film"))
    response = client.get(address(Film, "csv"))
    assert (response.status_code, "no-store" in response["Cache-Control"]) == (200, True)


def test_the_list_offers_its_files_and_its_saved_views(client, films):
    page = client.get(admin_address(Film, "changelist") + "?q=here&p=1").content.decode()

    assert f'href="{address(Film, "xlsx", "?q=here")}"' in page
    assert 'action="/desk/saved-views/add/"' in page


def test_an_editor_of_a_section_has_its_films_alone(client, films):
    mine = make_selection(make_film("Mine"), section=make_section("Encounters"))
    client.force_login(make_section_editor(mine.section))

    files = {model: rows(client.get(address(model, "csv"))) for model in (Film, Selection)}

    assert [line[0] for line in files[Film][1:]] == ["Mine"]
    assert [line[0] for line in files[Selection][1:]] == ["Mine (2026)"]
    forged = rows(client.get(address(Film, "csv", "?section=panorama&edition=2026")))
    assert forged[1:] == []
