"""The rules of the layout, read from the code itself."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from people.words import go_along

ROOT = Path(__file__).parents[2]
SAFE_WORDS = {"public", "public_in", "none"}
LOOKED_AT = {
    "catalogue/film_questions.py": {
        "Award.filter",
        "Biography.filter",
        "BiographyText.filter",
        "CompanyCredit.filter",
        "Credit.directors",
        "Credit.filter",
        "Film.beside",
        "FilmCountry.filter",
        "FilmLanguage.filter",
        "FilmTitle.filter",
        "FilmographyEntry.filter",
        "ProgrammeNote.filter",
        "ProgrammeSlot.filter",
        "Screening.of_film",
        "Selection.beside",
        "SelectionContentNote.filter",
        "Still.ready",
        "Synopsis.filter",
    },
    "catalogue/finding_people.py": {
        "Biography.filter",
        "Credit.filter",
        "Person.filter",
        "PersonWord.filter",
    },
    "catalogue/first_films.py": {"Credit.directors", "FilmographyEntry.filter"},
    "catalogue/index_rows.py": {"FilmCountry.filter"},
    "catalogue/known.py": {"Edition.in_bulk", "Function.select_related", "Section.in_bulk"},
    "catalogue/my_programme.py": {"FilmTitle.local"},
    "catalogue/outline.py": {"FilmCountry.order_by", "Function.filter", "Synopsis.order_by"},
    "catalogue/output/api/records.py": {
        "Credit.filter",
        "FilmCountry.select_related",
        "FilmLanguage.select_related",
    },
    "catalogue/output/sitemaps.py": {"Edition.all", "Programme.of"},
    "catalogue/person_page.py": {
        "BiographyText.filter",
        "Credit.directors",
        "Credit.filter",
        "Edition.get",
        "FilmographyEntry.filter",
        "Selection.crediting",
        "Still.in_lists",
    },
    "catalogue/search.py": {
        "BiographyText.filter",
        "BiographyTextWord.filter",
        "CompanyCredit.filter",
        "Credit.filter",
        "FilmTitle.filter",
        "Person.filter",
        "ProgrammeNote.filter",
        "Synopsis.filter",
    },
    "catalogue/spelling.py": {"model.filter"},
    "catalogue/suggestions.py": {"Film.filter", "model.all", "words.filter"},
    "catalogue/templatetags/pages.py": {"Page.at_the_foot"},
    "catalogue/templatetags/saved_views.py": {"SavedView.on_page"},
    "catalogue/turns.py": {"Edition.order_by", "model.filter"},
    "catalogue/unchanged.py": {"Page.at_the_foot"},
    "catalogue/views/images.py": {"Person.with_portrait", "Still.called"},
    "catalogue/views/countries.py": {"Country.at_address"},
    "catalogue/views/previews.py": {"PreviewLink.at_token", "Selection.for_film_page"},
    "catalogue/views/programme.py": {"Programme.of"},
    "catalogue/views/sections.py": {"Programme.in_edition"},
    "catalogue/views/share_pictures.py": {"Still.ready"},
    "festival/nearest.py": {"Programme.of", "model.filter", "word_model().filter"},
}
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


def asked_of_all_records(path):
    """`Model.word` wherever a module begins with every record of a model and not with `public`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
            manager = node.value
            if manager.attr.endswith(("objects", "_manager")) and node.attr not in SAFE_WORDS:
                yield f"{ast.unparse(manager.value).rpartition('.')[2]}.{node.attr}"


def modules_for_strangers():
    """All that makes pages, files and answers for strangers; what only the staff's do is apart."""
    staff_s = {"admin", "desk", "intake", "management", "migrations", "models", "proof"}
    for path in sorted((ROOT / "catalogue").rglob("*.py")):
        parts = set(path.relative_to(ROOT / "catalogue").parts)
        if not parts & (staff_s | {"rights.py", "scope.py", "vocabularies"}):
            yield path
    yield from (ROOT / "festival" / f"{name}.py" for name in ("views", "nearest", "offline"))
    yield from sorted((ROOT / "festival" / "freezing").glob("*.py"))


def test_all_that_strangers_are_shown_begins_with_what_is_public():
    """
    Whoever asks a model for records in another word than `public` stands here, and was looked at:
    the records are those of a film or a person that is public, or only narrow what is.
    """
    found = {
        str(path.relative_to(ROOT)): words
        for path in modules_for_strangers()
        if (words := set(asked_of_all_records(path)))
    }

    assert found == LOOKED_AT


def test_every_ordering_ends_in_the_primary_key():
    loose = [
        model.__name__
        for app in ("people", "catalogue")
        for model in apps.get_app_config(app).get_models()
        if model._meta.ordering and model._meta.ordering[-1] != "pk"
    ]

    assert loose == []


def relations():
    """{name: what deletion of the record at its other end means} of every relation of ours."""
    return {
        f"{model.__name__}.{field.name}": field.remote_field.on_delete
        for app in ("people", "catalogue")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
        if field.remote_field
    }


def relations_that(*on_deletion):
    return {name for name, means in relations().items() if means in on_deletion}


def test_deleting_never_takes_a_shared_record_along():
    """The relations whose deletion cascades: from a part to the whole it belongs to."""
    cascading = relations_that(models.CASCADE)

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


def test_a_deletion_is_refused_unless_what_hangs_on_the_record_was_looked_at():
    """Who did something may go, and what is only remembered; words are those of their record."""
    emptied = relations_that(models.SET_NULL, models.SET_DEFAULT)
    kept = relations_that(models.DO_NOTHING)
    refused = relations_that(models.PROTECT, models.RESTRICT)

    assert emptied == {
        "BiographyText.proofed_by",
        "Change.user",
        "Import.user",
        "PageText.proofed_by",
        "PreviewLink.made_by",
        "ProgrammeNote.proofed_by",
        "ScreeningChange.screen",
        "ScreeningChange.was_on",
        "SectionDescription.proofed_by",
        "Synopsis.proofed_by",
        "VenueDescription.proofed_by",
    }
    assert kept == {"ImportRow.film", "ImportedValue.film"}
    assert {one.partition("Word.")[2] for one in relations_that(go_along)} == {"owner"}
    others = emptied | kept | refused | relations_that(models.CASCADE, go_along)
    assert relations().keys() == others
