import os
import sqlite3
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path
from subprocess import PIPE

import pytest
from django.core.management import CommandError, call_command
from django.db import DataError, IntegrityError, OperationalError

from catalogue.intake.imports import undo_import
from catalogue.models import (
    Company,
    Credit,
    Edition,
    Film,
    FilmLock,
    Import,
    ImportedValue,
    ProgrammeNote,
    Section,
    Selection,
    Synopsis,
)
from people.models import Biography, BiographyText, Change, FilmographyEntry, Person
from tests.catalogue.intake.killed import ends_of, kill
from tests.factories import make_credit, make_edition, make_film, make_person, make_section
from tests.pages import text

pytestmark = pytest.mark.django_db

PAGES = Path(__file__).parent / "pages"
PAGE = (PAGES / "harbour-light-en.txt").read_text("utf-8")
GERMAN_PAGE = (PAGES / "harbour-light-de.txt").read_text("utf-8")


@pytest.fixture
def page(tmp_path):
    def write(words=PAGE):
        path = tmp_path / "page.txt"
        path.write_text(words, "utf-8")
        return str(path)

    return write


def import_entry(path, edition=2026, section="encounters", **options):
    out = StringIO()
    call_command("import_entry", path, edition=edition, section=section, stdout=out, **options)
    return out.getvalue()


def everything():
    """All the rows an import may make, by what they say."""
    return {
        model.__name__: sorted(str(row.__dict__ | {"_state": None}) for row in model.objects.all())
        for model in [
            *[Film, Person, Credit, Company, Selection, Synopsis, ProgrammeNote, Edition, Section],
            *[Biography, BiographyText, FilmographyEntry],
        ]
    }


def test_a_page_becomes_a_film_with_all_it_says(page, client):
    make_edition(2026)

    import_entry(page())

    film = Film.objects.get()
    assert (film.title, film.year, film.runtime_minutes, film.colour) == (
        "Harbour Light",
        2025,
        82,
        "colour",
    )
    words = text(client.get(film.get_absolute_url()))
    assert "by Mara Vex with Pia Holm , Ole Brandt Belgium / Denmark 2025 · French, Danish" in words
    assert "82′ · Colour · World premiere Cast Pia Holm (Stine) Ole Brandt (the pilot)" in words
    assert (
        "Crew Director Mara Vex Screenplay Mara Vex , Jo Lund Cinematography Ida Roos "
        "Editing Špela Kos Sound Aksel Friis Producer Jo Lund Produced by Salt Pictures"
    ) in words
    assert "2011 Tide ; short film 2014 Pebble ; short film 2019 Low Water ; Panorama" in words
    assert "Bio- & filmography as of Marquee 2026" in words
    assert film.synopses.get().body.startswith("A pilot who has not worked")
    assert film.selections.get().notes.get().body.startswith("A patient observer")
    assert Person.objects.count() == 7


def test_importing_a_page_again_changes_nothing(page):
    import_entry(page())
    before = everything()

    said = import_entry(page())

    assert everything() == before
    assert "Recorded Harbour Light (2025), nothing new: /films/harbour-light-2025/" in said


def test_the_german_twin_adds_the_german_texts_and_nothing_twice(page):
    import_entry(page())
    credits = set(Credit.objects.values_list("function__key", "person__name"))

    said = import_entry(page(GERMAN_PAGE))

    film = Film.objects.get()
    assert sorted(film.synopses.values_list("language", flat=True)) == ["de", "en"]
    assert sorted(BiographyText.objects.values_list("language", flat=True)) == ["de", "en"]
    assert set(Credit.objects.values_list("function__key", "person__name")) == credits
    assert Credit.objects.filter(function__key="cast_member").count() == 2
    assert "Ole Brandt: the pilot stays, the page says der Lotse" in said
    assert FilmographyEntry.objects.count() == 4


def test_what_an_editor_corrected_is_kept_and_the_difference_told(page):
    import_entry(page())
    Film.objects.update(runtime_minutes=84)
    Synopsis.objects.update(body="Shorter.")

    said = import_entry(page())

    assert Film.objects.get().runtime_minutes == 84
    assert Synopsis.objects.get().body == "Shorter."
    assert "runtime minutes: 84 stays, the page says 82" in said
    assert "synopsis (en) stays, the page's differs" in said


