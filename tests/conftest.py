import pytest
from django.db import connection
from hypothesis import settings

# How long an example takes is the machine's affair; figures are for the benchmarks.
settings.register_profile("marquee", deadline=None)
settings.load_profile("marquee")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Django asks SQLite once what it can do with JSON: before any test counts its queries."""
    with django_db_blocker.unblock():
        assert connection.features.supports_json_field
