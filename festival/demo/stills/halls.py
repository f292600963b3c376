"""Scenes in larger houses: baths, theatres, corridors, archives."""

from festival.demo.stills.air import Air
from festival.demo.stills.canvas import Canvas, mix
from festival.demo.stills.figures import HEADS, people, person, spread
from festival.demo.stills.rooms import WALLS


def pool(c: Canvas, air: Air, look):
    """A swimming bath, lanes running into the depth."""
    line, end = c.random.uniform(0.42, 0.5), c.random.uniform(0.4, 0.6)
    hall = mix((176, 192, 186), air.near, 0.25)
    c.image = c.column(
        [(0, mix(hall, air.near, 0.35)), (line, mix(hall, air.light, 0.3)), (1, hall)]
    )
    for n in range(7):
        x = 0.06 + n * 0.15
        c.light(
            c.mask(lambda pen, x=x: pen.box(x, 0.06, x + 0.085, line - 0.1), 0.006), air.light, 0.5
        )
    water = mix(mix(air.sky[1], (34, 150, 160), 0.68), air.near, 0.15)
    c.fill(
        c.ramp(0, 255, line, line + 0.006),
        [(line, mix(water, air.light, 0.5)), (0.75, water), (1, mix(water, air.near, 0.45))],
    )

    def lanes(pen):
        for n in range(-4, 5):
            pen.polygon(
                [
                    (end + n * 0.055, line),
                    (end + n * 0.055 + 0.003, line),
                    (end + n * 0.34 + 0.03, 1.05),
                    (end + n * 0.34, 1.05),
                ]
            )

    mask = c.mask(lanes, 0.002)
    c.fill(c.both(mask, c.level(c.noise(6, 60, 2), 100, 150)), (190, 62, 48), 0.85)
    caustic = c.noise(26, 20, 2)
    web = c.without(c.level(caustic, 118, 132), c.level(caustic, 132, 146))
    c.light(c.both(c.soft(web, 0.0015), c.ramp(0, 220, line, 1)), (225, 255, 245), 0.55)
    c.light(c.both(c.level(c.noise(5, 50, 2), 150, 200), c.ramp(200, 40, line, 1)), air.light, 0.4)
    c.paint(
        mix(hall, (255, 255, 255), 0.3),
        lambda pen: pen.box(-0.1, line - 0.02, 1.1, line + 0.006),
        0.001,
    )
    if look.detail == "swimmer":
        x, y = end + 0.1, 0.68
        c.light(
            c.mask(
                lambda pen: (
                    pen.ellipse(x - 0.03, y + 0.02, 0.16, 0.022),
                    pen.ellipse(x + 0.05, y, 0.08, 0.015),
                ),
                0.006,
            ),
            (255, 255, 255),
            0.5,
        )
        c.paint(
            mix(air.near, (120, 76, 58), 0.5),
            lambda pen: (
                pen.ellipse(x, y - 0.02, 0.035, 0.04),
                pen.polygon_at(x, y, [(-0.2, 0.0), (0.02, 0.03), (0.04, -0.01), (-0.18, -0.015)]),
                pen.polygon_at(x, y, [(-0.02, 0.03), (-0.08, 0.14), (0.1, 0.02), (-0.06, 0.1)]),
            ),
            0.0015,
        )
    elif look.figures:
        people(
            c,
            mix(air.near, (70, 60, 60), 0.3),
            spread(c, look.figures, 0.2, 0.8),
            line + 0.02,
            0.3,
            head="bare",
            pose="stand",
        )


