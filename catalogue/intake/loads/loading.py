"""A large file loaded batch by batch; gone on with where it was cut off; and undone."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import file_digest
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import reset_queries, transaction
from django.utils.translation import gettext

from catalogue.intake.imports import keep_import
from catalogue.intake.loads.credits import CreditsRecorder
from catalogue.intake.loads.films import FilmsRecorder
from catalogue.intake.loads.rows import LoadRow, read_rows, size_of
from catalogue.intake.loads.tmdb import CREDIT_COLUMNS, FILM_COLUMNS
from catalogue.models import Import, ImportBatch, ImportedValue, ImportRow
from people.history import recording
from people.history.restoring import undo
from people.models import Change

BATCH = 500


class LoadError(Exception):
    """Why a file cannot be loaded now, in a sentence."""


@dataclass(frozen=True)
class Layout:
    """What a file is: the columns it must have, what records its rows, how many at once."""

    columns: tuple[str, ...]
    recorder: type[FilmsRecorder] | type[CreditsRecorder]
    rows_at_once: int


FILMS = Layout(FILM_COLUMNS, FilmsRecorder, 200)
CREDITS = Layout(CREDIT_COLUMNS, CreditsRecorder, 40)

# Told after each batch: the bytes done, those of the file, and the counts so far.
Progress = Callable[[int, int, dict[str, int]], None]


def load(path: str, name: str, layout: Layout, by, progress: Progress, again: bool) -> Import:
    """
    Loads a file, from where it was cut off if it was; one that was loaded whole is left alone, but
    `again`. Raises LoadError and UnreadableSheetError, with what was recorded until then kept.
    """
    record = begin(path, name, by, again)
    if record.state == Import.State.RECORDED:
        return record
    last = record.batches.last()
    done = last.last_row if last else 0
    size = size_of(path)
    for rows in in_batches(read_rows(path, layout.columns), done, layout.rows_at_once):
        record = load_batch(record, layout, rows, done, by)
        done = rows[-1].number
        progress(rows[-1].end, size, record.counts)
        if settings.DEBUG:
            reset_queries()  # they are all kept otherwise
    return finish(record)


def begin(path: str, name: str, by, again: bool) -> Import:
    """The record of this very file: the one that is not finished, else the last, else a new one."""
    with Path(path).open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    same = Import.objects.filter(kind=Import.Kind.LOAD, digest=digest)
    unfinished = same.filter(state=Import.State.LOADING).first()
    finished = same.filter(state=Import.State.RECORDED).first()
    if unfinished or (finished and not again):
        return unfinished or finished
    return keep_import(Import.Kind.LOAD, name, digest, by, state=Import.State.LOADING)


def in_batches(rows: Iterator[LoadRow], done: int, size: int) -> Iterator[list[LoadRow]]:
    """The rows below the last that was recorded, some at a time."""
    going = (row for row in rows if row.number > done)
    while some := list(islice(going, size)):
        yield some


@transaction.atomic
def load_batch(record: Import, layout: Layout, rows: list[LoadRow], done: int, by) -> Import:
    """All of a batch or nothing, and where the file goes on."""
    record = Import.objects.select_for_update().get(pk=record.pk)
    last = record.batches.last()
    if record.state != Import.State.LOADING or (last.last_row if last else 0) != done:
        raise LoadError(gettext("This file is being loaded or undone by somebody else."))
    with recording(by, Change.Kind.IMPORTED, comment=record.file_name) as changes:
        recorder = layout.recorder(record, changes)
        recorder.record(rows)
    ImportRow.objects.bulk_create(recorder.rows, BATCH)
    ImportedValue.objects.bulk_create(recorder.values, BATCH)
    ImportBatch.objects.create(
        source=record,
        first_row=rows[0].number,
        last_row=rows[-1].number,
        change=changes.change,
    )
    record.counts = counts_with(record.counts, recorder)
    record.save(update_fields=["counts"])
    return record


def counts_with(counts: dict, recorder: FilmsRecorder | CreditsRecorder) -> dict:
    """The counts of the file with those of a batch; jobs that no function stands for by name."""
    standings = Counter(row.standing for row in recorder.rows)
    found = {one.value: counts.get(one.value, 0) + standings[one] for one in ImportRow.Standing}
    jobs = Counter(counts.get("unknown_jobs", {})) + getattr(recorder, "unknown_jobs", Counter())
    return found | ({"unknown_jobs": dict(jobs.most_common())} if jobs else {})


@transaction.atomic
def finish(record: Import) -> Import:
    record = Import.objects.select_for_update().get(pk=record.pk)
    record.state = Import.State.RECORDED
    record.save(update_fields=["state"])
    return record


# ---- Undoing ------------------------------------------------------------------------------------


def undo_load(record: Import, by, progress: Callable[[int, int], None]) -> None:
    """
    Takes a load back batch by batch, the newest first; who is killed in the middle goes on there.

    Raises InTheWayError where something was changed since: the batches undone until then stay so.
    """
    batches = list(record.batches.filter(is_undone=False).order_by("-first_row"))
    for number, batch in enumerate(batches, 1):
        undo_batch(record, batch, by)
        progress(number, len(batches))
    mark_undone(record)


@transaction.atomic
def undo_batch(record: Import, batch: ImportBatch, by) -> None:
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.is_undone:
        return
    if batch.change:
        undo(by, batch.change)
    batch.is_undone = True
    batch.save(update_fields=["is_undone"])
    mark_undone(record)


def mark_undone(record: Import) -> None:
    Import.objects.filter(pk=record.pk).update(state=Import.State.UNDONE)
