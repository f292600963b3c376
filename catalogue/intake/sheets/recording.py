"""A plan carried out, in one transaction and one change; and undone as one."""

from dataclasses import dataclass, field

from django.utils.translation import gettext

from catalogue.intake.records import CannotRecordError, save_valid
from catalogue.intake.sheets.conflicts import origin_key
from catalogue.intake.sheets.fields import Filing, There
from catalogue.intake.sheets.fields.base import Stage
from catalogue.intake.sheets.matching import People
from catalogue.intake.sheets.plans import Difference, Plan, RowPlan, Standing
from catalogue.models import Company, Film, Import, ImportedValue, ImportRow, Selection
from people.folding import fold
from people.history import recording
from people.models import Change, Person, PersonIdentifier

BATCH = 500


@dataclass
class Recorder:
    """Writes the rows of a plan; `changes` is told of what is new."""

    draft: Import
    plan: Plan
    people: People
    changes: object
    films: dict[int, Film] = field(default_factory=dict)
    companies: dict[str, Company] = field(default_factory=dict)

    def record(self, plan: RowPlan) -> list[ImportedValue]:
        """The values of a row that were written, each with where it came from."""
        filing = Filing(
            self.draft.edition,
            plan.section,
            self.find_person,
            self.find_company,
            film=self.film_of(plan),
            selection=plan.selection and Selection.objects.get(pk=plan.selection.pk),
            identifiers=plan.saying.identifiers,
        )
        is_new = filing.film.pk is None
        if put(filing, plan, Stage.FILM) or is_new:
            save_valid(filing.film)
        if is_new:
            self.changes.created(filing.film)
        self.films[plan.number] = filing.film
        put(filing, plan, Stage.PART)
        if put(filing, plan, Stage.PLACE, Stage.SELECTION):
            save_valid(filing.selection)
        put(filing, plan, Stage.NOTE)
        there = There(filing.film, filing.selection)
        return [value_of(difference, there) for difference in plan.taken]

    def film_of(self, plan: RowPlan) -> Film:
        """As it is now, and not as it was when the row was compared with it."""
        if plan.film:
            return Film.objects.get(pk=plan.film.pk)
        return self.films.get(plan.twin) or Film(title=plan.saying.titles[0])

    def find_person(self, filing: Filing, name: str) -> Person:
        """
        By an identifier, else whom the film credits already, else the only one of that name. Of
        several none is chosen: two people can share a name.
        """
        identifier = filing.identifiers.get(name)
        key = self.people.by_identifier.get(identifier)
        if key is None:
            keys = self.people.named(name)
            mine = set(filing.film.credits.filter(person__in=keys).values_list("person", flat=True))
            key = min(mine, default=keys[0] if len(keys) == 1 else None)
        return Person.objects.get(pk=key) if key else self.make_person(name, identifier)

    def make_person(self, name: str, identifier: tuple[str, str] | None) -> Person:
        person = Person(name=name)
        save_valid(person)
        if identifier:
            source, value = identifier
            save_valid(PersonIdentifier(person=person, source=source, value=value))
            self.people.by_identifier[identifier] = person.pk
        self.changes.created(person)
        self.people.by_name.setdefault(fold(name), []).append(person.pk)
        return person

    def find_company(self, name: str) -> Company:
        folded = fold(name)
        known = {"folded_name": folded} if folded else {"name": name}
        company = self.companies.get(folded or name)
        company = company or Company.objects.filter(**known).order_by("pk").first()
        if not company:
            company = Company(name=name)
            save_valid(company)
            self.changes.created(company)
        self.companies[folded or name] = company
        return company


def put(filing: Filing, plan: RowPlan, *stages: Stage) -> bool:
    going = [one for one in plan.taken if one.field.stage in stages]
    for one in going:
        one.field.put(filing, one.said.value)
    return bool(going)


def value_of(difference: Difference, there: There) -> ImportedValue:
    return ImportedValue(
        film=there.film,
        field=origin_key(difference.field, there),
        column=difference.said.column,
        value=difference.field.stored(difference.said.value),
    )


def record_plan(draft: Import, plan: Plan, people: People, user) -> Import:
    """
    Records all of a plan or nothing: whoever is killed in the middle begins again.

    The caller has locked the draft and made the plan in the same transaction.
    """
    going = [one for one in plan.rows if one.standing in (Standing.NEW, Standing.CHANGED)]
    films = list({one.film.pk: one.film for one in going if one.film}.values())
    with recording(user, Change.Kind.IMPORTED, films, draft.file_name) as changes:
        recorder = Recorder(draft, plan, people, changes)
        values = {}
        for one in going:
            try:
                values[one.number] = recorder.record(one)
            except CannotRecordError as error:
                told = {"row": one.number, "why": error}
                raise CannotRecordError(gettext("Row %(row)s: %(why)s") % told) from None
    keep_rows(draft, plan, recorder.films, values)
    draft.change = changes.change
    draft.counts = plan.counts
    draft.state = Import.State.RECORDED
    draft.save()
    return draft


def keep_rows(draft: Import, plan: Plan, films: dict[int, Film], values: dict) -> None:
    """The rows as they were read, what became of them, and what each value came from."""
    there = {row.number: row for row in draft.rows.all()}
    for one in plan.rows:
        row = there[one.number]
        film = films.get(one.number) or one.film
        row.film_id = film.pk if film else None
        row.standing = one.standing.value
        row.told = [*one.refusals, *one.notes, *map(said_of_kept, one.kept)]
        row.cells = read_cells(draft, row.cells)
    ImportRow.objects.bulk_update(there.values(), ["film", "standing", "told", "cells"], BATCH)
    written = []
    for number, found in values.items():
        for value in found:
            value.row = there[number]
            written.append(value)
    ImportedValue.objects.bulk_create(written, BATCH)


def said_of_kept(difference: Difference) -> str:
    told = {"field": difference.field.name, "was": difference.was[:200] or "–"}
    told |= {"said": difference.becomes[:200], "why": difference.why}
    if difference.why:
        sentence = gettext("%(field)s stays “%(was)s” (%(why)s): the sheet says “%(said)s”.")
        return sentence % told
    return gettext("%(field)s stays “%(was)s”: the sheet says “%(said)s”.") % told


def read_cells(draft: Import, cells: list[str]) -> list[str]:
    """What nobody read is not kept: a submitter's address is no affair of the archive's."""
    targets = [target for _header, target in draft.columns]
    return [cell if target else "" for cell, target in zip(cells, targets, strict=False)]
