"""Blocks of one kind: what is read of them, and that every line is rows or stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.intake.pasted import (
    CREDITED,
    LISTED,
    read_cast,
    read_credits,
    read_filmography,
    unread_lines,
)

CREDITS = """\
Director Mara Vex
Screenplay  Mara Vex, Jo Lund
Editing\tŠpela Kos
Kamera: Ida Roos
Music
Aksel Friis
Crane Whisperer: Bo Lind
Produced by Salt Pictures
what nobody understands"""


def credited(entry):
    return [(line.label, line.names, line.functions) for line in entry.credits]


def test_credits_are_read_in_any_shape():
    entry = read_credits(CREDITS)

    assert credited(entry) == [
        ("Director", ("Mara Vex",), ("director",)),
        ("Screenplay", ("Mara Vex", "Jo Lund"), ("writer",)),
        ("Editing", ("Špela Kos",), ("film_editor",)),
        ("Kamera", ("Ida Roos",), ("cinematographer",)),
        ("Music", ("Aksel Friis",), ("composer",)),
        ("Crane Whisperer", ("Bo Lind",), ()),
    ]
    assert [(one.function, one.name) for one in entry.companies] == [
        ("production", "Salt Pictures")
    ]
    assert unread_lines(CREDITS, entry, CREDITED) == ["what nobody understands"]


@pytest.mark.parametrize("line", ["Director Mara Vex", "Directed by Mara Vex", "Regie: Mara Vex"])
def test_one_line_alone_is_enough(line):
    assert read_credits(line).directors == ("Mara Vex",)


def test_a_cast_is_read_line_by_line_and_cell_by_cell():
    block = "Cast\n  • Pia Holm (Stine)\n\nOle Brandt\tthe pilot\nTon Berg\nRegie: Mara Vex\n2 x 3"
    entry = read_cast(block)

    assert [(one.name, one.character) for one in entry.cast] == [
        ("Pia Holm", "Stine"),
        ("Ole Brandt", "the pilot"),
        ("Ton Berg", None),
    ]
    assert credited(entry) == [("Regie", ("Mara Vex",), ("director",))]
    assert unread_lines(block, entry, CREDITED) == ["2 x 3"]


@pytest.mark.parametrize(
    "block",
    [
        "2011 Tide; short film 2014 Pebble; short film 2019 Low Water; Panorama",
        "Filmography\n2011 Tide; short film\n2014 Pebble; Kurzfilm\n2019 Low Water; Panorama",
    ],
)
def test_a_filmography_is_read_glued_or_line_by_line(block):
    films = [
        (one.year, one.title, one.kind, one.section) for one in read_filmography(block).filmography
    ]

    assert films == [
        (2011, "Tide", "short film", None),
        (2014, "Pebble", "short film", None),
        (2019, "Low Water", None, "Panorama"),
    ]


@given(st.text(max_size=300))
def test_every_line_of_any_text_makes_rows_or_stays(text):
    for read, taken in [
        (read_credits, CREDITED),
        (read_cast, CREDITED),
        (read_filmography, LISTED),
    ]:
        entry = read(text)
        told = {fate.line for fate in entry.lines}
        left = unread_lines(text, entry, taken)
        kept = {fate.line for fate in entry.lines if fate.key in taken | {"heading", "furniture"}}
        assert len(told) <= len(kept) + len(left)
