import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.fences import Fenced, beginning_of, closeness, fenced, marks_of
from people.words import search_parts, words_in


@pytest.mark.parametrize(
    ("asked", "close"),
    [
        ("the tide", 1000),
        ("tide table", 1000),
        ("the", 600),
        ("tide", 600),
        ("tide ta", 500),
        ("gez", 500),
        ("ide", 0),
        ("table", 0),
    ],
)
def test_the_whole_name_is_closest_then_its_first_words_then_its_beginning(asked, close):
    assert closeness(asked, "|the tide|gezeiten|", "tide table") == close


TITLES = st.lists(st.text("ab 海の", max_size=8), max_size=3)


@given(texts=st.lists(TITLES), words=st.text("ab海の "))
def test_a_fenced_text_holds_the_words_that_are_kept_of_it(texts, words):
    many = Fenced(fenced(f"|{'|'.join(' '.join(one.split()) for one in text)}|") for text in texts)
    for part in search_parts(words):
        marks = marks_of(part)
        holding = [
            place
            for place, text in enumerate(texts)
            if any(
                word == part or (word.startswith(part) and not is_alone(part))
                for one in text
                for word in words_in(one)
            )
        ]

        assert list(dict.fromkeys(many.with_any(marks))) == holding
        assert [place for place in range(len(texts)) if many.has_any(place, marks)] == holding


def is_alone(part):
    """Whether only a word that is the part holds it."""
    return beginning_of(part) != part
