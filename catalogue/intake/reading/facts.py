"""What a page says in facts: noting it, and deciding where it says several things."""

from collections import Counter
from collections.abc import Iterator

from catalogue.intake import names, words
from catalogue.intake.facts import Fact, scan
from catalogue.intake.labels import Row
from catalogue.intake.lines import Line
from catalogue.intake.reading.page import Page
from catalogue.intake.runtimes import labelled_runtime

KEYS = {
    "country": "countries",
    "year": "year",
    "language": "languages",
    "runtime": "runtime_minutes",
    "colour": "colour",
    "premiere": "premiere",
    "form": "form",
    "format": "format",
    "age": "age",
    "subtitles": "subtitles",
    "version": "subtitles",
}


def add(page: Page, line: Line, found: tuple[Fact, ...] | list[Fact]) -> None:
    """Notes facts, and the line as what they feed."""
    for fact in found:
        page.facts.append((line, fact))
        page.claim(line, KEYS[fact.kind])


# ---- Beside a label -----------------------------------------------------------------------------


def add_labelled(page: Page, line: Line, row: Row) -> None:
    """Notes the fact a label announces; what cannot be read as one is a problem."""
    kind = row.meaning.keys[0]
    if kind in ("title", "original_title"):
        page.titles.setdefault(kind, []).append(row.value)
        page.claim(line, kind)
    elif kind == "section":
        page.section = page.section or row.value
        page.claim(line, "section")
    elif len(row.meaning.keys) > 1:
        add_joined(page, line, row)
    elif found := list(labelled(kind, row.value)):
        add(page, line, found)
    else:
        page.unplaced(line, "facts.unread", f"{row.label}: {row.value} is not understood")


def add_joined(page: Page, line: Line, row: Row) -> None:
    """The facts beside a label of several: "Country, year: Spain, 2023"."""
    said = scan(row.value)
    add(page, line, [fact for fact in said.facts if fact.kind in row.meaning.keys])
    if said.unread or not said.facts:
        rest = " ".join(said.unread) or row.value
        page.unplaced(line, "facts.unread", f"{row.label}: {rest} is not understood")


def labelled(kind: str, value: str) -> Iterator[Fact]:
    """
    The facts of a labelled value.

    >>> [fact.printed for fact in labelled("country", "Paraguay, Atlantis")]
    ['Paraguay', 'Atlantis']
    """
    if kind == "runtime":
        yield from labelled_runtimes(value)
    elif kind == "country":
        yield from labelled_countries(value)
    elif kind == "language":
        yield from labelled_languages(value)
    elif kind == "year":
        yield from (fact for fact in scan(value).facts if fact.kind == "year")
    elif kind in KEYS:
        yield Fact(kind, value, code_of(kind, value))


def labelled_runtimes(value: str) -> Iterator[Fact]:
    runtime = labelled_runtime(value)
    if runtime:
        yield Fact("runtime", value, None, runtime)


def labelled_countries(value: str) -> Iterator[Fact]:
    """
    Countries; unknown ones count beside a label.

    >>> [fact.printed for fact in labelled_countries("España - Francia")]
    ['España', 'Francia']
    """
    said = scan(value)
    if said.is_whole and said.kinds == {"country"}:
        yield from said.facts
    else:
        yield from (Fact("country", one, words.country_code(one)) for one in split(value))


def labelled_languages(value: str) -> Iterator[Fact]:
    """
    Languages, and what is said of subtitles and versions; unknown ones count beside a label.

    >>> [(fact.kind, fact.printed) for fact in labelled_languages("Ayoreo OmeU")]
    [('language', 'Ayoreo'), ('version', 'OmeU')]
    >>> [fact.printed for fact in labelled_languages("Oroqin, Pintupi")]
    ['Oroqin', 'Pintupi']
    """
    kinds = ("language", "subtitles", "version")
    said = scan(value)
    if said.is_whole:
        yield from (fact for fact in said.facts if fact.kind in kinds)
    elif names.are_names(value):
        yield from (Fact("language", one, words.language_code(one)) for one in split(value))


def split(value: str) -> list[str]:
    return [one.name for one in names.split_names(value)]


def code_of(kind: str, value: str) -> str | None:
    term = words.facts_terms().get(words.fold(value))
    return term.code if term and term.kind == kind else None


# ---- What the facts come to ---------------------------------------------------------------------


def first(page: Page, kind: str) -> Fact | None:
    """
    The first statement of a kind, one among other facts before one alone ("12 Minutes" may be a
    title); another that says otherwise is a problem.
    """
    found = [(line, fact) for line, fact in page.facts if fact.kind == kind]
    told = Counter(line.number for line, _ in page.facts)
    found.sort(key=lambda pair: told[pair[0].number] == 1)
    said = found[0][1] if found else None
    for line, fact in found[1:]:
        if value_of(fact) != value_of(said):
            page.doubt(line, f"{kind}.second", f"{fact.printed}: the page says {said.printed}, too")
    return said


def value_of(fact: Fact) -> object:
    if fact.runtime:
        return fact.runtime.minutes, fact.runtime.seconds
    return words.fold(fact.printed)


def all_of(page: Page, *kinds: str) -> tuple[str, ...]:
    """Every fact of some kinds as printed, each once."""
    return tuple(dict.fromkeys(fact.printed for _, fact in page.facts if fact.kind in kinds))


def fullest(page: Page, kind: str) -> list[Fact]:
    """
    The countries or languages: those of the statement that says most, since a page may abbreviate
    in one place what it spells out in another (`D 2021`, `Deutschland, Österreich 2021`).
    """
    statements: dict[int, list[Fact]] = {}
    for statement, fact in runs(page, kind):
        statements.setdefault(statement, []).append(fact)
    said = [unique(statement) for statement in statements.values()]
    return max(said, key=lambda facts: (len(facts), spelt_out(facts)), default=[])


def runs(page: Page, kind: str) -> Iterator[tuple[int, Fact]]:
    """Facts of a kind, numbered by statement: those of neighbouring lines are one."""
    statement, before = 0, None
    for line, fact in sorted(page.facts, key=lambda pair: pair[0].number):
        if fact.kind != kind:
            continue
        place = page.places[line.number]
        if before is not None and place - before > 1:
            statement += 1
        before = place
        yield statement, fact


def unique(statement: list[Fact]) -> list[Fact]:
    """Each country once, as it is spelt out where it is abbreviated, too."""
    found: dict[str, Fact] = {}
    for fact in statement:
        key = fact.code or words.fold(fact.printed)
        if key not in found or (is_abbreviated(found[key]) and not is_abbreviated(fact)):
            found[key] = fact
    return list(found.values())


def is_abbreviated(fact: Fact) -> bool:
    return len(fact.printed) <= 3


def spelt_out(statement: list[Fact]) -> int:
    return sum(not is_abbreviated(fact) for fact in statement)
