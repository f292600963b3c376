"""
Records of which there are few and which stand on most pages: a process reads all of them once
under a state of things. Whoever gets one knows its key from something public.
"""

from collections.abc import Iterable
from typing import Any

from catalogue.models import Credit, Edition, Function, Section, Selection
from catalogue.remembered import Remembered

known = Remembered(most=3)


def give_selections(selections: Iterable[Selection], state: Any) -> None:
    """Their editions and sections, as if they had been joined."""
    editions = known.recall(state, Edition, Edition.objects.in_bulk)
    sections = known.recall(state, Section, Section.objects.in_bulk)
    for one in selections:
        one.edition, one.section = editions[one.edition_id], sections[one.section_id]


def give_functions(credits: Iterable[Credit], state: Any) -> None:
    """Their functions, with the departments of these."""
    functions = known.recall(state, Function, all_functions)
    for one in credits:
        one.function = functions[one.function_id]


def all_functions() -> dict[int, Function]:
    return Function.objects.select_related("department").in_bulk()
