"""Addresses as far as they make a page another one: what a page does not read is left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from django.conf import settings
from django.core.exceptions import DisallowedHost, TooManyFieldsSent
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from django.utils import translation

from catalogue.filters import ProgrammeFilter, SlugsField
from festival.caching.release import release
from festival.caching.short import remembered_if_short
from festival.middleware import is_asked_at_length
from festival.staff_pages import STAFF

# Bodies on the shelf, one a slot: a page takes the place of another that has the same. Pages with
# a query have slots of their own, so that nobody drives out the others by asking questions.
PLAIN_SLOTS, ASKING_SLOTS = 8192, 4096
LONGEST_QUERY = 2000

FILTERS = frozenset(ProgrammeFilter.base_filters)
SEVERAL = {
    name
    for name, one in ProgrammeFilter.base_filters.items()
    if issubclass(one.field_class, SlugsField)
}
PAGE, PAGES = frozenset({"page"}), frozenset({"page", "size"})
MARKS = frozenset({"film", "screening"})

# What the pages read of a query, by the names of their addresses; all others read nothing.
READ = {
    "oembed": {"url", "format", "maxwidth", "maxheight"},
    "person_detail": PAGE,
    "search": {"q", "page", "people"},
    "search_suggestions": {"q"},
    "catalogue:country_detail": PAGE,
    "catalogue:my_programme": MARKS | {"words"},
    "catalogue:my_programme_calendar": MARKS,
    "catalogue:my_programme_qr": MARKS,
    "catalogue:programme": FILTERS | PAGE,
    "catalogue:programme_calendar": FILTERS,
    "catalogue:programme_embed": FILTERS,
    "catalogue:runtime_detail": PAGE,
    "catalogue:schedule_changes": PAGE,
    "catalogue:section_detail": PAGE,
    "api:edition_list": PAGES,
    "api:section_list": PAGES,
    "api:country_list": PAGES,
    "api:venue_list": PAGES,
    "api:film_list": FILTERS | PAGES,
    "api:screening_list": FILTERS | PAGES,
    "api:person_list": PAGES | {"q"},
}
# No pages of the public, or none that are made: pictures, and what has a link of its own.
OTHERS = {"still", "press_still", "portrait", "preview", "preview_still", "service_worker"}
OTHERS |= {"catalogue:share_picture"}


@dataclass(frozen=True, slots=True)
class Address:
    """
    A page of the public. `query` is what it reads, in one order; `key` tells it from every other,
    `slot` is its place on the shelf. Without a slot it is not kept.
    """

    query: str
    key: str = ""
    slot: str = ""


def address_of(request: HttpRequest) -> Address | None:
    """Of what the request asks for; None of staff pages, files, what is nowhere or refused."""
    if is_asked_at_length(request):
        return None
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    query = request.META.get("QUERY_STRING", "")
    address = understood(f"{request.scheme}://{host}", request.path_info, query)
    port = host.rpartition(":")[2]
    if address and port.isdecimal() and port != request.META.get("SERVER_PORT"):
        return Address(address.query)  # any port may be claimed, and stands in the page's links
    return address


@remembered_if_short(4096)
def understood(origin: str, path: str, query: str) -> Address | None:
    name = name_of(path)
    if not name:
        return None
    try:
        asked = QueryDict(query.encode("iso-8859-1"))
    except (TooManyFieldsSent, UnicodeEncodeError):
        return None
    known = READ.get(name, ())
    if name.startswith("api:") and not asked.keys() <= set(known):
        return None  # the API refuses what it does not know
    query = in_order(asked, known)
    if len(query) > LONGEST_QUERY:
        return Address(query)
    key = f"{release()} {origin}{path}?{query}"
    number = int.from_bytes(blake2b(key.encode(), digest_size=8).digest())
    slot = f"q{number % ASKING_SLOTS}" if query else f"p{number % PLAIN_SLOTS}"
    return Address(query, key, slot)


def name_of(path: str) -> str:
    """Of the view that makes the page; empty where none of the public's does."""
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            found = resolve(path)
        except Resolver404:
            return ""
    is_other = found.namespace.partition(":")[0] in STAFF or found.view_name in OTHERS
    return "" if is_other else found.view_name


def in_order(asked: QueryDict, known: Iterable[str]) -> str:
    """
    The query without what is not known: by name and, where a name may stand several times and
    the order says nothing, by value.
    """
    kept = QueryDict(mutable=True)
    for name in sorted(asked.keys() & set(known)):
        values = asked.getlist(name)
        kept.setlist(name, sorted(set(values)) if name in SEVERAL else values)
    return kept.urlencode()
