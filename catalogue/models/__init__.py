from catalogue.models.announcements import SectionAnnouncement
from catalogue.models.assignments import Assignment
from catalogue.models.credits import Company, CompanyCredit, CompanyWord, Credit, CreditWord
from catalogue.models.editions import (
    Edition,
    Section,
    SectionDescription,
    SectionFormerSlug,
    SectionWord,
)
from catalogue.models.films import (
    Film,
    FilmCountry,
    FilmFormerSlug,
    FilmIdentifier,
    FilmLanguage,
    FilmTitle,
    FilmWord,
    Synopsis,
    SynopsisWord,
)
from catalogue.models.images import Still
from catalogue.models.imports import Import, ImportBatch, ImportedValue, ImportRow, SheetMapping
from catalogue.models.locks import FilmLock, lock_on
from catalogue.models.pages import Page, PageFormerSlug, PageText
from catalogue.models.previews import PreviewLink
from catalogue.models.programmes import Programme, ProgrammeFormerSlug, ProgrammeSlot
from catalogue.models.screening_changes import ScreeningChange
from catalogue.models.screening_details import ScreeningAccess, ScreeningGuest, ScreeningSubtitles
from catalogue.models.screenings import Screening
from catalogue.models.selections import (
    Award,
    ProgrammeNote,
    ProgrammeNoteWord,
    Selection,
    SelectionContentNote,
)
from catalogue.models.venues import Screen, Venue, VenueDescription, VenueFormerSlug
from catalogue.models.vocabularies import (
    ContentNote,
    Country,
    CountryWord,
    Department,
    Function,
    Language,
)

__all__ = [
    "Assignment",
    "Award",
    "Company",
    "CompanyCredit",
    "CompanyWord",
    "ContentNote",
    "Country",
    "CountryWord",
    "Credit",
    "CreditWord",
    "Department",
    "Edition",
    "Film",
    "FilmCountry",
    "FilmFormerSlug",
    "FilmIdentifier",
    "FilmLanguage",
    "FilmLock",
    "FilmTitle",
    "FilmWord",
    "Function",
    "Import",
    "ImportBatch",
    "ImportRow",
    "ImportedValue",
    "Language",
    "Page",
    "PageFormerSlug",
    "PageText",
    "PreviewLink",
    "Programme",
    "ProgrammeFormerSlug",
    "ProgrammeNote",
    "ProgrammeNoteWord",
    "ProgrammeSlot",
    "Screen",
    "Screening",
    "ScreeningAccess",
    "ScreeningChange",
    "ScreeningGuest",
    "ScreeningSubtitles",
    "Section",
    "SectionAnnouncement",
    "SectionDescription",
    "SectionFormerSlug",
    "SectionWord",
    "Selection",
    "SelectionContentNote",
    "SheetMapping",
    "Still",
    "Synopsis",
    "SynopsisWord",
    "Venue",
    "VenueDescription",
    "VenueFormerSlug",
    "lock_on",
]
