"""What is to be written, translated and proofed: the counts, and the lists behind them."""

import re

import pytest
from django.contrib.auth.models import Permission, User

from catalogue.models import SectionDescription, Synopsis
from catalogue.proof.texts import KINDS
from people.models import BiographyText
from tests.catalogue.admin.pages import admin_address
from tests.factories import (
    make_biography,
    make_edition,
    make_editor,
    make_film,
    make_note,
    make_person,
    make_section,
    make_selection,
    make_synopsis,
)
from tests.pages import text
from tests.staff import make_section_editor

pytestmark = pytest.mark.django_db
TEXTS = "/desk/2026/texts/"


@pytest.fixture
def client(client):
    client.force_login(make_editor("ida"))
    return client


def make_outdated(model, **about):
    """An English text that was reworded after its German translation."""
    english = model.objects.create(language="en", body="Old.", **about)
    german = model.objects.create(language="de", body="Alt.", source_language="en", **about)
    english.body = "New."
    english.save()
    return german


def proof(text):
    text.proof(User.objects.first())
    text.save()


def counts(response):
    """{section: {kind and language: what is said}} of the cells that say something."""
    board = response.context["board"]
    return {
        str(section or "all"): {
            f"{kind} {code}": [f"{one.number} {one.state}" for one in figures]
            for (kind, code), figures in zip(board.columns, cells, strict=True)
            if figures is not None
        }
        for section, cells in board.rows
    }


def listed(response):
    tasks = [task for task, _section in response.context["tasks"]]
    return [(t.name, t.kind, t.language, str(t.state), t.address) for t in tasks]


def test_the_board_counts_every_kind_in_every_language(client):
    director = make_person("Bas Devos")
    film = make_film("Here", director)
    selection = make_selection(film)
    make_outdated(Synopsis, film=film)
    proof(make_note("Look.", selection=selection))
    make_biography(director, 2024, "Born.")
    make_selection(make_film("Bare"), section=make_section("Encounters"), status="invited")
    make_selection(make_film("Maybe"), status="considered")

    response = client.get(TEXTS)

    assert counts(response) == {
        "all": {
            "synopsis en": ["1 missing", "1 written"],
            "synopsis de": ["1 missing", "1 outdated"],
            "note en": [],
            "note de": ["1 missing"],
            "description en": ["2 missing"],
            "description de": ["2 missing"],
            "biography en": ["1 written"],
            "biography de": ["1 missing"],
        },
        "Encounters": {
            "synopsis en": ["1 missing"],
            "synopsis de": ["1 missing"],
            "description en": ["1 missing"],
            "description de": ["1 missing"],
        },
        "Panorama": {
            "synopsis en": ["1 written"],
            "synopsis de": ["1 outdated"],
            "note en": [],
            "note de": ["1 missing"],
            "description en": ["1 missing"],
            "description de": ["1 missing"],
            "biography en": ["1 written"],
            "biography de": ["1 missing"],
        },
    }


def test_every_figure_leads_to_exactly_its_texts(client):
    for section in ("Panorama", "Encounters"):
        for number in range(2):
            director = make_person()
            film = make_film(f"{section} {number}", director)
            selection = make_selection(film, section=make_section(section))
            make_outdated(Synopsis, film=film)
            make_note("Look.", selection=selection)
            make_biography(director, body="Born." if number else "")
    make_selection(film, section=make_section("Panorama"))
    board = client.get(TEXTS).context["board"]

    figures = [one for _section, cells in board.rows for cell in cells for one in cell or ()]
    shown = {one.query: client.get(f"{TEXTS}?{one.query}").context["page"] for one in figures}

    assert len(figures) == 27
    assert {one.query: one.number for one in figures} == {
        query: page.paginator.count for query, page in shown.items()
    }


