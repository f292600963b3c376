"""Files for a load, row by row, what loading them did, and what is there."""

import csv
import json
from io import StringIO

from django.core.management import call_command

from catalogue.models import (
    Company,
    CompanyCredit,
    CompanyWord,
    Credit,
    CreditWord,
    Film,
    FilmCountry,
    FilmIdentifier,
    FilmLanguage,
    FilmWord,
    ImportBatch,
    ImportedValue,
    ImportRow,
    Synopsis,
    SynopsisWord,
)
from people.models import Person, PersonIdentifier
from people.models.people import PersonWord
from tests.catalogue.intake.loads.tmdb_files import CREDIT_HEADER, FILM_HEADER

TIDE = {
    "id": "10",
    "title": "Tide",
    "original_title": "Marée",
    "original_language": "fr",
    "release_date": "2019-05-02",
    "runtime": "94.0",
    "overview": "A pilot waits for fog.",
    "genres": json.dumps([{"id": 1, "name": "Animation"}, {"id": 2, "name": "Drama"}]),
    "production_countries": json.dumps([{"iso_3166_1": "FR", "name": "France"}]),
    "spoken_languages": json.dumps([{"iso_639_1": "fr", "name": "Français"}]),
    "production_companies": json.dumps([{"id": 4, "name": "Salt Pictures"}]),
}
CAST = [
    {"id": 21, "name": "Pia Holm", "character": "Stine", "order": 1},
    {"id": 22, "name": "Ole Brandt", "character": "the pilot", "order": 0},
]
CREW = [
    {"id": 23, "name": "Mara Vex", "job": "Director", "department": "Directing"},
    {"id": 23, "name": "Mara Vex", "job": "Screenplay", "department": "Writing"},
    {"id": 24, "name": "Jo Null", "job": "Editor", "department": "Editing"},
    {"id": 25, "name": "Bo Lind", "job": "Driver", "department": "Crew"},
]
TIDES = {"movie_id": "10", "title": "Tide", "cast": json.dumps(CAST), "crew": json.dumps(CREW)}


def write(folder, name, header, *rows):
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(header)
        lines.writerows([row.get(column, "") for column in header] for row in rows)
    return str(path)


def films(folder, *rows):
    return write(folder, "movies.csv", FILM_HEADER, *rows)


def credits(folder, *rows):
    return write(folder, "credits.csv", CREDIT_HEADER, *rows)


def load_tmdb(*paths, **options):
    out = StringIO()
    call_command("load_tmdb", *paths, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def everything():
    """All a load makes, by what it says and not by its keys."""
    return {
        "films": rows(
            *[Film, "slug", "title", "original_title", "original_title_language", "year", "form"],
            *["runtime_minutes", "sort_title", "folded_titles"],
        ),
        "film words": rows(FilmWord, "owner__slug", "word", "kind"),
        "countries": rows(FilmCountry, "film__slug", "country__code", "position"),
        "languages": rows(FilmLanguage, "film__slug", "language__code", "position"),
        "identifiers": rows(FilmIdentifier, "film__slug", "source", "value"),
        "synopses": rows(Synopsis, "film__slug", "language", "body"),
        "synopsis words": rows(SynopsisWord, "owner__film__slug", "word", "kind"),
        "companies": rows(Company, "name", "folded_name"),
        "company words": rows(CompanyWord, "owner__name", "word", "kind"),
        "company credits": rows(
            CompanyCredit, "film__slug", "company__name", "function", "position"
        ),
        "people": rows(Person, "slug", "name", "sort_name", "folded_sort_name", "folded_names"),
        "person words": rows(PersonWord, "owner__slug", "word", "kind"),
        "numbers": rows(PersonIdentifier, "person__slug", "source", "value"),
        "credits": rows(
            *[Credit, "film__slug", "person__slug", "function__key", "character", "position"],
            *["credited_as", "folded_credited_as"],
        ),
        "credit words": rows(
            *[CreditWord, "owner__film__slug", "owner__person__slug", "owner__function__key"],
            *["owner__character", "word", "kind"],
        ),
    }


def kept():
    """What a load leaves behind of its rows, beside what it makes."""
    return {
        "rows": rows(ImportRow, "source__file_name", "number", "standing", "told", "film__slug"),
        "values": rows(ImportedValue, "row__number", "film__slug", "field", "column", "value"),
        "batches": rows(ImportBatch, "source__file_name", "first_row", "last_row", "is_undone"),
    }


def rows(model, *names):
    return sorted(map(repr, model.objects.order_by().values_list(*names)))
