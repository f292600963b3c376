"""Every address there is, asked by a stranger and by staff: what each answer says to browsers."""

import re

import pytest
from django.contrib.auth.models import User
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import RegexPattern

from tests.catalogue.admin.pages import form_data
from tests.factories import make_credit, make_editor, make_film, make_section, make_selection
from tests.pages import body

pytestmark = pytest.mark.django_db

SAMPLES = {
    "code": "abcdefgh",
    "day": "2026-02-12",
    "file": "a.jpg",
    "int": "1",
    "slug": "films",
    "words": "panorama",
    "year": "2026",
}
INLINE = re.compile(
    r"<style|<[^>]+\s(style|on[a-z]+)=|<script(?![^>]*\ssrc=)(?![^>]*type=\"application/)", re.I
)


def addresses(resolver=None, before="/"):
    """One of each pattern of the URL configuration."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern.pattern, RegexPattern):
            continue
        here = before + re.sub(
            r"<(?:(\w+):)?\w+>", lambda kind: SAMPLES.get(kind[1], "1"), str(pattern.pattern)
        )
        if isinstance(pattern, URLPattern):
            yield here
        else:
            yield from addresses(pattern, here)


def wrong_with(response, path):
    """What a browser is not told, or told too freely."""
    is_framed, is_confidential = path.endswith("/embed/"), path.startswith("/preview/")
    policy = response.get("Content-Security-Policy", "")
    expected = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer" if is_confidential else "strict-origin-when-cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    }
    wrong = [name for name, value in expected.items() if response.get(name) != value]
    wrong += ["caches"] if "Cache-Control" not in response else []
    wrong += ["camera"] if "camera=()" not in response.get("Permissions-Policy", "") else []
    wrong += ["policy"] if "default-src 'self'" not in policy or "unsafe" in policy else []
    wrong += ["frames"] if not is_framed and "frame-ancestors 'none'" not in policy else []
    wrong += ["frames"] if not is_framed and response.get("X-Frame-Options") != "DENY" else []
    is_page = response.get("Content-Type", "").startswith("text/html")
    if is_page and INLINE.search(body(response).decode()):
        wrong.append("inline")
    return wrong


@pytest.mark.parametrize("is_staff", [False, True])
def test_every_answer_tells_browsers_what_they_may_do(settings, is_staff):
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    make_selection(make_film("Here", "Mara Vex", ["BE"]), section=make_section())
    client = Client(raise_request_exception=False)
    paths = [*addresses(), "/nowhere", "/admin/nowhere/", "/films/%00/", "/films/here-2026/"]
    paths += ["/healthz", "/readyz"]
    if is_staff:
        client.force_login(make_editor())

    found, kinds = {}, set()
    for path in paths:
        response = client.get(path, secure=True)
        kinds.add((response.status_code, path.startswith("/admin/")))
        if path.startswith("/admin/") and not User.objects.exists():
            client.force_login(make_editor())
        if wrong := wrong_with(response, path):
            found[path] = wrong

    assert found == {}
    assert len(paths) > 100
    assert {(200, False), (404, False), (200 if is_staff else 302, True)} <= kinds


def test_what_no_view_answers_tells_browsers_the_same(client, settings, hashed_static):
    """Static files, among them pictures that browsers run scripts of, redirects, refusals."""
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 31536000, True
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    drawing = staticfiles_storage.url("icons/marquee.svg")
    answers = {
        "file": client.get(drawing, secure=True),
        "no file": client.get("/static/never.css", secure=True),
        "other host": client.get("/", secure=True, headers={"Host": "evil.example"}),
        "slash": client.get("/archive", secure=True),
    }
    plain = client.get("/archive/")
    assert body(answers["file"]).startswith(b"<svg")

    assert {name: wrong_with(answer, "") for name, answer in answers.items()} == dict.fromkeys(
        answers, []
    )
    assert wrong_with(plain, "") == ["Strict-Transport-Security"]  # of which HTTP may not speak
    statuses = [answer.status_code for answer in (*answers.values(), plain)]
    assert statuses == [200, 404, 400, 301, 301]


def test_a_host_that_is_not_ours_is_refused_and_never_repeated(client):
    for headers in ({"Host": "evil.example"}, {"Host": "testserver:80@evil.example"}):
        response = client.get("/", headers=headers)
        assert response.status_code == 400
        assert b"evil" not in response.content

    response = client.get("/nowhere/", headers={"X-Forwarded-Host": "evil.example"})
    assert response.status_code == 404
    assert b"evil" not in response.content


def test_a_body_larger_than_any_form_s_is_refused_unread(client, settings):
    settings.LARGEST_REQUEST = 10

    response = client.post("/admin/login/", {"username": "ida", "password": "wrong"})

    assert (response.status_code, response.content) == (413, b"This is too large.")


def test_a_film_with_150_credits_can_be_saved(client):
    client.force_login(make_editor())
    film = make_film("Here")
    for number in range(150):
        make_credit(film, f"Person {number}", "cast_member", position=number)
    address = f"/admin/catalogue/film/{film.pk}/change/"
    data = form_data(client.get(address), original_title="Hier")

    response = client.post(address, data)

    assert (len(data) > 1000, response.status_code) == (True, 302)
    film.refresh_from_db()
    assert (film.original_title, film.credits.count()) == ("Hier", 150)
