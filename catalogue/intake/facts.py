"""
The facts line: countries, year, languages, runtime, colour, premiere, form, format, age.

Pages print it with separators or without ("Belgium 2023 French 82’ Colour World premiere"), in any
order and over several lines. It is read word by word against the vocabularies; a line is a facts
line when nothing in it is left unread.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise

from catalogue.intake import words
from catalogue.intake.runtimes import Runtime, runtime_at
from catalogue.intake.words import Term

TOKEN = re.compile(r"[^\s,;|/()·•–—+]+|[,;|/()·•–—+]")
YEAR = re.compile(r"(18[89]\d|19\d\d|20\d\d)(?:[-–/](?:19|20)?\d\d)?(?![\d’'′]|[.:]\d)")
MARKS = frozenset(",;|/()·•–—+-.")
MAX_TERM_WORDS = 7
MAX_UNREAD = 8
AGE_NUMBER = re.compile(r"\d{1,2}[A+]?")
STRONG = frozenset(["runtime", "premiere", "colour", "age"])


@dataclass(frozen=True)
class Fact:
    """A fact as printed; `code` is the vocabulary's where it has one."""

    kind: str
    printed: str
    code: str | None = None
    runtime: Runtime | None = None


@dataclass(frozen=True)
class Scan:
    """What a text says in facts, and the words that are none."""

    facts: tuple[Fact, ...]
    unread: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return bool(self.facts) and not self.unread

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(fact.kind for fact in self.facts)

    @property
    def is_sure(self) -> bool:
        """Whether the text is facts whatever stands around it: "2046" or "French" alone is not."""
        return self.is_whole and (len(self.kinds) > 1 or bool(self.kinds & STRONG))


@dataclass(frozen=True)
class Words:
    """A text in words, each with its place and its folded form."""

    text: str
    spans: tuple[tuple[int, int], ...]
    folded: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.spans)

    @cached_property
    def names_subtitles(self) -> bool:
        return not words.folded("subtitles", "nouns").isdisjoint(self.folded)

    def printed(self, start: int, stop: int) -> str:
        return self.text[self.spans[start][0] : self.spans[stop - 1][1]]

    def phrase(self, start: int, stop: int) -> str:
        return " ".join(word for word in self.folded[start:stop] if word)

    def is_mark(self, position: int) -> bool:
        return not self.folded[position]


@dataclass(frozen=True)
class Found:
    """A fact, and the position after its last word; `fact` is `None` for words that say nothing."""

    fact: Fact | None
    stop: int


@lru_cache(maxsize=50_000)
def scan(text: str) -> Scan:
    """
    Reads a text as facts, from left to right, the longest term first; it gives up on a text of
    which more than a few words are none.

    >>> [(fact.kind, fact.printed) for fact in scan("Belgium 2023 French 82’ Colour").facts]
    [('country', 'Belgium'), ('year', '2023'), ('language', 'French'), ('runtime', '82’'), \
('colour', 'Colour')]
    >>> scan("Germany In German with English subtitles").is_whole, scan("on Foula").unread
    (True, ('on', 'Foula'))
    """
    return scan_words(as_words(text))


def as_words(text: str) -> Words:
    spans = tuple(span for match in TOKEN.finditer(text) for span in parted(text, match.span()))
    return Words(text, spans, tuple(words.fold(text[start:end]) for start, end in spans))


