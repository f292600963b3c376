"""
Nothing embargoed leaks: every public address is walked a second before and a second after the
hour, in every language, as a stranger. The walk takes its addresses from the URL configuration,
so that a new one is covered the day it appears.
"""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone, translation

from catalogue.models import (
    Award,
    Programme,
    ProgrammeSlot,
    Screening,
    ScreeningGuest,
    SectionAnnouncement,
    SectionDescription,
)
from catalogue.output.sitemaps import KINDS
from tests.factories import (
    an_hour_ago,
    in_an_hour,
    make_biography,
    make_company_credit,
    make_credit,
    make_edition,
    make_film,
    make_note,
    make_person,
    make_picture,
    make_screen,
    make_screening,
    make_section,
    make_selection,
    make_still,
    make_synopsis,
    make_venue,
)
from tests.festival.test_headers import addresses as every_address
from tests.pages import body, text
from tests.staff import make_section_editor, make_staff

pytestmark = pytest.mark.django_db

CANARY = "Zanzibarquark"
STAFF_ONLY = ("admin", "desk", "djdt")


def public_patterns(resolver=None, namespaces=()):
    """(view name, pattern) of every address outside the admin."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace not in STAFF_ONLY:
                namespace = [pattern.namespace] if pattern.namespace else []
                yield from public_patterns(pattern, [*namespaces, *namespace])
        elif isinstance(pattern, URLPattern):
            yield ":".join([*namespaces, pattern.name]), pattern.pattern


def make_embargoed(hour):
    """An edition in which one film is embargoed, and everything about it carries the canary."""
    known = make_film("Open", "Known Name", ["BE"], ["fr"], runtime_minutes=90)
    open_selection = make_selection(known)
    director = make_person(f"Ana {CANARY}")
    director.portrait.save("p.jpg", ContentFile(make_picture()))
    film = make_film(
        f"The {CANARY}",
        director,
        ["IS"],
        ["is"],
        original_title=f"{CANARY} II",
        runtime_minutes=301,
    )
    make_credit(film, f"Jo {CANARY}", "cast_member", character=CANARY)
    make_company_credit(film, f"{CANARY} Pictures")
    make_still(film, alt=CANARY, credit=CANARY, is_for_press=True)
    section = make_section(f"{CANARY} Nights", slug="nights")
    SectionDescription.objects.create(section=section, language="en", body=CANARY)
    selection = make_selection(film, section=section, announced_at=hour, premiere_status="world")
    Award.objects.create(selection=selection, names={"en": CANARY})
    make_synopsis(body=CANARY, film=film)
    make_note(body=CANARY, selection=selection)
    make_biography(director, 2026, CANARY, [(2020, CANARY)])
    block = Programme.objects.create(
        names={"en": f"{CANARY} Shorts"}, edition=make_edition(), section=section
    )
    ProgrammeSlot.objects.create(programme=block, selection=selection)
    secret_house = make_screen(make_venue(CANARY), CANARY)
    for day in (13, 14):
        start = datetime(2026, 2, day, 18, tzinfo=UTC)
        make_screening(selection, start, screen=secret_house)
        make_screening(programme=block, starts_at=start, screen=secret_house)
    make_screening(open_selection, datetime(2026, 2, 13, 10, tzinfo=UTC), screen=make_screen())
    return film


def addresses(film):
    """Every public address that could show the film, in every language."""
    director = film.credits.first().person
    arguments = {
        "home": [()],
        "search": [()],
        "search_suggestions": [()],
        "still": picture_names(film.stills.get().file),
        "press_still": picture_names(film.stills.get().file),
        "portrait": picture_names(director.portrait),
        "page_detail": [("access",)],
        "preview": [("nothing",)],
        "preview_still": [("nothing", name) for (name,) in picture_names(film.stills.get().file)],
        "person_detail": [(credit.person.slug,) for credit in film.credits.all()],
        "service_worker": [()],
        "offline": [()],
        "web_app_manifest": [()],
        "catalogue:my_programme": [()],
        "catalogue:my_programme_qr": [()],
        "catalogue:my_programme_calendar": [()],
        "robots": [()],
        "sitemap": [()],
        "sitemap_page": [(kind, 1) for kind in KINDS],
        "api:index": [()],
        "api:openapi": [()],
        "api:not_found": [("nothing/",)],
        "api:edition_list": [()],
        "api:edition_detail": [(2026,)],
        "api:section_list": [(2026,)],
        "api:country_list": [(2026,)],
        "api:venue_list": [(2026,)],
        "api:film_list": [(2026,)],
        "api:screening_list": [(2026,)],
        "api:film_detail": [(film.slug,), ("open-2026",)],
        "api:person_list": [()],
        "api:person_detail": [(credit.person.slug,) for credit in film.credits.all()],
        "catalogue:api": [()],
        "catalogue:programme_embed": [(2026,)],
        "oembed": [()],
        "catalogue:edition_list": [()],
        "catalogue:film_detail": [(film.slug,), ("open-2026",)],
        "catalogue:share_picture": [(film.slug,), ("open-2026",)],
        "catalogue:edition_detail": [(2026,)],
        "catalogue:programme": [(2026,)],
        "catalogue:booklet": [(2026,)],
        "catalogue:programme_detail": [(2026, block.slug) for block in Programme.objects.all()],
        "catalogue:section_list": [(2026,)],
        "catalogue:section_detail": [(2026, "nights"), (2026, "panorama")],
        "catalogue:schedule": [(2026,)],
        "catalogue:schedule_day": [(2026, date(2026, 2, 13)), (2026, date(2026, 2, 14))],
        "catalogue:schedule_grid": [(2026, date(2026, 2, 13)), (2026, date(2026, 2, 14))],
        "catalogue:venue_detail": [(2026, "harbour-cinema"), (2026, CANARY.lower())],
        "catalogue:schedule_changes": [(2026,)],
        "catalogue:announcements": [()],
        "catalogue:edition_announcements": [(2026,)],
        "catalogue:schedule_changes_feed": [(2026,)],
        "catalogue:film_calendar": [(film.slug,), ("open-2026",)],
        "catalogue:screening_calendar": [(2026, one.code) for one in Screening.objects.all()],
        "catalogue:programme_calendar": [(2026,)],
        "catalogue:section_calendar": [(2026, "nights"), (2026, "panorama")],
        "catalogue:day_calendar": [(2026, date(2026, 2, 13)), (2026, date(2026, 2, 14))],
        "catalogue:venue_calendar": [(2026, "harbour-cinema"), (2026, CANARY.lower())],
        "catalogue:country_list": [(2026,)],
        "catalogue:country_detail": [(2026, "iceland"), (2026, "belgium")],
        "catalogue:runtime_list": [(2026,)],
        "catalogue:runtime_detail": [(2026, "180-and-over"), (2026, "90-119")],
    }
    queries = ["", f"?q={CANARY}", "?q=zan", "?country=iceland", "?section=nights&sort=-year"]
    codes = Screening.objects.values_list("code", flat=True)
    queries.append("?" + "&".join([f"film={film.slug}", *(f"screening={c}" for c in codes)]))
    for name, _pattern in public_patterns():
        for language in ("en", "de"):
            with translation.override(language):
                for args in arguments[name]:
                    yield from (reverse(name, args=args) + query for query in queries)


def picture_names(file):
    """The picture itself and every rendition of it."""
    names = [file.url, *(file.rendition_url(w, e) for w in file.widths for e in ("avif", "jpg"))]
    return [(name.rpartition("/")[2],) for name in names]


def seen(client, film):
    """{address: (status, page without what the visitor typed)} of everything public."""
    answers = {}
    for address in addresses(film):
        response = client.get(address)
        answers[address] = (response.status_code, without_typed(body(response)))
    return answers


def without_typed(page):
    """The page without the places that repeat the visitor's own words; those are no leak."""
    page = re.sub(rb'(?:href|value)="[^"]*(?:\?|Zanzibarquark)[^"]*"', b"", page)
    page = re.sub(rb"\r\n(?:URL|SOURCE)[^?\r]*(?:\r\n [^?\r]*)*\?[^\r]*(?:\r\n [^\r]*)*", b"", page)
    page = re.sub(rb"<title>.*?</title>", b"", page, flags=re.DOTALL)
    page = re.sub(rb'<meta property="og:title" content="[^"]*">', b"", page)  # the same again
    page = re.sub(rb'content="https?://[^"]*\?[^"]*"', b"", page)
    chip = rb'<span class="chip-label">.*?</a>'
    page = re.sub(chip, b"", page)
    return re.sub(f"[“„]{CANARY}[”“]", "", page.decode("utf-8", "replace")).encode()


