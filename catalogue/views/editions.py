from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.cards import selections_at
from catalogue.edition_page import archive, opening_of
from catalogue.models import Selection
from catalogue.now import now_of
from catalogue.remembered import state_of
from catalogue.schedule import Schedule
from people.prepared import prepared


def public_edition(year):
    """The edition of that year, if there is anything public in it."""
    for edition in editions_of(year, timezone.now()):
        return edition
    raise Http404


@prepared
def editions_of(year, at):
    return Selection.objects.public(at).editions().of_year(year)


@require_safe
def edition_list(request):
    """The archive: every edition that has something public, with the number of its films."""
    editions = archive(state_of(request))
    return render(request, "catalogue/edition_list.html", {"editions": editions})


@require_safe
def edition_detail(request, year):
    return edition_page(request, public_edition(year))


def edition_page(request, edition):
    """An edition's home; festival.views.home shows the current one's at `/`."""
    state = state_of(request)
    opening = opening_of(edition, state)
    context = {
        "edition": edition,
        "sections": opening.sections,
        "figures": opening.figures,
        "highlights": selections_at(opening.latest, state),
        "now": now_of(Schedule(edition, state), timezone.now()),
    }
    with timezone.override(edition.zone):
        response = render(request, "catalogue/edition_detail.html", context)
    response.holds_until = context["now"].until
    return response
