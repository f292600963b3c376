from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings

from catalogue.models import Edition, Programme, Screening, ScreeningAccess, Selection, Venue
from festival.demo import schedule
from festival.demo.build import build
from festival.demo.plan import CHILDREN_UP_TO, TURNAROUND, Room, Show, plan, to_time
from tests.pages import titles

AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Copenhagen")
DAYS = [date(2027, 2, day) for day in range(11, 21)]


def planned():
    edition = Edition(year=2027, starts_on=DAYS[0], ends_on=DAYS[-1], time_zone=ZONE.key)
    return schedule.planned(edition)


@pytest.fixture(scope="module")
def screenings():
    return planned()


@pytest.fixture(scope="module")
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


def overlap(one, other, pause=timedelta(0)):
    return one.starts_at < other.ends_at + pause and other.starts_at < one.ends_at + pause


# The plan --------------------------------------------------------------------------------------


def test_is_the_same_plan_every_time(screenings):
    assert planned() == screenings


def test_leaves_twenty_minutes_between_two_on_a_screen(screenings):
    pairs = [(a, b) for a, b in combinations(screenings, 2) if a.room == b.room]
    assert [pair for pair in pairs if overlap(*pair, TURNAROUND)] == []


def test_shows_no_film_twice_on_a_day_and_no_guest_in_two_houses(screenings):
    pairs = list(combinations(screenings, 2))
    of_one_show = [(a, b) for a, b in pairs if a.show == b.show]
    with_one_guest = [(a, b) for a, b in pairs if a.people & b.people]
    assert [(a, b) for a, b in of_one_show if a.starts_at.date() == b.starts_at.date()] == []
    assert [pair for pair in with_one_guest if overlap(*pair, timedelta(minutes=40))] == []


def test_uses_every_day_and_every_screen(screenings):
    assert sorted({one.starts_at.date() for one in screenings}) == DAYS
    assert {one.room for one in screenings} == set(schedule.rooms())


def test_shows_each_film_two_to_four_times(screenings):
    for show in schedule.shows():
        numbers = [one.number for one in screenings if one.show == show]
        assert numbers == list(range(1, show.screenings + 1))
        assert 2 <= len(numbers) <= 4


def test_opens_in_the_evening_in_the_largest_house_with_the_director(screenings):
    premieres = [one for one in screenings if one.number == 1]
    by_evening = [
        one
        for one in premieres
        if one.show.section != "shorts" and one.show.minutes < 240 and not one.show.is_for_children
    ]
    assert len(by_evening) == len(premieres) - 4
    for one in by_evening:
        assert one.room.house == "gangway-palace"
        assert one.starts_at.hour >= 17
        assert one.introduction == 10
    for one in premieres:
        assert bool(one.qa) == bool(one.show.guests)
        assert one.people == set(one.show.guests)


def test_shows_shorts_and_films_for_children_by_day_and_midnight_late(screenings):
    for one in screenings:
        if one.show.section == "shorts" or one.show.is_for_children:
            assert time(10) <= one.starts_at.time() <= time(16)
        if one.show.section == "midnight":
            assert time(22, 30) <= one.starts_at.time() <= time(23, 59)
    assert any(one.show.is_for_children for one in screenings)


def test_is_read_by_those_who_do_not_speak_it(screenings):
    for one in screenings:
        spoken = set(one.show.languages) - {"zxx"}
        codes = [code for code, _delivery in one.subtitles]
        if not spoken or one.dubbed or one.voice_over:
            assert codes == []
        elif one.show.section == "competition":
            assert codes == ["en", "de"]
        else:
            assert "en" in codes


def test_brings_nobody_back_from_the_dead(screenings):
    guests = {name for one in screenings for name in one.people}
    assert "Lea Sommerfeld (born 1996)" in guests
    assert not guests & {"Lea Sommerfeld (born 1941)", "Carl Heinz Oltmann", "Živko Nastevski"}


