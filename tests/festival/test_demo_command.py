from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from catalogue.models import Film
from festival.demo import content
from tests.catalogue.admin.pages import listed
from tests.factories import make_edition, make_editor, make_film

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
    held, _, told = again[-1].partition(": ")
    assert told == "edits “Midnight” alone"
    assert client.login(username="section-editor", password=held.partition(" · ")[2])
    films = listed(client.get("/admin/catalogue/selection/"))
    assert {(row[2], row[3]) for row in films} == {("Marquee 2027", "Midnight")}


def test_refuses_a_database_with_other_films():
    make_film("Somebody else’s")

    with pytest.raises(CommandError, match="other films"):
        demo()

    assert Film.objects.count() == 1
    assert not User.objects.exists()


def test_refuses_a_festival_that_happens_to_show_a_film_of_the_demo_s_title():
    own = make_editor()
    demo_edition(), make_film(content.films()[0][1]["title"])

    with pytest.raises(CommandError, match="other films"):
        demo()

    assert_untouched(own)


def test_leaves_an_editor_that_it_did_not_make_alone():
    """Also in the demo's own database: somebody may have made an account of that name there."""
    own = User.objects.create_user("editor", password="only-for-the-tests")
    for row in content.read("sections")["edition"]:
        demo_edition(row)
    for _year, film in content.films()[:20]:
        make_film(film["title"])

    lines = demo(address="http://here")

    assert lines[1] == (
        "Admin  http://here/admin/   “editor” is an account of yours: it keeps its password"
    )
    assert_untouched(own)


def demo_edition(row=None):
    row = row or content.read("sections")["edition"][0]
    return make_edition(row["year"], name=row["name"])


def assert_untouched(user):
    again = User.objects.get()
    names = ["pk", "password", "is_superuser", "is_staff", "email"]
    assert [getattr(again, name) for name in names] == [getattr(user, name) for name in names]
