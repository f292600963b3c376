"""What is true of a film in the edition, and its texts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from catalogue.intake.records import save_valid
from catalogue.intake.sheets import cells
from catalogue.intake.sheets.fields.base import (
    Chosen,
    Field,
    Filing,
    Stage,
    There,
    differ,
    either,
)
from catalogue.models import Country, ProgrammeNote, Section, Selection, Synopsis


@dataclass(frozen=True)
class Place(Field):
    """The section the film is shown in; to say another one adds a selection, and moves none."""

    stage = Stage.PLACE

    def read(self, cell: str) -> Any:
        raise NotImplementedError  # by who knows the sections

    def now(self, there: There) -> Section | None:
        return there.selection.section if there.selection else None

    def put(self, filing: Filing, value: Section) -> None:
        about = {"film": filing.film, "edition": filing.edition, "section": value}
        filing.selection = Selection.objects.filter(**about).first() or Selection(**about)

    def is_changed_by(self, model: str, before: dict, after: dict) -> bool:
        return model == "catalogue.selection" and differ(before, after, "section_id")


@dataclass(frozen=True)
class OfSelection(Chosen):
    """A field of the selection's own row, of that name."""

    attribute: str
    reader: Callable[[str], Any]
    stage = Stage.SELECTION

    def read(self, cell: str) -> Any:
        return self.reader(cell)

    def now(self, there: There) -> Any:
        return getattr(there.selection, self.attribute) if there.selection else None

    def put(self, filing: Filing, value: Any) -> None:
        setattr(filing.selection, self.attribute, value)

    def choices(self) -> dict[Any, Any]:
        return dict(Selection._meta.get_field(self.attribute).flatchoices)

    def is_changed_by(self, model: str, before: dict, after: dict) -> bool:
        return model == "catalogue.selection" and differ(before, after, self.attribute)


@dataclass(frozen=True)
class Premiere(Field):
    """Status, region and country of the premiere are one fact."""

    stage = Stage.SELECTION

    def read(self, cell: str) -> tuple[str, str, str] | None:
        return cells.read_premiere(cell)

    def now(self, there: There) -> tuple[str, str, str] | None:
        selection = there.selection
        if not selection or not selection.premiere_status:
            return None
        country = selection.premiere_country
        status, region = selection.premiere_status, selection.premiere_region
        return status, region, country.code if country else ""

    def put(self, filing: Filing, value: tuple[str, str, str]) -> None:
        selection = filing.selection
        selection.premiere_status, selection.premiere_region, code = value
        selection.premiere_country = Country.objects.filter(code=code).first() if code else None

    def shown(self, value: tuple[str, str, str] | None) -> str:
        if not value:
            return ""
        status, region, code = value
        country = Country.objects.filter(code=code).first() if code else None
        told = {"premiere_status": status, "premiere_region": region, "premiere_country": country}
        return Selection(**told).premiere

    def stored(self, value: tuple[str, str, str] | None) -> str:
        return "|".join(value or ())

    def told(self, stored: str) -> str:
        """One of before keys were remembered is a label."""
        parts = tuple(stored.split("|"))
        return self.shown(parts) if len(parts) == 3 else stored

    def is_changed_by(self, model: str, before: dict, after: dict) -> bool:
        names = ("premiere_status", "premiere_region", "premiere_country_id")
        return model == "catalogue.selection" and differ(before, after, *names)

    def settled(self, there: There, value: tuple[str, str, str]) -> tuple[str, str, str]:
        """A status without a place says nothing against the place that is there."""
        now = self.now(there)
        return now if now and value == (now[0], "", "") else value


@dataclass(frozen=True)
class Prose(Field):
    """The synopsis or the programme note in a language."""

    model: type[Synopsis] | type[ProgrammeNote]
    language: str

    @property
    def stage(self) -> Stage:
        return Stage.NOTE if self.model is ProgrammeNote else Stage.PART

    def read(self, cell: str) -> str:
        return cell

    def texts(self, there: There) -> list:
        if self.is_of_selection:
            return there.selection.notes.all() if there.selection else []
        return there.film.synopses.all() if there.film else []

    def now(self, there: There) -> str | None:
        return next((t.body for t in self.texts(there) if t.language == self.language), None)

    def put(self, filing: Filing, value: str) -> None:
        name, owner = "film", filing.film
        if self.is_of_selection:
            name, owner = "selection", filing.selection
        about = {name: owner, "language": self.language}
        text = self.model.objects.filter(**about).first() or self.model(**about)
        text.body = value
        save_valid(text)

    def is_same(self, now: Any, value: Any, cell: str) -> bool:
        return now is not None and now.split() == value.split()

    def is_changed_by(self, model: str, before: dict, after: dict) -> bool:
        is_row = model == self.model._meta.label_lower
        return is_row and self.language in either(before, after, "language")
