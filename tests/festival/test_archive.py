from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from catalogue.models import Credit, Edition, Film, Selection
from festival.archive.words import Slugs
from people.models import Person
from people.words import words_of
from tests.factories import make_film

pytestmark = pytest.mark.django_db

SMALL = {"editions": 3, "films": 30, "people": 90, "credits": 600}


def make_archive(**options):
    """What `manage.py make_archive` prints."""
    out = StringIO()
    call_command("make_archive", stdout=out, **SMALL | options)
    return out.getvalue()


def written():
    """All that tells one archive from another, then taken back."""
    with transaction.atomic():
        make_archive(seed=7)
        credits = Credit.objects.order_by("pk")
        told = [
            list(Edition.objects.values_list("year", "name")),
            list(Film.objects.values_list("slug", "folded_titles", "year", "runtime_minutes")),
            list(credits.values_list("film__slug", "person__slug", "function__key", "character")),
            sorted(
                Selection.objects.values_list("film__slug", "section__slug", "screenings__code")
            ),
        ]
        transaction.set_rollback(True)
    return told


def test_makes_as_much_as_is_asked_for_and_shows_how_far_it_is():
    printed = make_archive()

    assert [edition.year for edition in Edition.objects.all()] == [2026, 2025, 2024]
    assert (Film.objects.count(), Person.objects.count()) == (30, 90)
    assert 540 < Credit.objects.count() <= 600
    assert not Person.objects.filter(credits=None).exists()
    assert printed.splitlines() == [
        "[####                                    ]  10 %",
        "[################                        ]  40 %",
        "[############################            ]  70 %",
        "[########################################] 100 %",
        "The archive is there.",
    ]


def test_is_the_same_every_time():
    assert written() == written()


def test_holds_what_saving_each_record_would_have_written():
    make_archive()

    for model in (Film, Person, Credit):
        for record in model.objects.all():
            kept = dict(record.words.values_list("word", "kind"))
            folded = {name: value for name, value in vars(record).items() if "fold" in name}
            assert kept == words_of(record, model.found_by)
            record.save()
            assert {name: vars(record)[name] for name in folded} == folded
            assert dict(record.words.values_list("word", "kind")) == kept


def test_its_pages_answer(client):
    make_archive()
    film = Selection.objects.public().films().first()
    person = film.credits.first().person

    for address in ("/", "/2025/programme/", film.get_absolute_url(), person.get_absolute_url()):
        assert client.get(address).status_code == 200


def test_wants_an_empty_database():
    make_film("Somebody’s own")

    with pytest.raises(CommandError, match="an empty one"):
        make_archive()

    assert Film.objects.count() == 1


@pytest.mark.parametrize("odd", [{"editions": 0}, {"films": 2}, {"credits": 20}, {"newest": 1900}])
def test_refuses_a_size_that_cannot_be(odd):
    with pytest.raises(CommandError, match="no archive of that size"):
        make_archive(**odd)

    assert not Film.objects.exists()


def test_no_address_is_given_out_twice():
    slugs = Slugs()

    assert [slugs.free(words) for words in ("Tide", "Tide 2", "Tide", "Tide")] == [
        "tide",
        "tide-2",
        "tide-3",
        "tide-4",
    ]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans without counting")
def test_the_server_knows_how_much_there_is_when_it_is_first_asked():
    make_archive()

    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'catalogue_credit'")
        assert cursor.fetchone() == (Credit.objects.count(),)
