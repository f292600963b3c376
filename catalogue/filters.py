"""What may be asked of the programme. Each filter hands its answer to a word of the queryset."""

import re
from datetime import date

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalogue import daytimes, runtimes
from catalogue.index import Index
from catalogue.index_rows import read_public_rows, read_rows
from catalogue.models import Film, Screen, Screening, ScreeningAccess, Selection
from catalogue.remembered import Remembered
from catalogue.years import years_in

LONGEST_RUNTIME = 9999
indexes = Remembered(most=4)
form_classes = {}


def readable(value):
    """Refuse what no keyboard sends: NUL and bytes that were not UTF-8."""
    if "\x00" in value or "\ufffd" in value:
        raise ValidationError(_("This holds characters that cannot be read."))


class WordsField(forms.CharField):
    default_error_messages = {"max_length": _("This is too long: 200 characters at most.")}

    def __init__(self, **options):
        super().__init__(max_length=200, **options)
        self.validators = [v for v in self.validators if "Null" not in type(v).__name__]
        self.validators.insert(0, readable)


class SlugsField(forms.Field):
    """Several slugs of one kind; whether they exist, the answer shows."""

    widget = forms.SelectMultiple
    pattern = re.compile(r"[\w-]{1,60}\Z")

    def __init__(self, *, known=None, most=40, **options):
        self.known = known
        self.most = most
        super().__init__(**options)

    def clean(self, value):
        slugs = list(dict.fromkeys(filter(None, value or ())))[: self.most]
        for slug in slugs:
            if not self.reads(slug):
                unknown = _("There is no such choice: “%(slug)s”.")
                raise ValidationError(unknown, params={"slug": slug[:40]})
        return slugs

    def reads(self, slug):
        return self.pattern.match(slug) and (not self.known or slug in self.known)


class DaysField(SlugsField):
    """Several days, each as 2027-02-13."""

    pattern = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}\Z")

    def reads(self, slug):
        return self.pattern.match(slug) and parses(date.fromisoformat, slug)


class YearsField(SlugsField):
    """Several years or decades: 1974, 1970s."""

    def reads(self, slug):
        return parses(years_in, slug)


def parses(read, text):
    try:
        read(text)
    except ValueError:
        return False
    return True


class MinutesField(forms.IntegerField):
    default_error_messages = {
        "invalid": _("Enter a whole number of minutes."),
        "min_value": _("Enter a whole number of minutes."),
        "max_value": _("No film is that long: 9999 minutes at most."),
    }

    def __init__(self, **options):
        super().__init__(min_value=0, max_value=LONGEST_RUNTIME, **options)


class Fields(dict):
    """A form's fields, the same for everybody: nothing of a visitor is kept in them."""

    def __deepcopy__(self, memo):
        return self


class Shared(django_filters.Filter):
    """A filter whose field is the same for everybody; of a visitor it knows its parent alone."""

    def __deepcopy__(self, memo):
        copied = object.__new__(type(self))
        vars(copied).update(vars(self))  # as `copy` does, in a fifth of its time
        return copied


class Word(Shared):
    """A filter that asks the queryset with one of its own words."""

    def __init__(self, word, field_class, **options):
        self.word = word
        self.field_class = field_class
        super().__init__(**options)

    def filter(self, queryset, value):
        return queryset if value in (None, "", []) else getattr(queryset, self.word)(value)


class ScreeningWord(Word):
    """
    A filter asked of the screenings: all of these have to hold for one and the same.

    `given` names what of the filter's the word needs beside the value. Of selections it asks
    nothing by itself; ProgrammeFilter does, with all of its kind at once.
    """

    def __init__(self, word, field_class, given=(), **options):
        self.given = given
        super().__init__(word, field_class, **options)

    def filter(self, queryset, value):
        return queryset

    def narrow(self, screenings, value):
        given = [getattr(self.parent, name) for name in self.given]
        return getattr(screenings, self.word)(value, *given)


