import pytest
from hypothesis import given

from catalogue.planning.showings import Place
from catalogue.planning.walking import (
    Transfer,
    metres_between,
    transfer_to,
    walking_minutes,
)
from tests.catalogue.planning.showings import places, plans, showing

PALACE = Place("palace", 55.46701, 8.45127)
CUSTOMS = Place("customs", 55.46418, 8.44673)
NOWHERE = Place("nowhere")


def test_metres_are_those_of_a_globe():
    """A minute of arc is a sea mile, wherever it lies on a meridian; across the date line too."""
    assert metres_between(Place("a", 0, 0), Place("b", 1 / 60, 0)) == pytest.approx(1853, abs=1)
    assert metres_between(Place("a", 60, 0), Place("b", 60, 1 / 60)) == pytest.approx(926.6, abs=1)
    assert metres_between(Place("a", 0, 179.99), Place("b", 0, -179.99)) == pytest.approx(
        2224, abs=1
    )


def test_a_walk_is_longer_than_the_crow_s_flight_and_rounded_up():
    """426 metres as the crow flies make 554 on foot, and those seven minutes and a half."""
    assert metres_between(PALACE, CUSTOMS) == pytest.approx(426, abs=1)
    assert walking_minutes(PALACE, CUSTOMS) == 8


def test_there_is_no_walk_inside_a_house_and_an_unknown_one_to_nowhere():
    assert walking_minutes(PALACE, PALACE) == 0
    assert walking_minutes(NOWHERE, NOWHERE) == 0
    assert walking_minutes(PALACE, NOWHERE) is None


@given(places, places)
def test_the_way_back_is_as_long(one, other):
    assert walking_minutes(one, other) == walking_minutes(other, one)


@given(places, places, places)
def test_no_detour_by_a_third_house_is_shorter(one, other, third):
    """Each walk is rounded up by itself, so two of them may only be longer."""
    walks = [walking_minutes(*way) for way in ((one, other), (one, third), (third, other))]
    known = None not in walks

    assert not known or walks[0] <= walks[1] + walks[2]


def test_a_pause_shorter_than_the_walk_is_tight():
    first = showing(0, 90, PALACE)
    after_7, after_8 = showing(97, 60, CUSTOMS), showing(98, 60, CUSTOMS)

    assert transfer_to(after_7, [first]) == Transfer(first, after_7, 7, 8)
    assert [transfer_to(one, [first]).is_tight for one in (after_7, after_8)] == [True, False]


def test_nobody_can_call_an_unknown_way_tight():
    way = transfer_to(showing(90, 60, NOWHERE), [showing(0, 90, PALACE)])

    assert (way.walk_minutes, way.is_tight, way.is_in_one_house) == (None, False, False)


def test_the_way_leads_from_what_ended_last_not_from_what_started_last():
    long, short = showing(0, 240, PALACE), showing(60, 30, CUSTOMS)
    last = showing(245, 60, CUSTOMS)

    assert transfer_to(last, [last, long, short]).origin == long
    assert transfer_to(short, [last, long, short]) is None


@given(plans())
def test_a_pause_is_never_negative_and_nothing_of_the_plan_lies_in_it(plan):
    for target in plan:
        way = transfer_to(target, plan)
        earlier = [one for one in plan if one.ends_at <= target.starts_at > one.starts_at]
        if way is None:
            assert earlier == []
        else:
            assert way.pause_minutes >= 0
            assert max(one.ends_at for one in earlier) == way.origin.ends_at
