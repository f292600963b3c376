"""What every field of a film knows: how it is called, read, compared, shown and written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from django.utils.functional import Promise

from catalogue.models import Edition, Film, Section, Selection

EMPTY = (None, "", ())


class Stage(IntEnum):
    """When a field is written: what is in a record's own row before it is saved, parts after."""

    FILM = 0
    PART = 1
    PLACE = 2
    SELECTION = 3
    NOTE = 4


@dataclass(frozen=True)
class There:
    """The records a row is about, as far as they exist."""

    film: Film | None = None
    selection: Selection | None = None


@dataclass
class Filing:
    """A row on its way into its records; `find_person` and `find_company` may make new ones."""

    edition: Edition
    section: Section | None
    find_person: Callable[..., Any]
    find_company: Callable[..., Any]
    film: Film | None = None
    selection: Selection | None = None
    identifiers: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Field:
    """A fact of a film or of its selection that a sheet may say."""

    key: str
    name: str | Promise
    stage = Stage.PART

    @property
    def is_of_film(self) -> bool:
        return self.stage < Stage.PLACE

    @property
    def is_of_selection(self) -> bool:
        return self.stage > Stage.PLACE

    def read(self, cell: str) -> Any:
        """The value a cell says, None where it says nothing; raises CellError."""
        raise NotImplementedError

    def now(self, there: There) -> Any:
        """The value the records have."""
        raise NotImplementedError

    def put(self, filing: Filing, value: Any) -> None:
        raise NotImplementedError

    def shown(self, value: Any) -> str:
        """As people read it, in the language that is active."""
        return "" if value in EMPTY else str(value)

    def stored(self, value: Any) -> str:
        """As an import remembers it, the same in every language."""
        return self.shown(value)

    def told(self, stored: str) -> str:
        """What an import remembered, in the language that is active."""
        return stored

    def is_changed_by(self, model: str, before: dict, after: dict) -> bool:
        """Whether a row of that model that was so, and is so, is a change of this field."""
        return False

    def settled(self, there: There, value: Any) -> Any:
        """What a row says in the spelling of the records, where they mean the same."""
        return value

    def is_same(self, now: Any, value: Any, cell: str) -> bool:
        """Whether the row says nothing new."""
        return now == value


@dataclass(frozen=True)
class Chosen(Field):
    """One of the choices of a model's field: its key is remembered, its label shown."""

    def choices(self) -> dict[Any, Any]:
        raise NotImplementedError

    def shown(self, value: Any) -> str:
        return "" if value in EMPTY else str(self.choices().get(value, value))

    def stored(self, value: Any) -> str:
        return "" if value in EMPTY else str(value)

    def told(self, stored: str) -> str:
        return self.shown(stored)


def differ(before: dict, after: dict, *names: str) -> bool:
    """Whether a row has other values in one of these columns."""
    return any(before.get(name) != after.get(name) for name in names)


def either(before: dict, after: dict, name: str) -> set:
    """The values a row has in a column, before and after."""
    return {before.get(name), after.get(name)}
