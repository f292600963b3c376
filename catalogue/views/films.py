from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.film_page import FilmPage
from catalogue.models import Selection
from catalogue.remembered import state_of
from catalogue.unchanged import unless_unchanged


@require_safe
def film_detail(request, slug):
    """A film, by its newest public selection."""
    page = FilmPage.at(slug, timezone.now(), state_of(request))
    if not page:
        raise_moved_film(slug)
    context = {"page": page, "edition": page.edition}
    return unless_unchanged(
        request, page, lambda: render(request, "catalogue/film_detail.html", context)
    )


def raise_moved_film(slug):
    """To the address the film has now; a film that no selection shows is not found."""
    Selection.objects.public().films().get_at_address(slug)
    raise Http404
