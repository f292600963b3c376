"""Records of a package as rows of the database: checked one by one, stored by the batch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission, User
from django.db import DataError, IntegrityError, connection, models, transaction
from django.db.models import Field, FileField, Model

from festival.packages.contents import empty, is_reference, key_of
from festival.packages.scopes import Whole
from festival.packages.soundness import BadPackageError
from festival.packages.values import BadValueError, from_json

REFUSED = (IntegrityError, DataError, OverflowError)
TELLING = ("slug", "code", "key", "name", "username", "title", "id")
BATCH = 500
NUMBER, TEXT = models.BigIntegerField(), models.TextField()


@dataclass(frozen=True, eq=False)
class Line:
    """A record with the place it stands at, for whoever has to find it."""

    source: object
    file: str
    number: int
    record: dict[str, Any]

    def refuse(self, why: str):
        name = next((self.record[one] for one in TELLING if self.record.get(one)), "")
        raise BadPackageError(f"{self.source}: {self.file}, line {self.number} (“{name}”): {why}.")


class Table:
    """How the records of one model are read."""

    def __init__(self, model: type[Model], scope: type[Whole], made_at: datetime):
        """`made_at`: the hour of what the package leaves out and a record cannot be without."""
        self.model, self.made_at = model, made_at
        columns = scope.columns(model)
        self.references = [field for field in columns if field.is_relation and is_reference(field)]
        self.values = [field for field in columns if field not in self.references]
        self.lists = scope.lists(model)
        self.names = {field.name for field in (*columns, *self.lists)}
        self.unsaid = [field for field in model._meta.concrete_fields if field not in columns]

    def store(self, lines: list[Line]) -> None:
        """Store these records; what one of them refers to has to be there, or be among them."""
        rows = [self.row_of(line) for line in lines]
        for field in self.references:
            if field.related_model is not self.model:
                self.refer(field, lines, rows)
        self.insert(lines, rows)
        for field in self.lists:
            self.store_lists(field, lines)

    def row_of(self, line: Line) -> dict[str, Any]:
        """{column: value} of what refers to no other record."""
        if wrong := sorted(self.names ^ line.record.keys()):
            is_there = wrong[0] in line.record
            line.refuse(f"{wrong[0]!r} is {'no field of it' if is_there else 'missing'}")
        row = {field.attname: self.when_unsaid(field) for field in self.unsaid}
        for field in self.values:
            try:
                row[field.attname] = from_json(field, line.record[field.name])
            except BadValueError as error:
                line.refuse(f"{field.name} {error}")
        return row

    def when_unsaid(self, field: Field) -> Any:
        if isinstance(field, models.DateTimeField) and not field.null:
            return self.made_at
        return empty(field)

    def refer(self, field: Field, lines: list[Line], rows: list[dict[str, Any]]) -> None:
        """The number of the record that each names, or None."""
        keys = [self.key_in(line, field, line.record[field.name]) for line in lines]
        numbers = numbers_of(field.related_model, keys)
        for line, row, key in zip(lines, rows, keys, strict=True):
            if key is not None and key not in numbers:
                line.refuse(f"{field.name} {key!r} is not in the package")
            row[field.attname] = numbers.get(key)

    def key_in(self, line: Line, field: Field, value: Any) -> Any:
        if value is None and field.null:
            return None
        try:
            return from_json(key_field(field.related_model), value)
        except BadValueError as error:
            line.refuse(f"{field.name} {error}")

    def refer_within(self, lines: list[Line]) -> None:
        """What names a record of the same file, once all of it is stored."""
        for field in self.references:
            if field.related_model is self.model:
                naming = [line for line in lines if line.record[field.name] is not None]
                rows: list[dict[str, Any]] = [{} for _line in naming]
                self.refer(field, naming, rows)
                for line, row in zip(naming, rows, strict=True):
                    here = self.model._base_manager.filter(pk=line.record["id"])
                    attempt(line, here.update, **row)

    @property
    def refers_within(self) -> bool:
        return any(field.related_model is self.model for field in self.references)

    def insert(self, lines: list[Line], rows: list[dict[str, Any]]) -> None:
        """All at once; where the database refuses that, one by one to find the one it refuses."""
        instances = [instance_of(self.model, row) for row in rows]
        derive(self.model, instances)
        try:
            with transaction.atomic():
                insert_as_they_are(self.model, instances)
        except REFUSED:
            for line, instance in zip(lines, instances, strict=True):
                attempt(line, insert_as_they_are, self.model, [instance])

    def store_lists(self, field: Field, lines: list[Line]) -> None:
        through = field.remote_field.through
        source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
        pairs = []
        for line in lines:
            if not isinstance(line.record[field.name], list):
                line.refuse(f"{field.name} is no list")
            pairs += [(line, self.key_in(line, field, key)) for key in line.record[field.name]]
        numbers = numbers_of(field.related_model, [key for _line, key in pairs])
        for line, key in pairs:
            if key not in numbers:
                line.refuse(f"{field.name} {key!r} is not in the package")
        through._base_manager.bulk_create(
            [
                through(**{f"{source}_id": line.record["id"], f"{target}_id": numbers[key]})
                for line, key in pairs
            ],
            batch_size=BATCH,
        )


def attempt(line: Line, write, *arguments, **more) -> None:
    """Write, or refuse the record in the database's own words."""
    try:
        with transaction.atomic():
            write(*arguments, **more)
    except REFUSED as error:
        line.refuse(f"the database refuses it: {str(error).partition(chr(10))[0]}")


