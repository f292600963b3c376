"""Step: biographies, found by a heading, a director's name above them, or how they begin."""

import re
from functools import cache

from catalogue.intake import names, words
from catalogue.intake.filmographies import read_films
from catalogue.intake.lines import Line
from catalogue.intake.reading.filmographies import note
from catalogue.intake.reading.page import MAX_LINES, Bio, Page, is_prose, tells_life
from catalogue.intake.words import Meaning

BEGINNING = 60
BIOGRAPHY = Meaning("headings", ("biography",))


def read_biographies(page: Page) -> None:
    """Claims headings and paragraphs of biographies, in the order of the page."""
    for line in page.lines:
        if not page.is_free(line):
            continue
        if page.heads_biography(line):
            page.claim(line, "bios")
            people = [one.name for one in names.split_names(line.text)]
            tell(page, people, paragraphs(page, page.after(line)))
        elif page.openers.get(line.number) == BIOGRAPHY:
            read_headed(page, line)
        elif (subject := subject_of(page, line)) and not is_told_later(page, line, subject):
            tell(page, [subject], paragraphs(page, line))
    for line in page.texts.get("biography", []):
        tell(page, subjects(page, line.text), [line])


def is_told_later(page: Page, line: Line, subject: str) -> bool:
    """Whether further down the name stands over a text that begins with it: that is the life."""
    later = page.lines[page.places[line.number] + 1 :][:MAX_LINES]
    return any(
        other.text == subject and page.is_free(other) and page.heads_biography(other)
        for other in later
    )


def paragraphs(page: Page, first: Line | None) -> list[Line]:
    """The running text from a line on, up to the next person's."""
    if first is None or not page.is_free(first):
        return []
    found = [first] if is_prose(first.text) or subject_of(page, first) else []
    line = page.after(first) if found else None
    while line and page.is_free(line) and is_prose(line.text) and not subject_of(page, line):
        found.append(line)
        line = page.after(line)
    return found


def read_headed(page: Page, heading: Line) -> None:
    """The text below "Biography", perhaps with the person's name above it."""
    page.claim(heading, "heading")
    following = page.after(heading)
    if following and page.is_free(following) and page.heads_biography(following):
        return
    found = paragraphs(page, following)
    if found:
        tell(page, subjects(page, " ".join(line.text for line in found)), found)


def subjects(page: Page, text: str) -> list[str]:
    """
    Whose biography an unnamed one is: that of the directors it names, else of the only one. The
    order is the text's.
    """
    directors = page.directors()
    named = sorted((name for name in directors if name in text), key=text.find)
    return named or (directors if len(directors) == 1 else [])


def subject_of(page: Page, line: Line) -> str | None:
    """
    The director a paragraph begins with, where it goes on to tell a life: "Ada Birk, born 1980 in".
    """
    subject = next((name for name in page.directors() if line.text.startswith(name)), None)
    if subject:
        return subject if tells_life(line.text) else None
    return born_subject(page, line)


def born_subject(page: Page, line: Line) -> str | None:
    """Who a paragraph is about that begins "Born in Cork in 1984," and names one director."""
    if not page.is_late(line) or not words.fold(line.text[:BEGINNING]).startswith(births()):
        return None
    named = [name for name in page.directors() if name in line.text]
    return named[0] if len(named) == 1 else None


@cache
def births() -> tuple[str, ...]:
    return tuple(f"{one} " for one in words.folded("prose", "births"))


def tell(page: Page, people: list[str], found: list[Line]) -> None:
    """Notes a biography for each of its people, and the filmography it may end with."""
    text = "\n\n".join(without_filmography(page, people, line) for line in found).strip()
    for line in found:
        page.claim(line, "bios")
    if found and not people:
        page.doubt(found[0], "bio.person", "whose biography this is the page does not say")
    page.bios.extend(Bio(person, text) for person in people if text)


@cache
def filmography_label() -> re.Pattern:
    labels = "|".join(re.escape(one) for one in words.phrases("headings", "filmography"))
    return re.compile(rf"(?:^|(?<=\W))(?:{labels}):\s+")


def without_filmography(page: Page, people: list[str], line: Line) -> str:
    """The text before "Filmography:", whose films are noted."""
    label = filmography_label().search(line.text)
    films = read_films(line.text[label.end() :], tuple(people)) if label else []
    if not films:
        return line.text
    note(page, line, films, people[0] if len(people) == 1 else None)
    return line.text[: label.start()].strip()
