"""The cast and crew of a batch of films recorded, with the people who are not there yet."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext

from catalogue.intake.loads.films import cells_of, films_by_number
from catalogue.intake.loads.rows import LoadRow
from catalogue.intake.loads.tmdb import (
    CAST_MEMBER,
    CreditSaid,
    CreditsSaid,
    RefusedError,
    read_credits,
)
from catalogue.models import (
    Credit,
    Film,
    FilmLock,
    Function,
    Import,
    ImportedValue,
    ImportRow,
    lock_on,
)
from people.addresses import give_free_slugs
from people.folding import fold
from people.history import Recording
from people.models import Person, PersonIdentifier

BATCH = 500
Standing = ImportRow.Standing
TMDB = PersonIdentifier.Source.TMDB


@dataclass
class CreditsRecorder:
    """
    Records rows of credits: those that a film has not yet. People are recognised by TMDB's number,
    else as the only one of the name whom the film credits already; any other is somebody new, since
    two people can share a name.
    """

    source: Import
    changes: Recording
    rows: list[ImportRow] = field(default_factory=list)
    values: list[ImportedValue] = field(default_factory=list)
    unknown_jobs: Counter = field(default_factory=Counter)

    def record(self, rows: Iterable[LoadRow]) -> None:
        self.functions = {one.key: one for one in Function.objects.all()}
        read = [(row, said) for row in rows if (said := self.read(row))]
        keys = films_by_number([said.tmdb for _row, said in read])
        films = Film.objects.in_bulk(set(keys.values()))
        self.changes.watch(*films.values())
        told = self.of_films(read, {said: films[key] for said, key in keys.items()})
        self.there, self.named = self.credited(films)
        self.locks = self.locks_of(films)
        self.people = self.find_people(told)
        new = [self.new_credits(said, film) for said, film in told]
        Credit.objects.bulk_create((one for some in new for one in some), BATCH)
        for (said, film), credits in zip(told, new, strict=True):
            self.keep(said, film, credits)

    # Rows --------------------------------------------------------------------------------------

    def read(self, row: LoadRow) -> CreditsSaid | None:
        try:
            if row.flaws:
                raise RefusedError(*row.flaws)
            said = read_credits(row, self.functions)
        except RefusedError as error:
            self.refuse(row, [*error.args, *row.notes])
            return None
        self.unknown_jobs += said.unknown_jobs
        return said

    def refuse(self, row: LoadRow, told: list[str], film: Film | None = None) -> None:
        about = {"number": row.number, "standing": Standing.REFUSED, "film": film}
        self.rows.append(ImportRow(source=self.source, cells=cells_of(row), told=told, **about))

    def of_films(self, read, films: dict[str, Film]) -> list[tuple[CreditsSaid, Film]]:
        """The rows whose film is there, each film once."""
        earlier = self.source.rows.filter(film__in=films.values()).order_by("-number")
        seen = dict(earlier.values_list("film", "number"))
        found = []
        for row, said in read:
            film = films.get(said.tmdb)
            if film is None:
                self.refuse(row, [gettext("There is no film of that number.")])
            elif film.pk in seen:
                why = gettext("Its number is that of row %(row)s.") % {"row": seen[film.pk]}
                self.refuse(row, [why], film)
            else:
                seen[film.pk] = said.number
                found.append((said, film))
        return found

    # What is there -----------------------------------------------------------------------------

    def credited(self, films: Iterable[int]) -> tuple[set[tuple], dict[int, dict[str, int | None]]]:
        """The credits of these films; and whom each credits, by name where one has it alone."""
        there, named = set(), defaultdict(dict)
        rows = Credit.objects.filter(film__in=films).order_by("pk")
        for film, person, function, character, names in rows.values_list(
            "film", "person", "function__key", "character", "person__folded_names"
        ):
            there.add((film, person, function, character))
            for name in names.strip("|").split("|"):
                alone = named[film].setdefault(name, person) == person
                named[film][name] = person if alone else None
        return there, named

    def locks_of(self, films: Iterable[int]) -> dict[int, list[FilmLock]]:
        found = defaultdict(list)
        for lock in FilmLock.objects.filter(film__in=films):
            found[lock.film_id].append(lock)
        return found

    # People ------------------------------------------------------------------------------------

    def find_people(self, told: list[tuple[CreditsSaid, Film]]) -> dict[str, Person]:
        """Everybody the batch names, by TMDB's number; who is not there is made."""
        wanted: dict[str, CreditSaid] = {}
        films: dict[str, list[int]] = defaultdict(list)
        for said, film in told:
            for credit in said.credits:
                wanted.setdefault(credit.tmdb, credit)
                films[credit.tmdb].append(film.pk)
        found = people_by_number(list(wanted))
        missing = [credit for number, credit in wanted.items() if number not in found]
        known = self.known_people(missing, films)
        there = Person.objects.in_bulk({key for key in known.values() if key})
        found |= {number: there[key] for number, key in known.items() if key}
        self.changes.watch(*there.values())
        found |= self.make_people([credit for credit in missing if not known[credit.tmdb]])
        PersonIdentifier.objects.bulk_create(
            [PersonIdentifier(person=found[c.tmdb], source=TMDB, value=c.tmdb) for c in missing],
            BATCH,
        )
        return found

    def known_people(
        self, missing: list[CreditSaid], films: dict[str, list[int]]
    ) -> dict[str, int | None]:
        """Those whom one of their films credits already, and whom nobody gave a number yet."""
        known = {}
        for credit in missing:
            named = (self.named[film].get(fold(credit.name)) for film in films[credit.tmdb])
            known[credit.tmdb] = next(filter(None, named), None)
        times = Counter(known.values())
        rows = PersonIdentifier.objects.filter(source=TMDB, person__in=set(filter(None, times)))
        numbered = set(rows.values_list("person", flat=True))
        return {
            number: key if times[key] == 1 and key not in numbered else None
            for number, key in known.items()
        }

    def make_people(self, missing: list[CreditSaid]) -> dict[str, Person]:
        people = [Person(name=credit.name) for credit in missing]
        for person in people:
            person.complete()
        give_free_slugs(people)
        Person.objects.bulk_create(people, BATCH)
        self.changes.created(*people)
        return {credit.tmdb: person for credit, person in zip(missing, people, strict=True)}

    # Credits -----------------------------------------------------------------------------------

    def new_credits(self, said: CreditsSaid, film: Film) -> list[Credit]:
        new, positions, locked = [], Counter(), Counter()
        for one in said.credits:
            function, person = self.functions[one.function], self.people[one.tmdb]
            position = positions[one.function]
            positions[one.function] += 1
            place = film.pk, person.pk, one.function, one.character
            if place in self.there:
                continue
            if lock_on(self.locks.get(film.pk, ()), key_of(one.function)):
                locked[str(function)] += 1
                continue
            self.there.add(place)
            about = {"film": film, "person": person, "function": function, "position": position}
            credit = Credit(**about, credited_as=one.name, character=one.character)
            credit.complete()
            new.append(credit)
        for name, count in locked.items():
            sentence = gettext("%(field)s is locked: %(count)s credits are not recorded.")
            said.notes.append(sentence % {"field": name, "count": count})
        return new

    def keep(self, said: CreditsSaid, film: Film, credits: list[Credit]) -> None:
        row = ImportRow(
            source=self.source,
            number=said.number,
            cells=[said.tmdb, film.title],
            standing=Standing.CHANGED if credits else Standing.UNCHANGED,
            told=said.notes,
            film=film,
        )
        self.rows.append(row)
        shown: dict[str, list[str]] = defaultdict(list)
        for credit in credits:
            name, character = credit.printed_name, credit.character
            shown[credit.function.key].append(f"{name} ({character})" if character else name)
        for function, names in shown.items():
            column = "cast" if function == CAST_MEMBER else "crew"
            about = {"film": film, "field": key_of(function), "column": column}
            self.values.append(ImportedValue(row=row, value=", ".join(names), **about))


def key_of(function: str) -> str:
    """The field of a sheet that a function is."""
    return "cast" if function == CAST_MEMBER else f"credit:{function}"


def people_by_number(numbers: list[str]) -> dict[str, Person]:
    """By TMDB's number; who was merged is the one they were merged into."""
    found = {}
    for start in range(0, len(numbers), BATCH):
        some = numbers[start : start + BATCH]
        rows = PersonIdentifier.objects.filter(source=TMDB, value__in=some)
        for row in rows.select_related("person__merged_into"):
            found[row.value] = row.person.merged_into or row.person
    return found