def key_field(model: type[Model]) -> Field:
    """The field that says what a reference to such a record looks like."""
    key = "__".join(key_of(model))
    if key == "pk":
        return NUMBER
    return TEXT if model is Permission else model._meta.get_field(key)


def numbers_of(model: type[Model], keys: Iterable[Any]) -> dict[Any, int]:
    """{key: number} of those of these records that there are: one query."""
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {}
    path = key_of(model)
    rows = model._base_manager.all()
    if len(path) == 1:
        rows = rows.filter(**{f"{path[0]}__in": wanted})
    return {
        key[0] if len(key) == 1 else ".".join(key): number
        for number, *key in rows.values_list("pk", *path)
    }


def instance_of(model: type[Model], row: dict[str, Any]) -> Model:
    files = {field.attname for field in model._meta.fields if isinstance(field, FileField)}
    instance = model(**{name: value for name, value in row.items() if name not in files})
    # Set past the field, which would open the picture to measure it.
    vars(instance).update({name: row[name] for name in files})
    if model is User:
        instance.password = make_password(None)
    return instance


def derive(model: type[Model], instances: list[Model]) -> None:
    """What is made of other columns, and of parts of the records as far as they are stored."""
    if not hasattr(model, "derived"):
        return
    models.prefetch_related_objects(instances, *getattr(model, "derived_with", ()))
    for instance in instances:
        instance.derive()


def derive_again(model: type[Model]) -> None:
    """For the records that have such parts, once all of them are stored."""
    for parts in getattr(model, "derived_with", ()):
        having = model._base_manager.filter(**{f"{parts}__isnull": False}).distinct()
        keys = list(having.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            records = list(model._base_manager.filter(pk__in=keys[start : start + BATCH]))
            derive(model, records)
            model._base_manager.bulk_update(records, model.derived)


def insert_as_they_are(model: type[Model], instances: list[Model]) -> None:
    """New rows with the numbers and hours they have: no save, no hour of today."""
    fields = model._meta.concrete_fields
    size = connection.ops.bulk_batch_size(fields, instances)
    for start in range(0, len(instances), size):
        batch = instances[start : start + size]
        model._base_manager._insert(batch, fields=fields, using=connection.alias, raw=True)
