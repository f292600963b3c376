"""What is let in of the files that people send, and what is kept of them."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import ExifTags, Image, ImageChops, ImageCms, ImageDraw, ImageStat

from people.pictures import UnfitPictureError, checked, widths_for
from tests.factories import make_picture

NOT_ONE = "This is not a picture we can use. Send a JPEG, PNG or WebP file."
TOO_MANY = "This picture has too many pixels; 36 megapixels is the most."
BROKEN = "This file is damaged: it breaks off, or does not hold the picture it promises."


def drawn(width=96, height=54, mode="RGB"):
    """Red at the left, blue at the right, with a white disc at the top."""
    image = Image.new("RGB", (width, height), "red")
    pen = ImageDraw.Draw(image)
    pen.rectangle((width // 2, 0, width, height), fill="blue")
    pen.ellipse((width // 3, 0, width // 2, height // 3), fill="white")
    return image.convert(mode)


def saved(image, kind="JPEG", **options):
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def check(content):
    return checked(ContentFile(content, name="x.jpg"))


def kept(content):
    return Image.open(BytesIO(check(content).read()))


def complaint(content):
    with pytest.raises(UnfitPictureError) as refused:
        check(content)
    return refused.value.messages


def difference(one, other):
    """How far a pixel of one is from the other's on average, in its worst channel: 0 to 255."""
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def camera_exif(orientation=1):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "Camerafirm"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (55.0, 40.0, 12.0)
    return exif.tobytes()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NOT_ONE),
        (b"<script>alert(1)</script>", NOT_ONE),
        (b"GIF89a<script>alert(1)</script>", NOT_ONE),
        (b"", NOT_ONE),
        (saved(drawn(), "GIF"), NOT_ONE),
        (saved(drawn(), "TIFF"), NOT_ONE),
        (saved(drawn())[:-200], BROKEN),
        (saved(drawn(), "PNG")[:-80], BROKEN),
        (saved(drawn(), "WEBP")[:-80], NOT_ONE),
        (saved(drawn(), "PNG").replace(b"IDAT", b"idAT"), NOT_ONE),
        (make_picture(14000, 14000, kind="PNG"), TOO_MANY),
        (make_picture(7000, 6000, kind="PNG"), TOO_MANY),
        (
            make_picture(5000, 4000, kind="WEBP"),
            "This picture has too many pixels; 18 megapixels is the most.",
        ),
        (
            make_picture(16001, 10),
            "This picture is too long; 16,000 pixels a side is the most.",
        ),
        (make_picture() + bytes(21 * 1024 * 1024), "This file has 21 MB; 20 MB is the most."),
    ],
    ids=[
        "svg",
        "script",
        "polyglot",
        "empty",
        "gif",
        "tiff",
        "broken jpeg",
        "broken png",
        "broken webp",
        "no pixels",
        "196 megapixels",
        "42 megapixels",
        "20 megapixels of webp",
        "long",
        "21 MB",
    ],
)
def test_a_file_that_is_no_fit_picture_is_refused_in_a_sentence(content, sentence):
    assert complaint(content) == [sentence]


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_refused(kind):
    frames = [drawn(), drawn().rotate(180)]
    moving = saved(frames[0], kind, save_all=True, append_images=frames[1:])

    assert complaint(moving) == ["This picture moves. Send one that stands still."]


def test_of_a_camera_s_several_pictures_in_one_jpeg_the_first_is_taken():
    several = saved(drawn(), "MPO", save_all=True, append_images=[drawn().rotate(180)])
    picture = kept(several)

    assert (picture.format, difference(picture, drawn()) < 8) == ("JPEG", True)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_the_picture_is_kept(kind):
    options = {"exif": camera_exif(), "xmp": b"<x:xmpmeta>secret</x:xmpmeta>"}
    content = saved(drawn(), kind, **options | ({"comment": b"secret"} if kind == "JPEG" else {}))
    picture = check(content + b"<?php secret ?>")
    files = [picture.read(), *picture.renditions().values()]

    assert b"Camerafirm" in content
    for file in files:
        image = Image.open(BytesIO(file))
        assert dict(image.getexif()) == {}
        assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not any(word in file for word in (b"secret", b"Camerafirm", b"Exif"))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_stands_upright_however_the_camera_was_held(orientation, kind):
    held = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    scene = drawn()
    lying = scene.transpose(held[orientation]) if orientation in held else scene

    picture = kept(saved(lying, kind, exif=camera_exif(orientation), subsampling=0, quality=95))

    assert picture.size == (96, 54)
    assert difference(picture, scene) < 8


