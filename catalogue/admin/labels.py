"""Names per language: one small field for each, and a search that knows them all."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _

from people.admin.base import RecordAdmin
from people.folding import fold


class LabelsInput(forms.MultiWidget):
    template_name = "admin/widgets/labels.html"

    def __init__(self, attrs=None):
        super().__init__(
            {code: forms.TextInput(attrs={"lang": code}) for code, _name in settings.LANGUAGES},
            attrs,
        )

    def decompress(self, names):
        return [(names or {}).get(code, "") for code, _name in settings.LANGUAGES]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        inputs = context["widget"]["subwidgets"]
        for part, (_code, language) in zip(inputs, settings.LANGUAGES, strict=True):
            part["language"] = language
        return context


class LabelsField(forms.MultiValueField):
    """The names of a Named record: a mapping of languages to what was entered."""

    widget = LabelsInput
    # Two editors may write two languages at the same time.
    parts_apart = [language for _code, language in settings.LANGUAGES]

    def __init__(self, **kwargs):
        languages = [forms.CharField(required=False) for _language in settings.LANGUAGES]
        super().__init__(languages, require_all_fields=False, **kwargs)

    def compress(self, values):
        codes = (code for code, _name in settings.LANGUAGES)
        names = {code: name for code, name in zip(codes, values, strict=False) if name}
        if self.required and not names:
            raise ValidationError(self.error_messages["required"], code="required")
        return names


class NamedForm(forms.ModelForm):
    names = LabelsField(label=_("Names"))

    def clean_names(self):
        """The names entered, and those in languages this site does not show."""
        shown = dict(settings.LANGUAGES)
        others = {code: n for code, n in self.instance.names.items() if code not in shown}
        return others | (self.cleaned_data["names"] or {})


class NamedAdmin(RecordAdmin):
    form = NamedForm
    search_fields = ["names"]
    other_words = ()

    def get_search_results(self, request, queryset, search_term):
        """
        Every word in one of the names, those that begin with the search before the others.

        The few hundred terms of a vocabulary are compared here, folded: no database looks
        into their names without minding accents.
        """
        words = fold(search_term)
        if not words:
            return queryset, False
        terms = {term.pk: self.words_of(term) for term in queryset}
        found = [pk for pk, names in terms.items() if all(w in names for w in words.split())]
        first = [pk for pk in found if f"|{words}" in terms[pk]]
        order = Case(When(pk__in=first, then=Value(0)), default=Value(1))
        return queryset.filter(pk__in=found).order_by(order, *self.opts.ordering), False

    def words_of(self, term):
        others = (getattr(term, field) for field in self.other_words)
        return "".join(f"|{fold(str(words))}" for words in [*term.names.values(), *others])
