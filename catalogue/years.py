"""Years of films as a visitor chooses them: one by one, or by decade where there are many."""

import re
from collections.abc import Iterable

WRITTEN = re.compile(r"(?:18|19|20|21)[0-9]{2}s?\Z")
MOST_YEARS = 10


def decade_of(year: int) -> str:
    """1974 → "1970s"."""
    return f"{year // 10}0s"


def years_in(written: str) -> range:
    """The years meant by "1974" or "1970s"; ValueError where it is neither."""
    if not WRITTEN.match(written) or (written.endswith("s") and written[3] != "0"):
        raise ValueError(f"Neither a year nor a decade: {written[:40]!r}")
    year = int(written[:4])
    return range(year, year + (10 if written.endswith("s") else 1))


def choices_for(years: Iterable[int]) -> list[str]:
    """
    What to offer for films of these years, newest first.

    >>> choices_for([2026, 2024])
    ['2026', '2024']

    Where there are more than ten, only those of the newest decade stand alone; no two choices
    overlap.
    """
    newest_first = sorted(set(years), reverse=True)
    if len(newest_first) <= MOST_YEARS:
        return [str(year) for year in newest_first]
    newest = decade_of(newest_first[0])
    written = (str(year) if decade_of(year) == newest else decade_of(year) for year in newest_first)
    return list(dict.fromkeys(written))
