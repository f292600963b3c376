from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.booklet import booklet_of
from catalogue.cards import page_of_cards
from catalogue.facets import Facets
from catalogue.filters import ProgrammeFilter
from catalogue.models import Programme, Screening, Selection
from catalogue.remembered import Later, state_of
from catalogue.views.editions import public_edition


@require_safe
def programme(request, year):
    """The whole selection of an edition, filtered and sorted as the address says."""
    edition = public_edition(year)
    selections = Later(Selection, lambda: Selection.objects.public().in_edition(year))
    state = state_of(request)
    programme_filter = ProgrammeFilter(request.GET, selections, edition=edition, state=state)
    facets = Facets(programme_filter)
    context = {
        "edition": edition,
        "filter": programme_filter,
        "facets": facets,
        "page": page_of_cards(request, facets.keys),
    }
    return render(request, "catalogue/programme.html", context)


@require_safe
def booklet(request, year):
    """The whole selection of an edition on one page, to be printed."""
    edition = public_edition(year)
    selections = Selection.objects.public().in_edition(year).for_booklet()
    screenings = Screening.objects.public_in(year).in_order().for_listing()
    context = {"edition": edition, "parts": booklet_of(selections, screenings)}
    with timezone.override(edition.zone):
        return render(request, "catalogue/booklet.html", context)


@require_safe
def programme_detail(request, year, slug):
    """Films shown together: only the announced ones, their runtimes' sum, and when."""
    edition = public_edition(year)
    selections = Selection.objects.public().in_edition(year)
    block = Programme.objects.of(selections).get_at_address(slug)
    shown = list(selections.in_programme(block).for_listing())
    public = Screening.objects.public().of_programme(block)
    screenings = list(public.in_order().for_listing())
    public.outline().number(screenings)
    context = {
        "edition": edition,
        "programme": block,
        "selections": shown,
        "minutes": sum(selection.film.runtime_minutes or 0 for selection in shown),
        "screenings": screenings,
    }
    with timezone.override(edition.zone):
        return render(request, "catalogue/programme_detail.html", context)
