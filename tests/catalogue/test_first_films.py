import pytest

from catalogue.first_films import firsts
from catalogue.models import Film
from tests.factories import make_biography, make_credit, make_edition, make_film, make_person

pytestmark = pytest.mark.django_db


def standing(film, archive=None):
    archive = Film.objects.all() if archive is None else archive
    return firsts(Film.objects.filter(pk=film.pk), make_edition(), archive).get(film.pk)


def film_by(*filmography, **fields):
    """A film of 2026 by somebody whose filmography has these lines, if any."""
    director = make_person()
    if filmography:
        make_biography(director, filmography=filmography)
    return make_film("Tide", director, **fields)


SHORT, DOC = {"kind": "short film"}, {"kind": "doc."}


@pytest.mark.parametrize(
    ("filmography", "minutes", "known"),
    [
        ([], 90, "unknown"),
        ([(2026, "Tide")], 90, "first"),
        ([(2024, "Sketch", SHORT), (2026, "Tide")], 90, "first"),
        ([(2024, "Sketch", SHORT), (2026, "Tide")], 12, "later"),
        ([(2024, "Before")], 90, "later"),
        ([(2024, "Before", DOC)], 90, "later"),
        ([(2025, "Tide")], 90, "first"),  # its own line, a year off
        ([(2026, "Another")], 90, "first"),
        ([(None, "In the works")], 90, "first"),
    ],
)
def test_a_filmography_tells_a_first_film(filmography, minutes, known):
    assert standing(film_by(*filmography, runtime_minutes=minutes)) == known


def test_our_own_archive_tells_that_it_is_not_the_first():
    film = film_by((2026, "Tide"))
    director = film.credits.get().person
    make_film("Sketch", director, year=2022, runtime_minutes=15)
    assert standing(film) == "first"

    before = make_film("Before", director, year=2023)

    assert standing(film) == "later"
    assert standing(film, Film.objects.exclude(pk=before.pk)) == "first"


def test_a_film_of_two_is_a_first_film_where_it_is_for_both():
    film = film_by((2026, "Tide"))
    second = make_person()
    make_credit(film, second)
    assert standing(film) == "unknown"

    make_biography(second, filmography=[(2026, "Tide")])
    assert standing(film) == "first"

    make_film("Before", second, year=2020)
    assert standing(film) == "later"


def test_where_the_year_is_not_known_neither_is_whether_it_was_the_first():
    assert standing(film_by((2024, "Before"), year=None)) == "unknown"


def test_a_film_without_director_stands_nowhere():
    assert standing(make_film()) is None


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_four_queries(django_assert_num_queries, number):
    for _number in range(number):
        film_by((2024, "Before"))

    edition = make_edition()
    with django_assert_num_queries(4):
        assert len(firsts(Film.objects.all(), edition, Film.objects.all())) == number
