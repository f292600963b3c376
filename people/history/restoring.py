"""Records made again what they were: all of it or nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import (
    Model,
    ProtectedError,
    RestrictedError,
    TextChoices,
)
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.history.differences import shown_fields
from people.history.past import rows_now, rows_then
from people.history.putting import InTheWayError, States, in_portions, lasts, put, said
from people.history.recording import recording
from people.history.rows import (
    Address,
    Rows,
    Values,
    address_of,
    instance_of,
    of_record,
    stored,
    values_of,
)
from people.models import Change, RecordChange, RowChange


def states_as_of(record: Model, change_id: int) -> tuple[States, States]:
    """The rows of a record that is there, as they are and as they are to be."""
    if Change.objects.of(record).since(change_id).of_mergers().exists():
        raise InTheWayError(gettext("It was part of a merger since; that is undone as a whole."))
    now, all_then = rows_now(record), rows_then(record, change_id)
    then = of_record(all_then, address_of(record))
    if not then:
        raise InTheWayError(gettext("It was not there before that change."))
    given_back = {address: all_then[address] for address in now if address in all_then}
    wanted = {a: v for a, v in (given_back | then).items() if not lasts(a)}
    wanted |= {a: v for a, v in now.items() if lasts(a)}
    return now, {a: counted_on(a, v, now.get(a)) for a, v in wanted.items()}


def counted_on(address: Address, wanted: Values, now: Values | None) -> Values:
    """What a model only ever counts up stays as it is."""
    names = getattr(apps.get_model(address.model), "counted_on", ())
    return wanted | {name: now[name] for name in names} if now else wanted


def states_undone(rows: list[RowChange]) -> tuple[States, States]:
    """These rows as they are and as they were before; InTheWayError where they changed since."""
    now, wanted, sentences = {}, {}, []
    there = {address_of(one): one for one in stored_of(rows)}
    for row in rows:
        address = Address(row.model, row.key)
        if lasts(address) and row.before is None:
            continue
        current = values_of(there[address]) if address in there else None
        if current is not None:
            now[address] = current
        if is_otherwise(current, row):
            sentences.append(
                gettext("%(row)s was changed again since.")
                % {"row": said(address, current or row.after)}
            )
        elif row.before is not None:
            wanted[address] = counted_on(address, taken_back(current, row), current)
    if sentences:
        raise InTheWayError(*sentences)
    return now, wanted


def stored_of(rows: Iterable[RowChange | RecordChange]) -> list[Model]:
    """What is there of these rows or records: a query for each few hundred of a model."""
    keys: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        keys[row.model].append(row.key)
    return [
        instance
        for label in keys
        for some in in_portions(keys[label])
        for instance in stored(apps.get_model(label), some)
    ]


def is_otherwise(current: Values | None, row: RowChange) -> bool:
    """Whether what the change made of the row has been changed again."""
    if current is None or row.after is None:
        return current is not row.after
    names = [field.attname for field in shown_fields(apps.get_model(row.model))]
    if row.before is not None:
        names = [name for name in names if row.before.get(name) != row.after.get(name)]
    return any(current.get(name) != row.after.get(name) for name in names)


def taken_back(current: Values | None, row: RowChange) -> Values:
    """The row before the change, in all that is still as the change left it."""
    if current is None:
        return row.before
    still = {name: v for name, v in row.before.items() if current.get(name) == row.after.get(name)}
    return current | still


class Way(TextChoices):
    """How a record may go back, seen from a change in its history."""

    BEFORE = "before", _("as it was before this change")
    AFTER = "after", _("as it was after this change")
    UNDO = "undo", _("without this change")


def states(record: Model, change: Change, way: Way) -> tuple[States, States]:
    """The rows as they are and as they are to be; InTheWayError where that cannot be."""
    if way == Way.UNDO and change.is_undone_as_a_whole:
        raise InTheWayError(gettext("A merger is undone as a whole."))
    if way == Way.UNDO:
        return states_undone(list(RowChange.objects.of(record).filter(change=change)))
    return states_as_of(record, change.pk if way == Way.AFTER else change.pk - 1)


def go_back(user, record: Model, change: Change, way: Way) -> Change | None:
    """Make a record that is there what it was; what was written of it, if anything differs."""
    kind = Change.Kind.UNDONE if way == Way.UNDO else Change.Kind.RESTORED
    with refusals(), recording(user, kind, [record], undoes=change) as changes:
        now, wanted = states(record, change, way)
        watch_elsewhere(changes, now, wanted)
        put(now, wanted)
    return changes.change


def undo(user, change: Change) -> Change | None:
    """Take back a change of many records as one; InTheWayError names what changed since."""
    records = stored_of(change.records.all())
    with refusals(), recording(user, Change.Kind.UNDONE, records, undoes=change) as changes:
        now, wanted = states_undone(list(change.rows.all()))
        refuse_additions(changes.before, now, wanted)
        watch_elsewhere(changes, now, wanted)
        put(now, wanted)
    return changes.change


def refuse_additions(there: Rows, now: States, wanted: States) -> None:
    """What somebody added since to a record that would go: nobody meant that to go with it."""
    goes = {address for address in now if address not in wanted}
    sentences = [
        gettext("%(row)s was added since.") % {"row": said(address, row.values)}
        for address, row in there.items()
        if address not in now and not lasts(address) and goes & row.records
    ]
    if sentences:
        raise InTheWayError(*sentences)


def deleted_rows(deletion: RowChange) -> States:
    """A deleted record with all that went with it."""
    address = Address(deletion.model, deletion.key)
    rows = RowChange.objects.filter(
        change=deletion.change,
        records__in=deletion.change.records.filter(model=address.model, key=address.key),
        after__isnull=True,
    )
    return of_record({Address(row.model, row.key): row.before for row in rows}, address)


def bring_back(user, deletion: RowChange) -> Change | None:
    """Make a deleted record again, with the same keys."""
    with refusals(), recording(user, Change.Kind.RESTORED, undoes=deletion.change) as changes:
        wanted = deleted_rows(deletion)
        here = {a for a in wanted if stored(apps.get_model(a.model), [a.key])}
        if here:
            raise InTheWayError(gettext("It is there again already."))
        changes.created(*(instance_of(address, values) for address, values in wanted.items()))
        put({}, wanted)
    return changes.change


def watch_elsewhere(changes, now: States, wanted: States) -> None:
    """Rows that are another record's by now are watched there."""
    away = [address for address in wanted if address not in now]
    for address in away:
        changes.watch(*stored(apps.get_model(address.model), [address.key]))
    changes.created(*(instance_of(address, wanted[address]) for address in away))


@contextmanager
def refusals() -> Iterator[None]:
    """What a database or a model refuses, as InTheWayError; and nothing half done."""
    try:
        with transaction.atomic():
            yield
    except ValidationError as error:
        raise InTheWayError(*error.messages) from error
    except (ProtectedError, RestrictedError) as error:
        raise InTheWayError(said_of_protected(error)) from error
    except IntegrityError as error:
        raise InTheWayError(gettext("Another record is in the way.")) from error


def said_of_protected(error: ProtectedError | RestrictedError) -> str:
    records = getattr(error, "protected_objects", None) or error.restricted_objects
    names = ", ".join(sorted(str(record) for record in records)[:5])
    return gettext("Other records hold on to what would have to go: %(names)s.") % {"names": names}
