from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.models import Screening
from catalogue.views.editions import public_edition


@require_safe
def venue_detail(request, year, slug):
    """A house: where it is, its screens, and everything it shows, day by day."""
    edition = public_edition(year)
    public = Screening.objects.public_in(year)
    venue = public.venues().get_at_address(slug)
    screenings = list(public.at_venue(venue).in_order().for_listing())
    screens = {screening.screen: None for screening in screenings}
    context = {
        "edition": edition,
        "venue": venue,
        "screens": sorted(screens, key=lambda screen: (screen.position, screen.pk)),
        "screenings": screenings,
        "repeats": public.outline().repeats,
    }
    with timezone.override(edition.zone):
        return render(request, "catalogue/venue_detail.html", context)
