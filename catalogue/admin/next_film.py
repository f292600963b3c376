"""Film after film of a section: where "Save and next" leads from a film's page."""

from urllib.parse import parse_qs, urlencode

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.models import Selection
from catalogue.scope import in_scope

NEXT = "_next"
FILTERS = "_changelist_filters"


class NextFilm:
    """For the admin of films: goes through a section in the order of the list of films."""

    def render_change_form(self, request, context, *args, **kwargs):
        if film := context.get("original"):
            context["shown_in"] = self.selections_gone_through(request, film)
            context["next_in"] = next(iter(context["shown_in"]), None)
        return super().render_change_form(request, context, *args, **kwargs)

    def selections_gone_through(self, request, film):
        """Those in the section the list was narrowed to, and before others the newest."""
        asked = asked_of_list(self.get_preserved_filters(request))
        found = list(in_scope(film.selections.for_film_page(), request.user))
        named = [one for one in found if (str(one.edition.year), one.section.slug) == asked]
        return [*named, *(one for one in found if one not in named)]

    def response_change(self, request, obj):
        if NEXT not in request.POST:
            return super().response_change(request, obj)
        shown_in = self.selections_gone_through(request, obj)
        if not shown_in:
            return super().response_change(request, obj)
        messages.success(request, _("%(film)s is saved.") % {"film": obj})
        return HttpResponseRedirect(self.address_after(request, obj, shown_in[0]))

    def address_after(self, request, film, selection):
        """The next film's page, or after the last one the section's list."""
        year, section = selection.edition.year, selection.section
        shown = Selection.objects.in_edition(year).in_sections([section.slug])
        films = self.get_queryset(request).filter(pk__in=shown.values("film"))
        keys = list(films.order_by(*self.opts.ordering).values_list("pk", flat=True))
        following = keys[keys.index(film.pk) + 1 :] if film.pk in keys else []
        query = {"edition": year, "section": section.slug}
        if following:
            kept = {FILTERS: urlencode(query)}
            return reverse("admin:catalogue_film_change", args=following[:1], query=kept)
        said = _("That was the last film of %(section)s %(year)s.")
        messages.info(request, said % {"section": section, "year": year})
        return reverse("admin:catalogue_film_changelist", query=query)


def asked_of_list(preserved):
    """The edition and section that a list was narrowed to, as its address says them."""
    asked = parse_qs(parse_qs(preserved).get(FILTERS, [""])[0])
    return tuple(asked.get(name, [""])[0] for name in ("edition", "section"))
