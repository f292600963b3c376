import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from catalogue.models import Programme, ProgrammeSlot, ScreeningAccess, ScreeningGuest
from tests.examples import examples
from tests.factories import (
    in_an_hour,
    make_edition,
    make_film,
    make_person,
    make_screen,
    make_screening,
    make_section,
    make_selection,
    make_venue,
)
from tests.pages import text, titles

pytestmark = pytest.mark.django_db
FRIDAY = "/2026/schedule/2026-02-13/"


def at(hour, minute=0, day=13):
    """An hour of February 2026 in the festival's own time, an hour ahead of UTC."""
    return datetime(2026, 2, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


def make_block(*runtimes):
    section = make_section("Shorts")
    block = Programme.objects.create(
        names={"en": "Small Hours"}, edition=make_edition(), section=section
    )
    for position, minutes in enumerate(runtimes):
        film = make_film(f"Short {position}", runtime_minutes=minutes, languages=["fr"])
        selection = make_selection(film, section=section)
        ProgrammeSlot.objects.create(programme=block, selection=selection, position=position)
    return block


def test_a_day_lists_its_screenings_by_the_hour(client):
    make_screening(make_selection(make_film("Late")), at(21))
    make_screening(make_selection(make_film("Early")), at(10))
    make_screening(make_selection(make_film("Tomorrow")), at(10, day=14))

    assert titles(client.get(FRIDAY)) == ["Early", "Late"]


def test_a_line_says_when_where_and_how(client):
    film = make_film("Tide", languages=["fr"], runtime_minutes=82)
    screen = make_screen(make_venue("Odeon"), "2", wheelchair_places=3, has_induction_loop=True)
    screening = make_screening(
        make_selection(film),
        at(18, 30),
        ["en"],
        screen=screen,
        introduction_minutes=5,
        qa_minutes=20,
    )
    ScreeningAccess.objects.create(
        screening=screening, feature="audio-description", status="confirmed"
    )
    ScreeningAccess.objects.create(screening=screening, feature="relaxed", status="planned")
    guest = make_person("Mara Vex")
    for part in ("introduction", "qa"):
        ScreeningGuest.objects.create(
            screening=screening, person=guest, part=part, is_confirmed=True
        )

    words = text(client.get(FRIDAY))
    german = text(client.get(f"/de{FRIDAY}"))

    assert (
        "18:30 – to 20:17 Tide Odeon 2 OV with English subtitles audio description "
        "3 wheelchair places induction loop With Mara Vex Panorama Screening 1 of 1"
    ) in words
    assert "OmeU" in german
    assert "Freitag, 13. Februar" in german


def test_a_programme_of_shorts_lasts_as_long_as_its_films(client):
    make_screening(programme=make_block(15, 22, 8), starts_at=at(12), qa_minutes=10)

    assert "12:00 – to 12:55 Small Hours" in text(client.get(FRIDAY))


def test_repeats_are_counted_over_all_days(client):
    selection = make_selection(make_film("Tide"))
    for day in (12, 13, 14):
        make_screening(selection, at(18, day=day))

    assert "Screening 2 of 3" in text(client.get(FRIDAY))


def test_a_cancelled_screening_is_not_counted_among_the_repeats(client):
    selection = make_selection(make_film("Tide"))
    make_screening(selection, at(18, day=12), status="cancelled")
    for day in (13, 14):
        make_screening(selection, at(18, day=day))
    make_screening(selection, at(18, day=15), status="tentative")

    assert "Screening 1 of 2" in text(client.get(FRIDAY))
    assert "Screening" not in text(client.get("/2026/schedule/2026-02-12/")).split("Tide")[1]
    film_page = text(client.get(selection.film.get_absolute_url()))
    assert re.findall(r"Cancelled|Screening \d of \d", film_page) == [
        "Cancelled",
        "Screening 1 of 2",
        "Screening 2 of 2",
    ]


def test_a_house_shows_only_the_screens_it_uses(client):
    odeon = make_venue("Odeon")
    for name in ("1", "2", "3"):
        make_screen(odeon, name, capacity=100 + int(name), position=int(name))
    make_screening(starts_at=at(10), screen=odeon.screens.get(name="3"))
    make_screening(starts_at=at(12), screen=odeon.screens.get(name="1"))
    make_screening(starts_at=at(12), screen=odeon.screens.get(name="2"), status="tentative")

    words = text(client.get("/2026/venues/odeon/"))

    assert "Odeon 1: 101 places 3: 103 places Friday, 13 February" in words


def test_a_screening_after_midnight_stands_under_its_own_day(client):
    make_screening(make_selection(make_film("Night")), at(0, 15, day=13))
    make_screening(make_selection(make_film("Eve")), at(23, 45, day=12))

    assert titles(client.get(FRIDAY)) == ["Night"]


def test_the_schedule_lists_its_days(client):
    for day in (12, 13, 13):
        make_screening(make_selection(make_film()), at(18, day=day))

    assert ("Thursday, 12 February 1 screening Friday, 13 February 2 screenings") in text(
        client.get("/2026/schedule/")
    )


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": "tentative"},
        {"selection": {"announced_at": in_an_hour}},
        {"selection": {"status": "withdrawn"}},
    ],
)
def test_what_is_not_public_is_not_on_the_schedule(client, hidden):
    fields = {k: v() if callable(v) else v for k, v in hidden.pop("selection", {}).items()}
    make_screening(make_selection(make_film("Open")), at(10))
    make_screening(make_selection(make_film("Secret"), **fields), at(12), **hidden)
    make_screening(make_selection(make_film("Alone"), **fields), at(12, day=14), **hidden)

    assert titles(client.get(FRIDAY)) == ["Open"]
    assert client.get("/2026/schedule/2026-02-14/").status_code == 404
    assert "14 February" not in text(client.get("/2026/schedule/"))


