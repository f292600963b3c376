"""
Pages that can say what they are made of before they are written: by the rows of all they ask.

Whatever was saved made the copies on the shelf old, most of them for nothing. Of such a page its
copy is good again if the page would be made of the same things, and need not be written a second
time: its ETag says of what, and festival/caching/ asks with the tag of the copy that lies there.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from catalogue.models import Page
from catalogue.remembered import digest, state_of


def unless_unchanged(
    request: HttpRequest, page: Any, write: Callable[[], HttpResponse]
) -> HttpResponse:
    """
    What `write` answers, or 304 to who has that already. `page.told` is all of the page that is
    its own; around it stand the pages at the foot, and its hours are those until the state's end.
    """
    state = state_of(request)
    if not state:
        return write()
    foot = Page.objects.at_the_foot(request.revision)
    etag = quote_etag(digest(page.told, state.until, foot).hex())
    response = get_conditional_response(request, etag) or write()
    response["ETag"] = etag
    return response
