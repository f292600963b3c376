"""What is kept of changes, and how records are made again what they were."""

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection
from django.db.models import ProtectedError

from catalogue.models import Country, Credit, Film, Screening, Selection
from people.admin.base import RecordAdmin
from people.history import (
    changed_since,
    last_change_id,
    recording,
    rows_as_of,
    rows_now,
)
from people.history.differences import differences, pairs_between
from people.history.restoring import InTheWayError, Way, bring_back, go_back
from people.history.rows import Address, parts_of
from people.models import Biography, Change, Person, RecordChange, RowChange
from tests.factories import (
    make_biography,
    make_company_credit,
    make_credit,
    make_edition,
    make_editor,
    make_film,
    make_note,
    make_person,
    make_picture,
    make_screening,
    make_section,
    make_selection,
    make_still,
    make_synopsis,
    make_venue,
)

SAVED, DELETED = Change.Kind.SAVED, Change.Kind.DELETED


@pytest.fixture
def film(db):
    film = make_film("Here", "Bas Devos", countries=["BE"], languages=["fr", "nl"])
    make_credit(film, "Liyo Gong", "cast_member", character="ShuXiu")
    film.titles.create(kind="local", language="de", title="Hier")
    make_synopsis("Stefan cooks.", film=film)
    make_company_credit(film)
    make_still(film)
    return film


def told(change, record):
    """The differences of a change as (kind, name, {field: (before, after)})."""
    rows = RowChange.objects.of(record).filter(change=change).order_by("pk")
    pairs = [(Address(row.model, row.key), row.before, row.after) for row in rows]
    return [
        (row.kind, row.name, {field.label: (field.before, field.after) for field in row.fields})
        for row in differences(pairs)
    ]


def words_of(film):
    return sorted(film.words.values_list("word", "kind"))


def test_every_record_of_the_admin_says_what_is_kept_with_it():
    silent = [
        model.__name__
        for model, model_admin in admin.site._registry.items()
        if isinstance(model_admin, RecordAdmin) and not hasattr(model, "kept_with")
    ]

    assert silent == []


def test_whatever_goes_with_a_record_is_kept_with_it():
    """A cascade that nobody watches would delete what no history brings back."""
    kept = {part.field for model in admin.site._registry for part in parts_of(model)}
    cascading = {
        relation.field
        for model in {field.related_model for field in kept} | set(admin.site._registry)
        if model._meta.app_label in ("people", "catalogue")
        for relation in model._meta.related_objects
        if getattr(relation, "on_delete", None) and relation.on_delete.__name__ == "CASCADE"
    }

    assert cascading - kept == set()


def test_a_change_is_written_with_who_did_it_and_what_differs(film):
    editor = make_editor(first_name="Ada", last_name="Lind")

    with recording(editor, SAVED, [film], "as the director wrote") as changes:
        Film.objects.filter(pk=film.pk).update(year=2023)
        film.credits.filter(character="ShuXiu").delete()
        film.film_countries.create(country=Country.objects.get(code="DE"), position=2)

    change = changes.change
    assert (change.user, change.user_name, change.comment) == (
        editor,
        "Ada Lind",
        "as the director wrote",
    )
    assert told(change, film) == [
        ("changed", "Here (2023)", {"Year": ("2026", "2023")}),
        (
            "removed",
            "Cast: Liyo Gong",
            {
                "Person": ("Liyo Gong", "–"),
                "Function": ("Cast", "–"),
                "Position": ("0", "–"),
                "Character": ("ShuXiu", "–"),
            },
        ),
        ("added", "Germany", {"Country": ("–", "Germany"), "Position": ("–", "2")}),
    ]


def test_nothing_is_written_where_nothing_differs_or_the_block_fails(film):
    with recording(None, SAVED, [film]) as changes:
        film.save()
    with pytest.raises(IntegrityError), recording(None, SAVED, [film]):
        Film.objects.filter(pk=film.pk).update(year=1999)
        raise IntegrityError

    film.refresh_from_db()
    assert (changes.change, Change.objects.count(), film.year) == (None, 0, 2026)


@pytest.mark.django_db
def test_a_command_is_named_and_a_new_record_is_there_from_its_first_row():
    with recording("import_entry", Change.Kind.IMPORTED) as changes:
        film = make_film("Here", "Bas Devos")
        changes.created(film)

    rows = RowChange.objects.of(film)
    assert changes.change.user_name == "import_entry"
    assert {(row.model, row.before) for row in rows} == {
        ("catalogue.film", None),
        ("catalogue.credit", None),
    }


def test_a_part_of_a_part_is_in_the_history_of_both(film):
    selection = make_selection(film)
    before = last_change_id(film)

    with recording(None, SAVED, [selection]) as changes:
        make_note("Quiet.", selection=selection)

    touched = {(record.model, record.key) for record in changes.change.records.all()}
    assert touched == {("catalogue.selection", selection.pk), ("catalogue.film", film.pk)}
    assert list(changed_since(film, before)) == list(changed_since(selection, before))
    assert list(changed_since(film, changes.change.pk)) == []


