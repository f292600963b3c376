from hypothesis import given

from catalogue.planning.clashes import clashes, overlap
from tests.catalogue.planning.showings import plans, showing


def minutes_of(one):
    """The minutes in which it runs; the first, of one whose length is unknown."""
    length = int((one.ends_at - one.starts_at).total_seconds()) // 60
    first = int(one.starts_at.timestamp()) // 60
    return set(range(first, first + max(length, 1)))


@given(plans())
def test_clashes_are_those_that_share_a_minute(plan):
    expected = {
        one: {other for other in plan if other != one and minutes_of(one) & minutes_of(other)}
        for one in plan
    }

    assert {one: set(others) for one, others in clashes(plan).items()} == expected


@given(plans())
def test_a_clash_is_mutual_and_nothing_clashes_with_itself(plan):
    found = clashes(plan)

    assert all(one in found[other] for one in found for other in found[one])
    assert all(one not in others for one, others in found.items())


@given(plans())
def test_clashes_do_not_depend_on_the_order_of_the_marks(plan):
    assert clashes(reversed(plan)) == clashes(plan)


def test_what_ends_when_the_next_starts_does_not_overlap_it():
    assert not overlap(showing(0, 90), showing(90, 60))
    assert overlap(showing(0, 91), showing(90, 60))


def test_two_of_unknown_length_clash_when_they_start_together():
    first, second = showing(60, 0, code="a"), showing(60, 0, code="b")

    assert clashes([second, first, showing(75, 0)]) == {
        first: (second,),
        second: (first,),
        showing(75, 0): (),
    }
