"""Silhouettes of people, as sets of shapes about the place where they stand."""

from festival.demo.stills.canvas import Canvas, Pen, smooth

HEADS = ("bare", "bun", "long", "hat", "cap", "scarf", "curls")


def person(pen: Pen, x, foot, tall, *, pose="stand", head="bare", turn=1, fill=255):
    """
    A person seen whole, from behind or against the light.

    `x` in widths, `foot` and `tall` in heights of the frame; `turn` is 1 towards the right, -1
    towards the left. Poses: stand, walk, sit, carry, arms.
    """

    def shape(points):
        pen.polygon_at(x, foot, [(a * tall * turn, b * tall) for a, b in points], fill)

    def blob(dx, dy, rx, ry):
        centre = x + dx * tall * turn * pen.height / pen.width
        pen.ellipse(centre, foot - dy * tall, rx * tall, ry * tall, fill)

    POSES[pose](shape, blob)
    _head(shape, blob, head, *((0.03, 0.62) if pose == "sit" else (0.0, 0.93)))


def _coat(shape, hem=0.36, lean=0.0):
    shape(
        smooth(
            [
                (-0.035 + lean, 0.87),
                (0.035 + lean, 0.87),
                (0.115 + lean, 0.815),
                (0.135 + lean * 0.6, 0.66),
                (0.1, 0.56),
                (0.125, hem + 0.02),
                (0.115, hem),
                (-0.115, hem),
                (-0.125, hem + 0.02),
                (-0.1, 0.56),
                (-0.14 + lean * 0.6, 0.66),
                (-0.12 + lean, 0.815),
            ]
        )
    )


def _stand(shape, blob):
    _coat(shape)
    shape([(-0.09, 0.4), (-0.005, 0.4), (-0.015, 0.0), (-0.085, 0.0), (-0.08, 0.03)])
    shape([(0.005, 0.4), (0.09, 0.4), (0.08, 0.03), (0.095, 0.0), (0.018, 0.0)])


def _walk(shape, blob):
    _coat(shape, lean=0.02)
    shape([(-0.09, 0.42), (0.02, 0.42), (-0.11, 0.03), (-0.09, 0.0), (-0.19, 0.012), (-0.17, 0.05)])
    shape([(-0.01, 0.42), (0.1, 0.42), (0.13, 0.2), (0.16, 0.03), (0.21, 0.0), (0.11, 0.0)])
    shape([(0.08, 0.8), (0.13, 0.78), (0.19, 0.52), (0.16, 0.49), (0.1, 0.62)])


def _carry(shape, blob):
    _walk(shape, blob)
    shape([(-0.12, 0.5), (-0.27, 0.5), (-0.29, 0.26), (-0.1, 0.26)])


def _arms(shape, blob):
    _stand(shape, blob)
    shape([(0.09, 0.82), (0.12, 0.76), (0.3, 0.97), (0.33, 1.07), (0.29, 1.06)])
    shape([(-0.09, 0.82), (-0.12, 0.76), (-0.28, 0.95), (-0.33, 1.03), (-0.3, 1.06)])


def _sit(shape, blob):
    shape(
        smooth(
            [
                (-0.02, 0.56),
                (0.06, 0.56),
                (0.11, 0.47),
                (0.12, 0.28),
                (0.1, 0.2),
                (-0.12, 0.2),
                (-0.13, 0.36),
                (-0.1, 0.5),
            ]
        )
    )
    shape(
        [
            (-0.08, 0.27),
            (0.26, 0.27),
            (0.31, 0.22),
            (0.31, 0.02),
            (0.37, 0.0),
            (0.25, 0.0),
            (0.23, 0.17),
            (-0.1, 0.17),
        ]
    )
    shape([(0.06, 0.48), (0.11, 0.45), (0.22, 0.3), (0.27, 0.3), (0.26, 0.26), (0.17, 0.26)])


POSES = {"stand": _stand, "walk": _walk, "carry": _carry, "arms": _arms, "sit": _sit}


def _head(shape, blob, kind, x, y):
    blob(x, y, 0.053, 0.07)
    shape([(x - 0.03, y), (x + 0.03, y), (x + 0.04, y - 0.11), (x - 0.045, y - 0.11)])
    if kind == "bun":
        blob(x - 0.035, y + 0.065, 0.03, 0.03)
    elif kind == "long":
        shape(
            smooth(
                [
                    (x - 0.06, y + 0.05),
                    (x + 0.03, y + 0.08),
                    (x + 0.06, y),
                    (x + 0.07, y - 0.17),
                    (x - 0.08, y - 0.19),
                ]
            )
        )
    elif kind == "hat":
        shape(
            [
                (x - 0.1, y + 0.025),
                (x + 0.1, y + 0.025),
                (x + 0.1, y + 0.04),
                (x + 0.055, y + 0.045),
                (x + 0.045, y + 0.105),
                (x - 0.05, y + 0.105),
                (x - 0.06, y + 0.045),
                (x - 0.1, y + 0.04),
            ]
        )
    elif kind == "cap":
        shape(
            [
                (x - 0.057, y + 0.02),
                (x + 0.11, y + 0.022),
                (x + 0.05, y + 0.05),
                (x + 0.02, y + 0.085),
                (x - 0.04, y + 0.075),
            ]
        )
    elif kind == "scarf":
        shape(
            smooth(
                [
                    (x - 0.065, y + 0.03),
                    (x, y + 0.085),
                    (x + 0.06, y + 0.03),
                    (x + 0.075, y - 0.1),
                    (x - 0.09, y - 0.1),
                ]
            )
        )
    elif kind == "curls":
        for dx, dy in ((-0.05, 0.0), (-0.04, 0.045), (0.0, 0.07), (0.04, 0.045), (0.055, 0.0)):
            blob(x + dx, y + dy, 0.035, 0.035)


