"""
Several films in one text: where each begins.

A film has one line that tells its runtime. Where two or more paragraphs of a text have such a line,
the text is cut above each, at the title; `entries` keeps the cut only if each piece reads as a film
of its own.
"""

from catalogue.intake import facts, labels
from catalogue.intake.lines import Line
from catalogue.intake.reading.blocks import OTHER_FILMS
from catalogue.intake.reading.page import is_prose
from catalogue.intake.runtimes import labelled_runtime

MAX_FACTS = 400
MAX_TITLE = 120
MAX_HEAD = 3
MAX_FILMS = 60


def split_films(lines: list[Line]) -> list[list[Line]]:
    """
    The text in pieces: what stands above the first film, then a film in each; the text as the only
    piece where nothing says that there are several.
    """
    paragraphs = parted(lines)
    starts = sorted({head(paragraphs, place) for place in runtimes(paragraphs)})
    if not 1 < len(starts) <= MAX_FILMS:
        return [lines]
    cuts = [0, *starts, len(paragraphs)]
    pieces = (paragraphs[start:end] for start, end in zip(cuts, cuts[1:], strict=False))
    return [[line for paragraph in piece for line in paragraph] for piece in pieces]


def parted(lines: list[Line]) -> list[list[Line]]:
    """The paragraphs: lines with no blank one and no rule between them."""
    found: list[list[Line]] = []
    after_rule = False
    for line in lines:
        if not found or line.gap or after_rule:
            found.append([])
        found[-1].append(line)
        after_rule = not any(sign.isalnum() for sign in line.text)
    return found


def runtimes(paragraphs: list[list[Line]]) -> list[int]:
    """The paragraphs that tell a runtime, up to those about other films."""
    found = []
    for place, paragraph in enumerate(paragraphs):
        if any(labels.bare_label(line.text) == OTHER_FILMS for line in paragraph):
            break
        if any(tells_runtime(line.text) for line in paragraph):
            found.append(place)
    return found


def tells_runtime(text: str) -> bool:
    """
    Whether a line tells a runtime among facts, or beside the label.

    >>> tells_runtime("Ada Birk, Sweden, 2022, 14 min"), tells_runtime("Länge: 14 Min.")
    (True, True)
    >>> tells_runtime("It takes 14 min to cross the bay by boat.")
    False
    """
    if len(text) > MAX_FACTS or is_prose(text):
        return False
    said = facts.scan(text)
    if "runtime" in said.kinds and said.kinds & {"year", "country"}:
        return True
    rows = labels.read_rows(text)
    return any(row.meaning.keys == ("runtime",) and labelled_runtime(row.value) for row in rows)


def head(paragraphs: list[list[Line]], place: int) -> int:
    """The paragraph in which a film begins: where its title stands above the facts."""
    if is_title(paragraphs[place][0].text):
        return place
    above = paragraphs[place - 1] if place else []
    is_head = 0 < len(above) <= MAX_HEAD and all(is_title(line.text) for line in above)
    return place - 1 if is_head else place


def is_title(text: str) -> bool:
    """Whether a line may be a title: short, no facts, no label, no running text."""
    return (
        len(text) <= MAX_TITLE
        and not is_prose(text)
        and not facts.scan(text).is_sure
        and not labels.read_rows(text)
        and labels.bare_label(text) is None
    )