def test_each_text_is_a_link_to_where_it_is_written(client):
    written, bare = make_person("Written"), make_person("Bare")
    film = make_film("Here", written)
    make_film("There")
    selection = make_selection(film)
    make_selection(make_film("Two", bare))
    make_note("Look.", selection=selection)
    biography = make_biography(written, 2023, "Born.")
    make_biography(written, 2020, "Young.")
    make_biography(written, 2027, "Later.")

    german = listed(client.get(TEXTS, {"language": "de", "state": "missing"}))

    two = film.__class__.objects.get(title="Two")
    section = selection.section
    assert german == [
        ("Here", "synopsis", "de", "missing", f"{admin_address(film)}#synopses-de"),
        ("Two", "synopsis", "de", "missing", f"{admin_address(two)}#synopses-de"),
        ("Here", "note", "de", "missing", f"{admin_address(selection)}#notes-de"),
        ("Panorama", "description", "de", "missing", f"{admin_address(section)}#descriptions-de"),
        ("Bare", "biography", "de", "missing", f"/admin/people/biography/add/?person={bare.pk}"),
        ("Written", "biography", "de", "missing", f"{admin_address(biography)}#texts-de"),
    ]
    for _name, _kind, _language, _state, address in german:
        page, _hash, anchor = address.partition("#")
        assert not anchor or f'id="{anchor}"' in client.get(page).content.decode()


def test_a_proofed_text_is_no_longer_to_be_done(client):
    film = make_film()
    make_selection(film)
    proof(make_synopsis("Fog.", film=film))
    proof(SectionDescription.objects.create(section=make_section(), language="en", body="Wide."))

    response = client.get(TEXTS, {"state": "proofed"})

    assert [(t.kind, t.language) for t, _s in response.context["tasks"]] == [
        ("synopsis", "en"),
        ("description", "en"),
    ]
    assert counts(response)["Panorama"]["synopsis en"] == []


@pytest.mark.parametrize(
    "query",
    ["section=none", "kind=x", "language=fr", "state=x", f"page={'9' * 30}", "q=x"],
)
def test_what_cannot_be_asked_is_left_out_and_told(client, query):
    make_selection()

    response = client.get(f"{TEXTS}?{query}")

    name = query.partition("=")[0]
    assert (response.status_code, response.context["page"]) == (200, None)
    is_field = name in response.context["choice"].fields
    assert ("Select a valid choice" in text(response)) == is_field
    assert client.get(f"{TEXTS}?{name}=a%00b").status_code == 400


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_fixed(client, django_assert_num_queries, number):
    for place in range(number):
        director = make_person()
        film = make_film(director=director)
        selection = make_selection(film, section=make_section(f"Section {place}"))
        make_outdated(Synopsis, film=film)
        make_note("Look.", selection=selection)
        make_outdated(BiographyText, biography=make_biography(director))

    with django_assert_num_queries(14):
        response = client.get(TEXTS, {"language": "de"})

    assert len(response.context["tasks"]) == len(KINDS) * number


def test_only_staff_who_may_see_selections_open_it(client):
    make_edition()
    client.logout()
    assert "/admin/login/" in client.get(TEXTS).url
    staff = User.objects.create_user("staff", is_staff=True)
    client.force_login(staff)
    assert client.get(TEXTS).status_code == 403
    rights = ["view_selection", "view_every_section"]
    staff.user_permissions.set(Permission.objects.filter(codename__in=rights))
    assert client.get(TEXTS).status_code == 200
    assert client.get("/desk/1999/texts/").status_code == 404


def test_the_page_is_german_too(client):
    make_selection()

    page = client.get("/de" + TEXTS).content.decode()

    assert re.search("Texte 2026", page)


def test_an_editor_of_a_section_sees_the_texts_of_its_films_alone(client):
    mine = make_selection(make_film("Mine", "Mine Director"), section=make_section("Encounters"))
    make_selection(make_film("Theirs", "Their Director"))
    editor = make_section_editor(mine.section)
    client.force_login(editor)

    response = client.get(TEXTS, {"state": "missing"})

    assert {task.name for task, _section in response.context["tasks"]} == {
        "Mine",
        "Encounters",
        "Mine Director",
    }
    assert list(counts(response)) == ["all", "Encounters"]
    assert client.get(f"{TEXTS}?section=panorama").context["page"] is None
