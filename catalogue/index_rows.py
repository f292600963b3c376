"""The rows an index is made of: all that facets need of selections and screenings, in 3 queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import CharField, F, JSONField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast

from catalogue.models import FilmCountry, Screening, ScreeningAccess, Selection
from catalogue.models.screening_queries import ScreeningQuerySet
from catalogue.models.selection_queries import SelectionQuerySet
from people.prepared import prepared

Names = dict[str, str]


class SelectionRow(NamedTuple):
    pk: int
    section: str
    section_names: Names
    section_rank: int
    form: str
    year: int | None
    minutes: int | None
    premiere: str
    status: str
    assessed_on: object
    filed: str
    main_country: str


class ScreeningRow(NamedTuple):
    pk: int
    selection: int | None
    programme: int | None
    starts_at: datetime
    venue: str
    venue_names: Names
    venue_rank: int
    wheelchair_places: int
    has_induction_loop: bool


class ListRow(NamedTuple):
    """One of several values of a selection or a screening; `extra` says more of the value."""

    owner: int
    value: str
    extra: str
    names: Names | None


@dataclass(frozen=True)
class Rows:
    selections: list[SelectionRow]
    screenings: list[ScreeningRow]
    lists: dict[str, list[ListRow]]

    def shown_at(self) -> dict[int, list[int]]:
        """The selections each screening shows; of a programme, those that are among ours."""
        programmes = defaultdict(list)
        for row in self.lists["slot"]:
            programmes[int(row.value)].append(row.owner)
        return {
            row.pk: [row.selection] if row.selection else programmes[row.programme]
            for row in self.screenings
        }


def read_rows(selections: SelectionQuerySet, screenings: ScreeningQuerySet) -> Rows:
    """All rows, the selections in the order of their titles."""
    lists = lists_of(selections.order_by(), screenings.order_by())
    return rows_of(selections_of(selections), screenings_of(screenings), lists)


def read_public_rows(year: int, at: datetime) -> Rows:
    """The same of all that is public of an edition, asked in prepared ways."""
    return rows_of(public_selections(year, at), public_screenings(year, at), public_lists(year, at))


@prepared
def public_selections(year, at):
    return selections_of(Selection.objects.public(at).in_edition(year))


@prepared
def public_screenings(year, at):
    return screenings_of(Screening.objects.public_in(year, at).going_ahead())


@prepared
def public_lists(year, at):
    selections = Selection.objects.public(at).in_edition(year)
    screenings = Screening.objects.public_in(year, at).going_ahead()
    return lists_of(selections.order_by(), screenings.order_by())


def rows_of(selections: Iterable, screenings: Iterable, lists: Iterable) -> Rows:
    kinds = defaultdict(list)
    for kind, *row in lists:
        kinds[kind].append(ListRow(*row))
    return Rows(
        [SelectionRow(*row) for row in selections],
        [ScreeningRow(*row) for row in screenings],
        kinds,
    )


def selections_of(selections: SelectionQuerySet) -> QuerySet:
    main_countries = FilmCountry.objects.filter(film=OuterRef("film")).order_by("position", "pk")
    return selections.order_by("film__sort_title", "pk").values_list(
        "pk",
        "section__slug",
        "section__names",
        "section__position",
        "film__form",
        "film__year",
        "film__runtime_minutes",
        "premiere_status",
        "status",
        "content_assessed_on",
        "film__sort_title",
        Subquery(main_countries.values("country__slug")[:1]),
    )


def screenings_of(screenings: ScreeningQuerySet) -> QuerySet:
    return screenings.order_by().values_list(
        "pk",
        "selection",
        "programme",
        "starts_at",
        "screen__venue__slug",
        "screen__venue__names",
        "screen__venue__position",
        "screen__wheelchair_places",
        "screen__has_induction_loop",
    )


def lists_of(selections: SelectionQuerySet, screenings: ScreeningQuerySet) -> QuerySet:
    """What there are several of, by kind, in one query."""
    country, language = "film__film_countries__country", "film__film_languages__language"
    note = "selection_content_notes__content_note"
    first, *others = (
        list_of("country", selections, f"{country}__slug", names=f"{country}__names"),
        list_of("avoid", selections, f"{note}__key", names=f"{note}__names"),
        list_of("slot", selections, "slots__programme"),
        list_of("former section", selections, "section__former_slugs__slug", "section__slug"),
        list_of(
            "access",
            screenings,
            "access__feature",
            access__status=ScreeningAccess.Status.CONFIRMED,
        ),
        list_of(
            "former venue", screenings, "screen__venue__former_slugs__slug", "screen__venue__slug"
        ),
        list_of_languages("language", selections, language),
        list_of_languages("subtitles", screenings, "subtitles__language"),
        list_of_languages("dubbed", screenings, "dubbed_into"),
        list_of_languages("voice-over", screenings, "voice_over_in"),
    )
    return first.union(*others, all=True)


def list_of_languages(kind, records, language):
    """Languages by their address, with their code."""
    return list_of(kind, records, f"{language}__slug", f"{language}__code", f"{language}__names")


def list_of(kind, records, value, extra=None, names=None, **where):
    """A row for every value that stands at that path from the records, under the same join."""
    columns = {
        "value": Cast(F(value), CharField()),
        "extra": Cast(F(extra), CharField()) if extra else Value("", CharField()),
        "names": F(names) if names else Value(None, JSONField()),
    }
    found = records.filter(**where, **{f"{value}__isnull": False})
    return found.annotate(kind=Value(kind), **columns).values_list("kind", "pk", *columns)
