"""How selections are found by words."""

from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from catalogue.models.places import Way, ways_of
from catalogue.remembered import Remembered
from people.words import how_often, search_parts

# Where each word of a search leads to more films, none is looked up.
MOST_LOOKED_UP = 8_000
COUNTED = MOST_LOOKED_UP + 1  # What is more is as much.
# So many films are asked at once where no word leads to fewer.
FILMS_AT_ONCE = 1_000
SEEN_FROM = attrgetter("seen_from")
counted = Remembered(most=3000)  # words, in each kind of record


class Sought:
    """
    The words of a search, and how often each stands where an archive keeps words.

    The rarest leads to its films. Another is looked up, too, or looked for in each of those films,
    whichever is less to read.
    """

    def __init__(self, words: str, least: int = 0, others: tuple = (), state: Any = None):
        """
        Counts in one query what was not counted under the state before; `least` is the least weight
        of a place, `others` are further models of words to count.
        """
        self.words = words
        self.least = least
        self.parts = search_parts(words)
        self.ways = ways_of(least)
        models = dict.fromkeys([*(way.words for way in self.ways), *others])
        asked = [(model, part) for model in models for part in self.parts]
        self.counts = counted.recall_all(state, asked, lambda some: how_often(some, COUNTED))

    def films(self, way: Way, part: str) -> int:
        """About how many films the word leads to that way."""
        return self.counts[way.words, part] * way.films

    def films_of(self, part: str) -> int:
        """About how many films the word leads to, each as often as it stands there."""
        return sum(self.films(way, part) for way in self.ways)

    @cached_property
    def rarest(self) -> str | None:
        """The part that leads to the fewest films; None where each leads to too many."""
        part = min(self.parts, key=self.films_of)
        return part if self.films_of(part) <= MOST_LOOKED_UP else None

    def ways_with(self, part: str) -> list[Way]:
        """The ways on which the word stands anywhere."""
        return [way for way in self.ways if self.counts[way.words, part]]

    def is_common(self, way: Way, part: str) -> bool:
        """Whether to look for the word in each film instead of looking it up."""
        if part == self.rarest:
            return False
        films = self.films_of(self.rarest) if self.rarest else FILMS_AT_ONCE
        return self.films(way, part) > (films + 1) * way.each


class FindableSelections(QuerySet):
    def matching(self, words, least=0):
        """
        Selections of which every word begins one in a title, a name, a character, a country, a
        company, the section, the synopsis or the programme note; with `least`, only in places of
        that weight. No words find nothing. Counts first how often they stand anywhere.
        """
        sought = Sought(words, least)
        found = self if sought.parts else self.none()
        for part in sought.parts:
            common = [way for way in sought.ways if sought.is_common(way, part)]
            standing = Q(*(asked_of_each(way, part, least) for way in common), _connector=Q.OR)
            rare = sorted((way for way in sought.ways if way not in common), key=SEEN_FROM)
            for seen_from, ways in groupby(rare, SEEN_FROM):
                arms = [way.standing(part, least).values(way.goal) for way in ways]
                standing |= Q(**{f"{seen_from}__in": arms[0].union(*arms[1:], all=True)})
            found = found.filter(standing)
        return found


def asked_of_each(way: Way, part: str, least: int) -> Q:
    """The condition that a selection holds the word there."""
    goal = {way.goal: OuterRef(way.seen_from)}
    return Q(Exists(way.standing_in(part, goal, least)))
