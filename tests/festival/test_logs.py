import json
import logging
import re
import sys
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.models import PreviewLink
from festival.logs import Lines, Text
from tests.factories import make_editor, make_selection

pytestmark = pytest.mark.django_db

A_NEW_ONE = re.compile(r"[0-9a-f]{32}")


@pytest.fixture
def written():
    """What is logged during a test, in the form of a formatter: `written(Lines())` begins."""
    root, stream, requests = logging.getLogger(), StringIO(), logging.getLogger("festival.requests")
    handler = logging.StreamHandler(stream)
    level = requests.level

    def begin(formatter):
        handler.setFormatter(formatter)
        root.addHandler(handler)
        requests.setLevel(logging.INFO)
        return lambda: stream.getvalue().splitlines()

    yield begin
    root.removeHandler(handler)
    requests.setLevel(level)


def test_every_request_is_a_line_of_json_with_the_id_of_its_answer(client, written):
    lines = written(Lines())

    response = client.get("/archive/?q=whom-i-look-for")

    (line,) = map(json.loads, lines())
    assert A_NEW_ONE.fullmatch(response["X-Request-ID"])
    assert isinstance(line.pop("ms"), int)
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT.*\+00:00", line.pop("at"))
    assert re.sub(r"\d+ ms", "… ms", line.pop("message")) == "GET /archive/ 200 in … ms"
    assert line == {
        "level": "INFO",
        "logger": "festival.requests",
        "request_id": response["X-Request-ID"],
        "method": "GET",
        "path": "/archive/",
        "status": 200,
    }


@pytest.mark.parametrize(
    ("is_behind", "sent", "is_kept"),
    [
        (True, "0123456789abcdef", True),
        (True, "short", False),
        (True, "x" * 65, False),
        (True, "0123456789\nforged", False),
        (True, '0123456789"}', False),
        (False, "0123456789abcdef", False),
    ],
)
def test_an_id_is_the_proxy_s_only_where_there_is_one_and_it_is_well_formed(
    client, settings, is_behind, sent, is_kept
):
    settings.BEHIND_PROXY = is_behind

    given = client.get("/healthz", headers={"X-Request-ID": sent})["X-Request-ID"]

    assert (given == sent) is is_kept
    assert is_kept or A_NEW_ONE.fullmatch(given)


def test_an_error_is_one_line_with_its_traceback_and_the_id(monkeypatch, written):
    quoting = "Key exists\nDETAIL:  Key (username)=(ida) already exists.\nmore"

    def broken():
        raise RuntimeError(quoting)

    monkeypatch.setattr("catalogue.views.editions.Selection.objects.public", broken)
    lines = written(Lines())

    response = Client(raise_request_exception=False).get("/archive/")

    error, request = map(json.loads, lines())
    assert error["request_id"] == request["request_id"] == response["X-Request-ID"]
    assert (error["level"], error["message"]) == ("ERROR", "Internal Server Error: /archive/")
    assert error["exception"].startswith("Traceback (most recent call last):")
    assert error["exception"].endswith("DETAIL: …\nmore")
    assert "(ida)" not in error["exception"]


def test_no_path_breaks_a_line_in_two(client, written):
    lines = written(Text())

    client.get("/films/a%0A2026-01-01 ERROR forged%E2%80%A8/")

    (line,) = lines()
    assert re.fullmatch(
        r"\S+ \S+ INFO festival\.requests \[[0-9a-f]{32}\]: "
        r"GET /films/a\\x0a2026-01-01 ERROR forged\\x2028/ 404 in \d+ ms",
        line,
    )


def test_nobody_is_named(client, written):
    make_editor("ida")
    lines = written(Lines())
    secrets = ["ida", "s3cret", "203.0.113.9", "Netscape", "whom-i-look-for", "forged.example"]

    headers = {"User-Agent": "Netscape", "X-Forwarded-For": "203.0.113.9"}
    client.post(
        "/admin/login/?next=/admin/?q=whom-i-look-for",
        {"username": "ida", "password": "s3cret"},
        headers=headers,
        REMOTE_ADDR="203.0.113.9",
    )
    client.get("/search/?q=whom-i-look-for", headers=headers, REMOTE_ADDR="203.0.113.9")
    client.get("/nowhere/", headers={"Referer": "https://forged.example/"})

    assert len(lines()) >= 3
    assert [word for word in secrets if word in "\n".join(lines())] == []


@pytest.mark.parametrize("formatter", [Text(), Lines()])
def test_no_line_opens_a_preview(client, written, monkeypatch, formatter):
    link = PreviewLink.objects.create(selection=make_selection(), note="Le Monde")
    still = reverse("preview_still", args=[link.token, "a.jpg"])
    lines = written(formatter)

    for path in (link.get_absolute_url(), f"/de/preview/{link.token}/", still):
        client.get(path)
    client.get(f"/preview/{link.token}")
    monkeypatch.setattr(PreviewLink, "opened", lambda self: 1 / 0)
    Client(raise_request_exception=False).get(link.get_absolute_url())

    told = "\n".join(lines()).replace(r"\u2026", "…")
    assert link.token not in told
    assert re.findall(r"(?:GET|Error:) (/\S*?)(?=[ \n\"])", told) == [
        "/preview/…/",
        "/de/preview/…/",
        "/preview/…/stills/a.jpg",
        "/preview/…",
        "/preview/…/",
        "/preview/…/",
    ]


def test_text_shows_the_traceback_of_an_error():
    try:
        raise RuntimeError("broken on purpose")
    except RuntimeError:
        record = logging.LogRecord("a", logging.ERROR, "", 1, "It broke", (), sys.exc_info())

    first, *traceback = Text().format(record).splitlines()

    assert first.endswith(" ERROR a [-]: It broke")
    assert traceback[0] == "Traceback (most recent call last):"
    assert traceback[-1] == "RuntimeError: broken on purpose"
