"""Marks of a programme of one's own, and the sentences its page is made of."""

from django import template
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from catalogue.templatetags.programme import hours, weekday
from people.addresses import address_of

register = template.Library()


@register.inclusion_tag("catalogue/_mark.html")
def mark_film(film, is_small=False):
    """A link, with JavaScript a button, that marks a film; small among many, where it is a sign."""
    return mark("film", film.slug, film.shown_title) | {"is_small": is_small}


@register.inclusion_tag("catalogue/_mark.html")
def mark_screening(screening, title):
    """A link, with JavaScript a button, that marks a screening; named by its film and hour."""
    start = timezone.localtime(screening.starts_at)
    hour = f"{weekday(start)}, {time_format(start)}"
    return mark("screening", screening.code, f"{title}, {hour}")


def mark(kind, value, name):
    plan = address_of("catalogue:my_programme")
    return {"plan": plan, "kind": kind, "value": value, "name": name}


@register.simple_tag
def screening_in_words(screening):
    """Sunday, 14 February, 18:30, Odeon 2, OV with English subtitles; in its festival's time."""
    start = screening.starts_at.astimezone(screening.edition.zone)
    parts = [weekday(start), date_format(start, "TIME_FORMAT"), str(screening.screen)]
    return " · ".join(filter(None, [*parts, screening.label]))


@register.simple_tag
def way(transfer):
    """A sentence about the way to a showing from the one before it, and the time there is."""
    pause = _("%(time)s between") % {"time": hours(transfer.pause_minutes)}
    if transfer.is_in_one_house:
        return _("Same house · %(pause)s") % {"pause": pause}
    if transfer.walk_minutes is None:
        return _("The length of the way is not known · %(pause)s") % {"pause": pause}
    walk = _("%(minutes)s min on foot") % {"minutes": transfer.walk_minutes}
    if transfer.is_tight:
        return _("Tight: %(walk)s · only %(pause)s") % {"walk": walk, "pause": pause}
    return f"{walk} · {pause}"
