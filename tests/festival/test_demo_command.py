from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from catalogue.models import Film
from tests.factories import make_film

pytestmark = pytest.mark.django_db


def demo(**options):
    """What `manage.py demo` prints, line by line."""
    out = StringIO()
    call_command("demo", width=64, stdout=out, **options)
    return out.getvalue().splitlines()


def test_builds_once_and_then_leaves_the_festival_alone(settings, tmp_path, client):
    settings.MEDIA_ROOT = tmp_path
    first = demo(address="http://here")
    before = list(Film.objects.values_list("pk", "slug"))
    password = User.objects.get(username="editor").password

    again = demo(address="http://here")

    assert list(Film.objects.values_list("pk", "slug")) == before
    assert User.objects.get(username="editor").password != password
    assert first[1] == again[0] == "Site   http://here/"
    address, _, access = again[1].partition("   ")
    name, password = access.split(" · ")
    assert address == "Admin  http://here/admin/"
    assert client.login(username=name, password=password)


def test_refuses_a_database_with_other_films():
    make_film("Somebody else’s")

    with pytest.raises(CommandError, match="other films"):
        demo()

    assert Film.objects.count() == 1
