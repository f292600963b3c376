"""
Who a search finds among the people of public films, the closest names first.

A common beginning finds more people than anybody reads: those are read in the order they are
shown in, and no further than is shown.
"""

from collections.abc import Callable, Collection, Container, Iterable
from typing import NamedTuple

from django.db import connections, router
from django.db.models import Q, QuerySet

from catalogue.fences import FIRST_WORDS, beginning_of, closeness
from catalogue.models import Credit
from catalogue.models.finding import Sought
from catalogue.outline import Outline
from catalogue.postings import numbers, table
from people.folding import fold
from people.models import Biography, BiographyText, BiographyTextWord, Person, PersonWord
from people.prepared import prepared
from people.words import span

# Where so many names have a word that all of them take longer to read than everybody's names in
# order, until those wanted begin with it: the square of how many, for each that is wanted.
COMMON = 100_000
# Read at once beside as many as are wanted, since some are not public or say it nowhere.
SPARE = 12
# The words that people are found by.
WORDS = (PersonWord, BiographyTextWord)
# Who has a word, and where: written out as in catalogue/postings.py, for the same reason.
TOLD = (
    (PersonWord, "word.owner_id", f"SELECT word.owner_id, NULL FROM {table(PersonWord)} word"),  # noqa: S608 - a name
    (
        BiographyTextWord,
        "told.person_id",
        f"SELECT told.person_id, told.id FROM {table(BiographyTextWord)} word "  # noqa: S608 - names of tables
        f"JOIN {table(BiographyText)} body ON body.id = word.owner_id "
        f"JOIN {table(Biography)} told ON told.id = body.biography_id",
    ),
)
# Of each person where each of the words stands: None for a name, and the keys of biographies.
Standing = dict[int, list[set[int | None]]]


class FoundKey(NamedTuple):
    """Somebody found; the score is 0 where the name has none of the words."""

    pk: int
    score: int
    biography: int | None = None
    """The one that is shown of them, where some of the words stand in it and in no name."""


def people_found(outline: Outline, sought: Sought, most: int) -> list[FoundKey]:
    """
    The people found, by their names or the biographies they show, best first, at most so many.
    `sought` has counted WORDS.
    """
    if not sought.parts:
        return []
    found = people_named(outline, sought, most)
    if len(found) < most:
        standing = those_told_of(sought)
        biographies: dict[int, int] = {}

        def shown(people):
            biographies.update(shown_of(outline, people, standing))
            return biographies

        told = first_of(told_in_order(standing, sought), most - len(found), shown)
        found += [one._replace(biography=biographies[one.pk]) for one in told]
    return found


def people_named(outline: Outline, sought: Sought, most: int) -> list[FoundKey]:
    """Those found by their names alone."""
    if not all(sought.counts[PersonWord, part] for part in sought.parts):
        return []

    def seen(people):
        return seen_in(outline, people)

    return begun(sought, most, seen) or first_of(with_names(sought), most, seen)


def begun(sought: Sought, most: int, seen: Callable) -> list[FoundKey]:
    """
    Of a single word that many names have: those whose names begin so, who come before all others;
    none where they are fewer than are wanted.
    """
    part, *others = sought.parts
    if others or sought.counts[PersonWord, part] ** 2 <= COMMON * (most + SPARE):
        return []
    with_it = in_order(people_filed(with_word(part, part)), sought)
    called = [one for one in with_it if one.score > FIRST_WORDS]
    begins = beginning_of(part)
    first = Q(folded_names__contains=f"|{begins}") | Q(folded_sort_name__startswith=begins)
    found = first_of(called, most, seen)
    for spare in (SPARE, most * SPARE):
        if len(found) < most:
            filed = in_order(beginning_so(first, len(called) + most + spare), sought)
            others = [one for one in filed if one.score <= FIRST_WORDS]
            found = first_of(called + others, most, seen)
    return found if len(found) == most else []


def first_of(
    people: Iterable[FoundKey], most: int, found_among: Callable[[list[int]], Container[int]]
) -> list[FoundKey]:
    """The first of them who are found, asked of no more at once than may be needed."""
    waiting, found = list(people), []
    while waiting and len(found) < most:
        read, waiting = waiting[: most + SPARE], waiting[most + SPARE :]
        kept = found_among([one.pk for one in read])
        found += [one for one in read if one.pk in kept]
    return found[:most]


# What is asked of people -----------------------------------------------------------------------


