"""The rows an index is made of: all that facets need of selections and screenings, in 3 queries."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import CharField, F, JSONField, Value
from django.db.models.functions import Cast

from catalogue.models import ScreeningAccess
from catalogue.models.screening_queries import ScreeningQuerySet
from catalogue.models.selection_queries import SelectionQuerySet

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


class ScreeningRow(NamedTuple):
    pk: int
    selection: int | None
    programme: int | None
    starts_at: object
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


def read_rows(selections: SelectionQuerySet, screenings: ScreeningQuerySet, words: str) -> Rows:
    """All rows, the selections in the order of their titles."""
    return Rows(
        read_selections(selections),
        read_screenings(screenings),
        read_lists(selections.order_by(), screenings.order_by(), words),
    )


def read_selections(selections: SelectionQuerySet) -> list[SelectionRow]:
    rows = selections.order_by("film__sort_title", "pk").values_list(
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
    )
    return [SelectionRow(*row) for row in rows]


def read_screenings(screenings: ScreeningQuerySet) -> list[ScreeningRow]:
    rows = screenings.order_by().values_list(
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
    return [ScreeningRow(*row) for row in rows]


def read_lists(
    selections: SelectionQuerySet, screenings: ScreeningQuerySet, words: str
) -> dict[str, list[ListRow]]:
    """What there are several of, by kind, in one query."""
    country, language = "film__film_countries__country", "film__film_languages__language"
    note = "selection_content_notes__content_note"
    first, *others = (
        list_of("country", selections, f"{country}__slug", names=f"{country}__names"),
        list_of("avoid", selections, f"{note}__key", names=f"{note}__names"),
        list_of("slot", selections, "slots__programme"),
        list_of("former section", selections, "section__former_slugs__slug", "section__slug"),
        list_of("words", selections.matching(words), "section__slug"),
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
    lists = defaultdict(list)
    for kind, *row in first.union(*others, all=True):
        lists[kind].append(ListRow(*row))
    return lists


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
