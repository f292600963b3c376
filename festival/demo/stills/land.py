"""Scenes on dry ground: woods, roads, sand, snow and fields."""

from festival.demo.stills.air import Air, sky, sun
from festival.demo.stills.canvas import Canvas, mix
from festival.demo.stills.figures import beside, people, spread


def forest(c: Canvas, air: Air, look):
    c.image = c.column([(0, mix(air.sky[2], air.light, 0.4)), (0.6, air.sky[2]), (1, air.sky[1])])
    x = c.random.uniform(0.25, 0.75)
    c.glow(x, 0.25, 0.9, 0.8, air.light, 0.6)
    for depth in (1.0, 0.8, 0.6, 0.4, 0.22, 0.05):
        colour = air.at(depth * 0.9)
        ground = 0.62 + (1 - depth) * 0.3
        c.hills(ground, ground + 0.01, 0.03, colour, blur=0.002)
        _trunks(c, colour, depth, ground)
        if depth == 0.4 and look.figures:
            c.glow(x, ground, 0.5, 0.42, air.light, 0.45)
            places = spread(c, look.figures, x - 0.07, x + 0.07)
            people(c, air.near, places, ground + 0.1, 0.34)
        if depth > 0.3:
            c.light(c.level(c.noise(4, 3), 90, 220), mix(air.light, air.far, 0.5), 0.12)
    beams = c.mask(lambda pen: _beams(c, pen, x), 0.02)
    c.light(c.both(beams, c.ramp(200, 0, 0, 0.9)), air.light, 0.3)


def _trunks(c: Canvas, colour, depth, ground):
    width = 0.012 + (1 - depth) ** 2 * 0.075

    def draw(pen):
        for _ in range(round(5 + depth * 16)):
            x, lean = c.random.uniform(-0.02, 1.02), c.random.uniform(-0.025, 0.025)
            wide = width * c.random.uniform(0.6, 1.3) / c.aspect
            pen.polygon(
                [
                    (x - wide * 0.35 + lean, -0.05),
                    (x + wide * 0.35 + lean, -0.05),
                    (x + wide * 0.6, ground + 0.04),
                    (x - wide * 0.6, ground + 0.04),
                ]
            )
            for _ in range(4):
                y, reach = c.random.uniform(0.0, 0.5), c.random.choice((-1, 1)) * wide * 5
                pen.line([(x + lean * 0.5, y), (x + reach, y - 0.08)], width * 0.16)

    c.paint(colour, draw, 0.001 + 0.004 * (1 - depth) * (depth < 0.1))


def _beams(c: Canvas, pen, x):
    for _ in range(6):
        foot = x + c.random.uniform(-0.7, 0.7)
        pen.polygon([(x - 0.01, -0.1), (x + 0.01, -0.1), (foot + 0.07, 1), (foot - 0.03, 1)])


def road(c: Canvas, air: Air, look):
    sky(c, air, 0.55, 0.7)
    for depth, height in ((0.95, 0.3), (0.75, 0.4), (0.5, 0.5)):
        start, end = height + c.random.uniform(-0.1, 0.08), height + c.random.uniform(-0.1, 0.08)
        c.hills(start, end, 0.17, air.at(depth), details=7)
        c.haze(mix(air.sky[2], air.far, 0.3), 0.4, height, height + 0.25)
    c.hills(0.6, 0.63, 0.03, air.at(0.35))
    end = c.random.uniform(0.42, 0.6)
    bend = c.random.choice((-0.22, 0.22))

    def edge(offset):
        return [
            (end + bend * (1 - t) ** 2 * t * 3.2 + offset * t**1.8, 0.6 + 0.45 * t)
            for t in [n / 20 for n in range(21)]
        ]

    tarmac = mix(air.at(0.45), (120, 120, 122), 0.3)
    c.paint(tarmac, lambda pen: pen.polygon([*edge(-0.42), *reversed(edge(0.42))]), 0.001)
    middle = edge(0)
    dashes = [middle[n : n + 2] for n in range(3, 20, 2)]
    c.paint(
        mix(tarmac, air.light, 0.6),
        lambda pen: [pen.line(d, 0.002 + 0.012 * (d[0][1] - 0.6)) for d in dashes],
    )
    rough = c.both(c.level(c.noise(40, 30, 2), 120, 210), c.ramp(0, 255, 0.6, 0.75))
    c.fill(rough, air.near, 0.35)
    if look.detail == "car":
        x, y = middle[5]
        c.paint(
            air.near,
            lambda pen: (
                pen.ellipse(x, y - 0.028, 0.04, 0.026),
                pen.box(x - 0.03, y - 0.03, x + 0.03, y),
            ),
            0.001,
        )
        for dx in (-0.021, 0.021):
            c.glow(x + dx, y - 0.012, 0.11, 0.07, air.light, 0.95)
            c.paint((255, 250, 235), lambda pen, dx=dx: pen.ellipse(x + dx, y - 0.012, 0.006))
    if look.figures:
        people(c, air.near, spread(c, look.figures, 0.25, 0.5), 0.92, 0.32)


