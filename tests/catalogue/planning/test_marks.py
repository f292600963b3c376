from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from catalogue.planning.marks import MOST_MARKS, AskedMarks, Marks, read_marks

slugs = st.lists(st.from_regex(r"[-\w]{1,30}", fullmatch=True), max_size=20, unique=True)
codes = st.lists(st.from_regex(r"[a-z2-9]{8}", fullmatch=True), max_size=20, unique=True)
marks = st.builds(Marks, slugs.map(tuple), codes.map(tuple))


@given(marks)
def test_marks_survive_the_round_trip_through_their_address(mine):
    query = parse_qs(mine.query.removeprefix("?"))

    assert read_marks(query.get("film", ()), query.get("screening", ())) == AskedMarks(mine, 0, 0)


@given(st.lists(st.text()), st.lists(st.text()))
def test_of_anything_asked_each_is_a_mark_or_misspelt_or_too_many(films, screenings):
    asked = read_marks(films, screenings)

    assert len(asked.marks) + asked.misspelt + asked.surplus == len(set(films)) + len(
        set(screenings)
    )
    assert len(asked.marks) + asked.misspelt <= MOST_MARKS


def test_what_can_be_no_address_is_misspelt():
    asked = read_marks(
        ["here-2023", "", "a b", "\x00", "Łódź", "x" * 121], ["k7m2u7tt", "K7M2U7TT"]
    )

    assert asked == AskedMarks(Marks(("here-2023", "Łódź"), ("k7m2u7tt",)), 5, 0)


def test_a_mark_is_added_once_and_taken_away_whole():
    mine = Marks(("here",), ("aaaaaaaa",))

    assert mine.adding("here", "bbbbbbbb") == Marks(("here",), ("aaaaaaaa", "bbbbbbbb"))
    assert mine.adding() == mine
    assert mine.without(["here"], ["aaaaaaaa"]) == Marks()
    assert (mine.query, Marks().query) == ("?film=here&screening=aaaaaaaa", "")