def test_a_selection_given_to_another_film_is_in_the_history_of_three(film):
    selection, other = make_selection(film), make_film("Ghost Tropic")

    with recording(None, SAVED, [selection]):
        Selection.objects.filter(pk=selection.pk).update(film=other)

    touched = {(record.model, record.key) for record in RecordChange.objects.all()}
    assert touched == {
        ("catalogue.selection", selection.pk),
        ("catalogue.film", film.pk),
        ("catalogue.film", other.pk),
    }


@pytest.mark.parametrize("credits", [1, 30])
def test_history_costs_as_many_queries_for_one_row_as_for_many(
    film, django_assert_num_queries, credits
):
    for number in range(credits):
        make_credit(film, f"Person {number}", "producer")

    with django_assert_num_queries(32), recording(None, SAVED, [film]):
        film.credits.update(note="second unit")
    with django_assert_num_queries(1):
        last_change_id(film)
    with django_assert_num_queries(1):
        list(RowChange.objects.of(film).since(0))


def test_the_past_is_read_backwards_from_what_is_stored(film):
    states, changes = [rows_now(film)], [0]
    for step in (
        lambda: Film.objects.filter(pk=film.pk).update(year=1999),
        lambda: film.credits.first().delete(),
        lambda: make_selection(film),
        lambda: film.synopses.update(body="Stefan goes home."),
    ):
        with recording(None, SAVED, [film]) as recorded:
            step()
        states.append(rows_now(film))
        changes.append(recorded.change.pk)

    assert [rows_as_of(film, change) for change in changes] == states


def test_a_film_is_made_again_what_it_was(film):
    make_selection(film)
    film.refresh_from_db()
    with recording(None, SAVED, [film]) as first:
        film.original_title = "Ici"
        film.save()
    then, words = rows_now(film), words_of(film)
    with recording(None, SAVED, [film]):
        film.title, film.slug = "There", "there"
        film.save()
        film.titles.get().delete()
        film.credits.all().delete()
        film.synopses.get().delete()
        make_note("Quiet.", selection=film.selections.get())

    change = go_back(make_editor(), film, first.change, Way.AFTER)

    now = rows_now(film)
    renamed = {a: v for a, v in now.items() if a.model == "catalogue.filmformerslug"}
    assert {a: v for a, v in now.items() if a not in renamed} == then
    assert [v["slug"] for v in renamed.values()] == ["there"]
    assert words_of(film) == words
    assert (change.kind, change.user_name) == ("restored", "editor")


def test_a_selection_given_away_is_given_back(film):
    selection, other = make_selection(film), make_film("Ghost Tropic")
    with recording(None, SAVED, [film]) as first:
        Film.objects.filter(pk=film.pk).update(year=2023)
    with recording(None, SAVED, [selection, film, other]):
        Selection.objects.filter(pk=selection.pk).update(film=other)

    go_back(None, other, RowChange.objects.of(other).first().change, Way.BEFORE)

    assert film.selections.get() == selection
    assert first.change.pk < last_change_id(film) == last_change_id(other)


def test_undoing_takes_back_one_change_and_leaves_later_ones(film):
    with recording(None, SAVED, [film]) as first:
        film.credits.filter(character="ShuXiu").update(character="Shu Xiu")
        Film.objects.filter(pk=film.pk).update(year=2023, form="fiction")
    with recording(None, SAVED, [film]):
        film.titles.create(kind="local", language="fr", title="Ici")
        Film.objects.filter(pk=film.pk).update(colour="colour")

    undone = go_back(None, film, first.change, Way.UNDO)

    film.refresh_from_db()
    assert (film.year, film.form, film.colour) == (2026, "", "colour")
    assert film.folded_titles == "|here|hier|ici|"
    assert film.credits.get(function__key="cast_member").character == "ShuXiu"
    assert undone.undoes == first.change


def test_what_was_changed_again_is_not_undone(film):
    with recording(None, SAVED, [film]) as first:
        Film.objects.filter(pk=film.pk).update(year=2023)
    with recording(None, SAVED, [film]):
        Film.objects.filter(pk=film.pk).update(year=2024)

    with pytest.raises(InTheWayError) as refused:
        go_back(None, film, first.change, Way.UNDO)

    film.refresh_from_db()
    assert refused.value.sentences == ("Film “Here (2024)” was changed again since.",)
    assert film.year == 2024


def test_a_deleted_film_comes_back_with_all_that_went_with_it(film):
    film.slug = "here-again"
    film.save()
    before, words = rows_now(film), words_of(film)
    with recording(None, DELETED, [film]):
        film.delete()
    deletion = RowChange.objects.deletions(Film).get()
    assert (Film.objects.count(), Credit.objects.count()) == (0, 0)

    bring_back(None, deletion)

    back = Film.objects.get()
    assert rows_now(back) == before
    assert words_of(back) == words
    assert Film.objects.at_address("here-2026") == back
    still = back.stills.get()
    assert still.file.storage.exists(still.file.name)