def parted(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """
    A word's span, or those of the countries it joins, perhaps with the year: "UK-Ireland" is two
    words, "Make-up" one.

    >>> parted("UK-Ireland 2022", (0, 10)), parted("IRL-2022", (0, 8))
    ([(0, 2), (3, 10)], [(0, 3), (4, 8)])
    """
    start, end = span
    *parts, last = text[start:end].split("-")
    is_joined = parts and all(map(words.country_code, parts))
    if not is_joined or not (words.country_code(last) or YEAR.fullmatch(last)):
        return [span]
    parts.append(last)
    ends = list(accumulate((len(part) + 1 for part in parts), initial=start))
    return [(at, after - 1) for at, after in pairwise(ends)]


def scan_words(found: Words) -> Scan:
    facts: list[Fact] = []
    unread: list[tuple[int, int]] = []
    position = 0
    while position < len(found) and len(unread) <= MAX_UNREAD:
        step = fact_at(found, position)
        if step is None:
            if not found.is_mark(position):
                unread.append((position, len(facts)))
            position += 1
            continue
        if step.fact:
            facts.append(step.fact)
        position = step.stop
    return with_languages_by_place(found, facts, unread)


def fact_at(found: Words, position: int) -> Found | None:
    """The fact that begins with this word, by the first reader that knows one."""
    if found.is_mark(position):
        return None
    return next((step for reader in READERS if (step := reader(found, position))), None)


def read_runtime(found: Words, position: int) -> Found | None:
    """82’, 1h22, 102 minutes, 2 x 45 min."""
    start = found.spans[position][0]
    runtime = runtime_at(found.text, start) if found.text[start].isdigit() else None
    if runtime is None:
        return None
    printed = found.text[runtime.start : runtime.end]
    return Found(Fact("runtime", printed, None, runtime), after(found, position, runtime.end))


def read_year(found: Words, position: int) -> Found | None:
    """2023, or 2022/23, of which the first counts."""
    start = found.spans[position][0]
    match = YEAR.match(found.text, start)
    if match is None:
        return None
    return Found(Fact("year", match[1]), after(found, position, match.end()))


def after(found: Words, position: int, end: int) -> int:
    """The position of the first word that begins at or after `end`."""
    while position < len(found) and found.spans[position][0] < end:
        position += 1
    return position


def read_subtitles(found: Words, position: int) -> Found | None:
    """Not spoken: "with English subtitles", "mit englischen Untertiteln", "English subtitles"."""
    if not found.names_subtitles:
        return None
    nouns = words.folded("subtitles", "nouns")
    ahead = found.folded[position + 1 : position + 9]
    stop = next((at for at, word in enumerate(ahead, position + 1) if word in nouns), None)
    if stop is None:
        return None
    begins = found.folded[position] in words.folded("subtitles", "before")
    if begins or is_languages(found, position, stop):
        return Found(Fact("subtitles", found.printed(position, stop + 1)), stop + 1)
    return None


def is_languages(found: Words, position: int, stop: int) -> bool:
    """Whether nothing but languages, commas and "and" stands between two positions."""
    known = words.places("languages")
    return all(
        word in known or word in words.folded("lines", "and") or (not word and is_close(found, at))
        for at, word in enumerate(found.folded[position:stop], position)
    )


def is_close(found: Words, position: int) -> bool:
    """Whether a mark joins rather than parts: "Deutsch/Englisch", not "Deutsch / englische UT"."""
    start, end = found.spans[position]
    return found.text[start] == "," or found.text[start - 1 : end + 1].strip() != found.text[start]


def read_premiere(found: Words, position: int) -> Found | None:
    """Any place that a word for premiere follows: "BERLIN-PREMIERE", "Nordic Premiere"."""
    nouns = tuple(words.folded("premiere_nouns", "words"))
    for at, word in enumerate(found.folded[position : position + 4], position):
        if not word or found.printed(at, at + 1).endswith(":"):
            return None
        if word.endswith(nouns) and (at > position or word not in nouns):
            status = words.by_spelling("premieres").get(found.phrase(position, at + 1))
            return Found(Fact("premiere", found.printed(position, at + 1), status), at + 1)
    return None


def read_term(found: Words, position: int) -> Found | None:
    """The longest phrase of the vocabularies that begins here."""
    if found.folded[position].split(" ", 1)[0] not in words.first_words("facts"):
        return None
    known = words.facts_terms()
    for stop in range(min(position + MAX_TERM_WORDS, len(found)), position, -1):
        if found.is_mark(stop - 1):
            continue
        term = known.get(found.phrase(position, stop))
        if term and term.kind in ("language", "country") and leads_to_premiere(found, stop):
            return None
        if term and is_one_phrase(found, position, stop):
            return Found(as_fact(term, found.printed(position, stop)), stop)
    return None


def leads_to_premiere(found: Words, position: int) -> bool:
    """Whether "premiere" follows: a "Catalan premiere" says nothing of the language."""
    nouns = words.folded("premiere_nouns", "words")
    return position < len(found) and found.folded[position] in nouns


def is_one_phrase(found: Words, position: int, stop: int) -> bool:
    """Whether the words stand in one piece: no comma, no "|", no dash between them."""
    return not any(
        found.text[slice(*found.spans[at])] in ",;|–—·•()"
        for at in range(position, stop)
        if found.is_mark(at)
    )


def as_fact(term: Term, printed: str) -> Fact | None:
    return None if term.kind == "filler" else Fact(term.kind, printed, term.code)


def read_code(found: Words, position: int) -> Found | None:
    """A country in capitals: "UK", "IRL"; a code of one or two letters, "D", only before a year."""
    printed = found.printed(position, position + 1)
    code = words.country_codes().get(printed)
    if code is None or not (printed in words.sure_codes() or leads_to_year(found, position + 1)):
        return None
    return Found(Fact("country", printed, code), position + 1)


def leads_to_year(found: Words, position: int) -> bool:
    """Whether only other codes, countries and marks stand before the next year."""
    for at in range(position, min(position + 12, len(found))):
        printed = found.printed(at, at + 1)
        if YEAR.match(printed):
            return True
        if not found.is_mark(at) and not words.country_code(printed):
            return False
    return False


def read_age(found: Words, position: int) -> Found | None:
    """Recommended or legal: "FSK 12", "ab 8 Jahren", "recommended from age 10+"."""
    if found.folded[position].split(" ", 1)[0] not in words.first_words("ages"):
        return None
    before = words.folded("ages", "before")
    for at in range(min(position + 5, len(found) - 1), position, -1):
        is_age = found.phrase(position, at) in before
        if is_age and AGE_NUMBER.fullmatch(found.printed(at, at + 1)):
            stop = after_age(found, at + 1)
            return Found(Fact("age", found.printed(position, stop)), stop)
    return None


def after_age(found: Words, position: int) -> int:
    """The position after what follows an age: "Jahren", "+"."""
    ends = words.folded("ages", "after")
    while position < len(found) and (
        found.folded[position] in ends or found.printed(position, position + 1) == "+"
    ):
        position += 1
    return position


READERS = (read_runtime, read_year, read_age, read_subtitles, read_term, read_premiere, read_code)


def with_languages_by_place(found: Words, facts: list[Fact], unread: list[tuple[int, int]]) -> Scan:
    """
    Words between a year and a runtime are languages the vocabulary does not have: the facts line's
    order says so. "Australia 2022 Pintupi 25’" speaks Pintupi.
    """
    kinds = [fact.kind for fact in facts]
    between = [
        (at, place)
        for at, place in unread
        if "year" in kinds[:place] and "runtime" in kinds[place:] and may_be_language(found, at)
    ]
    if "country" not in kinds or not unread or len(between) < len(unread) or len(between) > 4:
        return Scan(tuple(facts), tuple(found.printed(at, at + 1) for at, _ in unread))
    for at, place in reversed(between):
        facts.insert(place, Fact("language", found.printed(at, at + 1)))
    return Scan(tuple(facts), ())


def may_be_language(found: Words, position: int) -> bool:
    """Whether a word is capitalised and nothing but letters: "Pintupi", not "Director:"."""
    printed = found.printed(position, position + 1)
    return printed[0].isupper() and printed.replace("-", "").isalpha()


def split_segments(text: str) -> Iterator[str]:
    """
    The pieces of a line between strong separators.

    >>> list(split_segments("D 2021 | SPIELFILM – 28 MIN"))
    ['D 2021', 'SPIELFILM', '28 MIN']
    """
    return (part.strip() for part in re.split(r"\s+[|–—·•]\s+|\s*\|\s*", text) if part.strip())
