"""What a page says of itself to machines: its subject, its one address, its other languages."""

from html import unescape
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language, to_locale

from catalogue.output import oembed
from catalogue.templatetags.programme import in_language

register = template.Library()

LONGEST_DESCRIPTION = 200
# The facets of which one value makes a list that people look for elsewhere.
LOOKED_FOR = {"section", "country", "runtime", "language"}
ENDS = " ,;:·–"  # what no sentence ends in, and a template may
# Open Graph names a language with a place; where a festival's is another one, add it here.
LOCALES = {"en": "en_GB", "de": "de_DE"}


class PlainNode(template.Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist, name):
        self.nodelist = nodelist
        self.name = name

    def render(self, context):
        context[self.name] = " ".join(unescape(self.nodelist.render(context)).split())
        return ""


@register.tag
def plain(parser, token):
    """`{% plain page_title %}…{% endplain %}`: what stands inside, as one line of plain text."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endplain",))
    parser.delete_first_token()
    return PlainNode(nodelist, name)


def shortened(text):
    """A text of at most 200 characters, cut between words where it has any, and ended well."""
    text = text.rstrip(ENDS)
    if len(text) <= LONGEST_DESCRIPTION:
        return text
    cut = text[: LONGEST_DESCRIPTION - 1]
    words = cut.rpartition(" ")[0]
    return f"{(words if len(words) > LONGEST_DESCRIPTION / 2 else cut).rstrip(ENDS)}…"


def canonical_query(facets, page):
    """What of an address' query makes the page another one: the choice, and the page's number."""
    number = getattr(page, "number", 1)
    changes = {"page": number} if number > 1 else {}
    if facets:
        return facets.query(**changes)
    return "".join(f"{name}={value}" for name, value in changes.items())


def is_one_of_many(facets):
    """Whether nobody looks for that very list: it is more than one value of one such facet."""
    choice = facets.choice if facets else {}
    values = sum(len(value) if isinstance(value, list) else 1 for value in choice.values())
    return values > 1 or not LOOKED_FOR.issuperset(choice)


@register.inclusion_tag("partials/_metadata.html", takes_context=True)
def page_metadata(context, kind="website", page=None, is_indexed=True, shared_at=""):
    """
    Description, canonical address, other languages and Open Graph of the page at hand.

    `kind` is Open Graph's type; `page` the page of a list where the context has it under another
    name; `shared_at` the absolute address for previews, where it says more than the canonical one.
    Absolute addresses are of the host the visitor asked for, which Django has checked.
    """
    request, facets = context["request"], context.get("facets")
    query = canonical_query(facets, page or context.get("page"))
    path = escape_uri_path(request.path) + (f"?{query}" if query else "")
    addresses = {
        code: request.build_absolute_uri(in_language(path, code))
        for code, _name in settings.LANGUAGES
    }
    language = get_language()
    return {
        "title": context.get("page_title", ""),
        "description": shortened(context.get("page_description", "")),
        "festival_name": context.get("festival_name", ""),
        "kind": kind,
        "is_indexed": is_indexed and not is_one_of_many(facets),
        "canonical": addresses[language],
        "shared_at": shared_at or addresses[language],
        "oembed": oembed_address(request, addresses[language]),
        "alternates": {**addresses, "x-default": addresses[settings.LANGUAGE_CODE]},
        "locale": locale_of(language),
        "other_locales": [locale_of(code) for code in addresses if code != language],
    }


def oembed_address(request, canonical):
    """Where others learn how to embed this page; empty where it is not one to embed."""
    match = request.resolver_match
    if not match or match.view_name not in oembed.KINDS:
        return ""
    query = urlencode({"url": canonical, "format": "json"})
    return request.build_absolute_uri(f"{reverse('oembed')}?{query}")


def locale_of(language):
    return LOCALES.get(language, to_locale(language))
