"""
What somebody may have meant who found nothing: the same words in a spelling that finds.

Words are compared with those of all records, and only those count that stand in something public:
what is offered is the same whether a film that is yet to be announced is there or not.
"""

from collections.abc import Iterator
from itertools import islice, product
from typing import Any, NamedTuple

from django.db.models import Q
from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue import postings
from catalogue.finding_films import films_found
from catalogue.models import CompanyWord, CountryWord, CreditWord, FilmWord, SectionWord
from catalogue.models.finding import Sought
from catalogue.models.places import TERMS, ways_of
from catalogue.outline import Outline
from catalogue.postings import Asked
from catalogue.remembered import Remembered
from people.models import PersonWord
from people.words import LAST_LETTER, is_unspaced

VOCABULARIES = [FilmWord, PersonWord, CreditWord, SectionWord, CountryWord, CompanyWord]
vocabularies = Remembered(most=30)  # by first letter; some 80 bytes a word
MOST = 3
MOST_TRIED = 6
MOST_RESPELT = 4  # of the words of one search
NEIGHBOURS = 4  # of each word
ASKED_AT_ONCE = 8  # words, six places each; SQLite joins 500 questions at most


class Spelling(NamedTuple):
    distance: int
    word: str


def near(outline: Outline, sought: Sought, state: Any = None) -> list[str]:
    """
    Searches in another spelling that find something public, the nearest first; where none does,
    the words one at a time. Folded, at most MOST. `state` is what the page is made under.
    """
    spellings = [neighbours(outline, part, state) for part in sought.parts]
    alone = [own.word for own, *_others in spellings] if len(spellings) > 1 else []
    together = those_that_find(outline, respelt(spellings), state)
    return together or those_that_find(outline, alone, state)


def those_that_find(outline: Outline, tried: list[str], state: Any) -> list[str]:
    """The first of these searches that find something public, other than in a text."""
    return list(islice((one for one in tried if finds(outline, one, state)), MOST))


def finds(outline: Outline, words: str, state: Any) -> bool:
    return bool(films_found(outline, Sought(words, least=TERMS, state=state), 1).places)


def respelt(spellings: list[list[Spelling]]) -> list[str]:
    """The words together in their near spellings, those with the fewest changes first."""
    together = product(*spellings[:MOST_RESPELT])
    changed = [chosen for chosen in together if any(one.distance for one in chosen)]
    changed.sort(key=lambda chosen: sum(one.distance for one in chosen))
    rest = [own.word for own, *_others in spellings[MOST_RESPELT:]]
    return [" ".join([*(one.word for one in chosen), *rest]) for chosen in changed[:MOST_TRIED]]


def vocabulary(part: str, state: Any) -> list[str]:
    """Words of about that length with the same first letter, or with the second as their first."""
    read = vocabularies.recall_all(state, dict.fromkeys(part[:2]), words_by_letter)
    return [word for words in read.values() for word in words if abs(len(word) - len(part)) <= 2]


def words_by_letter(letters: list[str]) -> dict[str, list[str]]:
    """The words that begin with each of these letters, each once; in one query."""
    alike = Q(*(Q(word__range=(one, one + LAST_LETTER)) for one in letters), _connector=Q.OR)
    arms = [model.objects.filter(alike).order_by().values_list("word") for model in VOCABULARIES]
    found: dict[str, list[str]] = {letter: [] for letter in letters}
    for (word,) in arms[0].union(*arms[1:]):
        found[word[0]].append(word)
    return found


def neighbours(outline: Outline, part: str, state: Any) -> list[Spelling]:
    """The part itself where it finds something or no word is near, and the words nearest to it."""
    if is_unspaced(part[0]) or len(part) < 3:
        return [Spelling(0, part)]
    most = 1 if len(part) < 6 else 2
    known = vocabulary(part, state)
    found = process.extract(part, known, scorer=OSA.distance, score_cutoff=most, limit=None)
    near = [Spelling(distance, word) for word, distance, _place in found if word != part]
    near.sort(key=lambda one: (one.distance, one.word[0] != part[0], one.word))
    nearest = list(islice(public(outline, near), NEIGHBOURS))
    own = [Spelling(0, part)] if not nearest or finds(outline, part, state) else []
    return [*own, *nearest]


def public(outline: Outline, near: list[Spelling]) -> Iterator[Spelling]:
    """Those of these words that stand in something public, other than in a text."""
    waiting = iter(near)
    while some := list(islice(waiting, ASKED_AT_ONCE)):
        asked = [Asked(way, one.word, is_whole=True) for one in some for way in ways_of(TERMS)]
        shown = {
            asked[one.asked].part
            for one in postings.read(asked, TERMS)
            if any(map(outline.by_goal(asked[one.asked]).get, one.goals))
        }
        yield from (one for one in some if one.word in shown)
