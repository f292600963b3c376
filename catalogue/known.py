"""
Records of which there are few and which stand on most pages: a process reads all of them once
under a state of things. Whoever gets one knows its key from something public.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from catalogue.models import Credit, Edition, Function, Section, Selection
from catalogue.remembered import Remembered

known = Remembered(most=3)


def known_edition(key: int, state: Any) -> Edition | None:
    """The edition of that key; None without a state, and of one that was added while it ended."""
    return known.recall(state, Edition, Edition.objects.in_bulk).get(key) if state else None


def give_selections(selections: Iterable[Selection], state: Any) -> None:
    """Their editions and sections, as if they had been joined."""
    give(selections, "edition", known.recall(state, Edition, Edition.objects.in_bulk))
    give(selections, "section", known.recall(state, Section, Section.objects.in_bulk))


def give_functions(credits: Iterable[Credit], state: Any) -> None:
    """Their functions, with the departments of these."""
    give(credits, "function", known.recall(state, Function, all_functions))


def give(records: Iterable[Model], name: str, there: dict[int, Any]) -> None:
    """One that was added since, while the state ended, is asked for where it is needed."""
    for one in records:
        if (key := getattr(one, f"{name}_id")) in there:
            setattr(one, name, there[key])


def all_functions() -> dict[int, Function]:
    return Function.objects.select_related("department").in_bulk()
