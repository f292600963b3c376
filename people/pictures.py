"""
Pictures: what is let in, what is kept of it, and the renditions that pages show.

Nothing is stored or shown that was not decoded to its last pixel and written anew by us. So a
stored picture has no metadata (a camera tells where it stood), no second picture behind the
first, no script between its segments; it stands upright, is opaque, and its colours are sRGB or
grey. What is sent as JPEG is written with its own quantisation tables, which loses nothing an
eye could find; PNG loses nothing; WebP becomes the JPEG that newspapers can open.
"""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageCms
from PIL.JpegImagePlugin import JpegImageFile, get_sampling

MOST_BYTES = 20 * 1024 * 1024
# At four bytes each, held twice while it is worked on; a frame of 8K has 33 million. WebP's
# decoder holds twice as many.
MOST_MEGAPIXELS = {"JPEG": 36.5, "MPO": 36.5, "PNG": 36.5, "WEBP": 18}
LONGEST_SIDE = 16_000
COMPLAINTS = {
    "too_big": _("This file has %(megabytes)d MB; 20 MB is the most."),
    "wrong_kind": _("This is not a picture we can use. Send a JPEG, PNG or WebP file."),
    "too_many_pixels": _("This picture has too many pixels; %(most)d megapixels is the most."),
    "too_long": _("This picture is too long; 16,000 pixels a side is the most."),
    "moving": _("This picture moves. Send one that stands still."),
    "broken": _("This file is damaged: it breaks off, or does not hold the picture it promises."),
}

WIDTHS = (480, 960, 1600)
# AVIF at speed 9 takes less than half the time of 8 and 2 % more bytes; as JPEG, what a browser
# of before 2024 reads.
RENDITIONS = {
    "avif": ("AVIF", {"quality": 55, "speed": 9, "max_threads": 1}),
    "jpg": ("JPEG", {"quality": 76, "optimize": True}),
}
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class UnfitPictureError(ValidationError):
    """A file that is refused; its message is for whoever sent it."""

    def __init__(self, code: str, **params):
        super().__init__(COMPLAINTS[code], code=code, params=params)


class Picture(ContentFile):
    """A picture that was checked, as it is to be stored, with its renditions."""

    def __init__(self, content: bytes, ending: str, image: Image.Image):
        super().__init__(content, name=f"picture.{ending}")
        self.widths = widths_for(image.width)
        self.largest = reduced(image, self.widths[-1])
        self.made = {}

    def renditions(self) -> dict[tuple[int, str], bytes]:
        """The encoded picture by width and ending, made once."""
        image, self.largest = self.largest, None
        if image:
            for width in reversed(self.widths):
                image = reduced(image, width)
                for ending, (kind, options) in RENDITIONS.items():
                    self.made[width, ending] = encoded(image, kind, **options)
        return self.made


def checked(file: File) -> Picture:
    """
    The picture in a file that somebody sent; UnfitPictureError when it is none we can use.

    Size, kind and pixels are judged by the header alone, before anything decodes the rest: 144
    megapixels of one colour are a small file.
    """
    if file.size > MOST_BYTES:
        raise UnfitPictureError("too_big", megabytes=file.size // (1024 * 1024))
    source = opened(file)
    most = MOST_MEGAPIXELS[source.format]
    if source.width * source.height > most * 1_000_000:
        raise UnfitPictureError("too_many_pixels", most=most)
    if max(source.size) > LONGEST_SIDE:
        raise UnfitPictureError("too_long")
    if source.format != "MPO" and getattr(source, "is_animated", False):
        raise UnfitPictureError("moving")
    try:
        source.load()
        ending, options = kept_as(source)
        image = plain(upright(source))
        if image is not source:
            source.close()  # half of the memory
    except Exception as error:  # a broken file breaks its reader in any way it likes
        raise UnfitPictureError("broken") from error
    return Picture(encoded(image, **options), ending, image)


def opened(file: File) -> Image.Image:
    """The header read, no pixel yet. Of several pictures in a JPEG (MPO) it is the first."""
    file.seek(0)
    try:
        return Image.open(file, formats=["JPEG", "PNG", "WEBP"])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnfitPictureError("too_many_pixels", most=max(MOST_MEGAPIXELS.values())) from error
    except Exception as error:
        raise UnfitPictureError("wrong_kind") from error


def upright(image: Image.Image) -> Image.Image:
    """Turned as the camera said it was held; one that said nonsense was held upright."""
    try:
        turn = UPRIGHT.get(image.getexif().get(ExifTags.Base.Orientation))
    except Exception:
        turn = None
    return image.transpose(turn) if turn is not None else image


def plain(image: Image.Image) -> Image.Image:
    """In grey or sRGB, eight bits a channel, transparency laid on white, and nothing else told."""
    profile = image.info.get("icc_profile")
    if image.has_transparency_data:
        image = on_white(image)
    elif image.mode.startswith("I"):  # sixteen bits of grey
        image = image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    elif image.mode not in ("L", "RGB", "CMYK"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    image = in_srgb(image, profile) if image.mode != "L" else image
    image.info = {}
    return image


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB or CMYK by its colour profile; where there is none, or a useless one, as it stands."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if "srgb" not in ImageCms.getProfileDescription(source).lower():
            return ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
    except (TypeError, OSError, ImageCms.PyCMSError):
        pass
    return image.convert("RGB") if image.mode != "RGB" else image


def on_white(image: Image.Image) -> Image.Image:
    """Without its transparency; in strips, because a second copy of a large picture costs much."""
    white = Image.new("RGB", image.size, "white")
    for top in range(0, image.height, 256):
        strip = image.crop((0, top, image.width, min(top + 256, image.height))).convert("RGBA")
        white.paste(strip, (0, top), mask=strip)
    return white


def kept_as(source: Image.Image) -> tuple[str, dict]:
    """The ending and the encoding of the file that is stored."""
    if source.format == "PNG":
        return "png", {"kind": "PNG", "compress_level": 3}
    if isinstance(source, JpegImageFile) and source.mode in ("L", "RGB"):
        tables = {"qtables": source.quantization, "subsampling": get_sampling(source)}
        return "jpg", {"kind": "JPEG", **tables}
    return "jpg", {"kind": "JPEG", "quality": 95, "subsampling": 0}


def encoded(image: Image.Image, kind: str, **options) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def reduced(image: Image.Image, width: int) -> Image.Image:
    if width == image.width:
        return image
    size = (width, height_at(width, *image.size))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def height_at(width: int, whole_width: int, whole_height: int) -> int:
    return max(1, round(whole_height * width / whole_width))


def widths_for(width: int) -> list[int]:
    """
    The widths a picture is offered in, never wider than it is.

    >>> widths_for(6000), widths_for(1280), widths_for(500)
    ([480, 960, 1600], [480, 960, 1280], [500])
    """
    largest = min(width, WIDTHS[-1])
    return [*(step for step in WIDTHS if step <= 0.8 * largest), largest]


def rendition_name(name: str, width: int, ending: str) -> str:
    """`stills/x.png` → `stills/x-480.avif`"""
    return f"{name.rpartition('.')[0]}-{width}.{ending}"
