"""Runtimes in bands, as an audience asks for them: "something under 90 minutes"."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Band:
    """Runtimes from `start` up to, not including, `end` minutes; no end where None."""

    slug: str
    name: str
    start: int
    end: int | None

    def as_q(self, field: str) -> Q:
        """The condition that a field in minutes lies in this band."""
        bounds = Q(**{f"{field}__gte": self.start})
        return bounds & Q(**{f"{field}__lt": self.end}) if self.end else bounds


BANDS = [
    Band("under-30", _("under 30 minutes"), 0, 30),
    Band("30-59", _("30 to 59 minutes"), 30, 60),
    Band("60-89", _("60 to 89 minutes"), 60, 90),
    Band("90-119", _("90 to 119 minutes"), 90, 120),
    Band("120-179", _("2 to 3 hours"), 120, 180),
    Band("180-and-over", _("3 hours and over"), 180, None),
]
BY_SLUG = {band.slug: band for band in BANDS}


def band_of(minutes: int) -> Band:
    """The band a runtime in minutes lies in."""
    return max((band for band in BANDS if band.start <= minutes), key=lambda band: band.start)
