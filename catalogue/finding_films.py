"""
Which films a search finds, best first: in the weightier places first, above all those whose title
the words are or begin; equal ones by edition, the newest first, and title.

Films whose titles hold every word are found in memory, and come before all others. The rarest of
the words leads to the others; a word that stands nearly everywhere is looked for in a batch of them
at a time, and the best of a batch come first. Where all words do, the newest films are asked.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from catalogue import postings
from catalogue.models import FilmWord
from catalogue.models.finding import Sought
from catalogue.models.places import Way, weights_of
from catalogue.outline import Outline
from catalogue.postings import Asked

# So many films are asked at first for words that are not worth looking up, and then twice as many.
AT_ONCE = 48
# So many films, each as often as it is led to, are read beside those that the rarest word leads to.
READ_BESIDES = 8_000


class Found(NamedTuple):
    places: list[int]
    """Of each film that of its best selection."""
    is_all: bool
    """Whether no more are to be found; where it is not known, it is False."""


def films_found(outline: Outline, sought: Sought, most: int, enough: int | None = None) -> Found:
    """
    The films found, at most so many. Where it takes reading to find more than `enough`, it is left
    to another time: what is found then begins with what is found now.
    """
    if not sought.parts:
        return Found([], is_all=True)
    rarest_first = sorted(sought.parts, key=lambda part: sought.counts[FilmWord, part])
    titled = outline.titled(rarest_first, sought.words, most)
    films = {outline.films[place]: place for place in titled}
    if len(films) >= most:
        return Found(titled, is_all=False)
    finding = Finding(outline, sought, films)
    wanted = enough if enough and finding.left else most
    if len(films) >= wanted:
        return Found(titled, is_all=False)
    for place in finding.best():
        if len(films) >= wanted:
            return Found(list(films.values()), is_all=False)
        films.setdefault(outline.films[place], place)
    return Found(list(films.values()), is_all=True)


class Finding:
    """The films that a search finds in more than their titles."""

    def __init__(self, outline: Outline, sought: Sought, besides: Container[int]):
        """`besides` are films that are found already."""
        self.outline = outline
        self.sought = sought
        self.besides = besides
        self.weights: dict[str, dict[int, int]] = {part: {} for part in sought.parts}
        """Of each part what it weighs at each place where it is known to stand."""
        self.left, self.candidates = self.narrowed()

    def best(self) -> Iterator[int]:
        """The places found, best first as far as `left` lets know; a film may be found twice."""
        if not self.left:
            yield from self.candidates
            return
        at_once = AT_ONCE
        while places := list(islice(self.candidates, at_once)):
            for part, ways in self.left.items():
                self.read([self.asked_in(places, way, part) for way in ways if places])
                places = [place for place in places if place in self.weights[part]]
            yield from sorted(places, key=lambda place: (-self.score(place), place))
            at_once *= 2

    def narrowed(self) -> tuple[dict[str, list[Way]], Iterator[int]]:
        """
        The words that are to be looked for in each film still, and the places where all may be
        found, best first as far as is known.

        From the rarest word on, each is looked up, or looked for where those before it stand,
        whichever is less to read; as long as that is little in all.
        """
        sought, left, places = self.sought, {}, None
        room = READ_BESIDES + (sought.films_of(sought.rarest) if sought.rarest else 0)
        for part in sorted(sought.parts, key=sought.films_of):
            if places is not None and not places:
                break
            ways = sought.ways_with(part)
            cost = sum(min(self.costs(way, part, places)) for way in ways)
            if cost > room:
                left[part] = ways
                continue
            room -= cost
            self.read([self.cheaper(way, part, places) for way in ways])
            held = self.weights[part].keys()
            places = held if places is None else places & held
        return left, self.in_order(places)

    def costs(self, way: Way, part: str, places: Collection[int] | None) -> tuple[int, int]:
        """About how much there is to read of all films, and of those where all may be found."""
        films = self.sought.films(way, part)
        return films, films if places is None else len(places) * way.each

    def cheaper(self, way: Way, part: str, places: Collection[int] | None) -> Asked:
        of_all, of_these = self.costs(way, part, places)
        return Asked(way, part) if of_all <= of_these else self.asked_in(places, way, part)

    def in_order(self, places: Collection[int] | None) -> Iterator[int]:
        """These places by what is known of them, or all, the newest first."""
        if places is None:
            yield from self.new(range(len(self.outline)))
            return
        scored: dict[int, list[int]] = defaultdict(list)
        for place, score in self.scores(places):
            scored[score].append(place)
        for score in sorted(scored, reverse=True):
            yield from self.new(sorted(scored[score]))

    def scores(self, places: Collection[int]) -> Iterable[tuple[int, int]]:
        """Each with its score, for thousands of places that hold all that is known of."""
        known = [held for held in self.weights.values() if held]
        if len(known) == 1 and len(known[0]) == len(places):
            return known[0].items()
        weights = zip(*(map(held.__getitem__, places) for held in known), strict=True)
        return zip(places, map(sum, weights), strict=True)

    def new(self, places: Iterable[int]) -> Iterator[int]:
        return (place for place in places if self.outline.films[place] not in self.besides)

    def score(self, place: int) -> int:
        return sum([weights.get(place, 0) for weights in self.weights.values()])

    def asked_in(self, places: Iterable[int], way: Way, part: str) -> Asked:
        keys = self.outline.keys[way.seen_from]
        return Asked(way, part, frozenset(keys[place] for place in places))

    def read(self, asked: list[Asked]) -> None:
        """Keeps what these words weigh wherever they are found to stand: the weightiest is last."""
        directing = self.outline.directing
        weighed = [
            (weights_of(asked[one.asked].way)[one.kind, one.function in directing], one)
            for one in postings.read(asked, self.sought.least)
        ]
        for weight, one in sorted(weighed):
            by_goal = self.outline.by_goal(asked[one.asked])
            places = chain.from_iterable(filter(None, map(by_goal.get, one.goals)))
            self.weights[asked[one.asked].part].update(dict.fromkeys(places, weight))