def test_what_stands_in_the_way_of_a_deleted_film_is_said(film):
    person = film.credits.directors().get().person
    person_key = person.pk
    with recording(None, DELETED, [film]):
        film.delete()
    deletion = RowChange.objects.deletions(Film).get()
    other = make_film("Here")
    with pytest.raises(InTheWayError) as slug_taken:
        bring_back(None, deletion)
    other.slug = "elsewhere"
    other.save()
    with pytest.raises(InTheWayError) as moved:
        bring_back(None, deletion)
    other.delete()
    person.delete()
    with pytest.raises(InTheWayError) as person_gone:
        bring_back(None, deletion)

    assert slug_taken.value.sentences == ("Film with this Address already exists.",)
    assert moved.value.sentences == ("Another record answered at this address before.",)
    assert person_gone.value.sentences == (
        f"It refers to what was deleted: Person {person_key}. Bring that back first.",
    )
    assert Film.objects.count() == Credit.objects.count() == 0


def test_what_would_have_to_go_but_is_held_is_said(film):
    with recording(None, SAVED, [film]) as first:
        Film.objects.filter(pk=film.pk).update(year=2023)
    with recording(None, SAVED, [film]):
        selection = make_selection(film)
        make_screening(selection)

    with pytest.raises(InTheWayError) as refused:
        go_back(None, film, first.change, Way.AFTER)

    assert len(refused.value.sentences) == 1
    assert refused.value.sentences[0].startswith("Other records hold on to what would have to go: ")
    assert Selection.objects.count() == 1


def test_a_person_comes_back_with_biographies_and_their_filmography(db):
    person = make_person("Bas Devos", birth_year=1983)
    person.names.create(name="Devos")
    make_biography(person, 2023, "Born.", [(2014, "Violet"), (2019, "Hellhole")])
    person.refresh_from_db()
    before = rows_now(person)
    with recording(None, DELETED, [person]):
        person.delete()

    bring_back(None, RowChange.objects.deletions(Person).get())

    assert rows_now(Person.objects.get()) == before
    assert len(before) == 1 + 1 + 1 + 1 + 2


def test_a_biography_deleted_with_its_person_waits_for_the_person(db):
    person = make_person("Bas Devos")
    make_biography(person, 2023)
    with recording(None, DELETED, [person]):
        person.delete()

    with pytest.raises(InTheWayError):
        bring_back(None, RowChange.objects.deletions(Biography).get())

    assert Biography.objects.count() == 0


def test_a_screening_moved_back_is_told_to_calendars_as_another_change(db):
    screening = make_screening()
    hour = screening.starts_at
    with recording(None, SAVED, [screening]) as first:
        screening.introduction_minutes = 5
        screening.save()
    with recording(None, SAVED, [screening]):
        screening.starts_at = hour.replace(hour=9)
        screening.save()
    was = screening.revision

    go_back(None, screening, first.change, Way.AFTER)

    back = Screening.objects.get()
    assert (back.starts_at, back.revision) == (hour, was + 1)
    assert [(told.kind, told.starts_at) for told in back.changes.all()] == [("added", hour)]


def test_every_kind_of_value_comes_back_exactly(film):
    venue = make_venue(latitude="55.67594", longitude="12.56553")
    edition = make_edition()
    section = make_section()
    still = film.stills.get()
    still.file.save("still.jpg", ContentFile(make_picture(40, 30)))
    for record in (venue, edition, section, film):
        before = rows_now(record)
        with recording(None, DELETED, [record]):
            record.delete()
        bring_back(None, RowChange.objects.deletions(type(record)).get())
        assert rows_now(type(record).objects.get()) == before


def test_a_record_that_is_held_is_not_deleted_and_nothing_is_written(film):
    make_selection(film)

    with pytest.raises(ProtectedError), recording(None, DELETED, [film]):
        film.delete()

    assert (Change.objects.count(), connection.needs_rollback) == (0, False)


def test_names_are_compared_language_by_language(db):
    section = make_section("Panorama")
    with recording(None, SAVED, [section]) as changes:
        section.names = {"en": "Panorama", "de": "Rundblick"}
        section.save()

    assert told(changes.change, section) == [
        ("changed", "Panorama", {"Names (German)": ("Panorama", "Rundblick")})
    ]


def test_long_texts_show_their_words(film):
    old = "A quiet film about two people who meet in a forest of moss near Brussels in spring."
    new = old.replace("quiet", "gentle").replace(" in spring", "")
    pairs = pairs_between(
        {Address("catalogue.synopsis", 1): {"body": old, "language": "en", "film_id": film.pk}},
        {Address("catalogue.synopsis", 1): {"body": new, "language": "en", "film_id": film.pk}},
    )

    (row,) = differences(pairs)

    assert row.fields[0].prose == [
        ("", "A"),
        ("del", "quiet"),
        ("ins", "gentle"),
        ("", "film about two people who meet in a forest of moss near"),
        ("del", "Brussels in spring."),
        ("ins", "Brussels."),
    ]
