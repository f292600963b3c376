import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from tests.catalogue.test_schedule import at, make_block
from tests.factories import (
    an_hour_ago,
    in_an_hour,
    make_film,
    make_screen,
    make_screening,
    make_selection,
    make_venue,
)
from tests.pages import messages, text, titles

pytestmark = pytest.mark.django_db
HERE = "/my-programme/"


@pytest.fixture(autouse=True)
def january():
    with time_machine.travel("2026-01-20T12:00:00Z", tick=False):
        yield


def marked(*screenings, films=()):
    query = [f"film={film.slug}" for film in films]
    query += [f"screening={screening.code}" for screening in screenings]
    return f"{HERE}?{'&'.join(query)}"


def show(title, start, minutes=90, **fields):
    """A public screening of a new film of that title and length."""
    film = make_film(title, runtime_minutes=minutes)
    return make_screening(make_selection(film), start, **fields)


def content(response):
    """The words of the plan itself: from its heading to the form that adds films."""
    return text(response).partition("Show how it is now ")[2].partition(" Add a film")[0]


def changes(response):
    """{words of a link: address} of the links that lead to a changed programme."""
    found = re.findall(r'<a data-change href="([^"]*)">(.*?)</a>', response.content.decode(), re.S)
    return {
        " ".join(re.sub(r"<[^>]+>", "", words).split()): address.replace("&amp;", "&")
        for address, words in found
    }


def test_without_marks_the_page_says_what_it_is_for(client):
    show("Tide", at(10))

    response = client.get(HERE)

    assert "Nothing is marked yet." in text(response)
    assert "There is no account and no cookie." in text(response)
    assert titles(response) == []
    assert "Whoever has this address" not in text(response)


def test_marked_screenings_stand_by_day_and_hour_with_end_house_and_version(client):
    odeon = make_screen(make_venue("Odeon"), "2")
    late = show("Late", at(21), 60, screen=odeon)
    early = show("Early", at(10), 82, screen=odeon)
    tomorrow = show("Tomorrow", at(9, day=14), screen=odeon)
    french = make_selection(make_film("Salt", languages=["fr"]))
    subtitled = make_screening(french, at(18, day=14), ["en"], screen=odeon)

    response = client.get(marked(late, early, tomorrow, subtitled))

    assert content(response) == (
        "Friday, 13 February 10:00 – to 11:22 Early Odeon 2 Panorama Remove : Early "
        "Same house · 9 h 38 min between 21:00 – to 22:00 Late Odeon 2 Panorama Remove : Late "
        "Saturday, 14 February 09:00 – to 10:30 Tomorrow Odeon 2 Panorama Remove : Tomorrow "
        "Same house · 7 h 30 min between 18:00 – to 19:30 Salt Odeon 2 · OV with English "
        "subtitles Panorama Remove : Salt"
    )
    assert titles(response) == ["Early", "Late", "Tomorrow", "Salt"]


def test_clashes_are_named_on_both_sides(client):
    tide, salt = show("Tide", at(18), 90), show("Salt", at(19), 60)

    words = content(client.get(marked(tide, salt)))

    assert "Tide Harbour Cinema Clashes with “Salt”, 19:00–20:00. No other screening" in words
    assert "Salt Harbour Cinema Clashes with “Tide”, 18:00–19:30. No other screening" in words


def test_the_way_between_two_houses_is_told_and_called_tight_where_it_is(client):
    palace = make_screen(make_venue("Palace", latitude="55.46701", longitude="8.45127"))
    customs = make_screen(make_venue("Customs", latitude="55.46418", longitude="8.44673"))
    nowhere = make_screen(make_venue("Tent"))
    day = [
        show("One", at(10), 60, screen=palace),
        show("Two", at(11, 7), 53, screen=customs),
        show("Three", at(12, 30), 30, screen=palace),
        show("Four", at(14), 30, screen=nowhere),
    ]

    words = content(client.get(marked(*day)))

    assert re.findall(r"(?<=Remove : )\w+ (.*?between)", words) == [
        "Tight: 8 min on foot · only 7 min between",
        "8 min on foot · 30 min between",
        "The length of the way is not known · 1 h 0 min between",
    ]
    assert "at 4.5 km/h" in text(client.get(marked(*day)))


