"""What somebody may have meant who found nothing: the same words in a spelling that finds."""

from itertools import product
from typing import NamedTuple

from django.db.models import Q, Value
from django.db.models.functions import Length
from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue.models import (
    CompanyWord,
    CountryWord,
    CreditWord,
    FilmWord,
    SectionWord,
    Selection,
)
from catalogue.models.finding import TERMS
from people.models import PersonWord
from people.words import LAST_LETTER, is_unspaced, search_parts

VOCABULARIES = [FilmWord, PersonWord, CreditWord, SectionWord, CountryWord, CompanyWord]
MOST = 3
MOST_TRIED = 6
MOST_RESPELT = 4  # of the words of one search
NEIGHBOURS = 4  # of each word


class Spelling(NamedTuple):
    distance: int
    word: str


def near(words: str) -> list[str]:
    """
    Searches in another spelling that find something public, the nearest first; where none does,
    the words one at a time. Folded, at most MOST, in two queries.
    """
    spellings = spellings_of(search_parts(words))
    together = respelt(spellings)
    alone = [own.word for own, *_others in spellings] if len(spellings) > 1 else []
    finding = those_that_find([*together, *alone])
    found = [one for one in together if one in finding] or [one for one in alone if one in finding]
    return found[:MOST]


def those_that_find(tried: list[str]) -> set[str]:
    """Which of these searches find something public, other than in a text; in one query."""
    if not tried:
        return set()
    public = Selection.objects.public().order_by()
    arms = [
        public.matching(one, least=TERMS).annotate(place=Value(place)).values_list("place")
        for place, one in enumerate(tried)
    ]
    return {tried[place] for (place,) in arms[0].union(*arms[1:])}


def respelt(spellings: list[list[Spelling]]) -> list[str]:
    """The words together in their near spellings, those with the fewest changes first."""
    together = product(*spellings[:MOST_RESPELT])
    changed = [chosen for chosen in together if any(one.distance for one in chosen)]
    changed.sort(key=lambda chosen: sum(one.distance for one in chosen))
    rest = [own.word for own, *_others in spellings[MOST_RESPELT:]]
    return [" ".join([*(one.word for one in chosen), *rest]) for chosen in changed[:MOST_TRIED]]


def spellings_of(parts: list[str]) -> list[list[Spelling]]:
    """Each word as it is, where it is one, and in its near spellings; in one query."""
    known = vocabulary(parts) if parts else []
    return [neighbours(part, known) for part in parts]


def vocabulary(parts: list[str]) -> list[str]:
    """Words of about that length with the same first letter, or with the second as their first."""
    alike = Q()
    for part in parts:
        length = Q(length__range=(len(part) - 2, len(part) + 2))
        for letter in set(part[:2]):
            alike |= length & Q(word__range=(letter, letter + LAST_LETTER))
    arms = [
        model.objects.annotate(length=Length("word")).filter(alike).order_by().values_list("word")
        for model in VOCABULARIES
    ]
    return [word for (word,) in arms[0].union(*arms[1:])]


def neighbours(part: str, known: list[str]) -> list[Spelling]:
    """The part itself where a word begins so or none is near, and the words nearest to it."""
    is_right = any(word.startswith(part) for word in known)
    if is_unspaced(part[0]) or len(part) < 3:
        return [Spelling(0, part)]
    most = 1 if len(part) < 6 else 2
    found = process.extract(
        part, known, scorer=OSA.distance, score_cutoff=most, limit=NEIGHBOURS + 1
    )
    near = [Spelling(distance, word) for word, distance, _place in found if word != part]
    near.sort(key=lambda one: (one.distance, one.word[0] != part[0], one.word))
    own = [Spelling(0, part)] if is_right or not near else []
    return [*own, *near[:NEIGHBOURS]]