def test_a_dry_run_says_it_all_and_does_nothing(page):
    before = everything()

    said = import_entry(page(), dry_run=True)

    assert everything() == before
    assert "+ film Harbour Light (2025)" in said
    assert "Would record Harbour Light (2025)" in said


def test_people_are_recognised_by_name_in_any_spelling_and_printed_as_credited(page):
    editor = make_person("Spela Kos")

    import_entry(page())

    credit = Credit.objects.get(person=editor)
    assert (credit.function.key, credit.printed_name) == ("film_editor", "Špela Kos")


def test_of_two_people_of_one_name_none_is_chosen(page):
    first, second = make_person("Jo Lund"), make_person("Jo Lund")

    said = import_entry(page())
    again = import_entry(page())

    assert not Credit.objects.filter(person__in=[first, second]).exists()
    assert Person.objects.named("Jo Lund").count() == 3
    assert "several people are called Jo Lund: a new one was made" in said
    assert "nothing new" in again


def test_a_film_of_the_same_title_by_somebody_else_is_another_film(page):
    other = make_film("Harbour Light", "Somebody Else", year=2025)

    import_entry(page())

    assert Film.objects.exclude(pk=other.pk).get().slug == "harbour-light-2025-2"


def test_a_film_known_by_its_original_title_is_recognised(page):
    film = make_film("Havnelys", "Mara Vex", original_title="Harbour Light", year=2025)
    make_credit(film, film.credits.get().person, "writer")

    import_entry(page())

    assert Film.objects.get() == film


def test_a_new_edition_stays_hidden_until_it_is_announced(page, client):
    said = import_entry(page(), edition=2027)

    assert "New edition Marquee 2027: hidden until it is announced in the admin" in said
    assert client.get("/films/harbour-light-2025/").status_code == 404


def test_a_slip_in_the_section_is_asked_about_and_nothing_is_done(page):
    make_section("Encounters")
    before = everything()

    with pytest.raises(CommandError, match="did you mean “encounters”"):
        import_entry(page(), section="encuonters")

    assert everything() == before


def test_a_page_that_proves_no_title_asks_for_one(page):
    untitled = page(PAGE.replace("Harbour Light", "this film").replace(" 2025 this film", ""))

    with pytest.raises(CommandError, match="proves no title: give one with --title"):
        import_entry(untitled)
    assert Film.objects.count() == 0

    import_entry(untitled, title="Havnelys")
    assert Film.objects.get().title == "Havnelys"


def test_an_import_that_fails_halfway_leaves_nothing(page, monkeypatch):
    before = everything()

    def fail(*args, **kwargs):
        raise RuntimeError("the power went")

    monkeypatch.setattr(FilmographyEntry, "save", fail)
    with pytest.raises(RuntimeError):
        import_entry(page())

    assert everything() == before


@pytest.mark.parametrize("year", [23, 20233, -1])
def test_an_absurd_edition_is_refused(page, year):
    with pytest.raises(CommandError, match="is not the year of an edition"):
        import_entry(page(), edition=year)
    assert Edition.objects.count() == 0


BY_LINE_ALONE = """\
Salt Road
by Mara Vex, Jo Lund
Ireland 2022 97 min
A pupil practises for the examination, and does not hear that the sea is rising at the window.
"""


def directors(film):
    return [credit.printed_name for credit in film.credits.directors()]


def test_directors_of_the_by_line_alone_are_credited_and_recognised(page):
    import_entry(page(BY_LINE_ALONE))
    before = everything()

    again = import_entry(page(BY_LINE_ALONE))

    assert directors(Film.objects.get()) == ["Mara Vex", "Jo Lund"]
    assert everything() == before
    assert "nothing new" in again


def test_directors_in_the_credits_are_not_credited_again_from_the_by_line(page):
    import_entry(page())

    assert directors(Film.objects.get()) == ["Mara Vex"]


