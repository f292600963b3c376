"""
The words that programme pages print, as one table out of all the languages' files.

A page mixes languages ("Production Manager" among German labels), so every language is looked up at
once. The words are data: `words/*.toml`, one file a language, and the countries and languages of
`catalogue/vocabularies`.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from catalogue.vocabularies import terms
from people.folding import fold as fold_text

HERE = Path(__file__).parent / "words"

GENDER_MARK = re.compile(
    r"(?<=\w)(?:[*:_·]|/-?(?=in)|\((?=in|r\)|s\)))(in(?:nen)?|r|s|n|e)\b\)?", re.IGNORECASE
)
ASIDE_AT_END = re.compile(r"\s*\([^()]*\)\s*$")
MAX_LABEL_WORDS = 7
SHORT_CODE = re.compile(r"[A-ZÄÖÜ]{1,4}")

# What a person does who stands under a label that companies stand under, too.
PERSON_UNDER = {"production": "producer", "co-production": "coproducer"}


@dataclass(frozen=True)
class Meaning:
    """What a label stands for: its kind (the table of the file) and the keys under it."""

    kind: str
    keys: tuple[str, ...]

    @property
    def names_people(self) -> bool:
        return self.kind in ("functions", "combined") or self.is_cast

    @property
    def names_companies(self) -> bool:
        return self.kind in ("companies", "companies_or_people")

    @property
    def is_cast(self) -> bool:
        return self == Meaning("headings", ("cast",))


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """
    The text as words are compared: folded, and without gender marks.

    >>> fold("Ausführende*r Produzent*in"), fold("Producer(s):"), fold("ProduzentInnen")
    ('ausfuhrender produzentin', 'producers', 'produzentinnen')
    """
    return fold_text(GENDER_MARK.sub(r"\1", text))


@cache
def files() -> dict[str, dict]:
    """Each language's words, by its code; English first, since the first spelling is printed."""
    paths = sorted(HERE.glob("*.toml"), key=lambda path: (path.stem != "en", path.stem))
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in paths}


def listed(table: str) -> Iterable[tuple[str, str]]:
    """Every (key, printed) of a table, over all languages."""
    for words in files().values():
        for key, printed in words.get(table, {}).items():
            yield from ((key, one) for one in printed)


@cache
def phrases(table: str, key: str) -> tuple[str, ...]:
    """The spellings of one key, as listed: `phrases("lines", "by")` is ("by", …, "von", …)."""
    return tuple(printed for other, printed in listed(table) if other == key)


@cache
def folded(table: str, key: str) -> frozenset[str]:
    """The same, folded, for asking whether a word is one of them."""
    return frozenset(fold(printed) for printed in phrases(table, key))


@cache
def by_spelling(table: str) -> dict[str, str]:
    """Folded spelling → key, for a table such as `kinds` or `premieres`; the first key wins."""
    found: dict[str, str] = {}
    for key, printed in listed(table):
        found.setdefault(fold(printed), key)
    return found


# ---- Labels -------------------------------------------------------------------------------------

LABEL_TABLES = ("functions", "companies_or_people", "companies", "headings", "facts", "blocks")


@cache
def labels() -> dict[str, Meaning]:
    """Folded label → what it stands for; where two tables list one, the earlier table wins."""
    found = {
        fold(label): Meaning("combined", tuple(keys))
        for words in files().values()
        for label, keys in words.get("combined", {}).items()
    }
    for table in LABEL_TABLES:
        for key, printed in listed(table):
            found.setdefault(fold(printed), Meaning(table, (key,)))
    return found


@cache
def label_sizes() -> dict[str, int]:
    """How many words a label can have, by its first: many where others may be joined to it."""
    sizes: dict[str, int] = {}
    for label in filter(None, labels_before_colons()):
        first, *rest = label.split()
        sizes[first] = max(sizes.get(first, 0), len(rest) + 1 if rest else MAX_LABEL_WORDS)
    return sizes


@cache
def first_words(table: str) -> frozenset[str]:
    """
    The words that a phrase of `facts` or `ages` can begin with: most words of a text are ruled out
    by one look.
    """
    known = {
        "facts": facts_terms,
        "ages": lambda: folded("ages", "before"),
    }
    return frozenset(phrase.split()[0] for phrase in known[table]() if phrase)


@cache
def labels_before_colons() -> dict[str, Meaning]:
    """The labels, and abbreviations that only a colon makes one: "Scen.", "Int.", "Prod."."""
    kinds = {key: table for table in reversed(LABEL_TABLES) for key, _ in listed(table)}
    short = {fold(printed): Meaning(kinds[key], (key,)) for key, printed in listed("short")}
    return short | labels()


@cache
def abbreviations() -> frozenset[str]:
    """The folded abbreviations of labels: their full stop ends no sentence."""
    return frozenset(fold(printed) for _, printed in listed("short"))


@lru_cache(maxsize=20_000)
def short_meaning(label: str) -> Meaning | None:
    """
    What an abbreviation before a colon stands for.

    >>> short_meaning("Scen.").keys, short_meaning("Sog., Scen.").keys, short_meaning("Bo.")
    (('writer',), ('screen_story', 'writer'), None)
    """
    known = labels_before_colons()
    return known.get(fold(label)) or joined_meaning(label, known)


