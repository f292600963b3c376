"""Labels in a line and what stands beside them: "Kamera X", "Kamera: X", "Regie X Buch Y"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from catalogue.intake import facts, names, words
from catalogue.intake.words import Meaning

TOKEN = re.compile(r"(?:(?!:[^\W_a-z])\S)+:?")  # "Director:Ada" is two, "Produzent:in" is one
MAX_LABEL_WORDS = words.MAX_LABEL_WORDS
MAX_ROW = 5_000
MAX_COMPANIES = 160
COLONS = re.compile(r"[:|]")
COLON = re.compile(r"[ :|]*")
REVERSED = re.compile(r"([^:–—]{3,200}?)(?:\s+[–—-]\s+|\s*:\s+)([^:–—]{2,60})")
EDGES = " \t,;|–—-/·•:"


@dataclass(frozen=True)
class Mark:
    """A label in a line: where it stands, where its value begins, whether a colon parts them."""

    start: int
    end: int
    label: str
    meaning: Meaning
    has_colon: bool


@dataclass(frozen=True)
class Row:
    """A label as printed, what it stands for, and the text beside it."""

    label: str
    meaning: Meaning
    value: str
    has_colon: bool = False


def read_rows(text: str) -> list[Row]:
    """
    The rows of a line that begins with a label; none where the line is something else.

    >>> [(row.label, row.value) for row in read_rows("Regie Ada Birk Buch Ada Birk, Bo Lind")]
    [('Regie', 'Ada Birk'), ('Buch', 'Ada Birk, Bo Lind')]
    >>> [(row.label, row.value) for row in read_rows("Kamera: Bo Lind – Ton: Ada Birk")]
    [('Kamera', 'Bo Lind'), ('Ton', 'Ada Birk')]
    >>> [(row.label, row.value) for row in read_rows("Director:Ada Birk")]
    [('Director', 'Ada Birk')]
    >>> read_rows("Music plays a part in this film."), read_rows("Kamera")
    ([], [])
    """
    return list(rows_of_line(text))


@lru_cache(maxsize=2_000)
def rows_of_line(text: str) -> list[Row]:
    """The same, looked for once: several steps ask what a line is."""
    if leading_mark(text) is None or not is_row_shaped(text):
        return []
    marks = list(find_marks(text))
    if marks[0].has_colon:
        rows = cut(text, [mark for mark in marks if mark.has_colon])
        return [row for row in rows if row.value]
    rows = list(cut(text, fitting(text, marks)))
    return rows if all(fits(row) for row in rows) else []


def read_reversed(text: str) -> list[Row]:
    """
    The row of a line that ends with its label: "Ada Birk - Cinematography".

    >>> [(row.label, row.value) for row in read_reversed("Ada Birk, Bo Lind - Script / Dialogue")]
    [('Script / Dialogue', 'Ada Birk, Bo Lind')]
    >>> read_reversed("Ada Birk - Sam"), read_reversed("Music - Camera")
    ([], [])
    """
    match = REVERSED.fullmatch(text)
    meaning = words.meaning(match[2]) if match else None
    if meaning is None or meaning.kind not in ("functions", "combined"):
        return []
    is_credit = words.meaning(match[1]) is None and names.are_people(match[1])
    return [Row(match[2], meaning, match[1], True)] if is_credit else []


def is_row_shaped(text: str) -> bool:
    """A table's row has two cells; a line of more is a line of segments."""
    return len(text) <= MAX_ROW and text.strip(EDGES).count("|") < 2


def leading_mark(text: str) -> Mark | None:
    """The label that a line begins with."""
    tokens = [match.span() for match in islice(TOKEN.finditer(text), MAX_LABEL_WORDS)]
    mark = mark_at(text, tokens, 0) if tokens else None
    return mark if mark and not mark.start else None


def find_marks(text: str) -> Iterator[Mark]:
    """
    Every label in the line, the longest that fits at each place; one that begins small stands at
    the line's beginning, after a slash or before a colon: "regie Ada Birk / buch Bo Lind",
    "Zdjęcia: X, montaż: Y".
    """
    tokens = [match.span() for match in TOKEN.finditer(text)]
    position = 0
    while position < len(tokens):
        mark = mark_at(text, tokens, position)
        if mark is None:
            position += 1
            continue
        yield mark
        while position < len(tokens) and tokens[position][0] < mark.end:
            position += 1