# What fails, fails in one line -------------------------------------------------------------------


def refused(*args, **options):
    before = everything()
    with pytest.raises(CommandError) as refusal:
        import_entry(*args, **options)
    assert everything() == before
    return str(refusal.value)


def test_a_section_that_is_no_address_is_refused(page):
    said = refused(page(), section="Bad Slug!")

    assert said.startswith("Section “Bad Slug!” cannot be recorded. Address: Enter a valid “slug”")


LONG = "Vex " * 80


def test_a_runtime_of_nothing_is_refused(page):
    said = refused(page(PAGE.replace(" 82’ ", " 0’ ")))

    assert said == (
        "Film “Harbour Light (2025)” cannot be recorded. "
        "Runtime in minutes: Ensure this value is greater than or equal to 1."
    )


def test_a_title_that_is_too_long_is_refused(page):
    said = refused(page(), title=LONG)

    assert said.startswith("Film “Vex Vex")
    assert "… (2025" not in said
    assert "cannot be recorded. Title: Ensure this value has at most 300 characters" in said


def test_a_page_in_a_language_the_festival_does_not_write_in_is_refused(page, settings):
    settings.LANGUAGES = [("en", "English")]

    said = refused(page(GERMAN_PAGE))

    assert said == "The page seems to be in “de”: say --language otherwise."


@pytest.mark.parametrize("error", [DataError, IntegrityError, OperationalError])
def test_what_the_database_refuses_is_told_in_one_line(page, monkeypatch, error):
    def fail(*args, **kwargs):
        raise error("value too long\nDETAIL: more")

    monkeypatch.setattr(Edition.objects, "get_or_create", fail)

    assert refused(page()) == "The database refused the import: value too long"


def test_seconds_that_disagree_with_the_minutes_there_are_kept_out_and_told(page):
    words = PAGE.replace("82’", "81’40”")
    film = make_film("Harbour Light", "Mara Vex", year=2025, runtime_minutes=84)

    said = import_entry(page(words))

    film.refresh_from_db()
    assert (film.runtime_minutes, film.runtime_seconds) == (84, None)
    assert "runtime minutes: 84 stays, the page says 82 (4900 seconds)" in said


def test_seconds_that_agree_with_the_minutes_there_are_filled_in(page):
    film = make_film("Harbour Light", "Mara Vex", year=2025, runtime_minutes=82)

    import_entry(page(PAGE.replace("82’", "81’40”")))

    film.refresh_from_db()
    assert (film.runtime_minutes, film.runtime_seconds) == (82, 4900)


# Two at a time -----------------------------------------------------------------------------------


