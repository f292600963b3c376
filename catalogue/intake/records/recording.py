"""One entry on its way into the records: what was done so far, and how a record is saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DataError, IntegrityError
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import CharField, Model
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from catalogue.intake.entries import Entry
from catalogue.models import (
    Edition,
    Film,
    FilmLock,
    ImportedValue,
    Section,
    Selection,
    lock_on,
)
from people.folding import fold
from people.history import Recording as ChangesRecording
from people.models import Change, Person

EMPTY = (None, "")
# The fields that are filled in, by the key under which sheets and locks know them.
KEYS = {
    **{name: name for name in ("original_title", "year", "colour", "form")},
    **dict.fromkeys(("runtime_minutes", "runtime_seconds"), "runtime"),
    **dict.fromkeys(("premiere_status", "premiere_region", "premiere_country"), "premiere"),
    **dict.fromkeys(("age_rating", "age_recommendation"), "age"),
}
Record = TypeVar("Record", bound=Model)


class CannotRecordError(ValueError):
    """The entry lacks what a film cannot be without, fits several films, or fits no record."""


@dataclass
class Report:
    """What recording an entry did: a line for each record made, filled in, or left as it was."""

    film: Film | None = None
    selection: Selection | None = None
    change: Change | None = None
    made: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Decisions:
    """
    What somebody decided who looked an entry over: which film it is about, and whom its names mean
    (`None`: somebody new). What nobody decided is recognised as ever.
    """

    film: Film | None = None
    is_new_film: bool = False
    people: Mapping[str, Person | None] = field(default_factory=dict)
    status: str = Selection.Status.CONFIRMED


@dataclass
class Recording:
    """An entry, where it belongs, and the report of what was done with it."""

    entry: Entry
    edition: Edition
    section: Section
    language: str
    changes: ChangesRecording
    decisions: Decisions = Decisions()
    report: Report = field(default_factory=Report)
    locks: list[FilmLock] = field(default_factory=list)
    imported: dict[str, str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def film(self) -> Film:
        return self.report.film

    def make(self, record: Record, what: str) -> Record:
        save_valid(record)
        self.changes.created(record)
        self.report.made.append(what)
        return record

    def find_film(self, film: Film) -> None:
        """The film is there: what of it nobody may write, and what imports wrote of it before."""
        self.locks = list(film.locks.all())
        written = ImportedValue.objects.standing().written().filter(film=film)
        self.imported = {one.field.partition("@")[0]: one.value for one in written}

    def may_write(
        self, key: str, what: str, printed: object, name: str = "", is_empty: bool = True
    ) -> bool:
        """
        Whether what the page says may be added to a field, by its key in sheets: not where it is
        locked, nor where it is empty, or has not that name, and an import wrote it before:
        somebody has taken it away since. What is not written is reported.
        """
        told = {"what": what, "printed": printed}
        if lock_on(self.locks, key):
            self.report.kept.append(_("%(what)s is locked: the page says %(printed)s") % told)
            return False
        before = self.imported.get(key, "")
        if before and is_empty and fold(name) in fold(before):
            sentence = _("%(what)s was taken away since an import: the page says %(printed)s")
            self.report.kept.append(sentence % told)
            return False
        return True

    def fill(self, record: Model, name: str, value: object) -> bool:
        """Sets the field where it is empty; reports where it says something else."""
        there = getattr(record, name)
        if value in EMPTY or there == value:
            return False
        if there in EMPTY:
            if not self.may_fill(record, name, value):
                return False
            setattr(record, name, value)
            self.report.made.append(f"{as_words(name)}: {value}")
            return True
        self.keep(_(as_words(name)), there, value)
        return False

    def may_fill(self, record: Model, name: str, value: object) -> bool:
        """A fact that is kept in several columns is empty where all of them are."""
        key = KEYS.get(name, "")
        columns = [one for one, fact in KEYS.items() if fact == key and hasattr(record, one)]
        is_empty = all(getattr(record, one) in EMPTY for one in columns)
        return not key or self.may_write(key, _(as_words(name)), value, is_empty=is_empty)

    def keep(self, what: str, there: object, printed: object) -> None:
        told = _("%(what)s: %(there)s stays, the page says %(printed)s")
        self.report.kept.append(told % {"what": what, "there": there, "printed": printed})

    def ask(self, question: str) -> None:
        self.report.asked.append(question)


def key_of(name: str) -> str:
    """What the spellings of one name share."""
    return fold(name) or name


def as_words(name: str) -> str:
    return name.replace("_", " ")


# ---- Saving -------------------------------------------------------------------------------------


def save_valid(record: Model) -> None:
    """
    Saves a record of which every field fits, on every database alike.

    Raises CannotRecordError, which names the record and the field. What is computed when a record
    is saved is not validated before, but measured after: SQLite stores a text of any length,
    and PostgreSQL does not say which is too long.
    """
    computed = [one.name for one in record._meta.fields if not one.editable]
    try:
        validate_numbers(record)
        record.full_clean(exclude=computed)
        try:
            record.save()
        finally:
            validate_lengths(record)
    except ValidationError as error:
        raise CannotRecordError(refusal(record, complaints(record, error))) from None
    except (DataError, IntegrityError) as error:
        raise CannotRecordError(refusal(record, str(error).splitlines()[0])) from None


def validate_numbers(record: Model) -> None:
    """The smallest range that any database gives a number's kind; SQLite has only one kind."""
    for one in record._meta.fields:
        kind, value = one.get_internal_type(), getattr(record, one.attname)
        low, high = BaseDatabaseOperations.integer_field_ranges.get(kind, (None, None))
        if high and isinstance(value, int) and not low <= value <= high:
            raise ValidationError({one.name: f"{value} is not between {low} and {high}."})


def validate_lengths(record: Model) -> None:
    for one in record._meta.fields:
        value = getattr(record, one.attname)
        if isinstance(one, CharField) and one.max_length and len(value or "") > one.max_length:
            raise ValidationError({one.name: f"It has more than {one.max_length} characters."})


def complaints(record: Model, error: ValidationError) -> str:
    """Each complaint after the name of the field it is about."""
    return " ".join(
        " ".join(messages)
        if name == NON_FIELD_ERRORS
        else f"{record._meta.get_field(name).verbose_name}: {' '.join(messages)}"
        for name, messages in error.message_dict.items()
    )


def refusal(record: Model, why: str) -> str:
    what = capfirst(record._meta.verbose_name)
    return f"{what} “{Truncator(record).chars(60)}” cannot be recorded. {capfirst(why)}"
