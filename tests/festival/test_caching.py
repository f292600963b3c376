"""Kept pages: when one is answered with, whose, and that it is what would be made anew."""

import gzip
import threading
import time
import tracemalloc
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import brotli
import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from catalogue.models import Edition, Film, Page, Screening, Selection
from festival.caching import middleware, revisions
from festival.caching.addresses import OTHERS, READ, understood
from festival.caching.copies import OF_A_BODY, cache_control, encoding_for, packed, unpacked
from festival.caching.shelves import LEASE, shelf
from festival.databases.statements import changes_public
from tests.factories import (
    in_an_hour,
    make_editor,
    make_film,
    make_picture,
    make_screening,
    make_selection,
    make_still,
)
from tests.festival.shelves import SHELVES
from tests.festival.test_headers import addresses, wrong_with
from tests.pages import text

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
NOON = "2026-01-20 12:00Z"
PROGRAMME = "/2026/programme/"
DAY = "/2026/schedule/2026-01-20/"


def forget_all():
    shelf.cache_clear()
    middleware.at_hand.held.clear()
    revisions.newest.clear()


def committing(execute, sql, params, many, context):
    """Every change as if it were committed at once; test_revisions.py is about commits."""
    result = execute(sql, params, many, context)
    if changes_public(str(sql)):
        revisions.outdate(connection.count_up())
    return result


@pytest.fixture(params=SHELVES)
def kept(request, settings, tmp_path):
    """Pages are kept, and none is there yet."""
    settings.CACHE_URL = SHELVES[request.param]()
    settings.PAGES_ARE_KEPT, settings.VAR_DIR = True, str(tmp_path)
    settings.SECRET_KEY = str(tmp_path)  # a shelf of its own, whatever else uses that Redis
    forget_all()
    caches["process"].clear()
    with connection.execute_wrapper(committing):
        yield request.param
    settings.PAGES_ARE_KEPT = False
    forget_all()


@pytest.fixture
def made(monkeypatch):
    """The addresses that were made anew, in order."""
    found, really = [], middleware.made

    def noticed(address, state, request, get_response):
        found.append(request.get_full_path())
        return really(address, state, request, get_response)

    monkeypatch.setattr(middleware, "made", noticed)
    return found


def queries(kept):
    """Of a page from the shelf: who saves on another machine can tell only Redis."""
    return 1 if kept == "files" and connection.vendor == "postgresql" else 0


@pytest.fixture
def film():
    return make_selection(make_film("Here", "Mara Vex", ["BE"], runtime_minutes=82)).film


# Asked twice ------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/", PROGRAMME, "/de/films/here/", "/announcements.atom"])
def test_a_page_is_asked_for_again_without_a_query(
    client, kept, made, film, address, django_assert_num_queries
):
    address = address.replace("/films/here/", film.get_absolute_url())
    first = client.get(address)
    with django_assert_num_queries(queries(kept)):
        second = client.get(address)
    middleware.at_hand.held.clear()
    third = client.get(address)

    assert second.content == third.content == first.content
    assert dict(second.items()) | {"X-Request-ID": ""} == dict(first.items()) | {"X-Request-ID": ""}
    assert made == [address]


def test_it_is_the_page_that_is_made_without_a_shelf(client, kept, film, settings):
    found = {}
    for address in ("/", PROGRAMME, film.get_absolute_url(), "/api/1/editions/", "/sitemap.xml"):
        first = client.get(address)
        settings.PAGES_ARE_KEPT = False
        found[address] = (first.content, client.get(address).content)
        settings.PAGES_ARE_KEPT = True

    assert {address for address, (one, other) in found.items() if one != other} == set()


