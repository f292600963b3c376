"""The strip plot: every film a dot on one scale of minutes, dots of like runtime in a pile."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.models import Selection

MINUTES_A_STEP = 10


@dataclass(frozen=True)
class Dot:
    """A selection at `x` minutes, the middle of its step, `y` units above the axis."""

    x: int
    y: int
    selection: Selection


@dataclass(frozen=True)
class Strip:
    """Dots on a scale from 0 to `end` minutes, a unit a minute; `top` is above the highest pile."""

    dots: list[Dot]
    end: int
    top: int

    @property
    def hours(self) -> range:
        return range(0, self.end + 1, 60)

    @property
    def width(self) -> int:
        return self.end + 20

    @property
    def height(self) -> int:
        """With room for the scale's figures below the axis."""
        return self.top + 20


def strip_of(selections: Iterable[Selection]) -> Strip:
    """The dots of selections whose films' runtimes are known, piled where they would overlap."""
    piles: Counter[int] = Counter()
    dots = []
    for selection in selections:
        x = selection.film.runtime_minutes // MINUTES_A_STEP * MINUTES_A_STEP + MINUTES_A_STEP // 2
        dots.append(Dot(x, piles[x] * MINUTES_A_STEP + MINUTES_A_STEP // 2, selection))
        piles[x] += 1
    longest = max((dot.x for dot in dots), default=0)
    highest = max((dot.y for dot in dots), default=0)
    return Strip(dots, (longest // 60 + 1) * 60, highest + 8)
