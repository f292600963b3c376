"""Pictures that no lens took: cut paper, drawn lines, light on film stock."""

import math

from PIL import Image

from festival.demo.stills.air import Air
from festival.demo.stills.canvas import Canvas, mix, rgb, smooth
from festival.demo.stills.figures import HEADS, person
from festival.demo.stills.land import LAND
from festival.demo.stills.water import WATER

NATURE = LAND | WATER

SETS = (
    ("f2e3c6", "d9573b", "2f5d62", "f0a93b", "1f2a36"),
    ("20344a", "f4c95d", "e76f51", "84a59d", "f7ede2"),
    ("fbe8d3", "3d405b", "e07a5f", "81b29a", "f2cc8f"),
    ("14213d", "fca311", "e5e5e5", "6d8ea0", "c8553d"),
    ("e8f1f2", "1b4d5c", "ef8354", "9bc1bc", "2d3142"),
)


def cutout(c: Canvas, air: Air, look):
    """Flat shapes, as if cut from coloured paper."""
    ground, *inks = (rgb(code) for code in c.random.choice(SETS))
    c.image.paste(ground, (0, 0, c.width, c.height))
    x, y, size = c.random.uniform(0.2, 0.8), c.random.uniform(0.2, 0.4), c.random.uniform(0.12, 0.2)
    _paper(c, inks[1], lambda pen: pen.ellipse(x, y, size))
    for n, height in enumerate((0.56, 0.68, 0.8)):
        line = c.ridge(height, height + c.random.uniform(-0.08, 0.08), 0.12 - n * 0.02, 3)
        curve = [(-0.1, 1.1), *line, (1.1, line[-1][1]), (1.1, 1.1)]
        _paper(
            c, mix(inks[n % 4], ground, 0.25 - n * 0.1), lambda pen, curve=curve: pen.polygon(curve)
        )
    SUBJECTS.get(look.detail, _houses)(c, inks, ground)
    if look.figures:
        for n in range(look.figures):
            place = 0.32 + 0.36 * (n + c.random.random() * 0.5) / look.figures
            _paper(
                c,
                inks[3],
                lambda pen, place=place: person(
                    pen,
                    place,
                    0.93,
                    0.36,
                    head=c.random.choice(HEADS),
                    pose=c.random.choice(("stand", "walk")),
                ),
            )
    c.fill(c.level(c.noise(140, 90, 1), 60, 220), ground, 0.06)


def _paper(c: Canvas, colour, draw):
    """A sheet with a shadow: it lies on what is below it."""
    mask = c.mask(draw)
    c.shade(c.soft(c.moved(mask, 0.008, 0.01), 0.008), 0.35)
    c.fill(mask, colour)


def _houses(c, inks, ground):
    x = 0.04
    while x < 0.94:
        wide, tall = c.random.uniform(0.07, 0.11), c.random.uniform(0.14, 0.32)
        top, colour = 0.86 - tall, c.random.choice(inks)
        _paper(
            c,
            colour,
            lambda pen, b=(x, top, x + wide, 0.9): (
                pen.box(*b),
                pen.polygon(
                    [(b[0] - 0.01, b[1]), (b[2] + 0.01, b[1]), ((b[0] + b[2]) / 2, b[1] - 0.08)]
                ),
            ),
        )
        panes = [
            (x + wide * k, top + 0.04 + 0.08 * r)
            for k in (0.2, 0.58)
            for r in range(int(tall / 0.09))
        ]
        c.paint(
            ground,
            lambda pen, panes=panes, wide=wide: [
                pen.box(px, py, px + wide * 0.2, py + 0.04) for px, py in panes
            ],
        )
        x += wide + c.random.uniform(0.01, 0.05)


def _birds(c, inks, ground):
    for n in range(7):
        x, y, s = 0.12 + 0.125 * n, c.random.uniform(0.3, 0.72), c.random.uniform(0.07, 0.12)
        colour = inks[(n + 2) % 4]
        body = smooth(
            [
                (-1, 0.1),
                (-0.3, 0.45),
                (0.4, 0.4),
                (0.75, 0.75),
                (1.05, 0.7),
                (0.8, 0.45),
                (0.5, -0.1),
                (-0.2, -0.25),
            ]
        )
        wing = smooth([(-0.3, 0.3), (-0.5, 1.1), (0.3, 0.35)])
        _paper(
            c,
            colour,
            lambda pen, x=x, y=y, s=s, body=body, wing=wing: (
                pen.polygon_at(x, y, [(a * s, b * s) for a, b in body]),
                pen.polygon_at(x, y, [(a * s, b * s) for a, b in wing]),
            ),
        )


