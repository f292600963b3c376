"""
Who may do what: the groups of the staff and their permissions, in one table.

Which sections a section editor is given is for `Assignment` to say; a group that holds
`view_every_section` is held to none.
"""

from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.auth.models import Group, Permission

from catalogue.scope import OURS

EVERYTHING = ("view", "add", "change", "delete")
WITHOUT_DELETING = ("view", "add", "change")
READING = ("view",)

FILM_PARTS = [
    *["filmcountry", "filmlanguage", "filmtitle", "filmidentifier", "filmlock"],
    *["synopsis", "credit", "companycredit", "still"],
]
SELECTION_PARTS = ["programmenote", "award", "selectioncontentnote"]
PERSON_PARTS = [
    *["personname", "personidentifier", "biography", "biographytext", "filmographyentry"]
]
TEXTS = [
    *["synopsis", "programmenote", "biographytext", "sectiondescription"],
    *["venuedescription", "pagetext"],
]
SCHEDULE = [
    *["screening", "screeningsubtitles", "screeningaccess", "screeningguest"],
    *["venue", "venuedescription", "screen"],
]
# Nobody is given a right to these: words for the search, former addresses, who changed what and
# what came from which file are kept by the site itself, and a saved view is everybody's own.
KEPT_BY_ITSELF = (
    *("word", "formerslug", "change", "savedview", "revision"),
    *("importrow", "importedvalue", "importbatch"),
)


@dataclass(frozen=True)
class Rights:
    """What a group may do: with which records, and what else by name."""

    told: str
    records: dict[str, tuple[str, ...]]
    more: tuple[str, ...] = ()
    codenames: frozenset[str] = field(init=False)

    def __post_init__(self):
        named = {f"{verb}_{model}" for model, verbs in self.records.items() for verb in verbs}
        object.__setattr__(self, "codenames", frozenset(named | set(self.more)))


def all_models():
    return [model for app in OURS for model in apps.get_app_config(app).get_models()]


def all_records():
    """The names of all models of ours that somebody may be given a right to."""
    names = [model._meta.model_name for model in all_models()]
    return [name for name in names if not name.endswith(KEPT_BY_ITSELF)]


def of(models, verbs):
    return dict.fromkeys(models, verbs)


def reading():
    """Every record but who edits which section, and the links that open pages early."""
    return of(all_records(), READING) | {"assignment": (), "previewlink": ()}


def groups():
    """The groups by name, in the order of their reach."""
    return {
        "Read-only": Rights(
            "sees everything, announced or not, and changes nothing",
            reading(),
            ("view_every_section",),
        ),
        "Section editors": Rights(
            "see and edit the films of the sections they are given, and invite them",
            reading()
            | of(["film", "selection", "person", "company", "previewlink"], WITHOUT_DELETING)
            | of([*FILM_PARTS, *SELECTION_PARTS, *PERSON_PARTS], EVERYTHING)
            | of(["programme", "programmeslot"], EVERYTHING),
            ("invite_selection",),
        ),
        "Texts and translation": Rights(
            "see everything and write all texts, in every language",
            reading() | of(TEXTS, (*EVERYTHING, "proof")),
            ("view_every_section",),
        ),
        "Schedule": Rights(
            "see everything and plan the screenings",
            reading() | of(SCHEDULE, EVERYTHING),
            ("view_every_section",),
        ),
        "Leads": Rights(
            "may do everything, and say who edits which section",
            of(all_records(), EVERYTHING) | of(TEXTS, (*EVERYTHING, "proof")),
            (
                "view_every_section",
                "invite_selection",
                "confirm_selection",
                "withdraw_selection",
                "announce_selection",
            ),
        ),
    }


def create_groups():
    """Make the groups as the table says, those there are anew; (group, its rights) for each."""
    ours = Permission.objects.filter(content_type__app_label__in=OURS)
    made = []
    for name, rights in groups().items():
        group, _is_new = Group.objects.get_or_create(name=name)
        group.permissions.set(ours.filter(codename__in=rights.codenames))
        made.append((group, rights))
    return made
