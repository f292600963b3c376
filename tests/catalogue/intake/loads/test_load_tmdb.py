"""Thousands of films from two files: recorded, recognised, told of, and taken back."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalogue.intake.loads.loading import undo_load
from catalogue.models import (
    Company,
    CompanyCredit,
    Credit,
    Film,
    FilmCountry,
    FilmIdentifier,
    FilmLanguage,
    FilmLock,
    Import,
    ImportBatch,
    ImportedValue,
    Synopsis,
)
from people.history.restoring import InTheWayError
from people.models import Change, Person, PersonIdentifier
from tests.catalogue.admin.pages import log_in
from tests.catalogue.intake.loads.loads import (
    CAST,
    CREW,
    TIDE,
    TIDES,
    credits,
    everything,
    films,
    load_tmdb,
)
from tests.catalogue.intake.loads.tmdb_files import write_files
from tests.factories import make_credit, make_edition, make_film, make_person
from tests.pages import text

pytestmark = pytest.mark.django_db


def told_of(record):
    return {row.number: row.told for row in record.rows.exclude(told=[])}


def only(kind, folder, **changes):
    """What a row says that is changed so, as the load tells it."""
    row = (TIDE if kind is films else TIDES) | changes
    before = [] if kind is films else [films(folder, TIDE)]
    load_tmdb(*before, kind(folder, row))
    return Import.objects.first().rows.get()


# What is recorded --------------------------------------------------------------------------------


def test_a_film_with_all_the_files_say(tmp_path):
    said = load_tmdb(films(tmp_path, TIDE), credits(tmp_path, TIDES))

    film = Film.objects.get()
    assert (film.title, film.original_title, film.year, film.runtime_minutes, film.form) == (
        *("Tide", "Marée", 2019, 94, "animation"),
    )
    assert [str(one) for one in (*film.countries.all(), *film.languages.all())] == [
        "France",
        "French",
    ]
    assert [str(one) for one in film.credits.all()] == [
        "Director: Mara Vex",
        "Screenplay: Mara Vex",
        "Editing: Jo Null",
        "Cast: Ole Brandt",
        "Cast: Pia Holm",
    ]
    assert [str(one) for one in film.company_credits.all()] == ["Produced by: Salt Pictures"]
    assert (str(film.identifiers.get()), film.synopses.get().language) == ("TMDB 10", "en")
    assert said.splitlines() == [
        "movies.csv: 1 new, 0 changed, 0 unchanged, 0 refused",
        "credits.csv: 0 new, 1 changed, 0 unchanged, 0 refused",
        "  ? 1 jobs that are no function of ours: Driver (1)",
    ]


def test_it_is_what_saving_one_after_the_other_makes(tmp_path):
    """Slugs, folded names and the words of the search among it."""
    paths = write_files(tmp_path, films=8, people=30, credits=90)
    again = films(tmp_path / "..", TIDE | {"id": "90"}, TIDE | {"id": "91"}, TIDE | {"id": "92"})
    load_tmdb(paths[0], paths[1])
    load_tmdb(again)
    loaded = everything()
    made = [
        list(model.objects.order_by("pk"))
        for model in (Person, PersonIdentifier, Company, Film, FilmIdentifier, FilmCountry)
    ]
    made += [
        list(model.objects.order_by("pk"))
        for model in (FilmLanguage, CompanyCredit, Synopsis, Credit)
    ]
    for model in (Credit, CompanyCredit, Film, Company, Person):
        model.objects.all().delete()

    for record in (one for some in made for one in some):
        if hasattr(record, "slug"):
            record.slug = ""
        if isinstance(record, Credit):
            record.credited_as = record.credited_as or record.person.name
        record.save(force_insert=True)

    assert everything() == loaded


def test_people_are_recognised_by_their_number(tmp_path):
    known = make_person("M. Vex")
    known.identifiers.create(source="tmdb", value="23")
    merged = make_person("Jo Nil")
    merged.identifiers.create(source="tmdb", value="24")
    kept = make_person("Jo Nill")
    Person.objects.filter(pk=merged.pk).update(merged_into=kept)

    load_tmdb(films(tmp_path, TIDE), credits(tmp_path, TIDES))

    printed = [(one.person, one.printed_name) for one in Credit.objects.all()[:3]]
    assert printed == [(known, "Mara Vex"), (known, "Mara Vex"), (kept, "Jo Null")]


def test_a_namesake_is_somebody_else_but_where_the_film_credits_them(tmp_path):
    film = make_film("Tide", "Mara Vex", year=2019)
    film.identifiers.create(source="tmdb", value="10")
    director, namesake = Person.objects.get(), make_person("Pia Holm")

    load_tmdb(films(tmp_path, TIDE), credits(tmp_path, TIDES))

    assert str(director.identifiers.get()) == "TMDB 23"
    assert (director.credits.count(), namesake.credits.count()) == (2, 0)
    assert Person.objects.filter(name="Pia Holm").count() == 2


def test_two_numbers_of_one_name_are_two_people(tmp_path):
    crew = [CREW[0], {"id": 99, "name": "Mara Vex", "job": "Editor"}]

    load_tmdb(films(tmp_path, TIDE), credits(tmp_path, TIDES | {"crew": json.dumps(crew)}))

    people = Person.objects.filter(name="Mara Vex")
    assert sorted(people.values_list("slug", flat=True)) == ["mara-vex", "mara-vex-2"]


def test_a_film_that_is_there_keeps_its_facts_and_gains_credits(tmp_path):
    film = make_film("The Tide", "Mara Vex", year=2018, runtime_minutes=90)
    film.identifiers.create(source="tmdb", value="10")

    load_tmdb(films(tmp_path, TIDE), credits(tmp_path, TIDES))

    film.refresh_from_db()
    assert (Film.objects.count(), str(film), film.runtime_minutes) == (1, "The Tide (2018)", 90)
    assert film.credits.count() == 5


def test_what_is_locked_is_left_alone(tmp_path):
    film = make_film("Tide", year=2019)
    film.identifiers.create(source="tmdb", value="10")
    FilmLock.objects.create(film=film, field="cast")

    load_tmdb(films(tmp_path, TIDE), credits(tmp_path, TIDES))

    assert film.credits.count() == 3
    assert "Cast is locked: 2 credits are not recorded." in Import.objects.first().rows.get().told


def test_a_film_of_that_title_and_year_without_a_number_is_asked_about(tmp_path):
    make_film("Tide", year=2019)

    row = only(films, tmp_path)

    assert (Film.objects.count(), row.standing, row.told) == (
        *(1, "refused"),
        ["There is a film of that title and year without TMDB's number."],
    )


# Again -------------------------------------------------------------------------------------------


def test_a_file_that_was_loaded_is_not_loaded_twice(tmp_path):
    paths = write_files(tmp_path, films=4, people=12, credits=40)
    load_tmdb(*paths)
    before, changes = everything(), Change.objects.count()

    load_tmdb(*paths)
    said = load_tmdb(*paths, again=True)

    assert (everything(), Change.objects.count()) == (before, changes)
    assert said.splitlines()[:2] == [
        "movies.csv: 0 new, 0 changed, 4 unchanged, 0 refused",
        "credits.csv: 0 new, 0 changed, 4 unchanged, 0 refused",
    ]
    assert Import.objects.count() == 4


# Bad input ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "standing", "told"),
    [
        ({"id": "x"}, "refused", "id: “x” is no number of a film."),
        ({"id": ""}, "refused", "id: “” is no number of a film."),
        ({"title": "", "original_title": " "}, "refused", "It has no title."),
        ({"title": "x" * 301}, "refused", "title: 301 characters, 300 at most."),
        ({"runtime": "inf"}, "new", "runtime: “inf” is not understood: not recorded."),
        ({"runtime": "-4"}, "new", "runtime: “-4” is not understood: not recorded."),
        ({"release_date": "soon"}, "new", "release_date: “soon” is not understood: not recorded."),
        ({"genres": "[{"}, "new", "genres: “[{” is not understood: not recorded."),
        ({"genres": "[" * 9_000}, "new", f"genres: “{'[' * 60}” is not understood: not recorded."),
        (
            {"production_countries": '[{"iso_3166_1": "QQ"}]'},
            "new",
            "production_countries: “QQ” is not understood: not recorded.",
        ),
    ],
)
def test_what_is_wrong_with_a_film_is_told_by_column(tmp_path, changes, standing, told):
    row = only(films, tmp_path, **changes)

    assert (row.number, row.standing, row.told) == (2, standing, [told])


@pytest.mark.parametrize(
    ("changes", "credited", "told"),
    [
        ({"cast": "{}"}, 3, "cast: “{}” is not understood: not recorded."),
        ({"cast": "[1]"}, 3, "cast: “[1]” is not understood: not recorded."),
        ({"cast": '[{"id": 5, "name": null}]'}, 3, "cast: A name is missing: not recorded (5)."),
        (
            {"cast": '[{"id": null, "name": "Pia Null"}]'},
            3,
            "cast: “Pia Null” has no number: not recorded.",
        ),
        (
            {"cast": '[{"id": true, "name": "Pia Null"}]'},
            3,
            "cast: “Pia Null” has no number: not recorded.",
        ),
        (
            {"cast": json.dumps([{"id": 5, "name": "x" * 201}])},
            3,
            "cast: 201 characters, 200 at most.",
        ),
        (
            {"cast": json.dumps([{"id": 5, "name": "Ada", "character": "x" * 201}])},
            4,
            "cast: 201 characters, 200 at most.",
        ),
        ({"crew": '[{"id": 5, "name": "A", "job": null}]'}, 2, None),
    ],
)
def test_what_is_wrong_with_credits_is_told_and_the_rest_recorded(
    tmp_path, changes, credited, told
):
    row = only(credits, tmp_path, **changes)

    assert (row.number, Credit.objects.count()) == (2, credited)
    assert told is None or row.told[0] == told


def test_null_is_a_surname(tmp_path):
    cast = [{"id": 5, "name": "null", "character": "null"}, {"id": 6, "name": "Ada Null"}]

    only(credits, tmp_path, cast=json.dumps(cast), crew="")

    people = [(one.person.name, one.character) for one in Credit.objects.all()]
    assert people == [("null", "null"), ("Ada Null", "")]


def test_a_credit_that_is_there_twice_is_recorded_once(tmp_path):
    only(credits, tmp_path, cast=json.dumps([*CAST, *CAST]))

    assert Credit.objects.filter(function__key="cast_member").count() == 2


def test_a_number_that_is_there_twice_is_refused_with_its_first_row(tmp_path):
    path = films(tmp_path, TIDE, TIDE | {"title": "Ebb"})

    load_tmdb(path, credits(tmp_path, TIDES, TIDES, TIDES | {"movie_id": "77"}))

    told_credits, told_films = map(told_of, Import.objects.order_by("-pk"))
    assert told_films == {3: ["Its number is that of row 2."]}
    assert (told_credits[3][0], told_credits[4]) == (
        "Its number is that of row 2.",
        ["There is no film of that number."],
    )
    assert Film.objects.get().title == "Tide"


def test_what_cannot_be_loaded_at_all_is_said_in_a_sentence(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("a,b\n1,2\n")

    with pytest.raises(CommandError, match="list.csv: The file lacks the columns id, title."):
        load_tmdb(str(path))
    with pytest.raises(CommandError, match="cannot be opened: No such file"):
        load_tmdb(str(tmp_path / "nothing.csv"))


# Reports -----------------------------------------------------------------------------------------


def test_the_film_says_which_row_and_column_says_so(tmp_path, client):
    log_in(client)
    load_tmdb(films(tmp_path, TIDE), credits(tmp_path, TIDES))
    film = Film.objects.get()

    page = text(client.get(f"/admin/catalogue/film/{film.pk}/change/"))
    reports = [text(client.get(record.get_absolute_url())) for record in Import.objects.all()]

    assert "Runtime: 94′ – movies.csv, row 2, runtime" in page
    assert "Cast: Ole Brandt (the pilot), Pia Holm (Stine) – credits.csv, row 2, cast" in page
    assert "crew: no function of ours, not recorded: Driver (1)." in reports[0]
    assert "manage.py undo_import" in reports[0]


def test_values_are_told_as_a_sheet_tells_them(tmp_path):
    """What a load wrote and nobody changed is no conflict for a sheet that comes later."""
    from catalogue.intake.sheets.conflicts import Conflicts
    from catalogue.intake.sheets.fields import There, fields
    from catalogue.intake.sheets.planning import with_everything
    from catalogue.models import Selection

    load_tmdb(films(tmp_path, TIDE), credits(tmp_path, TIDES))

    film = with_everything(Film.objects.all(), [Film.objects.get().pk], Selection.objects.all())[0]
    against, there, known = Conflicts([film.pk]), There(film), fields()
    written = ImportedValue.objects.values_list("field", flat=True)
    somebodys = {
        key: against.is_somebodys(known[key], there, known[key].now(there)) for key in written
    }
    assert somebodys == dict.fromkeys(written, False)
    assert len(somebodys) == 14


# Undoing -----------------------------------------------------------------------------------------


def undo(record):
    call_command("undo_import", str(record.pk), stdout=StringIO(), stderr=StringIO())


def test_both_files_are_taken_back(tmp_path):
    make_credit(make_film("Ebb", year=1999), "Mara Vex", "film_editor")
    before = everything()
    load_tmdb(*write_files(tmp_path, films=6, people=20, credits=60))

    for record in Import.objects.order_by("-pk"):
        undo(record)

    assert everything() == before
    assert set(Import.objects.values_list("state", flat=True)) == {"undone"}


def test_what_was_taken_back_is_loaded_anew(tmp_path):
    path = films(tmp_path, TIDE)
    load_tmdb(path)
    undo(Import.objects.get())

    said = load_tmdb(path)

    assert said.splitlines() == ["movies.csv: 1 new, 0 changed, 0 unchanged, 0 refused"]
    assert (Film.objects.get().slug, Import.objects.count()) == ("tide-2019", 2)


def test_any_import_is_taken_back_by_the_command(tmp_path):
    make_edition(2026)
    path = tmp_path / "films.csv"
    path.write_text("Title,Director,Year\nEbb,Mara Vex,2024\n")
    call_command("import_sheet", str(path), edition=2026, verbosity=0, stdout=StringIO())

    undo(Import.objects.get())

    assert (Film.objects.count(), Person.objects.count()) == (0, 0)
    with pytest.raises(CommandError, match="There is no import 4711"):
        call_command("undo_import", "4711")


def test_what_was_added_since_forbids_it(tmp_path):
    load_tmdb(films(tmp_path, TIDE), credits(tmp_path, TIDES))
    before = everything()
    of_films = Import.objects.get(file_name="movies.csv")

    with pytest.raises(CommandError, match="“Director: Mara Vex” was added since"):
        undo(of_films)

    assert everything() == before


def test_undoing_goes_on_where_it_was_stopped(tmp_path):
    load_tmdb(films(tmp_path, TIDE, TIDE | {"id": "11"}))
    record = Import.objects.get()
    ImportBatch.objects.update(is_undone=True)

    undo_load(record, "somebody", lambda done, size: None)

    record.refresh_from_db()
    assert (record.state, Film.objects.count()) == ("undone", 2)


def test_what_somebody_changed_since_stays(tmp_path):
    load_tmdb(films(tmp_path, TIDE))
    Film.objects.update(year=2018)

    with pytest.raises(InTheWayError) as refused:
        undo_load(Import.objects.get(), "somebody", lambda done, size: None)

    assert refused.value.sentences == ("Film “Tide (2018)” was changed again since.",)
