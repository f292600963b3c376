"""How often a login may be tried, and what is told of accounts: nothing."""

import time
from datetime import timedelta
from statistics import median

import pytest
import time_machine
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from festival.logins import FOR_A_NAME, FROM_AN_ADDRESS
from tests.factories import make_editor
from tests.pages import text

pytestmark = pytest.mark.django_db

TRIES = 8
HERS, THEIRS, OFFICE = "203.0.113.9", "198.51.100.7", "192.0.2.1"


@pytest.fixture(autouse=True)
def limited(settings):
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = TRIES
    make_editor("ida")


def log_in(name="ida", password="wrong", address=THEIRS, client=None, **headers):
    """The status: 200 the form again, 302 in, 429 refused."""
    response = (client or Client()).post(
        "/admin/login/?next=/admin/",
        {"username": name, "password": password},
        headers=headers,
        REMOTE_ADDR=address,
    )
    return response.status_code


def right(**more):
    return log_in(password="only-for-the-tests", **more)


def try_often(times, **more):
    return [log_in(**more) for _ in range(times)]


def test_after_some_tries_even_the_right_password_waits_a_quarter_of_an_hour():
    assert try_often(TRIES) == [200] * (TRIES - 1) + [429]
    assert right() == 429

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert right() == 302


def test_who_logs_in_begins_anew():
    assert try_often(TRIES - 1) == [200] * (TRIES - 1)
    assert right() == 302
    assert try_often(TRIES - 1) == [200] * (TRIES - 1)


def test_no_header_helps(settings):
    answers = [
        log_in(
            **{
                "X-Forwarded-For": f"203.0.113.{number}",
                "X-Real-IP": f"203.0.113.{number}",
                "Forwarded": f"for=203.0.113.{number}",
                "User-Agent": f"Another {number}",
                "Accept": f"text/{number}",
            }
        )
        for number in range(TRIES + 2)
    ]

    assert answers == [200] * (TRIES - 1) + [429] * 3


def test_behind_a_proxy_it_is_the_address_that_the_proxy_saw(settings):
    settings.BEHIND_PROXY = True
    proxied = {"address": "127.0.0.1"}

    for number in range(TRIES):
        log_in(**proxied, **{"X-Forwarded-For": f"6.6.6.{number}, {THEIRS}"})

    assert log_in(**proxied, **{"X-Forwarded-For": THEIRS}) == 429
    assert right(**proxied, **{"X-Forwarded-For": HERS}) == 302


def test_nobody_locks_an_editor_out_from_where_she_has_logged_in():
    assert right(address=HERS) == 302
    for number in range(FOR_A_NAME + 1):
        try_often(TRIES, address=f"198.51.100.{number}")

    assert right(address=THEIRS) == 429
    assert right(address="198.51.100.99") == 429
    assert right(address=HERS) == 302


def test_nobody_in_the_festival_s_own_network_locks_the_office_out():
    make_editor("ole")
    assert right(address=OFFICE) == 302
    for number in range(FROM_AN_ADDRESS * TRIES):
        log_in(f"made-up-{number}", address=OFFICE)

    assert log_in("made-up", address=OFFICE) == 429
    assert log_in("ole", "only-for-the-tests", address=OFFICE) == 429
    assert right(address=OFFICE) == 302


def test_many_names_from_one_address_are_tried_no_more_often_than_ten_times_one():
    answers = [log_in(f"name-{number}") for number in range(FROM_AN_ADDRESS * TRIES + 1)]

    assert answers == [200] * (FROM_AN_ADDRESS * TRIES - 1) + [429] * 2
    assert right(address=HERS) == 302


def test_an_account_that_is_not_there_is_refused_like_one_that_is():
    def told(name):
        pages = []
        for _ in range(TRIES + 1):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                response = Client().post(
                    "/admin/login/", {"username": name, "password": "wrong"}, REMOTE_ADDR=HERS
                )
            words = text(response).replace(name, "NAME")
            pages.append((response.status_code, words, len(queries)))
        return pages

    assert told("ida") == told("eva")


def test_a_wrong_password_takes_as_long_whether_the_account_is_there_or_not(settings):
    settings.PASSWORD_HASHERS, settings.AXES_FAILURE_LIMIT = ["festival.passwords.Argon2"], 1000
    make_editor("eva")
    spent = {"eva": [], "nobody": [], "gone": []}
    User.objects.create_user("gone", password="only-for-the-tests", is_active=False)
    for _turn in range(9):
        for name, times in spent.items():
            begun = time.process_time()
            assert log_in(name) == 200
            times.append(time.process_time() - begun)

    middles = [median(times) for times in spent.values()]
    assert max(middles) / min(middles) < 1.6


