"""The rules of the layout, read from the code itself."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2]
ABOVE = {"people": {"catalogue", "festival"}, "catalogue": {"festival"}, "festival": set()}


def imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("app", ABOVE)
def test_imports_run_from_festival_to_catalogue_to_people(app):
    back = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / app).rglob("*.py")
        for name in imports(path)
        if name in ABOVE[app]
    }

    assert back == set()


@pytest.mark.parametrize("app", ["people", "catalogue"])
def test_no_relation_points_back_up(app):
    back = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model._meta.app_label in ABOVE[app]
    ]

    assert back == []


def test_festival_owns_no_model():
    assert list(apps.get_app_config("festival").get_models()) == []


def test_views_ask_the_queryset_in_its_own_words():
    """A filter on selections in a view is a missing word of SelectionQuerySet."""
    asked = [
        path.name
        for path in (ROOT / "catalogue" / "views").glob("*.py")
        if "Selection.objects.filter(" in path.read_text("utf-8")
    ]

    assert asked == []


def test_every_ordering_ends_in_the_primary_key():
    loose = [
        model.__name__
        for app in ("people", "catalogue")
        for model in apps.get_app_config(app).get_models()
        if model._meta.ordering and model._meta.ordering[-1] != "pk"
    ]

    assert loose == []


def test_deleting_never_takes_a_shared_record_along():
    """The foreign keys whose deletion cascades: from a part to the whole it belongs to."""
    cascading = {
        f"{model.__name__}.{field.name}"
        for app in ("people", "catalogue")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if field.many_to_one and field.remote_field.on_delete.__name__ == "CASCADE"
    }

    assert cascading == {
        "Assignment.user",
        "Award.selection",
        "Biography.person",
        "BiographyText.biography",
        "CompanyCredit.film",
        "Credit.film",
        "DifferentPeople.first",
        "DifferentPeople.second",
        "FilmCountry.film",
        "FilmFormerSlug.owner",
        "FilmIdentifier.film",
        "FilmLanguage.film",
        "FilmLock.film",
        "FilmTitle.film",
        "FilmographyEntry.biography",
        "ImportBatch.source",
        "ImportRow.source",
        "ImportedValue.row",
        "PageFormerSlug.owner",
        "PageText.page",
        "PersonFormerSlug.owner",
        "PersonIdentifier.person",
        "PersonName.person",
        "PreviewLink.selection",
        "ProgrammeFormerSlug.owner",
        "ProgrammeNote.selection",
        "ProgrammeSlot.programme",
        "SavedView.owner",
        "Screen.venue",
        "ScreeningAccess.screening",
        "ScreeningChange.screening",
        "ScreeningGuest.screening",
        "ScreeningSubtitles.screening",
        "SectionAnnouncement.edition",
        "SectionDescription.section",
        "SectionFormerSlug.owner",
        "SelectionContentNote.selection",
        "Still.film",
        "Synopsis.film",
        "VenueDescription.venue",
        "VenueFormerSlug.owner",
    }
