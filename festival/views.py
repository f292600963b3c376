import sys

from django.http import HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from catalogue.finding_people import people_found
from catalogue.models import Selection
from catalogue.paging import page_of
from catalogue.search import MOST, films_found, shown
from catalogue.spelling import near
from catalogue.suggestions import suggestions
from catalogue.views.editions import edition_page
from festival.forms import SearchForm
from festival.identity import identity
from festival.nearest import nearest
from festival.outage import is_outage, outage
from people.words import search_parts


@require_safe
def home(request):
    """The current edition: the newest that has anything public."""
    edition = Selection.objects.public().editions().first()
    if not edition:
        return render(request, "festival/no_edition.html")
    return edition_page(request, edition)


@require_safe
def search(request):
    """Films and people of every edition, apart, best first."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    page = page_of(request, films_found(words))
    people_page = page_of(request, people_found(words, MOST), "people")
    films, people = shown(page.object_list, people_page.object_list, words)
    context = {
        "form": form,
        "words": words,
        "page": page,
        "films": films,
        "people_page": people_page,
        "people": people,
        "are_people_named": any(found.score for found in people_page),
        "is_cut": MOST in (page.paginator.count, people_page.paginator.count),
        "near": near(words) if words and not films and not people else [],
    }
    return render(request, "festival/search.html", context)


@require_safe
def search_suggestions(request):
    """The options of the list that opens while a search is typed: a piece of a page."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    context = {"suggestions": suggestions(words), "parts": search_parts(words)}
    return render(request, "festival/search_suggestions.html", context)


@csrf_exempt  # It answers requests whose body cannot be read, which is where a token would be.
def bad_request(request, exception=None):
    return HttpResponseBadRequest(render_to_string("400.html"))


def not_found(request, exception=None):
    """Says the same of what is kept back and of what never was: the address alone is read."""
    context = {"nearest": nearest(request.path_info)}
    return render(request, "404.html", context, status=404)


def server_error(request):
    """Asks nothing of what may have broken: no database, no session, no context processor."""
    if is_outage(sys.exception()):
        return outage(request)
    return HttpResponseServerError(render_to_string("500.html", identity(request)))
