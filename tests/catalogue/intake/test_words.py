"""The words are data: what they name has to exist."""

import doctest
import importlib
import pkgutil

import pytest

from catalogue import intake, vocabularies
from catalogue.intake import words
from catalogue.models import CompanyCredit, Film, Selection

FUNCTIONS = {
    function["key"]
    for department in vocabularies.departments()
    for function in department["function"]
}
LANGUAGES = pytest.mark.parametrize("language", words.files())


def modules():
    found = pkgutil.walk_packages(intake.__path__, "catalogue.intake.")
    return [module.name for module in found]


@pytest.mark.parametrize("name", modules())
def test_the_examples_in_docstrings_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@LANGUAGES
def test_every_function_is_in_the_vocabulary(language):
    listed = words.files()[language]
    keys = {*listed["functions"], *(key for keys in listed["combined"].values() for key in keys)}

    assert keys - FUNCTIONS == set()


@LANGUAGES
def test_every_company_function_is_a_company_credit_has(language):
    listed = words.files()[language]
    keys = {*listed["companies"], *listed["companies_or_people"]}

    assert keys - set(CompanyCredit.Function.values) == set()


@LANGUAGES
def test_premieres_colours_and_forms_are_those_of_the_catalogue(language):
    listed = words.files()[language]

    assert set(listed["premieres"]) - set(Selection.Premiere.values) == set()
    assert set(listed["colours"]) - set(Film.Colour.values) == set()
    assert set(listed["forms"]) - set(Film.Form.values) == set()


@LANGUAGES
@pytest.mark.parametrize("table", ["countries", "languages"])
def test_every_code_is_in_the_vocabulary(language, table):
    codes = {term["code"] for term in vocabularies.terms(table)}

    assert set(words.files()[language][table]) - codes == set()


def test_every_language_tells_the_same_kinds_of_films_in_its_own_words():
    assert {
        language: set(one["kinds"]) for language, one in words.files().items()
    } == dict.fromkeys(
        words.files(),
        {
            "short film",
            "medium-length",
            "doc.",
            "series",
            "TV",
            "music video",
            "installation",
            "graduation film",
        },
    )


@pytest.mark.parametrize(
    ("label", "keys"),
    [
        ("Regie", ("director",)),
        ("REGIE:", ("director",)),
        ("Produzent*in", ("producer",)),
        ("Produzent:innen", ("producer",)),
        ("Produzent_innen", ("producer",)),
        ("ProduzentInnen", ("producer",)),
        ("Produzent/in", ("producer",)),
        ("Produzent(in)", ("producer",)),
        ("Ausführende*r Produzent*in", ("executive_producer",)),
        ("Producer(s)", ("producer",)),
        ("Co-Producers", ("coproducer",)),
        ("Director of Photography", ("cinematographer",)),
        ("Written and directed by", ("director", "writer")),
        ("Buch & Regie", ("writer", "director")),
        ("Director, Screenplay", ("director", "writer")),
        ("Sound/Sounddesign", ("sound_recorder_mixer", "sound_designer")),
        ("Regie, Buch & Schnitt", ("director", "writer", "film_editor")),
        ("Filmografie (Auswahl)", ("filmography",)),
        ("Weltvertrieb", ("world-sales",)),
    ],
)
def test_a_label_means(label, keys):
    assert words.meaning(label).keys == keys


@pytest.mark.parametrize("text", ["Here", "Regie und Gefühl", "Ada Birk", "", "::", "Sound of Sea"])
def test_a_text_that_is_no_label_means_nothing(text):
    assert words.meaning(text) is None


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("United Kingdom", "GB"),
        ("UK", "GB"),
        ("Großbritannien", "GB"),
        ("USA", "US"),
        ("Russian Federation", "RU"),
        ("D", "DE"),
        ("Südkorea", "KR"),
        ("USSR", "SUHH"),
        ("DDR", "DDDE"),
        ("Jugoslawien", "YUCS"),
        ("Kosovo", "XK"),
        ("uk", None),
        ("Atlantis", None),
    ],
)
def test_a_country_has_the_code_it_had_then(printed, code):
    assert words.country_code(printed) == code
