"""Hours and weathers: the colours that the parts of a scene take from the light they stand in."""

from dataclasses import dataclass

from festival.demo.stills.canvas import Canvas, Colour, mix, rgb


@dataclass(frozen=True)
class Air:
    """The colours of a sky from its top down, of the far and the near, and of the light itself."""

    sky: tuple[Colour, Colour, Colour]
    far: Colour
    near: Colour
    light: Colour
    is_dark: bool = False

    def at(self, distance: float) -> Colour:
        """What something dark looks like at a distance: 0 is before the lens, 1 the horizon."""
        return mix(self.near, self.far, distance)


def _air(top, middle, low, far, near, light, *, is_dark=False):
    return Air((rgb(top), rgb(middle), rgb(low)), rgb(far), rgb(near), rgb(light), is_dark)


AIRS = {
    "dawn": _air("4a5f82", "b18c93", "f3c79b", "a48a90", "1c2130", "ffd9a8"),
    "morning": _air("86a9c4", "c3d3d6", "f0e6cf", "a9b8bb", "2a3330", "fff0cf"),
    "day": _air("4f86b5", "8fb4cc", "d5dfdc", "8fa7b0", "27302c", "fff6e0"),
    "noon": _air("7fa6b8", "b9c9c2", "efe3c4", "c4b898", "4a3f30", "fff2cc"),
    "overcast": _air("8c979d", "a9b0b1", "c4c6c1", "9aa2a3", "2a2e30", "e4e6e2"),
    "fog": _air("b3b8b6", "c3c6c2", "cdccc5", "bcbfbb", "4c5253", "ecebe4"),
    "storm": _air("23303a", "42525a", "8d9a94", "56646a", "10161b", "cfd8cc"),
    "amber": _air("6b4f45", "c48248", "f7c46a", "b58050", "2a1a14", "ffd583"),
    "dusk": _air("1f2f52", "5d5d83", "d98d6f", "615e7c", "11152a", "ffb784"),
    "blue": _air("0f2340", "1f4166", "4f7f99", "2e5270", "081120", "bfe0f0"),
    "night": _air("060a15", "0e1728", "1d2b40", "182436", "04060c", "ffd79a", is_dark=True),
    "moon": _air("0a1522", "16293a", "2b4657", "22394a", "050a10", "d4e6f0", is_dark=True),
    "neon": _air("12081f", "2b0f3d", "5a1d55", "3a1a4a", "08040f", "ff5fa8", is_dark=True),
    "green": _air("0c1a16", "1d3a30", "54745a", "355446", "07100c", "d8f0b8", is_dark=True),
    "red": _air("1d0608", "4a0f12", "8f2a1e", "5c1a18", "0c0304", "ff9a6a", is_dark=True),
}


def sky(c: Canvas, air: Air, horizon: float, clouds: float = 0.5):
    """The sky down to the horizon, with clouds lit from below."""
    top, middle, low = air.sky
    c.image = c.column([(0, top), (horizon * 0.6, middle), (horizon, low), (1, low)])
    if clouds:
        field = c.level(c.noise(3, 5), 118, 205)
        field = c.both(field, c.ramp(255, 90, 0, horizon))
        c.fill(field, mix(low, air.light, 0.35), 0.55 * clouds)
        shadow = c.level(c.noise(2, 6), 135, 220)
        c.fill(shadow, mix(top, air.near, 0.25), 0.4 * clouds)


def sun(c: Canvas, air: Air, x: float, y: float, size: float = 0.035):
    """A low sun or a moon with the light about it."""
    c.glow(x, y, 0.9, 0.7, air.light, 0.38)
    c.glow(x, y, size * 6, size * 6, air.light, 0.5)
    c.paint(mix(air.light, (255, 255, 255), 0.5), lambda pen: pen.ellipse(x, y, size), 0.004)
