"""
Who a search finds among the people of public films, the closest names first.

A common beginning finds more people than anybody reads: those are read in the order they are
shown in, and no further than is shown.
"""

from collections.abc import Callable, Container, Iterable
from functools import partial
from typing import NamedTuple

from django.db.models import Case, Exists, Max, OuterRef, QuerySet, Value, When

from catalogue.models import Credit, Selection
from catalogue.models.finding import FIRST_WORDS, closeness, first_in
from people.folding import fold
from people.models import Biography, BiographyTextWord, Person, PersonWord
from people.words import search_parts

# Where more names than these have a word, those that begin with it are read first.
COMMON = 3_000
# Read at once beside as many as are wanted, since some are not public or say it nowhere.
SPARE = 50
# So few are soonest read in the order they are filed in; to more the word leads.
FEW = 50


class FoundKey(NamedTuple):
    """Somebody found; the score is 0 where the name has none of the words."""

    pk: int
    score: int


def people_found(words: str, most: int) -> list[FoundKey]:
    """
    The people found, by their names or the biographies they show, best first, at most so many.
    """
    parts = search_parts(words)
    return begun(parts, most) or first_of(
        with_words(parts, words), most, partial(found_by_what_is_shown, parts=parts)
    )


def people_named(words: str, most: int) -> list[Person]:
    """Those found by their names alone."""
    parts = search_parts(words)
    found = begun(parts, most) or first_of(with_names(parts, words), most, seen_in)
    people = Person.objects.only("name", "slug").in_bulk([one.pk for one in found])
    return [people[one.pk] for one in found if one.pk in people]


def begun(parts: list[str], most: int) -> list[FoundKey]:
    """
    Of a single word that many names have: those whose names begin so, who come before all others;
    none where they are fewer than are wanted.
    """
    if len(parts) != 1 or PersonWord.objects.beginning(parts[0]).count() <= COMMON:
        return []
    (part,) = parts
    people = Person.objects.filter(merged_into=None).order_by("folded_sort_name", "pk")
    score = closeness(part, "folded_names", "folded_sort_name") + 1
    people = people.annotate(score=score).values_list("pk", "score")
    with_it = people.filter(pk__in=PersonWord.objects.filter(word=part).order_by().owners())
    called = [row for row in with_it if row[1] > FIRST_WORDS]
    found = first_of(sorted(called, key=lambda row: -row[1]), most, seen_in)
    if len(found) < most:
        first = first_in(part, "folded_names", "folded_sort_name")
        others = people.filter(first, pk__in=named(part)) if most > FEW else people.filter(first)
        others = others[: len(called) + most + SPARE]
        others = [row for row in others if row[1] <= FIRST_WORDS]
        found += first_of(others, most - len(found), seen_in)
    return found if len(found) == most else []


def first_of(
    people: Iterable[tuple[int, int]], most: int, found_among: Callable[[list[int]], Container[int]]
) -> list[FoundKey]:
    """The first of them who are found, asked of no more at once than may be needed."""
    waiting, found = [FoundKey(*row) for row in people], []
    while waiting and len(found) < most:
        read, waiting = waiting[: most + SPARE], waiting[most + SPARE :]
        kept = found_among([one.pk for one in read])
        found += [one for one in read if one.pk in kept]
    return found[:most]


# What is asked of people -----------------------------------------------------------------------


def with_names(parts: list[str], words: str) -> QuerySet:
    """(key, score) of those whose names have the words, public or not, the best first."""
    people = Person.objects.filter(merged_into=None) if parts else Person.objects.none()
    for part in parts:
        people = people.filter(pk__in=named(part))
    return in_order(people, parts, words)


def with_words(parts: list[str], words: str) -> QuerySet:
    """The same of those whose names or any biographies have them."""
    people = Person.objects.filter(merged_into=None) if parts else Person.objects.none()
    for part in parts:
        told = BiographyTextWord.objects.beginning(part).order_by()
        told = told.values("owner__biography__person")
        people = people.filter(pk__in=named(part).union(told, all=True))
    return in_order(people, parts, words)


def in_order(people: QuerySet[Person], parts: list[str], words: str) -> QuerySet:
    """(key, score): the closest names first, then those that have more of the words."""
    score = closeness(fold(words), "folded_names", "folded_sort_name")
    for part in parts:
        score += Case(When(pk__in=named(part), then=1), default=0)
    people = people.annotate(score=score).order_by("-score", "folded_sort_name", "pk")
    return people.values_list("pk", "score")


def named(part: str) -> QuerySet:
    """The people, as keys, whose names have the word."""
    return PersonWord.objects.beginning(part).order_by().owners()


# What is asked of so many at once --------------------------------------------------------------


def seen_in(people: list[int]) -> dict[int, int]:
    """Of those whom the public sees the newest year it sees them in."""
    public = Selection.objects.public().filter(film__credits__person__in=people).order_by()
    return dict(public.values_list("film__credits__person").annotate(Max("edition__year")))


def found_by_what_is_shown(people: list[int], parts: list[str]) -> set[int]:
    """
    Those of them that the public sees and finds: each word in a name or the shown biography.

    What is shown is put together here: asked for in one statement, PostgreSQL reads every credit.
    """
    years = seen_in(people)
    biographies: dict[int, int] = {}
    told = Biography.objects.filter(person__in=people).order_by("as_of_year")
    for biography, person, year in told.values_list("pk", "person", "as_of_year"):
        if year <= years.get(person, 0):
            biographies[person] = biography
    standing = words_of(people, parts)
    return {
        person
        for person in years
        if all(
            ("person", person, part) in standing
            or ("biography", biographies.get(person), part) in standing
            for part in parts
        )
    }


def words_of(people: list[int], parts: list[str]) -> set[tuple[str, int, str]]:
    """(record, key, part) wherever a name or a biography of these people has the word."""
    arms = []
    for part in parts:
        names = PersonWord.objects.beginning(part).filter(owner__in=people)
        texts = BiographyTextWord.objects.beginning(part)
        texts = texts.filter(owner__biography__person__in=people)
        arms += [
            names.order_by().values_list(Value("person"), "owner", Value(part)),
            texts.order_by().values_list(Value("biography"), "owner__biography", Value(part)),
        ]
    return set(arms[0].union(*arms[1:], all=True))


def shown_biographies() -> QuerySet[Biography]:
    """Of each person the biography their page shows: the newest of an edition they are seen in."""
    newer = Biography.objects.filter(
        seen_since(), person=OuterRef("person"), as_of_year__gt=OuterRef("as_of_year")
    )
    return Biography.objects.filter(seen_since(), ~Exists(newer.order_by()))


def seen_since() -> Exists:
    """That a biography's person is seen in an edition of its year or a later one."""
    public = Selection.objects.public().order_by()
    seen = public.filter(film=OuterRef("film"), edition__year__gte=OuterRef(OuterRef("as_of_year")))
    return Exists(Credit.objects.filter(Exists(seen), person=OuterRef("person")).order_by())
