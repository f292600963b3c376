"""Steps: the title and further titles, the section."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from catalogue.intake import facts, words
from catalogue.intake.lines import Line
from catalogue.intake.reading.facts import add
from catalogue.intake.reading.page import MAX_LINES, Page, is_prose

HEAD = 40
MAX_TITLE = 120
MENTIONED = 2
LAST_YEAR = re.compile(r"(.+?),? \(?((?:18[89]|19\d|20\d)\d)\)?")
WITH_BRACKET = re.compile(r"([^()]+?) \(([^()]+)\)(?: ([^()]+))?")
BRACKETED = re.compile(r"\(([^()\d]{2,100})\)")
PROGRAMME_CODE = re.compile(r"[A-ZÄÖÜ]{1,3} (?:[IVX]{1,4}|\d{1,2}) (?=\S)")


# ---- "Title by director" ------------------------------------------------------------------------


@cache
def by_words() -> re.Pattern:
    spellings = "|".join(re.escape(one) for one in words.phrases("lines", "by") if " " not in one)
    return re.compile(rf" (?:{spellings}) (?=[^\W\d_a-z])")


def read_programme_lines(page: Page) -> None:
    """
    A line of a programme of shorts: `KF 2 FIRST FILM von Ada Birk, Polen 2021 SECOND von Bo Lind,
    Peru 2022`. The film is the one by this page's director; the others are not its.
    """
    for line in page.free():
        if len(line.text) <= 1_000 and not is_prose(line.text):
            for title, facts_text in programme(page, line.text):
                page.titles.setdefault("title", []).append(without_code(title))
                page.claim(line, "title")
                add(page, line, facts.scan(facts_text).facts)


def programme(page: Page, text: str) -> Iterator[tuple[str, str]]:
    """The title before a director of this page, and the facts after the name."""
    parts = by_words().split(text)
    for before, after in zip(parts, parts[1:], strict=False):
        title = facts.YEAR.split(before)[-1].strip(" ,;|–-")
        for name in page.directors():
            if after.startswith(name) and title and len(title) <= MAX_TITLE:
                yield title, leading_facts(after[len(name) :])


def leading_facts(text: str) -> str:
    """
    >>> leading_facts(", Polen 2021 SECOND FILM")
    ', Polen 2021'
    """
    year = facts.YEAR.search(text)
    said = text[: year.end()] if year else ""
    return said if facts.scan(said).is_whole else ""


def without_code(title: str) -> str:
    """
    >>> without_code("ML III DER WEG"), without_code("DER WEG")
    ('DER WEG', 'DER WEG')
    """
    return title[match.end() :] if (match := PROGRAMME_CODE.match(title)) else title


# ---- The title line -----------------------------------------------------------------------------


def read_titles(page: Page) -> None:
    """The title from a label, a line in the head, or what the page itself proves; else none."""
    given = page.titles.get("title", [])
    if given:
        page.title = page.title or given[0]
    elif line := title_line(page):
        read_title_line(page, line)
    elif page.title is None:
        page.title = proved_title(page)
        if page.title is None:
            page.doubt(None, "title.unproved", "no line is the title and the page proves none")
    claim_repeated(page)


def title_line(page: Page) -> Line | None:
    """
    The most title-like of the head's free lines: the first among equals, and the line above one
    that only the text names, since a title in another language follows the title.
    """
    found = candidates(page)
    lines = [line for line in found if not is_form(line) and not is_date(line.text)] or found
    best = max(lines, key=lambda line: likeness(page, line), default=None)
    if best is None or not (likeness(page, best) or leads_entry(page, best)):
        return None
    above = page.before(best)
    leads = likeness(page, best) == MENTIONED or not best.gap
    return above if above in lines and leads and not LAST_YEAR.fullmatch(above.text) else best


def is_form(line: Line) -> bool:
    """Whether a line says only what kind of film it is, as some pages do above the title."""
    said = facts.scan(line.text)
    return said.is_whole and said.kinds == {"form"}


def is_date(text: str) -> bool:
    """
    Whether a line is a day and nothing else.

    >>> is_date("21 kwietnia 2017"), is_date("Saturday, 4 May"), is_date("4th Street")
    (True, True, False)
    """
    found = text.split()
    known = words.folded("outside", "months") | words.folded("outside", "weekdays")
    named = [word for word in found if words.fold(word) in known]
    numbers = [word for word in found if word.strip(".,")[:1].isdigit()]
    return bool(named and numbers) and len(named) + len(numbers) == len(found)


def leads_entry(page: Page, line: Line) -> bool:
    """
    Whether the entry begins below a line, at most one further title between them. A year at the
    end makes it an edition's name rather than a title.
    """
    year = LAST_YEAR.fullmatch(line.text)
    if year and not is_set_off(year):
        return False
    further = 0
    while (line := page.after(line)) and further < 2:
        if is_prose(line.text) or set(page.fate_of(line)) - {"furniture"}:
            return True
        further += page.is_free(line) and not is_section(line.text)
    return False


def candidates(page: Page) -> list[Line]:
    """Short lines before the text and the credits."""
    found = []
    for line in page.lines[:HEAD]:
        if "credits" in page.fate_of(line) and found:
            break
        if is_prose(line.text) and found:
            break
        if page.is_free(line) and is_title_shaped(page, line):
            found.append(line)
    return found


def is_title_shaped(page: Page, line: Line) -> bool:
    return (
        len(line.text) <= MAX_TITLE
        and not is_prose(line.text)
        and not line.bullet
        and line.number not in page.openers
        and not page.is_directors(line.text)
        and not is_section(line.text)
        and line.text[-1] not in ":;,"
        and not BRACKETED.fullmatch(line.text)
        and not begins_late(page, line)
    )


def begins_late(page: Page, line: Line) -> bool:
    """Whether a line comes only after the text or the credits: titles do not."""
    before = page.before(line)
    late = {"credits", "cast", "bios", "filmography", "as_of", "production_companies"}
    return before is not None and (is_prose(before.text) or bool(late & set(page.fate_of(before))))


def likeness(page: Page, line: Line) -> int:
    """How much speaks for a title: the director beside it, the line again, the text naming it."""
    following = page.after(line)
    below = following is not None and page.is_directors(following.text)
    beside = below or ends_with_director(page, line.text) is not None
    again = sum(other.text == line.text for other in page.lines[:HEAD]) > 1
    with_year = LAST_YEAR.fullmatch(line.text)
    named = names_film(page, line.text) or (with_year and names_film(page, with_year[1]))
    is_above = following is not None and BRACKETED.fullmatch(following.text) is not None
    return 3 * beside + again + MENTIONED * (bool(named) + is_above)


def ends_with_director(page: Page, text: str) -> str | None:
    return next((name for name in page.directors() if text.endswith(f" {name}")), None)


def names_film(page: Page, title: str) -> bool:
    """Whether running text or the filmography names a film so."""
    plain = WITH_BRACKET.sub(r"\1", title)
    known = {words.fold(film.title) for film in page.films}
    return words.fold(plain) in known or any(
        is_mentioned(plain, line.text) for line in page.lines[:MAX_LINES] if is_prose(line.text)
    )


def is_mentioned(title: str, text: str) -> bool:
    """Whether a text has the title as words of their own."""
    start = text.find(title)
    while start >= 0:
        around = text[max(start - 1, 0) : start], text[start + len(title) : start + len(title) + 1]
        if not any(sign.isalnum() for sign in around):
            return True
        start = text.find(title, start + 1)
    return False


def read_title_line(page: Page, line: Line) -> None:
    """Takes a title line apart: "SALT (SUOLA) Discoveries", "Salt 2023", "Salt Ada Birk"."""
    page.claim(line, "title")
    text = without_year(page, line, without_director(page, without_fact_cells(page, line)))
    bracket = WITH_BRACKET.fullmatch(text)
    title, *further = text.split(" / ")
    if bracket:
        title, further = bracket[1], [bracket[2]]
        note_rest(page, line, bracket[3])
    for other in further:
        add_other_title(page, line, other.strip())
    page.title = page.title or title.strip()
    read_further_titles(page, line)


def without_fact_cells(page: Page, line: Line) -> Line:
    """A line in columns may tell a fact beside the title: "THE LAST CLERK      Documentary"."""
    beside = [facts.scan(cell) for cell in line.cells[1:]]
    if not beside or not all(said.is_whole for said in beside):
        return line
    add(page, line, [fact for said in beside for fact in said.facts])
    return replace(line, text=line.cells[0])


def without_director(page: Page, line: Line) -> str:
    """ "Salt – Ada Birk", or the director's name before a colon: "Ada Birk: SALT"."""
    head, colon, title = line.text.partition(": ")
    if colon and page.is_directors(head):
        return title
    director = ends_with_director(page, line.text)
    return line.text[: -len(director)].strip(" ,–-|") if director else line.text


