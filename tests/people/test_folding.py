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
        ("Ὀδύσσεια", "οδυσσεια"),
        ("Київ", "киів"),
        ("1️⃣ ❤️", "1"),
        ("so\u00adund", "sound"),
    ],
)
def test_spelling_is_set_aside(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("पथेर पांचाली", "पथेर पांचाली"),
        ("পথের পাঁচালী", "পথের পাঁচালী"),
        ("ශ්\u200dරී", "ශ්රී"),
        ("น้ำตา", unicodedata.normalize("NFKC", "น้ำตา")),
        ("ลุงบุญมีระลึกชาติ", "ลุงบุญมีระลึกชาติ"),
        ("ガラスの城、1", "ガラスの城 1"),
        ("ｶﾞﾗｽ", "ガラス"),
        ("葛\U000e0100飾", "葛飾"),
        ("박쥐: 기생충", "박쥐 기생충"),
    ],
)
def test_a_script_whose_marks_are_letters_keeps_them(text, folded):
    assert fold(text) == fold(unicodedata.normalize("NFD", text)) == folded


@pytest.mark.parametrize(
    ("pointed", "plain"),
    [
        ("שָׁלוֹם", "שלום"),
        ("מַיִם, מַיִם", "מים מים"),
        ("مُحَمَّد", "محمد"),
        ("أحمد", "احمد"),
        ("آسيا إلى", "اسيا الى"),
    ],
)
def test_points_that_hebrew_and_arabic_may_leave_out_are_set_aside(pointed, plain):
    assert fold(pointed) == fold(plain) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [("ガラス", "カラス"), ("किला", "कला"), ("মালা", "মলা"), ("ป่า", "ปา"), ("رئيس", "رييس")],
)
def test_words_that_differ_by_a_mark_which_is_a_letter_stay_apart(one, other):
    assert fold(one) != fold(other)


# Letters of many scripts, marks that go with them or with none, and what is not seen at all.
MIXED = (
    "aÅøИйΰßΈ1 .'ʼ´שׁאُأئआकि़ंবাกำ้ガｶﾞ한ᄒ\u0301\u0323\u0345\u3099\u0654\u093f\u200d\u200b\ufe0f\u20dd"
)


@given(st.one_of(st.text(), st.text(alphabet=MIXED)))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="äéøłçñåÄÉØŁÇÑÅabc अआकि़ंবাোกำ้ガカ한がשׁאأئُ"))
def test_composed_and_decomposed_spellings_are_one(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("marks", ["\u0301\u0323", "\u0951\u0952", "\uff9e\u0323", "\u0344\u0323"])
def test_a_run_of_marks_that_no_language_writes_is_cut_short(marks):
    folded = fold("क" + marks * 50_000 + " न")

    assert len(folded) <= 33
    assert fold(folded) == folded


@given(text=st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_letters_fold_as_they_do_beside_others(text):
    assert fold(f"{text} é").split() == [*fold(text).split(), "e"]
