"""
Hard-wrapped text, as it is copied from a PDF: the lines of a paragraph joined again.

A line was broken where the next word did not fit. Joined are lines of running text, and lists that
a label opens and a comma leaves open; everything else keeps its lines.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from catalogue.intake import facts, labels, names
from catalogue.intake.lines import Line
from catalogue.intake.reading.cast import lead
from catalogue.intake.reading.page import SENTENCE_END, is_prose

NARROW, WIDE = 30, 120
FULL = 0.85
HYPHEN = re.compile(r"[^\W\d_]-$")
MAX_RUN = 400


def join_wrapped(lines: list[Line]) -> list[Line]:
    """The lines, those of a wrapped paragraph as one that remembers the numbers of all."""
    return [joined for run in runs(join_listed(lines)) for joined in join_run(run)]


def join_listed(lines: list[Line]) -> list[Line]:
    """
    A list whose commas stand on lines of their own, as pages that link each name are copied.

    >>> [line.text for line in join_listed([Line(1, "Ada Birk"), Line(2, ","), Line(3, "Bo Lind")])]
    ['Ada Birk, Bo Lind']
    """
    if all(line.text != "," for line in lines):
        return lines
    joined: list[Line] = []
    for before, line in zip([None, *lines], lines, strict=False):
        goes_on = joined and before is not None and "," in (before.text, line.text)
        if not goes_on:
            joined.append(line)
            continue
        text = joined[-1].text + ("," if line.text == "," else f" {line.text}")
        numbers = (*joined[-1].joined, line.number)
        joined[-1] = replace(joined[-1], text=text, joined=numbers, is_last=line.is_last)
    return joined


def runs(lines: list[Line]) -> Iterator[list[Line]]:
    """Lines with no blank one between them, none wider than a column."""
    run: list[Line] = []
    for line in lines:
        is_apart = line.gap or line.bullet or len(line.text) > WIDE or len(run) >= MAX_RUN
        if run and (is_apart or len(run[-1].text) > WIDE):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def join_run(run: list[Line]) -> Iterator[Line]:
    """The paragraphs of a run that are wrapped as one line each, the other lines as they are."""
    width = max(len(line.text) for line in run)
    if len(run) == 1 or width < NARROW:
        yield from run
        return
    for paragraph in paragraphs(run, width):
        if len(paragraph) > 1 and is_wrapped(paragraph):
            yield join(paragraph)
        else:
            yield from paragraph


def paragraphs(run: list[Line], width: int) -> Iterator[list[Line]]:
    """A line belongs to the one before where its first word would not have fitted there."""
    paragraph = [run[0]]
    for before, line in zip(run, run[1:], strict=False):
        word = line.text.split(" ", 1)[0]
        is_full = len(before.text) + 1 + len(word) >= FULL * width
        if is_full and not stands_alone(line.text) and not names_cast(before.text):
            paragraph.append(line)
        else:
            yield paragraph
            paragraph = [line]
    yield paragraph


def stands_alone(text: str) -> bool:
    """Whether a line begins with a label or is a line of facts."""
    return bool(labels.read_rows(text)) or facts.scan(text).is_sure


def names_cast(text: str) -> bool:
    """Whether a line is a whole list after "with" or "by", to which no running text belongs."""
    led = lead("with").match(text) or lead("by").match(text)
    return led is not None and names.are_names(text[led.end() :]) and not text.endswith(",")


def is_wrapped(paragraph: list[Line]) -> bool:
    """
    Whether lines are one paragraph: running text of which a line breaks off inside a sentence, or a
    labelled list of which every line but the last ends with a comma.
    """
    if all(line.text.endswith(",") for line in paragraph[:-1]):
        return bool(labels.read_rows(paragraph[0].text))
    breaks = zip(paragraph, paragraph[1:], strict=False)
    is_open = any(breaks_off(before.text, line.text) for before, line in breaks)
    return is_open and is_prose(join(paragraph).text)


def breaks_off(before: str, line: str) -> bool:
    """
    >>> breaks_off("she works in a", "harbour town"), breaks_off("She left.", "He stayed.")
    (True, False)
    """
    return bool(HYPHEN.search(before)) or (
        not SENTENCE_END.search(before) and (line[0].islower() or before[-1].islower())
    )


def join(paragraph: list[Line]) -> Line:
    """
    >>> join([Line(3, "names of fish-"), Line(4, "ermen")])
    Line(number=3, text='names of fishermen', bullet=False, gap=False, is_last=False)
    """
    text = paragraph[0].text
    for line in paragraph[1:]:
        is_hyphenated = HYPHEN.search(text) and line.text[0].islower()
        text = text[:-1] + line.text if is_hyphenated else f"{text} {line.text}"
    numbers = tuple(number for line in paragraph for number in (line.number, *line.joined))[1:]
    return replace(paragraph[0], text=text, joined=numbers, is_last=paragraph[-1].is_last)
