from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from catalogue.filters import ProgrammeFilter
from catalogue.models import Screening, Selection
from catalogue.output.calendars import calendar_of
from catalogue.templatetags.programme import weekday
from catalogue.views.editions import public_edition
from people.addresses import slug_from


def calendar_page(view):
    """A calendar that caches may keep, and ask about: unchanged ones are not sent again."""
    return require_safe(conditional_page(view))


@calendar_page
def screening_calendar(request, year, code):
    screenings = Screening.objects.public_in(year)
    screening = get_object_or_404(screenings.for_calendar(), code=code)
    return calendar(request, [screening], screening.subject_title, screening.get_absolute_url())


@calendar_page
def film_calendar(request, slug):
    """The film's screenings in every edition; empty, to be filled, before its schedule is out."""
    film = Selection.objects.public().films().get_at_address(slug)
    screenings = Screening.objects.public().of_film(film).for_calendar()
    return calendar(request, screenings, film.shown_title, film.get_absolute_url())


@calendar_page
def section_calendar(request, year, slug):
    edition = public_edition(year)
    selections = Selection.objects.public().in_edition(year)
    section = selections.sections().get_at_address(slug)
    screenings = Screening.objects.public_in(year).of_selections(selections.in_sections([slug]))
    page = reverse("catalogue:section_detail", args=[year, slug])
    return calendar(request, screenings.for_calendar(), f"{section} · {edition}", page)


@calendar_page
def day_calendar(request, year, day):
    edition = public_edition(year)
    screenings = Screening.objects.public_in(year).on(day, edition.zone)
    if not screenings.exists():
        raise Http404
    page = reverse("catalogue:schedule_day", args=[year, day])
    return calendar(request, screenings.for_calendar(), f"{weekday(day)} · {edition}", page)


@calendar_page
def venue_calendar(request, year, slug):
    edition = public_edition(year)
    public = Screening.objects.public_in(year)
    venue = public.venues().get_at_address(slug)
    screenings = public.at_venue(venue).for_calendar()
    page = reverse("catalogue:venue_detail", args=[year, slug])
    return calendar(request, screenings, f"{venue} · {edition}", page)


@calendar_page
def programme_calendar(request, year):
    """
    The screenings chosen in the address: of the films its page shows, those it asks for.

    A choice that cannot be read is refused, and not left out as there: nobody who subscribed to
    a few screenings wants them all.
    """
    edition = public_edition(year)
    public = Selection.objects.public().in_edition(year)
    chosen = ProgrammeFilter(request.GET, public, edition=edition)
    if problems := chosen.problems():
        lines = [f"{label}: {problem}" for label, problem in problems]
        return HttpResponseBadRequest("\n".join(lines), content_type="text/plain; charset=utf-8")
    screenings = chosen.screenings.for_calendar()
    page = reverse("catalogue:programme", args=[year], query=request.GET)
    address = request.get_full_path()
    return calendar(request, screenings, f"{_('Programme')} · {edition}", page, address)


def calendar(request, screenings, name, page, address=None):
    """
    The answer; shown in place, since telephones then offer to add it, and asked for again by
    caches before they use what they kept: a screening may have moved.
    """
    absolute = request.build_absolute_uri
    address = absolute(address or request.path)
    body = calendar_of(screenings, name, absolute(page), address, absolute)
    headers = {
        "Content-Disposition": content_disposition_header(False, f"{slug_from(name)}.ics"),
        "Cache-Control": "public, no-cache",
    }
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