def mark_at(text: str, tokens: list[tuple[int, int]], position: int) -> Mark | None:
    """The longest label that begins with this token."""
    start, end = tokens[position]
    size = label_size(text[start:end])
    before = text[slice(*tokens[position - 1])] if position else ""
    is_small = text[start].islower() and before not in ("/", "|")
    needs_colon = bool(size and position) and (is_small or goes_on(before))
    if not size or (needs_colon and not COLONS.search(text, start)):
        return None
    for stop in range(min(position + size, len(tokens)), position, -1):
        mark = as_mark(text, start, text[start : tokens[stop - 1][1]])
        if mark and (mark.has_colon or not needs_colon):
            return mark
    return None


def goes_on(word: str) -> bool:
    """
    Whether a name goes on after a word, so that no label begins: "Salt, Les Productions", "Hof in
    Koproduktion mit Salt".
    """
    return (
        word.endswith((",", "&"))
        or word == "in"
        or words.fold(word) in words.folded("prose", "articles")
    )


def label_size(token: str) -> int:
    """How many words a label can have that begins with this one: of most words none."""
    return words.label_sizes().get(words.fold(token).split(" ", 1)[0], 0)


def as_mark(text: str, start: int, printed: str) -> Mark | None:
    """The label, if these words are one; a comma or full stop after them makes them none."""
    label = printed.rstrip(" :|")
    if not label or label[-1] in ",;" or label.count("(") != label.count(")"):
        return None
    colon = COLON.match(text, start + len(label))
    has_colon = not colon.group().isspace() and bool(colon.group())
    meaning = words.short_meaning(label) if has_colon else None
    if meaning is None and label[-1] != ".":
        meaning = words.meaning(label)
    return Mark(start, colon.end(), label, meaning, has_colon) if meaning else None


def fitting(text: str, marks: list[Mark]) -> list[Mark]:
    """
    The first mark, and the others whose values fit them: a label's word in a name is the name's.

    >>> [row.label for row in read_rows("Production company Northlight Films Regie Ada Birk")]
    ['Production company', 'Regie']
    """
    first, *others = zip(marks, cut(text, marks), strict=True)
    return [first[0], *(mark for mark, row in others if row.value and fits(row))]


def cut(text: str, marks: list[Mark]) -> Iterator[Row]:
    """The line cut at the marks."""
    ends = [*(mark.start for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=True):
        value = without_joint(text[mark.end : end].strip(EDGES))
        yield Row(mark.label, mark.meaning, value, mark.has_colon)


def without_joint(value: str) -> str:
    """
    >>> without_joint("Mila Bern und")
    'Mila Bern'
    """
    before, _, last = value.rpartition(" ")
    return before.strip(EDGES) if words.fold(last) in words.folded("lines", "and") else value


def fits(row: Row) -> bool:
    """Whether a value without a colon is what its label asks for."""
    if row.meaning.kind == "facts":
        return fits_fact(row)
    if row.meaning.names_companies and names.is_company(row.value):
        return len(row.value) < MAX_COMPANIES
    return can_lead_names(row) and names.are_names(row.value)


def fits_fact(row: Row) -> bool:
    """
    Whether a value is a fact of the label's kind: "Première mondiale" is no label with a value.

    >>> bool(read_rows("Taal Nederlands, Frans")), bool(read_rows("Estreno español"))
    (True, False)
    """
    key = row.meaning.keys[0]
    wanted = {"language", key} if key == "subtitles" else {key}
    said = facts.scan(row.value)
    return said.is_whole and bool(said.kinds & wanted)


def can_lead_names(row: Row) -> bool:
    """Whether names may follow a label; a filmography's only where it says "of" or "von"."""
    if row.meaning.keys == ("filmography",):
        return words.fold(row.label).split()[-1] in ("of", "von")
    return row.meaning.names_people or row.meaning.names_companies


def bare_label(text: str) -> Meaning | None:
    """
    What a line stands for that is nothing but a label.

    >>> bare_label("Weltvertrieb").keys, bare_label("Director:").keys, bare_label("Here")
    (('world-sales',), ('director',), None)
    """
    label = text.strip(EDGES)
    return words.meaning(label) if label and len(label) <= 80 else None
