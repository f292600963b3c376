"""
From one house to the next on foot.

An assumption, stated on the page: streets make the way by a DETOUR longer than the crow's flight,
and people with a coat on walk 4.5 km/h.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import asin, ceil, cos, radians, sin, sqrt

from catalogue.planning.showings import Place, Showing

EARTH_RADIUS_METRES = 6_371_000
DETOUR = 1.3
METRES_A_MINUTE = 75  # 4.5 km/h


@dataclass(frozen=True)
class Transfer:
    """The way between two showings: whole minutes from end to start, and minutes on foot."""

    origin: Showing
    target: Showing
    pause_minutes: int
    walk_minutes: int | None

    @property
    def is_tight(self) -> bool:
        """Whether the pause is shorter than the walk; of an unknown walk, nobody can tell."""
        return self.walk_minutes is not None and self.pause_minutes < self.walk_minutes

    @property
    def is_in_one_house(self) -> bool:
        return self.origin.place == self.target.place


def metres_between(one: Place, other: Place) -> float | None:
    """As the crow flies, on a globe (haversine); None where a position is not known."""
    degrees = (one.latitude, one.longitude, other.latitude, other.longitude)
    if None in degrees:
        return None
    north, east, other_north, other_east = map(radians, degrees)
    half_chord = (
        sin((other_north - north) / 2) ** 2
        + cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_METRES * asin(min(1, sqrt(half_chord)))


def walking_minutes(one: Place, other: Place) -> int | None:
    """Whole minutes, rounded up; 0 inside one house, None where a position is not known."""
    if one == other:
        return 0
    metres = metres_between(one, other)
    return None if metres is None else ceil(metres * DETOUR / METRES_A_MINUTE)


def transfer(origin: Showing, target: Showing) -> Transfer:
    """The way from a showing to one that starts when it has ended, or later."""
    pause = (target.starts_at - origin.ends_at) // timedelta(minutes=1)
    return Transfer(origin, target, pause, walking_minutes(origin.place, target.place))


def transfer_to(target: Showing, showings: Iterable[Showing]) -> Transfer | None:
    """The way to it from whichever of the showings ends last before it starts, if one does."""
    over = [one for one in showings if one != target and is_before(one, target)]
    origin = max(over, key=lambda one: (one.ends_at, one.code), default=None)
    return origin and transfer(origin, target)


def is_before(one: Showing, other: Showing) -> bool:
    return one.ends_at <= other.starts_at and one.starts_at < other.starts_at