def test_a_jpeg_loses_nothing_to_speak_of_and_a_png_nothing():
    """Written with its own tables, a JPEG is what it was but for a rounding here and there."""
    soft = Image.merge("RGB", [Image.radial_gradient("L"), *[Image.linear_gradient("L")] * 2])
    jpeg = saved(soft, quality=60, subsampling=2)
    decoded = Image.open(BytesIO(jpeg)).convert("RGB")
    again = kept(jpeg)

    assert again.quantization == Image.open(BytesIO(jpeg)).quantization
    assert difference(again, decoded) < 0.5
    assert difference(kept(saved(drawn(), "PNG")), drawn()) == 0


def test_a_webp_is_kept_as_a_jpeg_and_transparency_is_laid_on_white():
    clear = Image.new("RGBA", (40, 600), (255, 0, 0, 0))

    for kind, becomes in [("WEBP", "JPEG"), ("PNG", "PNG")]:
        picture = kept(saved(clear, kind, **({"lossless": True} if kind == "WEBP" else {})))
        white = Image.new("RGB", (40, 600), "white")
        assert (picture.format, difference(picture, white)) == (becomes, 0)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGBA", "CMYK"])
def test_every_kind_of_colour_becomes_grey_or_rgb(mode):
    image = Image.new("I;16", (96, 54), 0x8080) if mode == "I;16" else drawn(mode=mode)
    picture = kept(saved(image, "JPEG" if mode == "CMYK" else "PNG"))

    becomes = "L" if mode in ("1", "L", "I;16") else "RGB"
    same = Image.new("L", (96, 54), 0x80) if mode == "I;16" else image.convert(becomes)
    assert (picture.mode, picture.size) == (becomes, (96, 54))
    assert difference(picture, same) <= (8 if mode == "CMYK" else 0)


def test_other_colour_spaces_become_srgb_and_a_broken_profile_harms_nothing():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # A space in which what is called red is blue, and the other way round.
    swapped = srgb.replace(b"rXYZ", b"####").replace(b"bXYZ", b"rXYZ").replace(b"####", b"bXYZ")
    swapped = swapped.replace("sRGB".encode("utf-16-be"), "Swap".encode("utf-16-be"))
    red = Image.new("RGB", (40, 30), "red")

    told = {
        name: kept(saved(red, "PNG", icc_profile=profile)).getpixel((5, 5))
        for name, profile in [("srgb", srgb), ("swapped", swapped), ("broken", b"?"), ("none", b"")]
    }

    assert told == {
        "srgb": (255, 0, 0),
        "swapped": (0, 0, 255),
        "broken": (255, 0, 0),
        "none": (255, 0, 0),
    }


@pytest.mark.parametrize(
    ("width", "widths"),
    [(1, [1]), (480, [480]), (600, [480, 600]), (1280, [480, 960, 1280]), (6000, [480, 960, 1600])],
)
def test_a_picture_is_offered_in_a_few_widths_never_wider_than_it_is(width, widths):
    assert widths_for(width) == widths


def test_every_width_is_made_in_a_modern_format_and_one_everybody_reads():
    picture = check(saved(drawn(1280, 720)))

    made = {
        key: (Image.open(BytesIO(file)).format, Image.open(BytesIO(file)).size)
        for key, file in picture.renditions().items()
    }
    assert made == {
        (width, ending): (kind, (width, width * 9 // 16))
        for width in (480, 960, 1280)
        for ending, kind in [("avif", "AVIF"), ("jpg", "JPEG")]
    }
    for file in picture.renditions().values():
        image = Image.open(BytesIO(file)).convert("RGB")
        assert difference(image, drawn(1280, 720).resize(image.size)) < 4
