import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from hypothesis import HealthCheck, settings

from tests import states

# How long an example takes is the machine's affair; figures are for the benchmarks.
settings.register_profile("marquee", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("marquee")


HASHED = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Django asks SQLite once what it can do with JSON: before any test counts its queries."""
    with django_db_blocker.unblock():
        assert connection.features.supports_json_field


@pytest.fixture(autouse=True)
def known_foot():
    """
    Pages remember their foot between requests. Tests begin as a server that has been asked before:
    with the foot of an empty database, so that counts of queries are a page's own.
    """
    caches["process"].set("pages-at-the-foot", [], timeout=None)


@pytest.fixture(scope="session")
def collected(tmp_path_factory):
    """A folder of our own static files, named by their sums."""
    folder = str(tmp_path_factory.mktemp("static"))
    finders = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    with override_settings(STATIC_ROOT=folder, STORAGES=HASHED, STATICFILES_FINDERS=finders):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@pytest.fixture
def hashed_static(settings, collected):
    """Static files are served as on a server; elsewhere tests do without any."""
    settings.STATIC_ROOT = collected
    settings.STORAGES = settings.STORAGES | HASHED


@pytest.fixture
def remembering(settings):
    """Pages are made under a state of things, so that what others are made of is remembered."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.states.know_state"]
    with connection.execute_wrapper(states.committing):
        yield
