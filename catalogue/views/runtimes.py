from collections import Counter

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.cards import page_of_cards
from catalogue.models import Selection
from catalogue.runtimes import BANDS, BY_SLUG, band_of
from catalogue.strips import strip_of
from catalogue.views.editions import public_edition


@require_safe
def runtime_list(request, year):
    """All films of the edition as dots on one scale of minutes, and the bands beside it."""
    edition = public_edition(year)
    selections = Selection.objects.public().in_edition(year).with_known_runtime()
    counts = Counter(band_of(selection.film.runtime_minutes) for selection in selections)
    context = {
        "edition": edition,
        "strip": strip_of(selections),
        "bands": [(band, counts[band]) for band in BANDS if counts[band]],
        "most": max(counts.values(), default=0),
    }
    return render(request, "catalogue/runtime_list.html", context)


@require_safe
def runtime_detail(request, year, slug):
    edition = public_edition(year)
    selections = Selection.objects.public().in_edition(year).in_bands([slug])
    keys = list(selections.sorted_by("runtime").values_list("pk", flat=True))
    if not keys:
        raise Http404
    page = page_of_cards(request, keys)
    context = {"edition": edition, "band": BY_SLUG[slug], "page": page}
    return render(request, "catalogue/runtime_detail.html", context)
