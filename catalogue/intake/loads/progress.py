"""How far a load has come, on a terminal or in a log."""

import time
from typing import Any

WIDTH = 30
STEPS_IN_A_LOG = 10


class Bar:
    """A line that is written over on a terminal; in a log a line for each tenth."""

    def __init__(self, out: Any, name: str):
        self.out, self.name, self.begun, self.told = out, name, time.monotonic(), 0
        self.start: int | None = None

    def show(self, done: int, size: int, counts: dict | None = None) -> None:
        """`done` of `size`, in bytes or in batches."""
        self.start = done if self.start is None else self.start
        share = min(1.0, done / size) if size else 1.0
        rows = sum(n for n in (counts or {}).values() if isinstance(n, int))
        more = f"{rows:,} rows, {self.left(done, size)}" if counts else self.left(done, size)
        if self.out.isatty():
            bar = "#" * round(WIDTH * share)
            self.out.write(f"\r{self.name} [{bar:.<{WIDTH}}] {share:4.0%} {more} ", ending="")
            self.told = 1
        elif (step := int(share * STEPS_IN_A_LOG)) > self.told:
            self.told = step
            self.out.write(f"{self.name}: {share:.0%}, {more}")

    def left(self, done: int, size: int) -> str:
        """
        The time still to go, by what was done in this run.

        >>> from io import StringIO
        >>> Bar(StringIO(), "").left(0, 10)
        '–'
        """
        went = done - (self.start or 0)
        if went <= 0 or done >= size:
            return f"{time.monotonic() - self.begun:.0f} s" if done >= size else "–"
        seconds = (time.monotonic() - self.begun) * (size - done) / went
        return f"{seconds / 60:.0f} min left" if seconds > 90 else f"{seconds:.0f} s left"

    def end(self) -> None:
        if self.told and self.out.isatty():
            self.out.write("")
