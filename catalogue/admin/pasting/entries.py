"""An entry as forms show it, and the entry that comes back from them."""

from dataclasses import replace
from itertools import groupby

from catalogue.intake import words
from catalogue.intake.entries import (
    Bio,
    CastLine,
    CompanyLine,
    CreditLine,
    Entry,
    FilmographyLine,
    Place,
)
from catalogue.intake.records.credits import credit_lines
from catalogue.intake.records.texts import as_printed
from catalogue.models import Function

SAME = ("title", "original_title", "year", "runtime_minutes", "runtime_seconds")
SAME += ("premiere_status", "premiere", "age", "synopsis", "note", "as_of")


def facts_shown(entry: Entry) -> dict[str, object]:
    return {
        **{name: getattr(entry, name) for name in SAME},
        "other_titles": "\n".join(entry.other_titles),
        "countries": ", ".join(as_known(one, words.country_code) for one in entry.countries),
        "languages": ", ".join(as_known(one, words.language_code) for one in entry.languages),
        "form": entry.form_key,
        "colour": entry.colour_key,
    }


def as_known(place: Place, code_of) -> str:
    """The place as printed, where that tells its code."""
    return place.name if code_of(place.name) or not place.code else place.code


def rows_shown(entry: Entry) -> dict[str, list[dict]]:
    credits = [
        {"label": line.label or director_label(), "name": name}
        for line in credit_lines(entry)
        for name in line.names
    ]
    return {
        "credits": credits,
        "cast": [vars(line) for line in entry.cast],
        "companies": [vars(line) for line in entry.companies],
        "bios": [vars(bio) for bio in entry.bios],
        "filmography": [film_shown(line) for line in entry.filmography],
    }


def director_label() -> str:
    return str(Function.objects.get(key=Function.DIRECTOR))


def film_shown(line: FilmographyLine) -> dict[str, object]:
    named = zip(("year", "title", "kind", "section", "note"), as_printed(line), strict=True)
    return {**dict(named), "person": line.person}


def facts_read(entry: Entry) -> dict[str, object]:
    """The facts as they are entered: what stands for a field that holds nothing usable."""
    lists = {name: getattr(entry, name) for name in ("other_titles", "countries", "languages")}
    told = {name: getattr(entry, name) for name in SAME}
    return told | lists | {"form": entry.form_key, "colour": entry.colour_key}


def reviewed(read: Entry, entered: dict, rows: dict[str, list[dict]]) -> Entry:
    """The entry that was read, with what was entered in its place."""
    facts = facts_read(read) | entered
    credits = credits_of(rows["credits"])
    return replace(
        read,
        **{name: facts[name] or None for name in SAME},
        **{name: facts[name] for name in ("other_titles", "countries", "languages")},
        form_key=facts["form"] or None,
        colour_key=facts["colour"] or None,
        directors=directors_of(credits),
        credits=credits,
        cast=tuple(CastLine(row["name"], row["character"] or None) for row in rows["cast"]),
        companies=tuple(
            CompanyLine(row["function"], row["name"], row["note"] or None)
            for row in rows["companies"]
        ),
        bios=tuple(Bio(row["person"], row["text"]) for row in rows["bios"]),
        filmography=tuple(film_of(row) for row in rows["filmography"]),
    )


def credits_of(rows: list[dict]) -> tuple[CreditLine, ...]:
    """Names under one label in a row are one line."""
    lines = groupby(rows, key=lambda row: row["label"])
    return tuple(
        CreditLine(label, tuple(dict.fromkeys(row["name"] for row in group)), keys)
        for (label, keys), group in lines
    )


def directors_of(credits: tuple[CreditLine, ...]) -> tuple[str, ...]:
    directing = [line for line in credits if Function.DIRECTOR in line.functions]
    return tuple(dict.fromkeys(name for line in directing for name in line.names))


def film_of(row: dict) -> FilmographyLine:
    marks = {name: row[name] or None for name in ("kind", "section", "note", "person")}
    return FilmographyLine(row["year"], row["title"], **marks)


def names_in(entry: Entry) -> dict[str, list[str]]:
    """Everybody an entry names, with the functions and characters they are named for."""
    named: dict[str, list[str]] = {}
    for line in credit_lines(entry):
        for name in line.names:
            named.setdefault(name, []).append(line.label)
    for one in entry.cast:
        named.setdefault(one.name, []).append(one.character or "")
    for name in [*(bio.person for bio in entry.bios), *(f.person for f in entry.filmography)]:
        if name:
            named.setdefault(name, [])
    return {name: list(filter(None, dict.fromkeys(told))) for name, told in named.items()}
