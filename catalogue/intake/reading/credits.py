"""What a page says of people and companies: credits, cast, production, world sales."""

import re
from dataclasses import replace

from catalogue.intake import facts, labels, names, words
from catalogue.intake.labels import Row
from catalogue.intake.lines import Line
from catalogue.intake.names import Name
from catalogue.intake.reading.facts import add
from catalogue.intake.reading.page import CastLine, CompanyLine, Page
from catalogue.intake.words import PERSON_UNDER

KEYS = {
    "production": "production_companies",
    "co-production": "production_companies",
    "world-sales": "world_sales",
}
MIN_NAME = 3
POSTCODE = re.compile(r"\d{4,5} [^\W\d_]")
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
        page.credit(line, label, keys, (one.name for one in found))


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
    elif words.fold(one.name) in words.folded("terms", "none"):
        page.doubt(line, "credit.empty-label", f"{row.label}: {one.name}")
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
    mark = labels.leading_mark(name)
    return mark.label if mark and mark.meaning.kind != "blocks" else None


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
    for (label, _), found in page.credited.items():
        spellings: dict[tuple[str, ...], list[str]] = {}
        for name in found:
            spellings.setdefault(letters(name), []).append(name)
        for names_of_one in spellings.values():
            best = max(names_of_one, key=page.times) if len(names_of_one) > 1 else None
            for name in names_of_one if best else ():
                drop_spelling(page, label, name, best)


