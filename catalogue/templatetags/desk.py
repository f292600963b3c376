from django import template
from django.conf import settings
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def missing(selection):
    """What a film lacks before it can be read about, in words."""
    film = selection.film
    written = {synopsis.language for synopsis in film.synopses.all()}
    lacks = {
        _("director"): not film.directing,
        _("country"): not film.film_countries.all(),
        _("runtime"): not film.runtime_minutes,
        _("still"): not film.shown_stills,
    } | {
        _("synopsis (%(language)s)") % {"language": code}: code not in written
        for code, _name in settings.LANGUAGES
    }
    return [name for name, is_missing in lacks.items() if is_missing]
