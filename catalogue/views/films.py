from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.film_page import FilmPage
from catalogue.film_questions import selections_beside
from catalogue.models import Selection


@require_safe
def film_detail(request, slug):
    """A film, by its newest public selection."""
    beside = selections_beside(slug, timezone.now())
    selections = [found for found in beside if found.film.slug == slug and found.is_public]
    if not selections:
        raise_moved_film(slug)
    film = selections[0].film
    context = {
        "film": film,
        "edition": selections[0].edition,
        "selection": selections[0],
        "selections": selections,
        "page": FilmPage(film, selections, beside),
    }
    return render(request, "catalogue/film_detail.html", context)


def raise_moved_film(slug):
    """To the address the film has now; a film that no selection shows is not found."""
    Selection.objects.public().films().get_at_address(slug)
    raise Http404
