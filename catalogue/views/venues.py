from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.remembered import state_of
from catalogue.schedule import Schedule
from catalogue.views.editions import public_edition


@require_safe
def venue_detail(request, year, slug):
    """A house: where it is, its screens, and everything it shows, day by day."""
    edition = public_edition(year)
    schedule = Schedule(edition, state_of(request))
    venue = schedule.public.venues().get_at_address(slug)
    screenings = schedule.screenings(schedule.public.at_venue(venue).in_order().keys())
    screens = {screening.screen: None for screening in screenings}
    context = {
        "edition": edition,
        "venue": venue,
        "screens": sorted(screens, key=lambda screen: (screen.position, screen.pk)),
        "screenings": screenings,
    }
    with timezone.override(edition.zone):
        return render(request, "catalogue/venue_detail.html", context)