def _fish(c, inks, ground):
    for n in range(8):
        x, y, s = c.random.uniform(0.08, 0.9), 0.18 + 0.09 * n, c.random.uniform(0.06, 0.13)
        turn = c.random.choice((1, -1))
        body = smooth([(-0.8, 0), (-0.2, 0.42), (0.6, 0.28), (1, 0), (0.6, -0.28), (-0.2, -0.42)])
        tail = [(-0.7, 0), (-1.25, 0.42), (-1.1, 0), (-1.25, -0.42)]
        _paper(
            c,
            inks[n % 4],
            lambda pen, x=x, y=y, s=s, t=turn, parts=(body, tail): [
                pen.polygon_at(x, y, [(a * s * t, b * s) for a, b in part]) for part in parts
            ],
        )
        c.paint(
            ground,
            lambda pen, x=x, y=y, s=s, t=turn: pen.polygon_at(
                x,
                y,
                smooth(
                    [
                        ((0.6 + a * 0.1) * s * t, (0.08 + b * 0.1) * s)
                        for a, b in ((-1, 0), (0, 1), (1, 0), (0, -1))
                    ]
                ),
            ),
        )


def _radio(c, inks, ground):
    x = c.random.uniform(0.3, 0.5)
    _paper(
        c,
        inks[2],
        lambda pen: (
            pen.box(x, 0.42, x + 0.34, 0.86),
            pen.line([(x + 0.28, 0.44), (x + 0.4, 0.1)], 0.012),
        ),
    )
    _paper(c, ground, lambda pen: pen.ellipse(x + 0.1, 0.64, 0.13))
    for ring in range(4):
        c.paint(
            inks[3],
            lambda pen, ring=ring: (
                pen.ellipse(x + 0.1, 0.64, 0.115 - ring * 0.03),
                pen.ellipse(x + 0.1, 0.64, 0.1 - ring * 0.03, fill=0),
            ),
        )
    _paper(
        c,
        inks[1],
        lambda pen: (
            pen.box(x + 0.2, 0.5, x + 0.31, 0.57),
            pen.ellipse(x + 0.22, 0.7, 0.035),
            pen.ellipse(x + 0.29, 0.7, 0.035),
        ),
    )
    for n in range(5):
        arc = [
            (
                x + 0.4 + (0.05 + n * 0.035) * math.cos(a / 10),
                0.1 + (0.07 + n * 0.05) * math.sin(a / 10),
            )
            for a in range(-9, 10)
        ]
        c.paint(inks[n % 4], lambda pen, arc=arc: pen.line(arc, 0.008))


def _umbrellas(c, inks, ground):
    for n in range(6):
        x, y, s = 0.1 + 0.16 * n, c.random.uniform(0.28, 0.66), c.random.uniform(0.11, 0.19)
        half = [(-1, 0)] + [
            (math.cos(math.pi - a * math.pi / 16), math.sin(math.pi - a * math.pi / 16))
            for a in range(17)
        ]
        _paper(
            c,
            inks[n % 4],
            lambda pen, x=x, y=y, s=s, half=half: (
                pen.polygon_at(x, y, [(a * s, b * s) for a, b in half]),
                pen.polygon_at(
                    x,
                    y,
                    [
                        (-0.02 * s, 0.2 * s),
                        (0.03 * s, 0.2 * s),
                        (0.03 * s, -0.9 * s),
                        (-0.02 * s, -0.9 * s),
                    ],
                ),
            ),
        )
        c.paint(
            mix(inks[n % 4], ground, 0.45),
            lambda pen, x=x, y=y, s=s: pen.polygon_at(x, y, [(-0.3 * s, 0), (0.3 * s, 0), (0, s)]),
        )