class ProgrammeFilter(django_filters.FilterSet):
    """
    The visitor's choice, as it stands in the address.

    Values of one filter are alternatives; all filters have to hold, and those that are about
    screenings for one and the same screening that is public and not cancelled. A value that
    cannot be read leaves its filter out and is answered with a sentence; a value that can be
    read and that nothing has finds nothing.
    """

    ORDERS = [
        ("title", _("title")),
        ("-title", _("title, Z to A")),
        ("section", _("section")),
        ("country", _("country")),
        ("screening", _("first screening")),
        ("runtime", _("shortest first")),
        ("-runtime", _("longest first")),
        ("-year", _("newest first")),
        ("year", _("oldest first")),
    ]
    VIEWS = [("grid", _("Grid")), ("list", _("List")), ("a-z", _("A–Z"))]
    ACCESS = dict([*ScreeningAccess.Feature.choices, *Screen.Access.choices])

    q = Word("matching", WordsField, label=_("Words"))
    section = Word("in_sections", SlugsField, label=_("Section"))
    day = ScreeningWord("on_days", DaysField, label=_("Day"), given=["zone"])
    time = ScreeningWord(
        "at_daytimes", SlugsField, label=_("Time of day"), given=["zone"], known=daytimes.BY_SLUG
    )
    venue = ScreeningWord("in_venues", SlugsField, label=_("Venue"))
    understood_in = ScreeningWord(
        "understood_in", SlugsField, label=_("Understood in"), given=["queryset"], most=8
    )
    access = ScreeningWord("with_access", SlugsField, label=_("Access"), known=ACCESS)
    form = Word("with_forms", SlugsField, label=_("Form"), known=Film.Form.values)
    country = Word("from_countries", SlugsField, label=_("Country"))
    language = Word("in_languages", SlugsField, label=_("Language"))
    runtime = Word("in_bands", SlugsField, label=_("Runtime"), known=runtimes.BY_SLUG)
    runtime_min = Word("at_least", MinutesField, label=_("From (minutes)"))
    runtime_max = Word("at_most", MinutesField, label=_("Up to (minutes)"))
    year = Word("of_years", YearsField, label=_("Year"))
    premiere = Word(
        "with_premiere",
        SlugsField,
        label=_("Premiere status"),
        known=Selection.Premiere.values,
    )
    avoid = Word("avoiding", SlugsField, label=_("Avoid"))
    sort = Word("sorted_by", forms.ChoiceField, label=_("Sorted by"), choices=ORDERS)
    view = Word("", forms.ChoiceField, label=_("View"), choices=VIEWS)

    # What is asked of how the films are shown, not of which.
    MANNERS = ("sort", "view")

    def __init__(self, data=None, queryset=None, *, edition=None, state=None, **options):
        """
        `edition`, where all selections are of one, gives the time zone of days and hours. Of all
        its public selections, `state` says under which their index may be remembered.
        """
        super().__init__(data, queryset, **options)
        self.edition = edition
        self.state = state

    def get_form_class(self):
        """As no field depends on who asks, it is made once for each kind of filter."""
        if type(self) not in form_classes:
            form_class = super().get_form_class()
            form_class.base_fields = Fields(form_class.base_fields)
            form_classes[type(self)] = form_class
        return form_classes[type(self)]

    @property
    def zone(self):
        return self.edition.zone if self.edition else timezone.get_default_timezone()

    @property
    def candidates(self):
        """The screenings that may be asked for, cancelled ones among them."""
        screenings = Screening.objects
        return screenings.public_in(self.edition.year) if self.edition else screenings.public()

    @property
    def qs(self):
        """The films chosen, in the order chosen; by title where none is, and from A to Z."""
        if not hasattr(self, "_qs"):
            self._qs = self.sorted(self.find(self.asked))
        return self._qs

    @property
    def order(self):
        return "title" if self.shown_as == "a-z" else self.choice.get("sort", "title")

    def sorted(self, selections):
        order = self.order
        if order == "screening":
            going_ahead = self.candidates.going_ahead()
            return selections.sorted_by_first_of(self.find_screenings(self.asked, going_ahead))
        return selections.sorted_by(order)

    @property
    def shown_as(self):
        return self.choice.get("view", "grid")

    @cached_property
    def index(self):
        """What the facets of these selections are counted from."""
        if self.state:
            index = indexes.recall(self.state, self.edition.pk, self.public_index)
        else:
            rows = read_rows(self.queryset, self.candidates.going_ahead())
            index = Index(rows, self.zone)
        if words := self.choice.get("q"):
            return index.finding(self.queryset.matching(words).values_list("pk", flat=True))
        return index

    def public_index(self):
        return Index(read_public_rows(self.edition.year, timezone.now()), self.zone)

    @property
    def screenings(self):
        """
        The screenings chosen: of the films asked for, and all that was asked of one.

        Cancelled ones are among them, since who planned with them has to learn it; a film is not
        found by them.
        """
        films = self.find_films(self.asked)
        return self.find_screenings(self.asked, self.candidates).of_selections(films)

    @cached_property
    def choice(self):
        """What was chosen and could be read."""
        self.form.is_valid()
        cleaned = self.form.cleaned_data
        return {name: value for name, value in cleaned.items() if value not in (None, "", [])}

    @property
    def asked(self):
        """What was chosen of films and screenings, the manner of showing them left out."""
        return {name: value for name, value in self.choice.items() if name not in self.MANNERS}

    def find(self, choice):
        """The selections that a choice leaves, in no order."""
        selections = self.find_films(choice)
        if any(name in choice for name in self.about_screenings):
            going_ahead = self.candidates.going_ahead()
            return selections.shown_at(self.find_screenings(choice, going_ahead))
        return selections

    def find_films(self, choice):
        """The selections that are all that a choice asks of them, whatever of screenings."""
        selections = self.queryset
        for name, value in choice.items():
            selections = self.filters[name].filter(selections, value)
        return selections

    def find_screenings(self, choice, screenings):
        """Those of the screenings that are all that a choice asks of one."""
        for name, word in self.about_screenings.items():
            if name in choice:
                screenings = word.narrow(screenings, choice[name])
        return screenings

    @property
    def about_screenings(self):
        words = self.filters.items()
        return {name: word for name, word in words if isinstance(word, ScreeningWord)}

    def problems(self):
        """(label, sentence) for each value of the address that could not be read."""
        return [
            (self.form.fields[name].label, error)
            for name, errors in self.form.errors.items()
            for error in errors
        ]
