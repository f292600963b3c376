from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.models import Screening, ScreeningChange
from catalogue.paging import page_of
from catalogue.views.editions import public_edition


@require_safe
def schedule(request, year):
    """The days of the festival, each with the number of its screenings."""
    edition = public_edition(year)
    days = Screening.objects.public().in_edition(year).outline().days(edition.zone)
    return render(request, "catalogue/schedule.html", {"edition": edition, "days": days})


@require_safe
def schedule_changes(request, year):
    """What was moved, cancelled or added since the schedule was out, the newest first."""
    edition = public_edition(year)
    changes = ScreeningChange.objects.public().in_edition(year).for_listing()
    context = {"edition": edition, "page": page_of(request, changes)}
    with timezone.override(edition.zone):
        return render(request, "catalogue/schedule_changes.html", context)


@require_safe
def schedule_day(request, year, day):
    """A day's screenings by the hour, in the festival's own time."""
    edition = public_edition(year)
    public = Screening.objects.public().in_edition(year)
    outline = public.outline()
    days = [day for day, _count in outline.days(edition.zone)]
    if day not in days:
        raise Http404
    place = days.index(day)
    context = {
        "edition": edition,
        "day": day,
        "before": days[place - 1] if place else None,
        "after": days[place + 1] if place + 1 < len(days) else None,
        "screenings": public.on(day, edition.zone).in_order().for_listing(),
        "repeats": outline.repeats,
    }
    with timezone.override(edition.zone):
        return render(request, "catalogue/schedule_day.html", context)
