import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from catalogue.models import (
    Edition,
    Film,
    Programme,
    ProgrammeSlot,
    Screening,
    ScreeningAccess,
    ScreeningGuest,
    Venue,
)
from catalogue.output.calendars import calendar_of, location
from catalogue.output.texts import plain
from tests.factories import (
    an_hour_ago,
    in_an_hour,
    make_edition,
    make_film,
    make_person,
    make_screen,
    make_screening,
    make_section,
    make_selection,
    make_synopsis,
    make_venue,
)

pytestmark = pytest.mark.django_db


def at(hour, minute=0, day=13):
    """An hour of February 2026 in the festival's own time, an hour ahead of UTC."""
    return datetime(2026, 2, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


def lines(response):
    """The calendar's lines as they are meant, unfolded."""
    assert response.status_code == 200
    body = response.content.decode()
    assert max(len(line.encode()) for line in body.split("\r\n")) <= 75
    return body.replace("\r\n ", "").split("\r\n")[:-1]


def events(response):
    return Calendar.from_ical(response.content).events


def shown(response):
    """{summary: hours in UTC} of the entries."""
    return {str(event["SUMMARY"]): f"{event.start:%d %H:%M}" for event in events(response)}


def make_block(*titles):
    section = make_section("Shorts")
    block = Programme.objects.create(
        names={"en": "Small Hours", "de": "Kleine Stunden"},
        edition=make_edition(),
        section=section,
    )
    for position, title in enumerate(titles):
        film = make_film(title, runtime_minutes=10 + position, languages=["fr"])
        selection = make_selection(film, section=section)
        ProgrammeSlot.objects.create(programme=block, selection=selection, position=position)
    return block


@time_machine.travel("2026-01-20 12:00Z", tick=False)
def make_tide(**fields):
    """A screening with everything a calendar tells of one."""
    film = make_film("Tide; or, Ebb", languages=["fr"], runtime_minutes=82)
    make_synopsis("A pier,\n\nand fog. " + "Waves. " * 80, film=film)
    house = make_venue(
        "Odeon", street="Quay 1", postcode="6795", city="Tangsund", latitude=55.5, longitude=9.25
    )
    screen = make_screen(house, "2", wheelchair_places=3, has_induction_loop=True)
    screening = make_screening(
        make_selection(film, edition=make_edition(name="Marquee 2026")),
        at(18, 30),
        ["en"],
        screen=screen,
        introduction_minutes=5,
        qa_minutes=20,
        code="abcdefgh",
        ticket_url="https://tickets.example/1",
        **fields,
    )
    ScreeningAccess.objects.create(
        screening=screening, feature="audio-description", status="confirmed"
    )
    ScreeningGuest.objects.create(
        screening=screening, person=make_person("Mara Vex"), is_confirmed=True
    )
    return screening


def test_a_screening_is_an_entry_with_all_that_is_known(client):
    make_tide()

    assert lines(client.get("/2026/screenings/abcdefgh.ics")) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Marquee//Festival programme//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Tide\\; or\\, Ebb",
        "X-WR-CALNAME:Tide\\; or\\, Ebb",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "SOURCE;VALUE=URI:http://testserver/2026/screenings/abcdefgh.ics",
        "URL:http://testserver/films/tide-or-ebb-2026/#screenings",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VEVENT",
        "SUMMARY:Tide\\; or\\, Ebb",
        "DTSTART:20260213T173000Z",
        "DTEND:20260213T191700Z",
        "DTSTAMP:20260120T120000Z",
        "UID:abcdefgh@marquee.example",
        "SEQUENCE:0",
        "CATEGORIES:Panorama",
        "DESCRIPTION:82′ · OV with English subtitles\\naudio description\\, 3 wheelchair places\\, "
        "induction loop\\nWith Mara Vex\\nA pier\\, and fog. "
        + "Waves. " * 55
        + "Waves.…\\nTickets: https://tickets.example/1",
        "GEO:55.5;9.25",
        "LAST-MODIFIED:20260120T120000Z",
        "LOCATION:Odeon 2\\, Quay 1\\, 6795 Tangsund",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "URL:http://testserver/films/tide-or-ebb-2026/#screenings",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_a_german_page_s_calendar_is_german_and_its_entries_are_the_same(client):
    make_tide(status="cancelled")

    german = lines(client.get("/de/2026/screenings/abcdefgh.ics"))

    assert "PRODID:-//Marquee//Festival programme//DE" in german
    assert "SUMMARY:Abgesagt: Tide\\; or\\, Ebb" in german
    assert "UID:abcdefgh@marquee.example" in german
    assert "URL:http://testserver/de/films/tide-or-ebb-2026/#screenings" in german
    [words] = [line for line in german if line.startswith("DESCRIPTION")]
    assert words.startswith("DESCRIPTION:82′ · OmeU\\nAudiodeskription\\, 3 Rollstuhlplätze\\, ")
    assert words.endswith("Waves.…\\nBisher nur auf Englisch.")


def test_a_cancelled_screening_stays_and_says_so(client):
    screening = make_tide()
    screening.status = "cancelled"
    screening.save()

    [event] = events(client.get("/2026/screenings/abcdefgh.ics"))

    assert (event["SUMMARY"], event["STATUS"], event["TRANSP"], event["SEQUENCE"]) == (
        "Cancelled: Tide; or, Ebb",
        "CANCELLED",
        "TRANSPARENT",
        1,
    )
    assert "Tickets" not in event["DESCRIPTION"]


def test_a_moved_screening_keeps_its_entry_and_counts_up(client):
    screening = make_tide()
    for hour in (20, 21):
        screening.starts_at = at(hour, day=15)
        with time_machine.travel(f"2026-02-01 {hour}:00Z", tick=False):
            screening.save()

    [event] = events(client.get("/2026/screenings/abcdefgh.ics"))

    assert (event["UID"], event["SEQUENCE"], event.start, event.end) == (
        "abcdefgh@marquee.example",
        2,
        at(21, day=15),
        at(22, 47, day=15),
    )
    assert event.stamp == event.last_modified == datetime(2026, 2, 1, 21, tzinfo=UTC)
    assert event["DESCRIPTION"].startswith(
        "Moved: it was to start on 15 February 2026 at 20:00.\n82′"
    )


def test_a_rewritten_synopsis_makes_the_entry_a_newer_one(client):
    screening = make_tide()
    later = datetime(2026, 2, 2, tzinfo=UTC)
    with time_machine.travel(later, tick=False):
        synopsis = screening.selection.film.synopses.get()
        synopsis.body = "Another one."
        synopsis.save()

    assert events(client.get("/2026/screenings/abcdefgh.ics"))[0].last_modified == later


def test_a_programme_of_shorts_names_its_announced_films(client):
    block = make_block("One", "Secret", "Three")
    hidden = block.slots.get(selection__film__title="Secret").selection
    hidden.announced_at = in_an_hour()
    hidden.save()
    screening = make_screening(programme=block, starts_at=at(12), qa_minutes=15)

    [event] = events(client.get(f"/2026/screenings/{screening.code}.ics"))

    assert (event["SUMMARY"], event["DESCRIPTION"]) == (
        "Small Hours",
        "22′ · OV\n– One, 10′\n– Three, 12′",
    )


def test_of_an_unknown_runtime_there_is_no_end(client):
    film = make_film("Tide", runtime_minutes=None)
    screening = make_screening(make_selection(film), at(18))

    [event] = events(client.get(f"/2026/screenings/{screening.code}.ics"))

    assert ("DTEND" in event, event["DESCRIPTION"], event["LOCATION"]) == (
        False,
        "",
        "Harbour Cinema",
    )


# Which screenings ------------------------------------------------------------------------------


@pytest.fixture
def week():
    """Two films in two sections, two houses and two days, of a festival that is not over."""
    make_edition(starts_on=None, ends_on=timezone.localdate())
    tide = make_selection(make_film("Tide", countries=["BE"]))
    salt = make_selection(make_film("Salt"), section=make_section("Nights"))
    block = make_block("One")
    odeon = make_screen(make_venue("Odeon"))
    make_screening(tide, at(10), screen=odeon)
    make_screening(salt, at(12), screen=odeon)
    make_screening(salt, at(12, day=14), screen=make_screen(make_venue("Elsewhere")))
    make_screening(programme=block, starts_at=at(16), screen=odeon)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/films/tide-2026/calendar.ics", ["Tide 13 09:00"]),
        ("/films/one-2026/calendar.ics", ["Small Hours 13 15:00"]),
        ("/films/salt-2026/calendar.ics", ["Salt 13 11:00", "Salt 14 11:00"]),
        ("/2026/sections/nights/calendar.ics", ["Salt 13 11:00", "Salt 14 11:00"]),
        (
            "/2026/schedule/2026-02-13/calendar.ics",
            ["Tide 13 09:00", "Salt 13 11:00", "Small Hours 13 15:00"],
        ),
        ("/2026/venues/elsewhere/calendar.ics", ["Salt 14 11:00"]),
        (
            "/2026/programme/calendar.ics",
            ["Tide 13 09:00", "Salt 13 11:00", "Small Hours 13 15:00", "Salt 14 11:00"],
        ),
        (
            "/2026/programme/calendar.ics?section=panorama&section=shorts&sort=-year",
            ["Tide 13 09:00", "Small Hours 13 15:00"],
        ),
        ("/2026/programme/calendar.ics?section=panorama&country=belgium", ["Tide 13 09:00"]),
        ("/2026/programme/calendar.ics?q=sal", ["Salt 13 11:00", "Salt 14 11:00"]),
        ("/2026/programme/calendar.ics?section=made-up", []),
    ],
)
def test_a_calendar_holds_what_its_page_is_about(client, week, path, expected):
    found = events(client.get(path))

    assert [f"{event['SUMMARY']} {event.start:%d %H:%M}" for event in found] == expected


