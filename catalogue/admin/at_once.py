"""
What is confirmed in an edition that is announced is public with that one save. Nobody should
find that out afterwards: it is asked for.
"""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models.selection_states import NEW, Status

PUBLIC_AT_ONCE = _(
    "Its edition is announced: confirmed, it is public at once. Tick this if that is meant;"
    " if not, leave it “invited”, or give it an hour of its own."
)


class PublicAtOnceForm(forms.Form):
    """A form that confirms films; the box stays hidden until there is something to ask."""

    at_once = forms.BooleanField(
        label=_("Public at once"), required=False, widget=forms.HiddenInput
    )
    stored_status = NEW

    def clean(self):
        cleaned = super().clean()
        if self.makes_public_at_once and not self.cleaned_data.get("at_once"):
            self.fields["at_once"].widget = forms.CheckboxInput()
            self.add_error("at_once", PUBLIC_AT_ONCE)
        return cleaned

    @property
    def makes_public_at_once(self):
        given = self.cleaned_data
        edition, section = given.get("edition"), given.get("section")
        becomes = given.get("status") == Status.CONFIRMED != self.stored_status
        if not becomes or not edition or not section:
            return False
        hour = given.get("announced_at") or edition.hour_of(section)
        return hour is not None and hour <= timezone.now()
