"""Scenes at the sea: open water, harbours, lighthouses."""

from festival.demo.stills.air import Air, sky, sun
from festival.demo.stills.canvas import Canvas, mix
from festival.demo.stills.figures import people, spread


def shimmer(c: Canvas, line, colour, strength=0.5, at=None):
    """Light lying on water below a line, in a path below `at` or everywhere."""
    field = c.level(c.noise(5, 90, 3), 132, 190)
    field = c.both(field, c.ramp(0, 255, line - 0.001, line + 0.02))
    if at is not None:
        path = c.mask(
            lambda pen: pen.polygon(
                [(at - 0.02, line), (at + 0.02, line), (at + 0.2, 1), (at - 0.2, 1)]
            ),
            0.05,
        )
        field = c.both(field, path)
    c.light(field, colour, strength)


def sea(c: Canvas, air: Air, look):
    horizon = c.random.choice((0.42, 0.55, 0.64))
    sky(c, air, horizon, 0.8)
    x = c.random.uniform(0.2, 0.8)
    if look.detail != "empty":
        sun(c, air, x, horizon - c.random.uniform(0.06, 0.2))
    deep = mix(air.sky[1], air.near, 0.55)
    water = [(0, deep), (horizon, mix(air.sky[2], deep, 0.4)), (1, mix(deep, air.near, 0.5))]
    c.fill(c.ramp(0, 255, horizon - 0.001, horizon + 0.002), water)
    dark = c.both(c.level(c.noise(4, 70, 3), 120, 200), c.ramp(0, 255, horizon, 1))
    c.fill(dark, air.near, 0.4)
    shimmer(c, horizon, air.light, 0.6, at=None if look.detail == "empty" else x)
    if look.detail == "headland":
        c.hills(horizon - 0.16, horizon + 0.05, 0.03, air.at(0.6), blur=0.001)
        c.fill(c.ramp(0, 255, horizon + 0.03, horizon + 0.06), water)
    if look.detail == "boat":
        _boat(c, air, c.random.uniform(0.3, 0.7), horizon + 0.07, 0.09)
    if look.detail == "jetty":
        _jetty(c, air, horizon)
    if look.figures:
        foot = 0.8 if look.detail == "jetty" else 0.99
        where = spread(c, look.figures, 0.34, 0.6)
        people(c, air.at(0.05), where, foot, 0.27 if look.detail == "jetty" else 0.42)


def _boat(c: Canvas, air: Air, x, y, size):
    def draw(pen):
        pen.polygon_at(
            x,
            y,
            [
                (a * size, b * size)
                for a, b in ((-1, 0.3), (-0.8, -0.12), (0.8, -0.12), (1.1, 0.42), (0.7, 0.25))
            ],
        )
        pen.polygon_at(
            x,
            y,
            [
                (a * size, b * size)
                for a, b in ((-0.5, 0.25), (-0.48, 0.75), (0.05, 0.75), (0.1, 0.25))
            ],
        )
        pen.polygon_at(
            x,
            y,
            [
                (a * size, b * size)
                for a, b in ((-0.2, 0.7), (-0.19, 1.7), (-0.16, 1.7), (-0.15, 0.7))
            ],
        )

    c.paint(air.at(0.15), draw, 0.001)
    c.glow(x, y - size * 1.7, 0.05, 0.05, air.light, 0.7)


def _jetty(c: Canvas, air: Air, horizon):
    left = c.random.uniform(0.36, 0.48)
    deck = [(left, horizon + 0.12), (left + 0.08, horizon + 0.12), (0.95, 1.05), (0.05, 1.05)]
    c.paint(air.at(0.25), lambda pen: pen.polygon(deck), 0.001)

    def planks(pen):
        y = horizon + 0.12
        while y < 1:
            y += 0.006 + (y - horizon) * 0.05
            pen.line([(0, y), (1, y)], 0.001 + (y - horizon) * 0.008)

    c.fill(c.both(c.mask(planks), c.mask(lambda pen: pen.polygon(deck))), air.near, 0.7)


def harbour(c: Canvas, air: Air, look):
    line = c.random.uniform(0.6, 0.7)
    sky(c, air, line, 0.7)
    if not air.is_dark:
        sun(c, air, c.random.uniform(0.15, 0.85), line - 0.2, 0.03)
    else:
        c.glow(c.random.random(), line, 1.5, 0.45, air.light, 0.5)
    c.hills(line - 0.05, line - 0.03, 0.02, air.at(0.85))
    for x in spread(c, 4, 0.02, 1.0):
        _crane(c, air.at(0.62), x, line, c.random.uniform(0.2, 0.3), c.random.choice((1, -1)))
    c.haze(air.sky[2], 0.45, line - 0.3, line)
    if look.detail == "ship":
        _ship(c, air, line)
    for x in spread(c, 2, 0.0, 1.0):
        _crane(
            c, air.at(0.2), x, line + 0.02, c.random.uniform(0.42, 0.56), c.random.choice((1, -1))
        )
    if not look.age:
        _boxes(c, air, line)
    lamps = [(c.random.uniform(0, 1), line - c.random.uniform(0.03, 0.4)) for _ in range(16)]
    for x, y in lamps if air.is_dark else lamps[:4]:
        c.glow(x, y, 0.13, 0.13, air.light, 0.4)
        c.glow(x, y, 0.04, 0.04, air.light, 1.0)
    c.reflect(line + 0.02, 0.7, 0.005, mix(air.near, air.sky[1], 0.3))
    shimmer(c, line + 0.02, air.light, 0.25)
    c.paint(air.near, lambda pen: pen.polygon([(0, 0.95), (1, 0.92), (1, 1.1), (0, 1.1)]), 0.002)
    if look.figures:
        people(c, air.near, spread(c, look.figures, 0.2, 0.75), 0.96, 0.36)