def with_names(sought: Sought) -> list[FoundKey]:
    """Those whose names have the words, public or not, the best first."""
    rarest, *others = sorted(sought.parts, key=lambda part: sought.counts[PersonWord, part])
    people = with_word(*span(rarest))
    for part in others:
        people = with_word_too(people, *span(part)) if people else []
    return in_order(people_filed(list(set(people))), sought) if people else []


def told_in_order(standing: Standing, sought: Sought) -> list[FoundKey]:
    counts = {person: sum(None in one for one in held) for person, held in standing.items()}
    return in_order(people_filed(list(counts)), sought, counts) if counts else []


def in_order(
    people: Iterable[tuple[int, str, str]], sought: Sought, counts: dict[int, int] | None = None
) -> list[FoundKey]:
    """
    Of people as they are filed the closest names first, then those that have more of the words,
    which are all where `counts` does not say.
    """
    asked = fold(sought.words)
    found = []
    for pk, names, filed in people:
        count = len(sought.parts) if counts is None else counts[pk]
        found.append(FoundKey(pk, closeness(asked, names, filed) + count))
    return sorted(found, key=lambda one: -one.score)


@prepared
def people_filed(keys):
    return filed(Person.objects.filter(pk__among=keys))


def beginning_so(first: Q, most: int) -> QuerySet:
    return filed(Person.objects.filter(first))[:most]


def filed(people: QuerySet) -> QuerySet:
    """(key, folded names, how they are filed), in that order."""
    people = people.filter(merged_into=None).order_by("folded_sort_name", "pk")
    return people.values_list("pk", "folded_names", "folded_sort_name")


@prepared
def with_word(first, last):
    """People, as keys, whose names have a word between these; some more than once."""
    words = PersonWord.objects.filter(word__range=(first, last)).order_by()
    return words.values_list("owner", flat=True)


@prepared
def with_word_too(people, first, last):
    words = PersonWord.objects.filter(owner__among=people, word__range=(first, last)).order_by()
    return words.values_list("owner", flat=True)


# What stands in biographies ----------------------------------------------------------------------


def those_told_of(sought: Sought) -> Standing:
    """
    Those who have every word in a name or a biography, shown or not, and not all in names. The
    rarest word leads to them.
    """
    parts = sorted(sought.parts, key=lambda part: sum(sought.counts[one, part] for one in WORDS))
    standing: Standing = {}
    for number, part in enumerate(parts):
        if number and not standing:
            break
        held: dict[int, set] = {}
        for person, biography in told(part, sought, standing if number else None):
            held.setdefault(person, set()).add(biography)
        standing = {one: [*standing.get(one, ()), where] for one, where in held.items()}
    return {
        person: held for person, held in standing.items() if not all(None in one for one in held)
    }


def told(part: str, sought: Sought, people: Collection[int] | None) -> list[tuple[int, int | None]]:
    """(person, None) where a name has the word, (person, biography) where a biography has."""
    arms = [
        f"{arm} WHERE word.word BETWEEN %s AND %s"
        + ("" if people is None else f" AND {person} IN {numbers(people)}")
        for words, person, arm in TOLD
        if sought.counts[words, part]
    ]
    if not arms:
        return []
    with connections[router.db_for_read(PersonWord)].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms), [*span(part)] * len(arms))
        return cursor.fetchall()


# What is asked of so many at once --------------------------------------------------------------


def seen_in(outline: Outline, people: list[int]) -> dict[int, int]:
    """Of those whom the public sees the newest year it sees them in."""
    years: dict[int, int] = {}
    for person, film in films_of(people):
        for place in outline.by_film.get(film, ())[:1]:
            years[person] = max(years.get(person, 0), outline.years[place])
    return years


@prepared
def films_of(people):
    credits = Credit.objects.filter(person__among=people).order_by()
    return credits.values_list("person", "film").distinct()


def shown_of(outline: Outline, people: list[int], standing: Standing) -> dict[int, int]:
    """
    The shown biographies of those whom the public sees and finds: each word stands in a name or
    there.
    """
    shown = biographies_shown(seen_in(outline, people))
    return {
        person: biography
        for person, biography in shown.items()
        if all(None in held or biography in held for held in standing[person])
    }


def biographies_shown(years: dict[int, int]) -> dict[int, int]:
    """
    Of each person, by the year they are seen in, the biography that their page shows: the newest
    of an edition of that year or before it.
    """
    told = biographies_of(list(years))
    return {person: biography for person, biography, year in told if year <= years[person]}


@prepared
def biographies_of(people):
    told = Biography.objects.filter(person__among=people).order_by("as_of_year")
    return told.values_list("person", "pk", "as_of_year")
