"""
Who worked on a selection last, and how long it has been waiting.

The age programmers ask for is how long a selection has been in its state: for weeks considered,
for weeks invited and not answered. When it was last touched is another matter; both come from the
history, and what was never written down there is not known.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Film, Selection
from catalogue.models.selection_queries import SelectionQuerySet
from people.models import Change, RecordChange, RowChange

UNKNOWN = "unknown"
WAITS = {
    "under-2-weeks": _("less than 2 weeks"),
    "2-to-4-weeks": _("2 to 4 weeks"),
    "over-4-weeks": _("longer than 4 weeks"),
    UNKNOWN: _("not known since when"),
}


def last_changes(selections: SelectionQuerySet) -> dict[int, Change]:
    """The last change of each selection or of its film, by the selection's key; four queries."""
    films = dict(selections.order_by().values_list("pk", "film"))
    of_selections = last_ids(Selection, films)
    of_films = last_ids(Film, set(films.values()))
    last = {pk: max(of_selections.get(pk, 0), of_films.get(film, 0)) for pk, film in films.items()}
    changes = Change.objects.in_bulk(set(last.values()) - {0})
    return {pk: changes[change] for pk, change in last.items() if change}


def last_ids(model: type, keys: Iterable[int]) -> dict[int, int]:
    changes = RecordChange.objects.filter(model=model._meta.label_lower, key__in=keys).order_by()
    return dict(changes.values_list("key").annotate(Max("change")))


def states_since(selections: SelectionQuerySet) -> dict[int, datetime]:
    """When each came into the state it is in, where that was written down; one query."""
    rows = RowChange.objects.filter(
        model=Selection._meta.label_lower, key__in=selections.order_by().values("pk")
    )
    states = rows.order_by("change").values_list(
        "key", "before__status", "after__status", "change__at"
    )
    return {key: at for key, before, after, at in states if before != after}


def weeks_since(instant: datetime | None) -> int | None:
    return (timezone.now() - instant).days // 7 if instant else None


def wait_of(weeks: int | None) -> str:
    if weeks is None:
        return UNKNOWN
    return "under-2-weeks" if weeks < 2 else "2-to-4-weeks" if weeks <= 4 else "over-4-weeks"
