import pytest
from django.db import connection

from tests.places import Place, drop, new_database
from tests.server import Server


@pytest.fixture
def place(tmp_path):
    database = new_database(tmp_path) if connection.vendor == "postgresql" else ""
    made = Place(tmp_path, database)
    made.environment |= {"HTTPS": "off", "ALLOWED_HOSTS": "127.0.0.1"}
    made.manage("migrate", "--verbosity", "0")
    made.manage("collectstatic", "--noinput", "--verbosity", "0")
    yield made
    drop(made)


@pytest.fixture
def server(place):
    server = Server(place.environment)
    yield server
    server.stop()
