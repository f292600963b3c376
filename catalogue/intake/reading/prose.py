"""Steps: synopsis, programme note, and the running text that is neither."""

from collections.abc import Iterator

from catalogue.intake import names, words
from catalogue.intake.lines import Line
from catalogue.intake.reading.page import Page, is_prose

MAX_SIGNATURE = 60
TEXTS = ("synopsis", "note", "statement", "logline")
FATES = {"synopsis": "synopsis", "note": "note"}
OTHERS = ("statement", "logline")


def read_headed_texts(page: Page) -> None:
    """Running text below "Synopsis", "Programme note", "Director's statement"."""
    for line in page.lines:
        meaning = page.openers.get(line.number)
        if meaning and meaning.keys[0] in TEXTS and page.is_free(line):
            page.claim(line, "heading")
            for text in below(page, line):
                add(page, text, meaning.keys[0])


def below(page: Page, heading: Line) -> Iterator[Line]:
    line = page.after(heading)
    while line and page.is_free(line) and is_prose(line.text):
        yield line
        line = page.after(line)


def add(page: Page, line: Line, key: str) -> None:
    """Notes a paragraph as what it is; one in a second language is another text."""
    known = page.texts.setdefault(key, [])
    if key in OTHERS or (known and not is_one_language(line, known[0])):
        add_other(page, line, "text.other", "a text that is neither synopsis nor note")
    else:
        known.append(line)
        page.claim(line, FATES[key])


def is_one_language(line: Line, other: Line) -> bool:
    return words.text_language(line.text) == words.text_language(other.text)


def add_other(page: Page, line: Line, code: str, message: str) -> None:
    page.texts.setdefault("other", []).append(line)
    page.claim(line, "other_texts")
    page.doubt(line, code, message)


# ---- Texts without a heading --------------------------------------------------------------------


def read_texts(page: Page) -> None:
    """
    The page's main text begins with the synopsis and goes on with the note, as programmes print
    them; a text of its own before it is a note when it begins with the director, else a teaser.
    """
    blocks = list(blocks_of_text(page))
    if not blocks:
        return
    main = main_block(page, blocks)
    for block in blocks:
        for place, line in enumerate(block):
            read_paragraph(page, line, is_main=block is main, is_first=place == 0)
    if "synopsis" not in page.texts and "note" not in page.texts:
        page.doubt(None, "text.missing", "the page has no synopsis")


def blocks_of_text(page: Page) -> Iterator[list[Line]]:
    """Free paragraphs, those in a row together."""
    block: list[Line] = []
    for line in page.lines:
        if page.is_free(line) and is_prose(line.text):
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def main_block(page: Page, blocks: list[list[Line]]) -> list[Line] | None:
    """The longest text, unless a heading has said already which the synopsis is."""
    if "synopsis" in page.texts:
        return None
    return max(blocks, key=lambda block: sum(len(line.text) for line in block))


def read_paragraph(page: Page, line: Line, is_main: bool, is_first: bool) -> None:
    if begins_with_director(page, line):
        add(page, line, "note")
    elif is_main and is_first:
        add(page, line, "synopsis")
    elif is_main and is_same_language(page, line):
        add(page, line, "note")
    else:
        add_other(page, line, "text.other", "a further text: a teaser, or another language")


def begins_with_director(page: Page, line: Line) -> bool:
    """A text that begins with the director speaks about the film: it is a note, no synopsis."""
    return any(line.text.startswith(name) for name in page.directors())


def is_same_language(page: Page, line: Line) -> bool:
    texts = page.texts.get("synopsis", [])
    return not texts or is_one_language(line, texts[0])


def read_signatures(page: Page) -> None:
    """The name of who wrote a text, on the line below it."""
    for line in page.free():
        above = {"synopsis", "note", "other_texts"} & set(page.fate_of(page.before(line)))
        if above and len(line.text) < MAX_SIGNATURE and names.are_names(line.text):
            page.unplaced(line, "text.signed", f"{line.text} seems to sign the text above")
