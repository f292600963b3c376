"""
The picture a film is shared with: its still, its title, its section and its edition.

It is drawn when it is first asked for and kept under a name made of all that it shows, so that a
change of any of it is another picture; the old one is then thrown away.

Titles are drawn in Inter, which knows Latin, Greek and Cyrillic letters. Of a film with a title
in another script, the first title that can be drawn is; of one without such a title, none.
"""

import hashlib
import unicodedata
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import get_language
from PIL import Image, ImageDraw, ImageFont, ImageOps

from catalogue.models import Film, Selection, Still

SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN = 64
LINE = WIDTH - 2 * MARGIN
BAND = 12
INK, PAPER, QUIET = "#111113", "#ffffff", "#c9c9cf"
# The tones of static/css/sections.css in the dark.
TONES = {
    "vermilion": "#ff8a73",
    "amber": "#f2b34d",
    "moss": "#a5cf6b",
    "teal": "#56cfc8",
    "cobalt": "#8fb2ff",
    "violet": "#c3a2ff",
    "magenta": "#ff8bcb",
    "slate": "#b3c0cc",
}
FONT = Path(__file__).with_name("fonts") / "InterDisplay-Bold.woff2"
TITLE_SIZES = (96, 84, 72, 62, 54)  # the first in which the title needs two lines, else three
END_OF_JPEG = b"\xff\xd9"
DRAWING = 1  # raised when the same things are drawn otherwise


@dataclass(frozen=True)
class ShareCard:
    """All that a share picture shows; `picture` is the name of a stored file, or empty."""

    film: int
    language: str
    title: str
    section: str
    colour: str
    edition: str
    picture: str
    focal_point: tuple[int, int]
    drawing: int = DRAWING

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:24]

    @property
    def folder(self) -> str:
        return f"share/{self.film}/{self.language}"


def card_of(film: Film, selection: Selection) -> ShareCard:
    """What the picture shows in the page's language; reads the film's titles and stills."""
    still = shared_still(film.stills.all())
    edition = selection.edition.name
    festival = settings.FESTIVAL_NAME
    return ShareCard(
        film=film.pk,
        language=get_language(),
        title=drawable_title(film),
        section=drawable(selection.section.name),
        colour=selection.section.colour,
        edition=drawable(edition if festival in edition else f"{festival} · {edition}"),
        picture=still.file.largest_name if still else "",
        focal_point=(still.focal_x, still.focal_y) if still else (50, 50),
    )


def shared_still(stills) -> Still | None:
    """The first still, else the first picture of any kind, of those that were checked."""
    checked = [still for still in stills if still.file.widths]
    return next((s for s in checked if s.kind == Still.Kind.STILL), next(iter(checked), None))


def drawable_title(film: Film) -> str:
    others = [film.title, film.original_title, *(t.title for t in film.titles.all())]
    return next(filter(None, map(drawable, [film.shown_title, *others])), "")


def drawable(words: str) -> str:
    """
    The words, without invisible signs, if the font can draw every letter; else none of them. What
    parts lines or paragraphs is a space, as no line that holds one can be measured.
    """
    words = unicodedata.normalize("NFC", " ".join(words.split()))
    words = "".join(letter for letter in words if unicodedata.category(letter) != "Cf")
    return words if all(letter.isspace() or has_glyph(letter) for letter in words) else ""


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)


@cache
def has_glyph(letter: str) -> bool:
    """Whether the letter is drawn as something else than what the font draws for no letter."""
    return bytes(font(40).getmask(letter)) != bytes(font(40).getmask("\uffff"))


# Keeping -----------------------------------------------------------------------------------------


def picture_of(card: ShareCard) -> bytes:
    """The picture as a JPEG: as it was kept, or drawn now."""
    name = f"{card.folder}/{card.digest}.jpg"
    kept = read(name)
    # Another worker may be in the middle of writing it: half a file is as good as none.
    if kept and kept.endswith(END_OF_JPEG):
        return kept
    still = read(card.picture) if card.picture else None
    drawn = draw(card, still)
    if still or not card.picture:
        with suppress(OSError):  # a full disk is no reason not to show it
            keep(card.folder, name, drawn)
    return drawn


def read(name: str) -> bytes | None:
    try:
        with default_storage.open(name) as file:
            return file.read()
    except FileNotFoundError:
        return None


