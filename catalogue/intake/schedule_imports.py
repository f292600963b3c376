"""The record of a schedule: each screening of the file, what became of it, what it told."""

from collections import Counter
from collections.abc import Iterator

from catalogue.intake.imports import digest_of, keep_import
from catalogue.intake.schedule_records import ScheduleRecorder
from catalogue.intake.schedules import Showing
from catalogue.models import Import, ImportedValue, ImportRow
from people.folding import fold

BATCH = 500
Standing = ImportRow.Standing


def keep_schedule(recorder: ScheduleRecorder, file_name: str, text: str, by) -> Import:
    """In the transaction that recorded it; the rows are those of the file's screenings."""
    record = keep_import(
        Import.Kind.SCHEDULE,
        file_name,
        digest_of(text),
        by,
        edition=recorder.edition,
        section=recorder.section,
        problems=[[None, "", problem] for problem in dict.fromkeys(recorder.schedule.problems)],
        change=recorder.changes.change,
    )
    rows = rows_of(record, recorder)
    ImportRow.objects.bulk_create(rows.values(), BATCH)
    firsts = {showing.film: showing.row for showing in reversed(recorder.schedule.showings)}
    values = [
        value
        for showing in recorder.schedule.showings
        for value in values_of(recorder, showing, rows[showing.row], firsts)
    ]
    ImportedValue.objects.bulk_create(values, BATCH)
    counted = Counter(row.standing for row in rows.values())
    record.counts = {one.value: counted[one] for one in Standing}
    record.save(update_fields=["counts"])
    return record


def rows_of(record: Import, recorder: ScheduleRecorder) -> dict[int, ImportRow]:
    schedule = recorder.schedule
    new = {showing.row for showing, _screening in recorder.new}
    rows = {}
    for showing in schedule.showings:
        standing = Standing.CHANGED if showing.row in recorder.new_ages else Standing.UNCHANGED
        rows[showing.row] = ImportRow(
            source=record,
            number=showing.row,
            cells=cells_of(recorder, showing),
            standing=Standing.NEW if showing.row in new else standing,
            told=list(showing.line.problems),
            film_id=recorder.selections[showing.film].film_id,
        )
    for number, why in schedule.left_out.items():
        told = {"number": number, "standing": Standing.REFUSED, "told": [why]}
        rows[number] = ImportRow(source=record, **told)
    return rows


def cells_of(recorder: ScheduleRecorder, showing: Showing) -> list[str]:
    return [recorder.schedule.films[showing.film], hour(showing), showing.line.cinema]


def hour(showing: Showing) -> str:
    return f"{showing.starts_at:%Y-%m-%d %H:%M}"


def values_of(
    recorder: ScheduleRecorder, showing: Showing, row: ImportRow, firsts: dict[str, int]
) -> Iterator[ImportedValue]:
    """What a screening of the file told that was new: itself, an age, as the first the title."""
    selection = recorder.selections[showing.film]

    def value(key, column, told):
        about = {"row": row, "film_id": selection.film_id, "column": column}
        return ImportedValue(**about, field=key, value=told)

    if selection.film_id in recorder.new_films and firsts[showing.film] == showing.row:
        yield value("title", "films", recorder.schedule.films[showing.film])
    if showing.row in recorder.new_ages:
        yield value(f"age@{selection.pk}", "cinema", str(showing.line.age))
    if row.standing == Standing.NEW:
        place = f"{hour(showing)}, {showing.line.cinema}"
        key = f"screening:{fold(place)[:50]}@{selection.pk}"
        yield value(key, "cinema, starts_at", place)
