from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.grids import grids_of
from catalogue.models import ScreeningChange
from catalogue.paging import page_of
from catalogue.remembered import state_of
from catalogue.schedule import Schedule
from catalogue.views.editions import public_edition


@require_safe
def schedule(request, year):
    """The days of the festival, each with the number of its screenings."""
    edition = public_edition(year)
    days = Schedule(edition, state_of(request)).days
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
    context = day_of(request, year, day)
    with timezone.override(context["edition"].zone):
        return render(request, "catalogue/schedule_day.html", context)


@require_safe
def schedule_grid(request, year, day):
    """The same day as a table of houses and hours."""
    context = day_of(request, year, day)
    zone = context["edition"].zone
    context["grids"] = grids_of(context["screenings"], zone)
    with timezone.override(zone):
        return render(request, "catalogue/schedule_grid.html", context)


def day_of(request, year, day):
    """What every view of a day shows, and the days around it; none without screenings."""
    edition = public_edition(year)
    shown = Schedule(edition, state_of(request))
    days = [day for day, _count in shown.days]
    if day not in days:
        raise Http404
    place = days.index(day)
    return {
        "edition": edition,
        "day": day,
        "days": shown.days,
        "before": days[place - 1] if place else None,
        "after": days[place + 1] if place + 1 < len(days) else None,
        "screenings": shown.on(day),
    }
