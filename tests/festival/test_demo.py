import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import Count
from django.test import override_settings

from catalogue.models import (
    Country,
    Credit,
    Edition,
    Film,
    Function,
    Page,
    Programme,
    ProgrammeNote,
    Section,
    Selection,
    Still,
    Synopsis,
)
from festival.demo.build import build
from people.models import Biography, Person

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo festival with small pictures, built once for this module and then taken out."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        transaction.atomic(),
    ):
        build(AT, width=64)
        yield
        transaction.set_rollback(True)


def test_four_plain_pages_stand_at_the_foot_in_both_languages():
    pages = Page.objects.public()

    assert [page.slug for page in pages] == ["about", "access", "imprint", "privacy"]
    assert [[text.language for text in page.texts.all()] for page in pages] == [["de", "en"]] * 4
    assert [page.in_footer for page in pages] == [True] * 4


def public():
    return Selection.objects.public(AT)


def test_has_three_editions_of_seven_sections():
    assert list(Edition.objects.values_list("year", flat=True)) == [2027, 2025, 2023]
    assert list(Section.objects.values_list("slug", flat=True)) == [
        "competition",
        "encounters",
        "panorama",
        "harbour-lights",
        "shorts",
        "midnight",
        "revisited",
    ]
    for section in Section.objects.all():
        assert section.descriptions.count() == 2


def test_shows_ninety_films_less_one_section():
    confirmed = Selection.objects.filter(status="confirmed")
    by_year = confirmed.values_list("edition__year").annotate(Count("pk")).order_by()
    assert dict(by_year) == {2023: 24, 2025: 28, 2027: 38}
    assert public().count() == 87


def test_keeps_one_section_back_for_thirty_days():
    hidden = Selection.objects.filter(edition__year=2027, section__slug="midnight")
    hour = hidden.values_list("announced_at", flat=True).distinct().get()

    assert hour == datetime(2026, 12, 31, 9, tzinfo=UTC)
    assert set(hidden) & set(public()) == set()
    assert set(hidden) <= set(Selection.objects.public(hour))


def test_never_shows_what_is_not_confirmed():
    others = Selection.objects.exclude(status="confirmed")
    assert {s.status for s in others} == {"considered", "invited", "withdrawn"}
    assert set(others) & set(Selection.objects.public(AT + timedelta(days=900))) == set()


def test_comes_from_many_countries_some_of_them_gone():
    countries = Country.objects.filter(films__isnull=False).distinct()
    assert countries.count() >= 60
    assert {"DDDE", "SUHH", "YUCS", "CSHH", "HVBF"} <= {c.code for c in countries}


def test_is_of_every_length():
    minutes = set(Film.objects.values_list("runtime_minutes", flat=True))
    assert min(minutes) == 3
    assert len([m for m in minutes if m >= 300]) == 2
    assert len([m for m in minutes if 180 < m < 300]) >= 3
    assert {52, 58} <= minutes


def test_groups_its_shorts_in_four_programmes():
    slots = Programme.objects.annotate(films=Count("slots")).order_by("edition__year", "pk")
    assert list(slots.values_list("edition__year", "films")) == [
        (2023, 4),
        (2025, 5),
        (2027, 5),
        (2027, 5),
    ]


def test_has_titles_in_many_scripts():
    titles = "".join(Film.objects.values_list("original_title", flat=True))
    scripts = {unicodedata.name(letter).split()[0] for letter in titles if letter.isalpha()}
    assert scripts == {
        *("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN", "HEBREW", "ARABIC"),
        *("DEVANAGARI", "BENGALI", "THAI", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "CANADIAN"),
    }


def test_has_titles_that_are_hard_to_file():
    titles = set(Film.objects.values_list("title", flat=True))
    assert {"K", "47", "1986"} <= titles
    assert max(map(len, titles)) > 90


def test_directors_come_back_with_their_earlier_films():
    directing = Credit.objects.directors().filter(film__selections__status="confirmed")
    editions = directing.values("person").annotate(
        count=Count("film__selections__edition", distinct=True)
    )
    back = Person.objects.filter(pk__in=editions.filter(count__gt=1).values("person"))

    assert back.count() >= 12
    for person in back:
        titles = [entry.title for entry in person.biographies.first().filmography.all()]
        own = directing.filter(person=person).values_list("film__title", flat=True)
        assert set(own) <= set(titles)


def test_two_may_share_a_name():
    born = Person.objects.filter(name="Lea Sommerfeld").values_list("birth_year", flat=True)
    assert sorted(born) == [1941, 1996]


def test_every_director_has_a_biography_in_both_languages():
    directors = Person.objects.filter(credits__function__key=Function.DIRECTOR)
    assert not directors.filter(biographies=None).exists()
    texts = Biography.objects.annotate(texts_count=Count("texts"))
    assert set(texts.values_list("texts_count", flat=True)) == {2}


def test_everybody_is_credited():
    assert not Person.objects.filter(credits=None).exists()


def test_a_film_credits_in_five_to_thirteen_functions():
    crew = Credit.objects.exclude(function__department__key="cast")
    confirmed = crew.filter(film__selections__status="confirmed")
    counts = confirmed.values("film").annotate(count=Count("function", distinct=True))
    assert {row["count"] for row in counts} <= set(range(5, 14))


def test_nobody_is_on_the_old_films_and_the_new():
    old = Credit.objects.filter(film__year__lt=1995).values("person")
    assert not Credit.objects.filter(film__year__gt=1995, person__in=old).exists()


def test_every_film_has_a_synopsis_in_both_languages():
    assert Synopsis.objects.count() == 2 * Film.objects.count()


def test_some_notes_are_in_one_language_only():
    languages = ProgrammeNote.objects.values("selection").annotate(count=Count("pk"))
    assert {row["count"] for row in languages} == {1, 2}


def test_every_still_has_a_credit_and_is_described():
    for still in Still.objects.all():
        assert still.credit.startswith("© ")
        assert still.names["en"].endswith(".") and still.names["de"].endswith(".")


def test_every_public_film_has_a_still():
    assert not public().filter(film__stills=None).exists()


def test_home_opens_with_a_film_of_each_section():
    latest = Selection.objects.public(AT).in_edition(2027).newly_announced()[:6]

    assert len({selection.section for selection in latest}) == 6
