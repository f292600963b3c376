"""
oEmbed (oembed.com): what another site shows where one of our addresses is pasted.

A film is a link with its picture; a section and a filtered programme are lists to be framed.
"""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.html import format_html

from catalogue.filters import ProgrammeFilter
from catalogue.models import Selection
from catalogue.output.queries import query_of

WIDTH, HEIGHT = 600, 480
LONGEST_URL = 2000


def describe(url, request, most_wide=WIDTH, most_high=HEIGHT):
    """The answer for one of our own addresses; None where nothing public of these kinds is."""
    found = page_at(url, request)
    if not found:
        return None
    match, query, language = found
    with translation.override(language):
        told = KINDS[match.view_name](request, query, **match.kwargs)
    if not told:
        return None
    if told["type"] == "rich":
        told |= framed(told.pop("address"), told["title"], most_wide, most_high)
    return told | {
        "version": "1.0",
        "provider_name": settings.FESTIVAL_NAME,
        "provider_url": request.build_absolute_uri("/"),
    }


def page_at(url, request):
    """(match, query, language) of a page of ours that can be embedded, or None."""
    if len(url) > LONGEST_URL:
        return None
    try:
        parts = urlsplit(url)
        is_ours = parts.scheme in ("http", "https") and parts.netloc.lower() == request.get_host()
    except ValueError:
        return None
    if not is_ours:
        return None
    language = translation.get_language_from_path(parts.path) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            match = resolve(unquote(parts.path))
        except Resolver404:
            return None
    return (match, QueryDict(parts.query), language) if match.view_name in KINDS else None


def film_link(request, query, slug):
    selection = Selection.objects.public().of_film_at(slug).for_film_page().for_listing().first()
    if not selection:
        return None
    film = selection.film
    told = {"type": "link", "title": film.shown_title}
    if film.directing:
        told["author_name"] = ", ".join(credit.printed_name for credit in film.directing)
    if film.shown_stills:
        still = film.shown_stills[0]
        width, height = still.file.largest_frame
        picture = request.build_absolute_uri(still.get_absolute_url())
        told |= {"thumbnail_url": picture, "thumbnail_width": width, "thumbnail_height": height}
    return told


def section_list(request, query, year, slug):
    section = Selection.objects.public().in_edition(year).sections().at_address(slug)
    if not section:
        return None
    query = query_of({"section": [section.slug]})
    return listed(request, year, query, f"{section.name} {year}")


def programme_list(request, query, year):
    edition = Selection.objects.public().editions().filter(year=year).first()
    if not edition:
        return None
    choice = ProgrammeFilter(query, Selection.objects.none(), edition=edition).choice
    return listed(request, year, query_of(choice), edition.name)


def listed(request, year, query, title):
    path = reverse("catalogue:programme_embed", args=[year])
    address = request.build_absolute_uri(f"{path}?{query}" if query else path)
    return {"type": "rich", "title": title, "address": address}


def framed(address, title, most_wide, most_high):
    width, height = min(WIDTH, most_wide), min(HEIGHT, most_high)
    html = format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>',
        address,
        title,
        width,
        height,
    )
    return {"html": html, "width": width, "height": height}


KINDS = {
    "catalogue:film_detail": film_link,
    "catalogue:section_detail": section_list,
    "catalogue:programme": programme_list,
}
