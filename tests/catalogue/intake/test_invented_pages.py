"""Invented pages in the layouts of many festivals, beside each what a person reads in it."""

from pathlib import Path

import pytest

from catalogue.intake.entries import read_entries
from tests.catalogue.intake.measure import Score, score_page, text_of

PAGES = sorted((Path(__file__).parent / "pages/invented").glob("*.txt"))


def test_the_pages_together_are_read_as_by_hand():
    score = sum(map(score_page, PAGES), Score())

    assert score.precision >= score.recall
    assert score.f1 >= 0.99


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_line_of_a_page_has_a_fate(path):
    text = text_of(path)
    numbers = [number for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    told = {fate.line for entry in read_entries(text) for fate in entry.lines}

    assert sorted(told) == numbers or told == set()
