"""
A festival's programme page, as plain text, read into an entry.

`read_entries` is a pure function: text in, frozen dataclasses out, no database. A fact never comes
from outside the text, and every line of it has a fate. Where the reader is in doubt it notes a
problem rather than a fact. The output's format is described in docs/entry-format.md.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from catalogue.intake import words
from catalogue.intake.filmographies import FilmographyLine
from catalogue.intake.films import split_films
from catalogue.intake.lines import Line, LineFate, Problem, read_lines
from catalogue.intake.reading import (
    biographies,
    blocks,
    cast,
    credits,
    directors,
    facts,
    facts_lines,
    filmographies,
    initials,
    leftovers,
    prose,
    rows,
    sentences,
    titles,
)
from catalogue.intake.reading.page import Bio, CastLine, CompanyLine, CreditLine, Page
from catalogue.intake.wrapped import join_wrapped

__all__ = [
    "Bio",
    "CastLine",
    "CompanyLine",
    "CreditLine",
    "Entry",
    "FilmographyLine",
    "LineFate",
    "Place",
    "Problem",
    "as_json",
    "read_entries",
]


@dataclass(frozen=True)
class Place:
    """A country or language as printed, with its code where it has one."""

    name: str
    code: str | None = None


@dataclass(frozen=True)
class Entry:
    """What a page says about one film, as printed, and what became of the page's lines."""

    title: str | None = None
    original_title: str | None = None
    other_titles: tuple[str, ...] = ()
    section: str | None = None
    form: str | None = None
    form_key: str | None = None
    age: str | None = None
    directors: tuple[str, ...] = ()
    year: int | None = None
    runtime_minutes: int | None = None
    runtime_seconds: int | None = None
    countries: tuple[Place, ...] = ()
    languages: tuple[Place, ...] = ()
    subtitles: tuple[str, ...] = ()
    colour: str | None = None
    colour_key: str | None = None
    format: str | None = None
    premiere: str | None = None
    premiere_status: str | None = None
    cast: tuple[CastLine, ...] = ()
    credits: tuple[CreditLine, ...] = ()
    companies: tuple[CompanyLine, ...] = ()
    synopsis: str | None = None
    note: str | None = None
    other_texts: tuple[str, ...] = ()
    bios: tuple[Bio, ...] = ()
    filmography: tuple[FilmographyLine, ...] = ()
    as_of: str | None = None
    lines: tuple[LineFate, ...] = ()
    problems: tuple[Problem, ...] = ()

    def companies_of(self, *functions: str) -> list[str]:
        """The names of companies with one of these functions, each once."""
        found = [company.name for company in self.companies if company.function in functions]
        return list(dict.fromkeys(found))


# The order matters: what is read first is not there for the later ones.
STEPS: tuple[Callable[[Page], None], ...] = (
    leftovers.read_furniture,
    filmographies.read_as_of,
    rows.find_openers,
    rows.note_labels,
    blocks.read_other_films,
    initials.read_initials,
    sentences.read_sentences,
    rows.read_label_lines,
    blocks.read_blocks,
    cast.read_by_and_with,
    facts_lines.read_facts_lines,
    rows.read_people_openers,
    credits.read_name_drift,
    directors.read_unlabelled_directors,
    cast.read_cast_lists,
    cast.read_cast_pairs,
    rows.read_company_openers,
    rows.read_unknown_labels,
    filmographies.read_filmographies,
    biographies.read_biographies,
    filmographies.read_doubled_films,
    titles.read_programme_lines,
    titles.read_titles,
    titles.read_section,
    prose.read_headed_texts,
    prose.read_texts,
    prose.read_signatures,
    leftovers.read_leftovers,
)


def read_entries(text: str, title: str | None = None) -> list[Entry]:
    """
    The entries of a text, in its order; none where it has nothing of an entry.

    `title` is believed before what the page says; it serves pages that do not print theirs.
    """
    lines = join_wrapped(read_lines(text))
    pieces = split_films(lines) if title is None else [lines]
    if len(pieces) > 1:
        above, *films = pieces
        entries = [read_film(film) for film in films]
        if are_films(entries):
            return [below(above, entries[0]), *entries[1:]]
    entry = read_film(lines, title)
    return [entry] if is_entry(entry) else []


def read_film(lines: list[Line], title: str | None = None) -> Entry:
    """The entry of lines that are about one film."""
    page = Page(lines, title=title)
    for step in STEPS:
        step(page)
    return as_entry(page)


def below(lines: list[Line], entry: Entry) -> Entry:
    """The first film of a text with the lines above it, which are about all of them."""
    numbers = [number for line in lines for number in (line.number, *line.joined)]
    fates = tuple(LineFate(number, "unplaced") for number in numbers)
    message = "stands above the first film"
    doubts = tuple(Problem(number, "line.unplaced", message) for number in numbers)
    return replace(entry, lines=fates + entry.lines, problems=doubts + entry.problems)


