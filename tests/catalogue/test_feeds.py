import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    in_an_hour,
    make_edition,
    make_film,
    make_screen,
    make_screening,
    make_selection,
    make_synopsis,
    make_venue,
)

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
NOW = datetime(2026, 1, 20, 12, tzinfo=UTC)


def feed(response):
    assert response.status_code == 200
    return ET.fromstring(response.content)


def titles(response):
    return [title.text for title in feed(response).findall("a:entry/a:title", ATOM)]


def value(element, path):
    """What an element says: its words, or where it links to."""
    found = element.find(path, ATOM)
    return found.text or found.get("href")


@pytest.fixture
def january():
    """Films announced at three hours, the edition's own the first of them."""
    with time_machine.travel(NOW, tick=False):
        edition = make_edition(2026, announced_at=NOW - timedelta(days=10))
        make_selection(make_film("First", "Ana Vex", ["BE", "IS"]), edition)
        late = make_selection(make_film("Late & <b>"), edition, announced_at=NOW)
        make_synopsis("A pier\x0b & fog.", film=late.film)
        make_selection(make_film("Secret"), edition, announced_at=NOW + timedelta(days=1))
        make_selection(make_film("Gone"), edition, status="withdrawn")
        older = make_edition(2025, announced_at=NOW - timedelta(days=300))
        make_selection(make_film("Older"), older)
        yield


def test_films_are_told_as_they_are_announced_the_last_first(client, january):
    assert titles(client.get("/announcements.atom")) == ["Late & <b>", "First", "Older"]
    assert titles(client.get("/2026/announcements.atom")) == ["Late & <b>", "First"]
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert titles(client.get("/2026/announcements.atom"))[0] == "Secret"


@pytest.mark.parametrize(
    ("prefix", "name", "said"),
    [
        (
            "",
            "Announcements · Marquee 2026",
            "<p>Panorama · 2026 · 90′</p><p>A pier &amp; fog.</p>",
        ),
        (
            "/de",
            "Bekanntgaben · Marquee 2026",
            "<p>Panorama · 2026 · 90′</p><p>A pier &amp; fog.</p><p>Bisher nur auf Englisch.</p>",
        ),
    ],
)
def test_a_feed_and_its_entries_say_what_they_are(client, january, prefix, name, said):
    language = prefix.strip("/") or "en"
    root = feed(client.get(f"{prefix}/2026/announcements.atom"))
    entry = root.find("a:entry", ATOM)
    slug = "late-b-2026"

    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert {
        path: value(root, path)
        for path in (
            "a:title",
            "a:id",
            "a:updated",
            "a:link[@rel='alternate']",
            "a:link[@rel='self']",
            "a:author/a:name",
        )
    } == {
        "a:title": name,
        "a:id": f"tag:marquee.example,2026:announcements/2026/{language}",
        "a:updated": "2026-01-20T12:00:00+00:00",
        "a:link[@rel='alternate']": f"http://testserver{prefix}/2026/",
        "a:link[@rel='self']": f"http://testserver{prefix}/2026/announcements.atom",
        "a:author/a:name": "Marquee",
    }
    assert value(entry, "a:link") == f"http://testserver{prefix}/films/{slug}/"
    assert value(entry, "a:updated") == "2026-01-20T12:00:00+00:00"
    assert value(entry, "a:summary") == said
    assert value(entry, "a:id").startswith("tag:marquee.example,2026:selections/")


def test_the_facts_of_a_film_stand_in_one_line(client, january):
    entries = feed(client.get("/2026/announcements.atom")).findall("a:entry", ATOM)

    assert value(entries[1], "a:summary") == (
        "<p>by Ana Vex · Panorama · Belgium / Iceland 2026 · 90′</p>"
    )


def test_changes_are_told_with_ids_that_last(client, january):
    screening = make_screening(
        make_selection(make_film("Tide")),
        datetime(2026, 2, 13, 17, tzinfo=UTC),
        screen=make_screen(make_venue("Odeon")),
        code="abcdefgh",
    )
    screening.changes.all().delete()
    screening.starts_at += timedelta(hours=2)
    screening.save()
    change = screening.changes.get()

    [entry] = feed(client.get("/2026/schedule/changes.atom")).findall("a:entry", ATOM)

    assert {
        path: value(entry, path) for path in ("a:title", "a:link", "a:updated", "a:id", "a:summary")
    } == {
        "a:title": "Tide: moved",
        "a:link": "http://testserver/films/tide-2026/#screenings",
        "a:updated": "2026-01-20T12:00:00+00:00",
        "a:id": f"tag:marquee.example,2026:screenings/abcdefgh/changes/{change.pk}/en",
        "a:summary": (
            "<p>Moved from Friday, 13 February, 18:00, Odeon"
            " to Friday, 13 February, 20:00, Odeon.</p>"
        ),
    }


def test_pages_name_the_feeds_in_their_heads(client, january):
    page = client.get("/de/2026/").content.decode()

    assert (
        '<link rel="alternate" type="application/atom+xml" title="Bekanntgaben" '
        'href="/de/announcements.atom">'
    ) in page
    assert (
        '<link rel="alternate" type="application/atom+xml" title="Änderungen im Spielplan" '
        'href="/de/2026/schedule/changes.atom">'
    ) in page


def test_a_feed_may_be_kept_by_anybody_and_asked_after(client, january):
    first = client.get("/announcements.atom")
    again = client.get("/announcements.atom", headers={"If-None-Match": first["ETag"]})

    assert (first["Content-Type"], first["Cache-Control"], first.get("Vary")) == (
        "application/atom+xml; charset=utf-8",
        "public, no-cache",
        "Accept-Encoding",
    )
    assert (first.cookies, again.status_code) == ({}, 304)


def test_a_feed_ends_after_a_hundred_entries(client):
    for number in range(103):
        make_selection(make_film(f"Film {number}"))

    assert len(titles(client.get("/announcements.atom"))) == 100


@pytest.mark.parametrize("rows", [1, 3, 30])
@pytest.mark.parametrize(
    ("path", "expected"), [("/announcements.atom", 6), ("/2026/announcements.atom", 7)]
)
def test_the_number_of_queries_is_fixed(client, path, expected, rows):
    for number in range(rows):
        film = make_film(f"Film {number}", "Ana Vex", ["BE"])
        make_selection(film)
        make_synopsis("Fog.", film=film)
    make_selection(make_film("Hidden"), announced_at=in_an_hour())

    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)

    assert len(titles(response)) == rows
    assert len(queries) == expected


def test_a_feed_without_entries_is_the_same_whenever_it_is_asked_for(client, january):
    first = client.get("/2026/schedule/changes.atom")
    with time_machine.travel(NOW + timedelta(seconds=5), tick=False):
        later = client.get("/2026/schedule/changes.atom", headers={"If-None-Match": first["ETag"]})

    assert (value(feed(first), "a:updated"), later.status_code) == (
        "2026-01-01T00:00:00+00:00",
        304,
    )