def test_for_a_clash_another_screening_is_offered_that_fits_the_rest(client):
    """Not the one that clashes too, not a cancelled one, not one that has started."""
    tide, salt = show("Tide", at(18)), show("Salt", at(19))
    again = make_screening(tide.selection, at(18, day=15))
    make_screening(tide.selection, at(19, 30))
    make_screening(tide.selection, at(18, day=16), status="cancelled")
    make_screening(tide.selection, an_hour_ago())
    make_screening(salt.selection, at(17, 30))

    response = client.get(marked(tide, salt))

    words = content(response)
    assert "Another screening fits: Sunday, 15 February · 18:00 · Harbour Cinema Panorama" in words
    assert words.count("No other screening of it fits.") == 1
    assert changes(response)["Sunday, 15 February · 18:00 · Harbour Cinema"] == (
        f"/my-programme/?screening={salt.code}&screening={again.code}"
    )


def test_a_film_without_a_chosen_screening_lists_them_with_what_they_clash_with(client):
    salt = show("Salt", at(19))
    tide = show("Tide", at(18))
    again = make_screening(tide.selection, at(18, day=15))
    film = tide.selection.film

    response = client.get(marked(salt, films=[film]))

    assert content(response).endswith(
        "Still to place Tide Choose Friday, 13 February · 18:00 · Harbour Cinema clashes with "
        "“Salt” Choose Sunday, 15 February · 18:00 · Harbour Cinema fits Remove : Tide"
    )
    assert "1 screening · 1 film still to place" in text(response)
    chosen = changes(response)["Choose Sunday, 15 February · 18:00 · Harbour Cinema"]
    assert chosen == (f"/my-programme/?film=tide-2026&screening={salt.code}&screening={again.code}")
    assert "Still to place" not in content(client.get(chosen))


def test_an_option_that_cannot_be_reached_in_time_says_so(client):
    palace = make_screen(make_venue("Palace", latitude="55.46701", longitude="8.45127"))
    customs = make_screen(make_venue("Customs", latitude="55.46418", longitude="8.44673"))
    salt = show("Salt", at(10), 60, screen=palace)
    tide = show("Tide", at(11, 5), screen=customs)

    words = content(client.get(marked(salt, films=[tide.selection.film])))

    assert "Customs the way is too long for the time between Remove : Tide" in words


def test_a_film_whose_screenings_are_over_or_unknown_says_so(client):
    seen = make_screening(make_selection(make_film("Seen")), an_hour_ago()).selection.film
    never = make_selection(make_film("Unplanned")).film

    words = content(client.get(marked(films=[seen, never])))

    assert "Seen It is not shown again. Remove" in words
    assert "Unplanned Its screenings have not been announced yet. Remove" in words


def test_a_short_is_placed_by_the_programme_it_is_shown_in(client):
    block = make_block(10, 20)
    shown = make_screening(programme=block, starts_at=at(18))
    short = block.slots.first().selection.film

    wish = client.get(marked(films=[short]))
    assert "Choose Friday, 13 February · 18:00 · Harbour Cinema · OV fits" in content(wish)

    placed = client.get(marked(shown, films=[short]))
    assert titles(placed) == ["Small Hours"]
    assert "18:00 – to 18:30 Small Hours" in content(placed)


def test_a_cancelled_screening_says_so_and_stands_in_nobodys_way(client):
    tide, salt = show("Tide", at(18), status="cancelled"), show("Salt", at(18, 30))
    make_screening(tide.selection, at(18, day=15))

    words = content(client.get(marked(tide, salt)))

    assert "18:00 – to 19:30 Cancelled Tide Harbour Cinema Another screening fits: Sunday" in words
    assert "Clashes" not in words
    assert "between" not in words


def test_a_moved_screening_keeps_its_mark_and_says_when_it_was_to_start(client):
    tide = show("Tide", at(18))
    address = marked(tide)
    tide.starts_at = at(20)
    tide.save()

    assert content(client.get(address)).startswith(
        "Friday, 13 February 20:00 – to 21:30 Moved: it was to start on 13 February 2026 at 18:00."
    )


def test_what_is_chosen_twice_says_so_and_needs_no_third(client):
    tide, salt = show("Tide", at(18)), show("Salt", at(19))
    again = make_screening(tide.selection, at(18, day=15))
    make_screening(tide.selection, at(18, day=16))

    words = content(client.get(marked(tide, salt, again)))

    assert "Chosen twice: Sunday, 15 February · 18:00 · Harbour Cinema" in words
    assert "Another screening fits" not in words


