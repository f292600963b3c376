"""
Which films a search finds, best first: in the weightier places first, above all those whose title
the words are or begin; equal ones by edition, the newest first, and title.

Films whose titles hold every word are found in memory, and come before all others. The rarest of
the words leads to the others; a word that stands nearly everywhere is looked for in no more of them
than are shown. Where all words do, it is the newest films that are asked.
"""

from collections.abc import Collection, Container, Iterable, Iterator
from itertools import islice

from catalogue import postings
from catalogue.models.finding import Sought
from catalogue.models.places import Way, weights_of
from catalogue.outline import Outline
from catalogue.postings import Asked

# So many films are asked at once for words that are not worth looking up.
AT_ONCE = 120
# So many films, each as often as it is led to, are read beside those that the rarest word leads to.
READ_BESIDES = 8_000


def films_found(outline: Outline, sought: Sought, most: int) -> list[int]:
    """The places of the films found, at most so many: of each its best selection."""
    if not sought.parts:
        return []
    titled = outline.titled(sought.parts, sought.words, most)
    films = {outline.films[place]: place for place in titled}
    if len(films) < most:
        for place in Finding(outline, sought, films).best(most - len(films)):
            films.setdefault(outline.films[place], place)
    return list(films.values())[:most]


class Finding:
    """The films that a search finds in more than their titles."""

    def __init__(self, outline: Outline, sought: Sought, besides: Container[int]):
        """`besides` are films that are found already."""
        self.outline = outline
        self.sought = sought
        self.besides = besides
        self.weights: dict[str, dict[int, int]] = {part: {} for part in sought.parts}
        """Of each part what it weighs at each place where it is known to stand."""

    def best(self, most: int) -> list[int]:
        """Those found, best first, as soon as they are so many; a film may be found twice."""
        left, candidates = self.narrowed()
        found: list[int] = []
        while len(found) < most and (places := list(islice(candidates, AT_ONCE))):
            for part, ways in left.items():
                self.read([self.asked_in(places, way, part) for way in ways if places])
                places = [place for place in places if place in self.weights[part]]
            found += [place for place in places if self.holds_all(place)]
        return sorted(found, key=lambda place: (-self.score(place), place))

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
            asked = [self.cheaper(way, part, places) for way in sought.ways_with(part)]
            cost = sum(cost for cost, _one in asked)
            if cost > room:
                left[part] = sought.ways_with(part)
                continue
            room -= cost
            self.read([one for _cost, one in asked])
            held = self.weights[part].keys()
            places = held if places is None else places & held
        return left, self.in_order(places)

    def cheaper(self, way: Way, part: str, places: Collection[int] | None) -> tuple[int, Asked]:
        """About how much there is to read, and what to ask: of all, or where all may be found."""
        films = self.sought.films(way, part)
        among = films if places is None else len(places) * way.each
        if films <= among:
            return films, Asked(way, part)
        return among, self.asked_in(places, way, part)

    def in_order(self, places: Collection[int] | None) -> Iterator[int]:
        """These places, or all; those with known words first, else the newest."""
        scores: dict[int, int] = {}
        for weights in self.weights.values():
            for place, weight in weights.items():
                scores[place] = scores.get(place, 0) + weight
        known: dict[int, list[int]] = {}
        for place in sorted(scores if places is None else places):
            known.setdefault(scores[place], []).append(place)
        for score in sorted(known, reverse=True):
            yield from self.new(known[score])
        if places is None:
            yield from self.new(place for place in range(len(self.outline)) if place not in scores)

    def new(self, places: Iterable[int]) -> Iterator[int]:
        return (place for place in places if self.outline.films[place] not in self.besides)

    def holds_all(self, place: int) -> bool:
        return all(place in weights for weights in self.weights.values())

    def score(self, place: int) -> int:
        return sum([weights.get(place, 0) for weights in self.weights.values()])

    def asked_in(self, places: Iterable[int], way: Way, part: str) -> Asked:
        keys = self.outline.keys[way.seen_from]
        return Asked(way, part, frozenset(keys[place] for place in places))

    def read(self, asked: list[Asked]) -> None:
        """Keeps what these words weigh wherever they are found to stand."""
        directing = self.outline.directing
        by = [self.outline.by_goal(one) for one in asked]
        held = [self.weights[one.part] for one in asked]
        weights = [weights_of(one.way) for one in asked]
        for number, goal, kind, function in postings.read(asked, self.sought.least):
            weight = weights[number][kind, function in directing]
            known = held[number]
            for place in by[number].get(goal, ()):
                if known.get(place, 0) < weight:
                    known[place] = weight