def _crane(c: Canvas, colour, x, foot, tall, turn):
    def draw(pen):
        def beam(points, thickness):
            base = x * pen.width / pen.height
            pen.line(
                [
                    ((base + a * tall * turn) * pen.height / pen.width, foot - b * tall)
                    for a, b in points
                ],
                thickness * tall,
            )

        beam([(-0.2, 0), (-0.13, 0.7)], 0.022)
        beam([(0.2, 0), (0.13, 0.7)], 0.022)
        beam([(-0.17, 0.3), (0.17, 0.3)], 0.014)
        beam([(-0.18, 0.02), (0.15, 0.6)], 0.008)
        beam([(-0.14, 0.66), (0.14, 0.66)], 0.05)
        beam([(-0.45, 0.7), (0.95, 0.78)], 0.026)
        beam([(0.0, 0.66), (0.05, 1.05)], 0.02)
        beam([(0.05, 1.05), (0.9, 0.78)], 0.008)
        beam([(0.05, 1.05), (-0.42, 0.71)], 0.008)
        beam([(0.7, 0.76), (0.7, 0.42)], 0.005)

    c.paint(colour, draw, 0.0008)


def _boxes(c: Canvas, air: Air, line):
    hues = ((150, 62, 44), (48, 92, 110), (176, 140, 66), (80, 96, 70), (120, 120, 118))
    for _ in range(3):
        x = c.random.uniform(-0.02, 0.85)
        for row in range(c.random.randint(1, 4)):
            for column in range(c.random.randint(2, 4)):
                left, top = x + column * 0.062, line + 0.02 - (row + 1) * 0.032
                colour = mix(c.random.choice(hues), air.at(0.25), 0.62 if air.is_dark else 0.45)
                c.image.paste(
                    colour,
                    (
                        round(left * c.width),
                        round(top * c.height),
                        round((left + 0.06) * c.width),
                        round((top + 0.03) * c.height),
                    ),
                )


def _ship(c: Canvas, air: Air, line):
    x = c.random.uniform(0.1, 0.3)
    hull = [
        (x, line + 0.02),
        (x - 0.02, line - 0.09),
        (x + 0.5, line - 0.075),
        (x + 0.53, line - 0.11),
        (x + 0.5, line + 0.02),
    ]
    c.paint(air.at(0.4), lambda pen: pen.polygon(hull), 0.001)
    c.paint(
        mix(air.at(0.45), air.light, 0.3),
        lambda pen: (
            pen.box(x + 0.02, line - 0.23, x + 0.1, line - 0.085),
            pen.box(x + 0.035, line - 0.29, x + 0.085, line - 0.22),
        ),
        0.001,
    )


def beacon(c: Canvas, air: Air, look):
    """A lighthouse on a rock, its beam in the mist."""
    sky(c, air, 0.72, 0.6)
    x, top = c.random.uniform(0.25, 0.75), c.random.uniform(0.24, 0.34)
    for turn in (-1, 1):
        beam = [(x, top), (x + turn * 1.1, top - 0.22), (x + turn * 1.1, top + 0.16)]
        c.light(
            c.mask(lambda pen, beam=beam: pen.polygon(beam), 0.02),
            air.light,
            0.32 if turn == 1 else 0.12,
        )
    c.hills(0.78, 0.72, 0.02, air.at(0.75))
    wide = 0.03 / c.aspect
    tower = [
        (x - wide, top + 0.03),
        (x + wide, top + 0.03),
        (x + wide * 1.7, 0.75),
        (x - wide * 1.7, 0.75),
    ]
    c.paint(mix(air.at(0.35), air.light, 0.22), lambda pen: pen.polygon(tower), 0.001)
    c.shade(
        c.both(
            c.mask(lambda pen: pen.polygon(tower)),
            c.moved(c.mask(lambda pen: pen.polygon(tower), 0.01), 0.03, 0),
        ),
        0.5,
    )
    c.paint(
        air.near,
        lambda pen: (
            pen.box(x - wide * 1.4, top + 0.025, x + wide * 1.4, top + 0.04),
            pen.polygon_at(x, top - 0.02, [(-0.035, 0), (0.035, 0), (0, 0.04)]),
        ),
        0.001,
    )
    rock = c.ridge(0.93, 0.9, 0.05)
    peak = [(t, y - 0.2 * max(0, 1 - abs(t - x) / 0.3)) for t, y in rock]
    c.paint(air.at(0.15), lambda pen: pen.polygon([*peak, (1, 1.1), (0, 1.1)]), 0.001)
    c.haze(mix(air.sky[2], air.far, 0.4), 0.6, 0.62, 1.0)
    c.glow(x, top, 0.35, 0.3, air.light, 0.9)
    c.paint((255, 250, 230), lambda pen: pen.ellipse(x, top + 0.005, 0.016))
    if look.figures:
        people(c, air.near, spread(c, look.figures, 0.08, 0.92), 0.99, 0.2)


WATER = {"sea": sea, "harbour": harbour, "beacon": beacon}
