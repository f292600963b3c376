from django.utils.translation import gettext_lazy as _

from catalogue.filters import ProgrammeFilter, SlugsField, Word
from catalogue.models import Selection


class DeskFilter(ProgrammeFilter):
    """What the public may ask, and what only programmers know."""

    status = Word("with_status", SlugsField, label=_("Status"), known=Selection.Status.values)
