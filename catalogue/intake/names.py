"""Names in a row: where one ends and the next begins, and whether a text is a name at all."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from catalogue.intake import words

SHORT = words.phrases("lines", "and_between_full_names")  # "Ortega y Gasset" is one person
LONG = [one for one in words.phrases("lines", "and") if one not in SHORT]
CAPITALS = [one.upper() for one in LONG if one.isalpha()]
AND = rf"(?:&|{'|'.join(map(re.escape, LONG + CAPITALS))})(?=\s)"
PEOPLE_JOINTS = re.compile(rf"\s*[,;|/+•·]\s*(?:{AND}\s+)?|\s+{AND}\s+|\s+–\s+")
CAST_JOINTS = re.compile(rf"\s*[,;|/+•·]\s*(?:{AND}\s+)?|\s+{AND}\s+")
SHORT_AND = re.compile(rf"\s(?:{'|'.join(SHORT)})\s")
FAMILY_FIRST = re.compile(r"[^,();/]{2,30}, [^\s,();/]+")
NOT_IN_NAMES = re.compile(r"[\d!?:;@#%|<>=_\\]")
BEGUN_SMALL = re.compile(r"\w{1,3}['’-][^\W\d_a-z].*")
BRACKETS = re.compile(r"[()]")
AS = re.compile(r"\s+(?:as|als|[–—-])\s+|\s*(?:\.{3,}|…|:\s)\s*")

GERMAN = ["von", "zu", "zum", "zur", "der", "den", "auf", "und"]
NORTHERN = ["van", "van't", "vande", "ter", "ten", "op", "het", "'t", "af", "av"]
FRENCH = ["de", "du", "des", "la", "le", "les", "dit", "d"]
SOUTHERN = ["del", "della", "dei", "degli", "di", "da", "do", "dos", "das", "lo", "los", "las"]
JOINING = ["y", "e", "i", "o"]
ARABIC = ["el", "al", "bin", "ibn", "ben", "bint", "abu"]
PARTICLES = frozenset(GERMAN + NORTHERN + FRENCH + SOUTHERN + JOINING + ARABIC)
ABBREVIATIONS = frozenset(["co.", "corp.", "inc.", "ltd.", "jr.", "sr.", "bros.", "prod.", "st."])
SUFFIXES = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"])
MAX_NAME_WORDS = 6
MAX_NAME_LENGTH = 70


@dataclass(frozen=True)
class Name:
    """A name as printed, and what stands in brackets after it."""

    name: str
    aside: str | None = None


def split_names(text: str, joints: re.Pattern = PEOPLE_JOINTS) -> list[Name]:
    """
    The names of a list; brackets stay with the name before them.

    >>> split_names("Ada Birk (Mother), Bo Lind und Eva Orth, u.a.")
    [Name(name='Ada Birk', aside='Mother'), Name(name='Bo Lind', aside=None), \
Name(name='Eva Orth', aside=None)]
    >>> [one.name for one in split_names("Ada Birk, Bo Lind u. a.")]
    ['Ada Birk', 'Bo Lind']
    """
    text = without_others(text)
    parts = family_first(text) or split_outside_brackets(text, joints)
    return as_names(one for part in parts for one in split_at_short_and(part))


def as_names(parts: Iterable[str]) -> list[Name]:
    whole = with_suffixes([part for part in parts if part])
    names = [as_name(part) for part in whole if not is_others(part)]
    return [name for name in names if name.name]


def split_outside_brackets(text: str, joints: re.Pattern) -> Iterator[str]:
    """The pieces between joints; a joint in brackets parts nothing: "A (b, c), D" is two."""
    inside = bracketed(text)
    start = 0
    for joint in joints.finditer(text):
        if joint.start() not in inside:
            yield text[start : joint.start()].strip()
            start = joint.end()
    yield text[start:].strip()


def family_first(text: str) -> list[str]:
    """
    The names of a list that prints "Family, Given", parted by slashes or semicolons; one name alone
    where a particle shows the family's.

    >>> family_first("Hof, Ada; St. John, Bo"), family_first("van der Hof, Ada")
    (['Hof, Ada', 'St. John, Bo'], ['van der Hof, Ada'])
    >>> family_first("Ada Hof, Fips"), family_first("Ada Hof / Bo Lind, Eva Orth")
    ([], [])
    """
    parts = re.split(r"\s*[;/]\s*", text)
    turned = [FAMILY_FIRST.fullmatch(part) for part in parts]
    plain = [part for part, match in zip(parts, turned, strict=True) if match is None]
    if not any(turned) or any("," in part for part in plain):
        return []
    is_sure = len(parts) > 1 or text.split(" ")[0] in PARTICLES
    return parts if is_sure else []


def split_at_short_and(part: str) -> list[str]:
    """
    The people whom "y", "e", "en" or "i" joins.

    >>> split_at_short_and("Dario Lupi e Ada Birk"), split_at_short_and("Ana Ortega y Gasset")
    (['Dario Lupi', 'Ada Birk'], ['Ana Ortega y Gasset'])
    """
    if "(" in part:
        return [part]
    people = SHORT_AND.split(part)
    return people if all(len(person.split()) > 1 for person in people) else [part]


def bracketed(text: str) -> set[int]:
    """The positions in brackets; those never closed hold nothing."""
    positions: set[int] = set()
    opened = None
    for mark in BRACKETS.finditer(text):
        if mark.group() == "(" and opened is None:
            opened = mark.start()
        elif mark.group() == ")" and opened is not None:
            positions.update(range(opened, mark.end()))
            opened = None
    return positions


def with_suffixes(parts: list[str]) -> list[str]:
    """
    >>> with_suffixes(["Robert Downey", "Jr.", "Jane Doe"])
    ['Robert Downey, Jr.', 'Jane Doe']
    """
    joined: list[str] = []
    for part in parts:
        if joined and part.casefold() in SUFFIXES:
            joined[-1] += f", {part}"
        else:
            joined.append(part)
    return joined


def is_others(part: str) -> bool:
    """Whether the last of a list only says that there are more: "u.a.", "et al."."""
    return words.fold(part) in words.folded("lines", "others")


def as_name(part: str) -> Name:
    """
    >>> as_name("Eva Orth (Mother)"), as_name("Eva Orth.")
    (Name(name='Eva Orth', aside='Mother'), Name(name='Eva Orth', aside=None))
    >>> as_name("Eva Orth (Cork, 1980) studied law").aside is None
    True
    """
    before, bracket, after = part.partition("(")
    aside, _, rest = after.rpartition(")")
    if bracket and rest.strip(" .,;:*") and not is_others(rest):
        return Name(part)
    aside = aside.strip()
    return Name(without_full_stop(without_others(before.strip(" ,;:|*"))), aside or None)


def without_others(name: str) -> str:
    """The name without a "u.a." that no comma parts from it."""
    ends = others_after_space()
    if name.endswith(ends):
        return name[: -max(len(end) for end in ends if name.endswith(end))].strip()
    return name


@cache
def others_after_space() -> tuple[str, ...]:
    return tuple(f" {others}" for others in words.phrases("lines", "others"))


def without_full_stop(name: str) -> str:
    """
    A sentence's full stop is not the name's; an initial's or an abbreviation's is.

    >>> [without_full_stop(name) for name in ("Anna Hof.", "Géza H.", "X Co.", "Hof e.V.")]
    ['Anna Hof', 'Géza H.', 'X Co.', 'Hof e.V.']
    """
    last = name.rpartition(" ")[2]
    is_short = len(last) == 2 or "." in last[:-1] or last.casefold() in ABBREVIATIONS
    return name if is_short else name.rstrip(".")


def is_name(text: str) -> bool:
    """
    Whether this can be the name of a person or a group: a few words in capitals, no sentence.

    >>> is_name("Clara Maria von Hof"), is_name("plays a central role"), is_name("Carla, 5")
    (True, False, False)
    """
    found = text.split()
    if "(" in text or not 0 < len(found) <= MAX_NAME_WORDS or len(text) > MAX_NAME_LENGTH:
        return False
    if len(found[0]) > 1 and words.fold(found[0]) in words.folded("lines", "and"):
        return False
    return all(is_name_word(word) for word in found) and found[-1][0].isalpha()


def has_article(text: str) -> bool:
    """Whether a text begins with an article, as bands do, and titles: "Die Drei Damen"."""
    first, _, rest = text.partition(" ")
    return bool(rest) and words.fold(first) in words.folded("prose", "articles")


def is_name_word(word: str) -> bool:
    """
    >>> [is_name_word(word) for word in ["İpek", "d’Arc", "von", "D.", "2023", "end."]]
    [True, True, True, True, False, False]
    """
    if word in PARTICLES:
        return True
    bare = word.strip("\"“”„'’‘«»().")
    if not bare or NOT_IN_NAMES.search(bare):
        return False
    return (bare[0].isalpha() and not bare[0].islower()) or BEGUN_SMALL.fullmatch(bare) is not None


def are_names(text: str, joints: re.Pattern = PEOPLE_JOINTS) -> bool:
    """
    Whether a whole text is a list of names, each with brackets or without.

    >>> are_names("Ada Birk, Bo Lind"), are_names("recorded live in one take")
    (True, False)
    """
    names = split_names(text, joints)
    return bool(names) and all(is_name(one.name) for one in names)


def are_people(text: str) -> bool:
    """Names where no label says so: a title such as "The White Ribbon" is none."""
    return are_names(text) and not has_article(text)


def is_company(name: str) -> bool:
    """
    Whether a word of the name says that it is a company's.

    >>> is_company("Hof Productions"), is_company("Eva Orth"), is_company("Kulturverband")
    (True, False, True)
    """
    known, parts = words.folded("company_words", "words"), words.folded("company_words", "parts")
    found = words.fold(name).split()
    return any(word in known or any(word.endswith(part) for part in parts) for word in found)


def split_companies(text: str) -> list[Name]:
    """
    The companies of a list; a place in brackets stays an aside.

    >>> split_companies("Hof Film (Wien, Österreich), Smith & Sons")
    [Name(name='Hof Film', aside='Wien, Österreich'), Name(name='Smith & Sons', aside=None)]
    """
    return as_names(split_outside_brackets(text, company_joints()))


@cache
def company_joints() -> re.Pattern:
    """Commas and the like, and "in co-production with" between two companies."""
    listed = (one for one in words.phrases("companies", "co-production") if one.count(" ") > 1)
    phrases = "|".join(map(re.escape, listed))
    mark = r"\s*[,;|/•·]\s*|\s+–\s+"
    return re.compile(rf"(?:{mark}|\s+)(?:{phrases})\s+|{mark}", re.IGNORECASE)
