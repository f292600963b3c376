"""CSV, as it comes: any delimiter, old encodings, quotes that nobody closed."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext

from catalogue.intake.files import UnreadableFileError
from catalogue.intake.files import decode as decode_text
from catalogue.intake.sheets.tables import RawRow, UnreadableSheetError
from catalogue.output.sheets import is_formula

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 40
BEGINNING = 4_000
SAID_DELIMITER = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
LINE_END = re.compile(r"\r\n|\n|\r|\Z")


def read_delimited(data: bytes) -> Iterator[RawRow]:
    """The rows of a file; those with broken quotes as they stand in their line, with a flaw."""
    text = decode(data)
    said = SAID_DELIMITER.match(text)
    grammar = grammar_of(said[1]) if said else guess_grammar(text)
    for row in records(text[said.end() :] if said else text, grammar):
        yield RawRow(row.number, [undefused(cell) for cell in row.cells], row.flaws)


def decode(data: bytes) -> str:
    """UTF-8, UTF-16 with a mark or without, else Windows-1252."""
    if not data.strip():
        raise UnreadableSheetError(gettext("The file is empty."))
    beginning = data[:BEGINNING]
    for encoding, zeros in (("utf-16-le", beginning[1::2]), ("utf-16-be", beginning[::2])):
        if zeros.count(0) > len(zeros) * 0.6:
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    try:
        return decode_text(data, "")
    except UnreadableFileError:
        raise UnreadableSheetError(gettext("This is neither CSV nor XLSX.")) from None


def undefused(cell: str) -> str:
    """
    Without the apostrophe that exports put before what a spreadsheet might run.

    >>> undefused("'=1+1"), undefused("'t Hof")
    ('=1+1', "'t Hof")
    """
    is_defused = cell.startswith("'") and is_formula(cell.lstrip("'"))
    return cell[1:] if is_defused else cell


# ---- Grammar ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Grammar:
    """How a file with that delimiter is taken apart: a quoted cell, a plain one."""

    delimiter: str
    quoted: re.Pattern
    plain: re.Pattern


def grammar_of(delimiter: str) -> Grammar:
    mark = re.escape(delimiter)
    return Grammar(
        delimiter,
        re.compile(rf'[ ]*"([^"]*+(?:""[^"]*+)*+)"[ ]*(?={mark}|\r|\n|\Z)'),
        re.compile(rf"[^{mark}\r\n]*+"),
    )


def guess_grammar(text: str) -> Grammar:
    """The one by which the most rows have the same number of cells, and more than one."""
    beginning = text[: BEGINNING * 50]
    return max(map(grammar_of, DELIMITERS), key=lambda grammar: evenness(beginning, grammar))


def evenness(text: str, grammar: Grammar) -> float:
    rows = islice(records(text, grammar), LOOKED_AT)
    widths = Counter(len(row.cells) for row in rows if any(row.cells) and not row.flaws)
    if not widths:
        return 0
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
    return times / widths.total() * min(width, 30) if width > 1 else 0


# ---- Records ------------------------------------------------------------------------------------


def records(text: str, grammar: Grammar) -> Iterator[RawRow]:
    """
    Rows as a spreadsheet counts them: a cell may run over several lines.

    >>> [row.cells for row in records('a,"b, c"\\n"d"\\n', grammar_of(","))]
    [['a', 'b, c'], ['d']]
    >>> [(row.cells, len(row.flaws)) for row in records('a,"b\\nc,d', grammar_of(","))]
    [(['a', '"b'], 1), (['c', 'd'], 0)]
    """
    position, number = 0, 0
    while position < len(text):
        number += 1
        cells, end = record_at(text, position, grammar)
        flaws = ()
        if cells is None:
            end = LINE_END.search(text, position).start()
            cells = text[position:end].split(grammar.delimiter)
            flaws = (gettext("A quote is opened and never closed, or closed amid a cell."),)
        yield RawRow(number, cells, flaws)
        position = LINE_END.match(text, end).end()


def record_at(text: str, position: int, grammar: Grammar) -> tuple[list[str] | None, int]:
    """The cells from there to the end of their row; None where its quotes are broken."""
    cells = []
    while True:
        if quoted := grammar.quoted.match(text, position):
            cells.append(quoted[1].replace('""', '"'))
            position = quoted.end()
        else:
            plain = grammar.plain.match(text, position)
            if plain[0].lstrip(" ").startswith('"'):
                return None, position
            cells.append(plain[0])
            position = plain.end()
        if not text.startswith(grammar.delimiter, position):
            return cells, position
        position += 1
