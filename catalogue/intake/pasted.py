"""
A block of one kind, pasted by itself: credits, a cast or a filmography.

The steps are the page reader's own. A block has no neighbours that would tell what it is, so
whoever pastes it says so; and its last line is not cut off.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from catalogue.intake import labels
from catalogue.intake.entries import Entry, as_entry
from catalogue.intake.filmographies import reader_of
from catalogue.intake.lines import Line, read_lines
from catalogue.intake.reading import cast, credits, filmographies, leftovers, rows
from catalogue.intake.reading.page import Page

CELLS = re.compile(r"\t+| {2,}")
CREDITED = frozenset(
    ["credits", "directors", "cast", "production_companies", "world_sales", "companies"]
)
LISTED = frozenset(["filmography"])
SAID = frozenset(["heading", "furniture"])


def read_credits(text: str) -> Entry:
    """
    The credits of a block, and the cast and companies among them.

    >>> read_credits("Editing  Bo Lind\\nSound Eva Orth").credits[0].functions
    ('film_editor',)
    """
    return read(text, CREDIT_STEPS)


def read_cast(text: str) -> Entry:
    """
    The cast of a block, a person a line, the character in brackets or in a cell of its own.

    >>> [(one.name, one.character) for one in read_cast("Eva Orth (Mother)\\nBo Lind").cast]
    [('Eva Orth', 'Mother'), ('Bo Lind', None)]
    """
    return read("\n".join(map(in_brackets, text.splitlines())), CAST_STEPS)


def read_filmography(text: str) -> Entry:
    """
    The films of a block, in whichever way they are printed.

    >>> [(one.year, one.title) for one in read_filmography("2005 Heifer 2006 Column").filmography]
    [(2005, 'Heifer'), (2006, 'Column')]
    """
    return read(text, FILMOGRAPHY_STEPS)


def read(text: str, steps: Iterable[Callable[[Page], None]]) -> Entry:
    page = Page([replace(line, is_last=False) for line in read_lines(text)], is_block=True)
    for step in steps:
        step(page)
    return as_entry(page)


def unread_lines(text: str, entry: Entry, taken: frozenset[str]) -> list[str]:
    """The lines of a block that none of its rows took, as they were pasted."""
    fates: dict[int, set[str]] = {}
    for fate in entry.lines:
        fates.setdefault(fate.line, set()).add(fate.key)
    printed = text.splitlines()
    return [
        printed[line - 1] for line, keys in fates.items() if not keys & taken and not keys <= SAID
    ]


def in_brackets(line: str) -> str:
    """
    A row of a table with two cells as lists print it.

    >>> in_brackets("Eva Orth\\tMother"), in_brackets("Eva Orth (Mother)")
    ('Eva Orth (Mother)', 'Eva Orth (Mother)')
    """
    cells = CELLS.split(line.strip())
    return f"{cells[0]} ({cells[1]})" if len(cells) == 2 and cells[1] else line


def read_by_and_with(page: Page) -> None:
    """A page begins with its title, and a block with whatever it holds."""
    for line in page.free():
        if len(line.text) <= cast.MAX_BY_LINE:
            cast.read_by(page, line) or cast.read_with(page, line)


def read_plain_cast(page: Page) -> None:
    """Every line that is names and no label."""
    for line in page.free():
        if line.number not in page.openers and not has_label(line) and rows.is_cast_line(line):
            credits.add_cast(page, line, line.text)


def has_label(line: Line) -> bool:
    """Whether a label and a colon begin the line; a name may begin as a label does: "Ton Berg"."""
    return any(row.has_colon for row in labels.read_rows(line.text)[:1])


def read_plain_films(page: Page) -> None:
    """Every line that holds films; the lines of one filmography print them in one way."""
    reader = None
    for line in page.free():
        text = line.text[: filmographies.MAX_LINE]
        reader = reader or reader_of(text)
        films = reader(text, ()) if reader and not filmographies.is_prose_line(line) else []
        filmographies.note(page, line, films, None)


def read_headings(page: Page) -> None:
    """Headings that nothing was read below: they only said what was pasted."""
    for line, _meaning in list(page.opened()):
        page.claim(line, "heading")


CREDIT_STEPS = (
    leftovers.read_furniture,
    rows.find_openers,
    rows.read_label_lines,
    read_by_and_with,
    rows.read_people_openers,
    credits.read_name_drift,
    cast.read_cast_lists,
    rows.read_company_openers,
    rows.read_unknown_labels,
    read_headings,
    leftovers.read_leftovers,
)
CAST_STEPS = (
    leftovers.read_furniture,
    rows.find_openers,
    read_plain_cast,
    rows.read_label_lines,
    read_by_and_with,
    rows.read_people_openers,
    rows.read_company_openers,
    read_headings,
    leftovers.read_leftovers,
)
FILMOGRAPHY_STEPS = (
    leftovers.read_furniture,
    filmographies.read_as_of,
    rows.find_openers,
    read_headings,
    read_plain_films,
    leftovers.read_leftovers,
)