def test_before_the_schedule_is_announced_there_is_none(client):
    edition = make_edition(2026, schedule_announced_at=in_an_hour())
    screening = make_screening(make_selection(make_film("Tide"), edition), at(10))

    assert "has not been announced yet" in text(client.get("/2026/schedule/"))
    assert client.get(FRIDAY).status_code == 404
    assert client.get(f"/2026/venues/{screening.screen.venue.slug}/").status_code == 404


def test_a_moved_screening_says_when_it_was_to_start_and_counts_up(client):
    screening = make_screening(make_selection(make_film("Tide")), at(10))
    screening.starts_at = at(15)
    screening.save()

    assert "15:00 – to 16:30 Moved: it was to start on 13 February 2026 at 10:00." in text(
        client.get(FRIDAY)
    )
    assert screening.revision == 1


def test_a_tentative_screening_may_move_unnoticed():
    screening = make_screening(status="tentative")
    screening.starts_at = at(15)
    screening.save()

    assert (screening.previous_starts_at, screening.revision) == (None, 0)


def test_a_cancelled_screening_stays_and_says_so(client):
    make_screening(make_selection(make_film("Tide")), at(10), status="cancelled")

    assert "10:00 – to 11:30 Cancelled Tide" in text(client.get(FRIDAY))


def test_a_house_has_a_page_with_everything_it_shows(client):
    odeon = make_venue("Odeon", street="Quay 1", postcode="1000", city="Nordhavn")
    screen = make_screen(odeon, "2", capacity=120)
    make_screening(make_selection(make_film("Tide")), at(10), screen=screen)
    make_screening(make_selection(make_film("Salt")), at(10, day=14), screen=screen)
    make_screening(
        make_selection(make_film("Other")), at(10), screen=make_screen(make_venue("Elsewhere"))
    )

    response = client.get("/2026/venues/odeon/")

    assert titles(response) == ["Tide", "Salt"]
    assert "Odeon Quay 1, 1000 Nordhavn 2: 120 places Friday, 13 February" in text(response)


@pytest.mark.parametrize("day", ["2026-02-30", "2026-2-1", "0000-00-00", "2026-02-15", "x"])
def test_a_day_that_is_none_answers_404(client, day):
    make_screening(starts_at=at(10))

    assert client.get(f"/2026/schedule/{day}/").status_code == 404
    assert client.get(f"/2026/schedule/{day}/grid/").status_code == 404


def test_a_screening_is_of_a_selection_or_of_a_programme():
    block = make_block(10)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_screening(make_selection(), programme=block)


def test_times_are_right_across_the_change_to_summer_time(client):
    edition = make_edition(2026)
    for hour in (0, 1, 2):
        start = datetime(2026, 3, 29, hour, 30, tzinfo=UTC)
        make_screening(make_selection(make_film(f"Film {hour}"), edition), start)

    words = text(client.get("/2026/schedule/2026-03-29/"))

    assert [word for word in words.split() if word.endswith(":30")] == ["01:30", "03:30", "04:30"]


@pytest.mark.parametrize("rows", [1, 3, 30])
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (FRIDAY, 7),
        (f"{FRIDAY}grid/", 7),
        ("/2026/schedule/", 2),
        ("/2026/venues/harbour-cinema/", 10),
    ],
)
def test_the_number_of_queries_is_fixed(client, path, expected, rows):
    for number in range(rows):
        make_screening(programme=make_block(10, 20), starts_at=at(9))
        film = make_film(f"Film {number}", languages=["fr"])
        screening = make_screening(make_selection(film), at(10, number), ["en", "de"])
        ScreeningGuest.objects.create(screening=screening, person=make_person(), is_confirmed=True)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)

    assert response.status_code == 200
    assert len(queries) == expected


