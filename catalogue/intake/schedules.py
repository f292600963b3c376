"""
A printed schedule, as JSON, to houses, screens and screenings: nothing is stored or guessed.

The file holds `films` (id, title) and `screenings` (film, title, cinema, starts_at), the hours as
on the clock of the festival's town. `cinema` is what the programme prints in one line: house and
screen, then in brackets the languages of the subtitles, then remarks glued on, parted by bars:

    Zoo Palast 1 (E)German voice-over | Headphones for OV

Where no brackets stand, a blank at the end says that the line is the cinema alone; where it has
none, the longest cinema known from other lines is taken for it, and the rest for remarks.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import unescape

LINE = re.compile(r"(?P<cinema>.+?) \((?P<letters>[A-Z](?:, ?[A-Z])*)\)(?P<remarks>.*)")
NUMBERED = re.compile(r"(?P<house>.+) (?P<screen>[1-9]\d?)")
NAMED = re.compile(r"(?P<house>.+) \((?P<screen>[^()]+)\)(?P<more> / .+)?")
AGE = re.compile(r"Age recommendation:? (?P<age>\d+) years and up")
VOICE_OVER = re.compile(r"(?P<language>\w+) voice-over")

# No house has more screens: the number in "filmkunst 66" belongs to its name.
MOST_SCREENS = 30
SUBTITLES = {"E": "en", "G": "de"}
LANGUAGES = {"English": "en", "German": "de"}
ACCESS = {"audiodescription": "audio-description", "sign-language": "sign-language"}
# Said by another remark already: who reads along is heard beside the original on headphones.
IMPLIED = {"Headphones for OV"}


class UnreadableScheduleError(ValueError):
    """The text is not JSON of the shape described above."""


@dataclass(frozen=True)
class Cinema:
    """A house and one of its screens; no name where it has only one."""

    house: str
    screen: str = ""


@dataclass(frozen=True)
class Line:
    """What `cinema` prints, taken apart."""

    cinema: str
    subtitles: tuple[str, ...] = ()
    voice_over: str = ""
    access: tuple[str, ...] = ()
    age: int | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Showing:
    """
    A screening of the film of that id; `starts_at` is the clock's time, without a zone, `row` its
    place in the file's list, from 1.
    """

    film: str
    cinema: Cinema
    starts_at: datetime
    line: Line
    row: int = 0


@dataclass(frozen=True)
class Schedule:
    """
    Titles by the films' ids, the screenings, what a person should look at, and why rows of the
    screenings are left out.
    """

    films: dict[str, str]
    showings: tuple[Showing, ...]
    problems: tuple[str, ...]
    left_out: dict[int, str] = field(default_factory=dict)


def read_schedule(text: str) -> Schedule:
    """What the file says; a screening that cannot be read is a problem, and left out."""
    films, screenings = rows_of(text)
    problems: list[str] = []
    titles = read_titles(films, screenings, problems)
    cinemas = known_cinemas(row.get("cinema") for row in screenings)
    numbered = numbered_houses(cinemas)
    showings, left_out = [], {}
    for number, row in enumerate(screenings, 1):
        try:
            showing = read_showing(row, titles, cinemas, numbered)
        except ValueError as error:
            left_out[number] = str(error)
            problems.append(f"screening left out: {error}")
        else:
            showings.append(replace(showing, row=number))
            problems += showing.line.problems
    return Schedule(titles, tuple(showings), tuple(problems), left_out)


def rows_of(text: str) -> tuple[list[dict], list[dict]]:
    try:
        data = json.loads(text)
        rows = data["films"], data["screenings"]
    except (ValueError, KeyError, TypeError):
        raise UnreadableScheduleError("not a JSON file with “films” and “screenings”") from None
    for kind in rows:
        if not isinstance(kind, list) or not all(isinstance(row, dict) for row in kind):
            raise UnreadableScheduleError("“films” and “screenings” must be lists of objects")
    return rows


# Films -----------------------------------------------------------------------------------------


def read_titles(films: list[dict], screenings: list[dict], problems: list[str]) -> dict[str, str]:
    """
    The title of each film by its id. Of several titles with one id, that which its screenings
    print is taken, else the first; the others are problems.
    """
    printed = {(str(row.get("film")), words(row.get("title"))) for row in screenings}
    candidates: dict[str, list[str]] = {}
    for row in films:
        key, title = words(row.get("id")), words(row.get("title"))
        if key and title:
            candidates.setdefault(key, []).append(title)
        else:
            problems.append(f"film left out, without id or title: {row}")
    titles = {}
    for key, several in candidates.items():
        shown = [title for title in several if (key, title) in printed]
        titles[key] = (shown or several)[0]
        others = [title for title in dict.fromkeys(several) if title != titles[key]]
        problems += [f"film {key} is “{titles[key]}”, and also “{other}”" for other in others]
    return titles


def words(value: object) -> str:
    """The value as one clean line, HTML entities written out."""
    return " ".join(unescape(str(value)).split()) if value is not None else ""


# Screenings ------------------------------------------------------------------------------------


def read_showing(
    row: dict, titles: dict[str, str], cinemas: set[str], numbered: set[str]
) -> Showing:
    """The screening of that row; ValueError says what of it cannot be read."""
    film = words(row.get("film"))
    if film not in titles:
        raise ValueError(f"there is no film {film or '(no id)'}: {words(row.get('title'))}")
    line = read_line(row.get("cinema"), cinemas)
    return Showing(film, split_cinema(line.cinema, numbered), read_hour(row.get("starts_at")), line)


def read_hour(value: object) -> datetime:
    """
    >>> read_hour("2018-02-20 12:30:00")
    datetime.datetime(2018, 2, 20, 12, 30)
    """
    try:
        hour = datetime.fromisoformat(words(value))
    except ValueError:
        raise ValueError(f"no hour: {value}") from None
    if hour.tzinfo or len(words(value)) < len("2018-02-20 12:30"):
        raise ValueError(f"not a day and an hour on the clock: {value}")
    return hour


def read_line(printed: object, cinemas: set[str]) -> Line:
    """The line taken apart; `cinemas` are those known from other lines."""
    cinema, letters, remarks = split_line(str(printed or ""), cinemas)
    codes = letters.replace(" ", "").split(",") if letters else []
    unknown = [f"unknown language of subtitles: {code}" for code in codes if code not in SUBTITLES]
    subtitles = dict.fromkeys(SUBTITLES[code] for code in codes if code in SUBTITLES)
    told, unread = read_remarks(remarks)
    problems = [*unknown, *(f"remark not read: {remark}" for remark in unread)]
    return Line(cinema, tuple(subtitles), **told, problems=tuple(problems))


def split_line(printed: str, cinemas: set[str]) -> tuple[str, str, str]:
    """Cinema, letters of the subtitles, remarks; ValueError where the cinema is in doubt."""
    if match := LINE.fullmatch(printed):
        return match["cinema"].strip(), match["letters"], match["remarks"]
    alone = printed.strip()
    if alone and (alone in cinemas or printed.endswith(" ")):
        return alone, "", ""
    starts = [cinema for cinema in cinemas if printed.startswith(f"{cinema} ")]
    if not starts:
        raise ValueError(f"no telling the cinema from the remarks: “{printed}”")
    cinema = max(starts, key=len)
    return cinema, "", printed.removeprefix(cinema)


def read_remarks(remarks: str) -> tuple[dict, list[str]]:
    """The fields of a Line that remarks tell, and the remarks that tell none."""
    told: dict = {}
    access, unread = [], []
    for remark in filter(None, map(words, remarks.split("|"))):
        if feature := ACCESS.get(remark.lower()):
            access.append(feature)
        elif match := AGE.fullmatch(remark):
            told["age"] = int(match["age"])
        elif (match := VOICE_OVER.fullmatch(remark)) and match["language"] in LANGUAGES:
            told["voice_over"] = LANGUAGES[match["language"]]
        elif remark not in IMPLIED:
            unread.append(remark)
    return told | {"access": tuple(access)}, unread


# Cinemas ---------------------------------------------------------------------------------------


def known_cinemas(printed: Iterable[object]) -> set[str]:
    """The cinemas of all lines that leave no doubt what is the cinema."""
    lines = [line for line in printed if isinstance(line, str)]
    bracketed = {match["cinema"].strip() for line in lines if (match := LINE.fullmatch(line))}
    alone = {line.strip() for line in lines if line.endswith(" ") and not LINE.fullmatch(line)}
    return bracketed | alone - {""}


def numbered_houses(cinemas: Iterable[str]) -> set[str]:
    """The houses that number their screens."""
    return {split.house for split in map(split_numbered, cinemas) if split.screen}


def split_numbered(cinema: str) -> Cinema:
    match = NUMBERED.fullmatch(cinema)
    if match and int(match["screen"]) <= MOST_SCREENS:
        return Cinema(match["house"], match["screen"])
    return Cinema(cinema)


def split_cinema(cinema: str, numbered: Iterable[str]) -> Cinema:
    """
    House and screen: a number, a name in brackets, or capitals in a house with numbered screens.

    >>> split_cinema("CineStar IMAX", {"CineStar"})
    Cinema(house='CineStar', screen='IMAX')
    """
    if match := NAMED.fullmatch(cinema):
        return Cinema(match["house"], f"{match['screen']}{match['more'] or ''}")
    house, _, last = cinema.rpartition(" ")
    if house in numbered and last.isupper():
        return Cinema(house, last)
    return split_numbered(cinema)