def desert(c: Canvas, air: Air, look):
    sky(c, air, 0.5, 0.25)
    sun(c, air, c.random.uniform(0.2, 0.8), 0.2, 0.028)
    sand = mix(air.sky[2], (214, 156, 92), 0.6)
    turn = c.random.choice((0, 1))
    for number, height in enumerate((0.5, 0.58, 0.7)):
        crest = c.random.uniform(0.25, 0.75)
        lit = mix(sand, air.far, 0.55 - number * 0.22)
        dark = mix(lit, air.near, 0.5)
        top = height - c.random.uniform(0.06, 0.15)
        curve = [
            (t, height - (height - top) * (1 - abs(t - crest) / max(crest, 1 - crest)) ** 1.5)
            for t in [n / 40 for n in range(41)]
        ]
        c.paint(
            [(0, lit), (top, mix(lit, air.light, 0.35)), (1, mix(lit, air.near, 0.2))],
            lambda pen, curve=curve: pen.polygon([*curve, (1, 1.1), (0, 1.1)]),
            0.001,
        )
        side = [p for p in curve if (p[0] >= crest) == bool(turn)]
        way = 1 if turn else -1
        slope = [
            (crest + way * (0.02 + 0.5 * t**1.6), top + (height + 0.3 - top) * t)
            for t in [n / 20 for n in range(21)]
        ]
        outer = [(1.1 if turn else -0.1, height + 0.3), (1.1 if turn else -0.1, height)]
        points = [*slope, *outer, *(reversed(side) if turn else side)]
        c.paint(dark, lambda pen, points=points: pen.polygon(points), 0.003, 0.8)
        if number == 1 and look.figures:
            where = spread(c, look.figures, crest - 0.15, crest + 0.2)
            people(c, air.near, where, height - 0.03, 0.085, pose="walk")
    waves = c.both(c.level(c.noise(6, 60, 3), 128, 185), c.ramp(0, 200, 0.62, 1))
    c.fill(waves, mix(sand, air.near, 0.55), 0.35)
    c.haze(air.sky[2], 0.3, 0.35, 0.55)


def snow(c: Canvas, air: Air, look):
    white = mix(air.sky[2], (236, 240, 244), 0.62)
    sky(c, air, 0.5, 0.3)
    c.hills(0.4, 0.44, 0.1, mix(air.at(0.9), white, 0.4))
    line = c.hills(0.5, 0.48, 0.015, white)

    def firs(pen):
        for _ in range(90):
            x = c.random.uniform(0, 1) ** (1.0 if look.detail == "wood" else 1.8)
            tall = c.random.uniform(0.03, 0.085)
            y = line[round(x * (len(line) - 1))][1] + 0.012
            pen.polygon_at(x, y, [(-tall * 0.26, 0), (tall * 0.26, 0), (0, tall)])

    c.paint(mix(air.at(0.5), white, 0.1), firs, 0.001)
    c.haze(air.sky[2], 0.5, 0.3, 0.52)
    c.fill(c.ramp(0, 255, 0.5, 0.56), [(0.5, white), (1, mix(white, air.sky[0], 0.38))])
    drift = c.both(c.level(c.noise(3, 9), 120, 200), c.ramp(0, 255, 0.52, 0.7))
    c.fill(drift, mix(white, air.sky[0], 0.5), 0.45)
    house = c.random.uniform(0.2, 0.75)
    if look.detail == "house":
        _house(c, air, house, 0.62, 0.15, white)
    if look.figures:
        where = beside(c, look.figures, house)
        trail = c.random.uniform(-0.2, 0.2)
        steps = [
            (where[0] + trail * t * t + 0.004 * (-1) ** n, 0.8 + 0.25 * t)
            for n, t in enumerate(k / 18 for k in range(1, 18))
        ]
        c.paint(
            mix(white, air.near, 0.45),
            lambda pen: [
                pen.ellipse(x, y, 0.004 + (y - 0.8) * 0.03, 0.002 + (y - 0.8) * 0.014)
                for x, y in steps
            ],
            0.001,
        )
        people(c, air.at(0.12), where, 0.8, 0.2)
    flakes = [
        (c.random.random(), c.random.random(), c.random.uniform(0.001, 0.006)) for _ in range(260)
    ]
    c.paint((250, 252, 255), lambda pen: [pen.ellipse(*flake) for flake in flakes], 0.001, 0.75)


def _house(c: Canvas, air: Air, x, foot, size, roof):
    wall = mix(air.at(0.3), (110, 44, 36), 0.35)
    c.paint(
        wall,
        lambda pen: pen.polygon_at(
            x, foot, [(-size, 0), (size, 0), (size, 0.8 * size), (-size, 0.8 * size)]
        ),
        0.001,
    )
    c.paint(
        mix(roof, wall, 0.12),
        lambda pen: pen.polygon_at(
            x,
            foot,
            [
                (-size * 1.15, 0.75 * size),
                (size * 1.15, 0.75 * size),
                (size * 0.85, 1.5 * size),
                (-size * 0.85, 1.5 * size),
            ],
        ),
        0.001,
    )
    at = x + 0.3 * size / c.aspect
    c.paint(
        (255, 205, 120),
        lambda pen: pen.polygon_at(
            at,
            foot,
            [
                (-size * 0.16, size * 0.25),
                (size * 0.16, size * 0.25),
                (size * 0.16, size * 0.6),
                (-size * 0.16, size * 0.6),
            ],
        ),
    )
    c.glow(at, foot - 0.4 * size, size * 1.6, size * 1.4, (255, 190, 100), 0.6)


