"""What a page says of people and companies: credits, cast, production, world sales."""

from catalogue.intake import facts, labels, names, words
from catalogue.intake.labels import Row
from catalogue.intake.lines import Line
from catalogue.intake.names import Name
from catalogue.intake.reading.facts import add
from catalogue.intake.reading.page import CastLine, CompanyLine, CreditLine, Page
from catalogue.intake.words import PERSON_UNDER

KEYS = {
    "production": "production_companies",
    "co-production": "production_companies",
    "world-sales": "world_sales",
}
PRODUCING = frozenset(["producer", "coproducer", "executive_producer", "associate_producer"])


# ---- People -------------------------------------------------------------------------------------


def add_people(page: Page, line: Line, row: Row) -> None:
    """Notes the names beside a label as credited, whatever else stands among them as a problem."""
    value = without_facts(page, line, row.value)
    found = [one for one in names.split_names(value) if is_credible(page, line, one, row)]
    credit(page, line, row.label, found, row.meaning.keys)


def credit(page: Page, line: Line, label: str, found: list[Name], keys: tuple[str, ...]) -> None:
    page.claim(line, "credits")
    if "director" in keys:
        page.claim(line, "directors")
    if found:
        note_asides(page, line, found, keys)
        merge(page, CreditLine(label, tuple(one.name for one in found), keys))


def merge(page: Page, new: CreditLine) -> None:
    """A label that comes twice is one credit with the names of both."""
    for place, known in enumerate(page.credits):
        if known.label == new.label and known.functions == new.functions:
            both = tuple(dict.fromkeys(known.names + new.names))
            page.credits[place] = CreditLine(known.label, both, known.functions)
            return
    page.credits.append(CreditLine(new.label, tuple(dict.fromkeys(new.names)), new.functions))


def without_facts(page: Page, line: Line, value: str) -> str:
    """
    A list of names may run into the facts line: in "Ada Birk, Bo Lind, Polen 2019, 60 Min." the
    facts begin at the first comma after which nothing but facts follows.
    """
    if not any(sign.isdigit() for sign in value):
        return value
    parts = value.split(", ")
    for place in range(1, len(parts)):
        rest = facts.scan(", ".join(parts[place:]))
        if rest.is_whole and rest.kinds & {"year", "runtime"}:
            add(page, line, rest.facts)
            return ", ".join(parts[:place])
    return value


def is_credible(page: Page, line: Line, one: Name, row: Row) -> bool:
    """Whether a text beside a label is a name; a page's last word may be cut off."""
    if line.is_last and " " not in one.name and row.value.endswith(one.name):
        page.doubt(line, "text.cut", f"{row.label}: {one.name} – the page may be cut off here")
    elif mark := leading_label(one.name):
        page.doubt(line, "credit.label-in-name", f"{one.name} begins with the label {mark}")
    elif not names.is_name(one.name) and not names.is_company(one.name):
        page.doubt(line, "credit.punct", f"{row.label}: {one.name} is not understood as a name")
    else:
        return True
    page.claim(line, "unplaced")
    return False


def leading_label(name: str) -> str | None:
    """
    The label a name begins with, where one list runs into the next.

    >>> leading_label("Co-Produktion A"), leading_label("Bo Lind")
    ('Co-Produktion', None)
    """
    mark = next(labels.find_marks(name), None)
    return mark.label if mark and not mark.start and mark.meaning.kind != "blocks" else None


def note_asides(page: Page, line: Line, found: list[Name], keys: tuple[str, ...]) -> None:
    """What stands in brackets after a name: a producer's company, else something to look at."""
    for one in found:
        if one.aside and PRODUCING & set(keys) and names.is_company(one.aside):
            add_company(page, line, Name(one.aside), "production")
        elif one.aside:
            page.doubt(line, "credit.aside", f"{one.name}: “{one.aside}” is left out")


def read_name_drift(page: Page) -> None:
    """
    One person under one label in two spellings, letters swapped or without its marks, is one: the
    spelling that more lines have.
    """
    for place, known in enumerate(page.credits):
        kept: dict[tuple[str, ...], str] = {}
        for name in known.names:
            other = kept.setdefault(letters(name), name)
            if other != name:
                page.doubt(None, "text.name-drift", f"{known.label}: {other} or {name}?")
                kept[letters(name)] = max(other, name, key=page.times)
        page.credits[place] = CreditLine(known.label, tuple(kept.values()), known.functions)


def letters(name: str) -> tuple[str, ...]:
    """
    >>> letters("Bo Lidn") == letters("Bo Lind"), letters("Bo Lind") == letters("Bo Linde")
    (True, False)
    """
    return tuple("".join(sorted(word)) for word in words.fold(name).split())


# ---- Cast ---------------------------------------------------------------------------------------


def add_cast(page: Page, line: Line, value: str) -> None:
    """Notes who plays, and whom; a character said once is not lost when the name comes again."""
    page.claim(line, "cast")
    for one in names.split_names(value):
        played = as_cast(one)
        if names.is_name(played.name) and not (line.is_last and is_cut(value, one)):
            page.cast[played.name] = page.cast.get(played.name) or played.character
        else:
            page.claim(line, "unplaced")
            page.doubt(line, "credit.punct", f"cast: {one.name} is not understood as a name")


def is_cut(value: str, one: Name) -> bool:
    """Whether a name at the page's end may be only half there."""
    return value.endswith(one.name) and (" " not in one.name or value.count("(") > value.count(")"))


def as_cast(one: Name) -> CastLine:
    """
    >>> as_cast(Name("Liyo Gong", "Shuxiu")), as_cast(Name("Ada Birk as Mother"))
    (CastLine(name='Liyo Gong', character='Shuxiu'), CastLine(name='Ada Birk', character='Mother'))
    """
    if one.aside:
        return CastLine(one.name, one.aside)
    name, *character = names.AS.split(one.name, maxsplit=1)
    return CastLine(name.strip(), character[0].strip() if character else None)


# ---- Companies ----------------------------------------------------------------------------------


def add_companies(page: Page, line: Line, value: str, function: str) -> None:
    for one in names.split_companies(value):
        if line.is_last and len(one.name) < 3:
            page.unplaced(line, "text.cut", f"{one.name} – the page may be cut off here")
        else:
            add_company(page, line, one, function)


def add_company(page: Page, line: Line, one: Name, function: str) -> None:
    page.claim(line, KEYS.get(function, "companies"))
    known = {(company.function, words.fold(company.name)) for company in page.companies}
    if (function, words.fold(one.name)) not in known:
        page.companies.append(CompanyLine(function, one.name, one.aside))


def add_people_or_companies(page: Page, line: Line, row: Row, is_heading: bool = False) -> None:
    """
    "Production" stands before people and before companies. A name that a credit has, too, is a
    person's; so, beside the label, is one of several words none of which a company would have.
    """
    function = row.meaning.keys[0]
    people = names.split_names(row.value)
    if not all(is_person(page, one.name, is_heading) for one in people):
        add_companies(page, line, row.value, function)
    elif found := [one for one in people if is_credible(page, line, one, row)]:
        credit(page, line, row.label, found, (PERSON_UNDER[function],))


def is_person(page: Page, name: str, is_heading: bool) -> bool:
    if words.fold(name) in page.people():
        return True
    return not is_heading and names.is_name(name) and " " in name and not names.is_company(name)
