"""A day and an hour, entered in the browser's own fields."""

from django.forms import DateInput, SplitDateTimeWidget, TimeInput
from django.utils.translation import gettext_lazy as _


class DayAndHourInput(SplitDateTimeWidget):
    """
    Without Django's “Now” and its warning: both go by the clock of the machine that somebody sits
    at, and what is entered is on the clocks of the edition's town.
    """

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.widgets = [
            DateInput({"type": "date", "aria-label": _("Day")}, "%Y-%m-%d"),
            TimeInput({"type": "time", "aria-label": _("Hour")}, "%H:%M:%S"),
        ]
