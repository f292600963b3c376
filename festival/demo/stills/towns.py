"""Scenes of streets, houses and crowds."""

from festival.demo.stills.air import Air, sky, sun
from festival.demo.stills.canvas import Canvas, mix, smooth
from festival.demo.stills.figures import HEADS, people, person, spread

WARM = ((255, 205, 130), (255, 186, 96), (250, 226, 178), (190, 220, 235))


def street(c: Canvas, air: Air, look):
    """A street between houses, its lamps on wet stone."""
    line = c.random.uniform(0.56, 0.64)
    sky(c, air, line, 0.5)
    end = c.random.uniform(0.4, 0.6)
    c.glow(end, line - 0.05, 0.6, 0.5, air.light, 0.5)
    for depth in (0.9, 0.65, 0.4, 0.15):
        near = 1 - depth
        colour = mix(air.at(depth * 0.85), air.sky[2], 0.16)
        for side in (-1, 1):
            edge = end + side * (0.05 + near * 0.42)
            top = line - (0.16 + near * 0.5) * c.random.uniform(0.75, 1.15)
            far = 1.1 if side > 0 else -0.1
            left, right = min(edge, far), max(edge, far)
            c.patch(colour, [(left, top), (right, top), (right, 1.1), (left, 1.1)])
            _panes(c, air, (left, top, right, line), near)
        c.haze(mix(air.sky[2], air.far, 0.5), 0.3 * depth, line - 0.4, line)
    ground = mix(air.near, air.far, 0.25)
    c.fill(
        c.ramp(0, 255, line, line + 0.004), [(line, mix(ground, air.light, 0.25)), (1, air.near)]
    )
    c.reflect(line, 0.55, 0.004, ground)
    for n in range(4):
        near = 0.25 + n * 0.22
        for side in (-1, 1):
            x = end + side * near * 0.34
            y = line - near * 0.34
            post = [
                (x - 0.002, y),
                (x + 0.002, y),
                (x + 0.002, line + near * 0.06),
                (x - 0.002, line + near * 0.06),
            ]
            c.patch(air.near, post)
            c.glow(x, y, 0.05 + near * 0.09, 0.05 + near * 0.09, air.light, 0.85)
    if look.figures:
        people(c, air.near, spread(c, look.figures, end - 0.15, end + 0.15), 0.9, 0.42)


def _panes(c: Canvas, air: Air, place, near):
    left, top, right, foot = place
    wide, tall = 0.012 + near * 0.03, 0.022 + near * 0.05

    def draw(pen):
        y = top + tall * 0.6
        while y + tall < foot - 0.05:
            x = left + wide * 0.7
            while x + wide < right:
                if c.random.random() < (0.42 if air.is_dark else 0.18):
                    pen.box(x, y, x + wide / 1.4, y + tall, c.random.randint(90, 255))
                x += wide * 1.9
            y += tall * 1.8

    c.fill(c.mask(draw, 0.0008), c.random.choice(WARM), 0.85)


