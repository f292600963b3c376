"""Step: directors that no label names."""

from catalogue.intake import names
from catalogue.intake.lines import Line
from catalogue.intake.reading.page import MAX_LINES, Page, is_prose, tells_life
from catalogue.intake.reading.titles import is_title_shaped

FACT_KEYS = frozenset(["countries", "year", "languages", "runtime_minutes", "original_title"])


def read_unlabelled_directors(page: Page) -> None:
    """
    Where no credit and no "by" names a director: whose filmography it is, or the names between the
    title and the text or above the facts line, when the page names them elsewhere, too.
    """
    if page.directors():
        return
    page.direct(name for people in page.owners.values() for name in people)
    for line in page.lines[:MAX_LINES]:
        if not page.by and page.is_free(line) and is_directors_place(page, line):
            page.direct(one.name for one in names.split_names(line.text))
            page.claim(line, "directors")
            page.doubt(
                line, "credit.unlabelled", f"{line.text}: the director, to judge by the place"
            )


def is_directors_place(page: Page, line: Line) -> bool:
    """
    Whether names stand where directors do: above the facts, named elsewhere, too; or under a title
    and above the text, credited for something else; or under a title where the page tells the life
    of each further down.
    """
    is_first = page.before(line) is None
    if is_first or line.number in page.openers or not names.are_people(line.text):
        return False
    above, below = page.before(line), page.after(line)
    found = [one.name for one in names.split_names(line.text)]
    if below and FACT_KEYS & set(page.fate_of(below)):
        return all(is_named(page, name, line) for name in found)
    if above is None or below is None:
        return False
    if all(has_biography(page, name) for name in found):
        return is_title_shaped(page, above)
    if not is_prose(below.text):
        return False
    return is_title_shaped(page, above) and all(map(page.is_known, found))


def has_biography(page: Page, name: str) -> bool:
    """Whether a paragraph begins with a name and tells a life: "Ada Birk was born in Cork"."""
    lines = page.lines[:MAX_LINES]
    return any(other.text.startswith(f"{name} ") and tells_life(other.text) for other in lines)


def is_named(page: Page, name: str, line: Line) -> bool:
    return any(name in other.text for other in page.lines[:MAX_LINES] if other is not line)