PAGES = (FRIDAY, f"{FRIDAY}grid/", "/2026/schedule/", "/2026/venues/harbour-cinema/", "/2026/")


def test_what_pages_of_the_schedule_share_is_read_once(client, remembering):
    """Each asks for the revision and for its edition; a house, for itself and what it shows."""
    for number in range(3):
        make_screening(make_selection(make_film(f"Film {number}")), at(10, number))
    first = [body(client.get(path)) for path in PAGES]

    with CaptureQueriesContext(connection) as queries:
        again = [body(client.get(path)) for path in PAGES]

    assert again == first
    assert len(queries) == len(PAGES) * 2 + 3


def test_what_is_remembered_of_a_screening_outlives_no_change(client, remembering):
    selection = make_selection(make_film("Tide"))
    screening, again = make_screening(selection, at(10)), make_screening(selection, at(20))
    shown = [titles(client.get(FRIDAY)), "Screening 1 of 2" in text(client.get(FRIDAY))]
    screening.starts_at = at(10, day=14)
    screening.save()
    moved = [titles(client.get(FRIDAY)), "Screening 1 of 2" in text(client.get(FRIDAY))]
    again.selection.status = "withdrawn"
    again.selection.save()

    assert (shown, moved) == ([["Tide", "Tide"], True], [["Tide"], True])
    assert client.get(FRIDAY).status_code == 404


def test_a_screening_keeps_its_code_when_it_moves():
    screening = make_screening()
    code = screening.code

    screening.starts_at += timedelta(hours=2)
    screening.save()

    screening.refresh_from_db()
    assert screening.code == code
    assert re.fullmatch(r"[a-z2-9]{8}", code)
    assert make_screening().code != code


def headings(response):
    found = re.findall(r"<h([1-6])[^>]*>(.*?)</h[1-6]>", response.content.decode(), re.S)
    return [(int(level), re.sub("<[^>]+>", "", words)) for level, words in found]


def test_a_day_has_a_heading_for_every_hour_in_which_something_starts(client):
    for title, start in [("Dawn", at(9, 5)), ("Noon", at(12)), ("Lunch", at(12, 55))]:
        make_screening(make_selection(make_film(title)), start)

    assert headings(client.get(FRIDAY)) == [
        (1, "Friday, 13 February"),
        (2, "09:00"),
        (3, "Dawn"),
        (2, "12:00"),
        (3, "Noon"),
        (3, "Lunch"),
    ]


def test_every_day_leads_to_all_others_in_the_same_view(client):
    for day in (12, 13, 15):
        make_screening(starts_at=at(18, day=day))

    for view in ("", "grid/"):
        page = client.get(f"{FRIDAY}{view}").content.decode()
        strip = page.partition('class="day-strip"')[2].partition("</nav>")[0]
        assert re.findall(r'href="(.*?)"( aria-current="page")?', strip) == [
            (f"/2026/schedule/2026-02-12/{view}", ""),
            (f"/2026/schedule/2026-02-13/{view}", ' aria-current="page"'),
            (f"/2026/schedule/2026-02-15/{view}", ""),
        ]
        assert f'rel="prev" href="/2026/schedule/2026-02-12/{view}"' in page
        assert f'rel="next" href="/2026/schedule/2026-02-15/{view}"' in page


def rows_of_table(response):
    """The cells of each row as (columns, words)."""
    rows = re.findall(r"<tr>(.*?)</tr>", response.content.decode(), re.S)
    return [
        [
            (int((re.findall(r'colspan="(\d+)"', tag) or [1])[0]), strip(words))
            for tag, words in re.findall(r"<t([hd][^>]*)>(.*?)</t[hd]>", row, re.S)
        ]
        for row in rows
    ]