def stage(c: Canvas, air: Air, look):
    """A curtain, a spot of light, and rows of heads before it."""
    hue = c.random.choice(
        ((150, 24, 28), (122, 20, 44), (40, 62, 96), (46, 84, 66), (150, 104, 40))
    )
    cloth = mix(hue, air.near, 0.3)
    c.image = c.column(
        [
            (0, mix(cloth, air.near, 0.75)),
            (0.4, cloth),
            (0.74, mix(cloth, air.near, 0.2)),
            (1, air.near),
        ]
    )
    folds = c.noise(18, 1, 3)
    c.shade(c.level(folds, 96, 170), 0.72)
    c.light(
        c.both(c.level(c.noise(22, 1, 3), 140, 210), c.ramp(60, 200, 0, 0.7)),
        mix(hue, air.light, 0.4),
        0.4,
    )
    floor = 0.76
    boards = mix((96, 66, 44), air.near, 0.5)
    c.fill(
        c.ramp(0, 255, floor - 0.002, floor + 0.002),
        [(floor, mix(boards, air.light, 0.2)), (1, air.near)],
    )
    x = c.random.uniform(0.35, 0.65)
    if look.detail != "dark":
        c.light(
            c.mask(
                lambda pen: pen.polygon(
                    [
                        (x - 0.02, -0.1),
                        (x + 0.02, -0.1),
                        (x + 0.16, floor + 0.03),
                        (x - 0.16, floor + 0.03),
                    ]
                ),
                0.02,
            ),
            air.light,
            0.16,
        )
        c.light(
            c.mask(lambda pen: pen.ellipse(x, floor + 0.025, 0.3, 0.035), 0.008), air.light, 0.65
        )
        c.light(c.mask(lambda pen: pen.ellipse(x, 0.5, 0.26, 0.3), 0.05), air.light, 0.28)
    if look.figures:
        places = [x + (n - (look.figures - 1) / 2) * 0.1 for n in range(look.figures)]
        mask = c.mask(
            lambda pen: [
                person(
                    pen,
                    p,
                    floor + 0.03,
                    0.44,
                    pose=c.random.choice(("stand", "arms")),
                    head=look.head or c.random.choice(HEADS),
                )
                for p in places
            ],
            0.001,
        )
        c.fill(mask, mix(air.near, hue, 0.12))
        c.light(c.without(mask, c.moved(mask, 0.0, 0.008)), air.light, 0.8)

    def heads(pen):
        for row, (y, size) in enumerate(((0.93, 0.06), (1.02, 0.085))):
            for place in spread(c, 13 - row * 3, -0.02, 1.02):
                pen.ellipse(place, y, size * 0.8, size)
                pen.ellipse(place, y + size * 1.9, size * 1.7, size * 1.2)

    c.paint(mix(air.near, (0, 0, 0), 0.4), heads, 0.003)


def corridor(c: Canvas, air: Air, look):
    """A corridor in one-point perspective, lamps above, a door at its end."""
    x, y = c.random.uniform(0.42, 0.58), c.random.uniform(0.42, 0.5)
    wall = mix(c.random.choice(WALLS), air.near, 0.35)
    c.image.paste(wall, (0, 0, c.width, c.height))
    far = (x - 0.06, y - 0.11, x + 0.06, y + 0.13)
    corners = ((-0.1, -0.2), (1.1, -0.2), (1.1, 1.2), (-0.1, 1.2))
    inner = ((far[0], far[1]), (far[2], far[1]), (far[2], far[3]), (far[0], far[3]))
    shades = (0.35, 0.15, 0.62, 0.3)
    for n, shade in enumerate(shades):
        m = (n + 1) % 4
        side = [corners[n], corners[m], inner[m], inner[n]]
        c.paint(mix(wall, air.near, shade), lambda pen, side=side: pen.polygon(side), 0.001)
    for n in range(1, 8):
        t = 0.66**n
        for n_side in (1, 3):
            near, deep = corners[n_side], inner[n_side]
            near2, deep2 = corners[(n_side + 1) % 4], inner[(n_side + 1) % 4]
            for part in ((t, t * 0.82),):
                a, b = ((deep[0] + (near[0] - deep[0]) * p) for p in part)
                tops = [deep[1] + (near[1] - deep[1]) * p for p in part]
                feet = [deep2[1] + (near2[1] - deep2[1]) * p for p in part]
                lintel = (
                    [top + (foot - top) * 0.28 for top, foot in zip(tops, feet, strict=True)]
                    if n_side == 1
                    else [foot + (top - foot) * 0.28 for top, foot in zip(feet, tops, strict=True)]
                )
                bottom = feet if n_side == 1 else tops
                c.patch(
                    mix(wall, air.near, 0.68),
                    [(a, lintel[0]), (b, lintel[1]), (b, bottom[1]), (a, bottom[0])],
                )
    for n in range(1, 8):
        t = 0.66**n
        ly = inner[0][1] + (corners[0][1] - inner[0][1]) * t
        lamp = c.mask(
            lambda pen, t=t, ly=ly: pen.box(x - 0.09 * t, ly, x + 0.09 * t, ly + 0.025 * t), 0.002
        )
        if n != 3 or look.detail != "broken":
            c.light(lamp, (255, 255, 255), 0.95)
            c.glow(x, ly, 0.5 * t, 0.22 * t, air.light, 0.6)
            c.light(
                c.mask(
                    lambda pen, t=t: pen.ellipse(
                        x, inner[2][1] + (corners[2][1] - inner[2][1]) * t, 0.2 * t, 0.035 * t
                    ),
                    0.006,
                ),
                air.light,
                0.28,
            )
    c.paint(mix(air.light, (255, 255, 255), 0.3), lambda pen: pen.box(*far), 0.002)
    c.glow(x, y, 0.3, 0.32, air.light, 0.55)
    if look.figures:
        places = [x + (n - (look.figures - 1) / 2) * 0.05 for n in range(look.figures)]
        people(c, air.near, places, y + 0.23, 0.3, pose="walk")


