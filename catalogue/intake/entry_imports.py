"""A page's entry recorded, and the record of it: which of its lines says what of the film."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from catalogue.intake.entries import Entry
from catalogue.intake.imports import digest_of, keep_import
from catalogue.intake.records import Decisions, Report, record_entry
from catalogue.intake.sheets.conflicts import origin_key
from catalogue.intake.sheets.fields import Field, There, fields
from catalogue.intake.sheets.planning import with_everything
from catalogue.models import Edition, Film, Import, ImportedValue, ImportRow, Section
from people.folding import fold
from people.models import Biography, Change

BATCH = 500
LONGEST_LINE = 1000
LONGEST_FIELD = 80
Standing = ImportRow.Standing

# A field of a film: what of the entry says it, and what the lines that do were read as.
SAID: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "title": (("title",), ("title",)),
    "original_title": (("original_title",), ("original_title", "title")),
    "title:alternative": (("title", "other_titles"), ("other_titles", "title")),
    "year": (("year",), ("year",)),
    "runtime": (("runtime_minutes", "runtime_seconds"), ("runtime_minutes",)),
    "countries": (("countries",), ("countries",)),
    "languages": (("languages",), ("languages",)),
    "form": (("form_key",), ("form",)),
    "colour": (("colour_key",), ("colour",)),
    "premiere": (("premiere_status", "premiere"), ("premiere",)),
    "age": (("age",), ("age",)),
    "synopsis": (("synopsis",), ("synopsis",)),
    "note": (("note",), ("note",)),
    "biography": (("bios",), ("bios",)),
    "filmography": (("filmography",), ("filmography",)),
}
# Names stand for themselves: a line says them where it has their words.
NAMED = {
    "credit": ("credits", "directors"),
    "cast": ("cast", "directors"),
    "company": ("production_companies", "world_sales", "companies"),
}


@dataclass(frozen=True)
class Source:
    """A page: its name and its text, and what was read in it before anybody corrected it."""

    name: str
    text: str
    read: Entry


def import_entry(
    entry: Entry,
    edition: Edition,
    section: Section,
    language: str,
    source: Source,
    by,
    decisions: Decisions = Decisions(),  # noqa: B008 - frozen
) -> Report:
    """
    Records an entry as `record_entry` does, in the caller's transaction, and what it came from.
    """
    place = edition, section
    before: dict[str, Value] = {}

    def seen(film: Film) -> None:
        before.update(values_of(film, *place))

    about = {"decisions": decisions, "by": by, "source": source.name, "seen": seen}
    report = record_entry(entry, *place, language, **about)
    after = values_of(report.film, *place)
    written = [one for key, one in after.items() if one.shown != shown_in(before, key)]
    written += biographies_in(report.change)
    Keeping(entry, source, report, written, is_new=not before).keep(edition, section, by)
    return report


# ---- What is of a film --------------------------------------------------------------------------


@dataclass(frozen=True)
class Value:
    """A field of a film under which its origin is remembered, as the records have it."""

    key: str
    shown: str
    stored: str
    names: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """The field without the selection it is of, or the person whose it is."""
        key = self.key.partition("@")[0]
        return key if key in SAID else key.partition(":")[0]


def values_of(film: Film, edition: Edition, section: Section) -> dict[str, Value]:
    """All that a page may say of a film and of its selection, where there is something."""
    everything = with_everything(Film.objects.all(), [film.pk], edition.selections.all())[0]
    selections = [one for one in everything.in_edition if one.section_id == section.pk]
    there = There(everything, selections[0] if selections else None)
    found = (value_of(one, there) for one in fields().values())
    return {one.key: one for one in found if one.shown and (one.what in SAID or one.names)}


def value_of(field: Field, there: There) -> Value:
    now = field.now(there)
    names = names_in(now) if field.key.partition(":")[0] in NAMED else ()
    return Value(origin_key(field, there), field.shown(now), field.stored(now), names)


def names_in(now: Any) -> tuple[str, ...]:
    return tuple(one if isinstance(one, str) else one[0] for one in now or ())


def shown_in(values: dict[str, Value], key: str) -> str:
    return values[key].shown if key in values else ""


def biographies_in(change: Change | None) -> Iterator[Value]:
    """The biographies and filmographies that are new."""
    rows = change.rows.filter(before__isnull=True).order_by("pk") if change else []
    found: dict[tuple[str, int], list[str]] = {}
    for row in rows:
        if row.model == "people.biographytext":
            found.setdefault(("biography", row.after["biography_id"]), []).append(row.after["body"])
        if row.model == "people.filmographyentry":
            line = f"{row.after['year']} {row.after['title']}"
            found.setdefault(("filmography", row.after["biography_id"]), []).append(line)
    keys = {key for _what, key in found}
    people = Biography.objects.filter(pk__in=keys).select_related("person").in_bulk()
    for (what, key), told in found.items():
        text = "; ".join(told)
        yield Value(f"{what}:{people[key].person}"[:LONGEST_FIELD], text, text)


# ---- The lines ----------------------------------------------------------------------------------


@dataclass
class Keeping:
    """The record of one entry, on its way."""

    entry: Entry
    source: Source
    report: Report
    written: list[Value]
    is_new: bool
    fates: dict[int, set[str]] = field(default_factory=dict)

    def keep(self, edition: Edition, section: Section, by) -> Import:
        self.entries = self.entry, self.source.read
        for fate in self.entry.lines:
            self.fates.setdefault(fate.line, set()).add(fate.key)
        self.texts = dict(enumerate(self.source.text.splitlines(), 1))
        lines = {value.key: self.lines_of(value) for value in self.written}
        told = [*self.report.kept, *self.report.asked]
        record = keep_import(
            Import.Kind.ENTRY,
            self.source.name,
            digest_of(self.source.text),
            by,
            edition=edition,
            section=section,
            problems=[[None, "", sentence] for sentence in told],
            change=self.report.change,
        )
        rows = self.rows(record, lines.values())
        record.counts = self.counts(rows)
        record.save(update_fields=["counts"])
        ImportedValue.objects.bulk_create(
            [self.imported(rows, value, lines[value.key]) for value in self.written], BATCH
        )
        return record

    def counts(self, rows: dict[int, ImportRow]) -> dict[str, int]:
        counted = Counter(row.standing for row in rows.values())
        return {one.value: counted[one] for one in Standing}

    def imported(self, rows: dict[int, ImportRow], value: Value, lines: list[int]) -> ImportedValue:
        return ImportedValue(
            row=rows[lines[0] if lines else ImportRow.ENTERED],
            film=self.report.film,
            field=value.key,
            column=", ".join(map(str, lines))[:200],
            value=value.stored,
        )

    def rows(self, record: Import, lines: Iterable[list[int]]) -> dict[int, ImportRow]:
        """A row for each line that is about the film, and one for what was entered beside it."""
        fed = {number for numbers in lines for number in numbers}
        has_entered = any(not numbers for numbers in lines)
        numbers = [ImportRow.ENTERED] * has_entered + sorted(self.fates)
        told: dict[int, list[str]] = {}
        for problem in self.entry.problems:
            told.setdefault(problem.line or 0, []).append(problem.message)
        rows = [
            ImportRow(
                source=record,
                number=number,
                cells=[self.texts[number][:LONGEST_LINE]] if number in self.texts else [],
                standing=self.standing(number, fed),
                told=told.get(number, []),
                film=self.report.film,
            )
            for number in numbers
        ]
        return {row.number: row for row in ImportRow.objects.bulk_create(rows, BATCH)}

    def standing(self, number: int, fed: set[int]) -> Standing:
        if number in fed or number == ImportRow.ENTERED:
            return Standing.NEW if self.is_new else Standing.CHANGED
        return Standing.REFUSED if self.fates[number] == {"unplaced"} else Standing.UNCHANGED

    def lines_of(self, value: Value) -> list[int]:
        """The lines that say it, none where somebody entered it instead of what they say."""
        if value.names:
            return self.lines_naming(value)
        attributes, keys = SAID[value.what]
        said = ([self.said(entry, one) for one in attributes] for entry in self.entries)
        if next(said) != next(said):
            return []
        found = self.lines_as(keys[:1]) or self.lines_as(keys)
        if value.what == "biography":
            found = [n for n in found if fold(self.texts.get(n, "")) in fold(value.shown)] or found
        return found or self.lines_with([value.shown], self.texts)

    def lines_naming(self, value: Value) -> list[int]:
        """Those beside the function's label, else those read as credits, else any."""
        key = value.key.partition(":")[2]
        labels = [line.label for line in self.entry.credits if key in line.functions]
        credited = self.lines_as(NAMED[value.what])
        labelled = self.lines_with(filter(None, labels), credited)
        for numbers in (labelled, credited, sorted(self.fates)):
            if found := self.lines_with(value.names, numbers):
                return found
        return []

    def lines_as(self, keys: Iterable[str]) -> list[int]:
        return [number for number, fates in sorted(self.fates.items()) if fates & set(keys)]

    def lines_with(self, phrases: Iterable[str], numbers: Iterable[int]) -> list[int]:
        """Those of the lines that have every word of one of the phrases."""
        wanted = [set(fold(phrase).split()) for phrase in phrases]
        words = {number: set(fold(self.texts.get(number, "")).split()) for number in numbers}
        return [number for number in words if any(one <= words[number] for one in wanted if one)]

    @staticmethod
    def said(entry: Entry, name: str) -> Any:
        """What an entry says, however it was spaced on its way through a form."""
        value = getattr(entry, name)
        if name in ("countries", "languages"):
            return [place.code or place.name for place in value]
        return value.split() if isinstance(value, str) else value
