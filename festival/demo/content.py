"""The demo festival's content as it lies in the data files beside this module."""

import tomllib
from functools import cache
from pathlib import Path

from festival.demo.stills import Look
from festival.demo.stills.figures import HAIR, HEADS
from festival.demo.stills.grade import GRADES

HERE = Path(__file__).parent
YEARS = (2023, 2025, 2027)
OLD = 1995


@cache
def read(name: str) -> dict:
    """The content of one data file, by its name without the ending."""
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def films() -> list[tuple[int, dict]]:
    """Every film with the year of its edition, in the order of the programme."""
    return [(year, film) for year in YEARS for film in read(f"films-{year}")["film"]]


def looks(film: dict) -> list[Look]:
    """How the film's stills are to be drawn, from the words of `look`."""
    return [_look(film, still) for still in film["stills"]]


def _look(film, still):
    monochrome = film.get("tone", "grey") if _is_monochrome(film, still) else ""
    age = 0.9 if film["year"] < 1930 else 0.5 if film["year"] < OLD else 0.0
    return look(still["look"], film.get("grade", "neutral"), monochrome, age)


def _is_monochrome(film, still):
    return still.get("mono") or film.get("colour", "colour") in ("black-and-white", "tinted")


def look(words: str, grade: str = "neutral", monochrome: str = "", age: float = 0.0) -> Look:
    """
    A look from its scene, its air and, in any order, a detail, a head and a number of people.

    >>> look("sea dusk jetty 2").figures
    2
    """
    if grade not in GRADES:
        raise ValueError(f"no such grade: {grade}")
    scene, air, *more = words.split()
    figures = next((int(word) for word in more if word.isdigit()), 0)
    head = next((word for word in more if word in HEADS or word in HAIR), "")
    detail = next((word for word in more if not word.isdigit() and word != head), "")
    return Look(scene, air, detail, figures, head, grade, monochrome, age)


def crew(film: dict) -> list[str]:
    """The functions of a film's crew beside direction and writing, by its form and its time."""
    if film["year"] < 1930:
        return ["cinematographer", "production_designer", "costume_designer", "producer"]
    return CREWS[_kind_of_crew(film)].split()


def _kind_of_crew(film):
    form = film.get("form", "fiction")
    if form in ("documentary", "essay", "animation", "experimental"):
        return form
    if film["year"] < OLD:
        return "old"
    return "short" if film["minutes"] <= 40 else "feature"


# A function with a question mark is not on every film.
CREWS = {
    "feature": (
        "cinematographer film_editor composer? sound_designer sound_recorder_mixer "
        "production_designer costume_designer make_up_artist? casting_director? "
        "assistant_director? production_manager? producer executive_producer?"
    ),
    "documentary": (
        "cinematographer film_editor composer? sound_designer? sound_recorder_mixer research? "
        "producer commissioning_editor?"
    ),
    "essay": "film_editor sound_designer research producer",
    "animation": "animator character_designer? film_editor composer sound_designer producer",
    "experimental": "cinematographer film_editor colourist producer",
    "short": (
        "cinematographer film_editor composer? sound_recorder_mixer production_designer producer"
    ),
    "old": (
        "cinematographer film_editor composer sound_recorder_mixer production_designer "
        "costume_designer production_manager"
    ),
}
