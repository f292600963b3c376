"""
Films as a list shows them. What a card shows of a film is the same in every list it stands in, so
under a state of things it is read once and, in each language, written once.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from catalogue.models import Selection
from catalogue.paging import page_of
from catalogue.pieces import pieces_of
from catalogue.remembered import Remembered, state_of

read = Remembered(most=400)  # about 15 kB each
lines = Remembered(most=1400)


def page_of_cards(request: HttpRequest, keys: Sequence[int]) -> Page:
    """The page asked for of the list of these selections, with all that any list shows of them."""
    page = page_of(request, keys)
    page.object_list = selections_at(list(page.object_list), state_of(request))
    return page


def selections_at(keys: list[int], state: Any) -> list[Selection]:
    """Those public selections in that order; six queries for all that were not read before."""
    found = read.recall_all(state, keys, read_selections)
    return [found[key] for key in keys if key in found]


def read_selections(keys: list[int]) -> dict[int, Selection]:
    return Selection.objects.public().for_every_list().in_bulk(keys)


def cards_of(selections: Iterable[Selection], state: Any) -> list[SafeString]:
    """As partials/_selection.html writes them; the still of the first is loaded at once."""
    flagged = ((one, {"is_first": place == 0}) for place, one in enumerate(selections))
    return pieces_of("partials/_selection.html", flagged, state)


def lines_of(selections: Iterable[Selection], state: Any) -> list[tuple[str, str]]:
    """(title, address) of their films in the language at hand."""
    language = get_language()
    asked = {(one.pk, language): one for one in selections}

    def name(keys):
        films = {key: asked[key].film for key in keys}
        return {key: (film.shown_title, film.get_absolute_url()) for key, film in films.items()}

    found = lines.recall_all(state, asked, name)
    return [found[key] for key in asked]