def leaks(answers, *traces):
    """The addresses whose answers show the canary, or one of these traces of it."""
    return [
        address
        for address, (_status, page) in answers.items()
        if any(trace.encode() in page for trace in traces or [CANARY])
    ]


def of_section(film, hour):
    """The hour is that of the film's section, which is not announced with all the others."""
    film.selections.update(announced_at=None)
    selection = film.selections.get()
    SectionAnnouncement.objects.create(
        edition=selection.edition, section=selection.section, announced_at=hour
    )


def of_selection(film, hour):
    """The hour is the film's own, whatever its section's."""
    of_section(film, hour - timedelta(days=20))
    film.selections.update(announced_at=hour)


@pytest.mark.parametrize("whose", [of_selection, of_section])
def test_a_film_leaves_no_trace_before_its_hour_and_appears_at_it(client, whose):
    hour = timezone.now().replace(microsecond=0) + timedelta(days=1)
    film = make_embargoed(hour)
    whose(film, hour)

    with time_machine.travel(hour - timedelta(seconds=1), tick=False):
        before = seen(client, film)
    with time_machine.travel(hour, tick=False):
        after = seen(client, film)

    assert leaks(before) == []
    assert leaks(before, "Iceland", "Island", "301′") == []
    still = film.stills.get()
    portrait = film.credits.first().person.portrait
    for picture in (
        still.file.rendition_url(64),
        still.file.rendition_url(64, "avif"),
        still.press_address,
        portrait.rendition_url(64),
        portrait.rendition_url(64, "avif"),
        f"{film.get_absolute_url()}share.jpg",
        f"/de{film.get_absolute_url()}share.jpg",
    ):
        assert (before[picture][0], after[picture][0]) == (404, 200)
    assert leaks(before, "Iceland", "Island", "301′", '":301') == []
    still = film.stills.get().get_absolute_url()
    assert (before[still][0], after[still][0]) == (404, 200)
    assert before["/2026/schedule/2026-02-14/"][0] == 404
    for own in (
        film.get_absolute_url(),
        "/people/ana-zanzibarquark/",
        "/2026/sections/nights/",
        f"/api/1{film.get_absolute_url()}",
        "/api/1/people/ana-zanzibarquark/",
    ):
        assert (before[own][0], after[own][0]) == (404, 200)
        assert leaks({own: after[own]}) == [own]


