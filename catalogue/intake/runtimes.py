"""Runtimes as pages print them: 82’, 82 min., 1h22, 15’57, 01:22:30, "102 minutes"."""

import re
from dataclasses import dataclass
from functools import cache

from catalogue.intake import words

MINUTE_MARKS = "'’′´‘"
EPISODES = re.compile(r"([1-9]\d?)\s?[x×]\s?(?=\d)(?!\d{1,2}\s?[x×])")
SECOND_MARKS = '"”″“'


@dataclass(frozen=True)
class Runtime:
    """A runtime and where in the text it stands; `seconds` is `None` where the page has none."""

    minutes: int
    seconds: int | None
    start: int
    end: int


def unit(name: str) -> str:
    """A pattern for a unit's spellings, the longest first; no letter may follow ("5 minor")."""
    spellings = sorted(set(words.phrases("runtimes", name)), key=lambda one: (-len(one), one))
    return "(?:" + "|".join(re.escape(one) for one in spellings) + r")(?![^\W\d_])\.?"


@cache
def patterns() -> tuple[re.Pattern, ...]:
    """Hours, minutes and seconds in the ways pages print them; each is bounded in length."""
    hours, minutes, seconds = (unit(name) for name in ("hours", "minutes", "seconds"))
    mark, second_mark = f"[{MINUTE_MARKS}]", f"(?:[{MINUTE_MARKS}]{{2}}|[{SECOND_MARKS}])"
    found = (
        rf"(?P<h>\d{{1,2}})\s?{hours}\s?(?:(?P<m>\d{{1,2}})(?:{mark}|\s?{minutes}|\b))?",
        r"(?P<h>\d{1,2}):(?P<m>[0-5]\d):(?P<s>[0-5]\d)\b",
        rf"(?P<m>\d{{1,3}}):(?P<s>[0-5]\d)(?:{mark}|\s?{minutes})",
        rf"(?P<m>\d{{1,3}})\s?{mark}\s?(?P<s>[0-5]\d){second_mark}",
        rf"(?P<m>\d{{1,3}}){mark}(?P<s>[0-5]\d)\b",
        rf"(?P<m>\d{{1,3}})\s?{minutes}\s?(?P<s>[0-5]?\d)\s?{seconds}",
        rf"(?P<m>\d{{1,3}})(?:{mark}|\s?{minutes})",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in found)


def runtime_at(text: str, position: int) -> Runtime | None:
    """
    The runtime that begins at this position.

    >>> runtime_at("Belgium 82’ Colour", 8).minutes, runtime_at("1h22", 0).minutes
    (82, 82)
    >>> runtime_at("15’57", 0)
    Runtime(minutes=16, seconds=957, start=0, end=5)
    """
    matches = (pattern.match(text, position) for pattern in patterns())
    found = max((match for match in matches if match), key=lambda match: match.end(), default=None)
    return from_match(found) if found else episodes_at(text, position)


def episodes_at(text: str, position: int) -> Runtime | None:
    """
    The runtime of a series' episodes together.

    >>> runtime_at("2 x 45 min", 0).minutes
    90
    """
    times = EPISODES.match(text, position)
    one = runtime_at(text, times.end()) if times else None
    if one is None:
        return None
    seconds = one.seconds * int(times[1]) if one.seconds is not None else None
    return Runtime(one.minutes * int(times[1]), seconds, position, one.end)


def from_match(match: re.Match) -> Runtime:
    parts = {"h": None, "m": None, "s": None} | match.groupdict()
    seconds = int(parts["h"] or 0) * 3600 + int(parts["m"] or 0) * 60 + int(parts["s"] or 0)
    said = seconds if parts["s"] is not None else None
    return Runtime((seconds + 30) // 60, said, match.start(), match.end())


def labelled_runtime(text: str) -> Runtime | None:
    """
    The runtime that stands beside a label, where a bare number means minutes.

    >>> labelled_runtime("61").minutes, labelled_runtime("85 MIN").minutes, labelled_runtime("ca.")
    (61, 85, None)
    """
    start = re.search(r"\d", text)
    if start is None:
        return None
    found = runtime_at(text, start.start())
    if found:
        return found
    bare = re.match(r"(\d{1,3})(?::([0-5]\d))?(?![\d:])", text[start.start() :])
    return bare_runtime(bare, start.start()) if bare else None


def bare_runtime(match: re.Match, offset: int) -> Runtime:
    minutes, rest = int(match[1]), match[2]
    seconds = minutes * 60 + int(rest or 0)
    return Runtime((seconds + 30) // 60, seconds if rest else None, offset, offset + match.end())
