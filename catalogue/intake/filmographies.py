"""
Filmographies: the house grammar, read and printed, and the other ways pages print them.

The house grammar (after FIELD b.9) has a line a year, films of one year joined by middle dots,
each film's marks after semicolons: `2019 Lowland · Night Fern; short film; Generation`. What it
prints it reads back unchanged.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from itertools import groupby

from catalogue.intake import facts, words
from catalogue.intake.names import split_outside_brackets

YEAR = r"(?:18[89]\d|19\d\d|20\d\d)"
YEAR_FIRST = re.compile(rf"\(?({YEAR})\)?(?:\s*[:–—|.-])?\s+(?=\S)")
YEAR_INSIDE = re.compile(rf"(?<=\s)({YEAR}):?\s+(?=[^\s;·,)])")
YEAR_LAST = re.compile(rf"(.*\S)\s+({YEAR})")
YEAR_WORD = re.compile(rf"(?<!\d){YEAR}(?!\d)")
GROUP = re.compile(r"\([^()]*\)")
COMMAS = re.compile(r"\s*[,;]\s*")
LEADS = " ,;-–—/·•|"
MAX_TITLE_WORDS = 20
QUOTES = frozenset(["«»", "„“", "“”", "»«", '""', "‘’", "‹›"])


@dataclass(frozen=True)
class FilmographyLine:
    """A film of a filmography: kind in FIELD's English word, the rest as printed."""

    year: int
    title: str
    kind: str | None = None
    section: str | None = None
    note: str | None = None
    person: str | None = None


# ---- The house grammar --------------------------------------------------------------------------


def parse_filmography(text: str) -> list[FilmographyLine]:
    """
    Reads the house grammar, a line a year; lines without a year in front are left out.

    >>> [(film.title, film.kind, film.section) for film in parse_filmography("2009 A; TV; Forum")]
    [('A', 'TV', 'Forum')]
    """
    return [film for line in text.splitlines() for film in parse_year(line)]


def parse_year(line: str) -> list[FilmographyLine]:
    """The films of one line: `2019 Lowland · Night Fern` is two."""
    first = YEAR_FIRST.match(line.strip())
    if first is None:
        return []
    films = re.split(r"\s+·\s+", line.strip()[first.end() :])
    return [parse_film(int(first[1]), film) for film in films if film.strip(LEADS)]


def parse_film(year: int, text: str) -> FilmographyLine:
    """A title and its marks; a kind may have another mark after a comma: "short film, TV"."""
    title, *marks = (part.strip() for part in text.split(";"))
    return reduce(with_mark, filter(None, marks), FilmographyLine(year, title))


def with_mark(film: FilmographyLine, mark: str) -> FilmographyLine:
    """Tells a kind from a section from a note."""
    head, comma, rest = mark.partition(", ")
    if film.kind is None and kind_of(mark):
        return replace(film, kind=kind_of(mark))
    if film.kind is None and comma and kind_of(head):
        return with_mark(replace(film, kind=kind_of(head)), rest)
    if film.section is None and film.note is None and not (is_note(mark) or is_runtime(mark)):
        return replace(film, section=mark)
    return replace(film, note=f"{film.note}; {mark}" if film.note else mark)


def kind_of(mark: str) -> str | None:
    """
    >>> kind_of("Kurzfilm"), kind_of("Generation")
    ('short film', None)
    """
    return words.by_spelling("kinds").get(words.fold(mark))


def is_note(mark: str) -> bool:
    """Whether a mark says something of the making: "co-director: X", "in production"."""
    beginnings = tuple(words.folded("filmography_notes", "beginnings"))
    return words.fold(mark).startswith(beginnings) or mark.startswith("(")


def is_runtime(mark: str) -> bool:
    """
    >>> is_runtime("75 min."), is_runtime("Generation"), is_runtime("14plus")
    (True, False, False)
    """
    said = facts.scan(mark) if mark[:1].isdigit() else None
    return said is not None and said.is_whole and said.kinds == {"runtime"}


def print_filmography(films: Iterable[FilmographyLine], language: str = "en") -> str:
    """
    Prints the house grammar, kinds in a language's words; films in a row of one year share a line.

    >>> print_filmography(parse_filmography("2019 Lowland · Night Fern; short film"), "de")
    '2019 Lowland · Night Fern; Kurzfilm'
    """
    years = groupby(films, key=lambda film: film.year)
    lines = ((year, [print_film(film, language) for film in group]) for year, group in years)
    return "\n".join(f"{year} {' · '.join(printed)}" for year, printed in lines)


