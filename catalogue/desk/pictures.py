"""Where the bars, columns and squares of the balance stand, in units of their drawings."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from catalogue.desk.balance import MINUTES_A_BIN, Figure, Line
from catalogue.planning.slots import CLEARING


@dataclass(frozen=True)
class Shape:
    """A bar, column or square with its figure; `year` where it is of another edition."""

    figure: Figure
    x: float
    y: float
    width: float
    height: float
    year: int | None = None

    @property
    def end(self):
        return self.x + self.width

    @property
    def middle(self):
        return self.x + self.width / 2


@dataclass(frozen=True)
class Labelled:
    """Shapes beside, or below, their label."""

    name: str
    x: float
    y: float
    tone: str
    shapes: list[Shape]


@dataclass(frozen=True)
class Bars:
    """
    A bar an edition for each line, under its name; as long as its share. Of many lines the first:
    the table beside them has all.
    """

    rows: list[Labelled]
    left_out: int
    width: int
    height: float


MOST_BARS = 12
LABEL, BAR, THIN, BETWEEN = 18, 14, 10, 8


def bars_of(lines: list[Line], years: list[int], width: int = 480) -> Bars:
    scale = (width - 70) / largest_share(lines)
    rows, top = [], 0
    for line in lines[:MOST_BARS]:
        shapes, y = [], top + LABEL
        for place, figure in enumerate(line.figures):
            height = THIN if place else BAR
            year = years[place] if place else None
            shapes.append(Shape(figure, 0, y, round(figure.share * scale, 1), height, year))
            y += height + 2
        rows.append(Labelled(str(line.name), 0, top + LABEL - 5, line.tone, shapes))
        top = y + BETWEEN
    return Bars(rows, len(lines[MOST_BARS:]), width, top)


@dataclass(frozen=True)
class Columns:
    """A column for each ten minutes, with marks where slots end; others' shares as a line."""

    columns: list[Labelled]
    others: list[str]
    marks: list[tuple[float, int]]
    width: int
    height: int


COLUMN, TALLEST, TOP = 30, 190, 34


def columns_of(lines: list[Line], slots: Iterable[int]) -> Columns:
    scale = TALLEST / largest_share(lines)
    columns = []
    for place, line in enumerate(lines):
        height = round(line.figures[0].share * scale, 1)
        shape = Shape(
            line.figures[0], place * COLUMN + 2, TOP + TALLEST - height, COLUMN - 4, height
        )
        columns.append(Labelled(str(line.name), place * COLUMN, TOP + TALLEST + 14, "", [shape]))
    number = len(lines[0].figures) if lines else 1
    others = [outline(lines, place, scale) for place in range(1, number)]
    marks = [((slot - CLEARING) / MINUTES_A_BIN * COLUMN, slot) for slot in slots]
    width = len(lines) * COLUMN
    return Columns(columns, others, [m for m in marks if m[0] < width], width, TOP + TALLEST + 40)


def outline(lines: list[Line], place: int, scale: float) -> str:
    """The path along the tops of another edition's columns."""
    steps = []
    for number, line in enumerate(lines):
        y = round(TOP + TALLEST - line.figures[place].share * scale, 1)
        steps.append(f"{'L' if steps else 'M'}{number * COLUMN} {y}H{(number + 1) * COLUMN}")
    return "".join(steps)


@dataclass(frozen=True)
class Grid:
    """A square for each country in each section, as large as its figure, and both's sums."""

    heads: list[Labelled]
    rows: list[Labelled]
    sums: list[Shape]
    left_out: int
    width: int
    height: int


CELL, NAMES, HEADS = 52, 150, 104
ROW = 27


def grid_of(sections: list[Line], matrix: list[tuple[Line, list[Line]]], most: int = 20) -> Grid:
    """The first countries as squares; the table beside it has them all."""
    shown = matrix[:most]
    figures = [line.figures[0].count for _whole, lines in shown for line in lines]
    largest = max(figures, default=0) or 1
    rows = []
    for place, (whole, lines) in enumerate(shown):
        y = HEADS + place * ROW
        squares = [
            square(line.figures[0], NAMES + column * CELL, y, largest)
            for column, line in enumerate(lines)
        ]
        end = NAMES + len(sections) * CELL
        squares.append(Shape(whole.figures[0], end, y, CELL, 0))
        rows.append(Labelled(str(whole.name), NAMES - 10, y + ROW / 2, "", squares))
    heads = [
        Labelled(str(line.name), NAMES + (place + 0.5) * CELL, HEADS - 10, line.tone, [])
        for place, line in enumerate(sections)
    ]
    foot = HEADS + len(shown) * ROW
    sums = [
        Shape(line.figures[0], NAMES + place * CELL, foot, CELL, 0)
        for place, line in enumerate(sections)
    ]
    width = NAMES + (len(sections) + 1) * CELL + 60
    return Grid(heads, rows, sums, len(matrix[most:]), width, foot + ROW)


def square(figure: Figure, x: float, y: float, largest: int) -> Shape:
    """In the middle of its cell; its area is the figure's part of the largest."""
    side = round(sqrt(figure.count / largest) * (ROW - 2), 1)
    return Shape(figure, x + (CELL - side) / 2, y + (ROW - side) / 2, side, side)


def largest_share(lines: list[Line]) -> float:
    return max((figure.share for line in lines for figure in line.figures), default=0) or 1
