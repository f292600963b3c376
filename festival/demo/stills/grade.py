"""The finish: colour grading, halation, vignette, grain, and what time did to an old print."""

from PIL import Image, ImageChops, ImageFilter

from festival.demo.stills.canvas import Canvas, blurred, mix

# Tints for shadows and highlights, and how strong the colours stay.
GRADES = {
    "neutral": ((12, 14, 18), (255, 250, 240), 0.95),
    "teal": ((4, 26, 34), (255, 238, 206), 0.9),
    "warm": ((26, 14, 8), (255, 236, 196), 1.0),
    "cold": ((8, 16, 34), (230, 242, 255), 0.75),
    "faded": ((38, 34, 40), (246, 236, 220), 0.7),
    "green": ((8, 24, 16), (240, 250, 214), 0.8),
    "rose": ((30, 12, 26), (255, 230, 224), 0.9),
    "vivid": ((6, 6, 12), (255, 252, 244), 1.3),
    "print": ((30, 16, 10), (252, 228, 176), 0.62),
}
# For black and white: the black, the middle and the white of the print.
MONOCHROME = {
    "grey": ((12, 11, 10), (126, 122, 116), (248, 244, 234)),
    "warm": ((20, 14, 9), (134, 120, 102), (250, 241, 222)),
    "amber": ((26, 13, 4), (176, 118, 48), (255, 236, 176)),
    "night": ((4, 10, 30), (70, 104, 156), (226, 238, 246)),
}


def finish(c: Canvas, grade: str, *, monochrome: str = "", age: float = 0.0) -> Image.Image:
    """The composed scene as a frame of a film; `age` from 0 (new) to 1 (a worn print)."""
    image = c.image
    bright = image.convert("L").point([max(0, v - 176) * 3 if v > 176 else 0 for v in range(256)])
    bloom = blurred(bright, c.height * 0.018)
    image = ImageChops.screen(
        image,
        Image.merge(
            "RGB", [bloom.point([round(v * k) for v in range(256)]) for k in (0.4, 0.24, 0.16)]
        ),
    )
    image = _monochrome(image, monochrome) if monochrome else _coloured(image, grade)
    image = image.filter(ImageFilter.BoxBlur(0.0007 * c.height))
    image = _vignette(image, 0.34 + age * 0.25)
    image = _grain(c, image, 9 + age * 12)
    return _worn(c, image, age) if age else image


def _curve(low, high):
    """Softly bent at both ends, from a black to a white."""
    values = []
    for v in range(256):
        x = v / 255
        bent = x * x * (3 - 2 * x) * 0.45 + x * 0.55
        values.append(round(low + (high - low) * bent))
    return values


def _coloured(image, grade):
    shadows, highlights, saturation = GRADES[grade]
    grey = image.convert("L").convert("RGB")
    image = (
        Image.blend(grey, image, min(1.0, saturation))
        if saturation <= 1
        else _extra(grey, image, saturation)
    )
    return image.point(
        [v for low, high in zip(shadows, highlights, strict=True) for v in _curve(low, high)]
    )


def _extra(grey, image, saturation):
    more = ImageChops.subtract(image, grey)
    less = ImageChops.subtract(grey, image)
    share = saturation - 1
    more, less = (part.point([round(v * share) for v in range(256)] * 3) for part in (more, less))
    return ImageChops.subtract(ImageChops.add(image, more), less)


def _monochrome(image, tone):
    black, middle, white = MONOCHROME[tone]
    table = []
    for channel in range(3):
        for v in _curve(0, 255):
            low, high = ((black, middle), (middle, white))[v > 127]
            share = v / 127 if v <= 127 else (v - 128) / 127
            table.append(round(low[channel] + (high[channel] - low[channel]) * share))
    return image.convert("L").convert("RGB").point(table)


def _vignette(image, strength):
    edge = Image.radial_gradient("L").resize(image.size, Image.Resampling.BILINEAR)
    dark = edge.point(
        [round(255 - 255 * strength * max(0, v / 255 - 0.42) ** 1.5 * 2) for v in range(256)]
    )
    return ImageChops.multiply(image, Image.merge("RGB", (dark, dark, dark)))


def _grain(c, image, amount):
    """Grain is strongest in the middle tones and softer than a pixel."""
    size = (c.width * 2 // 3, c.height * 2 // 3)
    one, other = (
        Image.frombytes("L", size, c.random.randbytes(size[0] * size[1])) for _ in range(2)
    )
    noise = Image.blend(one, other, 0.5).resize(image.size, Image.Resampling.BICUBIC)
    share = amount / 74
    lift = noise.point([max(0, round((v - 128) * share)) for v in range(256)])
    drop = noise.point([max(0, round((128 - v) * share)) for v in range(256)])
    middle = image.convert("L").point([round(255 - abs(v - 118) * 1.25) for v in range(256)])
    lift, drop = (ImageChops.multiply(part, middle) for part in (lift, drop))
    image = ImageChops.add(image, Image.merge("RGB", (lift,) * 3))
    return ImageChops.subtract(image, Image.merge("RGB", (drop,) * 3))


def _worn(c, image, age):
    scratch = c.mask(
        lambda pen: [
            pen.line([(x, -0.1), (x + c.random.uniform(-0.004, 0.004), 1.1)], 0.001)
            for x in (c.random.random() for _ in range(round(5 * age)))
        ]
    )
    dust = c.mask(
        lambda pen: [
            pen.ellipse(c.random.random(), c.random.random(), c.random.uniform(0.0008, 0.003))
            for _ in range(round(70 * age))
        ]
    )
    white = mix(image.getpixel((c.width // 2, c.height // 2)), (255, 255, 255), 0.6)
    image.paste(white, (0, 0, *image.size), scratch.point([round(v * 0.3) for v in range(256)]))
    image.paste((20, 16, 12), (0, 0, *image.size), dust.point([round(v * 0.5) for v in range(256)]))
    return image
