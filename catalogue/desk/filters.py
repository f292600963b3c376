from django.utils.translation import gettext_lazy as _

from catalogue.filters import ProgrammeFilter, SlugsField, Word
from catalogue.models import Screening, Selection


class DeskFilter(ProgrammeFilter):
    """What the public may ask, and what only programmers know."""

    status = Word("with_status", SlugsField, label=_("Status"), known=Selection.Status.values)

    VIEWS = ()

    @property
    def candidates(self):
        """Those that are only planned, too."""
        return Screening.objects.in_edition(self.edition.year)
