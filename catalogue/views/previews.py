"""A film's page before its hour, for whoever was given the link; no cache keeps it."""

from functools import wraps

from django.core.handlers.exception import response_for_exception
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from catalogue.film_page import FilmPage
from catalogue.film_questions import Shown
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
        "edition": selection.edition,
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

    neighbours = (None, None)
    works = programmes = around = ()

    def __init__(self, selection):
        keys = (selection.film_id, selection.pk, selection.section_id, selection.edition_id)
        shown = Shown(*keys, selection.edition.year)
        super().__init__(selection.film.slug, shown, timezone.now())
        self.selections = [selection]

    @cached_property
    def beside(self):
        beside = super().beside
        for other in beside:
            other.is_public = other.is_public or other.pk == self.shown.selection
        return beside