def field(c: Canvas, air: Air, look):
    line = c.random.choice((0.52, 0.68, 0.74))
    sky(c, air, line, 1.0)
    c.hills(line - 0.02, line - 0.03, 0.02, air.at(0.7))
    ground = mix(mix(air.sky[2], (150, 132, 66), 0.62), air.near, 0.62 if air.is_dark else 0.12)
    c.fill(
        c.ramp(0, 255, line - 0.002, line + 0.002),
        [(line, mix(ground, air.far, 0.3)), (1, mix(ground, air.near, 0.55))],
    )
    blades = c.both(c.level(c.noise(160, 14, 2), 110, 200), c.ramp(0, 255, line, 1))
    c.fill(blades, mix(ground, air.near, 0.6), 0.55)
    c.light(
        c.both(c.level(c.noise(220, 10, 2), 140, 215), c.ramp(30, 150, line, 1)), air.light, 0.3
    )
    x = c.random.uniform(0.2, 0.8)
    if look.detail == "house":
        _house(c, air, x, line + 0.02, 0.09, air.at(0.3))
    elif look.detail == "tree":
        _tree(c, air, x, line + 0.02, 0.36)
    elif look.detail == "poles":
        _poles(c, air, line)
    elif look.detail == "goats":
        _goats(c, air, line)
    if look.figures:
        people(c, air.at(0.08), beside(c, look.figures, x), 0.9, 0.34)


def _tree(c: Canvas, air: Air, x, foot, tall):
    def draw(pen):
        pen.polygon_at(
            x,
            foot,
            [
                (-0.02 * tall, 0),
                (0.03 * tall, 0),
                (0.015 * tall, 0.5 * tall),
                (-0.015 * tall, 0.5 * tall),
            ],
        )
        for turn in (-1, 1):
            pen.polygon_at(
                x,
                foot,
                [
                    (-0.012 * tall, 0.3 * tall),
                    (turn * 0.2 * tall, 0.72 * tall),
                    (0.014 * tall, 0.42 * tall),
                ],
            )
        for _ in range(420):
            dx, dy = c.random.gauss(0, 0.2), c.random.gauss(0.74, 0.13)
            pen.ellipse(
                x + dx * tall / c.aspect,
                foot - max(0.42, dy) * tall,
                tall * c.random.uniform(0.012, 0.04),
            )

    c.paint(air.at(0.18), draw, 0.0015)


def _poles(c: Canvas, air: Air, line):
    tops = []
    for n in range(7):
        t = 0.72**n
        tops.append((0.5 + (0.46 * t if n % 7 else 0.46), line + 0.25 * t - 0.62 * t, t))
    colour = air.at(0.2)

    def draw(pen):
        for x, y, t in tops:
            pen.box(x - 0.004 * t, y, x + 0.004 * t, y + 0.64 * t)
            pen.box(x - 0.035 * t, y + 0.04 * t, x + 0.035 * t, y + 0.052 * t)
        for (x, y, t), (x2, y2, t2) in zip(tops, tops[1:], strict=False):
            for side in (-0.03, 0.03):
                pen.line(
                    [
                        (x + side * t, y + 0.04 * t),
                        ((x + x2) / 2, (y + y2) / 2 + 0.1 * t),
                        (x2 + side * t2, y2 + 0.04 * t2),
                    ],
                    0.002,
                )

    c.paint(colour, draw, 0.0008)


def _goats(c: Canvas, air: Air, line):
    def draw(pen):
        for x in spread(c, 7, 0.1, 0.9):
            y, size = line + c.random.uniform(0.03, 0.16), c.random.uniform(0.045, 0.06)
            turn = c.random.choice((1, -1))
            for part in (
                [(-0.6, 0.5), (0.5, 0.55), (0.62, 0.3), (0.5, 0.2), (-0.6, 0.2)],
                [(-0.55, 0.3), (-0.42, 0.3), (-0.45, -0.3), (-0.52, -0.3)],
                [(0.4, 0.3), (0.54, 0.3), (0.5, -0.3), (0.43, -0.3)],
                [(0.4, 0.5), (0.75, 0.85), (1.05, 0.68), (1.0, 0.58), (0.78, 0.6), (0.6, 0.3)],
                [(0.78, 0.82), (0.62, 1.1), (0.72, 1.06), (0.86, 0.8)],
            ):
                pen.polygon_at(x, y, [(a * size * turn, b * size) for a, b in part])

    c.paint(air.at(0.15), draw, 0.001)


LAND = {"forest": forest, "road": road, "desert": desert, "snow": snow, "field": field}
