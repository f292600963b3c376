"""Names as a film's page prints them. Without templates: no other page has as many links."""

from html import escape

from django import template
from django.utils.safestring import mark_safe

register = template.Library()


@register.filter
def linked(credits):
    """The printed names, each leading to its page, with commas between."""
    return joined(", ", map(link_to, credits))


@register.filter
def linked_with_notes(credits):
    """The same, each followed by the credit's note."""
    return joined(", ", (f"{link_to(one)}{remark(one.note)}" for one in credits))


@register.filter
def cast_list(credits):
    """A line for each: name, character, note."""
    return joined("", (f"<li>{link_to(c)}{character(c)}{remark(c.note)}</li>" for c in credits))


def link_to(credit):
    return f'<a href="{escape(credit.address)}">{escape(credit.printed_name)}</a>'


def character(credit):
    played = escape(credit.character)
    return f' <span class="character">({played})</span>' if played else ""


def remark(note):
    return f' <span class="quiet">{escape(note)}</span>' if note else ""


def joined(between, pieces):
    return mark_safe(between.join(pieces))  # noqa: S308 - every word in them is escaped above
