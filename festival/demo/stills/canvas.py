"""A canvas to compose on: places in fractions of the frame, sizes in fractions of its height."""

import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]


def rgb(code: str) -> Colour:
    """
    >>> rgb("ff8000")
    (255, 128, 0)
    """
    return tuple(bytes.fromhex(code))


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """So much of the other colour in the one: 0 is the one, 1 the other."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))


def smooth(points, steps=8):
    """The points of a closed curve through all of the given ones (Catmull-Rom)."""
    curve = []
    for number in range(len(points)):
        before, start, end, after = (points[(number + i - 1) % len(points)] for i in range(4))
        for step in range(steps):
            t = step / steps
            curve.append(
                tuple(
                    0.5
                    * (
                        2 * b
                        + (c - a) * t
                        + (2 * a - 5 * b + 4 * c - d) * t * t
                        + (3 * b - a - 3 * c + d) * t**3
                    )
                    for a, b, c, d in zip(before, start, end, after, strict=True)
                )
            )
    return curve


def _disc():
    """A soft disc: the inner part of Pillow's gradient, whose corners are not black."""
    gradient = ImageChops.invert(Image.radial_gradient("L"))
    return gradient.point([max(0, round((v - 75) * 255 / 180)) ** 2 // 255 for v in range(256)])


DISC = _disc()


def blurred(image: Image.Image, radius: float) -> Image.Image:
    """The image blurred by so many pixels; a large blur is made small and cheap."""
    if radius < 0.9:
        return image
    step = min(8, int(radius / 1.5))
    if step < 2:
        return image.filter(ImageFilter.GaussianBlur(radius))
    small = image.reduce(step).filter(ImageFilter.GaussianBlur(radius / step))
    return small.resize(image.size, Image.Resampling.BILINEAR)


class Pen:
    """Draws white on a mask, at twice the size it is wanted in."""

    def __init__(self, mask):
        self.draw = ImageDraw.Draw(mask)
        self.width, self.height = mask.size

    def polygon(self, points, fill=255):
        self.draw.polygon([(x * self.width, y * self.height) for x, y in points], fill=fill)

    def polygon_at(self, x, y, points, fill=255):
        """A shape about a place: points in heights, y upwards."""
        x, y = x * self.width, y * self.height
        self.draw.polygon(
            [(x + a * self.height, y - b * self.height) for a, b in points], fill=fill
        )

    def ellipse(self, x, y, rx, ry=None, fill=255):
        x, y = x * self.width, y * self.height
        rx, ry = rx * self.height, (rx if ry is None else ry) * self.height
        self.draw.ellipse((x - rx, y - ry, x + rx, y + ry), fill=fill)

    def box(self, left, top, right, bottom, fill=255):
        if right <= left or bottom <= top:
            return
        self.draw.rectangle(
            (left * self.width, top * self.height, right * self.width, bottom * self.height),
            fill=fill,
        )

    def line(self, points, thickness, fill=255):
        self.draw.line(
            [(x * self.width, y * self.height) for x, y in points],
            fill=fill,
            width=max(1, round(thickness * self.height)),
            joint="curve",
        )


class Canvas:
    def __init__(self, width: int, height: int, seed: str):
        self.width, self.height = width, height
        self.aspect = width / height
        self.random = random.Random(seed)  # noqa: S311 - a drawing has to be the same every time
        self.image = Image.new("RGB", (width, height))

    # Masks

    def mask(self, paint, blur=0.0):
        """What `paint(pen)` draws, with smooth edges."""
        large = Image.new("L", (self.width * 2, self.height * 2))
        paint(Pen(large))
        return self.soft(large.reduce(2), blur)

    def soft(self, image, blur):
        """The image out of focus by a share of the height; less than a pixel is none."""
        return blurred(image, blur * self.height)

    def ramp(self, top=0, bottom=255, start=0.0, end=1.0):
        """A mask that goes from one strength to another between two heights."""
        return self.column([(start, (top,) * 3), (end, (bottom,) * 3)]).convert("L")

    def side(self, left=255, right=0):
        strip = Image.new("L", (2, 1))
        strip.putdata([left, right])
        return strip.resize((self.width, self.height), Image.Resampling.BILINEAR)

    def noise(self, columns, rows, octaves=4):
        """Clouds, water, walls: smooth noise with that many cells across and down."""
        half = (self.width // 2, self.height // 2)
        field = Image.new("L", half, 128)
        for octave in range(octaves):
            size = (max(2, columns << octave), max(2, rows << octave))
            size = (min(size[0], half[0]), min(size[1], half[1]))
            cells = Image.frombytes("L", size, self.random.randbytes(size[0] * size[1]))
            cells = cells.resize(half, Image.Resampling.BICUBIC)
            field = Image.blend(field, cells, 0.62 / (1 + octave * 0.75))
        return field.resize((self.width, self.height), Image.Resampling.BILINEAR)

    def level(self, mask, low, high):
        """The mask with everything below `low` black and above `high` white."""
        spread = max(1, high - low)
        return mask.point([max(0, min(255, round((v - low) * 255 / spread))) for v in range(256)])

    def both(self, one, other):
        return ImageChops.multiply(one, other)

    def without(self, one, other):
        return ImageChops.subtract(one, other)

    def moved(self, mask, x, y):
        """The mask moved by fractions of the height; what leaves the frame is lost."""
        moved = Image.new("L", mask.size)
        moved.paste(mask, (round(x * self.height), round(y * self.height)))
        return moved

    # Colour

    def column(self, stops):
        """A frame of horizontal bands: colours at heights, blended between them."""
        strip = Image.new("RGB", (1, 256))
        strip.putdata([self.at(stops, row / 255) for row in range(256)])
        strip = strip.resize((1, self.height), Image.Resampling.BICUBIC)
        return strip.resize((self.width, self.height), Image.Resampling.NEAREST)

    @staticmethod
    def at(stops, height):
        below = stops[0]
        for stop in stops:
            if stop[0] >= height:
                share = (height - below[0]) / (stop[0] - below[0]) if stop[0] > below[0] else 0
                return mix(below[1], stop[1], share)
            below = stop
        return below[1]

    def fill(self, mask, colour, strength=1.0):
        """Colour (one, or bands as for `column`) where the mask is white."""
        if strength < 1:
            mask = mask.point([round(v * strength) for v in range(256)])
        box = mask.getbbox()
        if not box:
            return
        paint = self.column(colour).crop(box) if isinstance(colour, list) else colour
        self.image.paste(paint, box, mask.crop(box))

    def paint(self, colour, draw, blur=0.0, strength=1.0):
        mask = self.mask(draw, blur)
        self.fill(mask, colour, strength)
        return mask

    def patch(self, colour, points):
        """A polygon straight onto the image: quick, for hundreds of small ones."""
        draw = ImageDraw.Draw(self.image)
        draw.polygon([(x * self.width, y * self.height) for x, y in points], fill=colour)

    def light(self, mask, colour, strength=1.0):
        """Add light of that colour where the mask is white."""
        if box := mask.getbbox():
            lit = Image.new("RGB", (box[2] - box[0], box[3] - box[1]))
            lit.paste(tuple(round(v * strength) for v in colour), mask=mask.crop(box))
            self.image.paste(ImageChops.screen(self.image.crop(box), lit), box)

    def shade(self, mask, strength=1.0):
        """Take light away where the mask is white."""
        if box := mask.getbbox():
            lit = mask.crop(box).point([round(255 - v * strength) for v in range(256)])
            shaded = ImageChops.multiply(self.image.crop(box), Image.merge("RGB", (lit,) * 3))
            self.image.paste(shaded, box)

    def glow(self, x, y, rx, ry, colour, strength=1.0):
        """A soft round light about a place."""
        size = (max(2, round(rx * 2 * self.height)), max(2, round(ry * 2 * self.height)))
        left, top = round(x * self.width - size[0] / 2), round(y * self.height - size[1] / 2)
        box = (
            max(0, left),
            max(0, top),
            min(self.width, left + size[0]),
            min(self.height, top + size[1]),
        )
        if box[0] >= box[2] or box[1] >= box[3]:
            return
        disc = DISC.resize(size).crop((box[0] - left, box[1] - top, box[2] - left, box[3] - top))
        lit = Image.new("RGB", disc.size)
        lit.paste(tuple(round(v * strength) for v in colour), (0, 0, *disc.size), disc)
        self.image.paste(ImageChops.screen(self.image.crop(box), lit), box)

    def blur(self, amount):
        self.image = self.soft(self.image, amount)

    def haze(self, colour, strength, start=0.0, end=1.0):
        """Air: a veil that grows thicker from one height to another."""
        self.fill(self.ramp(0, round(255 * strength), start, end), colour)

    def reflect(self, line, strength=0.75, ripple=0.006, tint=(20, 30, 40)):
        """Water below a height: what stands above it, upside down, broken by ripples."""
        y = round(line * self.height)
        deep = self.height - y
        above = self.image.crop((0, max(0, y - deep), self.width, y))
        upside = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((self.width, deep))
        rows = []
        shift = 0.0
        for row in range(0, deep, 2):
            near = row / deep
            shift = shift * 0.55 + self.random.uniform(-1, 1) * ripple * self.width * (0.3 + near)
            rows.append((row, round(shift)))
        water = Image.new("RGB", (self.width, deep), tint)
        for row, move in rows:
            strip = upside.crop((0, row, self.width, row + 2))
            water.paste(ImageChops.offset(strip, move, 0), (0, row))
        water = blurred(water, 0.0025 * self.height)
        water = Image.blend(Image.new("RGB", water.size, tint), water, strength)
        self.image.paste(water, (0, y))

    def ridge(self, left, right, roughness, details=6):
        """The points of a line of hills from edge to edge, at those heights at its ends."""
        heights = [left, right]
        for _ in range(details):
            finer = []
            for one, other in zip(heights, heights[1:], strict=False):
                finer += [one, (one + other) / 2 + self.random.uniform(-1, 1) * roughness]
            heights = [*finer, heights[-1]]
            roughness *= 0.52
        last = len(heights) - 1
        return [(number / last, height) for number, height in enumerate(heights)]

    def hills(self, left, right, roughness, colour, **options):
        """A ridge filled down to the foot of the frame."""
        line = self.ridge(left, right, roughness, options.pop("details", 6))
        self.paint(colour, lambda pen: pen.polygon([*line, (1, 1.1), (0, 1.1)]), **options)
        return line
