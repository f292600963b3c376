"""Scenes in rooms: windows, tables, compartments."""

from festival.demo.stills.air import Air
from festival.demo.stills.canvas import Canvas, mix, smooth
from festival.demo.stills.figures import HAIR, HEADS, bust, person, spread

WALLS = ((112, 98, 82), (86, 100, 98), (124, 92, 80), (92, 92, 112), (118, 112, 88), (96, 72, 70))


def room(c: Canvas, air: Air, look):
    """A dark room with one window; somebody stands in its light."""
    wall = mix(c.random.choice(WALLS), air.near, 0.45)
    floor = c.random.uniform(0.76, 0.82)
    c.image = c.column(
        [
            (0, mix(wall, air.near, 0.6)),
            (floor, mix(wall, air.near, 0.2)),
            (floor + 0.004, mix(wall, air.near, 0.65)),
            (1, mix(wall, air.near, 0.85)),
        ]
    )
    c.fill(c.level(c.noise(20, 12), 110, 200), air.near, 0.25)
    x, wide = c.random.choice((0.22, 0.5, 0.68)), c.random.uniform(0.34, 0.46) / c.aspect
    top, foot = c.random.uniform(0.1, 0.18), c.random.uniform(0.56, 0.64)
    turn = 1 if x < 0.5 else -1
    patch = [
        (x + turn * 0.12, floor + 0.03),
        (x + wide + turn * 0.12, floor + 0.03),
        (x + wide + turn * 0.3, 1.02),
        (x + turn * 0.26, 1.02),
    ]
    c.light(c.mask(lambda pen: pen.polygon(patch), 0.01), air.light, 0.5)
    view = [(top, mix(air.sky[1], air.light, 0.45)), (foot, mix(air.sky[2], air.light, 0.6))]
    c.paint(view, lambda pen: pen.box(x, top, x + wide, foot), 0.002)
    if look.detail == "sea":
        c.paint(
            mix(air.sky[0], air.far, 0.4),
            lambda pen: pen.box(x, (top + foot * 1.4) / 2.4, x + wide, foot),
            0.002,
            0.7,
        )
    frame = mix(wall, air.near, 0.75)
    c.paint(
        frame,
        lambda pen: (
            pen.box(x + wide / 2 - 0.003, top, x + wide / 2 + 0.003, foot),
            pen.box(x, top + 0.15, x + wide, top + 0.158),
        ),
        0.001,
    )
    for side, edge in ((-1, x), (1, x + wide)):
        folds = [edge - 0.03, edge + 0.055] if side < 0 else [edge - 0.055, edge + 0.03]
        c.paint(
            mix(mix(wall, air.light, 0.35), air.near, 0.2),
            lambda pen, f=folds, side=side: pen.polygon(
                [
                    (f[0], top - 0.04),
                    (f[1], top - 0.04),
                    (f[1] - side * 0.012, floor - 0.03),
                    (f[0], floor - 0.03),
                ]
            ),
            0.004,
            0.75,
        )
    c.glow(x + wide / 2, (top + foot) / 2, 0.75, 0.6, air.light, 0.42)
    if look.detail == "bed":
        c.paint(
            mix(wall, air.near, 0.55),
            lambda pen: pen.polygon([(0.5, 0.78), (0.95, 0.76), (1.1, 1.1), (0.45, 1.1)]),
            0.006,
        )
        c.light(
            c.mask(
                lambda pen: pen.polygon([(0.5, 0.78), (0.95, 0.76), (0.97, 0.8), (0.5, 0.82)]), 0.01
            ),
            air.light,
            0.4,
        )
    elif look.detail == "piano":
        left = 0.06 if x > 0.4 else 0.62
        c.paint(
            air.near,
            lambda pen: (
                pen.box(left, 0.52, left + 0.3, 0.9),
                pen.box(left - 0.01, 0.66, left + 0.31, 0.7),
            ),
            0.002,
        )
        c.light(c.mask(lambda pen: pen.box(left, 0.655, left + 0.3, 0.667), 0.002), air.light, 0.6)
    if look.figures:
        near = x + wide / 2 - turn * 0.05
        places = [near + n * 0.13 * turn for n in range(look.figures)]
        mask = c.mask(
            lambda pen: [
                person(
                    pen,
                    p,
                    0.97,
                    0.64 - 0.03 * n,
                    head=look.head or HEADS[c.random.randrange(7)],
                    turn=turn,
                )
                for n, p in enumerate(places)
            ],
            0.0015,
        )
        c.fill(mask, mix(air.near, wall, 0.12))
        c.light(c.without(mask, c.moved(mask, 0.006 * turn, 0.004)), air.light, 0.4)


