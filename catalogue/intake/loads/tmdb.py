"""What a row of TMDB says: of a film in one file, of its cast and crew in the other."""

import json
import tomllib
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, gettext_noop

from catalogue.intake.loads.rows import LoadRow
from catalogue.intake.sheets.tables import without_controls

FILM_COLUMNS = ("id", "title")
CREDIT_COLUMNS = ("movie_id", "cast", "crew")
CAST_MEMBER = "cast_member"
LONGEST_TITLE, LONGEST_NAME = 300, 200
LONGEST_RUNTIME = 32_000
MOST_SHOWN = 8
UNKNOWN_JOBS = gettext_noop("crew: no function of ours, not recorded: %(jobs)s.")
FORMS = {"Animation": "animation", "Documentary": "documentary"}
# TMDB's own codes where the world's are others.
LANGUAGES = {"xx": "zxx", "cn": "yue", "sh": "sh"}


class RefusedError(Exception):
    """Why nothing of a row can be recorded."""


@dataclass
class FilmSaid:
    """A film as a row has it, and what of the row is not understood."""

    number: int
    tmdb: str
    title: str
    original_title: str = ""
    original_language: str = ""
    year: int | None = None
    runtime: int | None = None
    form: str = ""
    overview: str = ""
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class CreditSaid:
    tmdb: str
    name: str
    function: str
    character: str = ""


@dataclass
class CreditsSaid:
    """All who made a film, as a row has them, and what of the row is not understood."""

    number: int
    tmdb: str
    credits: list[CreditSaid] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unknown_jobs: Counter = field(default_factory=Counter)


# ---- Films --------------------------------------------------------------------------------------


def read_film(row: LoadRow) -> FilmSaid:
    """Raises RefusedError where the row names no film."""
    cells = row.cells
    title = line_of(cells.get("title")) or line_of(cells.get("original_title"))
    if not title:
        raise RefusedError(gettext("It has no title."))
    if len(title) > LONGEST_TITLE:
        raise RefusedError(too_long("title", title, LONGEST_TITLE))
    film = FilmSaid(row.number, number_in(cells, "id"), title, notes=[*row.notes])
    original = line_of(cells.get("original_title"))
    if len(original) > LONGEST_TITLE:
        film.notes.append(too_long("original_title", original, LONGEST_TITLE))
    elif original != title:
        film.original_title = original
        code = line_of(cells.get("original_language"))
        film.original_language = LANGUAGES.get(code, code) if original else ""
    film.year = year_in(film, line_of(cells.get("release_date")))
    film.runtime = runtime_in(film, line_of(cells.get("runtime")))
    film.overview = without_controls(cells.get("overview", "")).strip()
    film.form = form_in(film, cells)
    film.countries = values_in(film, cells, "production_countries", "iso_3166_1")
    spoken = values_in(film, cells, "spoken_languages", "iso_639_1")
    film.languages = tuple(dict.fromkeys(LANGUAGES.get(code, code) for code in spoken))
    names = values_in(film, cells, "production_companies", "name")
    film.companies = tuple(name for name in names if len(name) <= LONGEST_NAME)
    film.notes += [
        too_long("production_companies", name, LONGEST_NAME)
        for name in names
        if len(name) > LONGEST_NAME
    ]
    return film


def number_in(cells: dict[str, str], column: str) -> str:
    """TMDB's number of a film; what is none is refused: nothing would be recognised by it."""
    cell = cells.get(column, "").strip().removesuffix(".0")
    if not is_number(cell):
        told = {"column": column, "cell": cell[:60]}
        raise RefusedError(gettext("%(column)s: “%(cell)s” is no number of a film.") % told)
    return str(int(cell))


def is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 12 and int(text) > 0


def line_of(value: Any) -> str:
    """A text as one clean line; nothing of what is none."""
    return " ".join(without_controls(value).split()) if isinstance(value, str) else ""


def year_in(film: FilmSaid, cell: str) -> int | None:
    if not cell:
        return None
    year = int(cell[:4]) if cell[:4].isascii() and cell[:4].isdecimal() else 0
    if 1880 <= year <= 2100:
        return year
    film.notes.append(not_understood("release_date", cell))
    return None


def runtime_in(film: FilmSaid, cell: str) -> int | None:
    """
    Minutes; 0 stands for a runtime nobody entered.

    >>> runtime_in(FilmSaid(1, "1", ""), "162.0"), runtime_in(FilmSaid(1, "1", ""), "0")
    (162, None)
    """
    try:
        minutes = round(float(cell or 0))
    except (ValueError, OverflowError):
        minutes = -1
    if 0 <= minutes <= LONGEST_RUNTIME:
        return minutes or None
    film.notes.append(not_understood("runtime", cell))
    return None


