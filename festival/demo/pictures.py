"""All pictures of the demo festival, drawn beside one another by every processor there is."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from django.core.files.base import ContentFile

from festival.demo import content
from festival.demo.stills import draw
from people.pictures import Picture, checked

PORTRAIT_RATIO = 0.8


def jobs(width: int) -> dict:
    """What has to be drawn: by film and number, or by person, the arguments of `draw`."""
    drawn = {}
    for _, film in content.films():
        for number, look in enumerate(content.looks(film)):
            seed = f"{film['key']}/{number}"
            drawn[film["key"], number] = (seed, look, float(film["ratio"]), width)
    for person in content.read("people")["person"]:
        if "portrait" in person:
            look = content.look(person["portrait"], "faded")
            drawn[person["name"], None] = (person["name"], look, PORTRAIT_RATIO, width // 2)
    return drawn


def drawn(*job) -> Picture:
    """A picture as it is stored, with its renditions, so that every processor makes some."""
    picture = checked(ContentFile(draw(*job)))
    picture.renditions()
    return picture


def draw_all(width: int = 1280) -> dict[tuple, Picture]:
    """Every picture, by film and number or by person."""
    wanted = jobs(width)
    workers = min(multiprocessing.cpu_count(), 8)
    if workers < 2 or width < 200:
        return {key: drawn(*job) for key, job in wanted.items()}
    # Spawned and not forked: a fork would carry the open database along.
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        pictures = pool.map(drawn, *zip(*wanted.values(), strict=True), chunksize=4)
        return dict(zip(wanted, pictures, strict=True))
