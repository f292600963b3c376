"""What stands against a sheet's value: a lock, and what somebody wrote or took away since."""

from collections.abc import Collection
from typing import Any

from catalogue.intake.sheets.fields.base import EMPTY, Field, There
from catalogue.models import FilmLock, ImportedValue, lock_on
from people.models import Change, RowChange


class Conflicts:
    """Of films that are there: two queries; who wrote what is one more, once it is asked for."""

    def __init__(self, films: Collection[int]):
        self.origins = {
            (value.film_id, value.field): value.value
            for value in ImportedValue.objects.standing().written().filter(film__in=films)
        }
        self.locks: dict[int, list[FilmLock]] = {}
        for lock in FilmLock.objects.filter(film__in=films):
            self.locks.setdefault(lock.film_id, []).append(lock)

    def lock(self, field: Field, there: There) -> FilmLock | None:
        return lock_on(self.locks.get(there.film.pk, []), field.key) if there.film else None

    def is_somebodys(self, field: Field, there: There, now: Any) -> bool:
        """
        Whether somebody wrote what is there, or took away what an import wrote: whether it is
        anything else than an import left. Imports once remembered choices by their labels.
        """
        origin = self.origins.get((there.film.pk, origin_key(field, there))) if there.film else None
        if now in EMPTY:
            return bool(origin)
        return origin not in (field.stored(now), field.shown(now))


def origin_key(field: Field, there: There) -> str:
    """What is of a selection is remembered under it: a film may have several."""
    is_placed = there.selection and not field.is_of_film
    return f"{field.key}@{there.selection.pk}" if is_placed else field.key


def last_changes(asked: Collection[tuple[Field, There]]) -> dict[tuple[str, str], Change]:
    """
    Who changed a field last, and when, by the film's key and the field's; what the history knows
    nothing of is left out. One query.
    """
    films = {there.film.pk for _field, there in asked}
    rows = RowChange.objects.filter(
        records__model="catalogue.film", records__key__in=films
    ).select_related("change")
    found: dict[tuple[int, str], Change] = {}
    for row in rows.prefetch_related("records").order_by("pk").iterator(1000):
        owners = {one.key for one in row.records.all() if one.model == "catalogue.film"}
        for field, there in asked:
            if there.film.pk in owners and is_changed_by(row, field, there):
                found[there.film.pk, origin_key(field, there)] = row.change
    return found


def is_changed_by(row: RowChange, field: Field, there: There) -> bool:
    before, after = row.before or {}, row.after or {}
    if there.selection and field.is_of_selection:
        mine = there.selection.pk
        if mine not in (row.key, before.get("selection_id"), after.get("selection_id")):
            return False
    return field.is_changed_by(row.model, before, after)
