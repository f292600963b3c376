"""Steps: labels and what stands beside or below them."""

import re
from collections.abc import Callable
from functools import partial

from catalogue.intake import facts, labels, names, words
from catalogue.intake.filmographies import read_films
from catalogue.intake.labels import Row
from catalogue.intake.lines import Line
from catalogue.intake.reading import credits
from catalogue.intake.reading.blocks import add_block_line
from catalogue.intake.reading.credits import PRODUCING
from catalogue.intake.reading.facts import add, add_labelled
from catalogue.intake.reading.page import MAX_OTHER_LINE, Page, is_prose, tells_life
from catalogue.intake.reading.prose import add_other
from catalogue.intake.runtimes import labelled_runtime
from catalogue.intake.words import Meaning

UNKNOWN_LABEL = re.compile(r"([^:|]{2,50}?)\s*[:|]\s*(\S.*)")
MAX_COMPANY_WORDS = 4
FILMOGRAPHY = Meaning("headings", ("filmography",))
CAST = Meaning("headings", ("cast",))
PLACES_UNDER = {
    "production": frozenset(["country", "year"]),
    "dialogue_writer": frozenset(["language", "subtitles", "version"]),
}
LABELLED = frozenset(["credits", "production_companies", "world_sales", "companies"])


# ---- Beside a label -----------------------------------------------------------------------------


def read_label_lines(page: Page) -> None:
    """Lines that begin with a label and go on: "Kamera Bo Lind", "Regie: A", "Land | Peru |"."""
    found = {line.number: rows for line in page.free() if (rows := rows_of(line))}
    labelled = {*found, *page.openers}
    casts = {number for number, rows in found.items() if rows[0].meaning.is_cast}
    for line in page.lines:
        rows = found.get(line.number, [])
        if is_doubtful(page, line, rows, labelled) or is_by_line(
            page, line, rows, labelled - casts
        ):
            continue
        for row in rows:
            add_row(page, line, row)
    read_companies_below_producers(page, found)


def rows_of(line: Line) -> list[Row]:
    """
    The line's rows; what looks like running text has some only where a colon stands after its first
    label or nothing but names after each: many names with particles look so.
    """
    rows = labels.read_rows(line.text) or labels.read_reversed(line.text)
    is_sure = rows and (rows[0].has_colon or all(names.are_names(row.value) for row in rows))
    return rows if is_sure or not is_prose(line.text) else []


def is_doubtful(page: Page, line: Line, rows: list[Row], labelled: set[int]) -> bool:
    """
    A label without a colon may be a title's beginning: in the head of a page any ("Text Me Later"),
    elsewhere one before a word, an article or a house ("Music Box", "Lumière Cinemas (Hall 1)"). It
    counts among other labels.
    """
    if page.is_block or len(rows) != 1 or rows[0].has_colon:
        return False
    if page.before(line) is None:
        return not is_among(page, line, labelled)
    if page.is_in_head(line):
        return not is_among(page, line, labelled) and not is_by_or_with(rows[0])
    is_house = rows[0].meaning.names_people and names.is_company(rows[0].value)
    if " " in rows[0].value and not names.has_article(rows[0].value) and not is_house:
        return False
    return not is_among(page, line, labelled)


def is_by_or_with(row: Row) -> bool:
    """Whether a label leads to names of two words, as "Directed by Ada Birk" does."""
    leads = "director" in row.meaning.keys or row.meaning.is_cast
    return leads and " " in row.value and not names.has_article(row.value)


def is_by_line(page: Page, line: Line, rows: list[Row], labelled: set[int]) -> bool:
    """Whether "Directed by Ada Birk" stands away from the credits: that is the "by" line."""
    if len(rows) != 1 or rows[0].has_colon or is_among(page, line, labelled):
        return False
    return words.fold(rows[0].label) in words.folded("lines", "by")


def is_among(page: Page, line: Line, labelled: set[int]) -> bool:
    """Whether the line before or after has a label."""
    neighbours = (page.before(line), page.after(line))
    return any(neighbour and neighbour.number in labelled for neighbour in neighbours)


def add_row(page: Page, line: Line, row: Row) -> None:
    """Notes a row as what its label stands for."""
    kind, key = row.meaning.kind, row.meaning.keys[0]
    if says_places(row):
        add(page, line, facts.scan(row.value).facts)
    elif kind in ("functions", "combined"):
        credits.add_people(page, line, row)
    elif kind == "companies":
        credits.add_companies(page, line, row.value, key)
    elif kind == "companies_or_people":
        credits.add_people_or_companies(page, line, row)
    elif kind == "facts":
        add_labelled(page, line, row)
    elif kind == "headings":
        add_headed(page, line, row)
    else:
        add_block_line(page, line, key)


