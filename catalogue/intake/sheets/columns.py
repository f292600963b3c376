"""What the columns of a sheet are: recognised by its header, or guessed from names and values."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from catalogue.intake import words
from catalogue.intake.sheets import cells
from catalogue.intake.sheets.fields import fields
from catalogue.intake.sheets.tables import Table
from people.folding import fold

NOT_READ = ""
IN_ANY_LANGUAGE = ("synopsis", "note")
LOOKED_AT = 50
LANGUAGE_BEHIND = re.compile(r"(.+?)[\s_(-]+([^\W\d_]+)\)?")
SHAPES = (
    ("id:imdb", re.compile(r".*\btt\d{7,9}\b.*")),
    ("runtime", re.compile(r"\d{1,2}:\d\d:\d\d|\d{1,3}\s?(?:min\.?|['’′])", re.IGNORECASE)),
    ("year", re.compile(r"(?:19|20)\d\d")),
)
LONG_TEXT = 120
# The facts that pages label, as fields are called here.
OF_FACTS = {"country": "countries", "language": "languages"}
OF_HEADINGS = {"cast": "cast", "crew": "credits", "synopsis": "synopsis", "note": "note"}
FREE_TEXT = {"synopsis:*", "note:*", "credits"}
ABOUT_DIRECTORS = ("imdb", "wikidata", "tmdb", "gnd", "viaf")


@dataclass(frozen=True)
class Columns:
    """What each column is, in order, and how that is known: by its header, a name, or a guess."""

    kind: str
    targets: tuple[str, ...]


@cache
def data() -> dict:
    return tomllib.loads(Path(__file__).with_name("columns.toml").read_text("utf-8"))


@cache
def known_names() -> dict[str, str]:
    return {fold(name): key for key, names in data()["columns"].items() for name in names}


def targets() -> set[str]:
    """Whatever a column may be: a field, several at once, or nothing that is read."""
    about_directors = {f"director:{source}" for source in ABOUT_DIRECTORS}
    return {NOT_READ, *fields(), *FREE_TEXT, *about_directors}


def recognise(table: Table) -> Columns:
    filmfreeway = data()["filmfreeway"]
    if set(filmfreeway["known_by"]) <= set(table.header):
        names = filmfreeway["columns"]
        found = [names.get(name, own_question(name)) for name in table.header]
        return Columns("filmfreeway", once(found))
    return Columns("guess", once(guess(table)))


def own_question(name: str) -> str:
    """A festival's own question in FilmFreeway's export: only the premiere is one we know."""
    return "premiere" if "premiere" in fold(name).split() else NOT_READ


def from_pairs(table: Table, pairs: Iterable[Iterable[str]]) -> Columns:
    """A saved mapping for a sheet whose columns may stand in another order, or be others."""
    wanted: dict[str, list[str]] = {}
    for header, target in pairs:
        wanted.setdefault(fold(header), []).append(target)
    known = targets()
    found = []
    for name in table.header:
        left = wanted.get(fold(name))
        target = left.pop(0) if left else NOT_READ
        found.append(target if target in known else NOT_READ)
    return Columns("mapping", tuple(found))


def once(found: Iterable[str]) -> tuple[str, ...]:
    """A header that is there twice is read once."""
    seen: set[str] = set()
    kept = []
    for target in found:
        kept.append(NOT_READ if target in seen else target)
        seen |= {target} - {NOT_READ}
    return tuple(kept)


# ---- Guessing ------------------------------------------------------------------------------------


def guess(table: Table) -> list[str]:
    known = targets()
    found = []
    for place, name in enumerate(table.header):
        values = values_of(table, place)
        target = by_name(name)
        if target is None:
            target = by_values(values)
        if target in IN_ANY_LANGUAGE:
            target = f"{target}:{language_of(values)}"
        found.append(target if target in known else NOT_READ)
    return found


def values_of(table: Table, place: int) -> list[str]:
    rows = table.rows[:LOOKED_AT]
    return [row.cells[place] for row in rows if not row.flaws and row.cells[place]]


def by_name(name: str) -> str | None:
    """
    >>> by_name("Regie"), by_name("Synopsis (EN)"), by_name("titel_de"), by_name("Kamera")
    ('credit:director', 'synopsis:en', 'title:de', 'credit:cinematographer')
    """
    if fold(name) in known_names():
        return known_names()[fold(name)]
    behind = LANGUAGE_BEHIND.fullmatch(name.strip())
    if behind:
        stem, language = known_names().get(fold(behind[1])), language_named(behind[2])
        if stem in (*IN_ANY_LANGUAGE, "title") and language:
            return in_language(stem, language)
    return by_label(name)


def language_named(word: str) -> str | None:
    codes = dict(settings.LANGUAGES)
    return word.lower() if word.lower() in codes else words.language_code(word)


def in_language(stem: str, language: str) -> str:
    """The title in the festival's own language is the title."""
    if language not in dict(settings.LANGUAGES):
        return NOT_READ
    return stem if (stem, language) == ("title", settings.LANGUAGE_CODE) else f"{stem}:{language}"


def by_label(name: str) -> str | None:
    """What the label means on a programme page."""
    meaning = words.meaning(name)
    if not meaning:
        return None
    key = meaning.keys[0]
    kinds = {
        "functions": f"credit:{key}",
        "companies": f"company:{key}",
        "companies_or_people": f"company:{key}",
        "facts": OF_FACTS.get(key, key),
        "headings": OF_HEADINGS.get(key, NOT_READ),
    }
    return kinds.get(meaning.kind, NOT_READ) if len(meaning.keys) == 1 else NOT_READ


def by_values(values: list[str]) -> str:
    """What most of the values look like."""
    if len(values) < 2:
        return NOT_READ
    for target, shape in SHAPES:
        if mostly(shape.fullmatch(value) for value in values):
            return target
    for target, code_of in (
        ("countries", words.country_code),
        ("languages", words.language_code),
    ):
        if mostly(all(map(code_of, cells.LIST_JOINTS.split(value))) for value in values):
            return target
    return "synopsis" if mostly(len(value) > LONG_TEXT for value in values) else NOT_READ


def mostly(answers: Iterable[object]) -> bool:
    told = [bool(answer) for answer in answers]
    return sum(told) >= len(told) * 0.8


def language_of(values: list[str]) -> str:
    """The one of the site's languages that most of these texts are in."""
    codes = dict(settings.LANGUAGES)
    found = Counter(filter(codes.__contains__, map(words.text_language, values)))
    return found.most_common(1)[0][0] if found else settings.LANGUAGE_CODE
