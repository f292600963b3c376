from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Place:
    """A house; degrees north and east where its position is known, both or neither."""

    name: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Showing:
    """
    What planning needs to know of a screening: aware instants, and the house it is in.

    Where the length of a film is unknown it ends as it starts.
    """

    code: str
    starts_at: datetime
    ends_at: datetime
    place: Place