def _swans(c, inks, ground):
    neck = smooth(
        [
            (0.5, 0.1),
            (0.75, 0.5),
            (0.6, 0.9),
            (0.8, 1.15),
            (1.05, 1.0),
            (0.92, 0.92),
            (0.78, 1.0),
            (0.76, 0.9),
            (0.98, 0.5),
            (0.8, -0.1),
        ]
    )
    body = smooth([(-1.1, 0.45), (-0.5, 0.4), (0.2, 0.3), (0.85, 0.2), (0.8, -0.2), (-0.4, -0.25)])
    white = mix(ground, (255, 255, 255), 0.75)
    for n in range(6):
        x, y, s = 0.1 + 0.15 * n, 0.58 + 0.28 * (n % 3) / 3, c.random.uniform(0.1, 0.15)
        turn = 1 if n % 2 else -1
        for part in (body, neck):
            shape = [(a * s * turn, b * s) for a, b in part]
            _paper(c, white, lambda pen, x=x, y=y, shape=shape: pen.polygon_at(x, y, shape))
        beak = [(a * s * turn, b * s) for a, b in ((1.02, 1.06), (1.3, 0.95), (1.02, 0.97))]
        _paper(c, inks[1], lambda pen, x=x, y=y, beak=beak: pen.polygon_at(x, y, beak))


def _hum(c, inks, ground):
    """Houses, and a sound that comes out of all of them at once."""
    x = c.random.uniform(0.4, 0.6)
    for n in range(9, 0, -1):
        colour = mix(inks[n % 4], ground, 0.3)
        _paper(c, colour, lambda pen, n=n: pen.ellipse(x, 0.72, 0.075 * n))
    _houses(c, inks, ground)


def _buttons(c, inks, ground):
    line = [(n / 40, 0.45 + 0.22 * math.sin(n / 3.1) * math.cos(n / 9)) for n in range(-2, 43)]
    for n in range(9):
        x, y, s = (
            c.random.uniform(0.06, 0.94),
            c.random.uniform(0.12, 0.82),
            c.random.uniform(0.05, 0.13),
        )
        _paper(c, inks[n % 4], lambda pen, x=x, y=y, s=s: pen.ellipse(x, y, s))
        c.paint(
            mix(inks[n % 4], ground, 0.3),
            lambda pen, x=x, y=y, s=s: (
                pen.ellipse(x, y, s * 0.8),
                pen.ellipse(x, y, s * 0.74, fill=0),
            ),
        )
        holes = [(x + a * s * 0.24 / c.aspect, y + b * s * 0.24) for a in (-1, 1) for b in (-1, 1)]
        c.paint(
            ground, lambda pen, holes=holes, s=s: [pen.ellipse(a, b, s * 0.12) for a, b in holes]
        )
    _paper(c, inks[3], lambda pen: pen.line(line, 0.008))
    _paper(
        c, inks[0], lambda pen: pen.polygon([(0.8, 0.1), (0.815, 0.1), (0.96, 0.9), (0.955, 0.9)])
    )


SUBJECTS = {
    "swans": _swans,
    "hum": _hum,
    "buttons": _buttons,
    "houses": _houses,
    "birds": _birds,
    "fish": _fish,
    "radio": _radio,
    "umbrellas": _umbrellas,
}


def stripes(c: Canvas, air: Air, look):
    """Bands and discs of light, as on film stock exposed without a lens."""
    c.image.paste(air.near, (0, 0, c.width, c.height))
    hues = [
        air.light,
        air.sky[2],
        mix(air.sky[1], (220, 60, 60), 0.4),
        mix(air.light, (60, 160, 220), 0.5),
    ]
    for _ in range(16):
        x, wide = c.random.random(), c.random.expovariate(14) + 0.004
        band = c.mask(
            lambda pen, x=x, wide=wide: pen.box(x, -0.1, x + wide, 1.1),
            c.random.choice((0.001, 0.02, 0.06)),
        )
        c.light(band, c.random.choice(hues), c.random.uniform(0.15, 0.65))
    if look.detail == "discs":
        for n in range(5):
            x, y, size = (
                0.1 + n * 0.2,
                0.5 + c.random.uniform(-0.12, 0.12),
                c.random.uniform(0.08, 0.24),
            )
            disc = c.mask(
                lambda pen, x=x, y=y, size=size: (
                    pen.ellipse(x, y, size),
                    pen.ellipse(x, y, size * c.random.uniform(0.3, 0.9), fill=0),
                ),
                0.003,
            )
            c.light(disc, c.random.choice(hues), 0.7)
    elif look.detail == "leak":
        side = c.random.choice((0, 1))
        c.glow(side, c.random.random(), 1.3, 1.0, (255, 96, 30), 0.95)
        c.glow(side, c.random.random(), 0.7, 0.6, (255, 230, 120), 0.9)
    stain = c.level(c.noise(9, 6, 5), 128, 150)
    c.fill(stain, mix(air.sky[0], air.near, 0.4), 0.5)
    perforations = [(n / 9 + 0.02, y) for n in range(10) for y in (0.0, 0.945)]
    if look.detail == "stock":
        c.paint(
            mix(air.light, (255, 255, 255), 0.5),
            lambda pen: [pen.box(x, y, x + 0.05, y + 0.055) for x, y in perforations],
            0.002,
        )


