"""Showings for property tests: a week of hours in a small town, with some houses off the map."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from catalogue.planning.showings import Place, Showing

MIDNIGHT = datetime(2026, 2, 12, tzinfo=UTC)

places = st.builds(
    Place,
    st.sampled_from(["Odeon", "Palace", "Quay"]),
    st.none() | st.floats(55.45, 55.48),
    st.none() | st.floats(8.44, 8.47),
).map(lambda place: Place(place.name) if None in (place.latitude, place.longitude) else place)


def showing(start, minutes, place=Place("Odeon"), code=""):  # noqa: B008 - it is frozen
    """A showing `start` minutes after midnight."""
    starts_at = MIDNIGHT + timedelta(minutes=start)
    return Showing(
        code or f"{start}+{minutes}", starts_at, starts_at + timedelta(minutes=minutes), place
    )


@st.composite
def plans(draw, most=12):
    """Showings of distinct codes, many of which overlap or touch; some have no known length."""
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(0, 40).map(lambda step: step * 15),
                st.sampled_from([0, 15, 30, 90, 135]),
                places,
            ),
            max_size=most,
        )
    )
    return [showing(*row, code=f"code{number}") for number, row in enumerate(rows)]
