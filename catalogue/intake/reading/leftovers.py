"""Steps: what every page has beside the entry, and what nobody could place."""

import re
from functools import cache

from catalogue.intake import labels, words
from catalogue.intake.lines import Line
from catalogue.intake.reading.page import Page, is_prose

ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\S+\.(?:jpe?g|png|gif|webp|pdf)")
TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
DAY = re.compile(r"\b\d{1,2}\b")
MAX_FURNITURE = 200
PAGE_NUMBER = re.compile(r"[1-9]\d{0,2}")


def read_furniture(page: Page) -> None:
    """Buttons, addresses, rules: what a copied page has around the entry."""
    for line in page.lines:
        is_button = is_furniture(line) and not is_credit_among_credits(page, line)
        if is_button or is_page_number(page, line):
            page.claim(line, "furniture")


def is_page_number(page: Page, line: Line) -> bool:
    """ "Page 17", or a number alone, which neither heads the page nor stands below a label."""
    head, _, number = line.text.rpartition(" ")
    if not PAGE_NUMBER.fullmatch(number):
        return False
    before = page.before(line)
    if head:
        return words.fold(head) in words.folded("furniture", "pages")
    return before is not None and labels.bare_label(before.text) is None


def is_credit_among_credits(page: Page, line: Line) -> bool:
    """ "Image: Ada Birk" is a picture's credit, or the film's where its neighbours are credits."""
    head, colon, _ = line.text.partition(":")
    if not colon or not names_function(head):
        return False
    neighbours = (page.before(line), page.after(line))
    return any(other and names_function(other.text.partition(":")[0]) for other in neighbours)


def names_function(label: str) -> bool:
    meaning = labels.bare_label(label)
    return meaning is not None and meaning.names_people


def is_furniture(line: Line) -> bool:
    text = line.text
    if not any(sign.isalnum() for sign in text) or ADDRESS.fullmatch(text):
        return True
    if len(text) > MAX_FURNITURE:
        return False
    return words.fold(text) in words.folded("furniture", "lines") or has_furniture_ends(text)


def has_furniture_ends(text: str) -> bool:
    """
    Whether a line begins or ends as furniture does: "Media Name: 1.jpeg", "Film Fest: Menu", or
    says where the page was copied from: "Source: festival.example/film".
    """
    head, colon, _ = text.partition(":")
    if colon and words.fold(head) in before_colons():
        return True
    folded = f"{words.fold(text)} "
    if folded.startswith(beginnings()) or folded.strip().endswith(endings()):
        return True
    site, _, page = text.partition(": ")
    return len(site.split()) < 3 and words.fold(page) in words.folded("furniture", "lines")


@cache
def before_colons() -> frozenset[str]:
    """What is furniture with a colon only: "Source:", "Photo:"."""
    heads = (one for one in words.phrases("furniture", "beginnings") if one.endswith(":"))
    return words.folded("furniture", "origins") | frozenset(map(words.fold, heads))


@cache
def beginnings() -> tuple[str, ...]:
    listed = (one for one in words.phrases("furniture", "beginnings") if not one.endswith(":"))
    return tuple(f"{folded} " for one in listed if (folded := words.fold(one)))


@cache
def endings() -> tuple[str, ...]:
    return tuple(f" {one}" for one in words.folded("furniture", "endings") if one)


def read_leftovers(page: Page) -> None:
    """Whatever is free at the end is unplaced; what it may be is said."""
    for line in page.free():
        code, message = leftover(line)
        page.unplaced(line, code, f"{message}: {line.text[:80]}")


def leftover(line: Line) -> tuple[str, str]:
    found = set(words.fold(line.text[:400]).split())
    if found & words.folded("outside", "awards"):
        return "text.award-claim", "an award or its text, not read"
    if is_screening(line.text, found):
        return "screening.unread", "a screening, not read"
    if line.is_last and not is_prose(line.text):
        return "text.cut", "the page may be cut off here"
    return "line.unplaced", "not understood"


def is_screening(text: str, found: set[str]) -> bool:
    """Whether a line has a date or an hour: "Aug 24", "20:30 Uhr, Kino"."""
    if len(text) > MAX_FURNITURE:
        return False
    dates = words.folded("outside", "months") | words.folded("outside", "weekdays")
    if found & dates and DAY.search(text):
        return True
    return bool(TIME.search(text) or found & words.folded("outside", "screenings"))
