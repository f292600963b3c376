"""
The stills of the demo festival: scenes composed and drawn for each film.

The same film gives the same picture, byte for byte, on every machine with the same Pillow.
"""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from festival.demo.stills.air import AIRS
from festival.demo.stills.canvas import Canvas
from festival.demo.stills.faces import FACES
from festival.demo.stills.grade import finish
from festival.demo.stills.halls import HALLS
from festival.demo.stills.inventions import INVENTIONS
from festival.demo.stills.land import LAND
from festival.demo.stills.rooms import ROOMS
from festival.demo.stills.towns import TOWNS
from festival.demo.stills.water import WATER

SCENES = LAND | WATER | TOWNS | ROOMS | HALLS | FACES | INVENTIONS


@dataclass(frozen=True)
class Look:
    """What a still shows: a scene, the hour, who is in it, and how the film was graded."""

    scene: str
    air: str = "overcast"
    detail: str = ""
    figures: int = 0
    head: str = ""
    grade: str = "neutral"
    monochrome: str = ""
    age: float = 0.0


def draw(seed: str, look: Look, ratio: float, width: int = 1280) -> bytes:
    """The still as a JPEG; `seed` makes it that film's own."""
    c = Canvas(width, round(width / ratio / 2) * 2, seed)
    SCENES[look.scene](c, AIRS[look.air], look)
    return _jpeg(finish(c, look.grade, monochrome=look.monochrome, age=look.age))


def _jpeg(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "JPEG", quality=82, optimize=True)
    return file.getvalue()
