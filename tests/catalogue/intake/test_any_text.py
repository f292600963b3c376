"""Whatever the text: no error, a fate for each line, nothing from elsewhere, and steady work."""

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.intake.entries import STEPS, as_json, read_entries
from catalogue.intake.lines import read_lines
from catalogue.intake.reading.page import Page
from catalogue.intake.wrapped import join_wrapped

PIECES = st.sampled_from(
    [
        "Regie",
        "Director:",
        "Ada Birk",
        "Bo Lind (Mother)",
        "Belgium",
        "2023",
        "82’",
        "French",
        ",",
        "/",
    ]
    + [
        "Mit",
        "Produktion",
        "Filmografie",
        "2005 Heifer; short film",
        " | ",
        "•",
        "(",
        "*",
        "Weg (2016),",
    ]
    + [
        "Born in Cork, she studied painting there and lives in the country.",
        "\n",
        "\n\n",
        ". ",
        "und",
    ]
    + ["Biography", "by", "World premiere", "“", "\u2028", "\x0c", "\r\n", "as of Berlinale 2023"]
)
pages = st.text(max_size=2_000) | st.lists(PIECES, max_size=60).map(" ".join)


def read_page(text):
    page = Page(join_wrapped(read_lines(text)))
    for step in STEPS:
        step(page)
    return page


@given(pages)
def test_every_line_of_any_text_has_a_fate(text):
    numbers = [number for number, line in enumerate(text.splitlines(), 1) if line.strip()]

    assert sorted({fate.line for fate in read_page(text).line_fates()}) == numbers


@given(pages)
def test_no_name_comes_from_outside_the_text(text):
    squeezed = " ".join(unicodedata.normalize("NFKC", text).split())
    for entry in read_entries(text):
        told = as_json(entry)
        names = [*told["directors"], *(name for name, _ in told["cast"]), *told["countries"]]
        composed = (unicodedata.normalize("NFKC", name) for name in names)
        assert [name for name in composed if name not in squeezed] == []


@given(pages)
def test_a_text_reads_the_same_each_time(text):
    assert read_entries(text) == read_entries(text)


SHAPES = {
    "one word": "a" * 20,
    "digits": "2019 " * 4,
    "brackets": "(" * 20,
    "label runs": "Regie Anna Buch ",
    "label lines": "Regie\n\n",
    "unknown labels": "Sea Consultant: Bo Lind\nMusic: Ada Birk\n",
    "credits": "Regie Ada Birk\n",
    "names": "Ada Birk\n",
    "cast": "• Ada Birk (Mother)\n",
    "facts": "Belgium 2023 French 82’ Colour\n",
    "films": "2016 Weg; short film ",
    "bracketed films": "Weg (2016), ",
    "prose": "The woman walks in the forest and finds a door to the sea that nobody has seen.\n",
    "blank lines": "\n",
    "by": "by Ada Birk Masters\n",
    "wrapped": "She counts the boats that come home in the evening\nand those that do not,\n",
    "sentences": "Directed by Ada Birk. Music by Bo Lind. Norway, 2021, 82 min. ",
    "films of a text": "Sea\nby Ada Birk\nPeru 2020, 9 min\nMusic Bo Lind\n\n",
    "columns": "NORA    Ada Birk\n",
    "turned names": "Birk, Ada; ",
}


def steps(text):
    """How many calls the reader makes for a text."""
    count = 0

    def counted(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        read_entries(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_takes_about_twice_the_steps(shape):
    piece = SHAPES[shape]
    once, twice = (steps(piece * (size // len(piece))) for size in (16_000, 32_000))

    assert twice < 2.5 * once + 1_000


@settings(max_examples=3, deadline=None)
@given(st.text(min_size=200, max_size=200))
def test_a_long_text_of_any_signs_is_read(text):
    told = {fate.line for fate in read_page(text * 500).line_fates()}

    assert told == {line.number for line in read_lines(text * 500)}


def test_five_megabytes_are_read():
    paragraph = "The woman walks in the forest and finds a door that nobody has seen. " * 40

    assert read_entries(f"Sea\n{paragraph}\n" * 1_800) == []