def are_films(entries: list[Entry]) -> bool:
    """
    Whether the pieces of a text are each about a film of its own: each has a title, tells of it and
    differs from the others; a page in two languages tells of one film twice.
    """
    told = all(entry.title and is_entry(entry) and tells_more(entry) for entry in entries)
    titles = {words.fold(entry.title or "") for entry in entries}
    return told and len(titles) == len(entries) and not are_versions(entries)


def tells_more(entry: Entry) -> bool:
    return bool(entry.synopsis or entry.note or len(entry.credits) > 1)


def are_versions(entries: list[Entry]) -> bool:
    """Whether two of the entries have director, year and runtime in common."""
    known = [
        (name, entry.year, entry.runtime_minutes) for entry in entries for name in entry.directors
    ]
    return len(set(known)) < len(known)


def is_entry(entry: Entry) -> bool:
    """
    Whether a text is a page about a film: it names a director or two credits or a cast, or has a
    facts line and a text; a log or a table of data has none of these.
    """
    said = [
        bool(entry.directors),
        len(entry.credits) > 1,
        bool(entry.cast),
        bool(entry.countries and (entry.year or entry.runtime_minutes)),
        entry.runtime_minutes is not None and bool(entry.synopsis or entry.note),
        len(entry.filmography) > 1,
    ]
    told = {fate.line for fate in entry.lines if fate.key not in ("unplaced", "furniture")}
    return any(said) and len(told) * 5 >= len({fate.line for fate in entry.lines})


def as_entry(page: Page) -> Entry:
    """Draws up the entry from the finished sheet."""
    runtime = facts.first(page, "runtime")
    year = facts.first(page, "year")
    return Entry(
        title=page.title,
        original_title=next(iter(page.titles.get("original_title", [])), None),
        other_titles=tuple(dict.fromkeys(page.titles.get("other_titles", []))),
        section=page.section,
        directors=tuple(page.directors()),
        year=int(year.printed) if year else None,
        runtime_minutes=runtime.runtime.minutes if runtime else None,
        runtime_seconds=runtime.runtime.seconds if runtime else None,
        countries=places(page, "country"),
        languages=places(page, "language"),
        subtitles=facts.all_of(page, "subtitles", "version"),
        cast=tuple(CastLine(name, character) for name, character in page.cast.items()),
        credits=tuple(page.credits()),
        companies=tuple(page.companies),
        synopsis=text_of(page, "synopsis"),
        note=text_of(page, "note"),
        other_texts=tuple(line.text for line in page.texts.get("other", [])),
        bios=tuple(page.bios),
        filmography=tuple(page.films),
        as_of=page.as_of,
        lines=page.line_fates(),
        **printed_facts(page),
        problems=tuple(sorted(page.problems, key=lambda problem: problem.line or 0)),
    )


def printed_facts(page: Page) -> dict[str, str | None]:
    """Facts kept as printed, beside them the vocabulary's key."""
    told: dict[str, str | None] = {}
    for kind, key in AS_PRINTED.items():
        fact = facts.first(page, kind)
        told[kind] = fact.printed if fact else None
        if key:
            told[key] = fact.code if fact else None
    return told


AS_PRINTED = {
    "form": "form_key",
    "age": None,
    "colour": "colour_key",
    "format": None,
    "premiere": "premiere_status",
}


def places(page: Page, kind: str) -> tuple[Place, ...]:
    return tuple(Place(fact.printed, fact.code) for fact in facts.fullest(page, kind))


def text_of(page: Page, key: str) -> str | None:
    lines = sorted(page.texts.get(key, []), key=lambda line: line.number)
    return "\n\n".join(line.text for line in lines) or None


# ---- JSON ---------------------------------------------------------------------------------------


def as_json(entry: Entry) -> dict[str, object]:
    """The entry as docs/entry-format.md describes it."""
    return {
        **{key: getattr(entry, key) for key in PLAIN},
        **{key: list(getattr(entry, key)) for key in LISTS},
        "countries": [place.name for place in entry.countries],
        "country_codes": [place.code for place in entry.countries],
        "languages": [place.name for place in entry.languages],
        "language_codes": [place.code for place in entry.languages],
        "cast": [[line.name, line.character] for line in entry.cast],
        "credits": [[line.label, list(line.names)] for line in entry.credits],
        "functions": {line.label: line.function for line in entry.credits},
        "joint_functions": {
            line.label: list(line.functions) for line in entry.credits if len(line.functions) > 1
        },
        "production_companies": entry.companies_of("production", "co-production"),
        "world_sales": ", ".join(entry.companies_of("world-sales")) or None,
        "companies": [[line.function, line.name] for line in entry.companies],
        "bios": [vars(bio) for bio in entry.bios],
        "filmography": [vars(film) for film in entry.filmography],
        "lines": [{"line": fate.line, "as": fate.key} for fate in entry.lines],
        "problems": [vars(problem) for problem in entry.problems],
    }


PLAIN = (
    *("title", "original_title", "section", "form", "form_key", "age", "year"),
    *("runtime_minutes", "runtime_seconds", "colour", "colour_key", "format"),
    *("premiere", "premiere_status", "synopsis", "note", "as_of"),
)
LISTS = ("other_titles", "directors", "subtitles", "other_texts")
