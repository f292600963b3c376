"""
Who a search finds among the people of public films, the closest names first.

A common beginning finds more people than anybody reads: those are read in the order they are
shown in, and no further than is shown.
"""

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from catalogue.models import Selection
from catalogue.models.finding import FIRST_WORDS, closeness, first_in
from people.folding import fold
from people.models import Biography, BiographyTextWord, Person, PersonWord
from people.words import begins, search_parts

# Of a word that more names begin with, so many people have it as their first that nobody else
# is asked for.
COMMON = 3_000


def people_found(words: str, most: int) -> list[Person]:
    """
    The people found, by their names or the biographies they show, best first, at most so many.
    """
    parts = search_parts(words)
    if not parts:
        return []
    if (common := of_a_common_word(parts, most)) and len(common) == most:
        return common
    found = Selection.objects.public().people()
    score = closeness(fold(words), "folded_names", "folded_sort_name")
    for part in parts:
        named = PersonWord.objects.beginning(part).order_by().owners()
        told = (
            BiographyTextWord.objects.beginning(part).order_by().values("owner__biography__person")
        )
        found = found.filter(
            Q(pk__in=named) | Q(Exists(telling(part))), pk__in=named.union(told, all=True)
        )
        score += Case(When(pk__in=named, then=1), default=0)
    return listed(found.annotate(score=score).order_by("-score", "folded_sort_name", "pk"), most)


def people_named(words: str, most: int) -> list[Person]:
    """Those found by their names alone."""
    parts = search_parts(words)
    if (common := of_a_common_word(parts, most)) and len(common) == most:
        return common
    found = Selection.objects.public().people().matching(words)
    score = closeness(fold(words), "folded_names", "folded_sort_name")
    return listed(found.annotate(score=score).order_by("-score", "folded_sort_name", "pk"), most)


def of_a_common_word(parts: list[str], most: int) -> list[Person]:
    """
    Of a single word that many names begin with: those who are called so, then those whose names
    begin so, read in the order they are filed in until there are enough.
    """
    if len(parts) != 1 or PersonWord.objects.beginning(parts[0]).count() <= COMMON:
        return []
    (part,) = parts
    public = Selection.objects.public().people()
    score = closeness(part, "folded_names", "folded_sort_name")
    called = public.filter(pk__in=PersonWord.objects.filter(word=part).owners())
    called = called.annotate(score=score).filter(score__gte=FIRST_WORDS)
    first = listed(called.order_by("-score", "folded_sort_name", "pk"), most)
    begun = public.filter(first_in(part, "folded_names", "folded_sort_name"))
    begun = begun.exclude(pk__in=[person.pk for person in first])
    begun = begun.annotate(score=score).order_by("folded_sort_name", "pk")
    return first + listed(begun, most - len(first))


def listed(people: QuerySet[Person], most: int) -> list[Person]:
    return list(people.only("name", "slug")[:most])


def telling(part: str) -> QuerySet[Biography]:
    """The biography that an outer person's page shows, if it has the word."""
    shown = shown_biographies().filter(person=OuterRef("pk"))
    return shown.filter(begins(part, "texts__words"))


def shown_biographies() -> QuerySet[Biography]:
    """Of each person the biography their page shows: the newest of an edition they are seen in."""
    editions = Selection.objects.public().filter(film__credits__person=OuterRef("person"))
    newest = editions.order_by("-edition__year").values("edition__year")[:1]
    newer = Biography.objects.filter(
        person=OuterRef("person"),
        as_of_year__gt=OuterRef("as_of_year"),
        as_of_year__lte=OuterRef("seen_in"),
    )
    return Biography.objects.annotate(seen_in=Subquery(newest)).filter(
        ~Exists(newer), as_of_year__lte=F("seen_in")
    )