@pytest.mark.parametrize(
    ("page", "calendar"),
    [
        ("/films/tide-2026/", "/films/tide-2026/calendar.ics"),
        ("/2026/sections/nights/", "/2026/sections/nights/calendar.ics"),
        ("/2026/schedule/2026-02-13/", "/2026/schedule/2026-02-13/calendar.ics"),
        ("/2026/venues/odeon/", "/2026/venues/odeon/calendar.ics"),
        ("/2026/programme/?section=nights&country=belgium", None),
        (
            "/2026/programme/?section=nights&sort=-year",
            "/2026/programme/calendar.ics?section=nights",
        ),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/de"])
def test_a_page_links_to_its_calendar(client, week, page, calendar, prefix):
    assert webcals(client, prefix + page) == (
        [f"webcal://testserver{prefix}{calendar}"] if calendar else []
    )


def webcals(client, page):
    found = re.findall(r'href="(webcal:[^"]*)"', client.get(page).content.decode())
    return [unescape(address) for address in found]


@pytest.mark.parametrize(
    ("edition", "expected"),
    [
        ({"schedule_announced_at": None}, 0),
        ({"schedule_announced_at": in_an_hour}, 0),
        ({"ends_on": None}, 1),
        ({"ends_on": lambda: timezone.localdate() - timedelta(days=1)}, 1),
        ({"ends_on": lambda: timezone.localdate() - timedelta(days=2)}, 0),
    ],
)
def test_there_is_something_to_subscribe_to_until_the_morning_after(
    client, week, edition, expected
):
    values = {name: value() if callable(value) else value for name, value in edition.items()}
    Edition.objects.update(starts_on=None, **values)

    assert len(webcals(client, "/2026/programme/")) == expected


def test_a_film_s_page_links_to_a_file_of_each_screening(client):
    screening = make_tide()

    found = re.findall(
        r'href="([^"]*/screenings/[^"]*)"',
        client.get("/de/films/tide-or-ebb-2026/").content.decode(),
    )

    assert found == [f"/de/2026/screenings/{screening.code}.ics"]


@pytest.mark.parametrize("change", [{"status": "tentative"}, {"selection": "withdrawn"}])
def test_what_is_not_public_any_more_vanishes_and_is_like_what_never_was(client, week, change):
    screening = Screening.objects.get(selection__film__title="Tide")
    screening.status = change.get("status", "confirmed")
    screening.save()
    screening.selection.status = change.get("selection", "confirmed")
    screening.selection.save()

    gone = client.get(f"/2026/screenings/{screening.code}.ics")
    made_up = client.get("/2026/screenings/aaaaaaaa.ics")

    assert (gone.status_code, made_up.status_code) == (404, 404)
    assert gone.content.replace(screening.code.encode(), b"aaaaaaaa") == made_up.content
    assert list(shown(client.get("/2026/schedule/2026-02-13/calendar.ics"))) == [
        "Salt",
        "Small Hours",
    ]


def test_before_the_schedule_is_out_a_film_s_calendar_is_empty(client):
    film = make_film("Tide")
    edition = make_edition(schedule_announced_at=in_an_hour())
    make_screening(make_selection(film, edition), at(10))

    assert events(client.get("/films/tide-2026/calendar.ics")) == []
    assert client.get("/2026/schedule/2026-02-13/calendar.ics").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/films/none/calendar.ics",
        "/2025/screenings/abcdefgh.ics",
        "/2026/screenings/ABCDEFGH.ics",
        "/2026/sections/none/calendar.ics",
        "/2026/schedule/2026-02-14/calendar.ics",
        "/2026/schedule/2026-02-30/calendar.ics",
        "/2026/venues/none/calendar.ics",
        "/2025/programme/calendar.ics",
    ],
)
def test_what_is_not_there_answers_404(client, path):
    make_tide()

    assert client.get(path).status_code == 404


