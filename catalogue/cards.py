"""
Films as a list shows them. What a card shows of a film is the same in every list it stands in, so
under a state of things it is read once and, in each language, written once.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from catalogue.models import Selection
from catalogue.paging import page_of
from catalogue.pieces import pieces_of
from catalogue.remembered import Remembered, state_of

read = Remembered(most=400)  # about 15 kB each
lines = Remembered(most=1400)


def page_of_cards(request: HttpRequest, selections: QuerySet, asks=None, count=None):
    """
    The page of the list asked for; its selections have all that their cards show. `asks` answers
    with their keys in the order of the list, or None; where it is known, `count` saves asking how
    many there are.
    """
    state = state_of(request)
    if not state:
        return page_of(request, selections.for_listing(), count=count)
    keys = asks() if asks else None
    keys = selections.values_list("pk", flat=True) if keys is None else keys
    page = page_of(request, keys, count=count)
    page.object_list = selections_at(list(page.object_list), state)
    return page


def selections_at(keys: list[int], state: Any) -> list[Selection]:
    """Those public selections in that order; five queries for all that were not read before."""
    found = read.recall_all(state, keys, read_selections)
    return [found[key] for key in keys if key in found]


def read_selections(keys: list[int]) -> dict[int, Selection]:
    return Selection.objects.public().for_listing().in_bulk(keys)


def cards_of(selections: Iterable[Selection], state: Any, **told: Any) -> list[SafeString]:
    """As partials/_selection.html writes them; the still of the first is loaded at once."""
    flagged = ((one, {"is_first": place == 0} | told) for place, one in enumerate(selections))
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
