"""The rows of an entry that is looked over: credits, cast, companies, biographies, filmography."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _

from catalogue.intake import words
from catalogue.models import CompanyCredit, Function
from people.folding import fold
from people.models import FilmographyEntry

MOST_ROWS = 500
YEARS = [MinValueValidator(1880), MaxValueValidator(2100)]


class Row(forms.Form):
    """One line of a table; the column's heading names its fields."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.setdefault("aria-label", field.label or name)


class FunctionField(forms.CharField):
    """A function as a page prints it: cleaned, the label and the keys it stands for."""

    widget = forms.TextInput(attrs={"list": "functions"})

    def clean(self, value):
        label = super().clean(value)
        keys = functions_of(label)
        if not keys:
            raise ValidationError(
                _("The function “%(label)s” is not known: choose one."), params={"label": label}
            )
        return label, keys


def functions_of(label):
    """The keys of a label's functions, by the words pages print and by our own names."""
    meaning = words.meaning(label)
    if meaning and meaning.kind in ("functions", "combined"):
        return meaning.keys
    if meaning and meaning.kind == "companies_or_people":
        return (words.PERSON_UNDER[meaning.keys[0]],)
    named = (f.key for f in Function.objects.all() if fold(label) in map(fold, f.names.values()))
    return tuple(named)[:1]


class CreditRow(Row):
    label = FunctionField(label=_("Function"), max_length=100)
    name = forms.CharField(label=_("Name"), max_length=200)


class CastRow(Row):
    name = forms.CharField(label=_("Name"), max_length=200)
    character = forms.CharField(label=_("Character"), max_length=200, required=False)


class CompanyRow(Row):
    function = forms.ChoiceField(
        label=_("Function"), choices=[("", "–"), *CompanyCredit.Function.choices]
    )
    name = forms.CharField(label=_("Company"), max_length=200)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class BioRow(Row):
    person = forms.CharField(label=_("Person"), max_length=200)
    text = forms.CharField(label=_("Biography"), widget=forms.Textarea(attrs={"rows": 5}))


class FilmographyRow(Row):
    year = forms.IntegerField(
        label=_("Year"), validators=YEARS, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    title = forms.CharField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", "–"), *FilmographyEntry.Kind.choices], required=False
    )
    section = forms.CharField(label=_("Section"), max_length=100, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    person = forms.CharField(label=_("Person"), max_length=200, required=False)


class Rows(BaseFormSet):
    """Rows of one kind; each can be left out, and one more is there to be filled in."""

    deletion_widget = forms.CheckboxInput

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Leave out")
        form.fields["DELETE"].widget.attrs["aria-label"] = _("Leave out")
        form.empty_permitted = True

    def kept(self):
        """What was entered of the rows that stay."""
        return [
            form.cleaned_data
            for form in self.forms
            if form.has_changed() and form.is_valid() and not form.cleaned_data.get("DELETE")
        ]


def rows_of(row):
    return forms.formset_factory(
        row,
        formset=Rows,
        extra=1,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS + 1,
        validate_max=True,
    )


ROWS = {
    "credits": rows_of(CreditRow),
    "cast": rows_of(CastRow),
    "companies": rows_of(CompanyRow),
    "bios": rows_of(BioRow),
    "filmography": rows_of(FilmographyRow),
}
HEADINGS = {
    "credits": _("Credits"),
    "cast": _("Cast"),
    "companies": _("Companies"),
    "bios": _("Biographies"),
    "filmography": _("Filmography"),
}
