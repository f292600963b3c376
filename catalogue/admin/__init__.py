"""The admin of the catalogue, one module a noun."""

from catalogue.admin.assignments import AssignmentAdmin
from catalogue.admin.credits import CompanyAdmin
from catalogue.admin.editions import EditionAdmin, ProgrammeAdmin, SectionAdmin
from catalogue.admin.films import FilmAdmin
from catalogue.admin.imports import ImportAdmin
from catalogue.admin.pages import PageAdmin
from catalogue.admin.people import CreditedPersonAdmin
from catalogue.admin.previews import PreviewLinkAdmin
from catalogue.admin.screenings import ScreenAdmin, ScreeningAdmin, VenueAdmin
from catalogue.admin.selections import SelectionAdmin
from catalogue.admin.vocabularies import (
    ContentNoteAdmin,
    CountryAdmin,
    DepartmentAdmin,
    FunctionAdmin,
    LanguageAdmin,
)

__all__ = [
    "AssignmentAdmin",
    "CompanyAdmin",
    "ContentNoteAdmin",
    "CountryAdmin",
    "CreditedPersonAdmin",
    "DepartmentAdmin",
    "EditionAdmin",
    "FilmAdmin",
    "FunctionAdmin",
    "ImportAdmin",
    "LanguageAdmin",
    "PageAdmin",
    "PreviewLinkAdmin",
    "ProgrammeAdmin",
    "ScreenAdmin",
    "ScreeningAdmin",
    "SectionAdmin",
    "SelectionAdmin",
    "VenueAdmin",
]
