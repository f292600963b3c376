import pytest
from django.core.cache import cache
from django.test import RequestFactory

from festival.clients import client_address
from festival.probing import ALONE, TOGETHER
from tests.factories import in_an_hour, make_film, make_selection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forgotten():
    cache.clear()
    yield
    cache.clear()


def warnings(caplog):
    return [record.getMessage() for record in caplog.records if record.name == "festival.probing"]


def ask(client, path, times, address="203.0.113.9"):
    return {client.get(path, REMOTE_ADDR=address).status_code for _ in range(times)}


@pytest.mark.parametrize("path", ["/films/secret-2026/", "/films/made-up-2026/"])
def test_who_tries_many_records_that_are_not_public_is_noticed_once(client, caplog, path):
    make_selection(make_film("Secret"), announced_at=in_an_hour())

    assert ask(client, path, ALONE - 1) == {404}
    assert warnings(caplog) == []
    assert ask(client, path, ALONE) == {404}

    (warning,) = warnings(caplog)
    assert warning.startswith("Visitor ")
    assert warning.endswith(f" asked for {ALONE} records that are not public, in 10 minutes")
    assert not any(word in warning for word in ("secret", "made-up", "203.0.113.9"))


def test_many_visitors_together_are_noticed(client, caplog):
    for number in range(TOGETHER // 10):
        ask(client, "/people/made-up/", 10, f"203.0.113.{number}")

    assert warnings(caplog) == [
        f"{TOGETHER} records that are not public were asked for, in 10 minutes"
    ]


def test_addresses_that_are_no_record_s_do_not_count(client, caplog):
    make_selection(make_film("Here"))

    assert ask(client, "/wp-login.php", 2 * ALONE) == {404}
    assert ask(client, "/films/here-2026/", 2 * ALONE) == {200}
    assert warnings(caplog) == []


def test_a_cache_that_is_away_fails_no_page(client, monkeypatch, caplog):
    def away(*arguments):
        raise ConnectionError("no cache")

    monkeypatch.setattr("festival.probing.cache.add", away)

    assert ask(client, "/people/made-up/", 2 * ALONE) == {404}
    assert warnings(caplog) == []


@pytest.mark.parametrize(
    ("is_behind", "remote", "forwarded", "address"),
    [
        (False, "203.0.113.9", "", "203.0.113.9"),
        (False, "203.0.113.9", "198.51.100.1", "203.0.113.9"),
        (True, "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        (True, "127.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (True, "127.0.0.1", "", "127.0.0.1"),
        (True, "127.0.0.1", "made up", "0.0.0.0"),
        (False, "", "", "0.0.0.0"),
        (False, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        (False, "::ffff:203.0.113.9", "", "203.0.113.9"),
    ],
)
def test_an_address_is_what_reached_us_or_our_own_proxy(
    settings, is_behind, remote, forwarded, address
):
    settings.BEHIND_PROXY = is_behind
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)

    assert client_address(request) == address
