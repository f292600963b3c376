import re

from django.conf import settings
from django.http import HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils import translation

from festival.staff_pages import is_staff_page
from festival.views import bad_request
from people.addresses import Moved

# Bytes of a query. A programme of one's own is all in its address: 120 films, and in many a script
# each letter of a title takes nine bytes there. The server itself reads no address of more.
LONGEST_QUERY, LONGEST_PLAN = 4096, 65_536
PLAN = re.compile(r"/(?:[\w-]+/)?my-programme/")
OWN_PORTS = {"http": "80", "https": "443"}
HOST = re.compile(r"((?:[a-z0-9-]+\.)*[a-z0-9-]+)\.?(?::([0-9]+))?")


def spell_host(get_response):
    """
    A host has one spelling, whichever was asked with: pages are kept by it and link with it.
    """

    def middleware(request):
        if host := request.META.get("HTTP_HOST"):
            request.META["HTTP_HOST"] = spelt(host, OWN_PORTS[request.scheme])
        return get_response(request)

    return middleware


def spelt(host, own_port):
    """
    In small letters, without the dot that may end a name and the port that goes without saying.

    >>> spelt("Festival.Example.:443", "443")
    'festival.example'
    """
    parts = HOST.fullmatch(host.lower())
    if not parts:
        return host.lower()
    name, port = parts.groups()
    return name if port in (None, own_port) else f"{name}:{port}"


def refuse_unreadable(get_response):
    """
    What no browser sends is refused before anything reads it: a body larger than any of our forms
    takes, or of no length that is a number; a query longer than any of our pages reads; NUL in a
    path, in a cookie or in the query of a staff page. Databases disagree about NUL, and PostgreSQL
    raises an error.

    Public pages answer a NUL in their query themselves, with a sentence beside the field.
    """

    def middleware(request):
        if "\x00" in request.path_info or has_nul_cookie(request) or has_nul_query(request):
            return bad_request(request)
        if is_asked_at_length(request):
            return HttpResponse("This address is too long.", "text/plain", status=414)
        announced = request.META.get("CONTENT_LENGTH") or "0"  # what is not announced is not read
        if not announced.isdecimal():
            return bad_request(request)
        if len(announced) > 18 or int(announced) > settings.LARGEST_REQUEST:
            return HttpResponse("This is too large.", "text/plain", status=413)
        return get_response(request)

    return middleware


def is_asked_at_length(request):
    longest = LONGEST_PLAN if PLAN.match(request.path_info) else LONGEST_QUERY
    return len(request.META.get("QUERY_STRING", "")) > longest


def has_nul_cookie(request):
    return any("\x00" in value for value in request.COOKIES.values())


def has_nul_query(request):
    return is_staff_page(request.path_info) and "%00" in request.META.get("QUERY_STRING", "")


def refuse_features(get_response):
    """Camera, place and the like: no script that ever got into a page may ask for them."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response

    return middleware


def language_from_path(get_response):
    """
    The address alone chooses the language: `/de/…` is German, `/…` the default.

    Django's own LocaleMiddleware also reads cookies and headers, and so makes every page vary on
    them; pages under ours may be kept by any cache.
    """

    def middleware(request):
        language = translation.get_language_from_path(request.path_info)
        with translation.override(language or settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            response = get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return middleware


def follow_moved(get_response):
    """A record asked for at an address it had before is answered with the one it has now."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        return exception.redirect(request) if isinstance(exception, Moved) else None

    middleware.process_exception = process_exception
    return middleware


class CompressText(GZipMiddleware):
    """
    Django's compression, of what is text and whole: pictures are compressed already, and
    whitenoise sends static files in the form that was compressed once.
    """

    kinds = (
        "text/",
        "application/json",
        "application/atom+xml",
        "application/xml",
        "image/svg+xml",
    )

    def process_response(self, request, response):
        if getattr(request, "is_to_be_kept", False) and response.status_code == 200:
            return response  # it is kept compressed
        is_text = response.get("Content-Type", "").startswith(self.kinds)
        if response.streaming or not is_text:
            return response
        return super().process_response(request, response)