def form_in(film: FilmSaid, cells: dict[str, str]) -> str:
    """Where the genres name one of our forms, and only one."""
    genres = values_in(film, cells, "genres", "name")
    forms = {FORMS[genre] for genre in genres if genre in FORMS}
    return forms.pop() if len(forms) == 1 else ""


# ---- Cast and crew ------------------------------------------------------------------------------


def read_credits(row: LoadRow, known: Container[str]) -> CreditsSaid:
    """`known` are the functions there are. Raises RefusedError where the row names no film."""
    said = CreditsSaid(row.number, number_in(row.cells, "movie_id"), notes=[*row.notes])
    functions = functions_of_jobs()
    for column, person in people_in(said, row.cells):
        job = line_of(person.get("job")) if column == "crew" else column
        function = CAST_MEMBER if column == "cast" else functions.get(job)
        if function not in known:
            said.unknown_jobs[job or "–"] += 1
        elif credit := credit_of(said, column, person, function):
            said.credits.append(credit)
    if said.unknown_jobs:
        told = ", ".join(f"{job} ({n})" for job, n in said.unknown_jobs.most_common(MOST_SHOWN))
        said.notes.append(gettext(UNKNOWN_JOBS) % {"jobs": told})
    return said


def people_in(said: CreditsSaid, cells: dict[str, str]) -> Iterator[tuple[str, dict]]:
    """The cast in its order, then the crew as it is listed."""
    cast = objects_in(said, cells, "cast")
    for person in sorted(cast, key=order_of):
        yield "cast", person
    for person in objects_in(said, cells, "crew"):
        yield "crew", person


def order_of(person: dict) -> int:
    order = person.get("order")
    return order if isinstance(order, int) else LONGEST_RUNTIME


def credit_of(said: CreditsSaid, column: str, person: dict, function: str) -> CreditSaid | None:
    """Without a name there is nobody, and without a number nobody who is known the next time."""
    name, number = line_of(person.get("name")), person.get("id")
    if not name:
        message = gettext("%(column)s: A name is missing: not recorded (%(about)s).")
        said.notes.append(message % {"column": column, "about": str(number)[:20]})
    elif len(name) > LONGEST_NAME:
        said.notes.append(too_long(column, name, LONGEST_NAME))
    elif not is_number(str(number)) or isinstance(number, bool):
        message = gettext("%(column)s: “%(name)s” has no number: not recorded.")
        said.notes.append(message % {"column": column, "name": name[:60]})
    else:
        character = line_of(person.get("character"))
        if len(character) > LONGEST_NAME:
            said.notes.append(too_long(column, character, LONGEST_NAME))
            character = f"{character[: LONGEST_NAME - 1]}…"
        return CreditSaid(str(number), name, function, character)
    return None


def is_about_jobs(sentence: str) -> bool:
    """Whether a note of a row tells of unknown jobs; those are counted for the whole file, too."""
    return sentence.startswith(gettext(UNKNOWN_JOBS).partition("%")[0])


@cache
def functions_of_jobs() -> dict[str, str]:
    """Our function by TMDB's word for it."""
    found = tomllib.loads(Path(__file__).with_name("jobs.toml").read_text("utf-8"))
    return {job: function for function, jobs in found.items() for job in jobs}


# ---- JSON in cells ------------------------------------------------------------------------------


def objects_in(said: FilmSaid | CreditsSaid, cells: dict[str, str], column: str) -> list[dict]:
    """The objects a cell lists; of what is no such list nothing, with a note."""
    cell = cells.get(column, "").strip()
    if not cell:
        return []
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        said.notes.append(not_understood(column, cell))
        return []
    return found


def values_in(said: FilmSaid, cells: dict[str, str], column: str, name: str) -> tuple[str, ...]:
    """One text of each object a cell lists, each once."""
    texts = (line_of(one.get(name)) for one in objects_in(said, cells, column))
    return tuple(dict.fromkeys(filter(None, texts)))


def not_understood(column: str, cell: str) -> str:
    told = {"column": column, "cell": cell[:60]}
    return gettext("%(column)s: “%(cell)s” is not understood: not recorded.") % told


def too_long(column: str, text: str, most: int) -> str:
    told = {"column": column, "count": len(text), "most": most}
    return gettext("%(column)s: %(count)s characters, %(most)s at most.") % told
