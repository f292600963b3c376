"""The sheet a page is read on: its lines, what each became, and what has been found so far."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from catalogue.intake import labels, names, words
from catalogue.intake.facts import Fact
from catalogue.intake.filmographies import FilmographyLine
from catalogue.intake.lines import Line, LineFate, Problem
from catalogue.intake.words import Meaning

SENTENCE_END = re.compile(r"[.!?…)][)\"”“’»]*$")
LOWER_WORD = re.compile(r"[^\W\d_][\w’'-]*")
BORN = re.compile(r"\*\s?\d{4}|\((?:\*|born|b\.|geb)")
MAX_SHORT = 150
BEGINNING = 300
MAX_LINES = 200
MAX_NAMES = 300
HEAD_LINES = 3
MAX_OTHER_LINE = 400
LATE = frozenset(["credits", "cast", "production_companies"])


@dataclass(frozen=True)
class CreditLine:
    """A label as printed, the names beside it, and the keys of the functions it stands for."""

    label: str
    names: tuple[str, ...]
    functions: tuple[str, ...] = ()

    @property
    def function(self) -> str | None:
        """The function's key; the first of a label that says two, `None` of an unknown one."""
        return self.functions[0] if self.functions else None


@dataclass(frozen=True)
class CastLine:
    name: str
    character: str | None = None


@dataclass(frozen=True)
class CompanyLine:
    """A company and what it does: production, co-production, world-sales, distribution …"""

    function: str
    name: str
    note: str | None = None


@dataclass(frozen=True)
class Bio:
    person: str
    text: str


Credit = tuple[str, tuple[str, ...]]  # a label and its functions


