"""What the list of films can be narrowed to, what is missing among it."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from catalogue.models import (
    Country,
    Credit,
    Edition,
    FilmCountry,
    Section,
    Selection,
    Still,
    Synopsis,
)
from catalogue.runtimes import BANDS, BY_SLUG
from catalogue.scope import in_scope
from people.admin.base import ClosedFilter


def of_film(model):
    return model.objects.filter(film=OuterRef("pk"))


class SelectedFilter(ClosedFilter):
    """Edition and section together ask for one selection: in that section of that edition."""

    def queryset(self, request, films):
        if not self.value():
            return films
        asked = {name: request.GET.get(name, "") for name in ("edition", "section")}
        asked[self.parameter_name] = self.value()
        selections = of_film(Selection).in_scope_of(request.user)
        if asked["edition"].isdecimal():
            selections = selections.in_edition(int(asked["edition"]))
        if asked["section"]:
            selections = selections.in_sections([asked["section"]])
        return films.filter(Exists(selections))


class EditionFilter(SelectedFilter):
    title = _("edition")
    parameter_name = "edition"

    def lookups(self, request, model_admin):
        editions = in_scope(Edition.objects.all(), request.user)
        return [(str(year), name) for year, name in editions.values_list("year", "name")]


class SectionFilter(SelectedFilter):
    title = _("section")
    parameter_name = "section"

    def lookups(self, request, model_admin):
        sections = in_scope(Section.objects.all(), request.user)
        return [(section.slug, section.name) for section in sections]


class CountryFilter(ClosedFilter):
    title = _("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        reached = in_scope(FilmCountry.objects.all(), request.user)
        used = Country.objects.filter(Exists(reached.filter(country=OuterRef("pk"))))
        return [(country.slug, country.name) for country in sorted(used, key=filed)]

    def queryset(self, request, films):
        countries = of_film(FilmCountry).filter(country__slug=self.value())
        return films.filter(Exists(countries)) if self.value() else films


def filed(record):
    return record.filed_name


class RuntimeFilter(ClosedFilter):
    title = _("runtime")
    parameter_name = "runtime"

    def lookups(self, request, model_admin):
        return [(band.slug, band.name) for band in BANDS]

    def queryset(self, request, films):
        return (
            films.filter(BY_SLUG[self.value()].as_q("runtime_minutes")) if self.value() else films
        )


class MissingFilter(ClosedFilter):
    title = _("missing")
    parameter_name = "missing"

    def lookups(self, request, model_admin):
        synopses = [
            (f"synopsis-{code}", _("synopsis (%(language)s)") % {"language": language})
            for code, language in settings.LANGUAGES
        ]
        return [
            *synopses,
            ("still", _("still")),
            ("director", _("directing")),
            ("country", _("country")),
            ("runtime", _("runtime")),
        ]

    def queryset(self, request, films):
        return films.filter(self.lack(self.value())) if self.value() else films

    def lack(self, what):
        if what == "runtime":
            return Q(runtime_minutes=None)
        kind, _dash, language = what.partition("-")
        there = {
            "synopsis": of_film(Synopsis).filter(language=language),
            "still": of_film(Still),
            "director": of_film(Credit).directors(),
            "country": of_film(FilmCountry),
        }
        return ~Exists(there[kind])
