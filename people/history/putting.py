"""
Rows made what they are to be.

Through their models' own save, so that addresses redirect, words are found and visitors are told
of what moved; then, what a save would set anew, as it was.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.db.models import Model, UniqueConstraint
from django.utils.text import capfirst
from django.utils.translation import gettext

from people.history.recording import BATCH
from people.history.rows import Address, Values, instance_of, own_fields, owner_fields, stored
from people.models import RowChange
from people.words import Findable, keep_words

States = dict[Address, Values]


class InTheWayError(Exception):
    """Why rows cannot be what they were, in sentences for whoever asked for it."""

    def __init__(self, *sentences: str):
        super().__init__(*sentences)
        self.sentences = sentences


def lasts(address: Address) -> bool:
    """Rows that only ever come to be, such as former addresses: no restoring takes them away."""
    return getattr(apps.get_model(address.model), "outlasts_restoring", False)


def in_portions(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))


def said(address: Address, values: Values) -> str:
    instance = instance_of(address, values)
    try:
        name = str(instance)
    except ObjectDoesNotExist:
        name = str(address.key)
    return f"{capfirst(instance._meta.verbose_name)} “{name}”"


def put(now: States, wanted: States) -> None:
    """Change the rows from what they are to what they are to be."""
    check_referred(wanted)
    goes = [address for address in now if address not in wanted and not lasts(address)]
    remove(goes)
    comes = [address for address in wanted if wanted[address] != now.get(address)]
    comes.sort(key=lambda address: reach(address.model))
    take_up(comes, now, wanted)
    done = [address for address in comes if put_row(address, wanted[address])]
    fold_again(comes, now, wanted)
    for address in done:
        write_exactly(address, now.get(address, {}), wanted[address])


def remove(goes: Iterable[Address]) -> None:
    """Many of a model at once, but those that tell their owner that they go."""
    keys: dict[str, list[int]] = defaultdict(list)
    for address in goes:
        keys[address.model].append(address.key)
    for label in sorted(keys, key=lambda label: (-reach(label), label)):
        model = apps.get_model(label)
        for some in in_portions(keys[label]):
            if model.delete is Model.delete:
                model._base_manager.filter(pk__in=some).delete()
                continue
            for instance in stored(model, some):
                instance.delete()


@cache
def reach(label: str) -> int:
    """
    How far a row of that model is from rows that refer to none: what refers goes before what it
    refers to, and comes after it.
    """
    model = apps.get_model(label)
    others = {field.related_model for field in relations(model)} - {model}
    return 1 + max((reach(other._meta.label_lower) for other in others), default=0)


def take_up(comes: list[Address], now: States, wanted: States) -> None:
    """
    Rows that change places with each other are taken out before they are put back: whatever is
    unique about them is free then. What refers to them is asked when the transaction ends.
    """
    for address in comes:
        model = apps.get_model(address.model)
        unique = [c.fields for c in model._meta.constraints if isinstance(c, UniqueConstraint)]
        names = [model._meta.get_field(name).attname for fields in unique for name in fields]
        if address in now and any(now[address][n] != wanted[address][n] for n in names):
            rows = model._base_manager.filter(pk=address.key)
            rows._raw_delete(rows.db)


def fold_again(comes: list[Address], now: States, wanted: States) -> None:
    """Let those that lost a row to another find themselves by what they have left."""
    for address in comes:
        for field in owner_fields(apps.get_model(address.model)):
            before = now.get(address, {}).get(field.attname)
            if before and before != wanted[address][field.attname]:
                for owner in stored(field.related_model, [before]):
                    owner.save()


def write_exactly(address: Address, before: Values, after: Values) -> None:
    """What a save sets anew, as it was; of a row that was there, what is to be different."""
    model = apps.get_model(address.model)
    values = {
        field.attname: field.to_python(after[field.attname])
        for field in own_fields(model)
        if field.attname in after
        and (not before or after[field.attname] != before.get(field.attname))
    }
    model._base_manager.filter(pk=address.key).update(**values)
    if issubclass(model, Findable) and set(values) & set(model.found_by):
        keep_words(stored(model, [address.key]))


def put_row(address: Address, values: Values) -> bool:
    """Save one row; a row that lasts gives way where its place is taken."""
    instance = instance_of(address, values)
    is_new = not stored(type(instance), [address.key])
    instance._state.adding = is_new
    try:
        instance.clean()
        instance.validate_unique()
        instance.validate_constraints()
    except ValidationError:
        if lasts(address):
            return False
        raise
    instance.save(force_insert=is_new)
    return True


def check_referred(wanted: Mapping[Address, Values]) -> None:
    """Refuse rows that refer to what is no more."""
    needed: dict[type[Model], set[int]] = defaultdict(set)
    for address, values in wanted.items():
        for field in relations(apps.get_model(address.model)):
            if (key := values.get(field.attname)) is not None:
                needed[field.related_model].add(key)
    gone = []
    for model, keys in needed.items():
        keys -= {address.key for address in wanted if address.model == model._meta.label_lower}
        there = set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
        gone += [name_of_gone(model, key) for key in sorted(keys - there)]
    if gone:
        raise InTheWayError(
            gettext("It refers to what was deleted: %(names)s. Bring that back first.")
            % {"names": ", ".join(gone)}
        )


def name_of_gone(model: type[Model], key: int) -> str:
    deletion = RowChange.objects.deletions(model).filter(key=key).first()
    if deletion:
        return said(Address(deletion.model, key), deletion.before)
    return f"{capfirst(model._meta.verbose_name)} {key}"


def relations(model: type[Model]) -> list[models.Field]:
    return [field for field in own_fields(model) if field.is_relation]
