"""
What somebody of the staff may reach of every kind of record: that of the sections they are given.

A record that a section owns has a word for it, `in_scope_of`. A part of a record goes with what
it is deleted with. What neither owns is listed here as nobody's, or it is out of reach.
"""

from django.core.exceptions import ValidationError
from django.db.models import CASCADE, Exists, OuterRef, Q

from catalogue.models import (
    Assignment,
    Company,
    CompanyCredit,
    ContentNote,
    Country,
    Credit,
    Department,
    Edition,
    Film,
    Function,
    Language,
    Page,
    ProgrammeSlot,
    Screen,
    Section,
    SectionAnnouncement,
    Selection,
    SheetMapping,
    Venue,
)
from catalogue.models.assignments import sees_every_section
from catalogue.models.selection_states import ANNOUNCE, MOVES, NEW, WITHDRAW, check_move
from people.models import Person
from people.words import go_along

# Nobody's: terms, houses, pages of the site and how sheets are read, which tell of no film.
TERMS = {ContentNote, Country, Department, Function, Language}
OF_NO_SECTION = TERMS | {Page, Screen, SheetMapping, Venue}
OURS = ("catalogue", "people")


def in_scope(records, user):
    """Those of the records, of whatever kind, that somebody of the staff may reach."""
    if sees_every_section(user) or is_everybody_s(records.model):
        return records
    if hasattr(records, "in_scope_of"):
        return records.in_scope_of(user)
    if records.model in RULES:
        return records.filter(RULES[records.model](user))
    owner = owner_of(records.model)
    if not owner:
        return records.none()
    return records.filter(**{f"{owner.name}__in": in_scope(all_of(owner.related_model), user)})


def choices(records, user):
    """Those that may be chosen for a record: of people and companies the public ones, too."""
    reached = in_scope(records, user)
    if sees_every_section(user) or records.model not in CREDITS:
        return reached
    films = Selection.objects.public().values("film")
    return reached | records.filter(Exists(credits_of(records.model).filter(film__in=films)))


def may_become(model, before, after, user):
    """Whether somebody may make a row what it was, where its state or its hour would be another."""
    if model != Selection._meta.label_lower or not after:
        return True
    if not before:
        return user.has_perm(MOVES.get((NEW, after["status"]), WITHDRAW))
    try:
        check_move(user, before["status"], after["status"])
    except ValidationError:
        return False
    return before["announced_at"] == after["announced_at"] or user.has_perm(ANNOUNCE)


def is_everybody_s(model):
    """Records of no section, and those of Django's own apps, which permissions guard alone."""
    return model in OF_NO_SECTION or model._meta.app_label not in OURS


def owner_of(model):
    """The field of a part that refers to the record of ours it is deleted with."""
    owners = (
        field
        for field in model._meta.fields
        if field.many_to_one
        and field.remote_field.on_delete in (CASCADE, go_along)
        and field.related_model._meta.app_label in OURS
    )
    return next(owners, None)


def all_of(model):
    return model._default_manager.all()


# What no word of its queryset says -------------------------------------------------------------

CREDITS = {Person: (Credit, "person"), Company: (CompanyCredit, "company")}


def credits_of(model):
    credit, name = CREDITS[model]
    return credit.objects.filter(**{name: OuterRef("pk")})


def credited_in_scope(model):
    """Whoever is credited on a film in scope, or on none."""

    def rule(user):
        credits = credits_of(model)
        films = Film.objects.in_scope_of(user)
        return Exists(credits.filter(film__in=films)) | ~Exists(credits)

    return rule


def assigned_section(user):
    return Q(Exists(Assignment.objects.of(user).filter(section=OuterRef("pk"))))


def assigned_edition(user):
    given = Assignment.objects.of(user).filter(Q(edition=None) | Q(edition=OuterRef("pk")))
    return Q(Exists(given))


def slot_of_scope(user):
    return Q(selection__in=Selection.objects.in_scope_of(user))


def section_of_scope(user):
    return Q(Assignment.objects.of(user).covering_each())


RULES = {
    SectionAnnouncement: section_of_scope,
    Person: credited_in_scope(Person),
    Company: credited_in_scope(Company),
    Section: assigned_section,
    Edition: assigned_edition,
    ProgrammeSlot: slot_of_scope,
}
