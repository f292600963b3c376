from django.conf import settings
from django.core.paginator import InvalidPage
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import conditional_page, require_safe

from catalogue.output import sitemaps

# What no search engine should walk: doors of the staff, and lists that never end.
NOT_FOR_ROBOTS = ("admin:index", "desk:index", "search")


@require_safe
@conditional_page
def sitemap(request):
    return xml(sitemaps.index(request.build_absolute_uri))


@require_safe
@conditional_page
def sitemap_page(request, kind, number):
    pages = sitemaps.KINDS[kind].pages() if kind in sitemaps.KINDS else None
    if not pages or not pages.count:
        raise Http404
    try:
        rows = list(pages.page(number))
    except InvalidPage:
        raise Http404 from None
    return xml(sitemaps.sitemap(sitemaps.KINDS[kind], rows, request.build_absolute_uri))


@require_safe
@conditional_page
def robots(request):
    lines = ["User-agent: *"]
    for code, _name in settings.LANGUAGES:
        with override(code):
            lines += [f"Disallow: {reverse(name)}" for name in NOT_FOR_ROBOTS]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return kept("\n".join(lines), "text/plain; charset=utf-8")


def xml(document):
    return kept(document, "application/xml; charset=utf-8")


def kept(body, content_type):
    """An answer any cache may keep, and asks after before it uses it again."""
    headers = {"Cache-Control": "public, no-cache"}
    return HttpResponse(body, content_type=content_type, headers=headers)
