"""What docs/package-format.md promises those who read a package is what is written."""

import json
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from catalogue.models import Edition, Film, Selection, Venue
from festival.packages.contents import FILES, columns_of, file_of, is_reference, key_of, lists_of
from festival.packages.public import Public
from festival.packages.upgrades import STEPS, VERSION, upgraded, upgraded_manifest
from festival.packages.values import BadValueError, from_json, to_json
from tests.factories import make_credit, make_film, make_section, make_selection

DOCUMENT = Path(__file__).parents[3] / "docs" / "package-format.md"
NAMES = {model: name for name, model in FILES.items()}


def said(field):
    """A field as the table has it: with an arrow to the file it refers to, a star if it may be."""
    star = "*" if field.null else ""
    if not field.is_relation or field.related_model not in NAMES:
        return f"{field.name}{star}"
    if not is_reference(field):
        return f"{field.name} (a number of {NAMES[field.related_model]} that may be gone){star}"
    return f"{field.name} → {NAMES[field.related_model]}{star}"


def row(name, model):
    fields = [*columns_of(model), *lists_of(model)]
    shown = {field.name for field in Public.columns(model)}
    kept_back = [field.name for field in fields if field.name not in shown]
    public = "no" if not shown else f"but {', '.join(kept_back)}" if kept_back else "yes"
    key = "number" if key_of(model) == ("pk",) else key_of(model)[0]
    return f"| `{file_of(name)}` | {key} | {public} | {', '.join(map(said, fields))} |"


def test_the_document_lists_every_file_and_field():
    """A field that is new, gone or renamed takes a version: a step in upgrades.py, then this."""
    lines = DOCUMENT.read_text("utf-8").splitlines()
    table = [line for line in lines if line.partition("` |")[0].endswith(".jsonl")]

    assert table == [row(name, model) for name, model in FILES.items()]
    assert f"This is version {VERSION}." in DOCUMENT.read_text("utf-8")


def test_every_version_has_a_step_to_the_next():
    assert len(STEPS) + 1 == VERSION == 2


def test_version_1_told_what_is_derived_and_had_no_variants():
    film = {"slug": "here-2023", "sort_title": "here", "folded_titles": "|here|"}

    assert upgraded(1, "films.jsonl", film) == {"slug": "here-2023"}
    assert upgraded(2, "films.jsonl", film) == film
    assert upgraded_manifest({"version": 1}) == {
        "version": 1,
        "variant": "whole",
        "edition": None,
    }


@pytest.mark.django_db
def test_records_call_each_other_by_what_people_call_them(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    film = make_film("Here", "Bas Devos", year=2023)
    make_credit(film, "Liyo Gong", "cast_member", character="Shuxiu")
    make_selection(film, section=make_section("Encounters"), premiere_status="world")

    call_command("export_package", tmp_path / "festival.zip")

    with zipfile.ZipFile(tmp_path / "festival.zip") as archive:
        manifest = json.loads(archive.read("package.json"))
        credit = json.loads(archive.read("credits.jsonl").splitlines()[1])
        selection = json.loads(archive.read("selections.jsonl"))
    assert {name: manifest[name] for name in ("format", "version", "variant", "edition")} == {
        "format": "marquee-package",
        "version": VERSION,
        "variant": "whole",
        "edition": None,
    }
    assert {name: credit[name] for name in ("film", "person", "function", "character")} == {
        "film": "here-2023",
        "person": "liyo-gong",
        "function": "cast_member",
        "character": "Shuxiu",
    }
    assert (selection["film"], selection["edition"], selection["section"]) == (
        "here-2023",
        2026,
        "encounters",
    )


# Values there and back ---------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abcé "), inner),
    max_leaves=12,
)
INSTANTS = st.datetimes(timezones=st.timezones()).map(lambda instant: instant.astimezone(UTC))
VALUES = [
    (Film, "title", TEXT),
    (Film, "year", st.none() | st.integers(0, 32767)),
    (
        Edition,
        "announced_at",
        st.datetimes(timezones=st.timezones()).map(lambda at: at.astimezone(UTC)),
    ),
    (Edition, "starts_on", st.dates()),
    (Venue, "latitude", st.decimals(-90, 90, places=5)),
    (Selection, "age_rating", st.none() | st.integers(0, 21)),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "name", "values"), VALUES)
@given(data=st.data())
def test_a_value_comes_back_as_it_was(model, name, values, data):
    field, value = model._meta.get_field(name), data.draw(values)

    written = json.dumps(to_json(value), ensure_ascii=False)

    assert from_json(field, json.loads(written)) == value


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["title", "year", "runtime_minutes", "form"])
@given(value=JSON)
def test_whatever_json_says_is_read_or_refused_in_words(name, value):
    try:
        read = from_json(Film._meta.get_field(name), value)
    except BadValueError as error:
        assert str(error).partition(" ")[0] in {"is", "holds"}
    else:
        assert read == value


def test_instants_are_told_in_utc_and_decimals_as_texts():
    assert to_json(datetime(2027, 2, 11, 9, 0, 0, 5, UTC)) == "2027-02-11T09:00:00.000005Z"
    assert to_json(Decimal("55.67610")) == "55.67610"