def test_the_refusal_says_for_how_long_and_is_a_page_of_the_site(caplog):
    try_often(TRIES)
    response = Client().post(
        "/de/admin/login/", {"username": "ida", "password": "wrong"}, REMOTE_ADDR=THEIRS
    )

    assert (response.status_code, response["Retry-After"]) == (429, "900")
    assert "Die Anmeldung ist von hier aus für 15 Minuten geschlossen." in text(response)
    said = [record.getMessage() for record in caplog.records if record.name == "festival.logins"]
    assert set(said) == {"A login is refused after too many tries"}
    assert not any(word in caplog.text for word in ("ida", THEIRS))


@pytest.mark.parametrize(
    "data",
    [
        {"username": "\x00", "password": "wrong"},
        {"username": "x" * 100_000, "password": "wrong"},
        {"username": "ida", "password": "x" * 1_000_000},
        {"username": "\ud7ff\uffff", "password": "\x00"},
        {},
    ],
)
def test_absurd_names_and_passwords_get_the_form_again(data):
    for _ in range(2):
        response = Client().post("/admin/login/", data, headers={"User-Agent": "x" * 10_000})
        assert response.status_code == 200


def test_the_limit_is_one_setting(settings):
    settings.AXES_ENABLED = False

    assert set(try_often(TRIES + 1)) == {200}


def test_our_own_rules_are_the_ones_that_hold():
    assert type(AxesProxyHandler.get_implementation()).__name__ == "Limits"


def test_passwords_are_kept_with_argon2_in_little_memory(settings):
    settings.PASSWORD_HASHERS = ["festival.passwords.Argon2"]

    kept = make_password("only-for-the-tests")

    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert identify_hasher(kept).verify("only-for-the-tests", kept)


# Sessions --------------------------------------------------------------------------------------


def test_a_session_ends_with_the_browser_and_after_a_day_s_work(settings):
    client = Client()
    right(client=client)

    cookie = client.cookies["sessionid"]
    assert [cookie[name] for name in ("max-age", "expires", "httponly", "samesite")] == [
        "",
        "",
        True,
        "Lax",
    ]
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        assert client.get("/admin/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=15)):
        assert client.get("/admin/").url == "/admin/login/?next=/admin/"


def test_logging_in_gives_another_session_and_logging_out_ends_it():
    client = Client()
    client.cookies["sessionid"] = "x" * 32
    right(client=client)
    kept = client.cookies["sessionid"].value

    assert kept != "x" * 32
    assert client.get("/admin/logout/").status_code == 405
    client.post("/admin/logout/")
    client.cookies["sessionid"] = kept
    assert client.get("/admin/").status_code == 302


ELSEWHERE = [
    prefix + "evil.example" + suffix
    for prefix in (
        *("http://", "https://", "//", "///", "////", "/\\", "\\\\", "\\/", "http:/", "http:///"),
        *("/\t/", "\t//", " //", "\n//", "//\x00", "https:", "//evil.example@", "//localhost@"),
        *("http://testserver@", "http://testserver.", "https://testserver:80@", "//user:pass@"),
        *("ftp://", "file://", "javascript:alert(1)//", "JaVaScRiPt://", "data:text/html,", "vbs:"),
        *("//%65vil.example/", "/%2F/", "//1.1.1.1\\@", "/\r\n/"),
    )
    for suffix in ("", "/admin/")
]


def test_no_login_leads_away():
    assert len(ELSEWHERE) >= 60
    for elsewhere in ELSEWHERE:
        for path in ("/admin/login/", "/de/admin/login/"):
            response = Client().post(
                path,
                {"username": "ida", "password": "only-for-the-tests", "next": elsewhere},
                query_params={"next": elsewhere},
                REMOTE_ADDR=HERS,
            )
            if "\x00" in elsewhere:
                assert response.status_code == 400
                continue
            assert response.status_code == 302
            assert response.url.startswith("/"), elsewhere
            assert not response.url.startswith(("//", "/\\")), elsewhere
            assert not set(response.url) & set("\t\r\n\\"), elsewhere
