"""What a cell says: each reader takes its text and gives the value, None where it says nothing."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext, override

from catalogue.intake import names, words
from catalogue.intake.records.selections import OLDEST, premiere_place
from catalogue.intake.runtimes import labelled_runtime
from catalogue.models import Film, Selection

# Signs that people put into a cell to leave it empty. "null" is none of them: it is a surname.
NOTHING = frozenset([".", "-", "–", "—", "/"])
YEAR = re.compile(r"(?<!\d)(18[89]\d|19\d\d|20\d\d|2100)(?!\d)")
# Days since 1900 as spreadsheets count them, of the years 1955 to 2064.
DAYS = range(20_000, 60_000)
FIRST_DAY = date(1899, 12, 30)
FRACTION = re.compile(r"0?[.,]\d{3,}")
LIST_JOINTS = re.compile(r"\s*[,;/|\n]\s*")
WORD_JOINTS = re.compile(r"\s+(?:and|und|et|y|e|en|i|&)\s+|\s*[-–]\s*")
LONGEST_MINUTES = 32_767
LONGEST_TITLE, LONGEST_NAME = 300, 200
IDENTIFIER = re.compile(r"[\w./:-]{1,60}")
IN_ADDRESS = {
    "imdb": re.compile(r"\b((?:tt|nm)\d{5,12})\b"),
    "wikidata": re.compile(r"\b(Q\d{1,12})\b"),
    "tmdb": re.compile(r"(?:^|movie/|person/)(\d{1,12})\b"),
}


class CellError(ValueError):
    """A sentence on what a cell has that cannot be recorded; `value` is what can."""

    def __init__(self, sentence: str, value: object = None):
        super().__init__(sentence)
        self.value = value


def unknown(cell: str) -> CellError:
    return CellError(gettext("“%(cell)s” is not understood.") % {"cell": cell[:100]})


def read_title(cell: str) -> str:
    """
    The title, without quotes around the whole of it and its article in its place.

    >>> read_title('"Here"'), read_title("Pier, The")
    ('Here', 'The Pier')
    """
    quoted = re.fullmatch(r'"([^"]+)"', cell)
    title = " ".join((quoted[1] if quoted else cell).split())
    moved = re.fullmatch(r"(.+), (The|A|An)", title)
    return short_enough(f"{moved[2]} {moved[1]}" if moved else title, LONGEST_TITLE)


def short_enough(text: str, most: int) -> str:
    if len(text) > most:
        raise CellError(gettext("It has more than %(most)s characters.") % {"most": most})
    return text


def read_year(cell: str) -> int:
    """
    >>> read_year("2016-05-04"), read_year("45123"), read_year("May 2019")
    (2016, 2023, 2019)
    """
    if cell.isdecimal() and len(cell) == 5 and int(cell) in DAYS:
        return (FIRST_DAY + timedelta(days=int(cell))).year
    found = YEAR.search(cell)
    if not found:
        raise unknown(cell)
    return int(found[1])


def read_runtime(cell: str) -> tuple[int, int | None] | None:
    """
    Minutes, and seconds where they are more than a whole minute says.

    >>> read_runtime("01:22:00"), read_runtime("00:15:57"), read_runtime("82 min")
    ((82, None), (16, 957), (82, None))
    """
    if FRACTION.fullmatch(cell):
        seconds = round(float(cell.replace(",", ".")) * 86_400)
    else:
        found = labelled_runtime(cell)
        if not found:
            raise unknown(cell)
        seconds = found.minutes * 60 if found.seconds is None else found.seconds
    minutes = max(1, (seconds + 30) // 60)
    if minutes > LONGEST_MINUTES:
        raise unknown(cell)
    return (minutes, seconds if seconds % 60 else None) if seconds else None


# ---- Words of our vocabularies -------------------------------------------------------------------


def labels_of(name: object) -> set[str]:
    """A translated label in each of the site's languages, folded."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.add(words.fold(str(name)))
    return found


def choice_of(choices: type[TextChoices], cell: str) -> str | None:
    folded = words.fold(cell)
    chosen = (one.value for one in choices if folded in labels_of(one.label) or cell == one.value)
    return next(chosen, None)


def reader_of(choices: type[TextChoices], table: str = "") -> Callable[[str], str]:
    """A reader of one choice, by its label in any language or by a spelling that pages print."""

    def read(cell: str) -> str:
        found = choice_of(choices, cell) or words.by_spelling(table).get(words.fold(cell))
        if not found:
            raise unknown(cell)
        return found

    return read


plain_colour = reader_of(Film.Colour, "colours")
read_sound = reader_of(Film.Sound)
read_status = reader_of(Selection.Status)


def read_colour(cell: str) -> str:
    """
    >>> read_colour("Black & White and Color"), read_colour("Farbe")
    ('colour-and-black-and-white', 'colour')
    """
    parts = [part for part in re.split(r"\s+(?:and|und)\s+|\s*[,;/]\s*", cell) if part]
    try:
        return plain_colour(cell)
    except CellError:
        found = {plain_colour(part) for part in parts} if len(parts) > 1 else set()
    if found != {Film.Colour.COLOUR, Film.Colour.BLACK_AND_WHITE}:
        raise unknown(cell)
    return Film.Colour.MIXED.value


