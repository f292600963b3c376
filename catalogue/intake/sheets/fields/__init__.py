"""The fields of a film that a sheet may say, by key: `year`, `credit:director`, `synopsis:de`."""

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catalogue.intake.sheets import cells
from catalogue.intake.sheets.fields.base import Field, Filing, There
from catalogue.intake.sheets.fields.facts import (
    Fact,
    Identifier,
    OtherTitle,
    Runtime,
    Terms,
    Title,
)
from catalogue.intake.sheets.fields.people import CAST, Cast, Companies, Credits
from catalogue.intake.sheets.fields.selections import OfSelection, Place, Premiere, Prose
from catalogue.models import (
    CompanyCredit,
    Department,
    FilmIdentifier,
    Function,
    ProgrammeNote,
    Synopsis,
)

__all__ = ["Field", "Filing", "There", "fields"]

FACTS = (
    Title("title", _("Title"), cells.read_title),
    Title("original_title", _("Original title"), cells.read_title),
    Fact("year", _("Year"), cells.read_year),
    Runtime("runtime", _("Runtime")),
    Terms("countries", _("Countries"), cells.read_countries, "film_countries", "country"),
    Terms("languages", _("Languages"), cells.read_languages, "film_languages", "language"),
    Fact("form", _("Form"), cells.read_form),
    Fact("colour", _("Colour"), cells.read_colour),
    Fact("sound", _("Sound"), cells.read_sound),
    Fact("aspect_ratio", _("Aspect ratio"), cells.read_aspect_ratio),
    OtherTitle("title:alternative", _("Alternative title")),
)
OF_SELECTION = (
    Place("section", _("Section")),
    OfSelection("status", _("Status"), "status", cells.read_status),
    Premiere("premiere", _("Premiere status")),
    OfSelection("age", _("Age recommendation"), "age_recommendation", cells.read_age),
    OfSelection("position", _("Position"), "position", cells.read_number),
)
PREFIXES = {"filmfreeway": "filmfreeway/"}


def in_languages(make):
    return [make(code, name) for code, name in settings.LANGUAGES]


def named(what, language):
    return format_lazy("{} ({})", what, language)


def other_title(code, name):
    return OtherTitle(f"title:{code}", named(_("Title"), name), code)


def synopsis(code, name):
    return Prose(f"synopsis:{code}", named(_("Synopsis"), name), Synopsis, code)


def programme_note(code, name):
    return Prose(f"note:{code}", named(_("Programme note"), name), ProgrammeNote, code)


def identifiers():
    for source, name in FilmIdentifier.Source.choices:
        yield Identifier(f"id:{source}", name, source)
    submission = FilmIdentifier.Source.SUBMISSION.value
    yield Identifier("id:filmfreeway", "FilmFreeway", submission, PREFIXES["filmfreeway"])


def fields() -> dict[str, Field]:
    """Every field by its key, in the order they are offered and recorded."""
    functions = list(Function.objects.select_related("department"))
    crew = [one for one in functions if one.department.key != Department.CAST]
    playing = next((one.pk for one in functions if one.key == CAST), None)
    found = [
        *FACTS,
        *in_languages(other_title),
        *(Credits(f"credit:{one.key}", str(one), one.key, one.pk) for one in crew),
        Cast("cast", _("Cast"), CAST, playing),
        *(Companies(f"company:{key}", name, key) for key, name in CompanyCredit.Function.choices),
        *in_languages(synopsis),
        *OF_SELECTION,
        *in_languages(programme_note),
        *identifiers(),
    ]
    return {field.key: field for field in found}
