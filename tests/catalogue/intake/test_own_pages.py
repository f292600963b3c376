"""The repository's own pages are read completely: every fact by its literal value or count."""

from pathlib import Path

from catalogue.intake.entries import as_json, read_entries

PAGES = Path(__file__).parent / "pages"


def read(name):
    text = (PAGES / name).read_text("utf-8")
    (entry,) = read_entries(text)
    return text, as_json(entry)


def counts(entry):
    keys = ("cast", "credits", "companies", "bios", "filmography", "problems")
    return {key: len(entry[key]) for key in keys}


def length_of_texts(entry):
    texts = [entry["synopsis"], entry["note"], *(bio["text"] for bio in entry["bios"])]
    return [len(text) for text in texts if text]


def unplaced(text, entry):
    """The lines that no key took."""
    taken = {line["line"] for line in entry["lines"] if line["as"] != "unplaced"}
    return [
        line for number, line in enumerate(text.splitlines(), 1) if line and number not in taken
    ]


ALL = {"cast": 2, "credits": 6, "companies": 1, "bios": 1, "filmography": 4, "problems": 0}
FILMOGRAPHY = [
    (2011, "Tide", "short film", None, "Mara Vex"),
    (2014, "Pebble", "short film", None, "Mara Vex"),
    (2019, "Low Water", None, "Panorama", "Mara Vex"),
    (2025, "Harbour Light", None, None, "Mara Vex"),
]


def filmography(entry):
    keys = ("year", "title", "kind", "section", "person")
    return [tuple(film[key] for key in keys) for film in entry["filmography"]]


def test_the_english_page_is_read_completely():
    text, entry = read("harbour-light-en.txt")

    assert counts(entry) == ALL
    assert unplaced(text, entry) == []
    assert length_of_texts(entry) == [177, 202, 116]
    assert filmography(entry) == FILMOGRAPHY
    facts = ("title", "year", "runtime_minutes", "country_codes", "language_codes", "colour")
    assert [entry[key] for key in facts] == [
        *("Harbour Light", 2025, 82, ["BE", "DK"], ["fr", "da"], "Colour")
    ]
    assert (entry["premiere"], entry["premiere_status"]) == ("World premiere", "world")
    assert (entry["directors"], entry["as_of"]) == (["Mara Vex"], "Marquee 2026")
    assert entry["cast"] == [["Pia Holm", "Stine"], ["Ole Brandt", "the pilot"]]
    assert entry["credits"] == [
        ["Director", ["Mara Vex"]],
        ["Screenplay", ["Mara Vex", "Jo Lund"]],
        ["Cinematography", ["Ida Roos"]],
        ["Editing", ["Špela Kos"]],
        ["Sound", ["Aksel Friis"]],
        ["Producer", ["Jo Lund"]],
    ]
    assert entry["companies"] == [["production", "Salt Pictures"]]


def test_the_german_page_names_the_same_people_and_films():
    _, entry = read("harbour-light-de.txt")

    assert (entry["title"], entry["year"], entry["note"]) == ("Harbour Light", None, None)
    assert length_of_texts(entry) == [201, 107]
    assert filmography(entry) == FILMOGRAPHY
    assert (entry["directors"], entry["as_of"]) == (["Mara Vex"], "Marquee 2026")
    assert entry["cast"] == [["Pia Holm", "Stine"], ["Ole Brandt", "der Lotse"]]
    assert entry["credits"] == [
        ["Regie", ["Mara Vex"]],
        ["Buch", ["Mara Vex", "Jo Lund"]],
        ["Kamera", ["Ida Roos"]],
        ["Montage", ["Špela Kos"]],
        ["Ton", ["Aksel Friis"]],
        ["Produzent*in", ["Jo Lund"]],
    ]


def test_the_german_page_is_read_completely():
    text, entry = read("harbour-light-de.txt")

    assert (counts(entry), unplaced(text, entry)) == (ALL, [])
    assert entry["companies"] == [["production", "Salt Pictures"]]
