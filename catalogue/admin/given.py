"""Sections and editions, as somebody of the staff is given them."""

from django.utils.translation import gettext_lazy as _

from catalogue.models import Assignment
from catalogue.models.assignments import sees_every_section


def check_given(form, edition=None):
    """Section and edition, each of which is theirs, may not be so together."""
    section = form.cleaned_data.get("section")
    edition = edition or form.cleaned_data.get("edition")
    if not (section and edition) or sees_every_section(form.user):
        return
    if not Assignment.objects.of(form.user).cover(section, edition):
        form.add_error("section", _("In that edition this section is not yours."))
