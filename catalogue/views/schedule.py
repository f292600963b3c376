from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.grids import grids_of
from catalogue.models import Screening, ScreeningChange
from catalogue.paging import page_of
from catalogue.views.editions import public_edition


@require_safe
def schedule(request, year):
    """The days of the festival, each with the number of its screenings."""
    edition = public_edition(year)
    days = Screening.objects.public_in(year).outline().days(edition.zone)
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
    context = day_of(year, day)
    with timezone.override(context["edition"].zone):
        return render(request, "catalogue/schedule_day.html", context)


@require_safe
def schedule_grid(request, year, day):
    """The same day as a table of houses and hours."""
    context = day_of(year, day)
    zone = context["edition"].zone
    context["grids"] = grids_of(context["screenings"], zone)
    with timezone.override(zone):
        return render(request, "catalogue/schedule_grid.html", context)


def day_of(year, day):
    """What every view of a day shows, and the days around it; none without screenings."""
    edition = public_edition(year)
    public = Screening.objects.public_in(year)
    outline = public.outline()
    counts = outline.days(edition.zone)
    days = [day for day, _count in counts]
    if day not in days:
        raise Http404
    place = days.index(day)
    return {
        "edition": edition,
        "day": day,
        "days": counts,
        "before": days[place - 1] if place else None,
        "after": days[place + 1] if place + 1 < len(days) else None,
        "screenings": public.on(day, edition.zone).in_order().for_listing(),
        "repeats": outline.repeats,
    }
