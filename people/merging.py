"""
Two people made one.

Nothing is thrown away: what is not taken over stays with the record that is merged, which keeps
its address and sends visitors on. Every row is changed to a state that is told beforehand, in one
transaction that is kept as one change; undoing it takes every row back.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from django.apps import apps
from django.db.models import ManyToOneRel, Model, UniqueConstraint
from django.utils.translation import gettext

from people.folding import fold
from people.history.putting import InTheWayError, States, put
from people.history.recording import Recording, recording
from people.history.restoring import refusals, states_undone
from people.history.rows import (
    Address,
    Values,
    address_of,
    instance_of,
    is_record,
    records_above,
    stored,
    values_of,
)
from people.models import Change, DifferentPeople, Person, PersonName

KEPT, MERGED = "kept", "merged"
# What is one person's or the other's; a portrait goes with all that is known of it.
CHOSEN = {
    "name": ["name"],
    "sort_name": ["sort_name"],
    "kind": ["kind"],
    "birth_year": ["birth_year"],
    "birth_place": ["birth_place"],
    "death_year": ["death_year"],
    "portrait": [
        "portrait",
        "portrait_width",
        "portrait_height",
        "portrait_widths",
        "portrait_credit",
    ],
}


@dataclass
class Merger:
    """What a merger does: the rows before and after, the rows it adds, and what it says of both."""

    kept: Person
    merged: Person
    now: States = field(default_factory=dict)
    wanted: States = field(default_factory=dict)
    added: list[Model] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The names the kept one is known by from then on, beside those that move."""
        return [row.name for row in self.added if isinstance(row, PersonName)]

    @property
    def records(self) -> set[Address]:
        """All whose history shows it: the two, and the films and screenings of the merged one."""
        rows = [instance_of(address, values) for address, values in self.now.items()]
        own = {address_of(row) for row in rows if is_record(type(row))}
        return own.union(*(records_above([row])[row.pk] for row in rows))


def differing(one: Person, other: Person) -> list[str]:
    """The parts of which one has to be chosen: both have them, and not the same."""
    return [
        part
        for part, names in CHOSEN.items()
        if (mine := getattr(one, names[0])) and (theirs := getattr(other, names[0]))
        if mine != theirs
    ]


def years_of_both(one: Person, other: Person) -> list[int]:
    """The years of which both have a biography."""
    mine, theirs = (set(p.biographies.values_list("as_of_year", flat=True)) for p in (one, other))
    return sorted(mine & theirs)


def plan(kept: Person, merged: Person, choices: Mapping[str, str]) -> Merger:
    """
    What merging the one into the other would do. `choices` has for each part of `differing`, and
    for each year of `years_of_both` as text, whose it is to be: "kept" (as without any) or
    "merged".
    """
    if kept.pk == merged.pk or kept.merged_into_id or merged.merged_into_id:
        raise InTheWayError(gettext("One of them was merged already."))
    merger = Merger(kept, merged)
    take_parts(merger, choices)
    take_names(merger)
    take_biographies(merger, choices)
    for relation in handed_over():
        take_rows(merger, relation)
    keep_apart(merger)
    return merger


def change(merger: Merger, row: Model, **values) -> None:
    address = address_of(row)
    merger.now.setdefault(address, values_of(row))
    merger.wanted[address] = merger.wanted.get(address, merger.now[address]) | values


def remove(merger: Merger, row: Model) -> None:
    merger.now[address_of(row)] = values_of(row)


def take_parts(merger: Merger, choices: Mapping[str, str]) -> None:
    kept, merged = values_of(merger.kept), values_of(merger.merged)
    taken = {}
    for part, names in CHOSEN.items():
        is_theirs = choices.get(part) == MERGED or not kept[names[0]]
        if is_theirs and merged[names[0]]:
            taken |= {name: merged[name] for name in names}
    if "name" in taken and "sort_name" not in choices:
        taken["sort_name"] = merged["sort_name"]
    change(merger, merger.kept, **taken)
    change(merger, merger.merged, merged_into_id=merger.kept.pk)
    for earlier in merger.merged.merged_people.all():
        change(merger, earlier, merged_into_id=merger.kept.pk)


def name_after(merger: Merger) -> str:
    return merger.wanted[address_of(merger.kept)]["name"]


def take_names(merger: Merger) -> None:
    """Every name either was known by; each once."""
    known = {name_after(merger)}
    for row in merger.kept.names.all():
        if row.name in known:
            remove(merger, row)
        known.add(row.name)
    for row in merger.merged.names.all():
        if row.name in known:
            continue  # it stays with the merged one
        change(merger, row, person_id=merger.kept.pk)
        known.add(row.name)
    for name in (merger.kept.name, merger.merged.name):
        if name not in known:
            merger.added.append(PersonName(person=merger.kept, name=name))
            known.add(name)