def test_a_renamed_address_redirects_those_who_subscribed(client, week):
    tide = Film.objects.get(title="Tide")
    tide.slug = "high-tide"
    tide.save()
    nights = make_section("Nights")
    nights.slug = "late"
    nights.save()
    odeon = Venue.objects.get(slug="odeon")
    odeon.slug = "grand"
    odeon.save()

    for old, new in [
        ("/films/tide-2026/calendar.ics", "/films/high-tide/calendar.ics"),
        ("/2026/sections/nights/calendar.ics", "/2026/sections/late/calendar.ics"),
        ("/2026/venues/odeon/calendar.ics", "/2026/venues/grand/calendar.ics"),
    ]:
        response = client.get(old)
        assert (response.status_code, response.url) == (301, new)


# Hours -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "day", "first"),
    [
        ("Europe/Copenhagen", date(2027, 3, 28), "2027-03-27T23:00Z"),
        ("Europe/Copenhagen", date(2027, 10, 31), "2027-10-30T22:00Z"),
        ("America/New_York", date(2027, 3, 14), "2027-03-14T05:00Z"),
        ("Pacific/Auckland", date(2027, 4, 4), "2027-04-03T11:00Z"),
        ("Asia/Kathmandu", date(2027, 2, 12), "2027-02-11T18:15Z"),
    ],
)
def test_page_and_calendar_agree_on_days_when_clocks_change(client, zone, day, first):
    """A screening every half hour, from midnight to midnight of the festival's own day."""
    edition = make_edition(2027, announced_at=an_hour_ago(), time_zone=zone)
    selection = make_selection(make_film("Tide", runtime_minutes=100), edition)
    midnight = datetime.fromisoformat(first)
    for half_hours in range(-2, 54):
        make_screening(selection, midnight + timedelta(minutes=30 * half_hours))

    page = client.get(f"/2027/schedule/{day}/").content.decode()
    calendar = events(client.get(f"/2027/schedule/{day}/calendar.ics"))

    printed = re.findall(r'<time datetime="([^"]*T[^"]*)"', page)
    told = [hour for event in calendar for hour in (event.start, event.end)]
    assert told == [datetime.fromisoformat(hour) for hour in printed]
    assert calendar[0].start == midnight
    assert {event.start.astimezone(ZoneInfo(zone)).date() for event in calendar} == {day}