def test_links_lead_to_the_programme_with_and_without(client):
    tide, salt = show("Tide", at(10)), show("Salt", at(18))
    again = make_screening(tide.selection, at(18, day=15))
    film = tide.selection.film

    links = changes(client.get(marked(tide, salt, films=[film])))

    assert links == {
        "Other screenings: Tide": f"/my-programme/?film=tide-2026&screening={salt.code}",
        "Remove: Tide": f"/my-programme/?screening={salt.code}",
        "Remove: Salt": f"/my-programme/?film=tide-2026&screening={tide.code}",
    }
    assert again.code in client.get(links["Other screenings: Tide"]).content.decode()


def test_a_film_is_found_by_words_and_added_to_what_is_marked(client):
    tide = show("Tide", at(10))
    make_selection(make_film("Salt and Wind", "Mara Vex"))

    response = client.get(f"{marked(tide)}&words=vex")

    assert changes(response)["Add “Salt and Wind”"] == (
        f"/my-programme/?film=salt-and-wind-2026&screening={tide.code}"
    )
    assert "Nothing found for “xyz”." in text(client.get(f"{marked(tide)}&words=xyz"))


@pytest.mark.parametrize("hidden", [True, False])
def test_hidden_and_made_up_marks_are_left_out_alike(client, hidden):
    tide = show("Tide", at(10))
    film, code = "film=nothing-2026", "screening=aaaaaaaa"
    if hidden:
        secret = make_selection(make_film("Nothing"), announced_at=in_an_hour())
        make_screening(secret, at(12), code="aaaaaaaa")
        make_screening(tide.selection, at(14), status="tentative", code="bbbbbbbb")

    response = client.get(f"{marked(tide)}&{film}&{code}&screening=bbbbbbbb")

    assert messages(response)[0] == "3 marks are no longer in the programme."
    assert titles(response) == ["Tide"]
    assert changes(response) == {"Remove: Tide": "/my-programme/"}
    assert "Nothing" not in text(response)


def test_a_mark_at_a_former_address_is_the_same_film_once(client):
    film = make_selection(make_film("Tide")).film
    film.slug = "high-tide"
    film.save()

    response = client.get(f"{HERE}?film=tide-2026&film=high-tide&film=tide-2026")

    assert titles(response) == ["Tide"]
    assert 'data-plan="?film=high-tide"' in response.content.decode()
    assert "no longer in the programme" not in text(response)


def test_the_address_is_shared_in_words_and_as_a_qr_code(client):
    tide = show("Tide", at(10))

    page = client.get(f"/de{marked(tide)}&screening=nothing").content.decode()
    code = client.get(f"/de/my-programme/qr.svg?screening={tide.code}")

    assert f'value="http://testserver/de/my-programme/?screening={tide.code}"' in page
    assert f'src="/de/my-programme/qr.svg?screening={tide.code}"' in page
    assert (code.status_code, code["Content-Type"]) == (200, "image/svg+xml")
    assert code.content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')
    assert code.content != client.get("/my-programme/qr.svg?screening=aaaaaaaa").content


def test_a_shared_address_is_previewed_with_its_marks_and_not_indexed(client):
    tide = show("Tide", at(10))
    address = f"screening={tide.code}"

    page = client.get(f"/de/my-programme/?{address}&screening=nothing&words=x").content.decode()

    assert re.findall(r'<meta property="og:url" content="(.*?)">', page) == [
        f"http://testserver/de/my-programme/?{address}"
    ]
    assert re.findall(r'<link rel="canonical" href="(.*?)">', page) == [
        "http://testserver/de/my-programme/"
    ]
    assert re.findall(r'<meta name="robots" content="(.*?)">', page) == ["noindex, follow"]


