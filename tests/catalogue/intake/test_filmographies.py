import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.intake import words
from catalogue.intake.filmographies import (
    FilmographyLine,
    doubled_in_adjacent_years,
    is_runtime,
    parse_filmography,
    print_filmography,
    read_films,
    read_run,
    without_last_bracket,
)
from tests.examples import examples

HOUSE = """\
2005 Heifer; short film
2014 Indigo; Generation
2019 Lowland · Night Fern; medium-length; Panorama 2019
2022 Warra (Dressed in Blue); short film; co-director: Bo Lind"""


def film(year, title, **marks):
    return FilmographyLine(year, title, **marks)


def test_the_house_grammar_is_read():
    assert parse_filmography(HOUSE) == [
        film(2005, "Heifer", kind="short film"),
        film(2014, "Indigo", section="Generation"),
        film(2019, "Lowland"),
        film(2019, "Night Fern", kind="medium-length", section="Panorama 2019"),
        film(2022, "Warra (Dressed in Blue)", kind="short film", note="co-director: Bo Lind"),
    ]


def test_what_is_printed_is_what_was_read():
    assert print_filmography(parse_filmography(HOUSE)) == HOUSE


def test_kinds_are_printed_in_the_words_of_a_language():
    assert print_filmography([film(2005, "Heifer", kind="short film")], "de") == (
        "2005 Heifer; Kurzfilm"
    )


# A title is anything on one line that the grammar's own signs do not cut.
text = st.text(min_size=1, max_size=40).map(lambda one: " ".join(one.split()))
plain = text.filter(lambda one: one.strip(" ,;-–—/·•|") and not re.search(r"[;·\x00-\x1f]", one))
titles = plain.filter(
    lambda one: (
        len(one.splitlines()) == 1
        and one[0] not in ":–—|-"
        and not is_runtime(without_last_bracket(one)[1] or "")
    )
)
sections = titles.filter(
    lambda one: (
        not words.by_spelling("kinds").get(words.fold(one))
        and not words.fold(one).startswith(tuple(words.folded("filmography_notes", "beginnings")))
        and "," not in one
        and one[0] != "("
        and not is_runtime(one)
    )
)
notes = st.sampled_from([None, "co-director: Bo Lind", "in production"])
films = st.builds(
    FilmographyLine,
    year=st.integers(1888, 2099),
    title=titles,
    kind=st.sampled_from([None, *words.files()["en"]["kinds"]]),
    section=st.none() | sections,
    note=notes,
)


@examples(usual=100, full=10_000)
@given(st.lists(films), st.sampled_from(sorted(words.files())))
def test_a_filmography_printed_and_read_again_is_the_same(filmography, language):
    assert parse_filmography(print_filmography(filmography, language)) == filmography


@pytest.mark.parametrize(
    ("printed", "films"),
    [
        (
            "2005 Heifer; Kurzfilm 2013 Indigo 2019 Lowland · Night Fern",
            [
                film(2005, "Heifer", kind="short film"),
                film(2013, "Indigo"),
                film(2019, "Lowland"),
                film(2019, "Night Fern"),
            ],
        ),
        ("2015 Summer 1993 2016 Runner 2049 2018 Sea", None),
        (
            "2014: Low Tide (12 min.). 2018: The Pier.",
            [film(2014, "Low Tide", note="12 min."), film(2018, "The Pier")],
        ),
        (
            "Low Tide (short, 2014), 10 Days Before (2018)",
            [film(2014, "Low Tide", kind="short film"), film(2018, "10 Days Before")],
        ),
        (
            "Ebbe (Low Tide, Again, 2014; CE'15) - Mole (2018, doc, Lind)",
            [
                film(2014, "Ebbe", note="Low Tide, Again, CE'15"),
                film(2018, "Mole", kind="doc.", person="Bo Lind"),
            ],
        ),
        (
            "EBBE, UZ/DE 2022, 14 Min (gemeinsam)",
            [film(2022, "EBBE", note="gemeinsam")],
        ),
        ("The Pier (2018)", [film(2018, "The Pier")]),
        ("The Pier 2018", [film(2018, "The Pier")]),
    ],
)
def test_filmographies_of_other_pages_are_read(printed, films):
    found = read_films(printed, ("Ada Birk", "Bo Lind"))

    if films is None:
        titles = ["Summer 1993", "Runner 2049", "Sea"]
        assert [one.title for one in found] == titles
    else:
        assert found == films


@pytest.mark.parametrize(
    "text", ["2023 Best Short Film of the Jury", "Prize of the Jury, 2023", ""]
)
def test_a_line_that_no_heading_announces_has_two_films_or_none(text):
    assert read_run(text) == []


def test_a_title_under_two_years_in_a_row_is_found():
    films = parse_filmography("2013 Indigo\n2014 Indigo; Generation\n2016 Indigo")

    assert list(doubled_in_adjacent_years(films)) == [film(2014, "Indigo", section="Generation")]
