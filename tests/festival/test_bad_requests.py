from urllib.parse import urlencode

import pytest
import time_machine

from tests.factories import make_editor, make_film, make_screening, make_selection
from tests.pages import text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/stills/a%00.jpg", "/films/%00/", "/admin/%00/"])
def test_nul_in_a_path_is_refused_in_a_sentence(client, path):
    response = client.get(path)

    assert response.status_code == 400
    assert "This request cannot be read." in text(response)


@pytest.mark.parametrize("path", ["/admin/", "/archive/", "/stills/x.jpg"])
def test_nul_in_a_cookie_is_refused(client, path):
    client.cookies["sessionid"] = "\x00aaaa"

    assert client.get(path).status_code == 400


@pytest.mark.parametrize("path", ["/admin/catalogue/film/", "/de/admin/people/person/", "/desk/"])
def test_nul_in_the_query_of_a_staff_page_is_refused(client, path):
    client.force_login(make_editor())

    assert client.get(f"{path}?q=%00").status_code == 400


def test_a_body_in_a_foreign_charset_is_refused_like_any_other(client):
    response = client.generic(
        "POST", "/admin/login/", b"a=1", "application/x-www-form-urlencoded; charset=utf-16"
    )

    assert response.status_code == 400
    assert "This request cannot be read." in text(response)
    assert "default-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("length", "status", "sentence"),
    [
        ("-1", 400, "This request cannot be read."),
        ("x", 400, "This request cannot be read."),
        ("1e3", 400, "This request cannot be read."),
        ("9" * 5000, 413, "This is too large."),
    ],
)
def test_a_form_of_an_absurd_length_is_refused(client, length, status, sentence):
    response = client.post("/admin/login/", {"username": "ida"}, CONTENT_LENGTH=length)

    assert (response.status_code, text(response).startswith(sentence)) == (status, True)


@pytest.mark.parametrize(
    "path", ["/", "/robots.txt", "/search/", "/nowhere/", "/admin/login/", "/api/1/editions/"]
)
def test_a_query_longer_than_any_page_reads_is_refused(client, path):
    refused = client.get(f"{path}?q={4_095 * 'x'}")
    read = client.get(f"{path}?q={4_094 * 'x'}")

    assert (refused.status_code, refused.content) == (414, b"This address is too long.")
    assert "default-src 'self'" in refused["Content-Security-Policy"]
    assert read.status_code != 414


@pytest.mark.parametrize("language", ["", "/de"])
def test_a_programme_of_120_films_of_long_names_is_read(client, language):
    films = [make_film(f"{'海' * 50}{number}") for number in range(2)]
    make_selection(films[1])
    made_up = [f"{'海' * 50}-{number}" for number in range(118)]
    query = urlencode([("film", slug) for slug in [*made_up, *(film.slug for film in films)]])

    answer = client.get(f"{language}/my-programme/?{query}")

    assert (len(query) > 54_000, answer.status_code) == (True, 200)
    assert films[1].title in text(answer)
    for other in ("calendar.ics", "qr.svg"):
        assert client.get(f"{language}/my-programme/{other}?{query}").status_code != 414


def test_who_logs_in_without_a_page_in_mind_comes_to_the_admin(client):
    make_selection(make_film())
    make_editor("ida")

    response = client.post(
        "/admin/login/?next=//evil.example/",
        {"username": "ida", "password": "only-for-the-tests"},
    )

    assert (response.status_code, response.url) == (302, "/admin/")


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("q=%00", "Words: This holds characters that cannot be read."),
        ("q=%ff", "Words: This holds characters that cannot be read."),
        ("q=" + 4_000 * "x", "Words: This is too long: 200 characters at most."),
        ("section=%00", "Section: There is no such choice: “\x00”."),
        (
            "runtime_min=" + 4_000 * "9",
            "From (minutes): No film is that long: 9999 minutes at most.",
        ),
        (
            "sort=never",
            "Sorted by: Select a valid choice. never is not one of the available choices.",
        ),
    ],
)
def test_a_calendar_of_a_choice_nobody_can_read_is_refused_in_a_sentence(client, query, answer):
    make_screening()

    response = client.get(f"/2026/programme/calendar.ics?{query}")

    assert (response.status_code, response.content.decode()) == (400, answer)


@pytest.mark.parametrize(
    "path",
    [
        "/robots.txt",
        "/sitemap.xml",
        "/sitemaps/films-1.xml",
        "/announcements.atom",
        "/2026/announcements.atom",
        "/2026/schedule/changes.atom",
        "/2026/schedule/changes/",
        "/films/open-2026/calendar.ics",
    ],
)
@pytest.mark.parametrize("query", ["q=%00", "page=%ff", "page=" + 4_000 * "9"])
def test_what_nobody_asked_for_changes_no_feed_sitemap_or_calendar(client, path, query):
    with time_machine.travel("2026-11-22", tick=False):
        make_screening(make_selection(make_film("Open")))
        plain, odd = client.get(path), client.get(f"{path}?{query}")

    assert (plain.status_code, odd.status_code) == (200, 200)
    if "changes/" not in path:  # a page repeats its address in its links
        assert plain.content == odd.content