def keep(folder: str, name: str, drawn: bytes) -> None:
    """Writes it, and throws away what was shown before."""
    default_storage.delete(name)
    saved = default_storage.save(name, ContentFile(drawn))
    for other in default_storage.listdir(folder)[1]:
        if f"{folder}/{other}" != saved:
            default_storage.delete(f"{folder}/{other}")


# Drawing -----------------------------------------------------------------------------------------


def draw(card: ShareCard, still: bytes | None) -> bytes:
    size, lines = fitted(card.title)
    foot = HEIGHT - BAND - 48  # where its line stands; the title stands above it
    top = foot - 62 - round(size * 1.08) * len(lines)
    image = Image.new("RGB", SIZE, INK)
    if still:
        picture = Image.open(BytesIO(still)).convert("RGB")
        centering = centre(picture, *card.focal_point)
        image = ImageOps.fit(picture, SIZE, Image.Resampling.LANCZOS, centering=centering)
        image.paste(INK, mask=shadow(top))
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(lines, 1):
        pen.text((MARGIN, top + round(size * 1.08) * number), line, PAPER, font(size), anchor="ls")
    write_foot(pen, card, foot)
    file = BytesIO()
    image.save(file, "JPEG", quality=84, optimize=True)
    return file.getvalue()


def centre(picture: Image.Image, x: int, y: int) -> tuple[float, float]:
    """
    Where ImageOps.fit is to cut for the focal point, in per cent, to come as near to the middle of
    the share picture as the edges let it.
    """
    scale = max(WIDTH / picture.width, HEIGHT / picture.height)
    centering = []
    for size, shown, point in ((picture.width, WIDTH, x), (picture.height, HEIGHT, y)):
        cut_off = size * scale - shown
        wanted = size * scale * point / 100 - shown / 2
        centering.append(min(max(wanted / cut_off, 0), 1) if cut_off > 0.5 else 0.5)
    return tuple(centering)


def shadow(top: int) -> Image.Image:
    """What lets white letters be read on any still: dark from there on down, lighter above."""
    top = min(top, HEIGHT - 200)
    column = Image.new("L", (1, HEIGHT))
    column.putdata([round(232 * min(1, max(0, (y - top + 200) / 320))) for y in range(HEIGHT)])
    return column.resize(SIZE)


def write_foot(pen: ImageDraw.ImageDraw, card: ShareCard, bottom: int) -> None:
    """The section with its colour at the left, the edition at the right, the colour below."""
    tone, small = TONES[card.colour], 32
    room = WIDTH - 2 * MARGIN - 36 - 60 - font(small).getlength(card.edition)
    pen.rectangle((0, HEIGHT - BAND, WIDTH, HEIGHT), fill=tone)
    pen.text((WIDTH - MARGIN, bottom), card.edition, QUIET, font(small), anchor="rs")
    if card.section:
        section = shortened(card.section, small, room)
        pen.rectangle((MARGIN, bottom - 23, MARGIN + 22, bottom - 1), fill=tone)
        pen.text((MARGIN + 36, bottom), section, tone, font(small), anchor="ls")


def fitted(title: str) -> tuple[int, list[str]]:
    """The largest size in which it fits two lines, else the smallest and three, cut off there."""
    for size in TITLE_SIZES:
        lines = wrapped(title, size, LINE)
        if len(lines) <= 2:
            return size, balanced(title, size, lines)
    return size, [*lines[:2], shortened(" ".join(lines[2:]), size, LINE)]


def wrapped(title: str, size: int, width: float) -> list[str]:
    lines = []
    for word in title.split():
        longer = f"{lines[-1]} {word}" if lines else ""
        if lines and font(size).getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines += pieces(word, size, width)
    return lines


def pieces(word: str, size: int, width: float) -> list[str]:
    """The word, cut where it is wider than a line."""
    cut = [""]
    for letter in word:
        if font(size).getlength(cut[-1] + letter) > width:
            cut.append("")
        cut[-1] += letter
    return cut


def balanced(title: str, size: int, lines: list[str]) -> list[str]:
    """As many lines, as even as they get: a title does not leave its last word alone."""
    width = LINE
    while (width := width - 20) > 200:
        narrower = wrapped(title, size, width)
        if len(narrower) != len(lines):
            break
        lines = narrower
    return lines


def shortened(words: str, size: int, width: float) -> str:
    """The words, cut off with an ellipsis where they are wider than that."""
    whole = words
    while words and font(size).getlength(words if words == whole else f"{words}…") > width:
        words = words[:-1].rstrip()
    return words if words == whole else f"{words}…"
