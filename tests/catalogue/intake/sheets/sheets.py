"""Sheets as bytes, and what importing them did."""

import csv
import io
from io import StringIO

from django.core.management import call_command

from catalogue.models import (
    Company,
    CompanyCredit,
    Credit,
    Film,
    FilmCountry,
    FilmIdentifier,
    FilmLanguage,
    FilmTitle,
    ProgrammeNote,
    Selection,
    Synopsis,
)
from people.models import Person, PersonIdentifier

HEADER = ["Title", "Director", "Year", "Runtime", "Country", "Section"]
HERE = ["Here", "Bas Devos", "2023", "82", "Belgium", "Panorama"]


def as_csv(*rows, encoding="utf-8", **options):
    file = io.StringIO()
    csv.writer(file, **options).writerows(rows)
    return file.getvalue().encode(encoding)


def as_xlsx(*rows):
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def import_sheet(path, data, edition=2026, **options):
    path = path / "films.csv"
    path.write_bytes(data)
    out = StringIO()
    call_command("import_sheet", str(path), edition=edition, stdout=out, **options)
    return out.getvalue()


def everything():
    """All the rows an import may make, by what they say."""
    models = [Film, FilmCountry, FilmLanguage, FilmTitle, FilmIdentifier, Synopsis, Credit]
    models += [CompanyCredit, Company, Selection, ProgrammeNote, Person, PersonIdentifier]
    return {
        model.__name__: sorted(
            str({**row.__dict__, "_state": None, "changed_at": None}) for row in model.objects.all()
        )
        for model in models
    }
