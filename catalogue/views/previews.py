"""A film's page before its hour, for whoever was given the link; no cache keeps it."""

from functools import wraps

from django.core.handlers.exception import response_for_exception
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.film_page import FilmPage
from catalogue.film_questions import selections_beside
from catalogue.models import PreviewLink, Selection
from catalogue.views.images import picture


def confidential(view):
    """Kept by nobody, found by no search, and its address told to no other site; 404 as well."""

    @require_safe
    @wraps(view)
    def confided(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except Http404 as error:
            response = response_for_exception(request, error)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return confided


def link_at(token):
    link = PreviewLink.objects.at_token(token)
    if not link:
        raise Http404
    return link


@confidential
def preview(request, token):
    """The page of the link's film as it will be, alone: nothing on it leads elsewhere."""
    link = link_at(token)
    if link.has_expired:
        return render(request, "catalogue/preview_over.html", {"link": link}, status=404)
    if request.method == "GET":
        link.opened()
    selection = Selection.objects.for_film_page().with_hour().get(pk=link.selection_id)
    context = {
        "link": link,
        "film": selection.film,
        "edition": selection.edition,
        "selection": selection,
        "selections": [selection],
        "page": PreviewedPage(selection),
    }
    return render(request, "catalogue/preview.html", context)


@confidential
def preview_still(request, token, name):
    """A picture of the link's film, while the link opens its page."""
    link = link_at(token)
    found = link.selection.film.stills.called(name).first()
    if link.has_expired or not found:
        raise Http404
    return picture(request, found.file, name, "private, no-store")


class PreviewedPage(FilmPage):
    """What a film's page prints of this selection, without what belongs to other films."""

    neighbours = works = programmes = ()
    around = ()

    def __init__(self, selection):
        beside = selections_beside(selection.film.slug, timezone.now())
        for other in beside:
            other.is_public = other.is_public or other.pk == selection.pk
        super().__init__(selection.film, [selection], beside)
