"""Who made the film: credits by function, the cast, the companies."""

from dataclasses import dataclass
from typing import Any

from catalogue.intake.records import save_valid
from catalogue.intake.sheets import cells
from catalogue.intake.sheets.fields.base import Field, Filing, There, either
from catalogue.models import CompanyCredit, Credit, Function
from people.folding import fold


def bears(credit: Credit, name: str) -> bool:
    """Whether the one credited has that name, as printed or in another spelling."""
    folded = fold(name)
    if not folded:
        return name == credit.printed_name
    return folded == credit.folded_credited_as or f"|{folded}|" in credit.person.folded_names


@dataclass(frozen=True)
class Listed(Field):
    """Names in order: the same names are the same, however their cell was taken apart."""

    def shown(self, value: Any) -> str:
        return ", ".join(value or ())

    def is_same(self, now: Any, value: Any, cell: str) -> bool:
        return now == value or fold(self.shown(now)) == fold(cell) != ""


@dataclass(frozen=True)
class OfPeople(Listed):
    """Credits of one function, by its key in the vocabulary and in the database."""

    function: str
    function_key: int | None

    def credits(self, there: There) -> list[Credit]:
        if not there.film:
            return []
        return [one for one in there.film.credits.all() if one.function.key == self.function]

    def is_changed_by(self, model: str, before: dict, after: dict) -> bool:
        is_row = model == "catalogue.credit"
        return is_row and self.function_key in either(before, after, "function_id")


@dataclass(frozen=True)
class Credits(OfPeople):
    """The people of one function, in order."""

    def read(self, cell: str) -> tuple[str, ...] | None:
        return cells.read_people(cell)

    def now(self, there: There) -> tuple[str, ...] | None:
        return tuple(credit.printed_name for credit in self.credits(there)) or None

    def settled(self, there: There, value: tuple[str, ...]) -> tuple[str, ...]:
        """In the order of the records as well, where the same people are named."""
        mine = self.credits(there)
        names = tuple(
            next((one.printed_name for one in mine if bears(one, name)), name) for name in value
        )
        now = self.now(there) or ()
        return now if sorted(names) == sorted(now) else names

    def put(self, filing: Filing, value: tuple[str, ...]) -> None:
        function = Function.objects.get(key=self.function)
        mine = list(filing.film.credits.filter(function=function).select_related("person"))
        for credit in mine:
            if not any(bears(credit, name) for name in value):
                credit.delete()
        for position, name in enumerate(value):
            credit = next((one for one in mine if bears(one, name)), None)
            if credit is None:
                person = filing.find_person(filing, name)
                credit = Credit(film=filing.film, function=function, person=person)
                credit.credited_as = name
            elif credit.position == position:
                continue
            credit.position = position
            save_valid(credit)


CAST = "cast_member"
Part = tuple[str, str]


@dataclass(frozen=True)
class Cast(OfPeople):
    """
    The cast, with characters. A sheet names the leading ones: where the records name all of those,
    and more, it says nothing against them.
    """

    def now(self, there: There) -> tuple[Part, ...] | None:
        return tuple((one.printed_name, one.character) for one in self.credits(there)) or None

    def settled(self, there: There, value: tuple[Part, ...]) -> tuple[Part, ...]:
        mine = self.credits(there)
        parts = tuple(self.part_there(mine, *part) or part for part in value)
        now = self.now(there) or ()
        return now if set(parts) <= set(now) else parts

    def part_there(self, mine: list[Credit], name: str, character: str) -> Part | None:
        for credit in mine:
            same = not character or fold(character) == fold(credit.character)
            if same and bears(credit, name):
                return credit.printed_name, credit.character
        return None

    def put(self, filing: Filing, value: tuple[Part, ...]) -> None:
        function = Function.objects.get(key=self.function)
        mine = list(filing.film.credits.filter(function=function).select_related("person"))
        there = {(credit.printed_name, credit.character): credit for credit in mine}
        for part, credit in there.items():
            if part not in value:
                credit.delete()
        for position, (name, character) in enumerate(value):
            credit = there.get((name, character))
            if credit is None:
                person = filing.find_person(filing, name)
                about = {"film": filing.film, "function": function, "person": person}
                credit = Credit(**about, credited_as=name, character=character)
            elif credit.position == position:
                continue
            credit.position = position
            save_valid(credit)

    def shown(self, value: tuple[Part, ...] | None) -> str:
        parts = (f"{name} ({role})" if role else name for name, role in value or ())
        return ", ".join(parts)


@dataclass(frozen=True)
class Companies(Listed):
    """The companies of one function, in order."""

    function: str

    def read(self, cell: str) -> tuple[str, ...] | None:
        return cells.read_companies(cell)

    def credits(self, there: There) -> list[CompanyCredit]:
        if not there.film:
            return []
        rows = there.film.company_credits.all()
        return [row for row in rows if row.function == self.function]

    def now(self, there: There) -> tuple[str, ...] | None:
        return tuple(row.company.name for row in self.credits(there)) or None

    def settled(self, there: There, value: tuple[str, ...]) -> tuple[str, ...]:
        now = self.now(there) or ()
        return now if sorted(map(fold, value)) == sorted(map(fold, now)) else value

    def put(self, filing: Filing, value: tuple[str, ...]) -> None:
        rows = filing.film.company_credits.filter(function=self.function)
        there = {fold(row.company.name): row for row in rows.select_related("company")}
        for name, row in there.items():
            if name not in map(fold, value):
                row.delete()
        for position, name in enumerate(value):
            row = there.get(fold(name))
            if row is None:
                company = filing.find_company(name)
                row = CompanyCredit(film=filing.film, company=company, function=self.function)
            elif row.position == position:
                continue
            row.position = position
            save_valid(row)

    def is_changed_by(self, model: str, before: dict, after: dict) -> bool:
        is_row = model == "catalogue.companycredit"
        return is_row and self.function in either(before, after, "function")
