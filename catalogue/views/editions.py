from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.models import Selection
from catalogue.now import now_of


def public_edition(year):
    return get_object_or_404(Selection.objects.public().editions(), year=year)


@require_safe
def edition_list(request):
    """The archive: every edition that has something public, with the number of its films."""
    public = Selection.objects.public()
    editions = public.editions().with_counts(public)
    return render(request, "catalogue/edition_list.html", {"editions": editions})


@require_safe
def edition_detail(request, year):
    return edition_page(request, public_edition(year))


def edition_page(request, edition):
    """An edition's home; festival.views.home shows the current one's at `/`."""
    selections = Selection.objects.public().in_edition(edition.year)
    context = {
        "edition": edition,
        "sections": selections.sections().with_counts(selections).with_descriptions(),
        "figures": selections.figures(),
        "highlights": selections.for_listing().newly_announced()[:6],
        "now": now_of(edition, timezone.now()),
    }
    with timezone.override(edition.zone):
        response = render(request, "catalogue/edition_detail.html", context)
    response.holds_until = context["now"].until
    return response
