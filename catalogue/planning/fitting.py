"""Whether one more screening fits among those somebody has chosen."""

from collections.abc import Iterable

from catalogue.planning.clashes import overlap
from catalogue.planning.showings import Showing
from catalogue.planning.walking import is_before, transfer


def fits(option: Showing, plan: Iterable[Showing]) -> bool:
    """
    Whether it overlaps nothing of the plan and leaves time for the walks there and away; a way
    nobody knows is taken for short enough.
    """
    return not any(overlap(option, one) or is_out_of_reach(option, one) for one in plan)


def is_out_of_reach(one: Showing, other: Showing) -> bool:
    """Whether the walk from the earlier of the two to the later takes longer than the pause."""
    first, second = (one, other) if is_before(one, other) else (other, one)
    return transfer(first, second).is_tight
