"""Which records a package is of: all of them, or what an edition holds and refers to."""

from django.contrib.auth.models import Group, User
from django.db.models import CASCADE, Q

from catalogue.models import (
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
    Programme,
    ProgrammeSlot,
    Screening,
    ScreeningGuest,
    Section,
    SectionAnnouncement,
    Selection,
    Venue,
)
from festival.packages.contents import columns_of, lists_of
from people.models import Person
from people.picture_fields import names_of_renditions


class Whole:
    """Everything."""

    variant = "whole"
    year = None

    def rows(self, model):
        return model._base_manager.all()

    @staticmethod
    def columns(model):
        """The columns that are written; none of a model that has no file in it."""
        return columns_of(model)

    @staticmethod
    def lists(model):
        return lists_of(model)

    def record(self, model, record):
        """The record as it is to be written."""
        return record

    def pictures(self, model, field):
        """The names in the storage of the pictures that a field keeps, with their renditions."""
        rows = self.rows(model).exclude(**{field.name: ""}).order_by("pk")
        for name, widths in rows.values_list(field.name, field.widths_field).iterator():
            yield name
            yield from names_of_renditions(name, widths)


class Part(Whole):
    """Records by model in `roots`, and with each its parts: what would be deleted with it."""

    roots = {}

    def rows(self, model):
        if model in self.roots:
            return self.roots[model]
        owners = [
            field
            for field in model._meta.fields
            if field.many_to_one and field.remote_field.on_delete is CASCADE
        ]
        theirs = {f"{field.name}__in": self.rows(field.related_model) for field in owners}
        return model._base_manager.filter(**theirs) if owners else model._base_manager.none()

    def record(self, model, record):
        """Without the staff: what they did keeps their names where it has them."""
        staff = [field.name for field in columns_of(model) if field.related_model is User]
        return record | dict.fromkeys(staff)


class OfEdition(Part):
    """
    An edition with its films, announced or not, and all they refer to; houses, vocabularies and
    plain pages whole. Neither staff nor history, nor the films' showings in other editions.
    """

    variant = "edition"

    def __init__(self, year):
        self.year = year
        selections = Selection.objects.in_edition(year)
        screenings = Screening.objects.in_edition(year)
        programmes = Programme.objects.filter(edition__year=year)
        films = selections.films()
        sections = [
            rows.order_by().values("section")
            for rows in (
                selections,
                programmes,
                SectionAnnouncement.objects.filter(edition__year=year),
            )
        ]
        companies = CompanyCredit.objects.filter(film__in=films).order_by().values("company")
        whole = (Country, Language, Department, Function, ContentNote, Venue, Page)
        self.roots = {model: model._base_manager.all() for model in whole} | {
            User: User.objects.none(),
            Group: Group.objects.none(),
            Edition: Edition.objects.filter(year=year),
            Section: Section.objects.filter(
                Q(*[Q(pk__in=keys) for keys in sections], _connector=Q.OR)
            ),
            Person: people_of(films, screenings),
            Film: films,
            Company: Company.objects.filter(pk__in=companies),
            Selection: selections,
            Programme: programmes,
            ProgrammeSlot: ProgrammeSlot.objects.filter(
                programme__in=programmes, selection__in=selections
            ),
            Screening: screenings,
        }


def people_of(films, screenings):
    """Everybody credited on these films or expected at these screenings, merged ones included."""
    credited = Credit.objects.filter(film__in=films).order_by().values("person")
    guests = ScreeningGuest.objects.filter(screening__in=screenings).order_by().values("person")
    theirs = Person.objects.filter(Q(pk__in=credited) | Q(pk__in=guests)).order_by().values("pk")
    into = Person.objects.filter(merged_people__in=theirs).order_by().values("pk")
    return Person.objects.filter(Q(pk__in=theirs) | Q(pk__in=into) | Q(merged_into__in=theirs))
