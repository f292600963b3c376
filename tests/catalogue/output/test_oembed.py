from urllib.parse import urlencode

import pytest

from catalogue.models import Section
from tests.factories import in_an_hour, make_film, make_section, make_selection, make_still
from tests.pages import text

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
PROVIDER = {"version": "1.0", "provider_name": "Marquee", "provider_url": f"{SITE}/"}


def ask(client, path, site=SITE, **more):
    return client.get(f"/oembed/?{urlencode({'url': f'{site}{path}', **more})}")


def framed(path, title, width=600, height=480):
    return PROVIDER | {
        "type": "rich",
        "title": title,
        "html": f'<iframe src="{SITE}{path}" title="{title}" width="{width}" height="{height}" '
        'loading="lazy"></iframe>',
        "width": width,
        "height": height,
    }


def make_tide(**fields):
    film = make_film("Tide", "Mara Vex", ["BE"], year=2025, runtime_minutes=82)
    return make_selection(film, section=make_section("Panorama"), **fields)


def test_a_film_is_a_link_with_its_picture(client):
    film = make_tide().film
    film.titles.create(kind="local", language="de", title="Gezeiten")
    still = make_still(film)

    told = PROVIDER | {
        "type": "link",
        "title": "Tide",
        "author_name": "Mara Vex",
        "thumbnail_url": SITE + still.get_absolute_url(),
        "thumbnail_width": 64,
        "thumbnail_height": 36,
    }
    assert ask(client, "/films/tide-2025/", format="json").json() == told
    assert ask(client, "/de/films/tide-2025/").json() == told | {"title": "Gezeiten"}


@pytest.mark.parametrize(
    ("path", "frame", "title"),
    [
        ("/2026/sections/panorama/", "/2026/programme/embed/?section=panorama", "Panorama 2026"),
        ("/2026/programme/", "/2026/programme/embed/", "Marquee 2026"),
        (
            "/de/2026/programme/?runtime_max=90&x=1&country=belgium",
            "/de/2026/programme/embed/?country=belgium&amp;runtime_max=90",
            "Marquee 2026",
        ),
    ],
)
def test_a_section_and_a_filtered_programme_are_framed_lists(client, path, frame, title):
    make_tide()

    assert ask(client, path).json() == framed(frame, title)


def test_a_section_s_name_cannot_leave_its_attribute(client):
    make_tide()
    Section.objects.update(names={"en": '"><script>alert(1)</script>'})

    html = ask(client, "/2026/sections/panorama/").json()["html"]

    assert html.count("<") == 2
    assert "&quot;&gt;&lt;script&gt;" in html


def test_the_frame_keeps_to_the_room_there_is(client):
    make_tide()

    told = ask(client, "/2026/programme/", maxwidth=320, maxheight=9999).json()

    assert told == framed("/2026/programme/embed/", "Marquee 2026", width=320)


@pytest.mark.parametrize(
    ("path", "site"),
    [
        ("/films/tide-2025/", "http://evil.example"),
        ("/films/tide-2025/", "http://testserver@evil.example"),
        ("/films/tide-2025/", "http://testserver.evil.example"),
        ("/films/tide-2025/", "ftp://testserver"),
        ("/films/tide-2025/", "//testserver"),
        ("/films/tide-2025/", "http://[testserver"),
        ("/films/tide-2025/", "javascript:alert(1)//"),
        ("/films/never/", SITE),
        ("/people/mara-vex/", SITE),
        ("/admin/", SITE),
        ("/2025/programme/", SITE),
        ("/2026/sections/never/", SITE),
        ("/films/%00/", SITE),
        (f"/films/{'a' * 3000}/", SITE),
        ("", ""),
    ],
)
def test_what_is_not_ours_or_not_there_is_not_found(client, path, site):
    make_tide()

    response = ask(client, path, site)

    assert (response.status_code, response.json()) == (404, {"detail": "This page is not here."})


def test_a_hidden_film_is_answered_like_one_that_was_never_made(client):
    make_tide(announced_at=in_an_hour())

    hidden = [ask(client, path) for path in ("/films/tide-2025/", "/2026/sections/panorama/")]
    invented = ask(client, "/films/never/")

    assert [answer.status_code for answer in hidden] == [404, 404]
    assert {answer.content for answer in hidden} == {invented.content}


def test_other_formats_are_not_spoken_and_sizes_are_numbers(client):
    make_tide()

    assert ask(client, "/films/tide-2025/", format="xml").status_code == 501
    assert ask(client, "/films/tide-2025/", maxwidth="x").status_code == 400
    assert ask(client, "/films/tide-2025/", maxheight="9" * 500).status_code == 400
    assert client.get("/oembed/?url=%ff%00").status_code == 404


def test_the_pages_name_it(client):
    make_tide()

    page = client.get("/2026/programme/?country=belgium&x=1").content.decode()
    address = page.split('type="application/json+oembed" href="')[1].split('"')[0]

    told = client.get(address.replace("&amp;", "&")).json()
    assert told == framed("/2026/programme/embed/?country=belgium", "Marquee 2026")
    assert "json+oembed" not in client.get("/people/mara-vex/").content.decode()


# The list that is framed -----------------------------------------------------------------------


def test_the_framed_list_shows_the_films_chosen_and_leads_out_of_the_frame(client):
    make_tide()
    make_selection(make_film("Long", runtime_minutes=300))

    response = client.get("/2026/programme/embed/?country=belgium")

    assert text(response) == (
        "Programme · Marquee 2026 Marquee 2026 1 film Tide Mara Vex Panorama Belgium 2025 · 82′ "
        "All of it in the programme"
    )
    page = response.content.decode()
    assert page.count("<a ") == page.count('target="_blank" rel="noopener"') == 2
    assert 'href="/2026/programme/?country=belgium"' in page


def test_it_alone_may_be_framed(client):
    make_tide()

    framed_page, page = client.get("/2026/programme/embed/"), client.get("/2026/programme/")

    assert "frame-ancestors *" in framed_page["Content-Security-Policy"]
    assert "default-src 'self'" in framed_page["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed_page
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
    assert framed_page.cookies == {}
    assert framed_page["Vary"] == "Accept-Encoding"


def test_what_the_frame_cannot_read_is_said(client):
    make_tide()

    words = text(client.get("/2026/programme/embed/?runtime_max=x"))

    assert "Up to (minutes): Enter a whole number of minutes. Tide" in words


@pytest.mark.parametrize("films", [1, 3, 30])
def test_the_number_of_queries_is_fixed(client, django_assert_num_queries, films):
    for number in range(films):
        make_selection(make_film(f"Film {number}", f"Director {number}", ["BE"]))

    with django_assert_num_queries(7):
        response = client.get("/2026/programme/embed/?country=belgium")

    assert response.content.decode().count("<li ") == min(films, 24)
