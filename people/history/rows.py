"""
The rows of a record: what the database keeps of it, as plain values.

A model says in `kept_with` which of its reverse relations are parts of it; whatever has such a
line, an empty one too, is a record with a history of its own. The rows of a record are its own
row, those of its parts and those of their parts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import ForeignKey, ManyToOneRel, Model

PLAIN = (bool, int, str, list, dict, type(None))

Values = dict[str, Any]


class Address(NamedTuple):
    """Where a row is: the label of its model, as in `catalogue.film`, and its primary key."""

    model: str
    key: int


class Row(NamedTuple):
    values: Values
    records: frozenset[Address]


Rows = dict[Address, Row]


def address_of(record: Model) -> Address:
    return Address(record._meta.label_lower, record.pk)


def parts_of(model: type[Model]) -> list[ManyToOneRel]:
    return [model._meta.get_field(name) for name in getattr(model, "kept_with", ())]


@cache
def owner_fields(model: type[Model]) -> list[ForeignKey]:
    """The foreign keys of the model to what its rows are kept with."""
    return [
        part.field
        for owner in apps.get_models()
        for part in parts_of(owner)
        if part.related_model is model
    ]


def is_record(model: type[Model]) -> bool:
    return hasattr(model, "kept_with")


def own_fields(model: type[Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def values_of(instance: Model) -> Values:
    """What JSON can say, exactly: whole instants, decimals and files as text."""
    return {field.attname: plain(field, instance) for field in own_fields(type(instance))}


def plain(field: models.Field, instance: Model) -> Any:
    value = field.value_from_object(instance)
    return value if type(value) in PLAIN else field.value_to_string(instance)


def instance_of(address: Address, values: Values) -> Model:
    """The row as its model's instance; what the model has no field for any more is left out."""
    model = apps.get_model(address.model)
    known = {field.attname: field for field in own_fields(model)}
    given = {name: known[name].to_python(v) for name, v in values.items() if name in known}
    instance = model(pk=address.key, **given)
    instance._state.adding = False
    return instance


def stored(model: type[Model], keys: Iterable[int]) -> list[Model]:
    keys = set(keys)
    return list(model._base_manager.filter(pk__in=keys).order_by("pk")) if keys else []


def rows_of(records: Iterable[Model | Address]) -> Rows:
    """All rows of these records as they are stored; a query for each kind of part."""
    keys: dict[type[Model], set[int]] = defaultdict(set)
    for record in records:
        address = record if isinstance(record, Address) else address_of(record)
        keys[apps.get_model(address.model)].add(address.key)
    rows: Rows = {}
    for model, theirs in keys.items():
        instances = stored(model, theirs)
        gather(rows, instances, records_above(instances))
    return rows


def gather(rows: Rows, instances: list[Model], above: Mapping[int, frozenset[Address]]) -> None:
    if not instances:
        return
    model = type(instances[0])
    belonging = {}
    for instance in instances:
        address = address_of(instance)
        records = above[instance.pk] | ({address} if is_record(model) else frozenset())
        known = rows[address].records if address in rows else frozenset()
        rows[address] = Row(values_of(instance), known | records)
        belonging[instance.pk] = records
    for part in parts_of(model):
        children = list(
            part.related_model._base_manager.filter(
                **{f"{part.field.name}__in": belonging}
            ).order_by("pk")
        )
        owners = {child.pk: getattr(child, part.field.attname) for child in children}
        gather(rows, children, {key: belonging[owner] for key, owner in owners.items()})


def records_above(instances: list[Model]) -> dict[int, frozenset[Address]]:
    """The records these rows are kept with, up to the outermost: no query where there is one."""
    above = {instance.pk: frozenset() for instance in instances}
    for field in owner_fields(type(instances[0])) if instances else []:
        owner_of = {i.pk: key for i in instances if (key := getattr(i, field.attname))}
        model = field.related_model
        over = defaultdict(frozenset)
        if owner_fields(model):
            over |= records_above(stored(model, owner_of.values()))
        for key, owner in owner_of.items():
            above[key] |= {Address(model._meta.label_lower, owner)} | over[owner]
    return above


def of_record(values: Mapping[Address, Values], record: Address) -> dict[Address, Values]:
    """Of rows in any state those that are then the record's own or kept with it."""
    if record not in values:
        return {}
    mine = {record: values[record]}
    for part in parts_of(apps.get_model(record.model)):
        label = part.related_model._meta.label_lower
        for address, row in values.items():
            if address.model == label and row[part.field.attname] == record.key:
                mine |= of_record(values, address)
    return mine
