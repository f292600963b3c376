"""The settings as different environments make them, each read by an interpreter of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from people.languages import language_names
from tests.factories import make_selection, make_synopsis
from tests.pages import text

ROOT = Path(__file__).parents[2]
SHOW = """
import django, json
from django.conf import settings
django.setup()
print(json.dumps({name: getattr(settings, name) for name in NAMES}, default=str))
"""


def settings_with(tmp_path, *names, **environment):
    """The settings of these names under that environment, as JSON has them."""
    known = {
        "SECRET_KEY": "only-for-the-tests",
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "festival.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", SHOW.replace("NAMES", repr(names))],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **known, **environment},
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(done.stdout)


def database(tmp_path, url):
    return settings_with(tmp_path, "DATABASES", DATABASE_URL=url)["DATABASES"]["default"]


def test_options_of_the_database_s_address_stand_beside_our_own(tmp_path):
    planning = "-c jit=off -c geqo=off -c join_collapse_limit=12 -c from_collapse_limit=12"
    planning += " -c plan_cache_mode=force_generic_plan -c random_page_cost=1.1"
    ours = {"options": f"-c statement_timeout=15000 {planning}", "connect_timeout": 5}
    ours["prepare_threshold"] = 1

    assert database(tmp_path, "postgres://me@db/marquee")["OPTIONS"] == ours
    assert database(tmp_path, "postgres://me@db/marquee?sslmode=require")["OPTIONS"] == {
        **ours,
        "sslmode": "require",
    }
    assert database(tmp_path, "postgres://me@db/marquee?prepare_threshold=0")["OPTIONS"] == {
        **ours,
        "prepare_threshold": None,
    }
    assert database(tmp_path, f"sqlite:///{tmp_path}/a.sqlite3?timeout=5")["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-1000;",
    }


def test_a_connection_is_tried_before_it_is_used_again_and_no_database_is_left_waiting(tmp_path):
    server = database(tmp_path, "postgres://me@db/marquee")
    file = database(tmp_path, f"sqlite:///{tmp_path}/a.sqlite3")

    assert (server["CONN_HEALTH_CHECKS"], server["CONN_MAX_AGE"]) == (True, 600)
    assert (file["CONN_MAX_AGE"], file["OPTIONS"]["timeout"]) == (None, 20)


def test_sessions_forms_and_passwords_are_as_strict_as_in_production(tmp_path):
    asked = {
        "SESSION_SAVE_EVERY_REQUEST": False,  # else a public page might carry somebody's cookie
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SESSION_COOKIE_AGE": 14 * 3600,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 2.5 * 1024 * 1024,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 10_000,
        "DATA_UPLOAD_MAX_NUMBER_FILES": 100,
        "USE_X_FORWARDED_HOST": False,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "DEBUG": False,
    }
    found = settings_with(tmp_path, *asked, "PASSWORD_HASHERS")

    assert found.pop("PASSWORD_HASHERS")[0] == "festival.passwords.Argon2"
    assert found == asked


START = "import festival.wsgi"
LONG = "only-for-the-tests-" * 3


@pytest.mark.parametrize(
    ("environment", "refusal"),
    [
        ({"ALLOWED_HOSTS": "a.example"}, "Set the SECRET_KEY environment variable"),
        ({"ALLOWED_HOSTS": "a.example", "SECRET_KEY": ""}, "SECRET_KEY setting must not be empty"),
        ({"ALLOWED_HOSTS": "a.example", "SECRET_KEY": "short"}, "Set SECRET_KEY to a random"),
        ({"SECRET_KEY": LONG}, "Set ALLOWED_HOSTS to the host names"),
        ({"SECRET_KEY": LONG, "ALLOWED_HOSTS": "a.example"}, ""),
        ({"SECRET_KEY": "short", "ALLOWED_HOSTS": "a.example", "HTTPS": "off"}, ""),
    ],
)
def test_no_server_starts_in_production_without_a_secret_and_hosts(tmp_path, environment, refusal):
    known = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", START],
        cwd=ROOT,
        env=known | environment,
        capture_output=True,
        check=False,
        text=True,
    )

    assert (done.returncode, refusal in done.stderr) == (1 if refusal else 0, True)


def test_what_is_loaded_is_not_looked_through_for_garbage(tmp_path):
    count = "import festival.wsgi, gc; print(gc.get_freeze_count(), len(gc.get_objects()))"
    known = {"SECRET_KEY": LONG, "ALLOWED_HOSTS": "a.example", "VAR_DIR": str(tmp_path)}
    told = subprocess.check_output(
        [sys.executable, "-c", count], cwd=ROOT, env={"PATH": os.environ["PATH"], **known}
    )

    frozen, others = map(int, told.split())
    assert frozen > 50_000 > 100 * others


def test_cookies_are_for_tls_alone_and_out_of_reach_of_scripts(tmp_path):
    names = [
        f"{cookie}_COOKIE_{name}"
        for cookie in ("SESSION", "CSRF")
        for name in ("SECURE", "HTTPONLY", "SAMESITE")
    ]

    assert list(settings_with(tmp_path, *names).values()) == [True, True, "Lax"] * 2
    assert settings_with(tmp_path, *names, HTTPS="off")["SESSION_COOKIE_SECURE"] is False


def test_the_first_of_the_languages_is_the_default_and_each_has_a_name(tmp_path):
    asked = ("LANGUAGE_CODE", "LANGUAGES")

    assert settings_with(tmp_path, *asked) == {
        "LANGUAGE_CODE": "en",
        "LANGUAGES": [["en", "English"], ["de", "German"]],
    }
    assert settings_with(tmp_path, *asked, LANGUAGES="de,fo,fr") == {
        "LANGUAGE_CODE": "de",
        "LANGUAGES": [["de", "Deutsch"], ["fo", "fo"], ["fr", "Französisch"]],
    }


def test_a_language_nobody_named_goes_by_its_code():
    assert language_names("da")["name_local"] == "dansk"
    assert language_names("fo") == {"name": "fo", "name_local": "fo", "name_translated": "fo"}


@pytest.mark.django_db
def test_pages_open_on_a_site_and_with_a_text_of_such_a_language(client, settings):
    settings.LANGUAGES = [("en", "English"), ("fo", "fo")]
    film = make_selection(film__title="Here").film
    make_synopsis("Ein filmur.", "fo", film=film)

    page = client.get(film.get_absolute_url())

    assert "Ein filmur." in text(page)
    assert 'hreflang="fo"' in page.content.decode()
