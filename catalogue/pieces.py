"""
What templates write of a record and of nothing else: the same on every page it stands on, so under
a state of things it is written once in each language.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from catalogue.remembered import Remembered

MOST = 1000  # of each template, of 1 to 3 kB
written: dict[str, Remembered] = defaultdict(lambda: Remembered(MOST))


def piece_of(template: str, record: Model, state: Any, **told: Any) -> SafeString:
    """Of a record, which the template calls by its kind, and of what else it is told."""
    return pieces_of(template, [(record, told)], state)[0]


def pieces_of(
    template: str, asked: Iterable[tuple[Model, dict[str, Any]]], state: Any
) -> list[SafeString]:
    """The same of several records, each with what is told of it."""
    language = get_language()
    keyed = {(one.pk, language, *told.items()): (one, told) for one, told in asked}

    def write(keys):
        parts = get_template(template)
        return {key: parts.render(named(*keyed[key])) for key in keys}

    found = written[template].recall_all(state, keyed, write)
    return [found[key] for key in keyed]


def named(record: Model, told: dict[str, Any]) -> dict[str, Any]:
    return {str(record._meta.model_name): record} | told
