from hypothesis import given

from catalogue.planning.clashes import clashes
from catalogue.planning.fitting import fits
from catalogue.planning.showings import Place
from catalogue.planning.walking import transfer_to
from tests.catalogue.planning.showings import plans, showing

PALACE = Place("palace", 55.46701, 8.45127)
CUSTOMS = Place("customs", 55.46418, 8.44673)  # eight minutes from the palace
NOWHERE = Place("nowhere")


def test_it_needs_its_own_time_and_the_walks_there_and_away():
    plan = [showing(0, 60, PALACE), showing(200, 60, PALACE)]

    assert fits(showing(68, 124, CUSTOMS), plan)
    assert not fits(showing(67, 60, CUSTOMS), plan)
    assert not fits(showing(100, 93, CUSTOMS), plan)
    assert fits(showing(60, 140, PALACE), plan)
    assert not fits(showing(60, 141, PALACE), plan)
    assert fits(showing(60, 140, NOWHERE), plan)
    assert fits(showing(0, 60, PALACE, code="first"), [])


@given(plans(most=6), plans(most=1))
def test_what_fits_adds_neither_a_clash_nor_a_way_that_is_too_long(plan, more):
    """Oracle: the plan with it, looked through again."""
    for option in (showing(600, 90, code="new"), *(one for one in more)):
        option = type(option)("new", option.starts_at, option.ends_at, option.place)
        whole = [*plan, option]
        ways = [transfer_to(option, [one, option]) for one in plan]
        ways += [transfer_to(one, [one, option]) for one in plan]
        is_reached = not any(way and way.is_tight for way in ways)

        assert fits(option, plan) == (not clashes(whole)[option] and is_reached)
