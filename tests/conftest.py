import pytest
from django.core.cache import caches
from django.db import connection
from hypothesis import HealthCheck, settings

# How long an example takes is the machine's affair; figures are for the benchmarks.
settings.register_profile("marquee", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("marquee")


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
