"""Titles that look like something else."""

import pytest

from catalogue.intake.entries import CreditLine, Place, read_entries

TEXT = (
    "A ferry pilot and a botanist share a long night crossing, in which the sea is both a witness "
    "and a threat to them."
)
PAGE = """\
{head}
by Mira Halloran
{text}
Ireland 2019 English 97’ Colour
Director Mira Halloran
Music Bo Lind"""
LOOK_LIKE_LABELS = [
    *("Image of the Sea", "Sound of Falling", "Text Me Later", "Costumes and Lies", "Photo Booth"),
    *("Voces Inocentes", "Le Son du Silence", "Camera Obscura", "Voix Humaine", "Zdjęcia Ślubne"),
    *("Nach Paris", "Regie Theater", "Story of Women", "La Musique de Nuit", "Idea of Home"),
]
LOOK_LIKE_LEADS = ["With Honors", "By Night", "Con Air", "Mit Liebe", "Avec Amour", "Van Gogh"]
LOOK_LIKE_FACTS = ["12 Minutes", "90 Minuten", "In Colour", "1h22", "2046", "1917", "7", "FSK 18"]
ARE_LABELS = ["Music", "Hair", "Maske", "Producent"]


def read(head):
    (entry,) = read_entries(PAGE.format(head=head, text=TEXT))
    return entry


def rest(entry):
    """What the page says besides its titles."""
    keys = ("directors", "year", "runtime_minutes", "countries", "cast", "credits", "companies")
    return {key: getattr(entry, key) for key in keys}


SAID = {
    "directors": ("Mira Halloran",),
    "year": 2019,
    "runtime_minutes": 97,
    "countries": (Place("Ireland", "IE"),),
    "cast": (),
    "credits": (
        CreditLine("Director", ("Mira Halloran",), ("director",)),
        CreditLine("Music", ("Bo Lind",), ("composer",)),
    ),
    "companies": (),
}


@pytest.mark.parametrize(
    "title", [*LOOK_LIKE_LABELS, *LOOK_LIKE_LEADS, *LOOK_LIKE_FACTS, *ARE_LABELS]
)
def test_a_title_on_the_first_line_is_the_title_and_nothing_else(title):
    entry = read(f"{title}\nQuiet Harbour")

    assert (entry.title, rest(entry)) == (title, SAID)


@pytest.mark.parametrize(
    "title", [*LOOK_LIKE_LABELS, *LOOK_LIKE_LEADS, *LOOK_LIKE_FACTS, *ARE_LABELS]
)
def test_a_title_on_the_second_line_invents_nothing(title):
    entry = read(f"Quiet Harbour\n{title}")

    assert (entry.title, rest(entry)) == ("Quiet Harbour", SAID)


def test_a_year_in_brackets_after_the_title_is_the_films():
    (entry,) = read_entries(f"Salt (2019)\nby Mira Halloran\n{TEXT}\nIreland, 97 min")

    assert (entry.title, entry.year) == ("Salt", 2019)
