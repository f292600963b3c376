"""Steps: the blocks a page has beside the entry: awards, press, screenings, other films."""

from collections.abc import Iterator

from catalogue.intake import facts, labels
from catalogue.intake.lines import Line
from catalogue.intake.reading.cast import lead
from catalogue.intake.reading.page import MAX_OTHER_LINE, Page, is_prose
from catalogue.intake.words import Meaning

CODES = {"awards": "text.award-claim", "screenings": "screening.unread"}
OTHER_FILMS = Meaning("blocks", ("more_films",))


def read_blocks(page: Page) -> None:
    """Awards, press, screenings, other films: told apart, so that none of it becomes a fact."""
    for line, meaning in list(page.opened()):
        if meaning.kind == "blocks":
            page.claim(line, "heading")
            for other in block_below(page, line, meaning.keys[0]):
                add_block_line(page, other, meaning.keys[0])


def read_other_films(page: Page) -> None:
    """
    Once the page has named its director, what stands under "More films" to its end is about
    others.
    """
    directed = False
    for place, line in enumerate(page.lines):
        if directed and page.openers.get(line.number) == OTHER_FILMS:
            page.claim(line, "heading")
            for other in page.lines[place + 1 :]:
                page.claim(other, "furniture")
            return
        directed = directed or names_director(page, line)


def names_director(page: Page, line: Line) -> bool:
    """Whether a line has a director's label, alone or with names, or begins with "by"."""
    opener = page.openers.get(line.number)
    meanings = [opener] if opener else [row.meaning for row in labels.read_rows(line.text)]
    said = any("director" in meaning.keys for meaning in meanings)
    return said or (not opener and lead("by").match(line.text) is not None)


def block_below(page: Page, opener: Line, key: str) -> Iterator[Line]:
    """The lines of a block; films of other people end with the page only."""
    line = page.after(opener)
    while line and page.is_free(line) and line.number not in page.openers:
        if key != "more_films" and ends_block(line, key):
            return
        yield line
        line = page.after(line)


def ends_block(line: Line, key: str) -> bool:
    if key == "press":
        return line.text[0] not in "„“\"'»«(–—"
    if key == "elsewhere" or is_prose(line.text):
        return True
    return len(line.text) < MAX_OTHER_LINE and facts.scan(line.text).is_sure


def add_block_line(page: Page, line: Line, key: str) -> None:
    """Awards and screenings are worth a look; the rest of a page's blocks is furniture."""
    if key in CODES:
        page.unplaced(line, CODES[key], f"{key}, not read: {line.text[:80]}")
    else:
        page.claim(line, "furniture")
