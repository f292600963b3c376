from datetime import UTC, datetime, tzinfo

from django.utils import timezone
from django.utils.formats import date_format


def hour(instant: datetime | None, zone: tzinfo | None = None) -> str:
    """
    An instant as a festival's clocks and the world's show it, since embargoes break by zones:
    "14 January 2026, 10:00 CET (09:00 UTC)"; a dash where there is none. The festival's zone is
    its edition's; without one, that of the settings.
    """
    if not instant:
        return "–"
    here = timezone.localtime(instant, zone)
    written = date_format(here, "DATETIME_FORMAT")
    return f"{written} {here:%Z} ({instant.astimezone(UTC):%H:%M} UTC)"
