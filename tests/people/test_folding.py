import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Paweł", "pawel"),
        ("Sørensen", "sorensen"),
        ("Đorđe", "dorde"),
        ("Æon", "aeon"),
        ("Straße", "strasse"),
        ("İlker Çatak", "ilker catak"),
        ("Işık", "isik"),
        ("Þorsteinn Guðmundsson", "thorsteinn gudmundsson"),
        ("L’Été", "lete"),
        ("Isra'a", "israa"),
        ("Żółć, gęślą—jaźń!", "zolc gesla jazn"),
        ("  A   b ", "a b"),
        ("ΦΏΣ", "φωσ"),
        ("Городской", "городскои"),
        ("海の光", "海の光"),
        ("Unïcode", "unicode"),
        ("???", ""),
    ],
)
def test_spelling_is_set_aside(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="äéøłçñåÄÉØŁÇÑÅabc "))
def test_composed_and_decomposed_spellings_are_one(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
