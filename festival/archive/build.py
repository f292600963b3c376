"""The invented archive written to the database, edition by edition."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from django.db import transaction

from catalogue.models import Film, Section
from festival.archive.editions import Editions
from festival.archive.films import Films
from festival.archive.people import Casting, make_biographies, make_people
from people.models import Person


@dataclass(frozen=True)
class Size:
    editions: int
    films: int
    people: int
    credits: int
    newest: int

    @property
    def steps(self) -> int:
        """How many steps `build` tells of in all: a person is one, a credit is one."""
        return self.people + self.credits

    def films_by(self, number: int) -> int:
        """How many films there are with the edition of that number, the first being 0."""
        return self.films * (number + 1) // self.editions


def is_empty() -> bool:
    return not any(model.objects.exists() for model in (Film, Person, Section))


def build(size: Size, seed: int, advance: Callable[[int], None]) -> None:
    """
    Writes the archive, all of it or nothing; the same for the same size and seed. `advance` is
    told how many steps were done since it was told last.

    There are exactly as many editions, films and people, and about as many credits.
    """
    chance = Random(seed)  # noqa: S311 - an archive has to be the same every time
    with transaction.atomic():
        people = make_people(size.people, chance, advance)
        films = Films(Casting(people, size.films, chance), size.credits, chance)
        editions = Editions(chance)
        shown, introduced = [], set()
        for number in range(size.editions):
            edition = editions.make(size.newest - size.editions + 1 + number)
            dealt = films.credits_dealt
            made = films.make(size.films_by(number) - films.made, edition)
            directing = dict.fromkeys(person for film in made for person in film.directing)
            new = [person for person in directing if person not in introduced]
            make_biographies(new[::2], edition, chance)
            introduced.update(new)
            editions.show(edition, made, shown)
            shown += made
            advance(films.credits_dealt - dealt)
