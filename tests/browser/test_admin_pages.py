"""Every page of the admin that is ours, read by axe and fitted into a tablet's window."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from catalogue.intake.sheets.imports import open_draft
from catalogue.models import Assignment, Film, Import, PreviewLink, Screening, Selection
from people.history import recording
from people.merging import merge
from people.models import Change, Person
from tests.catalogue.admin.editors import Editor
from tests.catalogue.admin.pages import admin_address
from tests.catalogue.intake.sheets.sheets import HEADER, HERE, as_csv
from tests.factories import (
    make_biography,
    make_editor,
    make_film,
    make_person,
    make_screening,
    make_selection,
    make_still,
    make_synopsis,
)

LISTED = "/desk/2026/"
LISTS = [Film, Selection, Person, Screening]


@pytest.fixture
def editor():
    return make_editor()


@pytest.fixture
def film(editor):
    film = make_film("Here", "Bas Devos", countries=["BE"], languages=["fr"])
    make_still(film)
    make_synopsis("Stefan cooks.", film=film)
    make_screening(make_selection(film, status="confirmed"))
    return film


@pytest.fixture
def addresses(film, editor):
    view = editor.saved_views.create(name="Mine", page="desk:selection_table")
    return [
        *(admin_address(model, "changelist") for model in LISTS),
        *(f"{admin_address(model, 'table')}?keys={model.objects.first().pk}" for model in LISTS),
        *of_selections(film, editor),
        *of_people(editor),
        *of_history(film, editor),
        *of_imports(film, editor),
        admin_address(Assignment, "add"),
        reverse("admin:catalogue_film_stills", args=[film.pk]),
        reverse("admin:second_factor"),
        reverse("desk:text_table", args=[2026]),
        f"{reverse('desk:saved_view_change', args=[view.pk])}?address={LISTED}",
    ]


def of_selections(film, editor):
    selection = film.selections.get()
    link = PreviewLink.objects.create(selection=selection, note="A critic", made_by=editor)
    announce = reverse("admin:catalogue_selection_announce")
    return [
        admin_address(selection),
        f"{announce}?selection={selection.pk}",
        admin_address(link),
        f"{admin_address(link, 'add')}?selection={selection.pk}",
    ]


def of_people(editor):
    kept, merged = make_person("Mara Vex", birth_year=1971), make_person("Mara Véx")
    gone = make_person("M. Vex")
    make_biography(kept, 2026, filmography=[(2011, "Tide")])
    change = merge(editor, kept, gone, {})
    return [
        admin_address(kept),
        reverse("admin:people_person_duplicates"),
        reverse("admin:people_person_merge", args=[kept.pk, merged.pk]),
        reverse("admin:people_person_unmerge", args=[change.pk]),
    ]


def of_history(film, editor):
    with recording(editor, Change.Kind.SAVED, [film]) as changes:
        film.title = "Hier"
        film.save()
    gone = make_film("Gone")
    with recording(editor, Change.Kind.DELETED, [gone]) as deleted:
        key = gone.pk
        gone.delete()
    history = reverse("admin:catalogue_film_history", args=[film.pk])
    return [
        history,
        reverse("admin:catalogue_film_go_back", args=[film.pk, changes.change.pk, "before"]),
        reverse("admin:catalogue_film_deleted"),
        reverse("admin:catalogue_film_bring_back", args=[deleted.change.pk, key]),
        admin_address(film, "delete"),
    ]


def of_imports(film, editor):
    edition = film.selections.get().edition
    draft = open_draft(as_csv(HEADER, HERE), "films.csv", editor, edition)
    return [
        admin_address(Import, "changelist"),
        admin_address(Import, "add"),
        *(reverse(f"admin:catalogue_import_{page}", args=[draft.pk]) for page in STEPS),
    ]


STEPS = ("columns", "preview")


def faults(page):
    problems = list(page.problems)
    found = [
        f"{violation['id']}: {node['target']}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("wider than the window")
    page.problems.clear()  # axe itself writes styles, which the policy forbids
    return problems + found


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("", 1024, "light"), ("/de", 768, "dark")]
)
def test_every_page_of_ours_is_accessible_and_fits(addresses, open_admin, language, width, scheme):
    page = open_admin("/admin/", viewport={"width": width, "height": 900}, color_scheme=scheme)

    found = {}
    for address in addresses:
        answer = page.goto(language + address.replace(f"={LISTED}", f"={language}{LISTED}"))
        found[address] = faults(page) if answer.status == 200 else [answer.status]

    assert {address: said for address, said in found.items() if said} == {}


@pytest.mark.parametrize(("width", "scheme"), [(1024, "dark"), (768, "light")])
def test_what_another_editor_changed_is_told_accessibly(film, open_admin, width, scheme):
    page = open_admin(
        admin_address(film), viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    Editor("Bea").open(film).save(title="There", year=1999)

    page.fill("#id_title", "Everywhere")
    page.click("[name=_continue]")
    page.wait_for_selector(".errornote")

    assert faults(page) == []