def test_the_marked_screenings_are_a_calendar_without_what_is_not_public(client):
    tide, salt = show("Tide", at(10)), show("Salt", at(12))
    hidden = make_screening(tide.selection, at(14), status="tentative")
    wish = make_selection(make_film("Wish")).film
    asked = marked(tide, salt, hidden, films=[wish]).removeprefix(HERE)

    page = client.get(f"/de{HERE}{asked}").content.decode()
    calendar = client.get(f"/de{HERE}calendar.ics{asked}")

    address = f"/de/my-programme/calendar.ics?film={wish.slug}&amp;screening={tide.code}"
    assert f'href="{address}&amp;screening={salt.code}"' in page
    assert f'href="webcal://testserver{address}' in page
    assert calendar["Content-Type"] == "text/calendar; charset=utf-8"
    entries = Calendar.from_ical(calendar.content)
    assert entries["X-WR-CALNAME"] == "Mein Programm"
    assert [str(event["SUMMARY"]) for event in entries.walk("VEVENT")] == ["Tide", "Salt"]


def test_without_a_chosen_screening_there_is_no_calendar_to_subscribe_to(client):
    wish = make_selection(make_film("Wish")).film

    assert "webcal" not in client.get(marked(films=[wish])).content.decode()


def test_what_no_qr_code_holds_is_shown_without_one(client):
    for number in range(30):
        make_selection(make_film(f"{number} {'long ' * 20}"))
    slugs = [f"film={number}-{'long-' * 20}2026" for number in range(30)]

    page = client.get(f"{HERE}?{'&'.join(slugs)}")

    assert "30 films still to place" in text(page)
    assert "qr.svg" not in page.content.decode()
    assert client.get(f"{HERE}qr.svg?{'&'.join(slugs)}").status_code == 404


def test_the_page_is_everybodys_and_changes_its_etag_with_what_it_shows(client):
    tide = show("Tide", at(10))
    first = client.get(marked(tide))

    assert first.cookies == {}
    assert first["Vary"] == "Accept-Encoding"
    etag = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    assert client.get(marked(tide), **etag).status_code == 304
    tide.status = "cancelled"
    tide.save()
    assert client.get(marked(tide), **etag).status_code == 200


def test_german_says_it_in_german(client):
    tide, salt = show("Tide", at(18)), show("Salt", at(19))

    words = text(client.get(f"/de{marked(tide, salt)}"))

    assert "Mein Programm" in words
    assert "Überschneidet sich mit „Salt“, 19:00–20:30." in words


@pytest.mark.parametrize("count", [1, 3, 100])
def test_the_number_of_queries_does_not_depend_on_the_marks(client, count):
    block = make_screening(programme=make_block(10, 20), starts_at=at(9))
    screenings, films = [block], []
    for number in range(count):
        film = make_film(f"Film {number}", languages=["fr"])
        chosen = make_screening(make_selection(film), at(10) + timedelta(minutes=number), ["en"])
        screenings.append(chosen)
    for number in range(min(count, 10)):
        wish = show(f"Wish {number}", at(12))
        films.append(wish.selection.film)
        make_screening(wish.selection, at(12, day=14))

    with CaptureQueriesContext(connection) as queries:
        response = client.get(marked(*screenings, films=films))

    assert len(titles(response)) == len(screenings) + len(films)
    assert len(queries) == 9


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("film=%00&screening=%00", "2 marks are no longer in the programme."),
        ("film=%FF&screening=%F0%9F", "2 marks are no longer in the programme."),
        ("film=" + "x" * 60_000, "1 mark is no longer in the programme."),
        ("film=&screening=", "2 marks are no longer in the programme."),
        ("film=../../etc&film=%3Cscript%3E", "2 marks are no longer in the programme."),
        ("words=%00", "This holds characters that cannot be read."),
        ("words=" + "x" * 60_000, "This is too long: 200 characters at most."),
    ],
)
def test_what_cannot_be_a_mark_is_answered_in_a_sentence(client, query, said):
    show("Tide", at(10))

    response = client.get(f"{HERE}?{query}")

    assert response.status_code == 200
    assert messages(response)[0 if "marks" in said or "mark " in said else -1] == said
    assert client.get(f"{HERE}qr.svg?{query}").status_code == 200
    assert client.get(f"{HERE}calendar.ics?{query}").status_code == 200


def test_two_thousand_marks_are_cut_to_what_a_programme_holds(client):
    tide = show("Tide", at(10))
    query = "&".join(f"screening={number:08}" for number in range(22222222, 22224222))

    response = client.get(f"{marked(tide)}&{query}")

    assert messages(response)[:2] == [
        "119 marks are no longer in the programme.",
        "A programme holds 120 marks: 1881 more were left out.",
    ]
    assert titles(response) == ["Tide"]
