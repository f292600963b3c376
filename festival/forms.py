from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.filters import WordsField


class SearchForm(forms.Form):
    q = WordsField(label=_("Search"), required=False)
