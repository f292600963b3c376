"""The one rule of when a selection is public: its own hour, its section's or the edition's."""

from itertools import product

import pytest

from catalogue.models import SectionAnnouncement, Selection
from tests.factories import an_hour_ago, in_an_hour, make_edition, make_section, make_selection

pytestmark = pytest.mark.django_db

HOURS = {"past": an_hour_ago, "future": in_an_hour, "none": lambda: None}


@pytest.mark.parametrize(("own", "section", "edition"), [*product(HOURS, repeat=3)])
def test_the_nearest_hour_that_is_set_counts(own, section, edition):
    hours = [HOURS[own](), HOURS[section](), HOURS[edition]()]
    selection = make_selection(
        edition=make_edition(announced_at=hours[2]), section=make_section(), announced_at=hours[0]
    )
    if hours[1]:
        SectionAnnouncement.objects.create(
            edition=selection.edition, section=selection.section, announced_at=hours[1]
        )
    # Hours of the same section in another edition, and of another section, are none of its.
    for other in (make_edition(2020), make_section("Forum")):
        year = other if other == make_edition(2020) else selection.edition
        place = selection.section if year == other else other
        SectionAnnouncement.objects.create(edition=year, section=place, announced_at=in_an_hour())

    counting = next(filter(None, hours), None)
    is_public = counting is not None and counting == min(counting, an_hour_ago())
    assert Selection.objects.public().exists() == is_public
    assert selection.public_from == counting
    assert Selection.objects.with_hour().get().public_from == counting


def test_the_latest_announced_come_first_by_the_hour_that_counts():
    first, second, third = (make_section(name) for name in ("One", "Two", "Three"))
    edition = make_edition(announced_at=an_hour_ago(days=2))
    old, own, section = (
        make_selection(edition=edition, section=one) for one in (first, second, third)
    )
    Selection.objects.filter(pk=own.pk).update(announced_at=an_hour_ago(days=1))
    SectionAnnouncement.objects.create(edition=edition, section=third, announced_at=an_hour_ago())

    assert list(Selection.objects.newly_announced()) == [section, own, old]