def make_partly_announced(hour):
    """
    A block of shorts from 10:00, of a silent film of 20 minutes and one of 44 that is hidden until
    that hour and is spoken; its director comes, as the other's does. At 10:30 begins another film.
    """
    section = make_section()
    block = Programme.objects.create(
        names={"en": "Small Hours"}, edition=make_edition(), section=section
    )
    start, screen = datetime(2026, 2, 13, 9, tzinfo=UTC), make_screen()
    screening = make_screening(programme=block, starts_at=start, screen=screen)
    opened = make_film("Pebble", "Mara Vex", ["BE"], ["zxx"], runtime_minutes=20)
    hidden = make_film(f"The {CANARY}", f"Ana {CANARY}", ["IS"], ["is"], runtime_minutes=44)
    for film, announced_at in ((opened, an_hour_ago()), (hidden, hour)):
        selection = make_selection(film, section=section, announced_at=announced_at)
        ProgrammeSlot.objects.create(programme=block, selection=selection)
        guest = film.credits.get().person
        ScreeningGuest.objects.create(screening=screening, person=guest, is_confirmed=True)
    make_still(hidden, alt=CANARY)
    guest.portrait.save("p.jpg", ContentFile(make_picture()))
    later = make_selection(make_film("Later", runtime_minutes=50), section=section)
    make_screening(later, start + timedelta(minutes=30), screen=screen)
    return hidden


