import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import Page, Programme, ProgrammeSlot
from catalogue.output import sitemaps
from tests.factories import (
    an_hour_ago,
    in_an_hour,
    make_edition,
    make_film,
    make_screening,
    make_section,
    make_selection,
)

pytestmark = pytest.mark.django_db


def locations(response):
    """The addresses of a file, without the host they all share."""
    assert response.status_code == 200
    return re.findall(r"<loc>http://testserver(.*?)</loc>", response.content.decode())


def listed(client):
    """Every page of every file, in the default language."""
    files = locations(client.get("/sitemap.xml"))
    pages = [page for file in files for page in locations(client.get(file))]
    return [page for page in pages if not page.startswith("/de/")]


def make_small_festival():
    Page.objects.create(names={"en": "About"}, is_public=True)
    Page.objects.create(names={"en": "Draft"})
    film = make_film("Tide", "Ana Vex", ["BE"])
    selection = make_selection(film)
    shorts = make_section("Shorts")
    block = Programme.objects.create(
        names={"en": "Small Hours"}, edition=make_edition(), section=shorts
    )
    short = make_selection(make_film("Foam"), section=shorts)
    ProgrammeSlot.objects.create(programme=block, selection=short)
    make_screening(selection, datetime(2026, 2, 13, 23, 30, tzinfo=UTC))
    make_screening(selection, datetime(2026, 2, 14, 10, 30, tzinfo=UTC))


PUBLIC = [
    "/",
    "/archive/",
    "/about/",
    "/2026/",
    "/2026/programme/",
    "/2026/sections/",
    "/2026/countries/",
    "/2026/runtime/",
    "/2026/schedule/",
    "/films/tide-2026/",
    "/films/foam-2026/",
    "/people/ana-vex/",
    "/2026/sections/panorama/",
    "/2026/sections/shorts/",
    "/2026/countries/belgium/",
    "/2026/programmes/small-hours-2026/",
    "/2026/schedule/2026-02-14/",
    "/2026/venues/harbour-cinema/",
]


def test_every_public_page_is_listed_once_and_answers(client):
    make_small_festival()

    assert listed(client) == PUBLIC
    assert {client.get(page).status_code for page in PUBLIC} == {200}


def test_what_is_not_public_is_not_listed(client):
    make_small_festival()
    make_selection(make_film("Secret", "Jo Nemo", ["IS"]), announced_at=in_an_hour())
    make_selection(make_film("Gone"), section=make_section("Nights"), status="withdrawn")
    make_selection(make_film("Next"), make_edition(2027, announced_at=in_an_hour()))
    hidden = make_selection(make_film("Hidden"), make_edition(2025, announced_at=None))
    make_screening(hidden)

    assert listed(client) == PUBLIC


def test_a_page_names_itself_in_every_language(client):
    make_selection(make_film("Łódź & Tide", slug="łódź"))

    body = client.get("/sitemaps/films-1.xml").content.decode()

    link = '<xhtml:link rel="alternate" hreflang="{}" href="http://testserver{}"/>'
    english, german = "/films/%C5%82%C3%B3d%C5%BA/", "/de/films/%C5%82%C3%B3d%C5%BA/"
    alternates = "".join(
        [link.format("en", english), link.format("de", german), link.format("x-default", english)]
    )
    assert body == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        f"<url><loc>http://testserver{english}</loc>{alternates}</url>\n"
        f"<url><loc>http://testserver{german}</loc>{alternates}</url>\n"
        "</urlset>\n"
    )


def test_long_lists_go_on_in_the_next_file(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PAGE_SIZE", 2)
    for number in range(5):
        make_selection(make_film(f"Film {number}"))

    files = [file for file in locations(client.get("/sitemap.xml")) if "films" in file]

    assert files == [f"/sitemaps/films-{number}.xml" for number in (1, 2, 3)]
    assert [page for file in files for page in locations(client.get(file))] == [
        f"{language}/films/film-{number}-2026/" for number in range(5) for language in ("", "/de")
    ]


@pytest.mark.parametrize(
    "file", ["films-2", "films-0", "films-" + 5_000 * "9", "never-1", "days-1"]
)
def test_a_file_that_is_not_there_answers_404(client, file):
    make_selection()

    assert client.get(f"/sitemaps/{file}.xml").status_code == 404


def test_an_empty_site_has_its_front_page(client):
    assert listed(client) == ["/", "/archive/"]


@pytest.mark.parametrize("rows", [1, 3, 400])
def test_the_number_of_queries_is_fixed(client, rows):
    make_edition(schedule_announced_at=an_hour_ago())
    for number in range(rows):
        make_selection(make_film(f"Film {number}", countries=["BE"]))
    make_screening()

    def queries(path):
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    assert {
        path: queries(path)
        for path in ("/sitemap.xml", "/sitemaps/films-1.xml", "/sitemaps/days-1.xml", "/robots.txt")
    } == {
        "/sitemap.xml": 10,
        "/sitemaps/films-1.xml": 2,
        "/sitemaps/days-1.xml": 2,
        "/robots.txt": 0,
    }


def test_robots_are_told_where_to_go_and_where_not(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /desk/",
        "Disallow: /search/",
        "Disallow: /de/admin/",
        "Disallow: /de/desk/",
        "Disallow: /de/search/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_a_sitemap_may_be_kept_by_anybody_and_asked_after(client):
    first = client.get("/sitemap.xml")
    again = client.get("/sitemap.xml", headers={"If-None-Match": first["ETag"]})

    assert (first["Content-Type"], first["Cache-Control"], first.get("Vary")) == (
        "application/xml; charset=utf-8",
        "public, no-cache",
        None,
    )
    assert (first.cookies, again.status_code) == ({}, 304)