def table(c: Canvas, air: Air, look):
    """A lamp over a table and those who sit at it."""
    wall = mix(c.random.choice(WALLS), air.near, 0.62)
    c.image = c.column([(0, mix(wall, air.near, 0.5)), (0.7, wall), (1, mix(wall, air.near, 0.7))])
    c.fill(c.level(c.noise(24, 16), 115, 200), air.near, 0.35)
    x, lamp = c.random.uniform(0.4, 0.6), c.random.uniform(0.2, 0.28)
    warm = mix(air.light, (255, 206, 130), 0.5)
    c.light(
        c.mask(
            lambda pen: pen.polygon(
                [(x - 0.03, lamp), (x + 0.03, lamp), (x + 0.36, 0.78), (x - 0.36, 0.78)]
            ),
            0.04,
        ),
        warm,
        0.42,
    )
    c.glow(x, 0.68, 0.75, 0.3, warm, 0.45)
    size = 0.23 * min(1, c.aspect / (1.7 + 0.1 * look.figures))
    reach = 0.3 if look.figures > 3 else 0.23
    seats = [x - reach + 2 * reach * n / max(1, look.figures - 1) for n in range(look.figures)]
    for place in seats:
        turn = 1 if place < x else -1
        mask = c.mask(
            lambda pen, place=place, turn=turn: bust(
                pen, place, 0.44 + (0.23 - size), size, turn=turn, hair=c.random.choice(list(HAIR))
            ),
            0.002,
        )
        c.fill(mask, mix(air.near, wall, 0.3))
        lit = c.without(mask, c.moved(mask, -0.022 * turn, 0.008))
        c.light(c.soft(lit, 0.004), warm, 0.75)
    top = mix(mix(wall, (140, 96, 60), 0.5), warm, 0.25)
    c.paint(
        [(0.7, mix(top, warm, 0.4)), (0.8, top), (1, mix(top, air.near, 0.8))],
        lambda pen: pen.polygon(
            [(0.08, 0.72), (0.92, 0.72), (1.1, 0.9), (1.1, 1.1), (-0.1, 1.1), (-0.1, 0.9)]
        ),
        0.002,
    )
    for dx in (-0.22, -0.09, 0.06, 0.2):
        size = c.random.uniform(0.016, 0.028)
        y = 0.77 + c.random.uniform(0, 0.05)
        c.paint(
            mix(air.near, wall, 0.4),
            lambda pen, dx=dx, size=size, y=y: (
                pen.ellipse(x + dx, y, size * 1.3, size * 0.4),
                pen.box(x + dx - size / c.aspect, y - size * 2.4, x + dx + size / c.aspect, y),
            ),
            0.002,
        )
        c.light(
            c.mask(
                lambda pen, dx=dx, size=size, y=y: pen.ellipse(
                    x + dx, y - size * 2.4, size, size * 0.3
                ),
                0.001,
            ),
            warm,
            0.7,
        )
    c.paint(
        air.near,
        lambda pen: (
            pen.box(x - 0.0015, -0.1, x + 0.0015, lamp - 0.05),
            pen.polygon_at(x, lamp, [(-0.1, 0), (0.1, 0), (0.03, 0.07), (-0.03, 0.07)]),
        ),
        0.001,
    )
    c.paint((255, 246, 220), lambda pen: pen.ellipse(x, lamp + 0.004, 0.06, 0.012), 0.003)
    c.glow(x, lamp + 0.01, 0.2, 0.15, warm, 0.8)


