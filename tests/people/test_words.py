import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.folding import fold
from people.models import BiographyText, Person, PersonName, PersonWord
from people.words import Word, parts_of, search_parts, words_in, write_all_words
from tests.factories import make_biography, make_person


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Łódź, mon amour", ["lodz", "mon", "amour"]),
        ("L’Été", ["lete"]),
        ("海の光", ["海の光", "の光", "光"]),
        ("東京TV 2", ["東京", "京", "tv", "2"]),
        ("기생충", ["기생충"]),
        ("ป่า", ["ป่า", "่า", "า"]),
        ("???", []),
        ("x" * 50, ["x" * 40]),
    ],
)
def test_words_are_folded_and_unspaced_scripts_found_from_every_letter(text, words):
    assert list(words_in(text)) == words


def test_a_search_is_answered_for_eight_words_each_once():
    assert search_parts("a a b c d e f g h i j") == ["a", "b", "c", "d", "e", "f", "g", "h"]


@given(st.text())
def test_every_part_of_a_text_is_one_of_its_words_or_begins_one(text):
    words = list(words_in(text))

    assert "".join(parts_of(text)) == fold(text).replace(" ", "")
    for part in search_parts(text):
        assert any(word.startswith(part) for word in words)


def words_of(record):
    return {word.word: word.kind for word in type(record).word_model().objects.filter(owner=record)}


NAME = Word.Kind.NAME


@pytest.mark.django_db
def test_a_person_keeps_the_words_of_every_name():
    person = make_person("Ida Šuster")
    other = PersonName.objects.create(person=person, name="Ида")

    assert words_of(person) == {"ida": NAME, "suster": NAME, "ида": NAME}
    other.delete()
    person.name, person.sort_name = "Ida Kant", ""
    person.save()
    assert words_of(person) == {"ida": NAME, "kant": NAME}


@pytest.mark.django_db
def test_words_that_stay_are_left_alone(django_assert_num_queries):
    person = make_person("Ida Šuster")
    kept = PersonWord.objects.get(word="ida").pk

    person.name, person.sort_name = "Ida Kant", ""
    person.save()

    assert PersonWord.objects.get(word="ida").pk == kept


@pytest.mark.django_db
def test_words_go_with_their_record():
    person = make_person("Ida Šuster")
    make_biography(person, body="A life.")

    person.delete()

    assert not PersonWord.objects.exists()
    assert not BiographyText.word_model().objects.exists()


@pytest.mark.django_db
def test_words_can_be_written_again():
    person = make_person("Ida Šuster")
    before = words_of(person)
    PersonWord.objects.filter(word="ida").update(word="gone")

    write_all_words(Person, PersonWord, Person.found_by)

    assert words_of(person) == before


@pytest.mark.django_db
def test_words_stand_in_the_order_of_their_code_points():
    for name in ("Zora", "Éa", "海", "Ärna", "ёж"):
        make_person(name)

    assert list(PersonWord.objects.values_list("word", flat=True)) == [
        "arna",
        "ea",
        "zora",
        "еж",
        "海",
    ]