def windows(c: Canvas, air: Air, look):
    """The front of one house, flat to the lens; somebody stands in one of the lit windows."""
    wall = mix(air.sky[1], air.near, 0.45)
    c.image = c.column([(0, mix(wall, air.sky[0], 0.3)), (1, mix(wall, air.near, 0.5))])
    c.fill(c.level(c.noise(30, 18, 4), 110, 190), air.near, 0.3)
    columns, rows = c.random.choice(((5, 3), (7, 4), (4, 2), (9, 5)))
    wide, tall = 0.5 / columns, 0.62 / rows
    places = [(col, row) for row in range(rows) for col in range(columns)]
    lit = set(c.random.sample(places, max(2, len(places) // 4)))
    standing = c.random.choice(sorted(lit))
    for col, row in places:
        x, y = (col + 0.5) / columns - wide / 2, (row + 0.5) / rows - tall / 2
        _window(
            c,
            air,
            (x, y, x + wide, y + tall),
            (col, row) in lit,
            look.figures and (col, row) == standing,
        )
    for row in range(1, rows):
        y = row / rows
        c.shade(c.mask(lambda pen, y=y: pen.box(0, y - 0.012, 1, y), 0.004), 0.4)
    if look.detail == "rain":
        drops = [(c.random.random(), c.random.random()) for _ in range(170)]
        c.paint(
            (220, 230, 240),
            lambda pen: [pen.line([(x, y), (x - 0.006, y + 0.07)], 0.0014) for x, y in drops],
            0.001,
            0.35,
        )
    c.light(c.side(120, 0), air.light, 0.15)


def _window(c: Canvas, air: Air, place, is_lit, is_somebody_there):
    left, top, right, foot = place
    middle, half = (left + right) / 2, (right - left) / 2
    sill = [
        (left - 0.006, top - 0.012),
        (right + 0.006, top - 0.012),
        (right + 0.006, foot + 0.016),
        (left - 0.006, foot + 0.016),
    ]
    c.patch(mix(air.near, air.sky[1], 0.16), sill)
    if not is_lit:
        glass = mix(air.near, air.sky[0], 0.35)
        step = (foot - top) / 8
        for n in range(8):
            y = top + n * step
            c.patch(
                mix(glass, air.sky[2], 0.35 * (1 - n / 8)),
                [(left, y), (right, y), (right, y + step), (left, y + step)],
            )
    else:
        lamp = c.random.choice(WARM[:3])
        c.paint([(top, lamp), (foot, mix(lamp, (120, 60, 30), 0.55))], lambda pen: pen.box(*place))
        c.glow(middle, (top + foot) / 2, half * 2.6, (foot - top) * 0.9, lamp, 0.4)
        reach = c.random.uniform(0.25, 0.6)
        curtain = mix(lamp, (150, 90, 60), 0.6)
        c.paint(
            curtain,
            lambda pen: (
                pen.box(left, top, left + half * reach, foot),
                pen.box(right - half * reach, top, right, foot),
            ),
            0.002,
            0.7,
        )
        if is_somebody_there:
            dark = c.mask(
                lambda pen: person(
                    pen,
                    middle,
                    foot + (foot - top) * 0.45,
                    (foot - top) * 1.18,
                    head=c.random.choice(HEADS),
                ),
                0.001,
            )
            c.fill(
                c.both(dark, c.mask(lambda pen: pen.box(*place))), mix(air.near, (40, 20, 10), 0.5)
            )
    bar, frame = top + (foot - top) * 0.3, mix(air.near, air.far, 0.2)
    c.patch(
        frame,
        [
            (middle - 0.002, top),
            (middle + 0.002, top),
            (middle + 0.002, foot),
            (middle - 0.002, foot),
        ],
    )
    c.patch(frame, [(left, bar), (right, bar), (right, bar + 0.006), (left, bar + 0.006)])


def skyline(c: Canvas, air: Air, look):
    """A city far below, its windows lit one by one, seen from a roof."""
    sky(c, air, 0.7, 0.5)
    if look.detail == "moon":
        sun(c, air, c.random.uniform(0.2, 0.8), 0.2, 0.03)
    for depth, base, wide in ((0.9, 0.62, 0.03), (0.6, 0.72, 0.05), (0.3, 0.86, 0.08)):
        x = -0.02
        blocks = []
        while x < 1.02:
            size = wide * c.random.uniform(0.6, 1.6)
            blocks.append(
                (x, base - c.random.uniform(0.05, 0.36) * (1.1 - depth * 0.4), x + size, 1.1)
            )
            x += size
        c.paint(
            air.at(depth * 0.9), lambda pen, blocks=blocks: [pen.box(*b) for b in blocks], 0.001
        )
        lamps = c.mask(lambda pen, blocks=blocks, depth=depth: _dots(c, pen, blocks, depth), 0.0006)
        c.fill(lamps, c.random.choice(WARM), 0.9 if air.is_dark else 0.45)
        c.haze(mix(air.sky[2], air.far, 0.4), 0.45, 0.45, 0.85)
    c.paint(air.near, lambda pen: pen.polygon([(0, 0.9), (1, 0.87), (1, 1.1), (0, 1.1)]), 0.003)
    if look.detail == "laundry":
        _laundry(c, air)
    if look.figures:
        people(c, air.near, spread(c, look.figures, 0.25, 0.7), 0.93, 0.46)


def _dots(c: Canvas, pen, blocks, depth):
    step = 0.012 + (1 - depth) * 0.014
    for left, top, right, _ in blocks:
        y = top + step
        while y < 0.95:
            x = left + step * 0.4
            while x + step * 0.5 < right:
                if c.random.random() < 0.3:
                    pen.box(x, y, x + step * 0.32, y + step * 0.6, c.random.randint(70, 255))
                x += step * 0.75
            y += step * 1.5


def _laundry(c: Canvas, air: Air):
    sag = [(t / 12, 0.36 + 0.24 * (t / 12 - 0.5) ** 2 - 0.02) for t in range(13)]
    c.paint(air.near, lambda pen: pen.line(sag, 0.003))
    hues = ((196, 84, 66), (232, 226, 210), (72, 110, 140), (214, 178, 92), (238, 236, 230))
    for n in range(1, 11):
        x, y = sag[n]
        tall, wide = c.random.uniform(0.12, 0.26), c.random.uniform(0.028, 0.05)
        lean = c.random.uniform(-0.02, 0.02)
        sheet = [
            (x - wide, y),
            (x + wide, y),
            (x + wide + lean, y + tall),
            (x - wide + lean, y + tall * 0.95),
        ]
        colour = mix(c.random.choice(hues), air.at(0.4), 0.5)
        c.paint(
            [(y, mix(colour, air.light, 0.35)), (y + tall, colour)],
            lambda pen, sheet=sheet: pen.polygon(sheet),
            0.001,
        )


def crowd(c: Canvas, air: Air, look):
    """Many heads against the light of a square."""
    c.image = c.column([(0, air.sky[0]), (0.4, air.sky[1]), (0.75, air.sky[2]), (1, air.sky[1])])
    x = c.random.uniform(0.3, 0.7)
    c.glow(x, 0.4, 1.0, 0.7, air.light, 0.8)
    for _ in range(14):
        c.glow(
            c.random.random(),
            c.random.uniform(0.05, 0.5),
            *(c.random.uniform(0.03, 0.08),) * 2,
            air.light,
            0.4,
        )
    for depth in (0.85, 0.6, 0.35, 0.1):
        size = 0.3 + (1 - depth) * 0.5
        foot = 0.62 + (1 - depth) * 0.85
        places = spread(c, round(20 * depth) + 5, -0.03, 1.03)
        poses = ("arms", "stand", "stand") if look.detail == "dance" else ("stand",)

        def draw(pen, places=places, size=size, foot=foot, poses=poses):
            for place in places:
                person(
                    pen,
                    place,
                    foot + c.random.uniform(-0.03, 0.03),
                    size * c.random.uniform(0.9, 1.1),
                    pose=c.random.choice(poses),
                    head=c.random.choice(HEADS),
                    turn=c.random.choice((1, -1)),
                )

        mask = c.paint(air.at(depth), draw, 0.0015 + (0.006 if depth < 0.2 else 0))
        rim = c.without(mask, c.moved(mask, 0.004 if x < 0.5 else -0.004, 0.005))
        c.light(rim, air.light, 0.55)
        if depth > 0.3 and look.detail == "flags":
            _flags(c, air, depth)
        c.light(c.level(c.noise(3, 3), 80, 230), mix(air.light, air.far, 0.4), 0.1)


def _flags(c: Canvas, air: Air, depth):
    for x in spread(c, 3, 0.05, 0.95):
        top = 0.12 + depth * 0.22
        c.paint(
            air.at(depth * 0.8),
            lambda pen, x=x, top=top: pen.line([(x, top), (x - 0.02, 0.9)], 0.005),
            0.001,
        )
        cloth = [
            (x, top),
            (x + 0.07, top + 0.03),
            (x + 0.13, top + 0.005),
            (x + 0.12, top + 0.13),
            (x + 0.06, top + 0.15),
            (x - 0.004, top + 0.13),
        ]
        colour = mix(
            c.random.choice(((170, 60, 50), (210, 200, 180), (60, 80, 110))), air.at(depth), 0.5
        )
        c.paint(colour, lambda pen, cloth=cloth: pen.polygon(cloth), 0.001)


def glass(c: Canvas, air: Air, look):
    """Through the windscreen: rain, and the lights of the town out of focus."""
    c.image = c.column([(0, air.sky[0]), (0.55, air.sky[1]), (1, air.near)])
    hues = ((255, 190, 110), (255, 92, 64), (120, 200, 235), (245, 235, 210), air.light)
    for n in range(10):
        discs = [
            (c.random.random(), c.random.gauss(0.45, 0.14), c.random.uniform(0.025, 0.085))
            for _ in range(3)
        ]
        bright = c.random.randint(90, 170)

        def draw(pen, discs=discs, bright=bright):
            for x, y, size in discs:
                pen.ellipse(x, y, size, fill=min(255, bright + 60))
                pen.ellipse(x, y, size * 0.88, fill=bright)

        c.light(c.mask(draw, 0.003), hues[n % 5], 0.85)
    drops = [
        (c.random.random(), c.random.uniform(0, 0.85), c.random.uniform(0.002, 0.008))
        for _ in range(240)
    ]
    c.shade(c.mask(lambda pen: [pen.ellipse(x, y, s) for x, y, s in drops], 0.001), 0.4)
    c.light(
        c.mask(lambda pen: [pen.ellipse(x, y - s * 0.3, s * 0.5) for x, y, s in drops], 0.0008),
        (230, 235, 245),
        0.6,
    )
    c.paint(
        air.near,
        lambda pen: pen.polygon(
            [(0, 0.86), (0.3, 0.8), (0.7, 0.81), (1, 0.88), (1, 1.1), (0, 1.1)]
        ),
        0.004,
    )
    c.paint(
        air.near,
        lambda pen: (
            pen.polygon([(0.47, 0), (0.53, 0), (0.56, 0.07), (0.44, 0.07)]),
            pen.polygon([(-0.01, 0), (0.05, 0), (-0.01, 0.9)]),
        ),
        0.004,
    )
    if look.figures:
        for n, x in enumerate((0.2, 0.8)[: look.figures]):
            dark = c.paint(
                air.near,
                lambda pen, x=x: (
                    pen.ellipse(x, 0.6, 0.098, 0.135),
                    pen.polygon_at(
                        x,
                        0.6,
                        smooth(
                            [
                                (-0.055, 0),
                                (0.055, 0),
                                (0.06, -0.17),
                                (0.2, -0.25),
                                (0.3, -0.36),
                                (0.32, -0.7),
                                (-0.32, -0.7),
                                (-0.3, -0.36),
                                (-0.2, -0.25),
                                (-0.06, -0.17),
                            ]
                        ),
                    ),
                ),
                0.006,
            )
            c.light(c.without(dark, c.moved(dark, -0.012 if n else 0.012, 0.006)), air.light, 0.35)


TOWNS = {
    "street": street,
    "windows": windows,
    "skyline": skyline,
    "crowd": crowd,
    "glass": glass,
}
