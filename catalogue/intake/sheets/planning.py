"""A sheet compared with the records, row by row; nothing is written."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext

from catalogue.intake.sheets.conflicts import Conflicts, last_changes, origin_key
from catalogue.intake.sheets.fields import There, fields
from catalogue.intake.sheets.fields.base import EMPTY
from catalogue.intake.sheets.matching import Archive, CannotMatchError, film_said
from catalogue.intake.sheets.plans import Difference, Plan, RowPlan
from catalogue.intake.sheets.saying import Reader, Said, Saying
from catalogue.intake.sheets.tables import Row, Table
from catalogue.models import Edition, Film, Section, Selection
from people.folding import fold


@dataclass
class Planner:
    """Compares a sheet with the films somebody may reach."""

    table: Table
    targets: tuple[str, ...]
    edition: Edition
    section: Section | None
    films: QuerySet
    sections: QuerySet
    selections: QuerySet
    check_status: Callable[[str | None, str], None]
    taken: Collection[str] = ()
    twins: dict[frozenset, RowPlan] = field(default_factory=dict)
    rows_of_films: dict[int, RowPlan] = field(default_factory=dict)

    def plan(self) -> Plan:
        self.fields = fields()
        reader = Reader(self.table.header, self.targets, self.fields, self.named_sections())
        sayings = [reader.read(row) for row in self.table.rows]
        archive = Archive(self.films, sayings, self.in_edition)
        found = [self.find(archive, *pair) for pair in zip(self.table.rows, sayings, strict=True)]
        keys = {key for key, _why in found if key}
        self.there = {film.pk: film for film in with_everything(self.films, keys, self.in_edition)}
        self.against = Conflicts(keys)
        rows = [
            self.row(row, saying, key, why, archive)
            for row, saying, (key, why) in zip(self.table.rows, sayings, found, strict=True)
        ]
        return Plan(tuple(with_last_changes(rows)))

    @property
    def in_edition(self) -> QuerySet:
        return self.selections.filter(edition=self.edition)

    def named_sections(self) -> dict[str, Section]:
        return {
            fold(name): section
            for section in self.sections
            for name in [section.slug, *section.names.values()]
        }

    def find(self, archive: Archive, row: Row, saying: Saying) -> tuple[int | None, list[str]]:
        why = [*row.flaws, *saying.refusals]
        if why:
            return None, why
        try:
            return archive.find(saying), []
        except CannotMatchError as error:
            return None, [str(error)]

    def row(self, row: Row, saying: Saying, key, why: list[str], archive: Archive) -> RowPlan:
        if why:
            return RowPlan(row, saying, notes=tuple(saying.notes), refusals=tuple(why))
        film = self.there.get(key)
        section = saying.value("section") or self.section
        plan = RowPlan(row, saying, film, self.selection_of(film, section), section)
        first = self.rows_of_films.get(key) if film else self.twins.get(film_said(saying))
        if first:
            plan = self.beside(first, plan)
        elif film:
            self.rows_of_films[key] = plan
        else:
            self.twins[film_said(saying)] = plan
        notes = [*saying.notes, *self.doubts(plan, archive)]
        differences, left = self.differences(plan, first)
        return replace(plan, differences=differences, notes=(*notes, *left))

    def selection_of(self, film: Film | None, section: Section | None) -> Selection | None:
        """In that section; where the row names none, the only one in the edition."""
        mine = film.in_edition if film else []
        if section:
            mine = [one for one in mine if one.section_id == section.pk]
        return mine[0] if len(mine) == 1 else None

    def beside(self, first: RowPlan, plan: RowPlan) -> RowPlan:
        """A further row of one film may say more of it, or of another section, not otherwise."""
        twin = None if plan.film else first.twin or first.number
        for key, said in plan.saying.said.items():
            there = first.saying.said.get(key)
            if not said.field.is_of_film or not there or there.value == said.value:
                continue
            told = {"row": first.number, "column": said.column, "there": there.cell[:60]}
            why = gettext("It is about the film of row %(row)s, where %(column)s says “%(there)s”.")
            return replace(plan, twin=twin, refusals=(why % told,))
        return replace(plan, twin=twin)

    def doubts(self, plan: RowPlan, archive: Archive) -> Iterator[str]:
        if not plan.film and not plan.twin:
            years = [str(one.year or "–") for one in archive.likely(plan.saying)]
            if years:
                told = {"years": ", ".join(years[:5])}
                yield gettext("There is a film of that title already (%(years)s).") % told

    # Differences -------------------------------------------------------------------------------

    def differences(self, plan: RowPlan, first: RowPlan | None):
        """What would be written, in the order in which it is; and notes on what would not."""
        if plan.refusals:
            return (), ()
        said = [one for one in plan.saying.said.values() if one.field.key != "section"]
        said = [one for one in said if not self.is_told(first, one)]
        notes = []
        if not plan.section and not plan.selection:
            homeless = [one.field.name for one in said if one.field.is_of_selection]
            if homeless:
                told = {"fields": ", ".join(map(str, homeless))}
                notes.append(gettext("Without a section not recorded: %(fields)s.") % told)
            said = [one for one in said if not one.field.is_of_selection]
        place, there = self.place(plan), There(plan.film, plan.selection)
        for one in [one for one in said if one.field.key == "status"]:
            try:
                self.check_status(one.field.now(there), one.value)
            except ValidationError as error:
                notes += [f"{one.column}: {sentence}" for sentence in error.messages]
                said.remove(one)
        if place and not place.is_taken:
            said = [one for one in said if not one.field.is_of_selection]
        found = [place, *(self.difference(plan, there, one) for one in said)]
        found = sorted(filter(None, found), key=lambda one: one.field.stage)
        return tuple(found), tuple(notes)

    def is_told(self, first: RowPlan | None, said: Said) -> bool:
        """Of the film, by an earlier row."""
        return bool(first) and said.field.is_of_film and said.field.key in first.saying.said

    def place(self, plan: RowPlan) -> Difference | None:
        if plan.selection or not plan.section:
            return None
        said = plan.saying.said.get("section")
        said = said or Said(self.fields["section"], plan.section, "", "")
        elsewhere = plan.film.in_edition if plan.film else []
        before = elsewhere[0].section if elsewhere else None
        lock = self.against.lock(said.field, There(plan.film))
        is_conflict = bool(lock or elsewhere)
        return self.decided(plan, Difference(said, before, is_conflict, lock))

    def difference(self, plan: RowPlan, there: There, said: Said) -> Difference | None:
        field = said.field
        now = field.now(there)
        value = field.settled(there, said.value) if plan.film else said.value
        if value in EMPTY or field.is_same(now, value, said.cell):
            return None
        lock = self.against.lock(field, there)
        is_conflict = bool(lock) or self.against.is_somebodys(field, there, now)
        return self.decided(plan, Difference(replace(said, value=value), now, is_conflict, lock))

    def decided(self, plan: RowPlan, difference: Difference) -> Difference:
        is_chosen = not difference.lock and plan.conflict_name(difference) in self.taken
        return replace(difference, is_taken=not difference.is_conflict or is_chosen)


def with_last_changes(rows: list[RowPlan]) -> list[RowPlan]:
    """The rows, their conflicts with who wrote last what is there."""
    asked = [
        (one.field, There(plan.film, plan.selection)) for plan in rows for one in plan.conflicts
    ]
    found = last_changes(asked) if asked else {}
    return [with_changes_of(plan, found) if plan.conflicts else plan for plan in rows]


def with_changes_of(plan: RowPlan, found: dict) -> RowPlan:
    there = There(plan.film, plan.selection)
    differences = (
        replace(one, last=found.get((plan.film.pk, origin_key(one.field, there))))
        if one.is_conflict
        else one
        for one in plan.differences
    )
    return replace(plan, differences=tuple(differences))


def with_everything(films: QuerySet, keys, mine: QuerySet) -> list[Film]:
    """The films with all that a sheet may say of them, in a fixed number of queries."""
    mine = mine.select_related("section", "premiere_country")
    return list(
        films.filter(pk__in=keys).prefetch_related(
            "film_countries__country",
            "film_languages__language",
            "titles",
            "identifiers",
            "synopses",
            "credits__person",
            "credits__function",
            "company_credits__company",
            Prefetch("selections", mine.prefetch_related("notes"), "in_edition"),
        )
    )
