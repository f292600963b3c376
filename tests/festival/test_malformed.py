"""
Requests that no browser of ours sends, over every route, from strangers and from staff: none is a
500, none takes two seconds, and none is repeated on a page as it came. A few hundred in the suite;
ten thousand with EXAMPLES=full.
"""

import random
import re
import time

import pytest
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import RegexPattern

from tests.examples import IS_FULL
from tests.factories import (
    make_biography,
    make_editor,
    make_film,
    make_screening,
    make_selection,
    make_still,
)
from tests.pages import body

pytestmark = pytest.mark.django_db
REQUESTS = 10_000 if IS_FULL else 500
MOST_SECONDS = 2
NEVER_ON_A_PAGE = re.compile(rb"><script>|Traceback|DEBUG = True|You're seeing this error because")
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
GOOD = {"int": "1", "year": "2026", "key": "1", "slug": "panorama", "day": "2026-02-13"}
BAD = [
    "%00",
    "%ff%fe",
    "9" * 40,
    "-1",
    "0",
    "%2e%2e%2f",
    "'%22%3E%3Cscript%3E",
    "a" * 3000,
    "%F0%9F%8E%AC",
    "%EF%B7%BA" * 60,
    "2026-02-30",
    "__proto__",
    "1e9999999",
    "%25s%25n",
    "",
]
NAMES = [
    *["q", "page", "p", "o", "sort", "view", "section", "country", "day", "time", "runtime_min"],
    *[
        "runtime_max",
        "year",
        "columns",
        "group",
        "keys",
        "list",
        "selection",
        "with",
        "next",
        "url",
    ],
    *["id__in", "title__regex", "announced_at__year", "_to_field", "_popup", "e", "all", "way"],
    *["model_name", "app_label", "field_name", "term", "address", "action", "fill", "seen", "url"],
]
METHODS = [
    "GET",
    "GET",
    "GET",
    "POST",
    "POST",
    "HEAD",
    "PUT",
    "DELETE",
    "OPTIONS",
    "PATCH",
    "TRACE",
]
HEADERS = {
    "HTTP_COOKIE": ["sessionid=\x00", "sessionid=" + "x" * 5000, "csrftoken=;;;=", "=\xff"],
    "HTTP_ACCEPT_LANGUAGE": ["xx-" * 900, "\x00", "de;q=nan"],
    "HTTP_RANGE": ["bytes=9-1", "bytes=-99999999999999999999", "lines=a"],
    "HTTP_IF_NONE_MATCH": ['"' * 900, "W/", "*"],
    "HTTP_IF_MODIFIED_SINCE": ["never", "Thu, 99 Feb 99999 99:99:99 GMT"],
    "HTTP_X_FORWARDED_FOR": ["' OR 1=1", "a" * 5000],
    "HTTP_AUTHORIZATION": ["Basic \xff", "Bearer", ""],
    "HTTP_ACCEPT_ENCODING": ["gzip;q=x", "br" * 900],
    "CONTENT_LENGTH": ["-1", "x"],
    "CONTENT_TYPE": [
        "multipart/form-data; boundary=",
        "application/json; charset=utf-99",
        "x/\x00",
    ],
}


def routes(resolver=None, before="/"):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern.pattern, RegexPattern):
            continue
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield here
        else:
            yield from routes(pattern, here)


def words(chance, name):
    return chance.choice([GOOD.get(name, "1"), *BAD])


def malformed(chance, route):
    """(method, address, body, headers) of a request to that route."""
    address = PLACE.sub(lambda place: words(chance, place[1]), route)
    asked = [f"{chance.choice(NAMES)}={chance.choice(BAD)}" for _ in range(chance.randrange(4))]
    headers = {}
    if chance.random() < 0.3:
        name = chance.choice(list(HEADERS))
        headers[name] = chance.choice(HEADERS[name])
    fields = [f"{chance.choice(NAMES)}={chance.choice(BAD)}" for _ in range(chance.randrange(6))]
    language = chance.choice(["", "", "/de", "/xx"])
    query = "?" + "&".join(asked) if asked else ""
    return chance.choice(METHODS), language + address + query, "&".join(fields).encode(), headers


@pytest.fixture
def world():
    film = make_film("Tide", "Mara Vex", ["BE"], ["fr"])
    make_still(film)
    make_biography(film.credits.first().person, 2026, "Born.", [(2019, "Low Water")])
    make_screening(make_selection(film))


@pytest.mark.parametrize("who", ["stranger", "editor"])
def test_malformed_requests_are_answered_soon_and_never_with_a_500(client, world, who):
    client.raise_request_exception = False
    if who == "editor":
        client.force_login(make_editor())
    known = [route for route in routes() if "logout" not in route]
    chance = random.Random(who)

    broken, slow, repeated = [], [], []
    for number in range(REQUESTS // 2):
        method, address, sent, headers = malformed(chance, known[number % len(known)])
        kind = headers.pop("CONTENT_TYPE", "application/x-www-form-urlencoded")
        begun = time.perf_counter()
        answer = client.generic(method, address, sent, kind, **headers)
        page = body(answer)
        said = (method, address[:300], sent[:200], headers, answer.status_code)
        if time.perf_counter() - begun >= MOST_SECONDS:
            slow.append(said)
        if answer.status_code >= 500:
            broken.append(said)
        if answer.get("Content-Type", "").startswith("text/html") and NEVER_ON_A_PAGE.search(page):
            repeated.append(said)

    assert (broken, slow, repeated) == ([], [], [])
