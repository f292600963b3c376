import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalogue.marks import excerpt, marked, missing_in, spans_of
from people.words import parts_of, search_parts


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Łódź & Sørensen", "lodz sor", "<mark>Łódź</mark> &amp; <mark>Sørensen</mark>"),
        ("The ‘Tide’ turns", "tide", "The ‘<mark>Tide</mark>’ turns"),
        ("L’Été", "lete", "<mark>L’Été</mark>"),
        ("Straße", "strass", "<mark>Straße</mark>"),
        ("海の光", "光", "海の<mark>光</mark>"),
        ("Plan B and beyond", "b", "Plan <mark>B</mark> and beyond"),
        ("<b>Tide</b>", "b", "&lt;<mark>b</mark>&gt;Tide&lt;/<mark>b</mark>&gt;"),
        ("Low-Tide", "tide", "Low-<mark>Tide</mark>"),
        ("Untidy", "tid", "Untidy"),
        ("Tide", "", "Tide"),
    ],
)
def test_whole_words_are_marked_in_their_own_spelling(text, words, shown):
    assert marked(text, search_parts(words)) == shown


@given(text=st.text(max_size=60), words=st.text(max_size=10))
@example(text="0㉠", words="0ᄀ")
@example(text="Tide™", words="tidet")
def test_marks_lie_within_the_text_in_order_and_hold_what_was_asked_for(text, words):
    parts = search_parts(words)
    end = 0
    for span in spans_of(text, parts):
        assert end <= span.start < span.end <= len(text)
        end = span.end
    if any(one.startswith(part) for one in parts_of(text) for part in parts if len(part) > 1):
        assert end


@given(text=st.text(alphabet="aB1'`-_ <\x00\n", max_size=40), words=st.text("ab1", max_size=3))
def test_plain_letters_are_marked_as_they_are_beside_others(text, words):
    parts = search_parts(words)

    assert list(spans_of(text, parts)) == list(spans_of(f"{text} é", parts))
    assert missing_in(text, parts) == missing_in(f"{text} é", parts)


LONG = "So it began. " * 20 + "Then the pilot saw the light of the harbour. " + "And so on. " * 20


def test_an_excerpt_is_cut_between_words_around_the_first_that_is_found():
    piece = excerpt(LONG, ["pilot"])

    assert piece.startswith("… ")
    assert piece.endswith(" …")
    assert "Then the pilot saw the light of the harbour." in piece
    assert len(piece) < 220
    assert set(piece.strip("… ").split()) <= set(LONG.split())


def test_a_short_text_is_its_own_excerpt_and_one_without_the_word_has_none():
    assert excerpt("A pilot\n\nwaits.", ["pil"]) == "A pilot waits."
    assert excerpt("A pilot waits.", ["fog"]) == ""
