"""The times of a day, as an audience asks for them: "something in the evening"."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Daytime:
    """The hours of the clock from `start` up to, not including, `end`; past midnight if earlier."""

    slug: str
    name: str
    start: int
    end: int

    @property
    def hours(self) -> list[int]:
        return [hour % 24 for hour in range(self.start, self.end + 24 * (self.end < self.start))]


DAYTIMES = [
    Daytime("morning", _("morning, until 12:00"), 5, 12),
    Daytime("afternoon", _("afternoon, from 12:00"), 12, 17),
    Daytime("evening", _("evening, from 17:00"), 17, 22),
    Daytime("night", _("night, from 22:00"), 22, 5),
]
BY_SLUG = {daytime.slug: daytime for daytime in DAYTIMES}
AT_HOUR = {hour: daytime for daytime in DAYTIMES for hour in daytime.hours}