def drop_spelling(page: Page, label: str, name: str, best: str) -> None:
    if name == best:
        return
    page.doubt(None, "text.name-drift", f"{label}: “{name}” is taken for {best}")
    page.drop(label, name)


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
    for one in names.split_names(value, names.CAST_JOINTS):
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
    >>> as_cast(Name("Eva Orth", "Mother")), as_cast(Name("Ada Birk as Mother"))
    (CastLine(name='Eva Orth', character='Mother'), CastLine(name='Ada Birk', character='Mother'))
    """
    if one.aside:
        return CastLine(one.name, one.aside)
    name, *character = names.AS.split(one.name, maxsplit=1)
    return CastLine(name.strip(), character[0].strip() if character else None)


# ---- Companies ----------------------------------------------------------------------------------


def add_companies(page: Page, line: Line, value: str, function: str) -> None:
    """Notes companies; a place after a name or on a line of its own belongs to the company."""
    page.claim(line, KEYS.get(function, "companies"))
    for one in without_place(page, names.split_companies(value), function):
        if line.is_last and len(one.name) < MIN_NAME:
            page.unplaced(line, "text.cut", f"{one.name} – the page may be cut off here")
        elif one.name[0].islower() and not names.is_company(one.name):
            page.unplaced(line, "credit.punct", f"{one.name} is not understood as a company")
        else:
            add_company(page, line, one, function)


def without_place(page: Page, found: list[Name], function: str) -> list[Name]:
    """
    The companies of a list that may end with a town and its country: "Example Film, Vienna,
    Austria" is one company, and "Vienna, Austria" below it is none.
    """
    size = place_size(found)
    if not size:
        return with_towns(found)
    place = ", ".join(one.name for one in found[-size:])
    if len(found) > size:
        return with_towns([*found[: -size - 1], Name(found[-size - 1].name, place)])
    known = [company for company in page.companies if company.function == function]
    if not known:
        return found
    page.companies[page.companies.index(known[-1])] = replace(known[-1], note=place)
    return []


def with_towns(found: list[Name]) -> list[Name]:
    """
    Each company with the town that follows it.

    >>> with_towns([Name("X Film"), Name("Wien"), Name("Y Film")])
    [Name(name='X Film', aside='Wien'), Name(name='Y Film', aside=None)]
    """
    companies: list[Name] = []
    for one in found:
        if companies and is_town(one.name):
            companies[-1] = Name(companies[-1].name, companies[-1].aside or one.name)
        else:
            companies.append(one)
    return companies


def place_size(found: list[Name]) -> int:
    """
    How many of the last names are a place.

    >>> place_size([Name("X Film"), Name("Wien"), Name("Austria")]), place_size([Name("A", "CH")])
    (2, 1)
    >>> place_size([Name("X Film"), Name("Wien")]), place_size([Name("A", "AT"), Name("B", "CH")])
    (1, 0)
    """
    last = found[-1] if found else Name("")
    if last.aside and words.country_code(last.aside):
        is_listed = any(one.aside for one in found[:-1])
        return 0 if is_listed or names.is_company(last.name) else 1
    if len(found) > 1 and words.country_code(last.name):
        return 2
    return int(len(found) > 1 and is_town(last.name))


def is_town(name: str) -> bool:
    """
    >>> is_town("Wien"), is_town("6020 Innsbruck"), is_town("Owl Eye")
    (True, True, False)
    """
    return bool(POSTCODE.match(name)) or words.fold(name) in words.folded("places", "towns")


def without_country(one: Name) -> Name:
    """
    >>> without_country(Name("HOF FILM Belgique")), without_country(Name("Radio Canada"))
    (Name(name='HOF FILM', aside='Belgique'), Name(name='Radio Canada', aside=None))
    """
    company, _, country = one.name.rpartition(" ")
    is_apart = company.isupper() and not country.isupper() and not one.aside
    return Name(company, country) if is_apart and words.country_code(country) else one


def add_company(page: Page, line: Line, one: Name, function: str) -> None:
    one = without_country(one)
    page.claim(line, KEYS.get(function, "companies"))
    known = {(company.function, words.fold(company.name)) for company in page.companies}
    if (function, words.fold(one.name)) not in known:
        page.companies.append(CompanyLine(function, one.name, one.aside))


def add_people_or_companies(page: Page, line: Line, row: Row, is_heading: bool = False) -> None:
    """
    "Production" stands before people and before companies. A name that a credit has, too, is a
    person's; so, beside the label, is one of several words none of which a company would have,
    unless the page has a label for producers, too.
    Beside a company only the former is.
    """
    function = row.meaning.keys[0]
    if company := company_after_people(row.value):
        add_companies(page, line, company, function)
        row = replace(row, value=row.value[: -len(company)].strip(labels.EDGES))
    people = names.split_names(row.value)
    if not all(is_person(page, one.name, is_heading) for one in people):
        people = [one for one in people if page.is_known(one.name)]
        rest = without_names(row.value, people)
        add_companies(page, line, without_doubtful(page, line, rest, is_heading), function)
    if found := [one for one in people if is_credible(page, line, one, row)]:
        credit(page, line, row.label, found, (PERSON_UNDER[function],))


def company_after_people(value: str) -> str | None:
    """
    The company that a dash parts from its people.

    >>> company_after_people("Ada Birk, Bo Lind – Hof Filmproduktion")
    'Hof Filmproduktion'
    >>> company_after_people("Nordlicht – Hof Film"), company_after_people("Ada Birk")
    (None, None)
    """
    people, _, company = value.rpartition(" – ")
    known = names.split_names(people)
    are_full = all(" " in one.name and not names.is_company(one.name) for one in known)
    is_sure = known and are_full and names.are_people(people) and names.is_company(company)
    return company if is_sure else None


def without_doubtful(page: Page, line: Line, value: str, is_heading: bool) -> str:
    """
    Beside a label, a name of several words may be a person's or a company's when others in the list
    are companies: "Production: Example Film, Ada Birk". It is left out for a person to decide.
    """
    found = names.split_companies(value)
    doubtful = [one for one in found if not one.aside and is_person(page, one.name, is_heading)]
    if len(doubtful) == len(found):
        return value
    for one in doubtful:
        page.unplaced(line, "credit.punct", f"{one.name}: a person, or a company?")
    return without_names(value, doubtful)


def without_names(value: str, people: list[Name]) -> str:
    """
    >>> without_names("Ada Birk, Hof Film", [Name("Ada Birk")])
    'Hof Film'
    """
    known = {one.name for one in people}
    return ", ".join(part for part in value.split(", ") if part not in known)


def is_person(page: Page, name: str, is_heading: bool) -> bool:
    if page.is_known(name):
        return True
    shaped = names.is_name(name) and " " in name and not names.has_article(name)
    is_elsewhere = is_heading or "producer" in page.labelled
    return shaped and not is_elsewhere and not names.is_company(name)
