"""Instants as an editor enters them: on the clocks of an edition's town, which the field names."""

from datetime import UTC, datetime, tzinfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.admin.hours import DayAndHourInput

SKIPPED = _("In %(zone)s there is no such hour: clocks are put forward in that night.")
TWICE = _("In %(zone)s that hour comes twice: clocks are put back in that night. Take another.")


def instant_at(local: datetime, zone: tzinfo) -> datetime:
    """
    The one instant at which clocks in that zone show this; ValidationError where none does, or two
    do.
    """
    if not 1900 <= local.year <= 2100:
        raise ValidationError(_("Enter a year from 1900 to 2100."))
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) != local:
        raise ValidationError(SKIPPED, params={"zone": zone})
    if first.utcoffset() != second.utcoffset():
        raise ValidationError(TWICE, params={"zone": zone})
    return first


class HourInput(DayAndHourInput):
    zone = None

    def decompress(self, instant):
        return super().decompress(instant and timezone.make_naive(instant, self.zone))


class HourField(forms.SplitDateTimeField):
    """
    A form calls `told` before it is shown or read. What nobody touched stays, to the second and
    in the one of two hours that it was.
    """

    widget = HourInput
    zone = None
    kept = None

    def told(self, zone, kept=None):
        """The zone; None while nobody has said which edition it is about."""
        self.zone = self.widget.zone = zone or timezone.get_default_timezone()
        self.kept = kept
        self.about = getattr(self, "about", self.help_text)
        clocks = _("As on the clocks of the edition's town.")
        if zone:
            clocks = format_lazy(_("As on the clocks of {zone}."), zone=str(zone))
        self.help_text = format_lazy("{} {}", self.about, clocks) if self.about else clocks

    def compress(self, parts):
        if not any(parts):
            return None
        with timezone.override(UTC):
            local = super().compress(parts).replace(tzinfo=None)
        if self.kept and timezone.make_naive(self.kept, self.zone).replace(microsecond=0) == local:
            return self.kept
        return instant_at(local, self.zone)


class HourForm(forms.ModelForm):
    """A form with hours; which zone they are in is for `zone_of_hours` to say."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.tell_zone(self.zone_of_hours())

    def tell_zone(self, zone):
        for name, field in self.fields.items():
            if isinstance(field, HourField):
                field.told(zone, self.initial.get(name))

    def zone_of_hours(self):
        """That of the edition that was sent, else of the one it is of."""
        edition = self.sent_edition() or self.stored_edition()
        return edition and edition.zone

    def stored_edition(self):
        return self.instance.edition if self.instance.edition_id else None

    def sent_edition(self):
        if not self.is_bound or "edition" not in self.fields:
            return None
        key = self["edition"].data
        if self.instance.edition_id and str(self.instance.edition_id) == key:
            return self.instance.edition
        try:
            return self.fields["edition"].clean(key)
        except ValidationError:
            return None
