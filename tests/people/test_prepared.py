from datetime import UTC, timedelta

import pytest
from django.db import OperationalError, connection
from django.db.models import F, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import get_language

from people.models import Biography, BiographyText, Person
from people.prepared import prepared
from tests.factories import make_biography, make_person

pytestmark = pytest.mark.django_db


@prepared
def named(name):
    return Person.objects.filter(name=name).prefetch_related("biographies")


def test_it_finds_what_the_queryset_finds_whatever_the_values():
    names = ["Mara Vex", "100 % Ann", "O’Neill '\"", "%s"]
    people = [make_person(name) for name in names]

    assert [named(name) for name in names] == [[person] for person in people]
    assert named("Nobody") == []


@pytest.mark.parametrize("number", [0, 1, 3])
def test_one_of_any_number_of_keys_is_one_value(number):
    people = [make_person(f"Mara {letter}") for letter in "ABCD"]
    biographies = [make_biography(person, 2026) for person in people]

    @prepared
    def those(keys):
        return Person.objects.filter(pk__among=keys)

    @prepared
    def told_of(keys):
        return Biography.objects.filter(person__among=keys).order_by("pk")

    asked = people[:number]

    assert those([person.pk for person in asked]) == asked
    assert told_of([person.pk for person in asked]) == biographies[:number]
    assert those([2**62]) == []


def test_the_question_is_put_together_once_and_asked_each_time():
    put = []

    @prepared
    def born_in(year):
        put.append(year)
        return Person.objects.filter(birth_year=year)

    mara = make_person("Mara Vex", birth_year=1970)
    born_in(1960)
    put.clear()
    with CaptureQueriesContext(connection) as asked:
        found = [born_in(year) for year in (1970, 1971, 1970)]

    assert found == [[mara], [], [mara]]
    assert (len(put), len(asked)) == (0, 3)


def test_records_come_with_what_is_fetched_beside_them(django_assert_num_queries):
    biography = make_biography(make_person("Mara Vex"), 2026)
    with django_assert_num_queries(2):
        (mara,) = named("Mara Vex")
        assert list(mara.biographies.all()) == [biography]


def test_records_are_made_of_some_rows_alone(django_assert_num_queries):
    people = [make_person(f"Mara {letter}") for letter in "ABCD"]

    @prepared
    def everybody():
        return Person.objects.order_by("pk")

    with django_assert_num_queries(1):
        answer = everybody.answer()

        assert answer.records_at([3, 1]) == [people[3], people[1]]
        assert answer.records_at([]) == []
        assert answer.records == people


def test_several_questions_are_asked_together():
    @prepared
    def told(name, born):
        people = Person.objects.order_by()
        named = people.filter(name=name).values_list("pk", Value("named"))
        older = people.filter(birth_year__lt=born).values_list("pk", Value("older"))
        return named.union(older, all=True)

    mara, ann = make_person("Mara Vex", birth_year=1970), make_person("Ann Weir", birth_year=1940)

    assert sorted(told("Mara Vex", 1950)) == [(mara.pk, "named"), (ann.pk, "older")]
    assert sorted(told("Nobody", 2000)) == [(mara.pk, "older"), (ann.pk, "older")]


def test_some_columns_are_told_without_a_record_of_any():
    @prepared
    def told(name):
        return Person.objects.filter(name=name).annotate(spelled=F("name")).order_by("pk")

    mara = make_person("Mara Vex", birth_year=1970, birth_place="Esbjerg")
    answer = told.answer("Mara Vex")

    assert answer.columns("spelled", "birth_year", "birth_place") == [("Mara Vex", 1970, "Esbjerg")]
    assert answer.records == [mara]
    assert told.answer("Nobody").columns("birth_year") == []
    with pytest.raises(ValueError, match="shoe_size was not asked for"):
        answer.columns("shoe_size")


def test_rows_are_the_same_for_the_same_and_others_for_others(django_assert_num_queries):
    mara = make_person("Mara Vex", birth_year=1970)
    with django_assert_num_queries(5):  # two of them what is fetched beside the records
        answers = [named.answer("Mara Vex"), named.answer("Mara Vex")]
        assert [answer.records for answer in answers] == [[mara], [mara]]
        Person.objects.update(birth_year=1971)
    assert answers[0].rows == answers[1].rows != named.answer("Mara Vex").rows


def test_instants_in_any_zone_are_compared_as_instants():
    @prepared
    def changed_since(at):
        return BiographyText.objects.filter(changed_at__gte=at)

    biography = make_biography(make_person("Mara Vex"), 2026, "Born in Esbjerg.")
    text = biography.texts.get()
    there = timezone.get_fixed_timezone(330)

    for zone in (UTC, there):
        assert changed_since(text.changed_at.astimezone(zone)) == [text]
        assert changed_since(text.changed_at.astimezone(zone) + timedelta(seconds=1)) == []


@pytest.mark.parametrize("difference", [timezone.now, get_language])
def test_what_differs_from_time_to_time_has_to_be_a_value(difference):
    @prepared
    def texts_of(name):
        asked = BiographyText.objects.annotate(difference=Value(difference()))
        return asked.filter(biography__person__name=name)

    with pytest.raises(ValueError, match="texts_of is another question each time"):
        texts_of("Mara Vex")


def test_no_value_may_be_left_out():
    with pytest.raises(ValueError, match="zip"):
        named()


# So that the driver is not told what it was.
ELSEWHERE = "DO $$ BEGIN EXECUTE '{}'; END $$"


@pytest.fixture
def server(monkeypatch):
    """A connection of its own to PostgreSQL, on which one can see only people of its own."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite finds its way to an answer in no time")
    own = connection.copy()
    monkeypatch.setattr("people.prepared.connections", {connection.alias: own})
    with own.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE people_person (LIKE people_person)")
    yield own
    own.close()


def asked_of(server, statement):
    with server.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


@prepared
def born(place, year):
    return Person.objects.filter(birth_place=place, birth_year=year).values_list("birth_place")


def test_the_server_finds_its_way_to_an_answer_once(server):
    """Whatever the values, and however much else is asked of it."""
    for year in range(3):
        born("Esbjerg", 10 ** (year * 4))
        for other in range(110):
            asked_of(server, f"SELECT {other}")

    ways = "SELECT generic_plans, custom_plans FROM pg_prepared_statements"
    assert asked_of(server, ways) == [(3, 0)]


def test_a_column_may_become_another_while_it_is_asked_for(server):
    born("Esbjerg", 1980)
    asked_of(server, ELSEWHERE.format("ALTER TABLE people_person ALTER birth_place TYPE text"))
    with CaptureQueriesContext(server) as asked:
        found = [born("Esbjerg", 1980) for _time in range(3)]

    assert found == [[]] * 3
    assert len(asked) == 5  # the first is refused, and all that was kept is thrown away


def test_a_server_that_is_away_is_said_to_be(server, monkeypatch):
    born("Esbjerg", 1980)

    def away(*_arguments):
        raise OperationalError

    monkeypatch.setattr(server, "is_usable", lambda: False)
    monkeypatch.setattr(server, "get_new_connection", away)
    server.health_check_enabled, server.health_check_done = True, False

    with pytest.raises(OperationalError):
        born("Esbjerg", 1980)