def test_dubs_for_children_and_reads_along(screenings):
    dubbed = {(one.show.key, one.dubbed) for one in screenings if one.dubbed}
    read = {(one.show.key, one.voice_over) for one in screenings if one.voice_over}
    assert dubbed == {("parrot-republic", "de")}
    assert read == {("parrot-republic", "en"), ("weighing-machine", "en")}
    assert all(
        show.age <= CHILDREN_UP_TO for show in schedule.shows() if show.key == "parrot-republic"
    )


def test_says_who_finds_no_place():
    show = Show("long", "panorama", 100, ("fr",))
    room = Room("odeon", "", 100, ())

    with pytest.raises(LookupError, match="no place for screening 1 of long"):
        plan([show], [room], [], DAYS[0], 2, ZONE)


def test_an_hour_is_that_of_the_clock_on_the_wall():
    assert to_time("18:30") == time(18, 30)


# Written ---------------------------------------------------------------------------------------


def public(at=AT):
    return Screening.objects.public(at)


@pytest.mark.usefixtures("demo")
@pytest.mark.django_db
class TestWritten:
    def test_is_out_when_the_films_are(self):
        announced = dict(Edition.objects.values_list("year", "schedule_announced_at"))
        edition = Edition.objects.get(year=2027)
        assert announced == {2023: None, 2025: None, 2027: edition.announced_at}

    def test_is_written_as_planned(self):
        written = [
            (one.starts_at, one.ends_at, one.screen.venue.slug, one.screen.name)
            for one in Screening.objects.in_order().for_listing()
        ]
        expected = [(o.starts_at, o.ends_at, o.room.house, o.room.name) for o in planned()]
        assert sorted(written) == sorted(expected)

    def test_shows_every_public_film(self):
        for selection in Selection.objects.public(AT).in_edition(2027).select_related("film"):
            held = public().of_film(selection.film).exclude(status="cancelled")
            assert held.exists(), selection

    def test_keeps_the_hidden_section_back(self):
        midnight = Screening.objects.filter(selection__section__slug="midnight")
        hour = midnight.values_list("selection__announced_at", flat=True).distinct().get()

        assert midnight.count() == 9
        assert set(midnight) & set(public(hour - timedelta(seconds=1))) == set()
        assert len(set(midnight) & set(public(hour))) == 8

    def test_shows_the_programmes_of_shorts_as_one(self):
        of_shorts = Programme.objects.filter(edition__year=2027)
        assert [programme.screenings.count() for programme in of_shorts] == [3, 3]
        shorts = Screening.objects.filter(selection__section__slug="shorts")
        assert not shorts.exists()

    def test_has_some_that_are_not_settled(self):
        by_status = list(Screening.objects.values_list("status", flat=True))
        moved = Screening.objects.exclude(previous_starts_at=None)
        assert (by_status.count("tentative"), by_status.count("cancelled")) == (4, 1)
        assert [one.revision for one in moved] == [1, 1]
        access = set(ScreeningAccess.objects.values_list("feature", flat=True))
        assert access == set(ScreeningAccess.Feature.values)
        settled = set(ScreeningAccess.objects.values_list("status", flat=True))
        assert settled == set(ScreeningAccess.Status.values)

    def test_is_in_six_houses_within_a_walk(self):
        venues = Venue.objects.prefetch_related("screens", "descriptions")
        assert [venue.screens.count() for venue in venues] == [2, 1, 1, 3, 2, 1]
        for venue in venues:
            venue.full_clean()
            assert sorted(text.language for text in venue.descriptions.all()) == ["de", "en"]
            for screen in venue.screens.all():
                screen.full_clean()
        for one, other in combinations(venues, 2):
            assert abs(one.latitude - other.latitude) < 0.01
            assert abs(one.longitude - other.longitude) < 0.02

    def test_every_record_is_one_an_editor_could_save(self):
        for screening in Screening.objects.all():
            screening.full_clean()
            for row in (*screening.subtitles.all(), *screening.access.all()):
                row.full_clean()

    def test_has_a_page_a_day(self, client):
        counts = []
        with time_machine.travel(AT):
            for day in DAYS:
                response = client.get(f"/2027/schedule/{day}/")
                counts.append((len(titles(response)), public().on(day, ZONE).count()))

        assert [shown for shown, _count in counts] == [count for _shown, count in counts]
        assert min(shown for shown, _count in counts) >= 3
