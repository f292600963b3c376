"""Facts of the film itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

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
from catalogue.models import Film, FilmIdentifier, FilmTitle


@dataclass(frozen=True)
class Fact(Chosen):
    """A field of the film's own row, of that name."""

    reader: Callable[[str], Any] = str
    stage = Stage.FILM

    def read(self, cell: str) -> Any:
        return self.reader(cell)

    def now(self, there: There) -> Any:
        return getattr(there.film, self.key) if there.film else None

    def put(self, filing: Filing, value: Any) -> None:
        setattr(filing.film, self.key, value)

    def choices(self) -> dict[Any, Any]:
        return dict(Film._meta.get_field(self.key).flatchoices)

    def is_changed_by(self, model: str, before: dict, after: dict) -> bool:
        return model == "catalogue.film" and differ(before, after, self.key)


@dataclass(frozen=True)
class Title(Fact):
    """The title or the original title: a film that bears it already says no other one."""

    def settled(self, there: There, value: str) -> str:
        titles = [there.film.title, there.film.original_title] if there.film else []
        return self.now(there) if value in titles else value


@dataclass(frozen=True)
class Runtime(Field):
    """Minutes and seconds are one fact: the seconds of a sheet belong to its minutes."""

    stage = Stage.FILM

    def read(self, cell: str) -> tuple[int, int | None] | None:
        return cells.read_runtime(cell)

    def now(self, there: There) -> tuple[int, int | None] | None:
        film = there.film
        is_known = film and film.runtime_minutes
        return (film.runtime_minutes, film.runtime_seconds) if is_known else None

    def put(self, filing: Filing, value: tuple[int, int | None]) -> None:
        filing.film.runtime_minutes, filing.film.runtime_seconds = value

    def shown(self, value: tuple[int, int | None] | None) -> str:
        if not value:
            return ""
        minutes, seconds = value
        return f"{minutes}′" if seconds is None else f"{minutes}′ ({seconds}″)"

    def is_changed_by(self, model: str, before: dict, after: dict) -> bool:
        is_other = differ(before, after, "runtime_minutes", "runtime_seconds")
        return model == "catalogue.film" and is_other

    def settled(self, there: There, value):
        """The same minutes without seconds say nothing against the seconds that are there."""
        now = self.now(there)
        return now if now and value[0] == now[0] and value[1] is None else value


@dataclass(frozen=True)
class Terms(Field):
    """Countries or languages, in order."""

    reader: Callable[[str], tuple[str, ...]]
    rows: str
    term: str

    def read(self, cell: str) -> tuple[str, ...]:
        return self.reader(cell)

    def now(self, there: There) -> tuple[str, ...] | None:
        if not there.film:
            return None
        rows = getattr(there.film, self.rows).all()
        return tuple(getattr(row, self.term).code for row in rows) or None

    def put(self, filing: Filing, value: tuple[str, ...]) -> None:
        rows = getattr(filing.film, self.rows)
        there = {getattr(row, self.term).code: row for row in rows.select_related(self.term)}
        for code, row in there.items():
            if code not in value:
                row.delete()
        terms = rows.model._meta.get_field(self.term).related_model.objects.in_bulk(
            value, field_name="code"
        )
        for position, code in enumerate(value):
            row = there.get(code) or rows.model(film=filing.film, **{self.term: terms[code]})
            if row.pk is None or row.position != position:
                row.position = position
                save_valid(row)

    def shown(self, value: tuple[str, ...] | None) -> str:
        return ", ".join(value or ())

    def is_changed_by(self, model: str, before: dict, after: dict) -> bool:
        return model == Film._meta.get_field(self.rows).related_model._meta.label_lower


@dataclass(frozen=True)
class OtherTitle(Field):
    """A title in another language of the site; without one an alternative title."""

    language: str = ""

    @property
    def about(self) -> dict[str, str]:
        kind = FilmTitle.Kind.LOCAL if self.language else FilmTitle.Kind.ALTERNATIVE
        return {"kind": kind, "language": self.language}

    def read(self, cell: str) -> str:
        return cells.read_title(cell)

    def now(self, there: There) -> str | None:
        titles = there.film.titles.all() if there.film else []
        about = self.about
        mine = (t.title for t in titles if {"kind": t.kind, "language": t.language} == about)
        return next(mine, None)

    def put(self, filing: Filing, value: str) -> None:
        title = filing.film.titles.filter(**self.about).first()
        title = title or FilmTitle(film=filing.film, **self.about)
        title.film, title.title = filing.film, value
        save_valid(title)

    def is_changed_by(self, model: str, before: dict, after: dict) -> bool:
        if model != "catalogue.filmtitle":
            return False
        return all(value in either(before, after, name) for name, value in self.about.items())

    def settled(self, there: There, value: str) -> str | None:
        """A local title that is the film's title as well needs no row."""
        is_title = there.film and there.film.title == value and not self.now(there)
        is_default = self.language == settings.LANGUAGE_CODE
        return None if is_title and is_default else value


@dataclass(frozen=True)
class Identifier(Field):
    source: str
    prefix: str = ""

    def read(self, cell: str) -> str:
        return cells.identifier_reader(self.source, self.prefix)(cell)

    def now(self, there: There) -> str | None:
        """Of several of one catalogue the one with the same beginning."""
        rows = there.film.identifiers.all() if there.film else []
        mine = (row.value for row in rows if row.source == self.source)
        return next((value for value in mine if value.startswith(self.prefix)), None)

    def put(self, filing: Filing, value: str) -> None:
        rows = filing.film.identifiers.filter(source=self.source, value__startswith=self.prefix)
        row = rows.first() or FilmIdentifier(film=filing.film, source=self.source)
        row.value = value
        save_valid(row)

    def is_changed_by(self, model: str, before: dict, after: dict) -> bool:
        is_row = model == "catalogue.filmidentifier"
        return is_row and self.source in either(before, after, "source")