def test_any_hour_of_any_zone_comes_back():
    make_tide()
    screening = Screening.objects.for_calendar().get()

    @given(st.datetimes(timezones=st.timezones()))
    def comes_back(hour):
        screening.starts_at = hour.replace(year=2027, day=min(hour.day, 28), microsecond=0)
        [event] = Calendar.from_ical(written(screening)).events
        length = timedelta(minutes=107)
        assert event.start == screening.starts_at.astimezone(UTC)
        assert event.end == screening.starts_at.astimezone(UTC) + length

    comes_back()


# Any text --------------------------------------------------------------------------------------


def written(screening, name="Tide"):
    return calendar_of([screening], name, "https://a.example/", "https://a.example/a.ics", str)


def as_read(words):
    """What RFC 5545 can carry of a text: no control characters, one kind of line break."""
    return plain(words).replace("\r\n", "\n").replace("\r", "\n")


def unescaped(value):
    """A value as RFC 5545 (3.3.11) has it read; the library leaves that of NAME as it stands."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], str(value))


@pytest.mark.parametrize(
    "words", ["a\\nb", 'Ü;,:"🎬\r\nEND:VEVENT', "\x00\x07", " " * 99, "ß" * 300]
)
def test_words_that_look_like_a_calendar_stay_words(words):
    make_tide()
    screening = Screening.objects.for_calendar().get()
    screening.selection.film.title = words

    calendar = Calendar.from_ical(written(screening, words))

    assert len(calendar.events) == 1
    assert calendar.events[0]["SUMMARY"] == as_read(words)


def test_any_title_house_and_text_comes_back():
    make_tide()
    screening = Screening.objects.for_calendar().get()
    words = st.text(st.characters(exclude_categories=["Cs"]))

    @given(words, words, words, words)
    def comes_back(title, street, section, name):
        screening.selection.film.title = title
        screening.screen.venue.street = street
        screening.selection.section.names = {"en": section}
        body = written(screening, name)
        calendar = Calendar.from_ical(body)
        [event] = calendar.events
        assert all(len(line) <= 75 for line in body.split(b"\r\n"))
        assert unescaped(calendar["NAME"]) == as_read(name)
        assert event["SUMMARY"] == as_read(title)
        assert event["LOCATION"] == as_read(location(screening))
        assert event.categories == [as_read(section)]

    comes_back()


# Answers ---------------------------------------------------------------------------------------


def test_a_calendar_may_be_kept_by_anybody_and_asked_after(client):
    make_tide()

    first = client.get("/films/tide-or-ebb-2026/calendar.ics")
    again = client.get(
        "/films/tide-or-ebb-2026/calendar.ics", headers={"If-None-Match": first["ETag"]}
    )

    assert {
        name: first.get(name)
        for name in ("Content-Type", "Content-Disposition", "Cache-Control", "Vary")
    } == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'inline; filename="tide-or-ebb.ics"',
        "Cache-Control": "public, no-cache",
        "Vary": "Accept-Encoding",
    }
    assert first.cookies == {}
    assert (again.status_code, again.content) == (304, b"")


def test_a_choice_that_cannot_be_read_is_refused_in_a_sentence(client):
    make_tide()

    response = client.get(
        "/2026/programme/calendar.ics?runtime=never&runtime_min=x&section=panorama"
    )

    assert (response.status_code, response["Content-Type"], response.content.decode()) == (
        400,
        "text/plain; charset=utf-8",
        "Runtime: There is no such choice: “never”.\n"
        "From (minutes): Enter a whole number of minutes.",
    )


@pytest.mark.parametrize("rows", [1, 3, 30])
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/films/film-0-2026/calendar.ics", 6),
        ("/2026/programme/calendar.ics?section=panorama&section=shorts", 8),
        ("/2026/sections/panorama/calendar.ics", 6),
        ("/2026/schedule/2026-02-13/calendar.ics", 9),
        ("/2026/venues/harbour-cinema/calendar.ics", 10),
    ],
)
def test_the_number_of_queries_is_fixed(client, path, expected, rows):
    for number in range(rows):
        selection = make_selection(make_film(f"Film {number}", languages=["fr"]))
        make_synopsis("Fog.", film=selection.film)
        screening = make_screening(selection, at(10, number), ["en", "de"])
        ScreeningGuest.objects.create(screening=screening, person=make_person(), is_confirmed=True)
        make_screening(programme=make_block(f"A {number}", f"B {number}"), starts_at=at(20, number))

    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)

    assert response.status_code == 200
    assert len(queries) == expected
