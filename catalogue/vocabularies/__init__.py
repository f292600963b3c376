"""The controlled vocabularies as shipped, read from the files beside this one."""

import json
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def departments() -> list[dict[str, Any]]:
    """Departments in print order, each with its functions."""
    return tomllib.loads((HERE / "functions.toml").read_text("utf-8"))["department"]


def terms(name: str) -> list[dict[str, Any]]:
    """The terms of `countries`, `languages` or `content_notes`."""
    return json.loads((HERE / f"{name}.json").read_text("utf-8"))


def tiles() -> dict[str, tuple[int, int]]:
    """{code: (column, row)} of each country's tile on the picture of countries, from 0."""
    lines = (HERE / "tiles.txt").read_text("utf-8").splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    return {
        code: (column, row)
        for row, codes in enumerate(rows)
        for column, code in enumerate(codes)
        if code != "."
    }


def add_missing(apps) -> None:
    """
    Bring the tables up to the files: terms not there yet are added, those there are left alone,
    since a festival may have changed their names to its house style.
    """
    add_missing_functions(apps)
    shared = ("slug", "names")
    add_missing_terms(apps, "Country", "countries", ("code", *shared, "is_historical"))
    add_missing_terms(apps, "Language", "languages", ("code", *shared))
    add_missing_terms(apps, "ContentNote", "content_notes", ("key", "names", "is_safety"))


def add_missing_functions(apps) -> None:
    Department = apps.get_model("catalogue", "Department")
    Function = apps.get_model("catalogue", "Function")
    for position, department in enumerate(departments(), 1):
        row, _ = Department.objects.get_or_create(
            key=department["key"],
            defaults={"names": department["labels"], "position": position},
        )
        for function in department["function"]:
            Function.objects.get_or_create(
                key=function["key"],
                defaults={
                    "names": function["labels"],
                    "department": row,
                    "position": function["print_order"],
                },
            )


def add_missing_terms(apps, model: str, name: str, fields: tuple[str, ...]) -> None:
    """Add those whose first field, a code or key, no row has."""
    model = apps.get_model("catalogue", model)
    there = set(model.objects.values_list(fields[0], flat=True))
    model.objects.bulk_create(
        model(**{field: term[field] for field in fields})
        for term in terms(name)
        if term[fields[0]] not in there
    )
