"""What a record was, and whether it still is: read backwards from what is stored."""

from django.db.models import Model, QuerySet

from people.history.rows import Address, Values, address_of, of_record, rows_of
from people.models import Change, RecordChange, RowChange


def last_change_id(record: Model) -> int:
    """
    What a form or a table keeps beside a record it shows, to be asked for later; 0 where nothing
    was ever written down. To be read before the record is: who reads it after may miss a change.
    """
    return RecordChange.objects.last_ids([record]).get(record.pk, 0)


def changed_since(record: Model, change_id: int) -> QuerySet[Change]:
    """
    The changes of the record, or of what is kept with it, that are newer than that one. For an
    answer that holds until the write, ask inside `recording`.
    """
    return Change.objects.of(record).since(change_id)


def rows_now(record: Model) -> dict[Address, Values]:
    return {address: row.values for address, row in rows_of([record]).items()}


def rows_as_of(record: Model, change_id: int) -> dict[Address, Values]:
    """The rows of the record as they were right after that change; {} where there was none."""
    return of_record(rows_then(record, change_id), address_of(record))


def rows_then(record: Model, change_id: int) -> dict[Address, Values]:
    """As `rows_as_of`, with what was another record's then and is this one's now."""
    rows = rows_now(record)
    for later in RowChange.objects.of(record).since(change_id):
        address = Address(later.model, later.key)
        if later.before is None:
            rows.pop(address, None)
        else:
            rows[address] = later.before
    return rows
