"""The single values of an entry that is looked over, and where it belongs."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from catalogue.admin.at_once import PublicAtOnceForm
from catalogue.admin.given import check_given
from catalogue.intake import words
from catalogue.intake.entries import Place
from catalogue.models import Edition, Film, Section, Selection
from catalogue.models.selection_states import NEW, choices_of
from catalogue.scope import choices
from people.questions import KeyField

NOTHING = [("", "–")]
YEARS = [MinValueValidator(1880), MaxValueValidator(2100)]
LONGEST_TEXT = 20_000


class PlacesField(forms.CharField):
    """Names or codes of countries or languages, by commas, in any language the reader knows."""

    def __init__(self, code_of, **kwargs):
        super().__init__(max_length=1000, required=False, **kwargs)
        self.code_of = code_of

    def clean(self, value):
        names = [name.strip() for name in super().clean(value).split(",") if name.strip()]
        unknown = [name for name in names if not self.code_of(name)]
        if unknown:
            raise ValidationError(_("“%(name)s” is not known."), params={"name": unknown[0]})
        return tuple(Place(name, self.code_of(name)) for name in names)


class TitlesField(forms.CharField):
    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value):
        titles = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if any(len(title) > 300 for title in titles):
            raise ValidationError(_("A title has at most 300 characters."))
        return tuple(titles)


class ProseField(forms.CharField):
    """Paragraphs, parted by blank lines, whatever line ends a browser sends."""

    def __init__(self, **kwargs):
        widget = forms.Textarea(attrs={"rows": 6})
        super().__init__(required=False, max_length=LONGEST_TEXT, widget=widget, **kwargs)

    def to_python(self, value):
        return "\n".join(super().to_python(value).splitlines())


def number(**kwargs):
    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 6})
    return forms.IntegerField(required=False, widget=widget, **kwargs)


def words_of(label, longest=300, **kwargs):
    return forms.CharField(label=label, max_length=longest, required=False, **kwargs)


def one_of(label, choices, **kwargs):
    return forms.ChoiceField(label=label, choices=NOTHING + choices, required=False, **kwargs)


class PlaceForm(forms.Form):
    """Where a page belongs: one of the editions and sections that somebody is given."""

    use_required_attribute = False

    edition = KeyField(label=_("Edition"), queryset=Edition.objects.all())
    section = KeyField(label=_("Section"), queryset=Section.objects.all())

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        for name in ("edition", "section"):
            self.fields[name].queryset = choices(self.fields[name].queryset, user)

    def clean(self):
        check_given(self)
        return super().clean()


class FactsForm(PublicAtOnceForm, PlaceForm):
    """What a page says of a film, ready to be corrected."""

    field_order = ["edition", "section", "status", "at_once"]

    status = forms.ChoiceField(label=_("Status"))
    language = forms.ChoiceField(label=_("Language of the texts"), choices=settings.LANGUAGES)
    title = forms.CharField(label=_("Title"), max_length=300)
    original_title = words_of(_("Original title"))
    other_titles = TitlesField(label=_("Further titles, one a line"), required=False)
    year = number(label=_("Year"), validators=YEARS)
    runtime_minutes = number(label=_("Minutes"), min_value=1, max_value=32_767)
    runtime_seconds = number(label=_("Seconds in all"), min_value=1, max_value=2_000_000)
    countries = PlacesField(words.country_code, label=_("Countries"))
    languages = PlacesField(words.language_code, label=_("Languages"))
    form = one_of(_("Form"), Film.Form.choices)
    colour = one_of(_("Colour"), Film.Colour.choices)
    premiere_status = one_of(_("Premiere"), Selection.Premiere.choices)
    premiere = words_of(_("Premiere, as printed"), 200)
    age = words_of(_("Age, as printed"), 100)
    synopsis = ProseField(label=_("Synopsis"))
    note = ProseField(label=_("Programme note"))
    as_of = words_of(_("Biography and filmography as of"), 100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        open_to = choices_of(self.user, NEW)
        self.fields["status"].choices = [(one.value, one.label) for one in open_to]
        self.fields["status"].initial = open_to[-1].value if open_to else None

    def clean(self):
        minutes, seconds = map(self.cleaned_data.get, ("runtime_minutes", "runtime_seconds"))
        if minutes and seconds and abs(seconds - minutes * 60) > 60:
            self.add_error("runtime_seconds", _("This is not the runtime in minutes."))
        return super().clean()
