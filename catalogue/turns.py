"""
The instants at which public pages become others though nobody saves anything.

A page that reads the clock for anything else says until when it holds, as an edition's home does
of what is on now.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Min, Model

from catalogue.models import Edition, Screening, ScreeningChange, SectionAnnouncement, Selection

HOURS: list[tuple[type[Model], str]] = [
    (Edition, "announced_at"),
    (Edition, "schedule_announced_at"),
    (SectionAnnouncement, "announced_at"),
    (Selection, "announced_at"),
    (ScreeningChange, "at"),
    (Screening, "starts_at"),  # a film's page suggests what else begins at hours still to come
]


def next_turn(now: datetime) -> datetime:
    """
    The first of them after now; midnight anywhere a festival takes place, if nothing is sooner:
    then its calendars, or its year, may be over. Seven small queries.
    """
    hours = [next_of(model, field, now) for model, field in HOURS]
    return min([*filter(None, hours), *midnights(now)])


def next_of(model, field, now):
    later = model.objects.filter(**{f"{field}__gt": now})
    return later.aggregate(hour=Min(field))["hour"]


def midnights(now):
    zones = Edition.objects.order_by().values_list("time_zone", flat=True).distinct()
    for zone in map(ZoneInfo, {*zones, "UTC"}):
        tomorrow = now.astimezone(zone).date() + timedelta(days=1)
        yield datetime.combine(tomorrow, time.min, zone)
