from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from catalogue.models import (
    Film,
    FilmCountry,
    FilmLanguage,
    Programme,
    Screening,
    Selection,
    Still,
    Synopsis,
)
from catalogue.proof.missing import LACKS, OF_FILMS, lacking, lacks
from tests.factories import (
    make_film,
    make_note,
    make_screening,
    make_selection,
    make_still,
    make_synopsis,
)

pytestmark = pytest.mark.django_db


def keys(found):
    return [lack.key for lack in found]


def complete():
    """A selection of which nothing is missing."""
    film = make_film("Tide", "Mara Vex", ["BE"], ["fr"], form="fiction")
    still = make_still(film, credit="© Salt")
    Still.objects.filter(pk=still.pk).update(names={"en": "A pier", "de": "Ein Steg"})
    make_synopsis("Fog.", film=film)
    make_synopsis("Nebel.", "de", film=film, source_language="en")
    selection = make_selection(film, premiere_status="world")
    make_screening(selection)
    return selection


def age(text, **by):
    type(text).objects.filter(pk=text.pk).update(compared_at=timezone.now() - timedelta(**by))


def put_out_of_date(selection):
    age(selection.film.synopses.get(language="de"), days=2)


def translate_a_note_too_early(selection):
    make_note("Look.", selection=selection)
    age(make_note("Schau.", "de", selection=selection, source_language="en"), days=2)


def cancel(selection):
    selection.screenings.update(status=Screening.Status.CANCELLED)


def of_film(**changes):
    return lambda selection: Film.objects.filter(pk=selection.film_id).update(**changes)


LOSSES = {
    "director": lambda selection: selection.film.credits.all().delete(),
    "country": lambda selection: FilmCountry.objects.all().delete(),
    "year": of_film(year=None),
    "runtime": of_film(runtime_minutes=None),
    "language": lambda selection: FilmLanguage.objects.all().delete(),
    "form": of_film(form=""),
    "synopsis-en": lambda selection: Synopsis.objects.filter(language="en").delete(),
    "synopsis-de": lambda selection: Synopsis.objects.filter(language="de").delete(),
    "outdated-synopsis": put_out_of_date,
    "outdated-note": translate_a_note_too_early,
    "still": lambda selection: Still.objects.update(kind="poster"),
    "alternative-text-en": lambda selection: Still.objects.update(names={"de": "Ein Steg"}),
    "alternative-text-de": lambda selection: Still.objects.update(names={"en": "A pier"}),
    "credit-line": lambda selection: Still.objects.update(credit=""),
    "premiere": lambda selection: Selection.objects.update(premiere_status=""),
    "screening": cancel,
}


def test_the_list_knows_every_loss():
    assert list(LOSSES) == keys(LACKS)


def test_of_a_complete_selection_nothing_is_missing():
    selection = complete()

    assert lacks(Selection.objects.all()) == {selection.pk: []}
    assert not lacking(Selection.objects.all(), LOSSES).exists()


@pytest.mark.parametrize("key", LOSSES)
def test_what_is_lost_is_missing_and_nothing_else(key):
    selection, other = complete(), make_selection(make_film("Bare"))
    LOSSES[key](selection)

    assert keys(lacks(Selection.objects.of_film(selection.film))[selection.pk]) == [key]
    assert set(lacking(Selection.objects.all(), [key])) >= {selection}
    others = [other_key for other_key in LOSSES if other_key != key]
    assert set(lacking(Selection.objects.all(), others)) == {other}


def test_a_film_is_asked_for_what_is_its_own():
    selection = complete()
    Synopsis.objects.filter(language="de").delete()
    cancel(selection)

    assert keys(lacks(Film.objects.all())[selection.film_id]) == ["synopsis-de"]
    assert list(lacking(Film.objects.all(), ["synopsis-de"])) == [selection.film]
    assert list(lacking(Film.objects.all(), ["screening", "premiere"])) == []
    assert {"screening", "premiere", "outdated-note"}.isdisjoint(keys(OF_FILMS))


def test_a_screening_in_a_programme_of_shorts_is_one():
    selection = make_selection()
    programme = Programme.objects.create(
        names={"en": "Shorts"}, edition=selection.edition, section=selection.section
    )
    programme.slots.create(selection=selection)
    make_screening(programme=programme, status="tentative")

    assert not lacking(Selection.objects.all(), ["screening"]).exists()


def test_a_film_without_a_still_lacks_no_alternative_text():
    make_selection()

    assert not lacking(Selection.objects.all(), ["alternative-text-en", "credit-line"]).exists()


def test_nobody_lacks_what_nobody_knows():
    make_selection()

    assert list(lacking(Selection.objects.all(), ["beauty"])) == []


@pytest.mark.parametrize("number", [1, 3])
def test_all_of_it_takes_one_query(django_assert_num_queries, number):
    for _number in range(number):
        make_selection()

    with django_assert_num_queries(1):
        found = lacks(Selection.objects.all())

    assert len(found) == number
    assert len(settings.LANGUAGES) == 2
