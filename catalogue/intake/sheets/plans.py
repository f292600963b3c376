"""What an import would do, row by row, as a person looks at it."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from catalogue.intake.sheets.fields import Field
from catalogue.intake.sheets.saying import Said, Saying
from catalogue.intake.sheets.tables import Row
from catalogue.models import Film, FilmLock, ImportRow, Section, Selection
from people.models import Change

Standing = ImportRow.Standing


@dataclass(frozen=True)
class Difference:
    """A field of which a row says something else than the records, or where they say nothing."""

    said: Said
    before: Any
    is_conflict: bool = False
    lock: FilmLock | None = None
    is_taken: bool = True
    last: Change | None = None

    @property
    def field(self) -> Field:
        return self.said.field

    @property
    def was(self) -> str:
        return self.field.shown(self.before)

    @property
    def becomes(self) -> str:
        return self.field.shown(self.said.value)

    @property
    def why(self) -> str:
        """Why it is not for the sheet alone to say: the lock, or who wrote what is there."""
        if self.lock and self.lock.reason:
            return gettext("locked: %(why)s") % {"why": self.lock.reason}
        if self.lock:
            return gettext("locked")
        if not self.last:
            return ""
        at = date_format(timezone.localtime(self.last.at), "SHORT_DATETIME_FORMAT")
        return gettext("by %(who)s, %(at)s") % {"who": self.last.user_name or "–", "at": at}


@dataclass(frozen=True)
class RowPlan:
    """What becomes of a row; `twin` is the number of an earlier row about the same new film."""

    row: Row
    saying: Saying
    film: Film | None = None
    selection: Selection | None = None
    section: Section | None = None
    twin: int | None = None
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        return self.row.number

    @property
    def title(self) -> str:
        said = self.saying.titles
        return said[0] if said else next(filter(None, self.row.cells), "")[:100]

    @property
    def taken(self) -> list[Difference]:
        return [one for one in self.differences if one.is_taken]

    @property
    def conflicts(self) -> list[Difference]:
        return [one for one in self.differences if one.is_conflict]

    @property
    def kept(self) -> list[Difference]:
        return [] if self.refusals else [one for one in self.differences if not one.is_taken]

    @property
    def standing(self) -> Standing:
        if self.refusals:
            return Standing.REFUSED
        if not self.film and not self.twin:
            return Standing.NEW
        return Standing.CHANGED if self.taken else Standing.UNCHANGED

    def conflict_name(self, difference: Difference) -> str:
        return f"{self.number}:{difference.field.key}"


@dataclass(frozen=True)
class Plan:
    rows: tuple[RowPlan, ...]

    @cached_property
    def counts(self) -> dict[str, int]:
        counted = Counter(plan.standing.value for plan in self.rows)
        return {one.value: counted[one.value] for one in Standing}

    def of(self, standing: Standing) -> list[RowPlan]:
        return [plan for plan in self.rows if plan.standing is standing]

    @property
    def conflicts(self) -> int:
        return sum(len(plan.conflicts) for plan in self.rows)

    @cached_property
    def fingerprint(self) -> str:
        """The same as long as the import would do the same, whatever conflicts are decided."""
        told = [
            (plan.number, plan.film and plan.film.pk, plan.twin, plan.refusals, one.field.key)
            + (repr(one.before), repr(one.said.value), one.is_conflict, bool(one.lock))
            for plan in self.rows
            for one in plan.differences or (Difference(Said(Field("", ""), None, "", ""), None),)
        ]
        return sha256(repr(told).encode()).hexdigest()
