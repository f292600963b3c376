"""FilmFreeway's export as it comes, with what submitters type into it."""

import pytest

from catalogue.intake.sheets.columns import recognise
from catalogue.intake.sheets.reading import read_table
from catalogue.models import Film, Import
from tests.catalogue.intake.sheets.sheets import as_csv, import_sheet
from tests.factories import make_edition, make_section

pytestmark = pytest.mark.django_db

HEADER = (
    "First Name,Last Name,Birthdate,Gender,Email,Phone,Address,Address 2,City,State,Postal Code,"
    "Country,Tracking Number,Project Title,Project Title (Original Language),Synopsis,"
    "Synopsis (Original Language),Lyrics,Duration,Country of Origin,Language,Trailer URL,"
    "Country of Filming,Project Website,Twitter,Facebook,Project Type,Genres,Student Project,"
    "Completion Date,Production Budget,Shooting Format,Aspect Ratio,Film Color,Camera,Lens,"
    "Focal Length,Shutter Speed,Aperture,ISO / Film,First-time Filmmaker,Directors,Writers,"
    "Producers,Key Cast,Other Credits,Submitter Statement,Submitter Biography,Rating,Flag,"
    "Submission Date,Submission Status,Judging Status,Submission Deadlines,"
    "Submission Categories,Discount Code,Submission Link,Submission Password,Assigned Judges,"
    "Screenings / Awards,Distributor Information,Submission ID,Submission Notes,"
    '"If the film is selected, will it have a premiere?"'
)
CELLS = {
    "First Name": "Mara",
    "Last Name": "Null",
    "Email": "mara@example.org",
    "Country": "Germany",
    "Project Title": '"The Long Tide"',
    "Project Title (Original Language)": "Den lange tid",
    "Synopsis": "The sea comes in and it does not go out.",
    "Synopsis (Original Language)": "Das Meer kommt und es geht nicht mehr fort.",
    "Duration": "00:15:57",
    "Country of Origin": "Denmark, Bosnia and Herzegovina",
    "Language": "Danish, English",
    "Project Type": "Documentary, Short",
    "Completion Date": "2025-11-03",
    "Aspect Ratio": "16:9",
    "Film Color": "Black & White and Color",
    "Directors": "Mara Null, Jo Lund",
    "Writers": "Jo Lund",
    "Producers": "Ida Roos",
    "Key Cast": "Cast:\nPia Holm (Stine)\nOle Brandt (the pilot)",
    "Other Credits": "Other Credits -\nEditor: Špela Kos\nSound Design: Aksel Friis",
    "Submission ID": "1234567",
    "If the film is selected, will it have a premiere?": "Yes, World premiere",
}


@pytest.fixture(autouse=True)
def festival():
    make_edition(2026)
    make_section("Shorts")


def export(**more):
    header = read_table(HEADER.encode()).header
    cells = CELLS | more
    return as_csv(header, [cells.get(name, "") for name in header], encoding="utf-8-sig")


def test_it_is_known_by_its_header():
    assert recognise(read_table(export())).kind == "filmfreeway"


def test_a_submission_becomes_a_film_with_all_it_says(tmp_path):
    said = import_sheet(tmp_path, export(), section="shorts")

    film = Film.objects.get()
    assert (film.title, film.original_title, film.year) == ("The Long Tide", "Den lange tid", 2025)
    assert (film.runtime_minutes, film.runtime_seconds, film.form) == (16, 957, "documentary")
    assert (film.aspect_ratio, film.colour) == ("1.78", "colour-and-black-and-white")
    assert [row.country.code for row in film.film_countries.all()] == ["DK", "BA"]
    assert [row.language.code for row in film.film_languages.all()] == ["da", "en"]
    assert [f"{one} {one.character}".strip() for one in film.credits.all()] == [
        "Director: Mara Null",
        "Director: Jo Lund",
        "Screenplay: Jo Lund",
        "Editing: Špela Kos",
        "Sound Design: Aksel Friis",
        "Producer: Ida Roos",
        "Cast: Pia Holm Stine",
        "Cast: Ole Brandt the pilot",
    ]
    assert {text.language: text.body for text in film.synopses.all()} == {
        "en": "The sea comes in and it does not go out.",
        "de": "Das Meer kommt und es geht nicht mehr fort.",
    }
    assert str(film.identifiers.get()) == "submission filmfreeway/1234567"
    assert film.selections.get().premiere == "World premiere"
    assert "    ? " not in said


def test_it_comes_again_with_more_and_is_the_same_film(tmp_path):
    import_sheet(tmp_path, export(), section="shorts")

    said = import_sheet(
        tmp_path,
        export(**{"Project Title": "The Long Tides", "Duration": "00:16:10"}),
        section="shorts",
    )

    assert Film.objects.get().title == "The Long Tides"
    assert [line.strip() for line in said.splitlines() if "→" in line] == [
        "Title: The Long Tide → The Long Tides",
        "Runtime: 16′ (957″) → 16′ (970″)",
    ]


def test_nothing_of_the_submitter_is_kept(tmp_path):
    import_sheet(tmp_path, export(), section="shorts")

    cells = Import.objects.get().rows.get().cells
    assert not {"Mara", "Null", "mara@example.org", "Germany"} & set(cells)