@time_machine.travel("2026-01-20 12:00Z", tick=False)
def test_a_block_is_what_its_announced_films_are_until_the_others_hour(client):
    """No film but those gives it minutes, an end, a language, guests, or a clash with another."""
    hour = timezone.now() + timedelta(days=1)
    film = make_partly_announced(hour)
    code = Screening.objects.get(selection=None).code
    both = "&".join(f"screening={one.code}" for one in Screening.objects.all())
    traces = {
        "/2026/schedule/2026-02-13/": ["11:04", '"version">OV<', CANARY],
        "/2026/schedule/2026-02-13/grid/": ["11:04"],
        "/2026/venues/harbour-cinema/": ["11:04", '"version">OV<', CANARY],
        "/2026/programme/booklet/": ["OV"],
        "/api/1/2026/screenings/": ["11:04", '"version":"OV"', CANARY],
        f"/2026/screenings/{code}.ics": ["T100400Z", "64′ · OV", CANARY],
        f"/my-programme/?film={film.slug}&{both}": ["11:04", "Clashes with", "OV"],
    }
    derived = {trace for found in traces.values() for trace in found} - {"OV"}

    with time_machine.travel(hour - timedelta(seconds=1), tick=False):
        before = seen(client, film)
    with time_machine.travel(hour, tick=False):
        after = seen(client, film)

    assert leaks(before, *derived) == []
    assert {
        address: [trace for trace in found if leaks({address: after[address]}, trace)]
        for address, found in traces.items()
    } == traces


def test_a_withdrawn_film_leaves_no_trace_either(client):
    film = make_embargoed(timezone.now() - timedelta(days=1))
    film.selections.update(status="withdrawn")

    assert leaks(seen(client, film)) == []


WHO = {
    "nobody of the staff": lambda: User.objects.create_user("visitor"),
    "an editor of another section": lambda: make_section_editor(make_section("Forum")),
    "a lead": lambda: make_staff("Leads"),
}


@pytest.mark.parametrize("who", WHO)
def test_public_pages_show_no_more_to_who_is_logged_in(client, who):
    film = make_embargoed(timezone.now() + timedelta(days=1))
    client.force_login(WHO[who]())

    answers = {
        address: (answer.status_code, body(answer))
        for address in addresses(film)
        if "?" not in address
        for answer in [client.get(address)]
    }

    assert leaks(answers) == []
    pictures = {s for address, (s, _) in answers.items() if "/stills/" in address}
    assert pictures == ({404, 200} if who == "a lead" else {404})
    assert answers[film.get_absolute_url()][0] == 404


FOR_ANYBODY = {"/admin/login/", "/admin/jsi18n/", "/admin/session/"}


@pytest.mark.parametrize("who", [None, "nobody of the staff"])
def test_pages_of_the_staff_show_nothing_to_anybody_else(client, who):
    film = make_embargoed(timezone.now() + timedelta(days=1))
    if who:
        client.force_login(WHO[who]())
    staff_s = [one for one in every_address() if one.startswith(("/admin/", "/desk/"))]
    staff_s += [f"/admin/catalogue/film/{film.pk}/{page}/" for page in ("change", "history")]
    queries = ["", "?q=zan", "?export=csv", "?app_label=catalogue&model_name=credit&term=a"]

    answers = {
        address + query: (answer.status_code, body(answer))
        for address in staff_s
        for query in queries
        for answer in [client.get(address + query)]
    }

    assert leaks(answers) == []
    opened = {address.partition("?")[0] for address, (s, _) in answers.items() if s == 200}
    assert opened <= FOR_ANYBODY
    assert len(answers) > 400


@time_machine.travel("2026-01-20", tick=False)
def test_a_filmography_does_not_name_what_is_not_announced_yet(client):
    """Two ways it could: a newer biography's lines, and a line beside an announced film."""
    director = make_person("Mara Vex")
    known = make_film("Known", director, year=2025)
    make_selection(known, make_edition(2026))
    secret = make_film(CANARY, "Somebody Else", year=2026)
    make_credit(secret, director, "film_editor")
    make_selection(secret, make_edition(2027, announced_at=in_an_hour()))
    make_selection(make_film("Asked", director, year=2026), status="invited")
    make_selection(make_film("Gone", director, year=2024), status="withdrawn")
    make_biography(
        director,
        2026,
        "A life.",
        [(2024, "Gone"), (2025, "Known"), (2026, CANARY), (2026, "Asked")],
    )
    make_biography(director, 2027, f"{CANARY} is her last.", [(2026, CANARY)])

    for address in (known.get_absolute_url(), director.get_absolute_url()):
        words = text(client.get(address))
        assert CANARY not in words
        assert "A life." in words
        assert "2024 Gone 2025 Known ; Panorama Bio- & filmography as of 2026" in words