def shelves(c: Canvas, air: Air, look):
    """An archive: rows of boxes that run towards a lamp."""
    x, y = c.random.uniform(0.35, 0.65), 0.47
    c.image = c.column(
        [(0, mix(air.near, air.far, 0.2)), (0.5, mix(air.near, air.far, 0.5)), (1, air.near)]
    )
    c.glow(x, y, 0.7, 0.6, air.light, 0.6)
    hues = (
        (156, 128, 92),
        (120, 96, 74),
        (170, 154, 124),
        (96, 88, 84),
        (140, 78, 58),
        (84, 100, 104),
    )
    t = 0.06
    while t < 1.3:
        step = t * 0.2
        for side in (-1, 1):
            for row in range(-4, 4):
                shade = mix(c.random.choice(hues), air.near, min(0.8, 0.25 + 0.5 * (t - 0.06)))
                a, b = x + side * (0.06 + t * 0.5), x + side * (0.06 + (t + step * 0.86) * 0.5)
                tall = c.random.uniform(0.62, 0.9)

                def at(level, reach):
                    return y + level * reach * 0.2

                box = [
                    (a, at(row + 1, t)),
                    (b, at(row + 1, t + step)),
                    (b, at(row + 1 - tall, t + step)),
                    (a, at(row + 1 - tall, t)),
                ]
                c.patch(shade, box)
        t += step
    c.shade(c.level(c.noise(6, 5), 120, 220), 0.35)
    c.haze(mix(air.light, air.far, 0.6), 0.12)
    c.glow(x, y, 0.5, 0.45, air.light, 0.6)
    if look.figures:
        people(
            c,
            air.near,
            [x + (n - (look.figures - 1) / 2) * 0.09 for n in range(look.figures)],
            0.86,
            0.5,
        )


def stairs(c: Canvas, air: Air, look):
    """A staircase from the side, a window above it; somebody sits on a step."""
    wall = mix(c.random.choice(WALLS), air.near, 0.3)
    c.image = c.column([(0, mix(wall, air.light, 0.12)), (1, mix(wall, air.near, 0.55))])
    c.fill(c.level(c.noise(22, 14), 115, 200), air.near, 0.25)
    turn = c.random.choice((1, -1))
    pane = 0.2 if turn > 0 else 0.66
    c.paint(
        mix(air.light, (255, 255, 255), 0.4), lambda pen: pen.box(pane, 0.06, pane + 0.14, 0.36)
    )
    c.glow(pane + 0.07, 0.2, 0.75, 0.6, air.light, 0.55)
    c.paint(air.near, lambda pen: pen.box(pane + 0.067, 0.06, pane + 0.073, 0.36), 0.001, 0.8)
    beam = [(pane, 0.3), (pane + 0.14, 0.1), (pane + turn * 0.9, 1.0), (pane + turn * 0.5, 1.2)]
    c.light(c.mask(lambda pen: pen.polygon(beam), 0.04), air.light, 0.2)
    count = 11
    edge = [(0.5 + turn * (n / count - 0.5) * 1.1, 0.98 - n * 0.062) for n in range(count + 1)]
    outline = [edge[0]]
    for (x, _), (x2, y2) in zip(edge, edge[1:], strict=False):
        outline += [(x, y2), (x2, y2)]
    block = [
        *outline,
        (edge[-1][0] + turn * 0.5, edge[-1][1]),
        (0.5 + turn, 1.2),
        (edge[0][0], 1.2),
    ]
    c.paint(mix(wall, air.near, 0.72), lambda pen: pen.polygon(block), 0.001)
    treads = [
        (min(x, x2), y2, max(x, x2)) for (x, _), (x2, y2) in zip(edge, edge[1:], strict=False)
    ]
    lit = c.mask(lambda pen: [pen.box(a, y, b, y + 0.012) for a, y, b in treads], 0.001)
    c.light(lit, air.light, 0.4)
    rail = [(x, y - 0.27) for x, y in edge]
    posts = [[(x, y), (x, y - 0.27)] for x, y in edge]
    if look.figures:
        x, y = edge[count // 2]
        mask = c.mask(
            lambda pen: person(
                pen, x, y + 0.075, 0.62, pose="sit", head=look.head or "scarf", turn=-turn
            ),
            0.001,
        )
        c.fill(mask, mix(air.near, wall, 0.1))
        c.light(c.without(mask, c.moved(mask, 0.005 * turn, 0.005)), air.light, 0.6)
    c.paint(
        mix(air.near, wall, 0.12),
        lambda pen: (pen.line(rail, 0.014), [pen.line(post, 0.006) for post in posts]),
        0.001,
    )


HALLS = {"stairs": stairs, "pool": pool, "stage": stage, "corridor": corridor, "shelves": shelves}