@lru_cache(maxsize=20_000)
def meaning(label: str) -> Meaning | None:
    """
    What a label, as printed, stands for; several functions when labels are joined.

    >>> meaning("Director of Photography").keys
    ('cinematographer',)
    >>> meaning("Regie & Schnitt").keys, meaning("Filmografie (Auswahl)").keys
    (('director', 'film_editor'), ('filmography',))
    """
    found = labels().get(fold(label)) or labels().get(fold(ASIDE_AT_END.sub("", label)))
    return found or joined_meaning(label, labels())


# The facts that one label can announce together: each is known by its own words.
JOINED_FACTS = frozenset(["country", "year", "runtime", "language", "colour", "format", "form"])


@cache
def label_joints() -> re.Pattern:
    """What joins labels: "Regie & Schnitt", "Réalisation et scénario"."""
    listed = "|".join(map(re.escape, phrases("lines", "and")))
    return re.compile(rf"\s*[/,&+-]\s*|\s+(?:{listed})\s+", re.IGNORECASE)


def joined_meaning(label: str, known: dict[str, Meaning]) -> Meaning | None:
    """
    What a label made of several stands for: "Director, Screenplay", "Country and year".

    >>> joined_meaning("Land / Jahr", labels()).keys
    ('country', 'year')
    >>> joined_meaning("Produzione / Produced by", labels()).kind
    'companies_or_people'
    """
    pieces = label.split(" / ")
    pieces = pieces if len(pieces) > 1 else label_joints().split(label)
    if len(pieces) < 2:
        return None
    parts = [known.get(fold(piece)) or joined_meaning(piece, known) for piece in pieces]
    if not all(parts):
        return None
    if len(set(parts)) == 1:
        return parts[0]
    keys = tuple(dict.fromkeys(key for part in parts for key in part.keys))
    kinds = {part.kind for part in parts}
    if kinds <= {"functions", "combined", "companies_or_people"}:
        people = (PERSON_UNDER.get(key, key) for key in keys)
        return Meaning("functions", tuple(dict.fromkeys(people)))
    if kinds == {"facts"} and set(keys) <= JOINED_FACTS:
        return Meaning("facts", keys)
    return None


# ---- Terms of a facts line ----------------------------------------------------------------------


@dataclass(frozen=True)
class Term:
    """A phrase of a facts line: `kind` says of what, `code` what it stands for, where known."""

    kind: str
    code: str | None = None


@cache
def places(table: str) -> dict[str, str]:
    """Folded name → code of `countries` or `languages`, with the spellings that pages print."""
    found = {fold(name): term["code"] for term in terms(table) for name in term["names"].values()}
    for code, printed in listed(table):
        if not is_short_code(printed):
            found[fold(printed)] = code
    return found


def is_short_code(printed: str) -> bool:
    """Whether a spelling is capitals only ("D", "UK"): those are compared as printed."""
    return SHORT_CODE.fullmatch(printed.replace(".", "")) is not None


@cache
def country_codes() -> dict[str, str]:
    """ISO codes as printed in capitals, and what pages print besides: "D" is DE, "IRL" is IE."""
    found = {term["code"]: term["code"] for term in terms("countries") if len(term["code"]) == 2}
    return (
        found
        | sure_codes()
        | {printed: code for code, printed in listed("countries") if is_short_code(printed)}
    )


@cache
def sure_codes() -> dict[str, str]:
    """Abbreviations that mean a country even away from a year: "UK", "USA", "IRL"."""
    return {
        printed: code
        for code, printed in listed("countries")
        if is_short_code(printed) and (len(printed) > 2 or code != printed) and len(printed) > 1
    }


@cache
def facts_terms() -> dict[str, Term]:
    """Folded phrase → term; the earlier kind wins where a phrase is listed twice."""
    found = {
        phrase: Term(kind, key)
        for table, kind in (("premieres", "premiere"), ("forms", "form"), ("colours", "colour"))
        for phrase, key in by_spelling(table).items()
    }
    for kind in ("format", "form", "version"):
        for name in phrases("terms", kind):
            found.setdefault(fold(name), Term(kind))
    for table, kind in (("countries", "country"), ("languages", "language")):
        for name, code in places(table).items():
            found.setdefault(name, Term(kind, code))
    for name in phrases("terms", "filler"):
        found.setdefault(fold(name), Term("filler"))
    return found


def country_code(printed: str) -> str | None:
    """
    >>> country_code("Südkorea"), country_code("D"), country_code("Atlantis")
    ('KR', 'DE', None)
    """
    return country_codes().get(printed) or places("countries").get(fold(printed))


def language_code(printed: str) -> str | None:
    """
    >>> language_code("Guaraní"), language_code("without dialogue")
    ('gn', 'zxx')
    """
    return places("languages").get(fold(printed))


# ---- Running text -------------------------------------------------------------------------------


@cache
def function_words() -> dict[str, frozenset[str]]:
    return {
        language: frozenset(words["prose"]["function_words"]) for language, words in files().items()
    }


def text_language(text: str) -> str | None:
    """
    The language whose function words the text has most of, `None` where it has none.

    >>> text_language("Eine Frau geht in den Wald und findet die Tür."), text_language("Abc")
    ('de', None)
    """
    found = text.casefold().split()[:300]
    counts = {
        language: sum(word in known for word in found)
        for language, known in function_words().items()
    }
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else None
