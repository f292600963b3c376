"""Faces, close."""

from festival.demo.stills.air import Air
from festival.demo.stills.canvas import Canvas, mix, smooth
from festival.demo.stills.figures import HAIR, bust, profile


def face(c: Canvas, air: Air, look):
    """A face in profile, close, half of it in shadow; behind it the light of somewhere else."""
    c.image = c.column(
        [
            (0, mix(air.sky[0], air.near, 0.3)),
            (0.6, air.sky[1]),
            (1, mix(air.sky[1], air.near, 0.6)),
        ]
    )
    for _ in range(9):
        size = c.random.uniform(0.05, 0.16)
        c.glow(
            c.random.random(),
            c.random.uniform(0, 0.8),
            size,
            size,
            mix(air.light, air.sky[2], c.random.random()),
            0.4,
        )
    turn = c.random.choice((1, -1))
    x = 0.5 - turn * c.random.uniform(0.06, 0.16)
    size = c.random.uniform(0.72, 0.9) if c.aspect > 1 else c.random.uniform(0.44, 0.5)
    c.glow(x + turn * 0.4, 0.35, 0.8, 0.8, air.light, 0.55)
    hair = look.head if look.head in HAIR else c.random.choice(list(HAIR))
    outline = profile(c.random)
    mask = c.mask(
        lambda pen: bust(pen, x, 0.47, size, turn=turn, hair=hair, outline=outline), 0.003
    )
    skin = mix(
        air.near,
        c.random.choice(((150, 104, 82), (120, 80, 60), (170, 126, 104), (92, 62, 50))),
        0.42,
    )
    c.fill(mask, [(0, skin), (0.6, mix(skin, air.near, 0.35)), (0.85, air.near), (1, air.near)])
    plane = c.soft(c.without(mask, c.moved(mask, -turn * 0.11 * size, 0.03)), 0.02)
    c.light(c.both(plane, mask), mix(air.light, skin, 0.45), 0.8)
    rim = c.without(mask, c.moved(mask, -turn * 0.012, 0.004))
    c.light(c.soft(rim, 0.003), air.light, 0.75)
    locks = c.mask(
        lambda pen: pen.polygon_at(
            x, 0.47, [(a * size * turn, b * size) for a, b in smooth(HAIR[hair])]
        ),
        0.006,
    )
    if hair == "scarf":
        cloth = mix(
            air.sky[2], c.random.choice(((150, 50, 44), (60, 84, 110), (190, 160, 96))), 0.4
        )
        c.fill(locks, [(0, cloth), (0.6, mix(cloth, air.near, 0.45)), (1, air.near)])
        folds = c.both(locks, c.level(c.noise(9, 4, 2), 110, 220))
        c.shade(folds, 0.3)
    else:
        c.fill(locks, air.near, 0.86)
        c.light(c.both(locks, c.level(c.noise(60, 8, 2), 130, 220)), air.light, 0.12)

    def features(pen):
        def put(points):
            pen.polygon_at(x, 0.47, [(a * size * turn, b * size) for a, b in smooth(points)])

        put([(0.24, 0.1), (0.3, 0.085), (0.355, 0.095), (0.3, 0.07)])
        put([(0.22, 0.2), (0.3, 0.215), (0.37, 0.19), (0.3, 0.19)])
        put([(0.33, -0.262), (0.41, -0.268), (0.33, -0.278)])

    c.shade(c.mask(features, 0.004), 0.7)
    ear = c.mask(
        lambda pen: pen.polygon_at(
            x,
            0.47,
            [
                (a * size * turn, b * size)
                for a, b in smooth(
                    [
                        (-0.07, 0.09),
                        (0.0, 0.1),
                        (0.03, 0.03),
                        (0.0, -0.08),
                        (-0.04, -0.12),
                        (-0.06, -0.04),
                    ]
                )
            ],
        ),
        0.003,
    )
    if hair not in ("scarf", "long", "curls"):
        c.fill(ear, mix(skin, air.light, 0.18))
        c.shade(c.soft(c.both(ear, c.moved(ear, 0.02 * turn, 0.0)), 0.006), 0.4)
    cheek = c.mask(
        lambda pen: pen.polygon_at(
            x,
            0.47,
            [
                (a * size * turn, b * size)
                for a, b in ((0.2, 0.05), (0.38, 0.03), (0.36, -0.14), (0.28, -0.3), (0.18, -0.1))
            ],
        ),
        0.045,
    )
    c.light(c.both(cheek, mask), mix(air.light, skin, 0.5), 0.42)
    jaw = c.mask(
        lambda pen: pen.polygon_at(
            x,
            0.47,
            [
                (a * size * turn, b * size)
                for a, b in ((-0.1, -0.2), (0.1, -0.38), (0.34, -0.46), (0.3, -0.7), (-0.4, -0.7))
            ],
        ),
        0.04,
    )
    c.shade(c.both(jaw, mask), 0.5)
    c.shade(
        c.soft(
            c.mask(
                lambda pen: pen.polygon_at(
                    x,
                    0.47,
                    [
                        (a * size * turn, b * size)
                        for a, b in ((0.2, 0.19), (0.37, 0.17), (0.36, 0.06), (0.22, 0.06))
                    ],
                )
            ),
            0.03,
        ),
        0.45,
    )


FACES = {"face": face}
