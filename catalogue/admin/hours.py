from datetime import UTC, datetime

from django.utils import timezone
from django.utils.formats import date_format


def hour(instant: datetime | None) -> str | None:
    """
    An instant as the festival's clocks and the world's show it, since embargoes break by zones:
    "14 January 2026, 10:00 CET (09:00 UTC)".
    """
    if not instant:
        return None
    here = timezone.localtime(instant)
    written = date_format(here, "j F Y, H:i")
    return f"{written} {here:%Z} ({instant.astimezone(UTC):%H:%M} UTC)"
