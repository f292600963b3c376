"""
Changes are written down where they are made:

    with recording(request.user, Change.Kind.SAVED, [film]) as changes:
        …                         # any way of writing: forms, bulk, update(), cascades
        changes.created(person)   # what was not there before
        changes.watch(other)      # what is about to change too

The rows of these records are read before and after, in the same transaction, and what differs is
kept. Nothing is written where nothing differs, or where the block raises. The records are locked,
so that who asks `changed_since` inside the block asks for all there is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model

from people.history.rows import (
    Address,
    Row,
    Rows,
    address_of,
    owner_fields,
    records_above,
    rows_of,
)
from people.models import Change, RecordChange, RowChange

BATCH = 500


class Recording:
    """What is watched, and as it was; after the block, `change` is what was written, or None."""

    def __init__(self):
        self.watched: set[Address] = set()
        self.before: Rows = {}
        self.change: Change | None = None

    def watch(self, *records: Model) -> None:
        """To be called before they change; what is watched already is not forgotten."""
        records = [record for record in records if address_of(record) not in self.watched]
        lock(records)
        self.watched |= {address_of(record) for record in records}
        self.before = rows_of(records) | self.before

    def created(self, *records: Model) -> None:
        """Records, or parts of records, that were not there when the block began."""
        self.watched |= {address_of(record) for record in records}

    def after(self) -> Rows:
        """The rows now, those included that are kept with another record by now."""
        rows = rows_of(self.watched)
        return rows | rows_of(address for address in self.before if address not in rows)


@contextmanager
def recording(
    user: AbstractBaseUser | str | None,
    kind: Change.Kind,
    records: Iterable[Model] = (),
    comment: str = "",
    undoes: Change | None = None,
) -> Iterator[Recording]:
    """
    Keep what the block changes of these records, and of those it tells of itself. `user`: who
    does it, or the name of the command that does.
    """
    with transaction.atomic():
        record = Recording()
        record.watch(*records)
        yield record
        before, after = record.before, record.after()
        differing = [
            address
            for address in before | after
            if values_in(before, address) != values_in(after, address)
        ]
        if differing:
            record.change = Change.objects.create(
                user=user if getattr(user, "pk", None) else None,
                user_name=name_of(user),
                kind=kind,
                comment=comment[:500],
                undoes=undoes,
            )
            write(record.change, differing, before, after)


def name_of(user: AbstractBaseUser | str | None) -> str:
    full_name = getattr(user, "get_full_name", str)()
    return (full_name or str(user or ""))[:200]


def values_in(rows: Rows, address: Address) -> dict | None:
    return rows[address].values if address in rows else None


def write(change: Change, differing: list[Address], before: Rows, after: Rows) -> None:
    nowhere = Row({}, frozenset())
    belonging = [
        before.get(address, nowhere).records | after.get(address, nowhere).records
        for address in differing
    ]
    rows = RowChange.objects.bulk_create(
        [
            RowChange(
                change=change,
                model=address.model,
                key=address.key,
                before=values_in(before, address),
                after=values_in(after, address),
            )
            for address in differing
        ],
        BATCH,
    )
    records = RecordChange.objects.bulk_create(
        [RecordChange(change=change, model=a.model, key=a.key) for a in set().union(*belonging)],
        BATCH,
    )
    kept = {Address(record.model, record.key): record for record in records}
    link = RowChange.records.through
    link.objects.bulk_create(
        [
            link(rowchange=row, recordchange=kept[address])
            for row, theirs in zip(rows, belonging, strict=True)
            for address in theirs
        ],
        BATCH,
    )


def lock(records: Iterable[Model]) -> None:
    """
    Hold the records, and those they are kept with, until the transaction ends: the outermost
    first, so that two editors wait for each other instead of standing in each other's way.
    """
    keys: dict[str, set[int]] = defaultdict(set)
    for record in records:
        keys[record._meta.label_lower].add(record.pk)
        for above in records_above([record])[record.pk]:
            keys[above.model].add(above.key)
    for label in sorted(keys, key=lambda label: (depth(label), label)):
        held = apps.get_model(label)._base_manager.filter(pk__in=keys[label])
        list(held.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def depth(label: str) -> int:
    """How many records a record of that model is kept with, one within the other."""
    owners = [
        field.related_model._meta.label_lower for field in owner_fields(apps.get_model(label))
    ]
    return 1 + max(map(depth, owners)) if owners else 0
