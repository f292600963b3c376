from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import translation

from catalogue.models import (
    Company,
    Country,
    Credit,
    Edition,
    Film,
    FilmTitle,
    Function,
    ProgrammeNote,
    Section,
    SectionDescription,
    Selection,
    Synopsis,
    VenueDescription,
)
from catalogue.titles import sort_title, without_article
from tests.factories import (
    make_company_credit,
    make_credit,
    make_film,
    make_person,
    make_section,
    make_selection,
    make_venue,
)
from tests.pages import text, titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "language", "rest"),
    [
        ("The Marathon", "en", "Marathon"),
        ("Die Fremde", "de", "Fremde"),
        ("Die Hard", "en", "Die Hard"),
        ("L’Animale", "fr", "Animale"),
        ("L’ Animale", "it", "Animale"),
        ("’t Schouwspel", "nl", "Schouwspel"),
        ("A kék", "hu", "kék"),
        ("A", "en", "A"),
        ("The", "en", "The"),
        ("Une femme est une femme", "fr-BE", "femme est une femme"),
        ("Der", "", "Der"),
    ],
)
def test_an_article_of_the_title_s_own_language_is_passed_over(title, language, rest):
    assert without_article(title, language) == rest


def test_titles_are_filed_as_a_librarian_would():
    titles = [
        ("The 9th Room", "en"),
        ("10 Rooms", "en"),
        ("Łódź", "pl"),
        ("Élan", "fr"),
        ("Lu", ""),
    ]

    filed = sorted(titles, key=lambda title: sort_title(*title))

    assert [title for title, _ in filed] == ["The 9th Room", "10 Rooms", "Élan", "Łódź", "Lu"]


def test_an_editor_may_file_a_title_elsewhere():
    film = make_film("IX", filed_under="Nine")

    assert film.sort_title == "nine"


def test_the_page_s_language_has_its_own_title_where_the_film_has_one():
    film = make_film("City Light", original_title="Городской свет")
    FilmTitle.objects.create(film=film, title="Stadtlicht", language="de")

    assert (film.shown_title, film.second_title) == ("City Light", "Городской свет")
    with translation.override("de"):
        assert (film.shown_title, film.second_title) == ("Stadtlicht", "Городской свет")


def test_an_original_title_that_is_the_title_is_stored_once():
    assert make_film("Here", original_title="Here").original_title == ""


def test_minutes_follow_from_seconds():
    assert make_film(runtime_minutes=None, runtime_seconds=957).runtime_minutes == 16


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"runtime_minutes": 0},
        {"year": 1492},
        {"runtime_minutes": 90, "runtime_seconds": 60},
    ],
)
def test_the_database_refuses_a_film_that_cannot_be(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Film.objects.create(**{"title": "Here", "slug": "here"} | fields)


@pytest.mark.parametrize(
    ("model", "fields", "sentence"),
    [
        (FilmTitle, {"title": ""}, "A title must not be empty."),
        (Synopsis, {"language": "en", "body": ""}, "A text must not be empty."),
        (ProgrammeNote, {"language": "en", "body": ""}, "A text must not be empty."),
        (SectionDescription, {"language": "en", "body": ""}, "A text must not be empty."),
        (VenueDescription, {"language": "en", "body": ""}, "A text must not be empty."),
        (Edition, {"year": 1492, "name": "Marquee"}, "Enter a year from 1900 to 2100."),
    ],
)
def test_the_database_refuses_what_cannot_be(model, fields, sentence):
    selection, venue = make_selection(), make_venue()
    owners = {"film": selection.film, "selection": selection, "section": selection.section}
    owners |= {"venue": venue}
    named = {field.name for field in model._meta.fields}
    owner = {name: record for name, record in owners.items() if name in named}
    record = model(**owner, **fields)

    with pytest.raises(ValidationError, match=sentence):
        record.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


def test_what_titles_and_names_are_compared_and_filed_by_can_be_filled_again():
    film = make_film("The 9th Łódź", title_language="en", original_title="ガラス")
    FilmTitle.objects.create(film=film, title="Das 9. Łódź", language="de")
    other = make_film("IX", filed_under="Nine")
    credit = make_credit(film, credited_as="Ida Šuster")
    company = make_company_credit(film, "Ørsted Film").company
    Film.objects.update(folded_titles="", sort_title="")
    Credit.objects.update(folded_credited_as="")
    Company.objects.update(folded_name="")

    import_module("catalogue.migrations.0005_fold_again").fold_again(apps, None)

    for record in (film, other, credit, company):
        record.refresh_from_db()
    assert film.folded_titles == "|the 9th lodz|ガラス|das 9 lodz|"
    assert (film.sort_title, other.sort_title) == ("000009th lodz", "nine")
    assert (credit.folded_credited_as, company.folded_name) == ("ida suster", "orsted film")


def test_a_film_in_the_programme_cannot_be_deleted():
    film = make_selection().film

    with pytest.raises(ProtectedError):
        film.delete()


def test_a_film_is_selected_once_for_a_section_of_an_edition():
    selection = make_selection()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_selection(selection.film, selection.edition, selection.section)


def test_a_credit_prints_the_name_as_credited_and_keeps_the_person():
    person = make_person("Sergio Leone")
    credit = make_credit(make_film(), person, credited_as="Bob Robertson")
    same = make_credit(make_film(), person, credited_as="Sergio Leone")

    assert (credit.printed_name, credit.person) == ("Bob Robertson", person)
    assert same.credited_as == ""
    assert list(Credit.objects.to_one_of(["bob robertson"])) == [credit]


def test_credits_come_in_print_order():
    film = make_film()
    for function in ("executive_producer", "film_editor", "director", "composer", "writer"):
        make_credit(film, None, function)

    assert [credit.function.key for credit in film.credits.all()] == [
        "director",
        "writer",
        "film_editor",
        "composer",
        "executive_producer",
    ]


def test_functions_in_the_same_place_keep_their_credits_together():
    film = make_film()
    Function.objects.filter(key="composer").update(
        position=Function.objects.get(key="film_editor").position
    )
    for position in range(2):
        for function in ("film_editor", "composer"):
            make_credit(film, None, function, position=position)

    functions = [credit.function.key for credit in film.credits.all()]

    assert functions == sorted(functions, key=functions.index)


def test_the_vocabulary_of_functions_is_whole():
    functions = Function.objects.select_related("department")

    assert functions.count() >= 60
    assert [f.key for f in functions if set(f.names) != {"en", "de"}] == []
    assert len({function.position for function in functions}) == functions.count()


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        ({"premiere_status": "world"}, "World premiere"),
        ({"premiere_status": "continental", "premiere_region": "european"}, "European premiere"),
        ({"premiere_status": "national", "country": "AT"}, "Premiere in Austria"),
        ({}, ""),
    ],
)
def test_a_premiere_is_printed_with_its_place(fields, printed):
    country = Country.objects.filter(code=fields.get("country")).first()
    of_premiere = {name: value for name, value in fields.items() if name != "country"}

    assert make_selection(premiere_country=country, **of_premiere).premiere == printed


