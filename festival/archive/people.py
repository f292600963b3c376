"""The people of the invented archive, and who of them is free for a film."""

from collections.abc import Iterator
from random import Random

from catalogue.models import Edition
from festival.archive.words import Slugs, text_in, title_in
from festival.demo import content
from festival.demo.names import draw, put_together
from people.folding import fold
from people.models import Biography, BiographyText, FilmographyEntry, Person

BATCH = 2_000
NAMESAKES = 0.02
DIRECTORS = 0.18
# Whose number this divides is asked for again and again.
BUSY_EVERY = 50
FOR_THE_BUSY = 0.35
YEARS_OF_WORK = 0.12  # how far back, of all who were there by then, most of a crew began


def names(chance: Random) -> Iterator[tuple[str, str]]:
    """Names as printed and as filed, without end; a few come again."""
    pools = list(content.read("names")["pool"].values())
    weights = [len(pool["countries"].split()) for pool in pools]
    given_out = set()
    while True:
        (pool,) = chance.choices(pools, weights)
        gender = chance.choice("fm")
        given, family = draw(pool, gender, chance)
        second, other = draw(pool, gender, chance)
        given = chance.choice([given, f"{given} {second}", f"{given} {second[0]}."])
        if chance.random() < 0.2 and other != family:
            family = f"{family}-{other}"
        name, filed = put_together(pool, given, family)
        if name not in given_out or chance.random() < NAMESAKES:
            given_out.add(name)
            yield name, filed


def make_people(number: int, chance: Random, advance) -> list[Person]:
    """So many people, in the order in which they come to films; `advance` hears of each batch."""
    drawn, slugs = names(chance), Slugs()
    people = []
    while len(people) < number:
        size = min(BATCH, number - len(people))
        batch = [make_person(*next(drawn), slugs, chance) for _ in range(size)]
        people += Person.objects.bulk_create(batch)
        advance(size)
    return people


def make_person(name: str, filed: str, slugs: Slugs, chance: Random) -> Person:
    person = Person(name=name, sort_name=filed, slug=slugs.free(name))
    person.folded_names = f"|{fold(name)}|"
    person.folded_sort_name = fold(filed)
    person.directs = chance.random() < DIRECTORS
    return person


def make_biographies(people: list[Person], edition: Edition, chance: Random) -> None:
    """One of each as of that edition, with a filmography of what was shown elsewhere."""
    written = Biography.objects.bulk_create(
        Biography(person=person, as_of_year=edition.year) for person in people
    )
    BiographyText.objects.bulk_create(
        BiographyText(
            biography=biography,
            language="en",
            body=f"{biography.person.name}: {text_in('en', chance, sentences=2)}",
            changed_at=edition.announced_at,
            compared_at=edition.announced_at,
        )
        for biography in written
    )
    FilmographyEntry.objects.bulk_create(
        FilmographyEntry(
            biography=biography,
            position=back,
            year=edition.year - 5 + back,
            title=title_in("en", chance),
        )
        for biography in written
        for back in range(chance.randint(0, 4))
    )


class Casting:
    """Deals people to films: everybody once, in their order, and most of them again."""

    def __init__(self, people: list[Person], films: int, chance: Random):
        self.people = people
        self.films = films
        self.chance = chance
        self.begun = 0

    def people_for(self, film: int, size: int) -> list[Person]:
        """So many different people for the film of that number; those who begin come first."""
        until = len(self.people) * (film + 1) // self.films
        chosen = dict.fromkeys(range(self.begun, until))
        self.begun = max(until, 1)
        size = min(max(size, len(chosen), 1), self.begun)
        while len(chosen) < size:
            chosen[self.somebody()] = None
        return [self.people[place] for place in chosen]

    def somebody(self) -> int:
        """One of those who have begun, more likely one of the last; some are asked often."""
        back = min(self.chance.expovariate(1 / YEARS_OF_WORK), 1)
        place = round((1 - back) * (self.begun - 1))
        return place - place % BUSY_EVERY if self.chance.random() < FOR_THE_BUSY else place
