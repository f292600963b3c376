"""What every description is made of."""

from collections.abc import Callable

from django.conf import settings
from django.db.models import Model
from django.utils import translation

Absolute = Callable[[str], str]
Thing = dict[str, object]
Way = list[tuple[str, str]]

SCHEMA = "https://schema.org"


def thing(kind: str, identity: str = "", **facts: object) -> Thing:
    """A thing of that type, without the facts that nothing is known of."""
    known = {name: value for name, value in facts.items() if value not in (None, "", [], {}, ())}
    return {"@type": kind} | ({"@id": identity} if identity else {}) | known


def graph(*things: Thing | None) -> Thing:
    return {"@context": SCHEMA, "@graph": [one for one in things if one]}


def written(number: int | None, pattern: str = "{}") -> str:
    return "" if number is None else pattern.format(number)


def identity_of(record: Model, part: str, absolute: Absolute) -> str:
    """What identifies a record in every language: its address in the default one, and a word."""
    with translation.override(settings.LANGUAGE_CODE):
        return f"{absolute(record.get_absolute_url())}#{part}"


def breadcrumbs(way: Way, absolute: Absolute) -> Thing:
    """The way to a page, as (name, address) from the edition on."""
    return thing(
        "BreadcrumbList",
        itemListElement=[
            thing("ListItem", position=position, name=name, item=absolute(address))
            for position, (name, address) in enumerate(way, 1)
        ],
    )