def says_places(row: Row) -> bool:
    """
    Whether countries stand where companies do, or languages where who wrote the dialogue does:
    "Produkcja: Polska, 2019", "Dialogue: Welsh".
    """
    kinds = PLACES_UNDER.get(row.meaning.keys[0], frozenset())
    said = facts.scan(row.value) if kinds and len(row.value) <= MAX_OTHER_LINE else None
    is_place = said is not None and said.is_whole and said.kinds <= kinds
    return is_place and bool(said.kinds & {"country", "language"})


def add_headed(page: Page, line: Line, row: Row) -> None:
    """What stands in one line with a heading: a cast, a text, a filmography and whose it is."""
    key = row.meaning.keys[0]
    if key == "cast":
        credits.add_cast(page, line, row.value)
    elif key == "filmography" and row.has_colon and read_films(row.value):
        page.filmographies.append(Line(line.number, row.value))
        page.claim(line, "filmography")
    elif key == "filmography" and names.are_names(row.value):
        page.openers[line.number] = FILMOGRAPHY
        page.owners[line.number] = [one.name for one in names.split_names(row.value)]
    elif key == "filmography" and row.has_colon:
        page.filmographies.append(Line(line.number, row.value))
        page.claim(line, "filmography")
    elif key in ("statement", "logline") and is_prose(row.value):
        add_other(page, Line(line.number, row.value), "text.other", f"{row.label}: a further text")
    elif key in ("synopsis", "note", "biography") and is_prose(row.value):
        page.texts.setdefault(key, []).append(Line(line.number, row.value))
        page.claim(line, "bios" if key == "biography" else key)


def read_unknown_labels(page: Page) -> None:
    """A label nobody knows, among known ones: its names are credited, without a function."""
    credited = {number for number, fates in page.fates.items() if LABELLED & set(fates)}
    for line in page.free():
        match = UNKNOWN_LABEL.fullmatch(line.text) if len(line.text) < MAX_OTHER_LINE else None
        if match and is_among(page, line, credited) and is_unknown_row(match[1], match[2]):
            label = match[1].strip()
            credits.credit(page, line, label, names.split_names(match[2]), ())
            page.doubt(line, "credit.unknown-fn", f"the label “{label}” is not known")


def is_unknown_row(label: str, value: str) -> bool:
    """Whether a label's few words begin with a capital, and names follow."""
    shaped = label[0].isupper() and len(label.split()) <= 5
    return shaped and not any(sign.isdigit() for sign in label) and names.are_names(value)


def read_companies_below_producers(page: Page, found: dict[int, list[Row]]) -> None:
    """A line of names below the producers', a company's among them, without a label of its own."""
    for line in page.free():
        before = page.before(line)
        rows = found.get(before.number, []) if before else []
        producing = bool(rows) and bool(PRODUCING & set(rows[-1].meaning.keys))
        is_heading = line.number in page.openers
        if producing and not line.gap and not is_heading and names.are_names(line.text):
            companies = names.split_companies(line.text)
            if any(names.is_company(one.name) for one in companies):
                credits.add_companies(page, line, line.text, "production")


# ---- Below a label ------------------------------------------------------------------------------


def find_openers(page: Page) -> None:
    """Lines that are nothing but a label or heading, and so open what follows them."""
    for line in page.free():
        meaning = labels.bare_label(line.text)
        if meaning and not is_title_like(page, line, meaning) and not is_fact(page, line):
            page.openers[line.number] = CAST if heads_cast(page, line, meaning) else meaning


def note_labels(page: Page) -> None:
    """What the page has labels for: where it has producers, "Production" names a company."""
    for line in page.free():
        meanings = [row.meaning for row in labels.read_rows(line.text)]
        if line.number in page.openers:
            meanings.append(page.openers[line.number])
        page.labelled.update(key for meaning in meanings for key in meaning.keys)


def is_fact(page: Page, line: Line) -> bool:
    """
    Whether a label's word is the fact itself: "Farbe", "Colour", unless a colon follows or the next
    line tells the colour.
    """
    said, following = facts.scan(line.text), page.after(line)
    if not said.is_sure or line.text.endswith(":"):
        return False
    return following is None or not said.kinds & facts.scan(following.text[:MAX_OTHER_LINE]).kinds


def heads_cast(page: Page, line: Line, meaning: Meaning) -> bool:
    """ "Casting" over names with characters is the cast in French, not who cast it."""
    following = page.after(line)
    if meaning.keys != ("casting_director",) or following is None:
        return False
    return is_cast_line(following) and not names.are_people(following.text)


def is_title_like(page: Page, line: Line, meaning: Meaning) -> bool:
    """
    A film may be called "Music": a page's first line is a label only when names follow, and of
    functions the director's, unless the line after next is a label, too.
    """
    following = page.after(line)
    if page.before(line) or meaning.kind not in ("functions", "facts") or following is None:
        return False
    if is_prose(following.text) or not names.are_names(following.text):
        return labels.bare_label(following.text) is None
    later = page.after(following)
    goes_on = later is not None and labels.bare_label(later.text) is not None
    return meaning.kind == "functions" and "director" not in meaning.keys and not goes_on


