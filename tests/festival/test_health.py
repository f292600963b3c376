import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError, connection

from festival import health

pytestmark = pytest.mark.django_db

WELL = {"database": True, "migrations": True, "storage": True, "shared_cache": True}


@pytest.fixture(autouse=True)
def asked_anew(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(health, "KNOWN_SECONDS", 0)
    monkeypatch.setattr(health, "known", {"parts": {}, "until": 0.0})
    health.migrations.cache_clear()


def told(response):
    return response.status_code, response.json()


def test_a_process_that_answers_is_alive_without_a_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.content, response["Content-Type"]) == (
        200,
        b"ok\n",
        "text/plain",
    )


def test_one_that_can_serve_is_ready_and_leaves_nothing_behind(client, tmp_path):
    assert told(client.get("/readyz")) == (200, WELL)
    assert list(tmp_path.iterdir()) == []


def test_many_who_ask_cost_one_file(client, monkeypatch):
    written, save = [], default_storage.save
    monkeypatch.setattr(health, "KNOWN_SECONDS", 60)
    monkeypatch.setattr(default_storage, "save", lambda *a: written.append(a[0]) or save(*a))

    answers = [told(client.get("/readyz")) for _ in range(5)]

    assert answers == [(200, WELL)] * 5
    assert written == ["ready"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_come_by_bare_address_without_tls_and_are_never_cached(client, settings, path):
    settings.SECURE_SSL_REDIRECT = True

    response = client.get(path, headers={"Host": "10.0.0.7"})

    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert response.cookies == {}
    assert client.head(path, headers={"Host": "10.0.0.7"}).status_code == 200
    assert client.post(path, headers={"Host": "10.0.0.7"}).status_code != 200


def test_a_database_that_is_away_is_not_ready(client):
    def refuse(*arguments):
        raise OperationalError("connection to 10.1.2.3 refused, user marquee")

    with connection.execute_wrapper(refuse):
        response = client.get("/readyz")

    assert told(response) == (503, WELL | {"database": False, "migrations": False})
    assert told(client.get("/readyz")) == (200, WELL)


def test_a_version_whose_migrations_are_not_applied_is_not_ready(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'people'")

    assert told(client.get("/readyz")) == (503, WELL | {"migrations": False})


def test_a_full_storage_and_a_cache_that_forgets_are_told_and_the_programme_is_shown(
    client, settings, monkeypatch
):
    def full(*arguments, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    assert told(client.get("/readyz")) == (200, WELL | {"storage": False, "shared_cache": False})
