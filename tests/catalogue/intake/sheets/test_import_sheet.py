"""A sheet on its way into the records: what is new, what differs, and who said so."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import CommandError
from django.utils.translation import override

from catalogue.intake.imports import undo_import
from catalogue.intake.sheets.fields import fields
from catalogue.models import (
    Credit,
    Film,
    FilmIdentifier,
    FilmLock,
    Import,
    ImportedValue,
    Selection,
    SheetMapping,
    Synopsis,
)
from people.history import recording
from people.history.restoring import InTheWayError
from people.models import Change, Person, PersonIdentifier
from tests.catalogue.intake.sheets.sheets import (
    HEADER,
    HERE,
    as_csv,
    as_xlsx,
    everything,
    import_sheet,
)
from tests.factories import make_edition, make_editor, make_film, make_person, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def festival():
    make_edition(2026)
    make_section("Panorama")


@pytest.fixture
def send(tmp_path):
    """Import rows below a header; the last line of what was said."""

    def send(*rows, **options):
        return import_sheet(tmp_path, as_csv(*rows), **options).splitlines()

    return send


def test_a_row_becomes_a_film_in_its_section(send):
    said = send(HEADER, HERE)

    film = Film.objects.get()
    assert (film.title, film.year, film.runtime_minutes) == ("Here", 2023, 82)
    assert [str(credit) for credit in film.credits.all()] == ["Director: Bas Devos"]
    assert [row.country.code for row in film.film_countries.all()] == ["BE"]
    assert str(Selection.objects.get()) == "Here (2023) · Panorama 2026"
    assert Selection.objects.get().status == Selection.Status.CONSIDERED
    assert said[-3:] == [
        "+ row 2: Here",
        "1 rows: 1 new, 0 changed, 0 unchanged, 0 refused",
        "Recorded.",
    ]


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_the_same_file_twice_changes_nothing(tmp_path, write):
    data = write(HEADER, HERE, ["Violet", "Bas Devos", "2014", "82", "Belgium", "Panorama"])
    import_sheet(tmp_path, data)
    before = everything()

    said = import_sheet(tmp_path, data)

    assert everything() == before
    assert Change.objects.count() == 1
    assert "2 rows: 0 new, 0 changed, 2 unchanged, 0 refused" in said
    assert "? The same file was imported on" in said


def test_a_dry_run_writes_nothing(send):
    before = everything()

    assert send(HEADER, HERE, dry_run=True)[-1] == "Nothing was written: this was a dry run."

    assert (everything(), Import.objects.count()) == (before, 0)


def test_what_an_import_wrote_the_next_one_may_write_anew(send):
    send(HEADER, HERE)

    said = send(HEADER, ["Here", "Bas Devos", "2023", "84", "Belgium, France", "Panorama"])

    film = Film.objects.get()
    assert film.runtime_minutes == 84
    assert [row.country.code for row in film.film_countries.all()] == ["BE", "FR"]
    assert [line.strip() for line in said if "→" in line] == [
        "Runtime: 82′ → 84′",
        "Countries: BE → BE, FR",
    ]


def test_what_somebody_entered_stays_until_it_is_said_to_go(send):
    film = make_film("Here", "Bas Devos", year=2023, runtime_minutes=81)

    said = send(HEADER, HERE)

    film.refresh_from_db()
    assert film.runtime_minutes == 81
    assert "    Runtime: 81′ → 82′  stays; --take 2:runtime to overwrite" in said

    send(HEADER, HERE, take=["2:runtime"])

    film.refresh_from_db()
    assert film.runtime_minutes == 82


def test_what_was_edited_since_the_last_import_stays(send):
    send(HEADER, HERE)
    Film.objects.update(runtime_minutes=83)

    send(HEADER, [*HERE[:3], "84", *HERE[4:]])

    assert Film.objects.get().runtime_minutes == 83


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_choice_an_import_wrote_is_an_imports_in_every_language(send, language):
    header = ["Title", "Director", "Form", "Premiere status", "Section"]
    with override("de" if language == "en" else "en"):
        send(header, ["Here", "Bas Devos", "documentary", "World Premiere", "Panorama"])

    with override(language):
        said = send(header, ["Here", "Bas Devos", "animation", "German Premiere", "Panorama"])

    assert [line for line in said if "stays" in line or "bleibt" in line] == []
    assert Film.objects.get().form == Film.Form.ANIMATION
    assert Selection.objects.get().premiere_status == "national"


def test_a_choice_remembered_by_its_label_is_still_an_imports(send):
    send(["Title", "Director", "Form"], ["Here", "Bas Devos", "documentary"])
    ImportedValue.objects.filter(field="form").update(value="Documentary form")

    send(["Title", "Director", "Form"], ["Here", "Bas Devos", "animation"])

    assert Film.objects.get().form == Film.Form.ANIMATION


def test_a_choice_is_remembered_by_its_key_and_told_by_its_label(send):
    header = ["Title", "Director", "Form", "Premiere status", "Section"]
    send(header, ["Here", "Bas Devos", "documentary", "German Premiere", "Panorama"])

    known = fields()
    about = {one.field.partition("@")[0]: one.value for one in ImportedValue.objects.all()}
    assert (about["form"], about["premiere"]) == ("documentary", "national||")
    with override("de"):
        told = [known[key].told(about[key]) for key in ("form", "premiere")]
    assert told == ["Dokumentarische Form", "Nationale Premiere"]


def test_an_empty_cell_says_nothing(send):
    send(HEADER, HERE)

    send(HEADER, ["Here", "Bas Devos", "", "-", "", "Panorama"])

    film = Film.objects.get()
    assert (film.year, film.runtime_minutes) == (2023, 82)


def test_a_list_that_an_import_wrote_is_replaced(send):
    send(HEADER, HERE)

    send(HEADER, ["Here", "Bas Devos, Jo Null", *HERE[2:]])
    send(HEADER, ["Here", "Jo Null", *HERE[2:]])

    assert [str(credit) for credit in Credit.objects.all()] == ["Director: Jo Null"]
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Bas Devos", "Jo Null"]


# Recognition ------------------------------------------------------------------------------------


def test_a_film_is_known_by_its_identifier_whatever_its_title(send):
    film = make_film("Here", year=2023)
    film.identifiers.create(source=FilmIdentifier.Source.IMDB, value="tt1234567")

    send(["Title", "IMDb"], ["Ici", "https://www.imdb.com/title/tt1234567/"])

    assert list(Film.objects.all()) == [film]


def test_a_film_is_known_by_folded_title_and_director(send):
    film = make_film("Łódź!", "Špela Kos", year=2020)

    send(["Title", "Director"], ["lodz", "SPELA KOS"])

    assert list(Film.objects.all()) == [film]
    assert Person.objects.count() == 1


def test_a_namesake_by_somebody_else_is_another_film(send):
    make_film("Here", "Somebody Else", year=2023)

    said = send(HEADER, HERE)

    assert Film.objects.count() == 2
    assert "    ? There is a film of that title already (2023)." in said


def test_a_title_alone_is_not_enough_to_say_which_film_it_is(send):
    make_film("Here", "Bas Devos", year=2023)

    said = send(["Title", "Runtime"], ["Here", "82"])

    assert "! row 2: Here" in said
    assert Film.objects.count() == 1


def test_a_person_is_known_by_an_identifier_before_a_name(send):
    wrong, right = make_person("Jo Lund"), make_person("Jo Lund")
    PersonIdentifier.objects.create(person=right, source="imdb", value="nm0000001")

    send(
        ["Title", "Director", "Year", "Director IMDb"],
        ["Tide", "Jo Lund", "2024", "nm0000001"],
        ["Pebble", "Jo Lund", "2025", ""],
    )

    directors = {film.title: film.credits.get().person for film in Film.objects.all()}
    assert directors["Tide"] == right
    assert directors["Pebble"] not in (wrong, right)


def test_two_rows_for_one_film_are_one_film_in_two_sections(send):
    make_section("Shorts")

    send(HEADER, HERE, [*HERE[:5], "Shorts"])

    assert Film.objects.count() == 1
    assert [str(one.section) for one in Selection.objects.order_by("pk")] == ["Panorama", "Shorts"]


def test_two_rows_that_contradict_each_other_do_not_both_win(send):
    header = ["Title", "Submission ID", "Year"]

    said = send(header, ["Here", "77", "2023"], ["Here", "77", "2024"])

    assert Film.objects.get().year == 2023
    assert "    ? It is about the film of row 2, where Year says “2023”." in said


# Refusals ---------------------------------------------------------------------------------------


def test_what_is_wrong_is_told_and_the_rest_recorded(send):
    said = send(
        HEADER,
        ["", "Nobody", "2020", "", "", ""],
        ["Tide", "Mara Vex", "soon", "82", "Belgium, Atlantis", "Panorama"],
        ["Pebble", "Mara Vex", "2020", "82", "Belgium", "Nowhere"],
        ["Foam", "Mara Vex", "2020", "82", "Belgium", "Panorama", "", "astray"],
        HERE,
    )

    assert [line.strip() for line in said if line.strip().startswith(("?", "!", "+"))] == [
        "! row 2: Nobody",
        "? It has no title.",
        "+ row 3: Tide",
        "? Year: “soon” is not understood.",
        "? Country: Not in the vocabulary: Atlantis.",
        "! row 4: Pebble",
        "? There is no section “Nowhere”.",
        "! row 5: Foam",
        "? It has 8 cells, the header has 6.",
        "+ row 6: Here",
    ]
    assert sorted(Film.objects.values_list("title", flat=True)) == ["Here", "Tide"]


def test_a_surname_may_be_null_and_a_text_may_look_like_a_tag(send, client):
    send(
        ["Title", "Director", "Year", "Synopsis"],
        ["Here", "Jen Null", "2023", "The <b>pier</b> and the <script>alert(1)</script> of it."],
    )

    assert Person.objects.get().name == "Jen Null"
    assert Synopsis.objects.get().body.startswith("The <b>pier</b>")


@pytest.mark.parametrize(
    "options",
    [{"edition": 1066}, {"edition": 2031}, {"section": "none"}, {"mapping": "none"}],
    ids=str,
)
def test_what_is_not_there_is_said(send, options):
    with pytest.raises(CommandError):
        send(HEADER, HERE, **options)
    assert not Film.objects.exists()


# Where it came from, and back -------------------------------------------------------------------


def test_every_value_says_which_row_and_column_it_came_from(send):
    send(HEADER, HERE)

    found = ImportedValue.objects.behind(Film.objects.get())

    selection = Selection.objects.get()
    assert {(one.field, one.row.number, one.column, one.value) for one in found} == {
        ("title", 2, "Title", "Here"),
        ("credit:director", 2, "Director", "Bas Devos"),
        ("year", 2, "Year", "2023"),
        ("runtime", 2, "Runtime", "82′"),
        ("countries", 2, "Country", "BE"),
        (f"section@{selection.pk}", 2, "Section", "Panorama"),
    }


def test_an_import_is_one_change_and_is_undone_as_one(send):
    make_film("Here", "Bas Devos", year=2023, runtime_minutes=None)
    before = everything()
    send(HEADER, HERE, ["Tide", "Mara Vex", "2024", "90", "France", "Panorama"])
    change = Change.objects.get()
    assert (change.kind, change.user_name) == (Change.Kind.IMPORTED, "import_sheet")

    undo_import(Import.objects.get(), make_editor())

    assert everything() == before
    assert Import.objects.get().state == Import.State.UNDONE


def test_what_was_changed_since_is_not_undone(send):
    send(HEADER, HERE)
    film = Film.objects.get()
    with recording("Ada", Change.Kind.SAVED, [film]):
        film.year = 2022
        film.save()
    before = everything()

    with pytest.raises(InTheWayError) as refusal:
        undo_import(Import.objects.get(), make_editor())

    assert refusal.value.sentences == ("Film “Here (2022)” was changed again since.",)
    assert everything() == before
    assert Import.objects.get().state == Import.State.RECORDED


def test_what_is_not_read_is_not_kept(send):
    send([*HEADER, "Email"], [*HERE, "jo@example.org"])

    assert Import.objects.get().rows.get().cells == [*HERE, ""]


def test_a_mapping_is_used_by_its_name(send):
    SheetMapping.objects.create(name="ours", columns=[["A", "title"], ["B", "year"]])

    send(["B", "A"], ["2023", "Here"], mapping="ours")

    assert str(Film.objects.get()) == "Here (2023)"


# What nobody may overwrite -----------------------------------------------------------------------


def test_what_is_locked_stays_and_the_reason_is_told(tmp_path):
    film = make_film("Here", "Bas Devos", year=2023, runtime_minutes=None, countries=["FR"])
    FilmLock.objects.create(film=film, field="runtime", reason="Measured.")
    FilmLock.objects.create(film=film, field="countries")

    said = import_sheet(tmp_path, as_csv(HEADER, HERE), take=["2:runtime", "2:countries"])

    film.refresh_from_db()
    assert (film.runtime_minutes, str(film.countries.get())) == (None, "France")
    assert "    Runtime: – → 82′  stays (locked: Measured.)\n" in said
    assert Import.objects.get().rows.get().told == [
        "Runtime stays “–” (locked: Measured.): the sheet says “82′”.",
        "Countries stays “FR” (locked): the sheet says “BE”.",
    ]


def test_a_locked_film_is_left_alone(tmp_path):
    film = make_film("Here", "Bas Devos", year=2023, runtime_minutes=None)
    FilmLock.objects.create(film=film, field="everything")
    before = everything()

    import_sheet(tmp_path, as_csv(HEADER, HERE))

    assert everything() == before


def test_what_somebody_wrote_since_stays_and_is_told_with_who_and_when(tmp_path):
    import_sheet(tmp_path, as_csv(HEADER, HERE))
    film = Film.objects.get()
    ada = make_editor(first_name="Ada", last_name="Lind")
    morning = time_machine.travel(datetime(2026, 3, 4, 9, 30, tzinfo=UTC))
    with morning, recording(ada, "saved", [film]):
        film.runtime_minutes = 84
        film.save()

    said = import_sheet(tmp_path, as_csv(HEADER, [*HERE[:3], "83", *HERE[4:]]))

    assert "Runtime: 84′ → 83′  stays (by Ada Lind, 03/04/2026 10:30 a.m.); --take" in said
    film.refresh_from_db()
    assert film.runtime_minutes == 84


def test_what_somebody_took_away_since_does_not_come_back_unasked(tmp_path):
    import_sheet(tmp_path, as_csv(HEADER, HERE))
    film = Film.objects.get()
    with recording("ada", "saved", [film]):
        film.film_countries.all().delete()
        Film.objects.update(runtime_minutes=None)

    import_sheet(tmp_path, as_csv(HEADER, HERE))
    film.refresh_from_db()
    assert (film.runtime_minutes, film.countries.count()) == (None, 0)

    import_sheet(tmp_path, as_csv(HEADER, HERE), take=["2:runtime"])
    film.refresh_from_db()
    assert (film.runtime_minutes, film.countries.count()) == (82, 0)
