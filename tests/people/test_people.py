import unicodedata
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from hypothesis import given
from hypothesis import strategies as st

from people.addresses import slug_from
from people.models import Biography, BiographyText, FilmographyEntry, Person, PersonName
from people.names import guess_sort_name
from people.texts import outdated, text_in
from tests.factories import make_film, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "sort_name"),
    [
        ("Bas Devos", "Devos, Bas"),
        ("Brian De Palma", "De Palma, Brian"),
        ("Anna van der Meer", "van der Meer, Anna"),
        ("Florian Koerner von Gustorf", "von Gustorf, Florian Koerner"),
        ("Björk", "Björk"),
        ("", ""),
    ],
)
def test_a_sort_name_is_guessed_from_the_name(name, sort_name):
    assert guess_sort_name(name) == sort_name


def test_a_sort_name_that_was_entered_is_kept():
    assert make_person("Hong Sangsoo", sort_name="Hong, Sangsoo").sort_name == "Hong, Sangsoo"


def test_people_are_filed_as_a_librarian_would():
    for name in ("Zora Zorn", "Anna van der Meer", "Ada Abel", "Bo ábel", "Ida Šuster"):
        make_person(name)

    assert [person.sort_name for person in Person.objects.all()] == [
        "Abel, Ada",
        "ábel, Bo",
        "Šuster, Ida",
        "van der Meer, Anna",
        "Zorn, Zora",
    ]


def test_what_names_are_compared_and_filed_by_can_be_filled_again():
    person = make_person("Ida Šuster")
    PersonName.objects.create(person=person, name="Ида Шустер")
    Person.objects.update(folded_names="", folded_sort_name="")

    import_module("people.migrations.0003_fold_again").fold_again(apps, None)

    person.refresh_from_db()
    assert person.folded_names == "|ida suster|ида шустер|"
    assert person.folded_sort_name == "suster ida"


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Łódź, mon amour!", "lodz-mon-amour"),
        ("Here 2023", "here-2023"),
        ("街と海", "街と海"),
        ("...", "untitled"),
        ("x" * 300, "x" * 110),
    ],
)
def test_an_address_is_made_of_words_in_their_own_script(words, slug):
    assert slug_from(words) == slug


@given(st.text())
def test_any_name_makes_an_address_of_letters_figures_and_hyphens(words):
    assert all(letter.isalnum() or letter in "-_" for letter in slug_from(words))


@given(st.text(alphabet="aäéøłçñåßİÄÉØ漢がガ한שׁकि़ -.", min_size=1, max_size=20))
def test_composed_and_decomposed_names_make_one_address(words):
    composed, decomposed = (unicodedata.normalize(form, words) for form in ("NFC", "NFD"))

    assert slug_from(composed) == slug_from(decomposed)


def test_people_whose_names_look_alike_have_each_an_address_of_their_own():
    spelled = [unicodedata.normalize(form, "Zoë Ångström") for form in ("NFC", "NFD", "NFKD")]

    assert [make_person(name).slug for name in spelled] == [
        "zoe-angstrom",
        "zoe-angstrom-2",
        "zoe-angstrom-3",
    ]


def test_a_new_record_never_takes_an_address_somebody_had():
    first = make_person("Yang Liu")
    first.slug = "yang-liu-director"
    first.save()

    assert make_person("Yang Liu").slug == "yang-liu-2"


def test_an_editor_cannot_type_an_address_somebody_had():
    first, second = make_person("Yang Liu"), make_person("Yang Liu")
    first.slug = "elsewhere"
    first.save()
    second.slug = "yang-liu"

    with pytest.raises(ValidationError, match="Another record answered at this address before."):
        second.full_clean()


def test_a_record_may_take_its_own_old_address_back():
    person = make_person("Mara Vex")
    for slug in ("elsewhere", "mara-vex"):
        person.slug = slug
        person.full_clean()
        person.save()

    assert [row.slug for row in person.former_slugs.all()] == ["elsewhere"]


