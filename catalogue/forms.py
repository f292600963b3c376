from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.filters import WordsField


class AddFilmForm(forms.Form):
    """Words that find a film to add to a programme of one's own."""

    words = WordsField(label=_("Title or name"), required=False)
