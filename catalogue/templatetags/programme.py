from functools import lru_cache
from itertools import groupby

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.http import escape_leading_slashes
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.cards import cards_of
from catalogue.edition_page import newest_edition
from catalogue.remembered import state_of
from catalogue.titles import letter_of
from people.languages import language_names

register = template.Library()

LONGEST_BAR = 240
CHOICE_BOX = """\
<label class="choice"><input type="checkbox" name="{}" value="{}"{}> <span>{}</span> \
<span class="number">%d</span></label>
            """
CHECKED = {True: " checked", False: ""}


@register.filter
def by_letter(selections):
    """(letter, selections) of selections in the order of their titles, as an index groups them."""
    groups = groupby(selections, key=lambda selection: letter_of(selection.film.sort_title))
    return [(letter, list(group)) for letter, group in groups]


@register.filter
def runtime(minutes):
    """82 → 82′"""
    return f"{minutes}′" if minutes else ""


@register.filter
def hours(minutes):
    """495 → 8 h 15 min; for reading out and for sums."""
    full, rest = divmod(minutes, 60)
    if not full:
        return _("%(minutes)s min") % {"minutes": rest}
    return _("%(hours)s h %(minutes)s min") % {"hours": full, "minutes": rest}


@register.filter
def weekday(day):
    """Friday, 12 February"""
    return date_format(day, _("l, j F"))


@register.simple_tag
def date_range(first, last):
    """11–20 February 2027; 27 February – 5 March 2027"""
    day, day_and_month = _("j"), _("j F")  # how a date is written, in Django's letters
    if (first.year, first.month) == (last.year, last.month):
        return f"{date_format(first, day)}–{date_format(last)}"
    if first.year == last.year:
        return f"{date_format(first, day_and_month)} – {date_format(last)}"
    return f"{date_format(first)} – {date_format(last)}"


@register.simple_tag
def choice_boxes(facet):
    """The choices of a facet. Without a template: a page has 200 of them, and nothing as often."""
    boxes = (
        choice_box(facet.name, choice.value, choice.name, choice.is_chosen) % choice.count
        for choice in facet.choices
    )
    return mark_safe("".join(boxes))  # noqa: S308 - escaped below


@lru_cache(maxsize=4000)
def choice_box(facet, value, name, is_chosen):
    """What a choice looks like, with a place for its number."""
    named = str(name).replace("%", "%%")
    return format_html(CHOICE_BOX, facet, value.replace("%", "%%"), CHECKED[is_chosen], named)


@register.simple_tag(takes_context=True)
def cards(context, page):
    """The films of a page of a list, each as a list's entry."""
    entries = cards_of(page.object_list, state_of(context.get("request")))
    return mark_safe("".join(f"<li>{entry}</li>\n" for entry in entries))  # noqa: S308 - of templates


@register.inclusion_tag("partials/_runtime_bar.html")
def runtime_bar(minutes):
    """A bar on a scale all lists share; a runtime past its end is drawn as going on."""
    known = minutes or 0
    return {"width": min(known, LONGEST_BAR), "end": LONGEST_BAR, "goes_on": known > LONGEST_BAR}


@register.inclusion_tag("partials/_facts_line.html")
def facts_line(page):
    """Belgium 2023 · French · 82′ · Colour · World premiere; of a FilmPage."""
    film, selection = page.film, page.selections[0]
    facts = [
        f"{' / '.join(page.countries)} {film.year or ''}".strip(),
        ", ".join(tongue.name for tongue in page.spoken),
        runtime(film.runtime_minutes),
        film.get_colour_display(),
        selection.premiere,
        film.get_form_display(),
    ]
    return {"facts": [fact for fact in facts if fact]}


@register.simple_tag(takes_context=True)
def current_edition(context):
    """The page's edition, else the newest that has anything public; asked only when used."""
    state = state_of(context.get("request"))
    return context.get("edition") or SimpleLazyObject(lambda: newest_edition(state))


@register.simple_tag(takes_context=True)
def other_languages(context):
    """(code, name in itself, address) of this very page in the site's other languages."""
    path = context["request"].get_full_path()
    return [
        (code, language_names(code)["name_local"], in_language(path, code))
        for code, _name in settings.LANGUAGES
        if code != get_language()
    ]


def in_language(path, code):
    """
    The same path under another language's prefix, where nothing answers too.

    >>> in_language("/de/nowhere/?page=2", "en")
    '/nowhere/?page=2'
    """
    first, _slash, rest = path[1:].partition("/")
    here = f"/{rest}" if first in dict(settings.LANGUAGES) else path
    prefix = "" if code == settings.LANGUAGE_CODE else f"/{code}"
    return escape_leading_slashes(prefix + here)


@register.simple_tag(takes_context=True)
def query_with(context, name, value):
    """This page's query string with another value of that name."""
    query = context["request"].GET.copy()
    query[name] = value
    return query.urlencode()
