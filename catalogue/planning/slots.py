"""The slots a festival works in: how long its screens are used to wait from start to start."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from datetime import datetime, timedelta
from itertools import pairwise

CLEARING = 15
"""Minutes of a slot in which no film runs: one audience leaves and the next comes in."""
LONGEST = timedelta(hours=4)
STEP = 15
MOST_SLOTS = 4
SMALLEST_SHARE = 0.1


def usual_slots(starts: Iterable[tuple[Hashable, datetime]]) -> list[int]:
    """
    The usual lengths in minutes, the shortest first; starts are (screen, aware instant).

    A length is the time from one start to the next on the same screen, to the nearest quarter of
    an hour; what is longer than four hours is a break. Usual are the four most frequent, of those
    that make a tenth of all.
    """
    screens = defaultdict(list)
    for screen, start in starts:
        screens[screen].append(start)
    lengths = Counter(
        round((later - start) / timedelta(minutes=STEP)) * STEP
        for hours in screens.values()
        for start, later in pairwise(sorted(hours))
        if timedelta() < later - start <= LONGEST
    )
    frequent = sorted(lengths, key=lambda length: (-lengths[length], length))[:MOST_SLOTS]
    return sorted(n for n in frequent if n and lengths[n] >= SMALLEST_SHARE * lengths.total())
