"""What the columns of a sheet are: FilmFreeway's, our own, and any other by name and value."""

import pytest
from django.utils.translation import override

from catalogue.desk.columns import COLUMNS
from catalogue.intake.sheets.columns import from_pairs, recognise
from catalogue.intake.sheets.reading import read_table
from tests.catalogue.intake.sheets.sheets import as_csv

pytestmark = pytest.mark.django_db


def found(header, *rows):
    columns = recognise(read_table(as_csv(header, *rows)))
    return dict(zip(header, columns.targets, strict=True))


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("Title", "title"),
        ("FILMTITEL", "title"),
        ("Originaltitel", "original_title"),
        ("titel_de", "title:de"),
        ("title_en", "title"),
        ("Regie", "credit:director"),
        ("Réalisation", "credit:director"),
        ("Kamera", "credit:cinematographer"),
        ("Director of Photography", "credit:cinematographer"),
        ("Production company", "company:production"),
        ("Weltvertrieb", "company:world-sales"),
        ("Jahr", "year"),
        ("Länge", "runtime"),
        ("Land", "countries"),
        ("Programmtext (deutsch)", "note:de"),
        ("Synopsis EN", "synopsis:en"),
        ("Sektion", "section"),
        ("E-Mail", ""),
        ("First Name", ""),
    ],
)
def test_a_column_is_known_by_its_name(name, target):
    assert found(["Year of no other", name], ["x", "y"], ["z", "w"])[name] == target


def test_a_column_without_a_known_name_is_known_by_its_values():
    rows = [
        ["01:22:00", "2023", "tt1234567", "Belgium, France", "French", "A pier in fog. " * 12],
        ["00:15:57", "2024", "tt7654321", "Denmark", "Danish", "The tide comes in. " * 12],
    ]

    assert list(found(["c1", "c2", "c3", "c4", "c5", "c6"], *rows).values()) == [
        *["runtime", "year", "id:imdb", "countries", "languages", "synopsis:en"]
    ]


def test_a_text_is_of_the_language_it_is_written_in():
    german = "Eine Frau geht in den Wald und findet die Tür nicht, die es dort gab."

    assert found(["Titel", "Inhalt"], ["Hier", german], ["Da", german])["Inhalt"] == "synopsis:de"


@pytest.mark.parametrize("language", ["en", "de"])
def test_our_own_lists_are_known_in_every_language(language):
    with override(language):
        header = [str(column.name) for column in COLUMNS]

    assert list(found(header).values()) == [
        *["title", "original_title", "credit:director", "section", "countries", "year", "runtime"],
        *["languages", "form", "premiere", "", "status", "", "position", "age", *[""] * 6],
    ]


def test_a_header_that_is_there_twice_is_read_once():
    table = read_table(as_csv(["Title", "Jahr", "Year"], ["Here", "2023", "2024"]))

    assert recognise(table).targets == ("title", "year", "")


def test_a_mapping_fits_columns_in_any_order_and_leaves_what_it_does_not_name():
    table = read_table(as_csv(["Y", "T", "New"], ["2023", "Here", "x"]))

    columns = from_pairs(table, [["T", "title"], ["Y", "year"], ["Gone", "form"], ["New", "no"]])

    assert columns.targets == ("year", "title", "")
