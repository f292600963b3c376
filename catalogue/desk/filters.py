from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue import first_films
from catalogue.desk import columns, work
from catalogue.filters import ProgrammeFilter, Shared, SlugsField, Word
from catalogue.models import Screening, Selection
from catalogue.proof import missing

NO_AGE = "none"


class KeysField(forms.Field):
    """Several keys in an order, sent one by one or with commas between; in one text."""

    widget = forms.SelectMultiple

    def __init__(self, *, known, is_signed=False, **options):
        self.known = known
        self.is_signed = is_signed
        super().__init__(**options)

    def clean(self, value):
        keys = {}
        for key in filter(None, ",".join(value or ()).split(",")):
            bare = key.removeprefix("-") if self.is_signed else key
            if bare not in self.known:
                unknown = _("There is no such choice: “%(slug)s”.")
                raise ValidationError(unknown, params={"slug": key[:40]})
            keys.setdefault(bare, key)
        return ",".join(keys.values())


class Manner(Shared):
    """How the selections are shown; it leaves none of them out."""

    def __init__(self, field_class, **options):
        self.field_class = field_class
        super().__init__(**options)

    def filter(self, queryset, value):
        return queryset


class Lacking(Word):
    def filter(self, queryset, value):
        return missing.lacking(queryset, value)


class Told(Word):
    """A filter by what the desk knows of each selection: those of which one of the values is."""

    def filter(self, queryset, value):
        told = getattr(self.parent, self.word)
        return queryset.filter(pk__in=[pk for pk, known in told.items() if known in value])


class DeskFilter(ProgrammeFilter):
    """What the public may ask, and what only programmers know."""

    GROUPINGS = [("section", _("Section")), ("country", _("Main country"))]

    status = Word("with_status", SlugsField, label=_("Status"), known=Selection.Status.values)
    missing = Lacking("", SlugsField, label=_("Missing"), known=missing.BY_KEY)
    first = Told("firsts", SlugsField, label=_("First film"), known=first_films.CHOICES)
    editor = Told("editors", SlugsField, label=_("Last changed by"))
    age = Told("ages", SlugsField, label=_("Age recommendation"))
    waiting = Told("waits", SlugsField, label=_("In its state"), known=work.WAITS)
    sort = Manner(KeysField, label=_("Sorted by"), known=columns.BY_KEY, is_signed=True)
    columns = Manner(KeysField, label=_("Columns"), known=columns.BY_KEY)
    group = Manner(forms.ChoiceField, label=_("Grouped by"), choices=GROUPINGS)

    VIEWS = ()
    ORDERS = ()
    MANNERS = ("sort", "view", "columns", "group")

    @property
    def candidates(self):
        """Those that are only planned, too."""
        return Screening.objects.in_edition(self.edition.year).of_selections(self.queryset)

    @cached_property
    def lacks(self):
        """What every selection of the edition lacks, by key."""
        return missing.lacks(self.queryset)

    @cached_property
    def firsts(self):
        """Whether each is a first film, by key, as far as these and what is public tell."""
        known = self.queryset.films() | Selection.objects.public().films()
        standings = first_films.firsts(self.queryset.films(), self.edition, known)
        rows = self.queryset.order_by().values_list("pk", "film")
        return {pk: standings.get(film, first_films.UNKNOWN) for pk, film in rows}

    @cached_property
    def changes(self):
        """The last change of every selection or its film, by key."""
        return work.last_changes(self.queryset)

    @property
    def editors(self):
        return {pk: str(change.user_id) for pk, change in self.changes.items() if change.user_id}

    @cached_property
    def ages(self):
        """From which age each is recommended, by key, or NO_AGE."""
        told = self.queryset.order_by().values_list("pk", "age_recommendation")
        return {pk: NO_AGE if age is None else str(age) for pk, age in told}

    @cached_property
    def weeks(self):
        """How many weeks each has been in its state, by key, where that is known."""
        since = work.states_since(self.queryset)
        return {pk: work.weeks_since(instant) for pk, instant in since.items()}

    @property
    def waits(self):
        return {pk: work.wait_of(self.weeks.get(pk)) for pk in self.lacks}

    @cached_property
    def index(self):
        index = super().index
        for pk, found in self.lacks.items():
            for lack in found:
                index.add("missing", lack.key, index.own[pk])
        for facet, told in [("first", self.firsts), ("waiting", self.waits)]:
            for pk, value in told.items():
                index.add(facet, value, index.own[pk])
        for pk, age in self.ages.items():
            name = gettext("none") if age == NO_AGE else f"{age}+"
            index.add("age", age, index.own[pk], {"": name})
            index.ranks["age"][age] = -1 if age == NO_AGE else int(age)
        for pk, editor in self.editors.items():
            index.add("editor", editor, index.own[pk], {"": self.changes[pk].user_name})
        return index

    @cached_property
    def tones(self):
        """The colours of the sections, by address."""
        return dict(self.queryset.sections().values_list("slug", "colour"))

    def sorted(self, selections):
        """By title; in which order they are shown is the table's affair."""
        return selections.sorted_by("title")

    @property
    def column_keys(self):
        asked = self.choice.get("columns")
        return asked.split(",") if asked else columns.USUAL

    @property
    def sort_keys(self):
        asked = self.choice.get("sort")
        return asked.split(",") if asked else ["title"]