@dataclass
class Page:
    """
    The working sheet of one page. Steps look at lines that nobody has claimed, claim what they can
    read and note a problem where they are in doubt; at the end each line has a fate.
    """

    lines: list[Line]
    is_block: bool = False  # of one kind, pasted by itself: it has no title
    fates: dict[int, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    title: str | None = None
    titles: dict[str, list[str]] = field(default_factory=dict)
    facts: list[tuple[Line, Fact]] = field(default_factory=list)
    credited: dict[Credit, dict[str, None]] = field(default_factory=dict)
    credit_lines: dict[Credit, int] = field(default_factory=dict)
    directing: dict[str, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    first_late: int | None = None
    cast: dict[str, str | None] = field(default_factory=dict)
    companies: list[CompanyLine] = field(default_factory=list)
    by: dict[str, str] = field(default_factory=dict)
    texts: dict[str, list[Line]] = field(default_factory=dict)
    bios: list[Bio] = field(default_factory=list)
    films: dict[FilmographyLine, Line] = field(default_factory=dict)
    filmographies: list[Line] = field(default_factory=list)
    section: str | None = None
    as_of: str | None = None
    openers: dict[int, Meaning] = field(default_factory=dict)
    labelled: set[str] = field(default_factory=set)  # keys of the labels that lines begin with
    owners: dict[int, list[str]] = field(default_factory=dict)

    def __post_init__(self):
        self.places = {line.number: place for place, line in enumerate(self.lines)}

    # Fates ------------------------------------------------------------------------------------

    def claim(self, line: Line, *keys: str) -> None:
        """Says what a line became; a line may feed several keys."""
        fates = self.fates.setdefault(line.number, [])
        fates.extend(key for key in keys if key not in fates)
        if not LATE.isdisjoint(keys):
            self.first_late = min(self.first_late or line.number, line.number)

    def doubt(self, line: Line | None, code: str, message: str) -> None:
        self.problems.append(Problem(line.number if line else None, code, message))

    def unplaced(self, line: Line, code: str, message: str) -> None:
        """The line is looked at and left out; a person should see why."""
        self.claim(line, "unplaced")
        self.doubt(line, code, message)

    def is_free(self, line: Line) -> bool:
        return line.number not in self.fates

    def free(self) -> Iterator[Line]:
        return (line for line in self.lines if self.is_free(line))

    def opened(self) -> Iterator[tuple[Line, Meaning]]:
        """The labels and headings on lines of their own that nobody has read yet."""
        for line in self.lines:
            if line.number in self.openers and self.is_free(line):
                yield line, self.openers[line.number]

    def line_fates(self) -> tuple[LineFate, ...]:
        return tuple(
            LineFate(number, key)
            for line in self.lines
            for number in (line.number, *line.joined)
            for key in self.fates[line.number]
        )

    # Neighbours -------------------------------------------------------------------------------

    def before(self, line: Line) -> Line | None:
        place = self.places[line.number]
        return self.lines[place - 1] if place else None

    def after(self, line: Line) -> Line | None:
        place = self.places[line.number] + 1
        return self.lines[place] if place < len(self.lines) else None

    def fate_of(self, line: Line | None) -> tuple[str, ...]:
        return tuple(self.fates.get(line.number, ())) if line else ()

    # People -----------------------------------------------------------------------------------

    def credit(
        self, line: Line, label: str, functions: tuple[str, ...], people: Iterable[str]
    ) -> None:
        """Notes people under a label; one that comes twice is one credit with the names of both."""
        found = list(people)
        self.credited.setdefault((label, functions), {}).update(dict.fromkeys(found))
        self.credit_lines.setdefault((label, functions), line.number)
        self.known.update(map(words.fold, found))
        if "director" in functions:
            self.directing.update({words.fold(name): name for name in found})

    def drop(self, label: str, name: str) -> None:
        """Takes a name back that turned out to be another's misspelling."""
        for (known, _), found in self.credited.items():
            if known == label:
                found.pop(name, None)
        self.directing = {key: one for key, one in self.directing.items() if one != name}

    def credits(self) -> list[CreditLine]:
        """In the order of the page."""
        keys = sorted(self.credited, key=self.credit_lines.__getitem__)
        return [CreditLine(key[0], tuple(self.credited[key]), key[1]) for key in keys]

    def directors(self) -> list[str]:
        """From the credits, else from the "by" line."""
        return list(self.directing.values() or self.by.values())

    def direct(self, people: Iterable[str]) -> None:
        """Notes the names of a "by" line."""
        for name in people:
            self.by.setdefault(words.fold(name), name)

    def is_known(self, name: str) -> bool:
        """Whether somebody of this name is credited so far."""
        return words.fold(name) in self.known or words.fold(name) in self.by

    def is_directors(self, text: str) -> bool:
        """Whether a text is nothing but names of directors."""
        if len(text) > MAX_NAMES:
            return False
        known = self.directing or self.by
        found = [words.fold(one.name) for one in names.split_names(text)]
        if not found or not any(name in words.fold(text) for name in known):
            return False
        return all(name in known for name in found) or is_made_of(words.fold(text), known)

    def heads_biography(self, line: Line) -> bool:
        """
        Whether a line is a director's name over a biography or a filmography. In the head of a
        page the same name stands below the title, with the synopsis under it.
        """
        following = self.after(line)
        if following is None or not self.is_directors(line.text):
            return False
        meaning = labels.bare_label(following.text)
        if meaning and meaning.keys == ("filmography",):
            return True
        is_sure = self.is_late(line) or tells_life(following.text) or self.is_again(line, following)
        return is_prose(following.text) and is_sure

    def is_again(self, line: Line, following: Line) -> bool:
        """Whether the directors' names stand here for the second time, over a text on them."""
        above = self.lines[: self.places[line.number]][:MAX_LINES]
        is_second = any(other.text == line.text for other in above)
        return is_second and following.text.startswith(tuple(self.directors()))

    def is_in_head(self, line: Line) -> bool:
        """Whether only a line or two without running text stand above a line."""
        place = self.places[line.number]
        above = self.lines[:place]
        return place < HEAD_LINES and not any(is_prose(other.text) for other in above)

    def is_late(self, line: Line) -> bool:
        """Whether credits, cast or companies stand before a line."""
        return self.first_late is not None and self.first_late < line.number

    def times(self, text: str) -> int:
        """In how many of the first lines a text stands."""
        return sum(text in line.text for line in self.lines[:MAX_LINES])


def is_made_of(folded: str, known: Iterable[str]) -> bool:
    """
    Whether a text is names with no mark between them.

    >>> is_made_of("ada birk bo lind", ["bo lind", "ada birk"]), is_made_of("salt bo", ["bo"])
    (True, False)
    """
    for name in known:
        folded = folded.replace(name, " ")
    return not folded.strip()


def tells_life(text: str) -> bool:
    """
    Whether a text tells a life: somebody is born, studied, lives and works.

    >>> tells_life("Ada Birk, geboren 1980 in Wien."), tells_life("Ada is looking for her horse.")
    (True, False)
    """
    beginning = text[:BEGINNING]
    phrase = f" {words.fold(beginning)} "
    return bool(BORN.search(beginning)) or any(
        f" {word} " in phrase for word in words.folded("prose", "life")
    )


def is_prose(text: str) -> bool:
    """
    Whether a line is running text: sentences, in which most words begin small.

    >>> is_prose("Ada, a baker living in Cork, is about to leave the town that she knows.")
    True
    >>> is_prose("Ada Birk, Bo Lind, Eva Orth, Sam Hof, Lea Sonn")
    False
    """
    found = LOWER_WORD.findall(text[:2_000])
    if len(found) < 8:
        return False
    small = sum(word[0].islower() for word in found)
    return small * 3 >= len(found) and (len(text) > MAX_SHORT or bool(SENTENCE_END.search(text)))
