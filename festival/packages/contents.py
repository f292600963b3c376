"""What a package holds: a file a model, and how its records are named."""

from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.db.models import ManyToManyField

from catalogue import models as catalogue
from people import models as people
from people.words import Word

FORMAT = "marquee-package"
VARIANTS = ("whole", "edition", "public")
MANIFEST, MEDIA_LIST, MEDIA = "package.json", "media.jsonl", "media/"
# In an order in which a record refers to what stands in its own file or an earlier one.
FILES = {
    "countries": catalogue.Country,
    "languages": catalogue.Language,
    "departments": catalogue.Department,
    "functions": catalogue.Function,
    "content_notes": catalogue.ContentNote,
    "groups": Group,
    "users": User,
    "editions": catalogue.Edition,
    "sections": catalogue.Section,
    "section_former_slugs": catalogue.SectionFormerSlug,
    "section_descriptions": catalogue.SectionDescription,
    "section_announcements": catalogue.SectionAnnouncement,
    "assignments": catalogue.Assignment,
    "venues": catalogue.Venue,
    "venue_former_slugs": catalogue.VenueFormerSlug,
    "venue_descriptions": catalogue.VenueDescription,
    "screens": catalogue.Screen,
    "pages": catalogue.Page,
    "page_former_slugs": catalogue.PageFormerSlug,
    "page_texts": catalogue.PageText,
    "people": people.Person,
    "person_former_slugs": people.PersonFormerSlug,
    "person_names": people.PersonName,
    "person_identifiers": people.PersonIdentifier,
    "different_people": people.DifferentPeople,
    "biographies": people.Biography,
    "biography_texts": people.BiographyText,
    "filmography_entries": people.FilmographyEntry,
    "films": catalogue.Film,
    "film_former_slugs": catalogue.FilmFormerSlug,
    "film_titles": catalogue.FilmTitle,
    "film_countries": catalogue.FilmCountry,
    "film_languages": catalogue.FilmLanguage,
    "film_identifiers": catalogue.FilmIdentifier,
    "film_locks": catalogue.FilmLock,
    "synopses": catalogue.Synopsis,
    "credits": catalogue.Credit,
    "companies": catalogue.Company,
    "company_credits": catalogue.CompanyCredit,
    "stills": catalogue.Still,
    "selections": catalogue.Selection,
    "programme_notes": catalogue.ProgrammeNote,
    "awards": catalogue.Award,
    "selection_content_notes": catalogue.SelectionContentNote,
    "preview_links": catalogue.PreviewLink,
    "programmes": catalogue.Programme,
    "programme_former_slugs": catalogue.ProgrammeFormerSlug,
    "programme_slots": catalogue.ProgrammeSlot,
    "screenings": catalogue.Screening,
    "screening_subtitles": catalogue.ScreeningSubtitles,
    "screening_access": catalogue.ScreeningAccess,
    "screening_guests": catalogue.ScreeningGuest,
    "screening_changes": catalogue.ScreeningChange,
    "changes": people.Change,
    "record_changes": people.RecordChange,
    "row_changes": people.RowChange,
    "sheet_mappings": catalogue.SheetMapping,
    "imports": catalogue.Import,
    "import_batches": catalogue.ImportBatch,
    "import_rows": catalogue.ImportRow,
    "imported_values": catalogue.ImportedValue,
    "saved_views": people.SavedView,
}
# What other records call it by; all others are called by their number.
KEYS = {
    catalogue.ContentNote: "key",
    catalogue.Country: "code",
    catalogue.Department: "key",
    catalogue.Edition: "year",
    catalogue.Film: "slug",
    catalogue.Function: "key",
    catalogue.Language: "code",
    catalogue.Page: "slug",
    catalogue.Programme: "slug",
    catalogue.Screening: "code",
    catalogue.Section: "slug",
    catalogue.SheetMapping: "name",
    catalogue.Venue: "slug",
    people.Person: "slug",
    Group: "name",
    User: "username",
}
# Filled by migrations or by create_groups: what an empty instance has, and a package replaces.
SEEDED = ("countries", "languages", "departments", "functions", "content_notes", "groups")
SECRETS = {User: {"password"}}
OF_DEVICES = "A second factor is the secret of who has it."
OF_LOGINS = "Tries of logins, kept for a while, with addresses of visitors."
LEFT_OUT = {
    "admin.LogEntry": "Unused: changes are the history.",
    "auth.Permission": "Made by migrations; groups and users name theirs.",
    "contenttypes.ContentType": "Made by migrations.",
    "people.Revision": "Counts the changes of one database.",
    "sessions.Session": "Who is logged in at this moment.",
    "axes.AccessAttempt": OF_LOGINS,
    "axes.AccessAttemptExpiration": OF_LOGINS,
    "axes.AccessFailureLog": OF_LOGINS,
    "axes.AccessLog": OF_LOGINS,
    "otp_static.StaticDevice": OF_DEVICES,
    "otp_static.StaticToken": OF_DEVICES,
    "otp_totp.TOTPDevice": OF_DEVICES,
}


def file_of(name):
    """
    >>> file_of("films")
    'films.jsonl'
    """
    return f"{name}.jsonl"


def word_models():
    """The words that search finds records by: made again from the records, never written."""
    return [model for model in apps.get_models() if issubclass(model, Word)]


def columns_of(model):
    """The columns of a model, but for secrets and for what is made of other columns."""
    left_out = {*SECRETS.get(model, ()), *getattr(model, "derived", ())}
    return [field for field in model._meta.concrete_fields if field.name not in left_out]


def empty(field):
    """What such a column holds where nothing is said of it."""
    return None if field.null else field.get_default()


def lists_of(model):
    """The fields that name several others and have no model of their own to be kept in."""
    return [
        field
        for field in model._meta.many_to_many
        if isinstance(field, ManyToManyField) and field.remote_field.through._meta.auto_created
    ]


def key_of(model):
    """What a reference to such a record is made of: the path to each part of it."""
    if model is Permission:
        return ("content_type__app_label", "codename")
    return (KEYS.get(model, "pk"),)


def is_reference(field):
    """Whether it names a record that has to be there; history may name what is gone."""
    return field.is_relation and getattr(field, "db_constraint", True)
