"""The rows of a table, and what becomes of them: all are saved, or none is."""

from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext

from people.admin.meanwhile.sent import names_sent, readable, values_sent
from people.admin.meanwhile.then import instances_then
from people.history import changed_since, recording
from people.history.past import rows_then
from people.history.rows import address_of
from people.models import Change, RecordChange
from people.questions import to_key

FILL = "fill"


@dataclass(frozen=True)
class Cell:
    """A field of a row, and what is stored where something else was typed."""

    field: BoundField
    was: str | None


class NotSavedError(Exception):
    """A row could not be saved; nothing of the others is kept either."""


class Row:
    def __init__(self, record: Any, form_class: type, data: Any, seen: int):
        self.record, self.seen, self.label = record, seen, form_class.label_of(record)
        self.form = form_class(data, instance=record, prefix=str(record.pk))
        self.is_warned = data is not None and f"warned-{record.pk}" in data
        self.meanwhile: list[str] = []

    @property
    def cells(self) -> list[Cell]:
        return [Cell(field, self.was(field)) for field in self.form]

    def was(self, field: BoundField) -> str | None:
        if not self.form.is_bound or field.name not in self.form.changed_data:
            return None
        return readable(field.field, field.initial)

    @property
    def warnings(self) -> list[str]:
        return self.form.warnings()

    def save(self) -> bool:
        """Whether it is: only what is valid, seen as it is stored, and warned of."""
        if self.meanwhile or (self.warnings and not self.is_warned) or not self.form.is_valid():
            return False
        self.form.save()
        return True


class Table:
    """
    Some fields of some records of one kind, a row each. Each row says up to which change its
    editor has seen the record, as the record's own page does.
    """

    def __init__(self, records, form_class, data=None):
        self.records, self.form_class = list(records), form_class
        self.data = data.copy() if data is not None else None
        now = RecordChange.objects.last_ids(self.records)
        self.rows = [self.row(record, now.get(record.pk, 0)) for record in self.records]
        nothing = dict.fromkeys(form_class.base_fields)
        self.heads = form_class(prefix=FILL, initial=nothing)

    def row(self, record, now):
        told = None if self.data is None else to_key(self.data.get(f"seen-{record.pk}", ""))
        return Row(record, self.form_class, self.data, now if told is None else told)

    def fill(self, name: str) -> None:
        """Type in every row what stands above them all in that column, if it is one."""
        if name not in self.form_class.base_fields:
            return
        widget = self.form_class.base_fields[name].widget
        for source in names_sent(widget, f"{FILL}-{name}"):
            for row in self.rows:
                target = source.replace(FILL, row.form.prefix, 1)
                self.data.setlist(target, self.data.getlist(source))

    @property
    def is_valid(self) -> bool:
        return all(row.form.is_valid() for row in self.rows)

    @property
    def is_stale(self) -> bool:
        return any(row.meanwhile for row in self.rows)

    @property
    def changed(self) -> list[Row]:
        return [row for row in self.rows if row.form.has_changed()]

    def save(self, user) -> Change | None:
        """
        Save what was typed. Raises NotSavedError, and keeps nothing, where a value cannot be or
        somebody changed one of the records after it was seen; the rows then say so.
        """
        with recording(user, Change.Kind.SAVED, [row.record for row in self.changed]) as made:
            for row in self.changed:
                row.meanwhile = [c.user_name for c in changed_since(row.record, row.seen)]
            # One after the other, so that each is checked against what those before it became.
            saved = [row.save() for row in self.changed]
            if not all(saved):
                raise NotSavedError
        return made.change

    def look_again(self, fresh) -> "Table":
        """
        The table over the records as they are now, with what was typed in it: a value nobody
        typed is not one to lay over a colleague's. What was deleted meanwhile has no row any more.
        """
        records, data = {record.pk: record for record in fresh}, self.data
        rows = [row for row in self.rows if row.record.pk in records]
        for row in rows:
            record = records[row.record.pk]
            if row.meanwhile:
                self.keep_theirs(record, row)
                data.pop(f"seen-{record.pk}", None)
        there = [records[row.record.pk] for row in rows]
        table = type(self)(there, self.form_class, data)
        for row, before in zip(table.rows, rows, strict=True):
            row.meanwhile = list(dict.fromkeys(before.meanwhile))
            if row.meanwhile and row.form.is_valid():
                said = gettext("%(names)s changed this meanwhile. Look at it, and save again.")
                row.form.add_error(None, said % {"names": ", ".join(row.meanwhile)})
        return table

    def keep_theirs(self, record, row):
        then = instances_then(rows_then(record, row.seen)).get(address_of(record), record)
        mine = self.form_class(self.data, instance=then, prefix=row.form.prefix)
        theirs = self.form_class(instance=record, prefix=row.form.prefix)
        for field in theirs:
            if field.name not in mine.changed_data:
                for name, values in values_sent(field.field.widget, field.html_name, field.initial):
                    self.data.setlist(name, values)
