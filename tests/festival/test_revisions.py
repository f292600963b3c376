"""Whatever way something public is changed, the same transaction counts up the revision."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from catalogue.models import Film, Page, PreviewLink
from festival.databases import revised
from festival.databases.statements import changes_public
from people.models import Revision
from tests.factories import make_film, make_person, make_selection

really = pytest.mark.django_db(transaction=True, serialized_rollback=True)


needs_a_server = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="one connection at a time to a database in memory"
)


def number():
    revision = Revision.objects.first()
    return revision.number if revision else 0


def counted_by(change):
    before = number()
    change()
    return number() - before


def raw(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def all_together(*changes):
    with transaction.atomic():
        for change in changes:
            change()


@really
def test_each_way_of_writing_counts_up_once():
    film = make_film("Here")
    films = Film.objects.filter(pk=film.pk)
    page = Page.objects.create(slug="about", names={"en": "About"})

    assert {
        "save": counted_by(film.save),
        "update": counted_by(lambda: films.update(year=1974)),
        "bulk_create": counted_by(
            lambda: Page.objects.bulk_create([Page(slug=slug, names={}) for slug in "abc"])
        ),
        "bulk_update": counted_by(lambda: Film.objects.bulk_update([film], ["year"])),
        "get_or_create": counted_by(lambda: Page.objects.get_or_create(slug="d", names={})),
        "raw": counted_by(lambda: raw("UPDATE catalogue_film SET year = 1975")),
        "many": counted_by(lambda: all_together(film.save, page.save, film.save)),
        "delete": counted_by(page.delete),
        "delete of many": counted_by(films.delete),
    } == dict.fromkeys(
        [
            *("save", "update", "bulk_create", "bulk_update", "get_or_create"),
            *("raw", "many", "delete", "delete of many"),
        ],
        1,
    )


@really
def test_a_row_that_was_created_alone_has_its_key():
    assert Page.objects.get(pk=Page.objects.create(slug="about", names={}).pk).slug == "about"


@really
def test_what_nobody_sees_counts_nothing(client):
    editor = User.objects.create_superuser("ida", password="secret")
    link = PreviewLink.objects.create(selection=make_selection(), made_by=editor)

    assert counted_by(lambda: client.force_login(editor)) == 0
    assert counted_by(link.opened) == 0
    assert counted_by(lambda: list(Film.objects.all())) == 0


@really
def test_what_was_taken_back_counts_nothing():
    def taken_back():
        with pytest.raises(ZeroDivisionError):
            all_together(lambda: make_person("Mara Vex"), lambda: 1 / 0)

    assert counted_by(taken_back) == 0
    assert counted_by(lambda: all_together(lambda: list(Film.objects.all()))) == 0


@really
def test_every_revision_has_a_token_of_its_own():
    film, tokens = make_film("Here"), set()
    for _turn in range(3):
        film.save()
        tokens.add(Revision.objects.get().token)

    assert len(tokens) == 3


@really
@needs_a_server
def test_writers_at_once_do_not_hide_each_other():
    film, before, told = make_film("Here"), number(), []
    revised.tellers.append(told.append)

    def save(_turn):
        try:
            Film.objects.filter(pk=film.pk).update(year=1974)
        finally:
            connection.close()

    try:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(save, range(20)))
    finally:
        revised.tellers.remove(told.append)

    assert sorted(told) == list(range(before + 1, before + 21))


@really
@needs_a_server
def test_a_revision_is_seen_with_its_change_and_not_before():
    film = make_film("Here")

    def seen():
        try:
            return Film.objects.get().year, number()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        before = pool.submit(seen).result()
        Film.objects.filter(pk=film.pk).update(year=1974)
        during = pool.submit(seen).result()
    after = seen()

    assert (during, after) == (before, (1974, before[1] + 1))


@pytest.mark.parametrize(
    ("sql", "counts"),
    [
        ('INSERT INTO "catalogue_film" ("year") VALUES (1)', True),
        ('INSERT OR IGNORE INTO "people_person" ("id") VALUES (1)', True),
        ("  update catalogue_film set year = 1", True),
        ('DELETE FROM "catalogue_still" WHERE 1 = 1', True),
        ('TRUNCATE "catalogue_film", "people_person"', True),
        ("WITH a AS (SELECT 1) UPDATE catalogue_film SET year = 1", True),
        ('INSERT INTO "tomorrow_s_table" ("id") VALUES (1)', True),
        ("WITH a AS (SELECT 1) SELECT * FROM a", False),
        ("(SELECT 1) UNION (SELECT 2)", False),
        ('SELECT "update" FROM "catalogue_film" FOR UPDATE', False),
        ("SAVEPOINT a", False),
        ("BEGIN IMMEDIATE", False),
        ('UPDATE "django_session" SET "session_data" = 1', False),
        ('INSERT INTO "people_rowchange_records" ("id") VALUES (1)', False),
        ('UPDATE "axes_accessattempt" SET "failures_since_start" = 2', False),
    ],
)
def test_statements_that_count(sql, counts):
    assert changes_public(sql) is counts