def print_film(film: FilmographyLine, language: str) -> str:
    kind = words.files()[language]["kinds"][film.kind][0] if film.kind else None
    return "; ".join(part for part in (film.title, kind, film.section, film.note) if part)


# ---- What other pages print ---------------------------------------------------------------------

Reader = Callable[[str, tuple[str, ...]], list[FilmographyLine]]


def read_films(text: str, people: tuple[str, ...] = ()) -> list[FilmographyLine]:
    """
    The films of a line under a filmography's heading, in whichever way it is printed.

    >>> [(film.year, film.title) for film in read_films("2005 Heifer 2006 Column")]
    [(2005, 'Heifer'), (2006, 'Column')]
    >>> [(film.year, film.title) for film in read_films("Weg (Path, 2016) - Meer (2017)")]
    [(2016, 'Weg'), (2017, 'Meer')]
    >>> [(film.year, film.title) for film in read_films("EBBE, UZ/DE 2022, 14 Min")]
    [(2022, 'EBBE')]
    """
    reader = reader_of(text, people)
    return reader(text, people) if reader else []


def reader_of(text: str, people: tuple[str, ...] = ()) -> Reader | None:
    """The way in which a line prints films: the lines of one filmography share it."""
    readers = (read_year_first, read_brackets, read_commas, read_year_last)
    return next((reader for reader in readers if reader(text, people)), None)


def read_run(text: str, people: tuple[str, ...] = ()) -> list[FilmographyLine]:
    """The films of a line that no heading announces: only where there are two and nothing else."""
    films = read_year_first(text, people) or read_brackets(text, people)
    return films if len(films) > 1 else []


def read_year_first(text: str, people: tuple[str, ...] = ()) -> list[FilmographyLine]:
    """
    Years in front, glued into one line or not; a bracket may say the kind or the runtime.

    >>> [film.title for film in read_year_first("2014: Low Tide (12 min.). 2018: The Pier.")]
    ['Low Tide', 'The Pier']
    >>> [(film.title, film.kind) for film in read_year_first("2014 Low Tide (Kurzfilm)")]
    [('Low Tide', 'short film')]
    """
    ends = " ,;." if text.rstrip().endswith(".") else " ,;"
    lines = [line.rstrip(ends) for line in split_years(text)]
    return [without_marks(film) for line in lines for film in parse_year(line)]


def without_marks(film: FilmographyLine) -> FilmographyLine:
    """The film with what a bracket after its title says: a kind, or a runtime, which is a note."""
    title, mark = without_last_bracket(film.title)
    if mark and film.kind is None and kind_of(mark):
        return replace(film, title=title, kind=kind_of(mark))
    if mark and is_runtime(mark):
        return replace(film, title=title, note=film.note or mark)
    return film


def split_years(text: str) -> list[str]:
    """
    Cuts a glued filmography before each year. A title may hold a number, too: of the numbers those
    are years that go on rising, or falling, the longest, and a title stands between two.

    >>> split_years("2013 Indigo 2014 Indigo; Generation")
    ['2013 Indigo', '2014 Indigo; Generation']
    >>> split_years("2015 Summer 1993 2016 Blade Runner 2049 2017 Here")
    ['2015 Summer 1993', '2016 Blade Runner 2049', '2017 Here']
    >>> split_years("2017 2046 Steps")
    ['2017 2046 Steps']
    """
    first = YEAR_FIRST.match(text)
    if first is None:
        return [text]
    inside = [(int(mark[1]), mark) for mark in YEAR_INSIDE.finditer(text, first.end())]
    rising = longest_rise([(year, mark) for year, mark in inside if year >= int(first[1])])
    falling = longest_rise([(-year, mark) for year, mark in inside if year <= int(first[1])])
    cuts, titled = [0], first.end()
    for _, mark in falling if len(falling) > len(rising) else rising:
        if mark.start() > titled:
            cuts.append(mark.start())
            titled = mark.end()
    return [
        text[start:end].strip() for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)
    ]


def longest_rise(found: list[tuple[int, re.Match]]) -> list[tuple[int, re.Match]]:
    """The longest of the rows in which no number is less than the one before."""
    lasts: list[int] = []  # the least number a row of each length can end with
    ends: list[int] = []  # where in `found` that number stands
    before: list[int | None] = []  # what comes before each number in its row
    for place, (number, _) in enumerate(found):
        length = bisect_right(lasts, number)
        lasts[length : length + 1] = [number]
        ends[length : length + 1] = [place]
        before.append(ends[length - 1] if length else None)
    row, place = [], ends[-1] if ends else None
    while place is not None:
        row.append(found[place])
        place = before[place]
    return row[::-1]


