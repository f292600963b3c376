from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from catalogue.models import Selection

register = template.Library()

LONGEST_BAR = 240


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


@register.inclusion_tag("partials/_runtime_bar.html")
def runtime_bar(minutes):
    """A bar on a scale all lists share; a runtime past its end is drawn as going on."""
    known = minutes or 0
    return {"width": min(known, LONGEST_BAR), "end": LONGEST_BAR, "goes_on": known > LONGEST_BAR}


@register.inclusion_tag("partials/_facts_line.html")
def facts_line(film, selection=None):
    """Belgium 2023 · French · 82′ · Colour · World premiere"""
    countries = " / ".join(str(row.country) for row in film.film_countries.all())
    facts = [
        f"{countries} {film.year or ''}".strip(),
        ", ".join(str(row.language) for row in film.film_languages.all()),
        runtime(film.runtime_minutes),
        film.get_colour_display(),
        selection.premiere if selection else "",
        film.get_form_display(),
    ]
    return {"facts": [fact for fact in facts if fact]}


@register.simple_tag(takes_context=True)
def current_edition(context):
    """The page's edition, else the newest that has anything public; asked only when used."""
    return context.get("edition") or SimpleLazyObject(
        lambda: Selection.objects.public().editions().first()
    )


@register.simple_tag(takes_context=True)
def other_languages(context):
    """(code, name in itself, address) of this very page in the site's other languages."""
    path = context["request"].get_full_path()
    return [
        (code, get_language_info(code)["name_local"], translate_url(path, code))
        for code, _name in settings.LANGUAGES
        if code != get_language()
    ]


@register.simple_tag(takes_context=True)
def query_with(context, **changes):
    """This page's query string with these values in place of its own."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query[name] = value
    return query.urlencode()
