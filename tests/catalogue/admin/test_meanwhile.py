"""Two editors of one record: nobody writes over what they have not seen."""

import pytest

from catalogue.models import Film, Venue
from people.models import Person
from tests.catalogue.admin.editors import Editor
from tests.factories import (
    make_credit,
    make_film,
    make_person,
    make_screen,
    make_selection,
    make_synopsis,
    make_venue,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def film():
    film = make_film("Here", "Bas Devos", countries=["BE"], languages=["fr"])
    make_credit(film, "Liyo Gong", "cast_member", character="ShuXiu")
    make_credit(film, "Stefan Gota", "cast_member", character="Stefan", position=1)
    make_synopsis("Stefan cooks.", film=film)
    return film


@pytest.fixture
def editors(film):
    return Editor("ada").open(film), Editor("bo").open(film)


def test_what_only_they_changed_is_theirs_and_what_only_i_changed_mine(film, editors):
    ada, bo = editors
    ada.save(year=2023)

    bo.save(form="fiction")

    film.refresh_from_db()
    assert ada.is_saved and not bo.is_saved
    assert bo.told == [("", "Year", "2026", "2023", "")]
    assert [change.user_name for change in bo.page.context["meanwhile"].changes] == ["ada"]
    assert (film.year, film.form) == (2023, "")
    assert (bo.form["year"], bo.form["form"]) == ("2023", "fiction")

    bo.save()

    film.refresh_from_db()
    assert bo.is_saved
    assert (film.year, film.form) == (2023, "fiction")


@pytest.mark.parametrize(("choice", "year"), [("mine", 2022), ("theirs", 2023)])
def test_what_both_changed_has_to_be_chosen(film, editors, choice, year):
    ada, bo = editors
    ada.save(year=2023)

    bo.save(year=2022)
    assert bo.told == [("", "Year", "2026", "2023", "2022")]
    bo.save()
    assert bo.told == [("", "Year", "2026", "2023", "2022")]
    film.refresh_from_db()
    assert (film.year, bo.form["year"]) == (2023, "2022")

    bo.save(**{"choice-year": choice})

    film.refresh_from_db()
    assert (bo.is_saved, film.year) == (True, year)


def test_who_typed_the_same_is_not_asked(film, editors):
    ada, bo = editors
    ada.save(year=2023)

    bo.save(year=2023)

    assert bo.is_saved


def test_rows_are_told_apart_by_what_they_are(film, editors):
    """A row is deleted, so that all later ones stand elsewhere in the form."""
    ada, bo = editors
    ada.save(**{"cast-0-DELETE": "on"})

    bo.save(**{"cast-1-character": "Stefan, a builder"})

    assert bo.told == [
        (
            "Cast: Cast: Liyo Gong",
            "The whole row",
            "Cast: Liyo Gong",
            "deleted",
            "kept as it was",
        )
    ]
    bo.save()
    assert bo.is_saved
    assert [(str(c), c.character) for c in film.credits.filter(function__key="cast_member")] == [
        ("Cast: Stefan Gota", "Stefan, a builder")
    ]


def test_a_row_that_was_deleted_is_kept_by_who_wants_it(film, editors):
    ada, bo = editors
    ada.save(**{"cast-0-DELETE": "on"})
    bo.save(title="There")
    key = bo.page.context["meanwhile"].entries[0].key

    bo.save(**{f"choice-{key}": "mine"})

    assert bo.is_saved
    cast = film.credits.filter(function__key="cast_member")
    assert [(str(c), c.character, c.position) for c in cast] == [
        ("Cast: Liyo Gong", "ShuXiu", 0),
        ("Cast: Stefan Gota", "Stefan", 1),
    ]


def test_what_was_typed_into_a_deleted_row_has_to_be_decided(film, editors):
    ada, bo = editors
    ada.save(**{"cast-0-DELETE": "on"})

    bo.save(**{"cast-0-character": "Shu Xiu"})
    bo.save()
    (entry,) = bo.page.context["meanwhile"].entries
    assert (entry.yours, entry.is_open) == ("kept", True)
    bo.save(**{f"choice-{entry.key}": "mine"})

    assert bo.is_saved
    assert film.credits.filter(character="Shu Xiu").count() == 1


@pytest.mark.parametrize(
    ("choice", "characters"), [("mine", ["Stefan"]), ("theirs", ["Shu Xiu", "Stefan"])]
)
def test_a_row_i_delete_and_they_changed_has_to_be_decided(film, editors, choice, characters):
    ada, bo = editors
    ada.save(**{"cast-0-character": "Shu Xiu"})

    bo.save(**{"cast-0-DELETE": "on"})
    assert bo.told == [
        ("Cast: Cast: Liyo Gong", "The whole row", "Cast: Liyo Gong", "Character", "deleted")
    ]
    (entry,) = bo.page.context["meanwhile"].entries
    bo.save(**{f"choice-{entry.key}": choice})

    assert bo.is_saved
    cast = film.credits.filter(function__key="cast_member")
    assert [credit.character for credit in cast] == characters


def test_rows_that_both_added_are_both_there(film, editors):
    ada, bo = editors
    for editor, title in ((ada, "Hier"), (bo, "Ici")):
        editor.form |= {
            "titles-TOTAL_FORMS": 1,
            "titles-0-kind": "local",
            "titles-0-language": title[:2],
            "titles-0-title": title,
        }
    ada.save()

    bo.save()
    assert bo.told == [("Further titles: Hier", "The whole row", "–", "added", "")]
    bo.save()

    assert bo.is_saved
    assert sorted(title.title for title in film.titles.all()) == ["Hier", "Ici"]


def test_texts_are_compared_by_language_even_if_both_are_new(film, editors):
    ada, bo = editors
    ada.save(**{"synopses-1-body": "Stefan kocht."})

    bo.save(**{"synopses-1-body": "Stefan backt.", "synopses-0-body": "Stefan bakes."})

    assert bo.told == [("Synopses: German", "Text", "–", "Stefan kocht.", "Stefan backt.")]
    bo.save(**{"choice-synopses-de-body": "mine"})
    assert bo.is_saved
    assert sorted(text.body for text in film.synopses.all()) == ["Stefan backt.", "Stefan bakes."]


def test_a_text_that_was_emptied_comes_back_if_it_was_mended(film, editors):
    ada, bo = editors
    ada.save(**{"synopses-0-body": ""})

    bo.save(**{"synopses-0-body": "Stefan bakes."})
    assert bo.told == [("Synopses: English", "Text", "Stefan cooks.", "–", "Stefan bakes.")]
    bo.save(**{"choice-synopses-en-body": "mine"})

    assert bo.is_saved
    assert film.synopses.get().body == "Stefan bakes."


def test_an_order_that_both_changed_is_one_choice(film, editors):
    ada, bo = editors
    make_credit(film, "Teodor Corban", "cast_member", position=2)
    ada.open(film), bo.open(film)
    ada.save(**{"cast-0-position": 5})

    bo.save(**{"cast-0-position": 3, "cast-1-position": 9})

    assert [entry.key for entry in bo.page.context["meanwhile"].entries] == ["cast-position"]
    assert bo.told[0][3:] == (
        "Cast: Stefan Gota, Cast: Teodor Corban, Cast: Liyo Gong",
        "Cast: Teodor Corban, Cast: Liyo Gong, Cast: Stefan Gota",
    )
    bo.save(**{"choice-cast-position": "mine"})
    assert bo.is_saved
    cast = film.credits.filter(function__key="cast_member").order_by("position")
    assert [credit.position for credit in cast] == [2, 3, 9]


def test_notes_on_the_page_of_the_film_are_compared_too(film):
    selection = make_selection(film)
    ada, bo = Editor("ada").open(film), Editor("bo").open(film)
    ada.save(**{"selections-0-note_en": "Quiet."})

    bo.save(**{"selections-0-note_en": "Loud.", "selections-0-status": "withdrawn"})

    assert bo.told == [
        (f"Selections: {selection}", "Programme note (English)", "–", "Quiet.", "Loud.")
    ]
    key = f"choice-selections-{selection.pk}-note_en"
    bo.save(**{key: "theirs"})
    selection.refresh_from_db()
    assert bo.is_saved
    assert (selection.notes.get().body, selection.status) == ("Quiet.", "withdrawn")


def test_a_selection_changed_on_its_own_page_is_a_change_of_the_film(film):
    selection = make_selection(film)
    ada, bo = Editor("ada").open(selection), Editor("bo").open(film)
    ada.save(status="withdrawn")

    bo.save(**{"selections-0-status": "invited"})

    assert bo.told == [(f"Selections: {selection}", "Status", "confirmed", "withdrawn", "invited")]


def test_what_a_form_does_not_show_does_not_stop_it(film):
    selection = make_selection(film)
    ada, bo = Editor("ada").open(selection), Editor("bo").open(film)
    ada.save(age_rating=12)

    bo.save(year=2023)

    selection.refresh_from_db()
    assert (bo.is_saved, selection.age_rating) == (True, 12)


def test_a_third_editor_is_heard_too(film, editors):
    ada, bo = editors
    ada.save(year=2023)
    bo.save(year=2022)
    Editor("cy").open(film).save(year=2021, form="essay")

    bo.save(**{"choice-year": "mine"})

    assert bo.told == [
        ("", "Year", "2023", "2021", "2022"),
        ("", "Form", "–", "Essay film", ""),
    ]
    bo.save(**{"choice-year": "theirs"})
    film.refresh_from_db()
    assert (bo.is_saved, film.year, film.form) == (True, 2021, "essay")


def test_a_form_that_does_not_say_what_it_has_seen_writes_over_nothing(film, editors):
    ada, bo = editors
    ada.save(year=2023)

    bo.save(seen_change=None, year=2022)

    film.refresh_from_db()
    assert (bo.is_saved, film.year) == (False, 2023)


def test_wrong_values_are_said_beside_what_was_changed_meanwhile(film, editors):
    ada, bo = editors
    ada.save(form="fiction")

    bo.save(year="soon", runtime_minutes=-3)

    assert bo.page.context["adminform"].form.errors["year"] == ["Enter a whole number."]
    assert (bo.form["year"], bo.form["form"]) == ("soon", "fiction")
    assert bo.told == [("", "Form", "–", "Fiction", "")]


@pytest.mark.parametrize(
    "more",
    [
        {"seen_change": "9" * 40},
        {"seen_change": "-1"},
        {"seen_change": "soon"},
        {"meanwhile": ["year", "cast-9-row", "titles-1-row", "nothing", "\x00", "cast-position"]},
        {"cast-TOTAL_FORMS": "many"},
        {"cast-TOTAL_FORMS": "99999999999"},
        {"cast-0-id": "99999999999999999999"},
        {"cast-0-id": "x", "cast-1-position": "1" * 50},
        {"year": "\x00", "cast-0-character": "\x00"},
        {"synopses-0-language": "xx"},
        {"meanwhile": "titles-7-row", "choice-titles-7-row": "mine", "kept-titles-7-row-kind": "x"},
    ],
)
def test_what_no_form_sends_is_answered_and_writes_over_nothing(film, editors, more):
    ada, bo = editors
    ada.save(year=2023)

    bo.save(**{"title": "There"} | more)

    film.refresh_from_db()
    assert bo.page.status_code == 200
    assert (film.year, film.title) == (2023, "Here")


def test_a_record_of_names_per_language_is_compared_too():
    venue = make_venue("Rex", city="Lund")
    make_screen(venue, "1")
    ada, bo = Editor("ada").open(venue), Editor("bo").open(venue)
    ada.save(names_en="Royal", **{"screens-0-has_induction_loop": "on"})

    bo.save(names_de="Palast", city="Malmö")

    assert bo.told == [
        ("", "Names (English)", "Rex", "Royal", ""),
        ("Screens: Royal 1", "Induction loop", "no", "yes", ""),
    ]
    bo.save(names_en="Royal Rex")
    assert Venue.objects.get().names == {"en": "Royal Rex", "de": "Palast"}


def test_people_are_compared_with_their_names():
    person = make_person("Bas Devos")
    ada, bo = Editor("ada").open(person), Editor("bo").open(person)
    row = {"names-TOTAL_FORMS": 1, "names-0-language": ""}
    ada.save(birth_year=1983, **row, **{"names-0-name": "Devos"})

    bo.save(birth_year=1984)

    assert bo.told == [
        ("", "Born in", "–", "1983", "1984"),
        ("Other names: Devos", "The whole row", "–", "added", ""),
    ]
    bo.save(**{"choice-birth_year": "mine"})
    person = Person.objects.get()
    assert (person.birth_year, str(person.names.get())) == (1984, "Devos")


def test_a_popup_is_no_way_round(film):
    ada, bo = Editor("ada").open(film), Editor("bo").open(film)
    ada.save(year=2023)

    bo.save(_popup="1", year=2022)

    assert (bo.page.status_code, Film.objects.get().year) == (200, 2023)