def read_brackets(text: str, people: tuple[str, ...] = ()) -> list[FilmographyLine]:
    """`Title (English title, 2012, short), Title (2013)`: a bracket with a year ends each film."""
    films, start, end = [], 0, 0
    for group in GROUP.finditer(text):
        end = group.end()
        if not YEAR_WORD.search(group.group()):
            continue
        title = without_quotes(text[start : group.start()].strip(LEADS))
        start = end
        if not title or len(title.split()) > MAX_TITLE_WORDS:
            return []
        films.append(read_group(title, group.group()[1:-1], people))
    return films if films and not text[start:].strip(LEADS + ".") else []


def without_quotes(title: str) -> str:
    """
    >>> without_quotes("«Yeso»"), without_quotes("“Salt” and “Sea”")
    ('Yeso', '“Salt” and “Sea”')
    """
    is_quoted = len(title) > 2 and (title[0] + title[-1]) in QUOTES
    inner = title[1:-1] if is_quoted else ""
    return inner if is_quoted and not set(inner) & set('«»„“”"') else title


def read_group(title: str, group: str, people: tuple[str, ...]) -> FilmographyLine:
    """What a bracket says: the year, perhaps a kind, whose film it is, another title."""
    year = YEAR_WORD.search(group)
    film = FilmographyLine(int(year.group()), title)
    parts = COMMAS.split(group[: year.start()]) + COMMAS.split(group[year.end() :])
    notes = []
    for part in (part.strip() for part in parts if part.strip()):
        owner = owner_of(part, people)
        if owner:
            film = replace(film, person=owner)
        elif film.kind is None and kind_of(part):
            film = replace(film, kind=kind_of(part))
        else:
            notes.append(part)
    return replace(film, note=", ".join(notes) or None)


def owner_of(mark: str, people: tuple[str, ...]) -> str | None:
    """
    Whose film a mark says it is: one of the people, by the whole name or the last.

    >>> owner_of("Lind", ("Ada Birk", "Bo Lind"))
    'Bo Lind'
    """
    mark = words.fold(mark)
    found = [name for name in people if mark in (words.fold(name), words.fold(name).split()[-1])]
    return found[0] if len(found) == 1 else None


def read_commas(text: str, people: tuple[str, ...] = ()) -> list[FilmographyLine]:
    """
    `EBBE, UZ/DE 2022, 14 Min (with another)`: the part with the year ends the title.

    >>> [(film.title, film.kind) for film in read_commas("Ebbe (Low Tide), short, 2016")]
    [('Ebbe (Low Tide)', 'short film')]
    """
    plain, note = without_last_bracket(text)
    parts = list(split_outside_brackets(plain, re.compile(r",\s+")))
    for number, part in enumerate(parts[1:], 1):
        found = facts.scan(part)
        if found.is_whole and "year" in found.kinds:
            year = next(int(fact.printed) for fact in found.facts if fact.kind == "year")
            kinds = [kind for kind in map(kind_of, parts[1:]) if kind]
            title = [part for at, part in enumerate(parts[:number]) if not (at and kind_of(part))]
            film = FilmographyLine(year, ", ".join(title), note=note)
            return [replace(film, kind=kinds[0] if kinds else None)]
    return []


def without_last_bracket(text: str) -> tuple[str, str | None]:
    """
    >>> without_last_bracket("EBBE, 2022 (gemeinsam)")
    ('EBBE, 2022', 'gemeinsam')
    """
    text = text.strip()
    start = text.rfind("(") if text.endswith(")") else -1
    return (text[:start].strip(), text[start + 1 : -1].strip()) if start > 0 else (text, None)


def read_year_last(text: str, people: tuple[str, ...] = ()) -> list[FilmographyLine]:
    """`Title 2012`, a film a line."""
    match = YEAR_LAST.fullmatch(text.strip(" .,;"))
    title = match[1].strip(LEADS) if match else ""
    short = title and len(title.split()) <= MAX_TITLE_WORDS
    return [FilmographyLine(int(match[2]), title)] if short else []


def doubled_in_adjacent_years(films: Iterable[FilmographyLine]) -> Iterator[FilmographyLine]:
    """
    Films listed again a year later: the production's year and the festival's, most likely.

    >>> [film.year for film in doubled_in_adjacent_years(parse_filmography("2013 A\\n2014 A"))]
    [2014]
    """
    years: dict[tuple[str | None, str], set[int]] = {}
    for film in films:
        known = years.setdefault((film.person, words.fold(film.title)), set())
        if known & {film.year - 1, film.year + 1}:
            yield film
        known.add(film.year)