def without_year(page: Page, line: Line, text: str) -> str:
    """A year after the title is the film's when the text names the film without it."""
    match = LAST_YEAR.fullmatch(text)
    if match is None or not (is_only_year(page, match) or names_film(page, match[1])):
        return text
    if names_film(page, text):
        return text
    add(page, line, [facts.Fact("year", match[2])])
    return match[1]


def is_only_year(page: Page, match: re.Match) -> bool:
    """Whether a year set off after the title is the film's: the page says no other."""
    years = {fact.printed for _, fact in page.facts if fact.kind == "year"}
    return is_set_off(match) and years <= {match[2]}


def is_set_off(match: re.Match) -> bool:
    """Whether brackets or a comma part the year from the title: "Salt (2019)", "Salt, 2019"."""
    return match.group().endswith((f"({match[2]})", f", {match[2]}"))


def note_rest(page: Page, line: Line, rest: str | None) -> None:
    if rest:
        page.section = page.section or rest
        page.claim(line, "section")
        page.doubt(line, "section.unproved", f"“{rest}” beside the title is taken for the section")


def add_other_title(page: Page, line: Line, title: str) -> None:
    page.titles.setdefault("other_titles", []).append(title)
    page.claim(line, "other_titles")


def read_further_titles(page: Page, title: Line) -> None:
    """The next line or two may have the title in other languages."""
    line = page.after(title)
    for _ in range(2):
        bracketed = BRACKETED.fullmatch(line.text) if line else None
        if bracketed and page.is_free(line):
            add_other_title(page, line, bracketed[1])
            line = page.after(line)
            continue
        if not line or not page.is_free(line) or not is_title_shaped(page, line):
            return
        if line.text != title.text:
            add_other_title(page, line, line.text)
        line = page.after(line)


