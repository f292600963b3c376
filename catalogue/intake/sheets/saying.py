"""What a row says of a film: its cells read, each as the field its column is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from catalogue.intake import words
from catalogue.intake.sheets import cells, free_text
from catalogue.intake.sheets.cells import NOTHING, CellError
from catalogue.intake.sheets.fields import Field
from catalogue.intake.sheets.fields.base import EMPTY
from catalogue.intake.sheets.tables import Row, column_letters
from catalogue.models import Section
from people.folding import fold


@dataclass(frozen=True)
class Said:
    """One value of a row, the column and the cell it stands in."""

    field: Field
    value: Any
    column: str
    cell: str


@dataclass
class Saying:
    """All that a row says, and what of it is not understood."""

    said: dict[str, Said] = field(default_factory=dict)
    identifiers: dict[str, tuple[str, str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    def value(self, key: str) -> Any:
        return self.said[key].value if key in self.said else None

    @property
    def titles(self) -> list[str]:
        return [title for title in map(self.value, ("title", "original_title")) if title]

    @property
    def directors(self) -> tuple[str, ...]:
        return self.value("credit:director") or ()


@dataclass(frozen=True)
class Reader:
    """Reads rows whose columns are known."""

    header: tuple[str, ...]
    targets: tuple[str, ...]
    fields: Mapping[str, Field]
    sections: Mapping[str, Section]

    def read(self, row: Row) -> Saying:
        saying = Saying()
        about_directors = []
        for place, target in enumerate(self.targets):
            cell = row.cells[place]
            if not target or not cell or cell in NOTHING:
                continue
            column = self.header[place] or column_letters(place + 1)
            if target.startswith("director:"):
                about_directors.append((target.partition(":")[2], column, cell))
                continue
            for said in self.parts(saying, target, column, cell):
                self.add(saying, said)
        for source, column, cell in about_directors:
            identify(saying, source, column, cell)
        if not saying.titles:
            saying.refusals.append(gettext("It has no title."))
        return saying

    def parts(self, saying: Saying, target: str, column: str, cell: str) -> Iterator[Said]:
        """The values of a cell: most have one, free text has several."""
        if target in ("cast", "credits"):
            found, left = free_text.read(target, cell)
            for key, value in found:
                if key in self.fields:
                    yield Said(self.fields[key], value, column, cell)
            for line in left:
                note(saying, column, gettext("“%(cell)s” is not understood.") % {"cell": line})
            return
        if target.endswith(":*"):
            target = in_its_language(saying, target, column, cell)
        field = self.fields.get(target)
        if field:
            yield from self.one(saying, field, column, cell)

    def one(self, saying: Saying, field: Field, column: str, cell: str) -> Iterator[Said]:
        try:
            value = self.section(saying, cell) if field.key == "section" else field.read(cell)
        except CellError as error:
            note(saying, column, str(error))
            value = error.value
        if value not in EMPTY:
            yield Said(field, value, column, cell)

    def section(self, saying: Saying, cell: str) -> Section | None:
        found = self.sections.get(fold(cell))
        if not found:
            sentence = gettext("There is no section “%(name)s”.") % {"name": cell[:100]}
            saying.refusals.append(sentence)
        return found

    def add(self, saying: Saying, said: Said) -> None:
        """The first to say it; who says otherwise in another column is told of."""
        first = saying.said.setdefault(said.field.key, said)
        if first.value != said.value:
            told = {"field": said.field.name, "column": first.column}
            sentence = gettext("%(field)s is said in column “%(column)s” already, and otherwise.")
            note(saying, said.column, sentence % told)


def note(saying: Saying, column: str, sentence: str) -> None:
    saying.notes.append(f"{column}: {sentence}")


def in_its_language(saying: Saying, target: str, column: str, cell: str) -> str:
    """A text that may be in any language is kept where it is in one of the festival's."""
    language = words.text_language(cell)
    if language not in dict(settings.LANGUAGES):
        note(saying, column, gettext("It is in none of the festival's languages: not recorded."))
        return ""
    return target.replace("*", language)


def identify(saying: Saying, source: str, column: str, cell: str) -> None:
    """Which identifier is whose: as many as there are directors, in their order."""
    found = [cell] if "://" in cell else list(filter(None, cells.LIST_JOINTS.split(cell)))
    if len(found) != len(saying.directors):
        note(saying, column, gettext("There are not as many as directors: not recorded."))
        return
    for name, one in zip(saying.directors, found, strict=True):
        try:
            value = cells.identifier_reader(source)(one)
        except CellError as error:
            note(saying, column, str(error))
        else:
            saying.identifiers.setdefault(name, (source, value))
