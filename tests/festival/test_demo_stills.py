from io import BytesIO

import pytest
from PIL import Image

from festival.demo import content
from festival.demo.stills import SCENES, Look, draw


def test_are_the_same_every_time_and_another_for_every_film():
    look = Look("harbour", "dusk", figures=1)
    assert draw("one", look, 1.85, 160) == draw("one", look, 1.85, 160)
    assert draw("one", look, 1.85, 160) != draw("other", look, 1.85, 160)


@pytest.mark.parametrize("scene", SCENES)
def test_have_the_films_aspect_ratio(scene):
    drawn = draw("any", Look(scene, "day", figures=1), 2.39, 400)
    with Image.open(BytesIO(drawn)) as image:
        assert image.size == (400, 168)


def test_of_black_and_white_films_have_one_hue():
    look = Look("sea", "day", monochrome="warm", age=0.5)
    with Image.open(BytesIO(draw("any", look, 1.33, 160))) as image:
        hues = {max(pixel) - min(pixel) for pixel in image.get_flattened_data()}
    assert max(hues) < 64


def test_show_what_the_content_asks_for():
    for _, film in content.films():
        for look in content.looks(film):
            assert look.scene in SCENES
