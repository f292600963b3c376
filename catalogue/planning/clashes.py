"""Which showings nobody can see one after the other."""

from collections.abc import Iterable

from catalogue.planning.showings import Showing


def overlap(one: Showing, other: Showing) -> bool:
    """
    Whether the two cannot both be seen whole: they start together, or one starts before the
    other ends. What ends at the minute the next starts does not overlap it.
    """
    return one.starts_at == other.starts_at or (
        one.starts_at < other.ends_at and other.starts_at < one.ends_at
    )


def clashes(showings: Iterable[Showing]) -> dict[Showing, tuple[Showing, ...]]:
    """Each showing with those it overlaps, both in the order of their hours."""
    in_order = sorted(showings, key=lambda showing: (showing.starts_at, showing.code))
    found = {showing: [] for showing in in_order}
    running = []
    for later in in_order:
        # What does not overlap this one is over, and overlaps none that start later still.
        running = [one for one in running if overlap(one, later)]
        for earlier in running:
            found[earlier].append(later)
            found[later].append(earlier)
        running.append(later)
    return {showing: tuple(others) for showing, others in found.items()}
