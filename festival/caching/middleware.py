"""Public pages asked for by strangers come from the shelf, before anything else is done."""

import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace

from django.conf import settings
from django.db import DatabaseError, InterfaceError

from catalogue.remembered import Latest
from festival.caching.addresses import address_of
from festival.caching.copies import (
    CONDITIONS,
    answer,
    cache_control,
    copy_of,
    is_keepable,
    packed,
    unpacked,
)
from festival.caching.revisions import current, is_present, wait_until_known
from festival.caching.shelves import Away, shelf

# An answer to one of them may be another than everybody's.
PERSONAL = {"HTTP_AUTHORIZATION", "HTTP_RANGE"}
CHANGED_BY_US = {"HTTP_ACCEPT_ENCODING", *CONDITIONS}
ROUNDS = 2
LARGEST_AT_HAND = 100_000
# By slot, copies this process answered with lately: good by the same rule as others.
at_hand = Latest(most=256)


def keep_pages(get_response):
    """
    Outermost of all that makes answers. What a page does not read of its query is taken out of
    the request, kept or not, so that no page can show it. An answer that says nothing to caches is
    for this once: what is not there yet, a refusal; with a session for who asked alone.
    """

    def middleware(request):
        try:
            response = answered(request, get_response)
        finally:
            wait_until_known()
        whose = "private, no-cache" if has_session(request) else "no-cache"
        response.headers.setdefault("Cache-Control", whose)
        return response

    return middleware


def answered(request, get_response):
    is_safe = request.method in ("GET", "HEAD")
    address = address_of(request) if is_safe else None
    if address:
        request.META["QUERY_STRING"] = address.query
    if not settings.PAGES_ARE_KEPT:
        return get_response(request)
    request.revision = None
    if not address or is_personal(request):
        return get_response(request)
    state = known_state()
    if not state:
        return for_caches(get_response(request), None)
    if not address.slot:
        return for_caches(get_response(request), state)
    return kept(address, state, request) or made_once(address, state, request, get_response)


def has_session(request):
    cookies = request.META.get("HTTP_COOKIE", "")
    return settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies


def is_personal(request):
    return has_session(request) or not PERSONAL.isdisjoint(request.META)


def known_state():
    """None while neither shelf nor database can be asked; the page will say what is wrong."""
    try:
        return current(time.time())
    except (DatabaseError, InterfaceError):
        return None


def kept(address, state, request):
    """The answer from the shelf, or None."""
    now = time.time()
    copy = at_hand.get(address.slot)
    if not (copy and copy.is_good(address.key, state.id, now)):
        copy = fetched(address.slot)
        if not (copy and copy.is_good(address.key, state.id, now)):
            return None
        if copy.size <= LARGEST_AT_HAND:
            at_hand.put(address.slot, copy)
    return answer(copy, request, now)


def fetched(slot):
    try:
        data = shelf().page(slot)
    except Away:
        return None
    return unpacked(data) if data else None


def made_once(address, state, request, get_response):
    """
    One makes it and the others wait. What was made for them and cannot be kept, or is old by
    now, is made a second time by one of them, and then by each.
    """
    for _round in range(ROUNDS):
        with flight(address.slot) as leads:
            if leads:
                return made(address, state, request, get_response)
        state = known_state() or state
        if response := kept(address, state, request):
            return response
    return made(address, state, request, get_response)


@contextmanager
def flight(slot):
    """The shelf's; everybody leads while it is away."""
    with ExitStack() as stack:
        try:
            leads = stack.enter_context(shelf().flight(slot))
        except Away:
            leads = True
        yield leads


def made(address, state, request, get_response):
    """
    The page from the database. It is kept if it is everybody's, and neither its hour is over nor
    its revision: of what was there before a save and after it, nobody knows what it is made of.
    """
    old = fetched(address.slot)
    old = old if old and old.key == address.key else None
    response = asked_plainly(request, state, old, get_response)
    is_unchanged = response.status_code == 304
    if not is_unchanged and not is_keepable(response):
        return for_caches(response, state)
    now, until = time.time(), good_until(response, state)
    is_good = now < until and is_present(state)
    if not is_good:
        response.headers.pop("ETag", None)  # the view's: it says of what, and that is not known
    if is_unchanged:
        copy = replace(old, revision=state.id, until=until)
    else:
        copy = copy_of(response, address.key, state.id, until)
    if is_good:
        with suppress(Away):
            shelf().keep(address.slot, packed(copy))
    return answer(copy, request, now)


def good_until(response, state):
    """The instant (Unix time) at which the page may become another by itself."""
    holds_until = getattr(response, "holds_until", None)
    return min(state.until, holds_until.timestamp()) if holds_until else state.until


def asked_plainly(request, state, old, get_response):
    """
    What the page is, whole and uncompressed, whoever asks for it; or that it is as the old copy
    has it, from a view that knows without writing it (catalogue.unchanged).
    """
    method, meta = request.method, request.META
    put_aside = {name: meta.pop(name) for name in CHANGED_BY_US & meta.keys()}
    request.revision, request.state, request.is_to_be_kept = state.id, state, True
    request.method = "GET"
    meta |= {"HTTP_IF_NONE_MATCH": old.etag} if old else {}
    try:
        return get_response(request)
    finally:
        request.method = method
        meta.pop("HTTP_IF_NONE_MATCH", None)
        meta.update(put_aside)


def for_caches(response, state):
    """What is not kept, an address without a page above all, is to be asked for again as well."""
    seconds = state.until - time.time() if state else 0
    response.headers.setdefault("Cache-Control", cache_control(seconds))
    return response
