import pytest

from catalogue.intake.labels import read_rows
from catalogue.intake.names import is_company, is_name, split_names


def rows(text):
    return [(row.label, row.value) for row in read_rows(text)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Director Ada Birk", [("Director", "Ada Birk")]),
        ("Sound Design Bo Lind", [("Sound Design", "Bo Lind")]),
        ("Music : Bo Lind", [("Music", "Bo Lind")]),
        ("Regie | Ada Birk |", [("Regie", "Ada Birk")]),
        ("Cast/Featuring: Ada Birk, Bo Lind", [("Cast/Featuring", "Ada Birk, Bo Lind")]),
        ("Written and Directed by Ada Birk", [("Written and Directed by", "Ada Birk")]),
        ("Land | Peru |", [("Land", "Peru")]),
        (
            "Regie Ada Birk Buch Ada Birk, Bo Lind Ton Eva Buch",
            [("Regie", "Ada Birk"), ("Buch", "Ada Birk, Bo Lind"), ("Ton", "Eva Buch")],
        ),
        (
            "Kamera Ada Birk. Sound Design Bo Lind. Produktionsfirma Hof Film (Wien, Österreich).",
            [
                ("Kamera", "Ada Birk."),
                ("Sound Design", "Bo Lind."),
                ("Produktionsfirma", "Hof Film (Wien, Österreich)."),
            ],
        ),
        (
            "Kamera: Ada Birk. Weitere Produzent*innen: Bo Lind und Ton: Eva Orth",
            [("Kamera", "Ada Birk."), ("Weitere Produzent*innen", "Bo Lind"), ("Ton", "Eva Orth")],
        ),
        (
            "Production company Northlight Films Director Ada Birk",
            [("Production company", "Northlight Films"), ("Director", "Ada Birk")],
        ),
    ],
)
def test_labels_and_what_stands_beside_them(line, found):
    assert rows(line) == found


@pytest.mark.parametrize(
    "line",
    [
        "Music plays a central role in this film.",
        "Mit einem ausgefeilten Drehbuch erzählt sie davon.",
        "Director",
        "The Director Ada Birk",
        "D 2021 | SPIELFILM | 28 MIN",
        "",
    ],
)
def test_a_line_that_is_no_row_has_none(line):
    assert rows(line) == []


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Ada Birk, Bo Lind", ["Ada Birk", "Bo Lind"]),
        ("Ada Birk / Bo Lind", ["Ada Birk", "Bo Lind"]),
        ("Ada Birk und Bo Lind", ["Ada Birk", "Bo Lind"]),
        ("Ada Birk, Bo Lind & Eva Orth", ["Ada Birk", "Bo Lind", "Eva Orth"]),
        ("Ada Birk (Mother, old), Bo Lind u.a.", ["Ada Birk", "Bo Lind"]),
        ("Ada Birk, u.a.", ["Ada Birk"]),
        ("Sam Birk, Jr., Géza H.", ["Sam Birk, Jr.", "Géza H."]),
        ("Ada Birk.", ["Ada Birk"]),
    ],
)
def test_names_are_parted(printed, names):
    assert [one.name for one in split_names(printed)] == names


@pytest.mark.parametrize(
    "name", ["Eva Orth", "Ana de la Vega", "İpek Çelik", "Prince", "al-Masri Roaa", "Géza D."]
)
def test_a_name_is_told_from_a_sentence(name):
    assert is_name(name) and not is_company(name)


@pytest.mark.parametrize("text", ["in the woods", "Carla, 5", "Room 7", "Who is it?", "a@b.org"])
def test_a_sentence_or_a_number_is_no_name(text):
    assert not is_name(text)


@pytest.mark.parametrize(
    "name", ["Hof Productions", "Now… Productions", "ZDF", "Kulturverband Linz", "Hof GmbH"]
)
def test_a_company_has_a_word_that_says_so(name):
    assert is_company(name)
