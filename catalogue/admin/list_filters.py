"""What the lists of films, selections, people and screenings can be narrowed to."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from catalogue.models import Country, Edition, Film, FilmCountry, Screening, Section, Selection
from catalogue.proof.missing import BY_KEY, LACKS, OF_FILMS
from catalogue.runtimes import BANDS, BY_SLUG
from catalogue.scope import in_scope
from people.admin.lists import ClosedFilter
from people.models import Person

# How the records of a list are reached from selections.
REACHED = {
    Selection: lambda selections: Q(pk__in=selections.values("pk")),
    Film: lambda selections: Exists(selections.filter(film=OuterRef("pk"))),
    Person: lambda selections: Q(pk__in=selections.people().values("pk")),
    Screening: lambda selections: Q(
        pk__in=Screening.objects.of_selections(selections).values("pk")
    ),
}


class ReachedFilter(ClosedFilter):
    """A filter that asks selections, those somebody may see, and finds what they reach."""

    @property
    def selections(self):
        return Selection.objects.in_scope_of(self.request.user)


class SelectionFilter(ReachedFilter):
    """One that asks with one of their words."""

    word = ""

    def condition(self, value):
        selections = getattr(self.selections, self.word)([value])
        return REACHED[self.model](selections)


class SelectedFilter(ReachedFilter):
    """Edition and section together ask for one selection: in that section of that edition."""

    counted_without = ("edition", "section")

    def condition(self, value):
        asked = {name: self.request.GET.get(name, "") for name in self.counted_without}
        asked[self.parameter_name] = value
        selections = self.selections
        if asked["edition"].isdecimal():
            selections = selections.in_edition(int(asked["edition"]))
        if asked["section"]:
            selections = selections.in_sections([asked["section"]])
        return REACHED[self.model](selections)


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


class SectionAloneFilter(SelectionFilter):
    """For a list that knows its edition by a field of its own."""

    title = _("section")
    parameter_name = "section"
    word = "in_sections"
    lookups = SectionFilter.lookups


class CountryFilter(SelectionFilter):
    title = _("country")
    parameter_name = "country"
    word = "from_countries"

    def lookups(self, request, model_admin):
        reached = in_scope(FilmCountry.objects.all(), request.user)
        used = Country.objects.filter(Exists(reached.filter(country=OuterRef("pk"))))
        return [(country.slug, country.name) for country in sorted(used, key=filed)]


def filed(record):
    return record.filed_name


class RuntimeFilter(SelectionFilter):
    title = _("runtime")
    parameter_name = "runtime"
    word = "in_bands"

    def lookups(self, request, model_admin):
        return [(band.slug, band.name) for band in BANDS]


class FilmCountryFilter(CountryFilter):
    """Of films, of which some are in no selection."""

    def condition(self, value):
        return Exists(FilmCountry.objects.filter(film=OuterRef("pk"), country__slug=value))


class FilmRuntimeFilter(RuntimeFilter):
    """Of films, of which some are in no selection."""

    def condition(self, value):
        return BY_SLUG[value].as_q("runtime_minutes")


class MissingFilter(ClosedFilter):
    title = _("missing")
    parameter_name = "missing"

    def lookups(self, request, model_admin):
        lacks = OF_FILMS if self.model is Film else LACKS
        return [(lack.key, lack.name) for lack in lacks]

    def condition(self, value):
        return BY_KEY[value].condition("pk" if self.model is Film else "film")


class MissingOfScreeningFilter(ClosedFilter):
    title = _("missing")
    parameter_name = "missing"

    def lookups(self, request, model_admin):
        return [("ticket-link", _("ticket link"))]

    def condition(self, value):
        return Q(ticket_url="")
