"""What is different between two states of rows, in words for people."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext

from people.history.rows import Address, Values, instance_of, own_fields, owner_fields

NOTHING = "–"
SHORTEST_PROSE = 60
MOST_WORDS = 3000

Pair = tuple[Address, Values | None, Values | None]


@dataclass(frozen=True)
class FieldDifference:
    label: str
    before: str
    after: str

    @property
    def prose(self) -> list[tuple[str, str]]:
        """The words of a long text as ("", "kept"), ("del", "gone"), ("ins", "new"); else []."""
        words = [text.split(" ") for text in (self.before, self.after)]
        is_prose = min(len(self.before), len(self.after)) >= SHORTEST_PROSE
        return marked(*words) if is_prose and sum(map(len, words)) <= MOST_WORDS else []


@dataclass(frozen=True)
class RowDifference:
    """A row that was added, changed or removed. `kind` is one of these three words."""

    kind: str
    model: str
    name: str
    fields: tuple[FieldDifference, ...]


def marked(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    parts = []
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            parts.append(("", " ".join(before[start:end])))
            continue
        if end > start:
            parts.append(("del", " ".join(before[start:end])))
        if new_end > new_start:
            parts.append(("ins", " ".join(after[new_start:new_end])))
    return parts


def differences(pairs: Iterable[Pair]) -> list[RowDifference]:
    """For each pair of a row's states what an editor would call different."""
    pairs = list(pairs)
    return Telling(pairs).rows(pairs)


def pairs_between(before: Mapping[Address, Values], after: Mapping[Address, Values]) -> list[Pair]:
    return [
        (address, before.get(address), after.get(address))
        for address in dict(before) | dict(after)
        if before.get(address) != after.get(address)
    ]


def shown_fields(model: type[Model]) -> list[models.Field]:
    """What people enter; what is counted or folded from it follows."""
    return [field for field in own_fields(model) if field.editable or field.is_relation]


class Telling:
    """
    Says rows and values in words. It knows the records they refer to: a query for each kind of
    record, however many rows.
    """

    def __init__(self, pairs: Iterable[Pair]):
        keys = defaultdict(set)
        for address, *states in pairs:
            for field in own_fields(apps.get_model(address.model)):
                if field.is_relation:
                    keys[field.related_model] |= {s.get(field.attname) for s in states if s}
        self.records = {
            model: {
                record.pk: record
                for record in model._base_manager.filter(pk__in=theirs - {None}).select_related()
            }
            for model, theirs in keys.items()
            if theirs - {None}
        }

    def rows(self, pairs: Iterable[Pair]) -> list[RowDifference]:
        """The rows that differ in more than what is derived from others."""
        rows = (self.row(*pair) for pair in pairs)
        return [row for row in rows if row.fields or row.kind != "changed"]

    def row(self, address: Address, before: Values | None, after: Values | None) -> RowDifference:
        model = apps.get_model(address.model)
        kind = "added" if before is None else "removed" if after is None else "changed"
        return RowDifference(
            kind=kind,
            model=capfirst(model._meta.verbose_name),
            name=self.name(address, after or before),
            fields=tuple(self.fields(model, before, after)),
        )

    def name(self, address: Address, values: Values) -> str:
        instance = instance_of(address, values)
        for field in instance._meta.concrete_fields:
            referred = self.referred(field, values) if field.is_relation else None
            if referred:
                setattr(instance, field.name, referred)
        try:
            return str(instance)
        except ObjectDoesNotExist:
            return f"{instance._meta.verbose_name} {address.key}"

    def referred(self, field: models.Field, values: Values) -> Model | None:
        return self.records.get(field.related_model, {}).get(values.get(field.attname))

    def fields(self, model: type[Model], before: Values | None, after: Values | None):
        owners = owner_fields(model)
        for field in shown_fields(model):
            is_owner = field in owners and (before is None or after is None)
            states = [(state or {}).get(field.attname) for state in (before, after)]
            if states[0] == states[1] or is_owner:
                continue
            for label, *values in self.named_values(field, *states):
                told = [self.value(field, value) for value in values]
                if told[0] != told[1]:
                    yield FieldDifference(label, *told)

    def named_values(self, field: models.Field, before: Any, after: Any):
        """The field with its values; names per language one by one."""
        label = capfirst(field.verbose_name)
        if not isinstance(before or after, dict):
            yield label, before, after
            return
        languages = dict(settings.LANGUAGES)
        for code in dict(before or {}) | dict(after or {}):
            named = f"{label} ({languages.get(code, code)})"
            yield named, (before or {}).get(code), (after or {}).get(code)

    def value(self, field: models.Field, value: Any) -> str:
        if value in (None, ""):
            return NOTHING
        if field.is_relation:
            record = self.records.get(field.related_model, {}).get(value)
            return str(record) if record else gettext("deleted since (%(key)s)") % {"key": value}
        if field.flatchoices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(field, models.JSONField):
            return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        if isinstance(field, models.FileField):
            return value.rpartition("/")[2]
        return plain_value(field.to_python(value))


def plain_value(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value)
    return str(value)
