"""
Facets: the choices a filter offers, each with the number of selections it would find.

Counts are true for the present choice: a facet counts under every other filter but its own,
since its own values are alternatives. All facets are counted in one query.
"""

from dataclasses import dataclass

from django.db.models import Case, CharField, Count, F, JSONField, Q, Value, When
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.models import Selection
from catalogue.models.labels import label_in
from catalogue.runtimes import BANDS
from people.folding import fold


@dataclass(frozen=True)
class Choice:
    """One value of a facet; `query` is the address with it added, or taken away if chosen."""

    facet: str
    value: str
    name: str
    count: int
    is_chosen: bool
    query: str


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    choices: list[Choice]

    @property
    def is_chosen(self):
        return any(choice.is_chosen for choice in self.choices)


def count_by(selections, found, facet, value, names, rank=0, **conditions):
    """
    (facet, rank, value, names, count) rows: every value these selections have, and how many of
    those in `found` have it.
    """
    counted = Q(pk__in=found.order_by().values("pk"))
    return (
        selections.order_by()
        .filter(**conditions)
        .annotate(facet=Value(facet), rank=rank if rank else Value(0), value=value, label=names)
        .values("facet", "rank", "value", "label")
        .annotate(found=Count("pk", filter=counted))
        .values_list("facet", "rank", "value", "label", "found")
    )


class Facets:
    """The facets of one ProgrammeFilter, for templates to walk through."""

    def __init__(self, programme_filter):
        self.filter = programme_filter
        self.choice = programme_filter.choice

    def __iter__(self):
        return iter(self.facets)

    @cached_property
    def counted(self):
        """All facets' values and counts, in one query."""
        selections = self.filter.queryset
        no_names = Value(None, JSONField())
        bands = Case(
            *(When(band.as_q("film__runtime_minutes"), then=Value(band.slug)) for band in BANDS),
            output_field=CharField(),
        )
        spoken = "film__film_languages__language"
        made_in = "film__film_countries__country"
        sources = {
            "section": {
                "value": F("section__slug"),
                "names": F("section__names"),
                "rank": F("section__position"),
            },
            "country": {
                "value": F(f"{made_in}__slug"),
                "names": F(f"{made_in}__names"),
                f"{made_in}__isnull": False,
            },
            "runtime": {
                "value": bands,
                "names": no_names,
                "film__runtime_minutes__isnull": False,
            },
            "language": {
                "value": F(f"{spoken}__slug"),
                "names": F(f"{spoken}__names"),
                f"{spoken}__isnull": False,
            },
            "status": {"value": F("status"), "names": no_names},
            "premiere": {
                "value": F("premiere_status"),
                "names": no_names,
                "premiere_status__gt": "",
            },
        }
        first, *others = (
            count_by(selections, self.filter.without(facet), facet, **source)
            for facet, source in sources.items()
            if facet in self.filter.filters
        )
        return list(first.union(*others, all=True))

    @cached_property
    def facets(self):
        bands = {band.slug: band.name for band in BANDS}
        return [
            self.facet("section", _("Section")),
            self.facet("country", _("Country")),
            self.facet("runtime", _("Runtime"), bands),
            self.facet("language", _("Language")),
            self.facet("premiere", _("Premiere status"), dict(Selection.Premiere.choices)),
            self.facet("status", _("Status"), dict(Selection.Status.choices)),
        ]

    def facet(self, name, label, labels=None):
        """The choices of one facet: in the order of `labels`, else by rank and name."""
        order = list(labels or {})
        rows = [
            (
                order.index(value) if order else rank,
                str(labels[value]) if labels else label_in(names),
                value,
                count,
            )
            for name_of_facet, rank, value, names, count in self.counted
            if name_of_facet == name
        ]
        rows.sort(key=lambda row: (row[0], fold(row[1])))
        choices = [self.to_choice(name, value, text, count) for _, text, value, count in rows]
        return Facet(name, label, choices)

    def to_choice(self, facet, value, name, count):
        chosen = value in self.choice.get(facet, ())
        return Choice(facet, value, name, count, chosen, self.query_toggling(facet, value))

    def query(self, **changes):
        """The choice as a query string, in one fixed order whatever the address's was."""
        query = QueryDict(mutable=True)
        for name, value in (self.choice | changes).items():
            query.setlist(name, value if isinstance(value, list) else [value])
        return query.urlencode()

    def query_toggling(self, facet, value):
        values = self.choice.get(facet, [])
        changed = [v for v in values if v != value] if value in values else [*values, value]
        return self.query(**{facet: changed})

    def chips(self):
        """(label, value as shown, query without it) for everything chosen."""
        by_value = {(c.facet, c.value): c.name for facet in self for c in facet.choices}
        nowhere = gettext("“%(value)s” (nothing here has it)")
        chips = []
        for name, chosen in self.choice.items():
            values = chosen if isinstance(chosen, list) else [chosen]
            for value in values if name != "sort" else ():
                shown = by_value.get((name, value)) or (
                    nowhere % {"value": value} if values is chosen else value
                )
                rest = [other for other in values if other != value]
                chips.append((self.filter.filters[name].label, shown, self.query(**{name: rest})))
        return chips