def lines_beside(*pending, filmography, client):
    """
    The filmography on the page of a film of 2025 called "Known", after its heading; its director
    also made these `pending` films: (film fields, edition, selection fields).
    """
    director = make_person("Mara Vex")
    known = make_film("Known", director, year=2025)
    make_selection(known, make_edition(2026), announced_at=an_hour_ago())
    for film, edition, selection in pending:
        make_selection(make_film(director=director, **film), edition, **selection)
    make_biography(director, 2026, "A life.", filmography)
    words = text(client.get(director.get_absolute_url()))
    return words.partition(" Filmography ")[2].partition(" Bio- & filmography")[0]


@pytest.mark.parametrize(
    ("status", "year", "is_named"),
    [
        ("considered", 2012, True),
        ("invited", 2012, True),
        ("confirmed", 2012, False),
        ("withdrawn", 2012, True),
        ("considered", 2026, False),
        ("invited", 2026, False),
        ("considered", 2027, False),
        ("withdrawn", 2027, True),
    ],
)
@time_machine.travel("2026-03-20", tick=False)
def test_what_was_only_considered_for_an_edition_that_is_over_is_no_secret(
    client, status, year, is_named
):
    edition = make_edition(year, announced_at=None)
    shown = lines_beside(
        ({"title": "Pebble", "year": 2011}, edition, {"status": status}),
        filmography=[(2011, "Pebble"), (2025, "Known")],
        client=client,
    )

    assert shown == ("2011 Pebble 2025 Known ; Panorama" if is_named else "2025 Known ; Panorama")


def test_an_edition_without_days_is_over_when_its_year_is(client):
    edition = make_edition(2012, announced_at=None, starts_on=None, ends_on=None)
    shown = lines_beside(
        ({"title": "Pebble", "year": 2011}, edition, {"status": "considered"}),
        filmography=[(2011, "Pebble")],
        client=client,
    )

    assert shown == "2011 Pebble"


@time_machine.travel("2026-03-20", tick=False)
def test_a_hidden_film_takes_no_other_film_of_its_title_with_it(client):
    """A public namesake and one of another year are named; a year printed wrong helps nobody."""
    hidden = make_edition(2027, announced_at=None)
    shown = lines_beside(
        ({"title": "Known", "year": 2026}, hidden, {}),
        ({"title": "Salt", "year": 2026}, hidden, {}),
        filmography=[
            (2001, "Salt"),
            (2025, "Known"),
            (2025, "Salt"),
            (2028, "SALT"),
            (None, "Salt"),
        ],
        client=client,
    )

    assert shown == "2001 Salt 2025 Known ; Panorama"


def test_hidden_and_made_up_addresses_are_answered_alike(client):
    film = make_embargoed(timezone.now() + timedelta(days=1))

    for hidden, invented in [
        (film.get_absolute_url(), "/films/never-made-2026/"),
        ("/people/ana-zanzibarquark/", "/people/nobody/"),
        ("/2026/sections/nights/", "/2026/sections/never/"),
        ("/2026/countries/iceland/", "/2026/countries/never/"),
        ("/api/1/films/the-zanzibarquark-2026/", "/api/1/films/never/"),
        ("/api/1/people/ana-zanzibarquark/", "/api/1/people/nobody/"),
        (film.stills.get().get_absolute_url(), "/stills/never.jpg"),
        (film.stills.get().press_address, "/stills/never.jpg/press"),
        (f"{film.get_absolute_url()}share.jpg", "/films/never-made-2026/share.jpg"),
    ]:
        first, second = client.get(hidden), client.get(invented)
        assert (first.status_code, second.status_code) == (404, 404)
        assert first.content.replace(hidden.encode(), b"") == second.content.replace(
            invented.encode(), b""
        )