def read_form(cell: str) -> str | None:
    """The first form that a list of kinds names; a length is none: "Short, Documentary"."""
    parts = [part for part in LIST_JOINTS.split(cell) if part]
    for part in [cell, *parts]:
        known = choice_of(Film.Form, part) or words.by_spelling("forms").get(words.fold(part))
        if known:
            return known
    lengths = words.folded("terms", "form")
    if all(words.fold(part) in lengths for part in parts):
        return None
    raise unknown(cell)


def read_aspect_ratio(cell: str) -> str:
    """
    >>> read_aspect_ratio("1.85:1"), read_aspect_ratio("16:9"), read_aspect_ratio("2,39")
    ('1.85', '1.78', '2.39')
    """
    plain = cell.replace(",", ".").replace(" ", "")
    for value, label in Film.AspectRatio.choices:
        if plain.removesuffix(":1") == value or f"({plain})" in str(label):
            return value
    raise unknown(cell)


def terms(cell: str, code_of: Callable[[str], str | None]) -> tuple[str, ...]:
    """
    The codes of a list of names.

    >>> terms("Bosnia and Herzegovina, France & Italy", words.country_code)
    ('BA', 'FR', 'IT')
    """
    found, left = [], []
    for part in filter(None, LIST_JOINTS.split(cell)):
        whole = code_of(part)
        pieces = [part] if whole else WORD_JOINTS.split(part)
        codes = [code_of(piece) for piece in pieces]
        if all(codes):
            found += codes
        else:
            left.append(part)
    value = tuple(dict.fromkeys(found)) or None
    if left:
        raise CellError(
            gettext("Not in the vocabulary: %(names)s.") % {"names": ", ".join(left)[:200]}, value
        )
    return value


def read_countries(cell: str) -> tuple[str, ...]:
    return terms(cell, words.country_code)


def read_languages(cell: str) -> tuple[str, ...]:
    return terms(cell, words.language_code)


# ---- Names ---------------------------------------------------------------------------------------


def read_people(cell: str) -> tuple[str, ...]:
    """
    >>> read_people("Ada Birk, Bo Null and Jen Null")
    ('Ada Birk', 'Bo Null', 'Jen Null')
    """
    return listed(name for line in cell.splitlines() for name in names.split_names(line))


def read_companies(cell: str) -> tuple[str, ...]:
    return listed(name for line in cell.splitlines() for name in names.split_companies(line))


def listed(found: Iterable[names.Name]) -> tuple[str, ...]:
    found = list(found)
    value = tuple(dict.fromkeys(short_enough(one.name, LONGEST_NAME) for one in found)) or None
    asides = [f"({one.aside})" for one in found if one.aside]
    if asides:
        told = {"asides": ", ".join(asides)[:200]}
        raise CellError(gettext("Not recorded: %(asides)s.") % told, value)
    return value


# ---- In the edition ------------------------------------------------------------------------------


def read_premiere(cell: str) -> tuple[str, str, str] | None:
    """Status, region and country: "European premiere" is continental, of the European region."""
    printed = cell.rpartition(", ")[2] if cell.casefold().startswith(("yes,", "ja,")) else cell
    if words.fold(printed) in ("no", "nein"):
        return None
    region = choice_of(Selection.Region, printed)
    if region:
        return Selection.Premiere.CONTINENTAL.value, region, ""
    country = country_of_premiere(printed)
    if country:
        return Selection.Premiere.NATIONAL.value, "", country
    status = choice_of(Selection.Premiere, printed)
    status = status or words.by_spelling("premieres").get(words.fold(printed))
    if not status:
        raise unknown(cell)
    place = premiere_place(printed, status)
    country = place.get("premiere_country")
    return status, place.get("premiere_region", ""), country.code if country else ""


def country_of_premiere(printed: str) -> str | None:
    """The country of a premiere as our own pages print it, in any language of ours."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            before, after = gettext("Premiere in %(country)s").split("%(country)s")
        if printed.startswith(before) and printed.endswith(after):
            return words.country_code(printed[len(before) : len(printed) - len(after)])
    return None


def read_age(cell: str) -> int:
    numbers = [int(number) for number in re.findall(r"\d{1,3}", cell)]
    if len(numbers) != 1 or numbers[0] > OLDEST:
        raise unknown(cell)
    return numbers[0]


def read_number(cell: str) -> int:
    if not (cell.isdecimal() and len(cell) < 5):
        raise unknown(cell)
    return int(cell)


def identifier_reader(source: str, prefix: str = "") -> Callable[[str], str]:
    """A reader of an identifier, or of the address that ends in it."""

    def read(cell: str) -> str:
        found = IN_ADDRESS[source].search(cell) if source in IN_ADDRESS else None
        value = prefix + (found[1] if found else cell)
        if not IDENTIFIER.fullmatch(value):
            raise unknown(cell)
        return value

    return read