def test_two_imports_at_the_same_time_queue_and_make_one_film(page, tmp_path):
    """Both stand before a locked SQLite file when it is released: each looks after it has begun."""
    database = tmp_path / "festival.sqlite3"
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{database}"}
    python = [sys.executable, "manage.py"]
    subprocess.run([*python, "migrate", "--verbosity=0"], env=environment, check=True)
    command = [*python, "import_entry", page(), "--edition=2026", "--section=encounters"]
    lock = sqlite3.connect(database, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    imports = [
        subprocess.Popen(command, env=environment, text=True, stdout=PIPE, stderr=PIPE)
        for _ in range(2)
    ]
    time.sleep(3)
    assert [one.poll() for one in imports] == [None, None]
    lock.execute("ROLLBACK")
    told = [one.communicate(timeout=30) for one in imports]

    assert [(one.returncode, errors) for one, (_, errors) in zip(imports, told, strict=True)] == [
        (0, ""),
        (0, ""),
    ]
    assert sorted("nothing new" in said for said, _ in told) == [False, True]
    assert lock.execute("SELECT count(*) FROM catalogue_film").fetchone() == (1,)
    lock.close()


@pytest.mark.parametrize("words", ["", "a,b\n1,2\n", "x" * 100])
def test_a_file_without_an_entry_is_refused(page, words):
    with pytest.raises(CommandError):
        import_entry(page(words))
    assert Film.objects.count() == 0


# What it leaves behind ---------------------------------------------------------------------------


def sources(film):
    return {one.field.partition("@")[0]: one.place for one in ImportedValue.objects.behind(film)}


def test_an_import_is_recorded_with_the_line_behind_each_value(page):
    import_entry(page())

    record = Import.objects.get()
    assert (record.kind, record.state, record.file_name) == ("entry", "recorded", "page.txt")
    assert (record.user_name, record.change) == ("import_entry", Change.objects.get())
    lines = PAGE.splitlines()
    rows = record.rows.values_list("number", "cells")
    assert [(number, [lines[number - 1]]) for number, _cells in rows] == list(rows)
    assert sources(Film.objects.get()) == {
        "title": "page.txt, lines 2, 25",
        "year": "page.txt, line 5",
        "runtime": "page.txt, line 5",
        "countries": "page.txt, line 5",
        "languages": "page.txt, line 5",
        "colour": "page.txt, line 5",
        "credit:director": "page.txt, line 10",
        "credit:writer": "page.txt, line 11",
        "credit:cinematographer": "page.txt, line 12",
        "credit:film_editor": "page.txt, line 13",
        "credit:sound_recorder_mixer": "page.txt, line 14",
        "credit:producer": "page.txt, line 15",
        "cast": "page.txt, lines 4, 7, 8",
        "company:production": "page.txt, line 19",
        "synopsis:en": "page.txt, line 1",
        "premiere": "page.txt, line 5",
        "note:en": "page.txt, line 2",
        "biography:Mara Vex": "page.txt, line 23",
        "filmography:Mara Vex": "page.txt, line 25",
    }


def test_the_same_page_again_leaves_a_record_that_changed_nothing(page):
    import_entry(page())

    import_entry(page())

    again = Import.objects.first()
    assert (again.change, again.counts["new"], again.counts["changed"]) == (None, 0, 0)


def test_what_stayed_as_it_was_stands_in_the_record(page):
    import_entry(page())
    Film.objects.update(runtime_minutes=84)

    import_entry(page())

    told = [sentence for _row, _column, sentence in Import.objects.first().problems]
    assert "runtime minutes: 84 stays, the page says 82" in told


def test_an_import_is_undone_as_one(page):
    make_edition(2026)
    make_section("Encounters")
    before = everything()
    import_entry(page())

    undo_import(Import.objects.get(), "somebody")

    assert everything() == before
    assert Import.objects.get().state == "undone"
    assert list(ImportedValue.objects.standing()) == []


def test_an_import_that_is_killed_leaves_nothing_and_is_completed(page):
    path = page()
    before = everything(), Import.objects.count()

    for end in ends_of(lambda: import_entry(path)):
        kill(lambda: import_entry(path), end)
        assert (everything(), Import.objects.count()) == before

    assert "Recorded Harbour Light (2025), " in import_entry(path)
    assert "nothing new" in import_entry(path)


# What nobody may overwrite -----------------------------------------------------------------------


def test_what_is_locked_is_not_filled_in(page):
    film = make_film("Harbour Light", "Mara Vex", year=2025, runtime_minutes=None)
    for field in ("runtime", "credit", "company", "synopsis"):
        FilmLock.objects.create(film=film, field=field, reason="From the producer.")

    said = import_entry(page())

    film.refresh_from_db()
    assert (film.runtime_minutes, film.colour) == (None, "colour")
    functions = set(film.credits.values_list("function__key", flat=True))
    assert functions == {"director", "cast_member"}
    assert (film.company_credits.count(), film.synopses.count()) == (0, 0)
    assert not Person.objects.filter(name="Ida Roos").exists()
    assert "= runtime minutes is locked: the page says 82" in said
    assert "= Cinematography is locked: the page says Ida Roos" in said


def test_what_somebody_took_away_since_the_import_does_not_come_back(page):
    import_entry(page())
    Film.objects.update(colour="")
    Credit.objects.filter(person__name="Ida Roos").delete()
    before = everything()

    said = import_entry(page())

    assert everything() == before
    assert "= colour was taken away since an import: the page says colour" in said
    assert "= Cinematography was taken away since an import: the page says Ida Roos" in said
