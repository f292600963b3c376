"""Pages that people read by hand, where they lie beside the repository."""

import json
from pathlib import Path

import pytest

from catalogue.intake.entries import as_json, read_entries

SHARED = Path(__file__).parents[3] / "../shared/entries"

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="no hand readings beside this checkout")


def page(name):
    return next(SHARED.glob(f"{name}-*.txt")).read_text("utf-8").split("\n", 1)[1]


def by_hand(name):
    return json.loads(next(SHARED.glob(f"{name}-*.expected.json")).read_text("utf-8"))


def read(name):
    (entry,) = read_entries(page(name))
    return as_json(entry)


@pytest.mark.parametrize("name", ["00", "01"])
def test_the_sample_page_and_its_twin_read_completely(name):
    read_entry, expected = read(name), by_hand(name)

    keys = ("directors", "year", "countries", "languages", "runtime_minutes", "colour", "premiere")
    same = {key: read_entry[key] for key in (*keys, "cast", "credits", "production_companies")}
    assert same == {key: expected[key] for key in same}
    assert [
        {key: film[key] for key in ("year", "title", "kind", "section")}
        for film in read_entry["filmography"]
    ] == [
        {key: film[key] for key in ("year", "title", "kind", "section")}
        for film in expected["filmography"]
    ]
    assert (read_entry["title"], read_entry["as_of"]) == ("Here", "Berlinale 2023")


def test_the_sample_page_has_the_problems_a_proof_reader_sees():
    assert [(one["line"], one["code"]) for one in read("00")["problems"]] == [
        (26, "company.empty-heading"),
        (34, "filmo.dup-adjacent"),
    ]


@pytest.mark.parametrize("path", sorted(SHARED.glob("*.txt")), ids=lambda path: path.stem)
def test_every_line_of_a_page_has_a_fate(path):
    text = path.read_text("utf-8")
    (entry,) = read_entries(text)

    numbers = [number for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    assert sorted({fate.line for fate in entry.lines}) == numbers
