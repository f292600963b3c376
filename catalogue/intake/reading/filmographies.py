"""Steps: filmographies, and as of which edition they stand."""

import re
from functools import cache

from catalogue.intake import names, words
from catalogue.intake.filmographies import (
    FilmographyLine,
    doubled_in_adjacent_years,
    read_films,
    read_run,
    reader_of,
)
from catalogue.intake.lines import Line
from catalogue.intake.reading.page import Page, is_prose
from catalogue.intake.reading.rows import FILMOGRAPHY

YEARS = re.compile(r"\b(?:18[89]|19\d|20\d)\d\b")
SAME_YEAR = re.compile(r"\d{4} [^·]+ · ")
MAX_LINE = 20_000


@cache
def as_of_pattern() -> re.Pattern:
    spellings = "|".join(re.escape(one) for one in words.phrases("lines", "as_of"))
    return re.compile(rf"(?:{spellings})\s*:?\s*(\S.*)", re.IGNORECASE)


def read_as_of(page: Page) -> None:
    """The edition after "Bio- & filmography as of": the snapshot's."""
    for line in page.free():
        match = as_of_pattern().search(line.text) if len(line.text) < 200 else None
        if match:
            page.as_of = page.as_of or match[1].strip()
            page.claim(line, "as_of")


def read_filmographies(page: Page) -> None:
    """Films below a heading or beside one, then lines of films that no heading announces."""
    for line in page.lines:
        if page.openers.get(line.number) == FILMOGRAPHY and page.is_free(line):
            read_below(page, line)
    for line in page.filmographies:
        films = read_films(line.text[:MAX_LINE], tuple(page.directors()))
        note(page, line, films, owner(page, None))
        if not films:
            page.unplaced(line, "filmo.unread", f"a filmography, not understood: {line.text[:80]}")
    for line in page.free():
        if len(line.text) <= MAX_LINE and is_run(line):
            note(page, line, read_run(line.text, tuple(page.directors())), owner(page, None))


def read_doubled_films(page: Page) -> None:
    """One title under two years in a row: the year of production, or the festival's?"""
    for film in doubled_in_adjacent_years(page.films):
        message = f"“{film.title}” stands under two years that follow each other: {film.year}"
        page.doubt(page.films[film], "filmo.dup-adjacent", message)


def is_run(line: Line) -> bool:
    """
    Whether a line may be nothing but films: it begins with a year and has more, or films of one
    year between middle dots, or it ends with a bracket.
    """
    several = len(YEARS.findall(line.text)) > 1 or SAME_YEAR.match(line.text)
    begins = YEARS.match(line.text) and several
    return bool(begins) or (line.text.endswith(")") and not is_prose(line.text))


def read_below(page: Page, heading: Line) -> None:
    """The lines under a heading; a director's name among them says whose films follow."""
    page.claim(heading, "heading")
    whose = owner(page, page.owners.get(heading.number))
    people, reader = tuple(page.directors()), None
    line = page.after(heading)
    while line and page.is_free(line) and line.number not in page.openers:
        if page.is_directors(line.text):
            whose = owner(page, [one.name for one in names.split_names(line.text)])
            page.claim(line, "heading")
        else:
            reader = reader or reader_of(line.text[:MAX_LINE], people)
            films = reader(line.text[:MAX_LINE], people) if reader else []
            if not films or is_prose_line(line):
                return
            note(page, line, films, whose)
        line = page.after(line)


def is_prose_line(line: Line) -> bool:
    """Running text may end in a year; a glued filmography may look like running text."""
    return is_prose(line.text) and len(YEARS.findall(line.text)) < 3


def owner(page: Page, people: list[str] | None) -> str | None:
    """Whose films they are: of the one person named, else of the only director."""
    people = people or page.directors()
    return people[0] if len(people) == 1 else None


def note(page: Page, line: Line, films: list[FilmographyLine], whose: str | None) -> None:
    """Notes films once, and what is cut off at the page's end not at all."""
    if not films:
        return
    page.claim(line, "filmography")
    for film in films:
        film = owned(film, whose)
        if line.is_last and film.title.count("(") > film.title.count(")"):
            page.doubt(line, "text.cut", f"{film.title} – the page is cut off here")
        else:
            page.films.setdefault(film, line)


def owned(film: FilmographyLine, whose: str | None) -> FilmographyLine:
    """A film is its owner's, unless it is marked as another's or as made together."""
    shared = words.fold(film.note or "") in words.folded("filmography_notes", "shared")
    if film.person or shared or whose is None:
        return film
    return FilmographyLine(film.year, film.title, film.kind, film.section, film.note, whose)