def test_a_region_belongs_to_a_continental_premiere_alone():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_selection(premiere_status="world", premiere_region="european")


def test_sections_are_named_in_the_page_s_language_or_the_default():
    section = Section(names={"en": "Harbour Lights", "de": "Hafenlichter"})

    assert str(section) == "Harbour Lights"
    with translation.override("de"):
        assert str(section) == "Hafenlichter"
        assert str(Section(names={"en": "Panorama"})) == "Panorama"


def test_only_confirmed_selections_past_their_hour_are_public():
    for status in Selection.Status.values:
        make_selection(make_film(status), status=status)

    assert [s.film.title for s in Selection.objects.public()] == ["confirmed"]


def test_a_filter_shared_before_a_section_was_renamed_still_finds_its_films(client):
    section = make_section("Panorama")
    make_selection(make_film("Here"), section=section)
    make_selection(make_film("There"), section=make_section("Encounters"))
    for slug in ("views", "wide-views"):
        section.slug = slug
        section.save()

    for address in ("section=panorama", "section=views&section=panorama", "section=wide-views"):
        assert titles(client.get(f"/2026/programme/?{address}")) == ["Here"]


def test_a_film_in_two_sections_counts_as_often_as_it_is_listed(client):
    film = make_film("Here", countries=["BE", "FR"])
    make_selection(film, section=make_section("Panorama"))
    make_selection(film, section=make_section("Encounters"))

    assert titles(client.get("/2026/programme/")) == ["Here", "Here"]
    assert titles(client.get("/2026/countries/belgium/")) == ["Here", "Here"]
    assert Selection.objects.figures() == {"films": 2, "countries": 2}
    assert "2 films from 2 countries." in text(client.get("/2026/"))
    assert "Belgium 2 France 2" in text(client.get("/2026/countries/"))
    assert "12–22 February 2026 · 2 films" in text(client.get("/archive/"))


def test_a_name_of_letters_that_grow_when_folded_is_saved(client):
    """One such letter folds to eighteen, and PostgreSQL would refuse what a column cannot hold."""
    film = make_film("\ufdfa" * 300)
    credit = make_credit(film, "\ufdfa" * 200, credited_as="\ufdfb" * 200)
    company = make_company_credit(film, "\ufdfa" * 200).company

    for record, field in (
        (film, "sort_title"),
        (credit, "folded_credited_as"),
        (credit.person, "folded_sort_name"),
        (company, "folded_name"),
    ):
        record.refresh_from_db()
        assert len(getattr(record, field)) > 1500
