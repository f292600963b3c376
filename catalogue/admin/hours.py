from datetime import UTC, datetime

from django.utils import timezone
from django.utils.formats import date_format


def hour(instant: datetime | None) -> str:
    """
    An instant as the festival's clocks and the world's show it, since embargoes break by zones:
    "14 January 2026, 10:00 CET (09:00 UTC)"; a dash where there is none.
    """
    if not instant:
        return "–"
    here = timezone.localtime(instant)
    written = date_format(here, "DATETIME_FORMAT")
    return f"{written} {here:%Z} ({instant.astimezone(UTC):%H:%M} UTC)"
