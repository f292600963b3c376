from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from catalogue.film_page import FilmPage
from catalogue.models import Selection


@require_safe
def film_detail(request, slug):
    """A film, by its newest public selection."""
    beside = Selection.objects.beside(slug).with_visibility().for_film_page()
    selections = [found for found in beside if found.film.slug == slug and found.is_public]
    if not selections:
        return moved_film(slug)
    film = selections[0].film
    context = {
        "film": film,
        "edition": selections[0].edition,
        "selection": selections[0],
        "selections": selections,
        "page": FilmPage(film, selections, beside),
    }
    return render(request, "catalogue/film_detail.html", context)


def moved_film(slug):
    film = Selection.objects.public().films().at_address(slug)
    if not film:
        raise Http404
    return redirect(film, permanent=True)