def profile(random):
    """A profile of its own: brow, nose, lips and chin a little further out or in."""
    moves = {part: random.uniform(-1, 1) for part in ("brow", "nose", "lips", "chin")}
    slim = random.uniform(0.93, 1.05)
    points = []
    for a, b in PROFILE:
        if a > 0.3 and b > -0.5:
            part = "brow" if b > 0.08 else "nose" if b > -0.17 else "lips" if b > -0.33 else "chin"
            a += moves[part] * {"brow": 0.018, "nose": 0.04, "lips": 0.014, "chin": 0.032}[part]
        points.append((a * slim, b))
    return points


def bust(pen: Pen, x, y, size, *, turn=1, hair="short", outline=None):
    """
    Head and shoulders in profile, large: `x`, `y` is the ear, `size` the height of the head.
    """

    def put(points):
        pen.polygon_at(x, y, [(a * size * turn, b * size) for a, b in smooth(points)])

    put(outline or PROFILE)
    put(HAIR.get(hair, HAIR["short"]))


# From the crown over brow, nose, lips and chin to throat, shoulder and nape; y upwards, ear at 0.
PROFILE = [
    (-0.05, 0.5),
    (0.2, 0.47),
    (0.36, 0.33),
    (0.4, 0.17),
    (0.395, 0.1),
    (0.44, 0.0),
    (0.5, -0.1),
    (0.47, -0.15),
    (0.41, -0.16),
    (0.415, -0.2),
    (0.44, -0.24),
    (0.405, -0.275),
    (0.42, -0.31),
    (0.4, -0.35),
    (0.4, -0.42),
    (0.33, -0.48),
    (0.15, -0.45),
    (0.08, -0.56),
    (0.12, -0.75),
    (0.42, -0.9),
    (0.62, -1.15),
    (0.68, -1.9),
    (-0.95, -1.9),
    (-0.85, -1.05),
    (-0.42, -0.82),
    (-0.3, -0.62),
    (-0.36, -0.2),
    (-0.44, 0.12),
    (-0.32, 0.4),
]
HAIR = {
    "short": [
        (-0.05, 0.54),
        (0.22, 0.51),
        (0.36, 0.36),
        (0.2, 0.28),
        (0.05, 0.1),
        (-0.02, -0.1),
        (-0.2, -0.3),
        (-0.38, -0.22),
        (-0.49, 0.12),
        (-0.36, 0.43),
    ],
    "bun": [
        (-0.05, 0.54),
        (0.25, 0.5),
        (0.34, 0.34),
        (0.1, 0.2),
        (-0.1, -0.1),
        (-0.3, -0.22),
        (-0.46, -0.1),
        (-0.7, -0.12),
        (-0.78, 0.1),
        (-0.62, 0.26),
        (-0.47, 0.24),
        (-0.36, 0.44),
    ],
    "long": [
        (-0.05, 0.55),
        (0.25, 0.51),
        (0.34, 0.34),
        (0.12, 0.2),
        (0.02, -0.2),
        (0.05, -0.8),
        (-0.05, -1.2),
        (-0.5, -1.25),
        (-0.6, -0.6),
        (-0.55, 0.1),
        (-0.38, 0.45),
    ],
    "curls": [
        (0.0, 0.66),
        (0.28, 0.58),
        (0.42, 0.38),
        (0.2, 0.24),
        (0.04, 0.02),
        (-0.1, -0.28),
        (-0.34, -0.4),
        (-0.58, -0.25),
        (-0.66, 0.1),
        (-0.55, 0.45),
        (-0.3, 0.64),
    ],
    "scarf": [
        (0.0, 0.58),
        (0.3, 0.5),
        (0.37, 0.3),
        (0.18, 0.2),
        (0.12, -0.3),
        (0.3, -0.62),
        (0.1, -1.0),
        (-0.6, -1.1),
        (-0.6, -0.3),
        (-0.52, 0.2),
        (-0.34, 0.5),
    ],
    "cap": [
        (-0.1, 0.58),
        (0.2, 0.54),
        (0.36, 0.4),
        (0.7, 0.28),
        (0.72, 0.23),
        (0.36, 0.25),
        (0.04, 0.2),
        (-0.02, 0.0),
        (-0.12, -0.2),
        (-0.34, -0.3),
        (-0.47, 0.0),
        (-0.42, 0.42),
    ],
}


def people(c: Canvas, colour, places, foot, tall, **options):
    """Silhouettes at those places, each with a head and a bearing of its own."""

    def draw(pen):
        for number, x in enumerate(places):
            person(
                pen,
                x,
                foot,
                tall * c.random.uniform(0.92, 1.05),
                pose=options.get("pose") or c.random.choice(("stand", "stand", "walk")),
                head=options.get("head") or HEADS[(number + c.random.randrange(7)) % 7],
                turn=c.random.choice((1, -1)),
            )

    c.paint(colour, draw, options.get("blur", 0.0012))


def beside(c: Canvas, number, subject):
    """That many places on the side of the frame that the subject leaves free."""
    return spread(c, number, 0.56, 0.84) if subject < 0.5 else spread(c, number, 0.14, 0.42)


def spread(c: Canvas, number, start=0.3, end=0.7):
    """That many places between two, not too regular."""
    step = (end - start) / max(1, number)
    return [start + step * (n + c.random.uniform(0.2, 0.8)) for n in range(number)]
