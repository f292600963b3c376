"""The pages' data in schema.org's words, as scripts that no browser runs."""

import json

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from catalogue.output.jsonld import pages
from catalogue.output.jsonld.people import person_graph
from catalogue.remembered import state_of

register = template.Library()

ESCAPES = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script(data):
    """JSON-LD in a script element that nothing in the data can close."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, escape in ESCAPES.items():
        written = written.replace(sign, escape)
    safe = mark_safe(written)  # noqa: S308 - what HTML would read is escaped above
    return format_html('<script type="application/ld+json">{}</script>', safe)


def absolute_in(context):
    """As the request's own build_absolute_uri, for addresses that `reverse` made."""
    start = context["request"].build_absolute_uri("/").removesuffix("/")
    return lambda address: address if "://" in address else start + address


@register.simple_tag(takes_context=True)
def film_data(context):
    return script(pages.film_graph(context["page"], absolute_in(context)))


@register.simple_tag(takes_context=True)
def person_data(context):
    texts = context["page"].texts if context["works"].number == 1 else []
    return script(person_graph(context["person"], texts, absolute_in(context)))


@register.simple_tag(takes_context=True)
def festival_data(context):
    return script(pages.festival_graph(context["edition"], absolute_in(context)))


@register.simple_tag(takes_context=True)
def venue_data(context):
    return script(pages.venue_graph(context["venue"], context["edition"], absolute_in(context)))


@register.simple_tag(takes_context=True)
def list_data(context, name, above=None):
    """
    The films of a list called `name`, and the way to it: the edition, and the list of lists at the
    URL name `above`, such as "section_list".
    """
    edition, request = context["edition"], context["request"]
    way = [(edition.name, edition.get_absolute_url())]
    if above:
        names = {
            "section_list": _("Sections"),
            "country_list": _("Countries"),
            "runtime_list": _("Runtime"),
        }
        way.append((names[above], reverse(f"catalogue:{above}", args=[edition.year])))
    way.append((str(name), request.path))
    listed = context.get("page")
    return script(pages.list_graph(way, listed, absolute_in(context), state_of(request)))