def train(c: Canvas, air: Air, look):
    """A compartment, and a landscape that the window pulls apart."""
    c.image = c.column(
        [(0, air.sky[1]), (0.45, air.sky[2]), (0.5, air.far), (0.75, air.at(0.5)), (1, air.near)]
    )
    c.glow(c.random.uniform(0.3, 0.7), 0.36, 0.6, 0.3, air.light, 0.6)
    for depth, height in ((0.8, 0.42), (0.5, 0.52), (0.25, 0.62)):
        c.hills(height, height + 0.03, 0.06, air.at(depth), blur=0.004, details=5)
    streaks = c.level(c.noise(2, 60, 2), 120, 190)
    c.fill(c.both(streaks, c.ramp(0, 255, 0.45, 0.8)), air.near, 0.5)
    c.light(c.both(c.level(c.noise(2, 80, 2), 140, 200), c.ramp(0, 255, 0.4, 0.7)), air.light, 0.25)
    for x in spread(c, 3, 0.1, 0.9):
        c.paint(air.at(0.3), lambda pen, x=x: pen.box(x, 0, x + 0.012, 0.8), 0.014, 0.6)
    inside = mix(air.near, (52, 42, 34), 0.4)
    left, right = 0.1, 0.9
    frame = c.mask(
        lambda pen: (
            pen.box(-0.1, -0.1, 1.1, 1.1),
            pen.polygon(_rounded(left, 0.1, right, 0.74), 0),
        )
    )
    c.fill(frame, [(0, inside), (0.7, mix(inside, air.light, 0.1)), (1, air.near)])
    edge = c.mask(
        lambda pen: (
            pen.polygon(_rounded(left - 0.008, 0.085, right + 0.008, 0.755)),
            pen.polygon(_rounded(left, 0.1, right, 0.74), 0),
        ),
        0.001,
    )
    c.fill(edge, mix(inside, air.light, 0.35))
    c.paint(mix(inside, air.light, 0.12), lambda pen: pen.box(left, 0.4, right, 0.408))
    cloth = mix(c.random.choice(((96, 44, 40), (44, 70, 76), (70, 70, 44))), air.near, 0.55)
    for x, turn in ((0.0, 1), (1.0, -1)):
        seat = [
            (x - turn * 0.1, 0.36),
            (x + turn * 0.1, 0.38),
            (x + turn * 0.13, 0.8),
            (x + turn * 0.27, 0.84),
            (x + turn * 0.27, 1.1),
            (x - turn * 0.1, 1.1),
        ]
        c.paint(cloth, lambda pen, seat=seat: pen.polygon(smooth(seat)), 0.003)
    places = ((0.24, 1), (0.76, -1))[: look.figures]
    for x, turn in places:
        mask = c.mask(
            lambda pen, x=x, turn=turn: bust(
                pen,
                x,
                0.48,
                0.34,
                turn=turn,
                hair=look.head if look.head in HAIR else c.random.choice(list(HAIR)),
            ),
            0.002,
        )
        c.fill(mask, mix(air.near, inside, 0.3))
        c.light(c.soft(c.without(mask, c.moved(mask, -turn * 0.014, 0.004)), 0.002), air.light, 0.7)


def _rounded(left, top, right, foot, corner=0.04):
    return [
        (left + corner * 0.6, top),
        (right - corner * 0.6, top),
        (right, top + corner),
        (right, foot - corner),
        (right - corner * 0.6, foot),
        (left + corner * 0.6, foot),
        (left, foot - corner),
        (left, top + corner),
    ]


ROOMS = {"room": room, "table": table, "train": train}
