"""Credits found by the names that a page prints."""

import pytest

from catalogue.models import Credit
from tests.factories import make_credit, make_film

pytestmark = pytest.mark.django_db


def test_names_of_nothing_but_signs_are_nobodys():
    make_credit(make_film("Salt Road", year=2022), "Mara Vex")

    assert Credit.objects.to_one_of(["", "…"]).count() == 0
    assert Credit.objects.to_one_of(["", "mara vex"]).count() == 1
