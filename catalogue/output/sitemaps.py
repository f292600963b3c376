"""
The public addresses for search engines (sitemaps.org): an index, and files of so many pages each.

Every page stands there once a language and names the same page in the others. None says when it
was last changed: a page shows many records, and most do not know; engines stop believing a site
whose dates are wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import override

from catalogue.models import Edition, Page, Programme, Screening, Selection

PAGE_SIZE = 2_000
XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@dataclass(frozen=True)
class Kind:
    """Pages of these names, each for every row of what stands in their addresses."""

    names: tuple[str, ...]
    rows: Callable

    def pages(self) -> Paginator:
        return Paginator(self.rows(), PAGE_SIZE)


# What stands in the addresses ------------------------------------------------------------------


def pages():
    return Page.objects.public().order_by("pk").values_list("slug")


def editions():
    public = Selection.objects.public().editions()
    return public.order_by("year").values_list("year")


def films():
    return Selection.objects.public().films().order_by("pk").values_list("slug")


def people():
    return Selection.objects.public().people().order_by("pk").values_list("slug")


def sections():
    return pairs(Selection.objects.public(), "section__slug")


def countries():
    public = Selection.objects.public().exclude(film__countries=None)
    return pairs(public, "film__countries__slug")


def programmes():
    return pairs(Programme.objects.of(Selection.objects.public()), "slug")


def venues():
    return pairs(Screening.objects.public(), "screen__venue__slug")


def pairs(queryset, word):
    """(year, word) of each once."""
    fields = ("edition__year", word)
    return queryset.order_by(*fields).values_list(*fields).distinct()


def days():
    """(year, day): days are those of the edition's own time zone, so they are counted here."""
    zones = {edition.pk: edition for edition in Edition.objects.all()}
    hours = Screening.objects.public().order_by().values_list("edition", "starts_at")
    found = ((zones[edition], hour) for edition, hour in hours)
    return sorted({(one.year, hour.astimezone(one.zone).date()) for one, hour in found})


KINDS = {
    "doors": Kind(("home", "catalogue:edition_list"), lambda: [()]),
    "pages": Kind(("page_detail",), pages),
    "editions": Kind(
        tuple(
            f"catalogue:{name}"
            for name in (
                "edition_detail",
                "programme",
                "section_list",
                "country_list",
                "runtime_list",
                "schedule",
            )
        ),
        editions,
    ),
    "films": Kind(("catalogue:film_detail",), films),
    "people": Kind(("person_detail",), people),
    "sections": Kind(("catalogue:section_detail",), sections),
    "countries": Kind(("catalogue:country_detail",), countries),
    "programmes": Kind(("catalogue:programme_detail",), programmes),
    "days": Kind(("catalogue:schedule_day",), days),
    "venues": Kind(("catalogue:venue_detail",), venues),
}


# Files -----------------------------------------------------------------------------------------


def index(absolute: Callable[[str], str]) -> str:
    """The files there are; `absolute` makes a path of the site an address."""
    files = [
        absolute(reverse("sitemap_page", args=[kind, number]))
        for kind, pages in ((name, kind.pages()) for name, kind in KINDS.items())
        for number in pages.page_range
        if pages.count
    ]
    lines = (f"<sitemap><loc>{escape(address)}</loc></sitemap>" for address in files)
    return document("sitemapindex", XMLNS, lines)


def sitemap(kind: Kind, rows: list[tuple], absolute: Callable[[str], str]) -> str:
    """The file of these rows: each of the kind's pages, once a language."""
    addresses = {code: [] for code, _name in settings.LANGUAGES}
    for code, found in addresses.items():
        with override(code):
            found += [absolute(reverse(name, args=row)) for row in rows for name in kind.names]
    lines = []
    for same in zip(*addresses.values(), strict=True):
        links = alternates(dict(zip(addresses, same, strict=True)))
        lines += [f"<url><loc>{escape(address)}</loc>{links}</url>" for address in same]
    return document("urlset", f"{XMLNS} {XHTML}", lines)


def alternates(addresses: dict[str, str]) -> str:
    """Links to the page in every language, its own included, as search engines ask for."""
    named = addresses | {"x-default": addresses[settings.LANGUAGE_CODE]}
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(address)}/>'
        for code, address in named.items()
    )


def document(root, namespaces, lines):
    body = "\n".join(lines)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {namespaces}>\n{body}\n</{root}>\n'