def waves(c: Canvas, air: Air, look):
    """Lines laid over one another until they begin to swim."""
    c.image = c.column([(0, mix(air.near, air.sky[0], 0.5)), (1, air.near)])
    colours = (air.light, mix(air.sky[2], air.light, 0.3), mix(air.sky[1], air.light, 0.5))
    peak = c.random.uniform(0.3, 0.7)
    rates = [c.random.uniform(4, 22) for _ in range(4)]
    for n in range(32):
        base = 0.14 + n * 0.026
        line = []
        for step in range(121):
            t = step / 120
            hill = math.exp(-(((t - peak) / 0.2) ** 2))
            swing = sum(
                math.sin(rate * t * 3 + n * (0.35 + 0.11 * k)) for k, rate in enumerate(rates)
            )
            line.append((t, base - hill * (0.05 + 0.02 * swing) - 0.003 * swing))
        c.paint(
            mix(air.near, air.sky[0], 0.25),
            lambda pen, line=line: pen.polygon([*line, (1, 1.2), (0, 1.2)]),
        )
        c.paint(colours[n % 3], lambda pen, line=line: pen.line(line, 0.0026), 0, 0.85)


def collage(c: Canvas, air: Air, look):
    """Torn photographs on a table, a piece of each."""
    scenes = ("sea", "forest", "road", "snow", "field", "desert")
    table = mix(air.near, (70, 58, 48), 0.4)
    whole = Canvas(c.width, c.height, c.random.random().hex())
    whole.image.paste(table, (0, 0, c.width, c.height))
    whole.fill(whole.level(whole.noise(8, 60), 110, 200), air.near, 0.4)
    for n in range(6):
        part = Canvas(c.width // 2, c.height // 2, c.random.random().hex())
        NATURE[c.random.choice(scenes)](part, air, look)
        print_ = part.image.resize((c.width * 2 // 5, c.height * 2 // 5))
        edge = Canvas(print_.width, print_.height, c.random.random().hex())
        torn = edge.mask(lambda pen, edge=edge: pen.polygon(_torn(edge.random)))
        paper = (
            edge.mask(lambda pen, edge=edge: pen.box(0.005, 0.008, 0.995, 0.992)) if n % 2 else torn
        )
        print_.paste(
            (236, 228, 212),
            (0, 0, *print_.size),
            edge.without(paper, edge.mask(lambda pen: pen.box(0.03, 0.045, 0.97, 0.955))),
        )
        angle = c.random.uniform(-14, 14)
        print_, paper = (
            layer.rotate(angle, Image.Resampling.BICUBIC, expand=True) for layer in (print_, paper)
        )
        place = (
            round((n % 3) * c.width * 0.31 + c.random.uniform(-30, 30)),
            round((n // 3) * c.height * 0.42 + c.random.uniform(-25, 25)),
        )
        shadow = whole.mask(lambda pen: None)
        shadow.paste(paper, (place[0] + 8, place[1] + 12))
        whole.shade(whole.soft(shadow, 0.012), 0.6)
        whole.image.paste(print_, place, paper)
    whole.glow(0.3, 0.1, 1.2, 1.0, air.light, 0.25)
    c.image = whole.image


def _torn(random):
    edge = [(0.02 + n / 12 * 0.96, random.uniform(0.0, 0.06)) for n in range(13)]
    edge += [(random.uniform(0.94, 1.0), n / 8) for n in range(1, 8)]
    edge += [(0.98 - n / 12 * 0.96, random.uniform(0.93, 1.0)) for n in range(13)]
    return edge + [(random.uniform(0.0, 0.05), 1 - n / 8) for n in range(1, 8)]


INVENTIONS = {"cutout": cutout, "stripes": stripes, "waves": waves, "collage": collage}