def take_biographies(merger: Merger, choices: Mapping[str, str]) -> None:
    """All; where both have one of a year the chosen one, and the other stays with the merged."""
    mine = {row.as_of_year: row for row in merger.kept.biographies.all()}
    for row in merger.merged.biographies.all():
        other = mine.get(row.as_of_year)
        if not other:
            change(merger, row, person_id=merger.kept.pk)
        elif choices.get(str(row.as_of_year)) == MERGED:
            change(merger, row, person_id=merger.kept.pk)
            change(merger, other, person_id=merger.merged.pk)


def handed_over() -> list[ManyToOneRel]:
    """What belongs to a person and goes along as it is: identifiers, credits, appearances."""
    own = {"names", "biographies", "merged_people", "former_slugs", "words"}
    own |= {"different_from", "different_before"}
    return [relation for relation in Person._meta.related_objects if relation.name not in own]


def take_rows(merger: Merger, relation: ManyToOneRel) -> None:
    """
    The merged one's rows; a row the kept one has already is no row twice. A row that prints a
    name keeps what it printed, whatever the person is called by now.
    """
    rows, name = relation.related_model._base_manager, relation.field.name
    printed = getattr(relation.related_model, "prints_name_in", None)
    there = set()
    for row in rows.filter(**{name: merger.kept}):
        there |= set(unique_values(row, relation.field.attname))
        if printed and (as_printed := as_printed_by(merger, row, printed, merger.kept)):
            change(merger, row, **as_printed)
    for row in rows.filter(**{name: merger.merged}):
        if there & set(unique_values(row, relation.field.attname)):
            merger.notes.append(gettext("There already: %(row)s") % {"row": about(row)})
            remove(merger, row)
            continue
        as_printed = printed and as_printed_by(merger, row, printed, merger.merged)
        change(merger, row, **{relation.field.attname: merger.kept.pk} | (as_printed or {}))


def about(row: Model) -> str:
    above = [
        apps.get_model(a.model)._base_manager.get(pk=a.key) for a in records_above([row])[row.pk]
    ]
    return " · ".join(map(str, [*above, row]))


def as_printed_by(merger: Merger, row: Model, column: str, person: Person) -> Values:
    printed, name = getattr(row, column) or person.name, name_after(merger)
    shown = "" if printed == name else printed
    return {} if getattr(row, column) == shown else {column: shown, f"folded_{column}": fold(shown)}


def unique_values(row: Model, owner: str) -> Iterable[tuple]:
    """What of a row may not be twice with one owner."""
    for constraint in row._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            names = [row._meta.get_field(name).attname for name in constraint.fields]
            if owner in names:
                yield (constraint.name, *(getattr(row, n) for n in names if n != owner))


def keep_apart(merger: Merger) -> None:
    """Who is not the merged one is not the kept one either."""
    others = DifferentPeople.objects.others_than(merger.merged)
    known = {merger.kept.pk, *DifferentPeople.objects.others_than(merger.kept)}
    merger.added += [
        DifferentPeople.pair(merger.kept.pk, key) for key in others if key not in known
    ]


def merge(user, kept: Person, merged: Person, choices: Mapping[str, str]) -> Change:
    comment = gettext("%(merged)s into %(kept)s") % {"merged": merged, "kept": kept}
    with refusals(), recording(user, Change.Kind.MERGED, [kept, merged], comment) as changes:
        for person in (kept, merged):
            person.refresh_from_db()
        merger = plan(kept, merged, choices)
        watch(changes, merger.records)
        put(merger.now, merger.wanted)
        for row in merger.added:
            row.save()
        changes.created(*merger.added)
    return changes.change


def watch(changes: Recording, records: Iterable[Address]) -> None:
    keys = defaultdict(list)
    for address in records:
        keys[address.model].append(address.key)
    there = [stored(apps.get_model(label), theirs) for label, theirs in sorted(keys.items())]
    changes.watch(*chain.from_iterable(there))


def unmerge(user, change: Change) -> Change:
    """Take back a merger with all it did; InTheWayError where something of it was changed since."""
    with refusals(), recording(user, Change.Kind.UNMERGED, undoes=change) as changes:
        watch(changes, [Address(record.model, record.key) for record in change.records.all()])
        put(*states_undone(list(change.rows.all())))
    return changes.change
