import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.intake.schedules import (
    Cinema,
    UnreadableScheduleError,
    read_line,
    read_schedule,
    split_cinema,
)

FILE = (Path(__file__).parent / "harbour-2024.json").read_text("utf-8")


@pytest.fixture(scope="module")
def schedule():
    return read_schedule(FILE)


def test_reads_titles_by_id_and_the_one_that_is_shown(schedule):
    assert schedule.films == {
        "1": "Salt & Rope",
        "2": "The Twins",
        "3": "The Twins",
        "4": "In Conversation With the Tide",
        "5": "Never Shown",
    }


def test_reads_house_screen_and_hour(schedule):
    assert [(one.film, one.cinema, str(one.starts_at)) for one in schedule.showings] == [
        ("1", Cinema("Odeon", "2"), "2024-02-15 19:30:00"),
        ("1", Cinema("Odeon", "12"), "2024-02-16 10:00:00"),
        ("2", Cinema("Odeon", "2"), "2024-02-16 19:30:00"),
        ("3", Cinema("Quay Cinema"), "2024-02-17 00:15:00"),
        ("3", Cinema("Quay Cinema"), "2024-02-17 20:00:00"),
        ("4", Cinema("Mill", "M1 / Loft"), "2024-02-18 11:00:00"),
        ("2", Cinema("Odeon", "PRISM"), "2024-02-19 15:00:00"),
        ("2", Cinema("Odeon", "2"), "2024-02-19 09:00:00"),
        ("2", Cinema("kino 66"), "2024-02-20 21:00:00"),
    ]


def test_reads_versions_access_and_ages(schedule):
    lines = [one.line for one in schedule.showings]
    assert [line.subtitles for line in lines] == [
        ("en", "de"),
        ("de",),
        ("en",),
        (),
        (),
        (),
        ("en", "de"),
        (),
        ("en",),
    ]
    assert [line.voice_over for line in lines] == ["", "", "de", "", "", "", "", "", ""]
    assert lines[6].access == ("audio-description", "sign-language")
    assert [line.age for line in lines if line.age] == [11]


def test_reports_what_it_cannot_read(schedule):
    assert schedule.problems == (
        "film 4 is “In Conversation With the Tide”, and also “In Conversation”",
        "remark not read: Piano: Ana Lund",
        "remark not read: Opening night",
        "unknown language of subtitles: F",
        "screening left out: there is no film 9: Nobody's",
        "screening left out: no telling the cinema from the remarks: “Somewhere Else”",
        "screening left out: no hour: on Tuesday",
    )


@pytest.mark.parametrize(
    ("printed", "house", "screen"),
    [
        ("Zoo 1", "Zoo", "1"),
        ("Zoo", "Zoo", ""),
        ("Film Theatre 30", "Film Theatre", "30"),
        ("kino 66", "kino 66", ""),
        ("Mill (M2)", "Mill", "M2"),
        ("Star IMAX", "Star", "IMAX"),
        ("Other IMAX", "Other IMAX", ""),
        ("Star Paris", "Star Paris", ""),
    ],
)
def test_parts_house_from_screen(printed, house, screen):
    assert split_cinema(printed, {"Star"}) == Cinema(house, screen)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"films": 1, "screenings": []}', "5", "{"])
def test_refuses_what_is_no_schedule(text):
    with pytest.raises(UnreadableScheduleError):
        read_schedule(text)


@pytest.mark.parametrize("hour", ["2024-02-20", "2024-02-20 12:00:00+01:00", None, 7])
def test_an_hour_is_on_the_clock_of_the_town(hour):
    row = {"film": "1", "cinema": "Odeon ", "starts_at": hour}
    schedule = read_schedule(
        json.dumps({"films": [{"id": "1", "title": "A"}], "screenings": [row]})
    )
    assert (schedule.showings, len(schedule.problems)) == ((), 1)


names = st.from_regex(r"[A-Z][a-z]{2,9}( [A-Z][a-z]{2,9})?", fullmatch=True)
remarks = st.sampled_from(["", "Audiodescription", "sign-language", "German voice-over"])


@given(names, st.integers(0, 30), st.sampled_from(["", "E", "G", "E, G", "G, E"]), remarks)
def test_reads_back_any_line_it_could_print(house, number, letters, remark):
    cinema = f"{house} {number}" if number else house
    printed = f"{cinema} ({letters}){remark}" if letters else f"{cinema} {remark}"

    line = read_line(printed, {cinema})

    assert split_cinema(line.cinema, ()) == Cinema(house, str(number or ""))
    assert line.subtitles == tuple({"E": "en", "G": "de"}[x] for x in letters.split(", ") if x)
    assert line.problems == ()


@given(st.text())
def test_any_line_is_read_or_refused(printed):
    try:
        assert read_line(printed, set()).cinema
    except ValueError as error:
        assert "no telling" in str(error)
