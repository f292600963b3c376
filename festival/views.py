import sys

from django.http import HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from catalogue.edition_page import newest_edition
from catalogue.finding_films import films_found
from catalogue.finding_people import WORDS, people_found
from catalogue.models.finding import Sought
from catalogue.outline import outline_under
from catalogue.paging import enough_for_page, page_of
from catalogue.remembered import state_of
from catalogue.search import shown_films, shown_people
from catalogue.spelling import near
from catalogue.suggestions import suggestions
from catalogue.views.editions import edition_page
from festival.forms import SearchForm
from festival.identity import identity
from festival.nearest import nearest
from festival.outage import is_outage, outage
from people.words import search_parts

FILMS_A_PAGE, PEOPLE_A_PAGE = 24, 12
# Nobody turns so many pages; whoever finds more asks for one more word.
MOST_FILMS, MOST_PEOPLE = 5 * FILMS_A_PAGE, 5 * PEOPLE_A_PAGE


@require_safe
def home(request):
    """The current edition: the newest that has anything public."""
    edition = newest_edition(state_of(request))
    if not edition:
        return render(request, "festival/no_edition.html")
    return edition_page(request, edition)


@require_safe
def search(request):
    """Films and people of every edition, apart, best first."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    state = state_of(request)
    outline = outline_under(state)
    sought = Sought(words, others=WORDS, state=state)
    enough = enough_for_page(request, MOST_FILMS, size=FILMS_A_PAGE)
    films = films_found(outline, sought, MOST_FILMS, enough)
    page = page_of(request, films.places, size=FILMS_A_PAGE)
    people = people_found(outline, sought, MOST_PEOPLE)
    people_page = page_of(request, people, "people", size=PEOPLE_A_PAGE)
    has_found = page.paginator.count or people_page.paginator.count
    context = {
        "form": form,
        "words": words,
        "parts": tuple(sought.parts),
        "page": page,
        "films": shown_films(outline, sought, page.object_list, state),
        "people_page": people_page,
        "people": shown_people(outline, sought, people_page.object_list),
        "are_people_named": any(found.score for found in people_page),
        "has_more_films": not films.is_all and page.end_index() < len(films.places) < MOST_FILMS,
        "is_cut": not films.is_all or people_page.paginator.count == MOST_PEOPLE,
        "near": near(outline, sought, state) if words and not has_found else [],
    }
    return render(request, "festival/search.html", context)


@require_safe
def search_suggestions(request):
    """The options of the list that opens while a search is typed: a piece of a page."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    offered = suggestions(words, state_of(request))
    context = {"suggestions": offered, "parts": search_parts(words)}
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
