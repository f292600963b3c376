"""
What is missing of a selection before it can be announced, and read about once it is.

One list, for whoever asks: filters narrow with `lacking`, lists and checks ask `lacks`. Each is
one condition of the database, so that what a filter finds and what a column says is the same.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catalogue.models import (
    Credit,
    Film,
    FilmCountry,
    FilmLanguage,
    ProgrammeNote,
    Screening,
    Selection,
    Still,
    Synopsis,
)
from people.texts import only_outdated


@dataclass(frozen=True)
class Lack:
    """
    Something missing: its word in addresses, its name, and when it is missing.

    The condition is asked with the path from a record to its film: "film" of selections, "pk" of
    films, of which nothing can be asked that is true of a selection alone.
    """

    key: str
    name: str | Promise
    condition: Callable[[str], Q]
    is_of_film: bool = True


def of(model, film):
    return model.objects.filter(film=OuterRef(film))


def without(model):
    return lambda film: ~Exists(of(model, film))


def without_fact(**fact):
    """Films of which that is not known."""
    return lambda film: Exists(Film.objects.filter(pk=OuterRef(film), **fact))


def without_director(film):
    return ~Exists(of(Credit, film).directors())


def without_synopsis(language):
    return lambda film: ~Exists(of(Synopsis, film).filter(language=language))


def without_still(film):
    """Whether what there is may be shown yet is asked apart: by its credit line and its text."""
    return ~Exists(of(Still, film).of_kind(Still.Kind.STILL))


def with_still_without(**fact):
    return lambda film: Exists(of(Still, film).filter(**fact))


def without_alternative_text(language):
    """Some picture, of whatever kind, that cannot be told to who does not see it."""
    return lambda film: Exists(of(Still, film).exclude(names__has_key=language))


def with_outdated_synopsis(film):
    return Exists(only_outdated(of(Synopsis, film)))


def with_outdated_note(_film):
    return Exists(only_outdated(ProgrammeNote.objects.filter(selection=OuterRef("pk"))))


def without_premiere_status(_film):
    return Q(premiere_status="")


def without_screening(_film):
    """Neither alone nor in a programme of shorts; one that is only planned is one."""
    going_ahead = Screening.objects.going_ahead()
    alone = going_ahead.filter(selection=OuterRef("pk"))
    together = going_ahead.filter(programme__slots__selection=OuterRef("pk"))
    return ~Exists(alone) & ~Exists(together)


def in_each_language(key, name, condition):
    return [
        Lack(f"{key}-{code}", format_lazy("{} ({})", name, code), condition(code))
        for code, _language in settings.LANGUAGES
    ]


LACKS = [
    Lack("director", _("director"), without_director),
    Lack("country", _("country"), without(FilmCountry)),
    Lack("year", _("year"), without_fact(year=None)),
    Lack("runtime", _("runtime"), without_fact(runtime_minutes=None)),
    Lack("language", _("language"), without(FilmLanguage)),
    Lack("form", _("form"), without_fact(form="")),
    *in_each_language("synopsis", _("synopsis"), without_synopsis),
    Lack("outdated-synopsis", _("outdated synopsis"), with_outdated_synopsis),
    Lack("outdated-note", _("outdated programme note"), with_outdated_note, is_of_film=False),
    Lack("still", _("still"), without_still),
    *in_each_language("alternative-text", _("alternative text"), without_alternative_text),
    Lack("credit-line", _("credit line of a still"), with_still_without(credit="")),
    Lack("premiere", _("premiere status"), without_premiere_status, is_of_film=False),
    Lack("screening", _("screening"), without_screening, is_of_film=False),
]
BY_KEY = {lack.key: lack for lack in LACKS}
OF_FILMS = [lack for lack in LACKS if lack.is_of_film]


def lacking(records: QuerySet, keys: Collection[str]) -> QuerySet:
    """The selections or films that lack at least one of those."""
    conditions = [lack.condition(path_to_film(records)) for lack in asked(records, keys)]
    either = Q(*conditions, _connector=Q.OR) if conditions else Q(pk__in=[])
    return records.filter(either)


def lacks(records: QuerySet, keys: Collection[str] = tuple(BY_KEY)) -> dict[int, list[Lack]]:
    """What each of the selections or films lacks, in the order of the list, by key; one query."""
    of_these = asked(records, keys)
    film = path_to_film(records)
    conditions = {f"lack_{place}": lack.condition(film) for place, lack in enumerate(of_these)}
    rows = records.order_by().annotate(**conditions).values_list("pk", *conditions)
    return {
        pk: [lack for lack, is_missing in zip(of_these, found, strict=True) if is_missing]
        for pk, *found in rows
    }


def asked(records, keys):
    possible = LACKS if records.model is Selection else OF_FILMS
    return [lack for lack in possible if lack.key in keys]


def path_to_film(records):
    return "film" if records.model is Selection else "pk"
