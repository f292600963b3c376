from types import SimpleNamespace

import pytest

from catalogue.known import give_functions, give_selections
from catalogue.models import Credit, Selection
from tests.factories import make_credit, make_film, make_section, make_selection

pytestmark = pytest.mark.django_db
STATE = SimpleNamespace(id="of an hour ago", holds=lambda now: True)


def test_what_was_added_while_a_state_ended_is_asked_for():
    give_selections([], STATE)
    give_functions([], STATE)
    section = make_section("Added since")
    make_selection(make_film("Tide"), section=section)
    make_credit(Selection.objects.get().film, "Mara Vex", "writer")
    selection, credit = Selection.objects.get(), Credit.objects.get()

    give_selections([selection], STATE)
    give_functions([credit], STATE)

    assert (selection.section, credit.function.key) == (section, "writer")
