"""What may be asked of the programme. Each filter hands its answer to a word of the queryset."""

import re

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalogue.models import Selection
from catalogue.runtimes import BY_SLUG

LONGEST_RUNTIME = 9999


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
    most = 40

    def __init__(self, *, known=None, **options):
        self.known = known
        super().__init__(**options)

    def clean(self, value):
        slugs = list(dict.fromkeys(filter(None, value or ())))[: self.most]
        for slug in slugs:
            if not self.pattern.match(slug) or (self.known and slug not in self.known):
                unknown = _("There is no such choice: “%(slug)s”.")
                raise ValidationError(unknown, params={"slug": slug[:40]})
        return slugs


class MinutesField(forms.IntegerField):
    default_error_messages = {
        "invalid": _("Enter a whole number of minutes."),
        "min_value": _("Enter a whole number of minutes."),
        "max_value": _("No film is that long: 9999 minutes at most."),
    }

    def __init__(self, **options):
        super().__init__(min_value=0, max_value=LONGEST_RUNTIME, **options)


class Word(django_filters.Filter):
    """A filter that asks the queryset with one of its own words."""

    def __init__(self, word, field_class, **options):
        self.word = word
        self.field_class = field_class
        super().__init__(**options)

    def filter(self, queryset, value):
        return queryset if value in (None, "", []) else getattr(queryset, self.word)(value)


class ProgrammeFilter(django_filters.FilterSet):
    """
    The visitor's choice, as it stands in the address.

    A value that cannot be read leaves its filter out and is answered with a sentence; a value
    that can be read and that nothing has finds nothing.
    """

    ORDERS = [
        ("title", _("title")),
        ("-title", _("title, Z to A")),
        ("runtime", _("shortest first")),
        ("-runtime", _("longest first")),
        ("-year", _("newest first")),
        ("year", _("oldest first")),
    ]

    q = Word("matching", WordsField, label=_("Words"))
    section = Word("in_sections", SlugsField, label=_("Section"))
    country = Word("from_countries", SlugsField, label=_("Country"))
    language = Word("in_languages", SlugsField, label=_("Language"))
    runtime = Word("in_bands", SlugsField, label=_("Runtime"), known=BY_SLUG)
    runtime_min = Word("at_least", MinutesField, label=_("From (minutes)"))
    runtime_max = Word("at_most", MinutesField, label=_("Up to (minutes)"))
    premiere = Word(
        "with_premiere",
        SlugsField,
        label=_("Premiere status"),
        known=Selection.Premiere.values,
    )
    sort = Word("sorted_by", forms.ChoiceField, label=_("Sorted by"), choices=ORDERS)

    @property
    def qs(self):
        """The films chosen, in the order chosen; by title where none is."""
        if not hasattr(self, "_qs"):
            chosen = super().qs
            self._qs = chosen if self.choice.get("sort") else chosen.sorted_by("title")
        return self._qs

    @property
    def choice(self):
        """What was chosen and could be read."""
        self.form.is_valid()
        cleaned = self.form.cleaned_data
        return {name: value for name, value in cleaned.items() if value not in (None, "", [])}

    def without(self, *names):
        """The selections left by every filter but these: what one more choice would find."""
        chosen = self.queryset
        for name, value in self.choice.items():
            if name not in {*names, "sort"}:
                chosen = self.filters[name].filter(chosen, value)
        return chosen

    def problems(self):
        """(label, sentence) for each value of the address that could not be read."""
        return [
            (self.form.fields[name].label, error)
            for name, errors in self.form.errors.items()
            for error in errors
        ]