def strip(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_the_grid_is_a_table_of_screens_and_hours_with_five_minutes_a_column(client):
    odeon, roxy = make_venue("Odeon", position=1), make_venue("Roxy", position=2)
    first, second = make_screen(odeon, "1"), make_screen(odeon, "2", position=1)
    only = make_screen(roxy)
    film = make_film("Tide", runtime_minutes=82, languages=["fr"])
    make_screening(make_selection(film), at(9, 30), screen=only)
    long_film = make_selection(make_film("Long", runtime_minutes=120))
    make_screening(long_film, at(10), screen=first, introduction_minutes=10)
    overlap = make_selection(make_film("Overlap", runtime_minutes=30))
    make_screening(overlap, at(11, 30), screen=first, status="cancelled")
    make_screening(make_selection(make_film("After", runtime_minutes=5)), at(12, 10), screen=first)
    unknown = make_selection(make_film("Unknown", runtime_minutes=None))
    make_screening(unknown, at(10), screen=second)

    assert rows_of_table(client.get(f"{FRIDAY}grid/")) == [
        [(1, "Screen"), (12, "09:00"), (12, "10:00"), (12, "11:00"), (12, "12:00")],
        [
            (1, "Odeon 1"),
            (12, ""),
            (26, "10:00 – to 12:10 Long"),
            (1, "12:10 – to 12:15 After"),
            (9, ""),
        ],
        [(30, ""), (6, "11:30 – to 12:00 Overlap Cancelled"), (12, "")],
        [(1, "Odeon 2"), (12, ""), (18, "10:00 Unknown"), (18, "")],
        [(1, "Roxy"), (6, ""), (16, "09:30 – to 10:52 Tide OV"), (26, "")],
    ]


def test_a_long_pause_parts_the_grid(client):
    for title, start in [
        ("Night", at(0, 15)),
        ("Morning", at(10)),
        ("Noon", at(12)),
        ("Late", at(23, 30)),
    ]:
        make_screening(make_selection(make_film(title, runtime_minutes=90)), start)

    page = client.get(f"{FRIDAY}grid/")

    assert re.findall(r"from ([\d:]+): a row", text(page)) == ["00:00", "10:00", "23:00"]
    heads = [row for row in rows_of_table(page) if row[0] == (1, "Screen")]
    assert [[hour for _span, hour in head[1:]] for head in heads] == [
        ["00:00", "01:00"],
        ["10:00", "11:00", "12:00", "13:00"],
        ["23:00", "00:00"],
    ]


@pytest.mark.parametrize(
    ("day", "hours"),
    [("2026-03-29", ["01:00", "03:00", "04:00"]), ("2026-10-25", ["01:00", "02:00", "02:00"])],
)
def test_the_grid_s_hours_are_those_of_the_clocks_when_these_change(client, day, hours):
    start = datetime.fromisoformat(f"{day}T00:30:00Z") - (
        timedelta() if day < "2026-05" else timedelta(hours=1)
    )
    make_screening(make_selection(make_film(runtime_minutes=150)), start)

    head, row = rows_of_table(client.get(f"/2026/schedule/{day}/grid/"))

    assert head == [(1, "Screen"), *((12, hour) for hour in hours)]
    assert [span for span, _words in row] == [1, 6, 30]


def test_a_house_that_knows_no_length_names_no_end(client):
    film = make_selection(make_film("Tide", runtime_minutes=None))
    make_screening(film, at(10), introduction_minutes=5)

    assert "10:00 Tide" in text(client.get(FRIDAY))


def test_a_screening_entered_in_local_time_lasts_as_long_when_clocks_change():
    night = datetime(2026, 3, 29, 1, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))
    selection = make_selection(make_film("Tide", runtime_minutes=90))

    screening = make_screening(selection, night)

    assert screening.ends_at == datetime(2026, 3, 29, 2, 0, tzinfo=UTC)


MOVES = st.lists(st.tuples(st.integers(11, 15), st.integers(0, 24 * 60 - 1)), max_size=4)


@examples(8, 200)
@given(moves=MOVES)
def move(moves, client, screening):
    for day, minutes in moves:
        screening.starts_at = at(0, day=day) + timedelta(minutes=minutes)
        screening.save()
    expected = [screening.starts_at]
    days = re.findall(r'href="(/2026/schedule/[-\d]+/)"', body(client.get("/2026/schedule/")))
    shown = [time for day in days for time in times_of_screenings(client.get(day))]
    film = times_of_screenings(client.get(screening.selection.film.get_absolute_url()))
    calendar = re.findall(r"DTSTART:(\w+)", body(client.get("/2026/programme/calendar.ics")))

    assert (shown, film) == (expected, expected)
    assert calendar == [screening.starts_at.strftime("%Y%m%dT%H%M%SZ")]


def body(response):
    return response.content.decode()


def times_of_screenings(response):
    found = re.findall(r'class="screening-time"><time datetime="([^"]+)"', body(response))
    return [datetime.fromisoformat(time) for time in found]


def test_however_a_screening_moves_it_is_shown_at_one_time_everywhere(client):
    make_edition(starts_on=date(2026, 2, 10), ends_on=date(2026, 2, 16))
    move(client=client, screening=make_screening(make_selection(make_film("Tide"))))
