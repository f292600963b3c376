"""A file from the upload to the records: kept as a draft, planned and confirmed."""

from collections.abc import Collection
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from catalogue.intake.imports import digest_of, keep_import
from catalogue.intake.sheets import columns
from catalogue.intake.sheets.matching import People
from catalogue.intake.sheets.planning import Planner
from catalogue.intake.sheets.plans import Plan
from catalogue.intake.sheets.reading import read_table
from catalogue.intake.sheets.recording import record_plan
from catalogue.intake.sheets.tables import Problem, Row, Table
from catalogue.models import (
    Edition,
    Film,
    Import,
    ImportRow,
    Section,
    Selection,
    SheetMapping,
)
from catalogue.models.selection_states import Status, check_move
from catalogue.scope import choices, in_scope
from people.models import Person

BATCH = 500
DRAFTS_LAST = timedelta(days=1)


class PlanChangedError(Exception):
    """What was confirmed is no longer what would be done."""


@transaction.atomic
def open_draft(
    data: bytes,
    file_name: str,
    user,
    edition: Edition,
    section: Section | None = None,
    mapping: SheetMapping | None = None,
) -> Import:
    """The file as a draft with its columns recognised; raises UnreadableSheetError."""
    table = read_table(data)
    Import.objects.filter(state=Import.State.DRAFT, at__lt=timezone.now() - DRAFTS_LAST).delete()
    found = columns.from_pairs(table, mapping.columns) if mapping else columns.recognise(table)
    draft = keep_import(
        Import.Kind.SHEET,
        file_name,
        digest_of(data),
        user,
        state=Import.State.DRAFT,
        edition=edition,
        section=section,
        columns=[list(pair) for pair in zip(table.header, found.targets, strict=True)],
        problems=[[one.row, one.column, one.message] for one in table.problems],
    )
    rows = (
        ImportRow(source=draft, number=row.number, cells=list(row.cells), flaws=list(row.flaws))
        for row in table.rows
    )
    ImportRow.objects.bulk_create(rows, BATCH)
    return draft


def table_of(draft: Import) -> Table:
    rows = draft.rows.values_list("number", "cells", "flaws")
    return Table(
        tuple(header for header, _target in draft.columns),
        tuple(Row(number, tuple(cells), tuple(flaws)) for number, cells, flaws in rows),
        tuple(Problem(*one) for one in draft.problems),
    )


def plan_of(draft: Import, user, taken: Collection[str] = ()) -> Plan:
    """What recording the draft would do now; `taken` are the conflicts decided for the sheet."""
    return Planner(
        table_of(draft),
        tuple(target for _header, target in draft.columns),
        draft.edition,
        draft.section,
        films=reached(Film.objects.all(), user),
        sections=reached(Section.objects.all(), user),
        selections=reached(Selection.objects.all(), user),
        check_status=partial(check_status, user),
        taken=taken,
    ).plan()


def reached(records: QuerySet, user, within=in_scope) -> QuerySet:
    """What somebody may reach; a command reaches everything."""
    return records if isinstance(user, str) else within(records, user)


def check_status(user, before: str | None, after: str) -> None:
    """A command may set any status; of the staff everybody what they may set by hand."""
    if not isinstance(user, str):
        check_move(user, before and Status(before), Status(after))


@transaction.atomic
def confirm(draft: Import, user, taken: Collection[str] = (), fingerprint: str = "") -> Import:
    """
    Records a draft: all of it or nothing. Raises PlanChangedError where `fingerprint` is of
    another plan, CannotRecordError where a record refuses a value.
    """
    draft = Import.objects.select_for_update().get(pk=draft.pk)
    Edition.objects.select_for_update().get(pk=draft.edition_id)  # a second import waits here
    if draft.state != Import.State.DRAFT:
        raise PlanChangedError(gettext("This file was recorded already."))
    plan = plan_of(draft, user, taken)
    if fingerprint and plan.fingerprint != fingerprint:
        raise PlanChangedError(gettext("The records changed meanwhile: look at it again."))
    return record_plan(draft, plan, people_of(plan, user), user)


def people_of(plan: Plan, user) -> People:
    going = [one for row in plan.rows for one in row.taken]
    names = {
        part if isinstance(part, str) else part[0]
        for one in going
        if one.field.key.startswith("credit:") or one.field.key == "cast"
        for part in one.said.value
    }
    identifiers = [pair for row in plan.rows for pair in row.saying.identifiers.values()]
    return People(reached(Person.objects.all(), user, choices), names, identifiers)


def earlier(draft: Import) -> Import | None:
    """The import of the very same file, if there was one."""
    same = Import.objects.filter(digest=draft.digest, state=Import.State.RECORDED)
    return same.exclude(pk=draft.pk).first()