def test_who_has_the_page_is_told_so_and_nothing_is_made(client, kept, made, film):
    first = client.get(PROGRAMME, headers={"Accept-Encoding": "gzip"})
    again = client.get(PROGRAMME, headers={"Accept-Encoding": "br", "If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert made == [PROGRAMME]


def test_an_unchanged_page_is_answered_with_all_that_browsers_are_told_of_it(
    client, kept, film, settings
):
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    wrong, statuses = {}, Counter()
    for path in [*addresses(), film.get_absolute_url()]:
        page = client.get(path, secure=True)
        tag = page.get("ETag") if page.status_code == 200 else None
        for condition in ["If-None-Match", "If-Match"] if tag else []:
            sent = tag if condition == "If-None-Match" else '"another"'
            answer = client.get(path, secure=True, headers={condition: sent})
            statuses[answer.status_code] += 1
            if found := wrong_with(answer, path):
                wrong[path, condition] = found

    assert wrong == {}
    assert (set(statuses), statuses[304] > 30) == ({304, 412}, True)


def test_an_unchanged_page_is_kept_before_us_like_the_page_and_a_refused_one_by_nobody(
    client, kept, film
):
    page = client.get(PROGRAMME)
    unchanged = client.get(PROGRAMME, headers={"If-None-Match": page["ETag"]})
    refused = client.get(PROGRAMME, headers={"If-Match": '"another"'})

    assert unchanged["Cache-Control"] == page["Cache-Control"]
    assert (refused.status_code, refused["Cache-Control"]) == (412, "no-store")
    assert OF_A_BODY.isdisjoint(unchanged.headers)


def test_bodies_are_kept_compressed_in_each_encoding(client, kept, made, film):
    answers = {
        name: client.get(PROGRAMME, headers={"Accept-Encoding": name})
        for name in ("identity", "gzip", "br", "gzip, br", "br;q=0, gzip;q=0.5")
    }

    sent = [one.get("Content-Encoding") for one in answers.values()]
    assert sent == [None, "gzip", "br", "br", "gzip"]
    plain = answers["identity"].content
    assert gzip.decompress(answers["gzip"].content) == plain
    assert brotli.decompress(answers["br"].content) == plain
    assert {one["Vary"] for one in answers.values()} == {"Accept-Encoding"}
    assert [int(one["Content-Length"]) for one in answers.values()] == [
        len(one.content) for one in answers.values()
    ]
    assert made == [PROGRAMME]


def test_a_head_is_answered_from_the_same_copy(client, kept, made, film):
    got = client.get(PROGRAMME)
    asked = client.head(PROGRAMME)

    assert (asked.content, asked["ETag"], made) == (b"", got["ETag"], [PROGRAMME])


# Saved ------------------------------------------------------------------------------------------


def changes(film):
    def save():
        film.title = "There"
        film.save()

    return {
        "save": save,
        "update": lambda: Film.objects.update(title="There"),
        "bulk_update": lambda: Film.objects.bulk_update(
            [Film(pk=film.pk, title="There")], ["title"]
        ),
    }


@pytest.mark.parametrize("way", ["save", "update", "bulk_update"])
def test_after_a_save_the_next_request_shows_it(client, kept, film, way):
    addresses = [PROGRAMME, film.get_absolute_url(), "/"]
    for address in addresses:
        client.get(address)
    changes(film)[way]()

    assert ["There" in text(client.get(address)) for address in addresses] == [True] * 3


def test_what_lists_share_is_read_once_and_after_a_save_anew(client, kept, film):
    lists = [PROGRAMME, f"{PROGRAMME}?form=fiction", f"{PROGRAMME}?sort=-year"]
    with CaptureQueriesContext(connection) as asked:
        counts = [(client.get(address), len(asked.captured_queries))[1] for address in lists]
    make_selection(make_film("Elsewhere"), edition=film.selections.get().edition)
    shown = ["Elsewhere" in text(client.get(address)) for address in lists]

    own = queries(kept) + 1  # whether the revision is still there when the page is made
    assert [after - before for before, after in pairwise(counts)] == [1 + own, 1 + own]
    assert shown == [True, False, True]


def test_a_page_that_would_be_the_same_is_good_again_without_being_written(
    client, kept, made, film, monkeypatch
):
    address = film.get_absolute_url()
    before = client.get(address)
    make_film("Elsewhere")
    with monkeypatch.context() as unable:
        unable.setattr("catalogue.views.films.render", None)
        after = client.get(address)
        again = client.get(address)
        changed = client.get(address, headers={"If-None-Match": before["ETag"]})
    Film.objects.update(title="There")

    pages = [(page.content, page["ETag"]) for page in (before, after, again)]
    assert pages == [pages[0]] * 3
    assert (changed.status_code, made) == (304, [address] * 2)
    assert "There" in text(client.get(address))


def test_a_page_at_the_foot_is_on_every_page_at_once(client, kept, film):
    client.get(PROGRAMME)
    Page.objects.bulk_create([Page(slug="access", names={"en": "Access"}, is_public=True)])
    shown = "Access" in text(client.get(PROGRAMME)), "Access" in text(client.get("/nowhere/"))
    Page.objects.all().delete()

    assert (shown, "Access" in text(client.get(PROGRAMME))) == ((True, True), False)


def test_a_save_while_a_page_is_made_is_not_hidden_by_it(kept, client, film, monkeypatch):
    """What was begun before it is never answered with after it."""
    really = middleware.asked_plainly

    def slowly(*arguments):
        response = really(*arguments)
        Film.objects.update(title="There")
        return response

    with monkeypatch.context() as slow:
        slow.setattr(middleware, "asked_plainly", slowly)
        before = text(client.get(PROGRAMME))

    assert ("Here" in before, "There" in text(client.get(PROGRAMME))) == (True, True)


def name_another_edition():
    Edition.objects.update(name="Winter", ends_on=None)


def name_another_page():
    Page.objects.bulk_create([Page(slug="winter", names={"en": "Winter"}, is_public=True)])
    caches["process"].clear()  # it is asked for again each minute


@pytest.mark.parametrize("change", [name_another_edition, name_another_page])
@pytest.mark.parametrize("is_written_after", [True, False])
def test_a_page_of_two_revisions_is_not_taken_for_one_of_the_later(
    kept, client, film, monkeypatch, settings, change, is_written_after
):
    """Its foot is what was remembered before the save, and what it asks for is of after it."""
    address, really = f"/de{film.get_absolute_url()}", middleware.asked_plainly
    beside = make_selection(make_film("Beside"), edition=film.selections.get().edition)
    client.get(f"/de{beside.film.get_absolute_url()}")

    def slowly(*arguments):
        if is_written_after:
            change()
            return really(*arguments)
        response = really(*arguments)
        change()
        return response

    with monkeypatch.context() as slow:
        slow.setattr(middleware, "asked_plainly", slowly)
        mixed = client.get(address)
    again = client.get(address, headers={"If-None-Match": mixed["ETag"]})
    pages = [client.get(address).content for _time in range(2)]
    settings.PAGES_ARE_KEPT = False

    assert pages == [client.get(address).content] * 2
    assert b"Winter" in pages[0]
    assert again.status_code == 200


def test_a_reader_that_comes_late_does_not_bring_back_an_earlier_revision(kept, film):
    """It asked the database before a save, and tells the shelf after it."""
    if queries(kept):
        pytest.skip("nothing is taken on lease")
    now, place = time.time(), shelf()
    begun = place.clock()
    late = revisions.computed(now)
    Film.objects.update(title="There")
    place.publish((late.number, late.token, late.since, late.until), begun)

    assert place.state() is None
    assert revisions.current(now).number == late.number + 1
    assert place.state()[0] == late.number + 1


def test_a_lease_ends_by_itself(kept, film):
    """Who was killed between commit and telling keeps nobody from it for longer."""
    if queries(kept):
        pytest.skip("nothing is taken on lease")
    place = shelf()
    state = revisions.current(time.time())
    assert place.state() is not None
    place.publish((state.number, state.token, state.since, state.until), place.clock() - LEASE)
    time.sleep(LEASE)

    assert place.state() is None


# The clock --------------------------------------------------------------------------------------


@pytest.mark.parametrize("whose", ["selection", "edition"])
def test_a_film_appears_at_its_hour_and_no_byte_before(client, kept, whose):
    with time_machine.travel(NOON, tick=False):
        hour = in_an_hour()
        selection = make_selection(make_film("Here"), announced_at=hour)
        if whose == "edition":
            Selection.objects.update(announced_at=None)
            Edition.objects.update(announced_at=hour)
        film = selection.film
        make_selection(make_film("Open"), announced_at=timezone.now())
    addresses = [PROGRAMME, "/2026/", film.get_absolute_url(), "/search/?q=here", "/"]

    def shown(moment):
        with time_machine.travel(moment, tick=False):
            pages = [client.get(address) for address in addresses for _turn in range(2)]
            return ["Here" in text(page) for page in pages]

    before = [shown(hour - timedelta(seconds=1)), shown(hour - timedelta(microseconds=1))]
    assert (before, shown(hour)) == ([[False] * 10] * 2, [True] * 10)
    assert shown(hour - timedelta(seconds=1)) == [False] * 10  # a clock that is set back


def test_a_page_made_while_its_hour_passes_is_not_kept(client, kept, made, monkeypatch):
    with time_machine.travel(NOON, tick=False) as clock:
        hour = in_an_hour()
        make_selection(make_film("Here"), announced_at=hour)
        make_selection(make_film("Open"), announced_at=timezone.now())
        clock.move_to(hour - timedelta(seconds=1))
        really = middleware.asked_plainly

        def slowly(*arguments):
            clock.move_to(hour)
            return really(*arguments)

        with monkeypatch.context() as slow:
            slow.setattr(middleware, "asked_plainly", slowly)
            client.get(PROGRAMME)
        clock.move_to(hour - timedelta(seconds=1))
        page = client.get(PROGRAMME)

    assert ("Here" in text(page), made) == (False, [PROGRAMME] * 2)


def test_what_is_on_now_is_so_to_the_minute(client, kept, made):
    start = datetime(2026, 2, 13, 18, tzinfo=UTC)
    screening = make_screening(make_selection(make_film("Here", runtime_minutes=82)), start)
    long_ago = start - timedelta(days=9)
    Edition.objects.update(announced_at=long_ago, schedule_announced_at=long_ago)

    def home(moment):
        with time_machine.travel(moment, tick=False):
            return text(client.get("/"))

    running = home(start + timedelta(seconds=5))
    again = home(start + timedelta(seconds=59))
    later = home(start + timedelta(seconds=60))
    over = home(screening.likely_end)

    assert (running == again, running == later, made) == (True, False, ["/"] * 3)
    assert ["On now" in page for page in (running, later, over)] == [True, True, False]


@pytest.mark.parametrize(
    ("seconds", "fresh", "stale"), [(3600, 1, 1), (1.9, 1, 0), (1, 1, 0), (0.9, 0, 0), (-1, 0, 0)]
)
def test_no_cache_before_us_may_keep_a_page_beyond_its_hour(seconds, fresh, stale):
    assert cache_control(seconds) == (
        f"public, max-age=0, s-maxage={fresh}, stale-while-revalidate={stale}"
    )


def test_no_cache_before_us_keeps_that_something_is_not_there_yet(client, kept, film):
    film.selections.update(announced_at=in_an_hour())
    still, portrait = make_still(film), film.credits.get().person.portrait
    portrait.save("p.jpg", ContentFile(make_picture()))
    there = [
        f"{film.get_absolute_url()}share.jpg",
        f"/de{film.get_absolute_url()}share.jpg",
        still.get_absolute_url(),
        f"{still.get_absolute_url()}/press",
        portrait.rendition_url(64),
    ]
    made_up = ["/films/never-2026/share.jpg", "/stills/a.jpg", "/stills/a.jpg/press"]
    made_up += ["/portraits/a.jpg", "/static/never.css", "/nowhere/x/y/"]
    answers = {path: client.get(path) for path in [*there, *made_up]}

    assert {one.status_code for one in answers.values()} == {404}
    assert {one["Cache-Control"] for one in answers.values()} == {"no-cache"}


# Whose ------------------------------------------------------------------------------------------


def test_staff_neither_read_nor_fill_it(client, kept, made, film):
    staff = Client()
    staff.force_login(make_editor())
    mine = staff.get(PROGRAMME)
    client.get(PROGRAMME)
    staff.get(PROGRAMME)

    assert (made, mine["Cache-Control"]) == ([PROGRAMME], "private, no-cache")


def test_what_staff_were_sent_is_not_sent_to_a_stranger(client, kept, film):
    """Files of the desk and of the admin's lists, previews, pictures that are not public yet."""
    staff = Client()
    staff.force_login(User.objects.create_superuser("ida", password="secret"))
    addresses = ["/desk/2026/", "/desk/2026/?export=csv", "/admin/catalogue/film/?export=csv"]
    sent = [staff.get(address) for address in addresses]

    assert [client.get(address).status_code in (302, 403, 404) for address in addresses] == [
        True
    ] * 3
    assert all("public" not in one.get("Cache-Control", "private") for one in sent)


@pytest.mark.parametrize(
    "headers", [{"Range": "bytes=0-9"}, {"Authorization": "Basic YTpi"}, {"Cookie": "sessionid=x"}]
)
def test_who_asks_for_something_else_neither_reads_nor_fills_it(client, kept, made, film, headers):
    Client(headers=headers).get(PROGRAMME)
    client.get(PROGRAMME)
    Client(headers=headers).get(PROGRAMME)

    assert made == [PROGRAMME]


def answering(**headers):
    def get_response(request):
        response = HttpResponse(b"x", status=int(headers.get("status", 200)))
        for name, value in headers.items():
            if name == "cookie":
                response.set_cookie("a", value)
            elif name != "status":
                response[name.replace("_", "-")] = value
        return response

    return get_response


@pytest.mark.parametrize(
    ("headers", "times"),
    [
        ({}, 1),
        ({"Cache_Control": "public, no-cache"}, 1),
        ({"Vary": "Accept-Encoding"}, 1),
        ({"cookie": "a"}, 2),
        ({"Set_Cookie": "a=b"}, 2),
        ({"Vary": "*"}, 2),
        ({"Vary": "Cookie"}, 2),
        ({"Cache_Control": "private"}, 2),
        ({"Cache_Control": "no-store"}, 2),
        ({"status": 404}, 2),
        ({"status": 301}, 2),
        ({"status": 500}, 2),
    ],
)
def test_only_a_whole_page_for_everybody_is_kept(kept, made, film, headers, times):
    ask = middleware.keep_pages(answering(**headers))
    for _turn in range(2):
        ask(RequestFactory().get(PROGRAMME))

    assert len(made) == times


def test_no_other_host_has_a_copy(client, kept, made, film):
    assert client.get(PROGRAMME, headers={"Host": "evil.example"}).status_code == 400
    pages = [client.get(PROGRAMME, headers={"Host": host}) for host in ("testserver", "localhost")]
    client.get(PROGRAMME, headers={"Host": "localhost:81"})

    assert [b"http://localhost/" in page.content for page in pages] == [False, True]
    assert made == [PROGRAMME] * 2


@pytest.mark.parametrize("host", ["TESTSERVER", "testserver.", "TestServer.:80", "testserver:80"])
def test_a_host_has_one_spelling_for_all_copies_and_links(client, kept, made, film, host):
    page = client.get(PROGRAMME)
    other = client.get(PROGRAMME, headers={"Host": host})
    mine = client.get("/my-programme/?film=here-2026", headers={"Host": host})
    slash = client.get("/archive", headers={"Host": host})

    assert (other.content, made[0], made.count(PROGRAMME)) == (page.content, PROGRAMME, 1)
    assert "http://testserver/my-programme/?film=here-2026" in mine.text
    assert host not in mine.text
    assert slash["Location"] == "/archive/"


@pytest.mark.parametrize(
    "host", ["testserver..", ".testserver", "testserver:", "testserver.:80.", "[::1", "[::1].", "."]
)
def test_what_is_no_spelling_of_a_host_is_refused(client, kept, made, film, host):
    assert client.get(PROGRAMME, headers={"Host": host}).status_code == 400
    assert made == []


# Addresses --------------------------------------------------------------------------------------


def test_an_address_is_what_its_page_reads_of_it():
    def key(address):
        path, _mark, query = address.partition("?")
        found = understood("http://testserver", path, query)
        return found and found.key.partition(" http://testserver")[2]

    known = f"{PROGRAMME}?country=belgium&page=2&section=encounters&section=panorama"
    assert {
        key(f"{PROGRAMME}?section=panorama&page=2&section=encounters&country=belgium"),
        key(f"{PROGRAMME}?utm_source=x&country=belgium&page=2&section=encounters&section=panorama"),
        key(
            f"{PROGRAMME}?section=panorama&section=encounters&section=panorama&country=%62elgium&page=2"
        ),
    } == {known}
    assert key("/films/here/?q=1&page=2&a=b") == "/films/here/?"
    assert key("/my-programme/?film=b&film=a") == "/my-programme/?film=b&film=a"
    assert key("/de/films/here/") == "/de/films/here/?"
    assert key(f"/search/?q={'x' * 2000}") == ""
    for none in ("/admin/", "/desk/", "/preview/x/", "/stills/a.jpg", "/static/a.css", "/x/y/z/"):
        assert key(none) is None
    assert key("/api/1/editions/?unknown=1") is None  # refused there


def test_what_is_asked_at_length_is_not_remembered():
    def held_after(ask):
        ask(0)
        tracemalloc.start()
        for number in range(1, 40):
            ask(number)
        held, _most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return held

    long = "x" * 50_000
    assert [
        held_after(ask) < 500_000
        for ask in (
            lambda number: understood("http://testserver", "/search/", f"q={number}{long}"),
            lambda number: understood("http://testserver", f"/{number}{long}", ""),
            lambda number: understood(f"http://{number}{long}", "/search/", ""),
            lambda number: encoding_for(f"{number}{long}, gzip", "gzip", "br"),
        )
    ] == [True] * 4


def test_pages_show_nothing_of_what_they_do_not_read(client, film):
    assert b"canary" not in client.get("/archive/?utm=canary").content


def test_what_pages_read_is_told_of_addresses_that_there_are():
    names = set()

    def walk(resolver, namespace=""):
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                walk(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
            else:
                names.add(f"{namespace}{pattern.name}")

    walk(get_resolver())
    assert set(READ) | OTHERS <= names


def test_places_on_the_shelf_are_numbered():
    slots = {
        understood("http://testserver", path, f"q={number}").slot
        for number in range(3000)
        for path in ("/search/", "/films/here/")
    }

    assert slots >= {understood("http://testserver", "/films/here/", "").slot}
    assert {slot[0] for slot in slots} == {"p", "q"}
    assert max(int(slot[1:]) for slot in slots if slot[0] == "q") < 4096


@given(st.dictionaries(st.sampled_from(["", "gzip", "br"]), st.binary(), min_size=1))
def test_a_copy_comes_back_from_the_shelf_as_it_was(bodies):
    copy = middleware.copy_of(HttpResponse("ä" * 300), "key", "revision", 1.5)
    object.__setattr__(copy, "bodies", bodies)

    assert unpacked(packed(copy)) == copy
    assert unpacked(packed(copy)[:-1] if any(bodies.values()) else b"") is None
    assert unpacked(b"\0\0\0\1") is None


def test_encodings_that_are_refused_are_not_sent():
    both = ("gzip", "br")
    asked = ["", "*", "gzip;q=0", "br;q=0.0, gzip", "GZIP", "deflate, br;q=1"]
    assert [encoding_for(one, *both) for one in asked] == [None, None, None, "gzip", "gzip", "br"]


# Once -------------------------------------------------------------------------------------------


def test_a_slow_page_is_made_once_for_all_who_wait(kept, made, film, monkeypatch):
    def slowly(request):
        time.sleep(0.3)
        return HttpResponse("x")

    ask, answers = middleware.keep_pages(slowly), []
    state = revisions.current(time.time())
    monkeypatch.setattr(middleware, "known_state", lambda: state)
    monkeypatch.setattr(middleware, "is_present", lambda _state: True)

    def visit():
        answers.append(ask(RequestFactory().get(PROGRAMME)).content)

    visitors = [threading.Thread(target=visit) for _turn in range(8)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()

    assert (answers, made) == ([b"x"] * 8, [PROGRAMME])


# Away -------------------------------------------------------------------------------------------


def away(settings, tmp_path, kept):
    """No Redis answers, and no file can be written."""
    nowhere = tmp_path / "nowhere"
    nowhere.write_text("")
    settings.VAR_DIR = str(nowhere)
    settings.CACHE_URL = settings.CACHE_URL and "redis://127.0.0.1:1/0"
    shelf.cache_clear()


def test_without_a_shelf_pages_come_from_the_database_and_saves_are_answered_when_seen(
    client, kept, film, settings, tmp_path
):
    client.get(PROGRAMME)
    known = settings.CACHE_URL, settings.VAR_DIR
    away(settings, tmp_path, kept)
    pages = [client.get(PROGRAMME) for _turn in range(3)]
    Film.objects.update(title="There")
    begun = time.monotonic()
    revisions.wait_until_known()
    waited = time.monotonic() - begun
    during = text(client.get(PROGRAMME))
    settings.CACHE_URL, settings.VAR_DIR = known
    shelf.cache_clear()
    after = text(client.get(PROGRAMME))

    assert [page.status_code for page in pages] == [200] * 3
    assert ["There" in page for page in (during, after)] == [True, True]
    assert (waited > LEASE / 2) is not bool(queries(kept))


# All of it --------------------------------------------------------------------------------------


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("title"), st.integers(0, 2), st.text("ab", min_size=1, max_size=3)),
        st.tuples(st.just("status"), st.integers(0, 2), st.sampled_from(["confirmed", "invited"])),
        st.tuples(st.just("hour"), st.integers(0, 2), st.integers(0, 9)),
        st.tuples(st.just("start"), st.integers(0, 2), st.integers(0, 9)),
        st.tuples(st.just("clock"), st.integers(0, 3), st.integers(0, 9)),
        st.tuples(st.just("visit"), st.integers(0, 8), st.integers(1, 2)),
    ),
    min_size=4,
    max_size=14,
)


@examples(max_examples=12)
@given(steps=STEPS)
def play(steps, client, films, settings):
    begin = datetime(2026, 1, 20, 12, tzinfo=UTC)
    pages = ["/", PROGRAMME, "/2026/sections/", *(film.get_absolute_url() for film in films)]
    pages += [DAY, f"{DAY}grid/", "/2026/venues/harbour-cinema/"]
    with time_machine.travel(begin, tick=False) as clock:
        for what, which, value in steps:
            if what == "title":
                Film.objects.filter(pk=films[which].pk).update(title=value)
            elif what == "status":
                films[which].selections.update(status=value)
            elif what == "hour":
                films[which].selections.update(announced_at=begin + timedelta(minutes=value))
            elif what == "start":
                hour = begin + timedelta(hours=value)
                Screening.objects.filter(selection__film=films[which]).update(starts_at=hour)
            elif what == "clock":
                clock.move_to(begin + timedelta(minutes=value, seconds=which))
            else:
                settings.PAGES_ARE_KEPT = False
                anew = client.get(pages[which])
                settings.PAGES_ARE_KEPT = True
                for _turn in range(value):
                    answer = client.get(pages[which])
                    assert (answer.status_code, answer.content) == (anew.status_code, anew.content)


def test_whatever_is_saved_and_asked_a_kept_page_is_the_page_made_anew(client, kept, settings):
    films = [make_film(name) for name in ("One", "Two", "Three")]
    for film in films:
        make_screening(make_selection(film), datetime(2026, 1, 20, 13, tzinfo=UTC))
    play(client=client, films=films, settings=settings)
