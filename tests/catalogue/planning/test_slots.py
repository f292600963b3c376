from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from catalogue.planning.slots import usual_slots

NOON = datetime(2026, 2, 13, 12, tzinfo=UTC)


def starts(*minutes, screen="palace"):
    return [(screen, NOON + timedelta(minutes=minute)) for minute in minutes]


def test_slots_are_what_lies_between_starts_on_one_screen():
    palace, customs = starts(0, 120, 240, 390), starts(30, 150, screen="customs")

    assert usual_slots([*customs, *palace]) == [120, 150]
    assert usual_slots([]) == usual_slots(starts(0)) == usual_slots(starts(0, 0)) == []


def test_lengths_are_taken_to_the_quarter_of_an_hour_and_breaks_are_none():
    assert usual_slots(starts(0, 118, 240, 600, 600 + 24 * 60)) == [120]


def test_what_is_rare_is_not_usual():
    regular = starts(*range(0, 120 * 21, 120))

    assert usual_slots([*regular, *starts(0, 90, screen="once")]) == [120]


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.datetimes(timezones=st.just(UTC))), max_size=30)
)
def test_there_are_at_most_four_in_quarters_of_an_hour(some):
    slots = usual_slots(some)

    assert slots == sorted(set(slots))
    assert len(slots) <= 4
    assert all(slot % 15 == 0 and 0 < slot <= 240 for slot in slots)