def read_people_openers(page: Page) -> None:
    """Names and facts below their labels; people first, since biographies are known by them."""
    for line, meaning in page.opened():
        if meaning.kind in ("functions", "combined"):
            below(page, line, meaning, is_names_line, credits.add_people)
        elif meaning.kind == "facts":
            accepts = partial(is_fact_line, meaning.keys)
            below(page, line, meaning, accepts, add_labelled)


def read_company_openers(page: Page) -> None:
    """Companies and cast below their headings."""
    for line, meaning in page.opened():
        if meaning.names_companies:
            below(page, line, meaning, is_company_line, add_company_row)
        elif meaning.is_cast:
            below(page, line, meaning, is_cast_line, add_cast_row)
        elif meaning == Meaning("headings", ("crew",)):
            page.claim(line, "heading")


def is_names_line(line: Line) -> bool:
    return names.are_people(line.text)


def is_company_line(line: Line) -> bool:
    """Names, what a company is called, or a few words that begin and end as a name does."""
    is_known = names.are_names(line.text) or names.is_company(line.text)
    found = line.text.split()
    is_named = len(found) <= MAX_COMPANY_WORDS and names.is_name(f"{found[0]} {found[-1]}")
    return len(line.text) < 200 and (is_known or is_named)


def is_cast_line(line: Line) -> bool:
    found = [credits.as_cast(one).name for one in names.split_names(line.text, names.CAST_JOINTS)]
    return bool(found) and all(map(names.is_name, found))


def is_fact_line(kinds: tuple[str, ...], line: Line) -> bool:
    """Whether a line is what a fact's label asks for."""
    if len(line.text) > MAX_OTHER_LINE:
        return False
    said, kind = facts.scan(line.text), kinds[0]
    if len(kinds) > 1:
        return said.is_whole and said.kinds <= set(kinds)
    if said.is_whole and kind in ("year", "country"):
        return said.kinds == {kind}
    return kind not in ("year", "runtime") or labelled_runtime(line.text) is not None


def add_company_row(page: Page, line: Line, row: Row) -> None:
    if says_places(row):
        add(page, line, facts.scan(row.value).facts)
    elif row.meaning.kind == "companies":
        credits.add_companies(page, line, row.value, row.meaning.keys[0])
    else:
        credits.add_people_or_companies(page, line, row, not is_among_functions(page, line))


def is_among_functions(page: Page, line: Line) -> bool:
    """
    Whether the label two lines up or one line down is a function's: where every label stands above
    its names, "Production" is no heading over companies.
    """
    place = page.places[line.number]
    around = [*page.lines[max(place - 3, 0) : place - 1], *page.lines[place + 1 : place + 2]]
    found = (page.openers.get(other.number) for other in around)
    return any(meaning and meaning.names_people for meaning in found)


def add_cast_row(page: Page, line: Line, row: Row) -> None:
    credits.add_cast(page, line, row.value)


def below(
    page: Page,
    opener: Line,
    meaning: Meaning,
    accepts: Callable[[Line], bool],
    add: Callable[[Page, Line, Row], None],
) -> None:
    """Reads the lines below a label as its values; a label with none is a problem."""
    found = values_below(page, opener, meaning, accepts)
    label = opener.text.strip(labels.EDGES)
    page.claim(opener, "heading")
    for line in found:
        add(page, line, Row(label, meaning, line.text.strip(labels.EDGES)))
    if not found and not is_answered(page, opener):
        code = "company.empty-heading" if meaning.names_companies else "credit.empty-label"
        page.doubt(opener, code, f"nothing stands under “{label}”")


def is_answered(page: Page, opener: Line) -> bool:
    """Whether what stands below says itself what it is: a list of the cast, a biography."""
    following = page.after(opener)
    return following is not None and (
        "cast" in page.fate_of(following) or tells_life(following.text)
    )


def values_below(
    page: Page, opener: Line, meaning: Meaning, accepts: Callable[[Line], bool]
) -> list[Line]:
    """
    The free lines under a label. Below a function without a further label to end the list, only
    the first line is sure; so it is where blank lines part every line from the next.
    """
    found: list[Line] = []
    line = page.after(opener)
    while line and page.is_free(line) and line.number not in page.openers:
        apart = bool(found) and line.gap and not (found[0].gap and not meaning.names_people)
        is_text = is_prose(line.text) and not names.are_names(line.text)
        if apart or not accepts(line) or is_text or page.heads_biography(line):
            break
        found.append(line)
        line = page.after(line)
    is_closed = line is not None and line.number in page.openers
    many = is_closed or not (meaning.names_people or meaning.kind == "facts") or meaning.is_cast
    return found if many else found[:1]