def test_an_address_two_people_had_leads_to_the_latter():
    first, second = make_person("Yang Liu"), make_person("Liu Yang")
    for person, slugs in ((first, ["elsewhere"]), (second, ["yang-liu", "nowhere"])):
        for slug in slugs:
            person.slug = slug
            person.save()

    assert Person.objects.at_address("yang-liu") == second
    assert [row.slug for row in first.former_slugs.all()] == []


def test_an_address_somebody_has_is_nobody_s_former_one():
    first, second = make_person("Yang Liu"), make_person("Liu Yang")
    first.slug = "elsewhere"
    first.save()
    second.slug = "yang-liu"
    second.save()

    assert [row.slug for row in first.former_slugs.all()] == []


def test_an_address_taken_in_the_meantime_is_passed_over(monkeypatch):
    make_person("Yang Liu")
    found = iter(["yang-liu", "yang-liu-2"])
    monkeypatch.setattr(Person, "free_slug", lambda person: next(found))

    assert make_person("Yang Liu").slug == "yang-liu-2"


def test_other_names_are_found_as_soon_as_they_are_entered_and_no_longer_when_deleted():
    person = make_person("Mara Vex")
    name = PersonName.objects.create(person=person, name="Марa Векс")

    assert list(Person.objects.matching("векс")) == [person]
    assert list(Person.objects.named("МАРA ВЕКС")) == [person]
    name.delete()
    assert list(Person.objects.matching("векс")) == []


def test_part_of_a_name_is_not_the_name():
    make_person("Mara Vexler")

    assert list(Person.objects.named("Mara Vex")) == []


def test_somebody_with_credits_cannot_be_deleted():
    person = make_person()
    make_film(director=person)

    with pytest.raises(ProtectedError):
        person.delete()


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"birth_year": 1492},
        {"birth_year": 1980, "death_year": 1979},
        {"death_year": 1492},
        {"death_year": 2101},
    ],
)
def test_the_database_refuses_a_person_that_cannot_be(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(**{"name": "Mara Vex", "slug": "x"} | fields)


@pytest.mark.parametrize(
    ("model", "fields", "sentence"),
    [
        (PersonName, {"name": ""}, "A name must not be empty."),
        (Biography, {"as_of_year": 1492}, "Enter a year from 1900 to 2100."),
        (FilmographyEntry, {"title": ""}, "A title must not be empty."),
        (FilmographyEntry, {"title": "Tide", "year": 1492}, "Enter a year from 1880 to 2100."),
        (BiographyText, {"language": "en", "body": ""}, "A text must not be empty."),
    ],
)
def test_the_database_refuses_what_cannot_be(model, fields, sentence):
    person = make_person()
    of_biography = any(field.name == "biography" for field in model._meta.fields)
    owner = Biography.objects.create(person=person, as_of_year=2026) if of_biography else person
    record = model(**{"biography" if of_biography else "person": owner} | fields)

    with pytest.raises(ValidationError, match=sentence):
        record.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


def test_there_is_one_biography_a_year():
    person = make_person()
    Biography.objects.create(person=person, as_of_year=2026)

    with pytest.raises(IntegrityError), transaction.atomic():
        Biography.objects.create(person=person, as_of_year=2026)


def make_texts(**bodies):
    biography = Biography.objects.create(person=make_person(), as_of_year=2026)
    return [
        BiographyText.objects.create(biography=biography, language=language, body=body)
        for language, body in bodies.items()
    ]


@pytest.mark.parametrize(
    ("bodies", "language", "shown"),
    [
        ({"en": "A life.", "de": "Ein Leben."}, "de", "Ein Leben."),
        ({"en": "A life."}, "de", "A life."),
        ({"de": "Ein Leben."}, "en", "Ein Leben."),
    ],
)
def test_a_text_falls_back_to_the_default_language_and_then_to_any(bodies, language, shown):
    assert text_in(make_texts(**bodies), language).body == shown


def test_there_is_no_text_where_none_was_written():
    assert text_in([], "en") is None


def test_a_translation_is_outdated_once_its_source_changes():
    english, german = make_texts(en="A life.", de="Ein Leben.")
    german.source_language = "en"
    german.save()
    assert outdated([english, german]) == []

    english.body = "A longer life."
    english.save()

    assert outdated([english, german]) == [german]
