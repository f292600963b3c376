from catalogue.models.credits import Company, CompanyCredit, Credit
from catalogue.models.editions import Edition, Section, SectionDescription, SectionFormerSlug
from catalogue.models.films import (
    Film,
    FilmCountry,
    FilmFormerSlug,
    FilmIdentifier,
    FilmLanguage,
    FilmTitle,
    Synopsis,
)
from catalogue.models.images import Still
from catalogue.models.pages import Page, PageFormerSlug, PageText
from catalogue.models.programmes import Programme, ProgrammeFormerSlug, ProgrammeSlot
from catalogue.models.screening_details import ScreeningAccess, ScreeningGuest, ScreeningSubtitles
from catalogue.models.screenings import Screening
from catalogue.models.selections import (
    Award,
    ProgrammeNote,
    Selection,
    SelectionContentNote,
)
from catalogue.models.venues import Screen, Venue, VenueDescription, VenueFormerSlug
from catalogue.models.vocabularies import ContentNote, Country, Department, Function, Language

__all__ = [
    "Award",
    "Company",
    "CompanyCredit",
    "ContentNote",
    "Country",
    "Credit",
    "Department",
    "Edition",
    "Film",
    "FilmCountry",
    "FilmFormerSlug",
    "FilmIdentifier",
    "FilmLanguage",
    "FilmTitle",
    "Function",
    "Language",
    "Page",
    "PageFormerSlug",
    "PageText",
    "Programme",
    "ProgrammeFormerSlug",
    "ProgrammeNote",
    "ProgrammeSlot",
    "Screen",
    "Screening",
    "ScreeningAccess",
    "ScreeningGuest",
    "ScreeningSubtitles",
    "Section",
    "SectionDescription",
    "SectionFormerSlug",
    "Selection",
    "SelectionContentNote",
    "Still",
    "Synopsis",
    "Venue",
    "VenueDescription",
    "VenueFormerSlug",
]