def proved_title(page: Page) -> str | None:
    """
    The title of a page without a title line: a film of the director's filmography from the year of
    production, or the last listed, that running text names, and not at a sentence's beginning.
    """
    year = next((int(fact.printed) for _, fact in page.facts if fact.kind == "year"), None)
    recent = {film.title for film in page.films if year and film.year in (year, year + 1)}
    proved = [title for title in recent if is_named_inside(page, title)]
    return proved[0] if len(proved) == 1 else None


def is_named_inside(page: Page, title: str) -> bool:
    """Whether running text has the title inside a sentence, or in capitals, as titles are set."""
    inside = rf"[^\s.!?…]\s[„“\"'‘»]?{re.escape(title)}(?!\w)"
    capitals = rf"(?<!\w){re.escape(title.upper())}(?!\w)"
    pattern = re.compile(f"{inside}|{capitals}" if len(title) > 1 else inside)
    return any(pattern.search(line.text) for line in page.lines if is_prose(line.text))


# ---- What is left in the head -------------------------------------------------------------------


def is_section(text: str) -> bool:
    """Whether a short line has a word that sections have: "German Competition 2020"."""
    found = words.fold(text).split()
    return len(found) <= 7 and bool(set(found) & words.folded("outside", "sections"))


def read_section(page: Page) -> None:
    """The first line that looks like a section's name."""
    for line in page.free():
        if not is_section(line.text) or is_prose(line.text) or line.text[-1] in ".!?":
            continue
        if page.section is None or words.fold(page.section) == words.fold(line.text):
            page.section = page.section or line.text
            page.claim(line, "section")


def claim_repeated(page: Page) -> None:
    """Titles and directors that the page prints again say nothing new; a title below one may."""
    title = words.fold(page.title or "")
    for line in page.free():
        if title and len(line.text) <= MAX_TITLE and words.fold(line.text) == f"{title} {title}":
            page.claim(line, "title")
        elif title and len(line.text) <= MAX_TITLE and words.fold(line.text) == title:
            page.claim(line, "title")
            read_further_titles(page, line)
    further = {words.fold(title) for title in page.titles.get("other_titles", [])}
    for line in page.free():
        if len(line.text) <= MAX_TITLE and words.fold(line.text) in further:
            page.claim(line, "other_titles")
        elif page.is_directors(line.text):
            page.claim(line, "directors")
