"""A still without a credit line or without words for who cannot see it is not shown to visitors."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from catalogue.models import Selection, Still
from catalogue.output.share_pictures import card_of
from tests.factories import make_credit, make_editor, make_film, make_selection, make_still
from tests.pages import body

pytestmark = pytest.mark.django_db

UNREADY = [{"credit": ""}, {"names": {}}, {"names": {"de": "Ein Steg"}}, {"names": {"en": ""}}]
words = st.sampled_from(["", "x", "Ein Steg", "0", "null"])
alternatives = st.dictionaries(st.sampled_from(["en", "de", "fr"]), words)


@pytest.fixture
def film():
    film = make_film("Here", year=2023)
    make_credit(film, "Bas Devos")
    make_selection(film)
    return film


def pages(film):
    director = film.credits.get().person
    return [
        film.get_absolute_url(),
        director.get_absolute_url(),
        "/2026/programme/",
        "/search/?q=here",
        "/api/1/films/here-2023/",
        "/api/1/2026/films/",
        "/oembed/?url=http://testserver/films/here-2023/",
    ]


@pytest.mark.parametrize("lacking", UNREADY, ids=["credit", "text", "default language", "empty"])
def test_visitors_see_no_still_that_lacks_its_credit_or_its_text(client, film, lacking):
    still = make_still(film, is_for_press=True)
    stem = still.file.base_name.partition(".")[0]
    with_it = [page for page in pages(film) if stem in client.get(page).content.decode()]
    Still.objects.update(**lacking)

    assert with_it == pages(film)
    assert [page for page in pages(film) if stem in client.get(page).content.decode()] == []
    pictures = [still.get_absolute_url(), still.press_address]
    assert [client.get(address).status_code for address in pictures] == [404, 404]
    client.force_login(make_editor())
    assert [bool(body(client.get(address))) for address in pictures] == [True, True]


def test_a_film_is_shared_with_the_first_still_that_is_ready(client, film):
    make_still(film, credit="", position=0)
    ready = make_still(film, position=1)
    address = f"/films/{film.slug}/share.jpg"

    page = client.get(film.get_absolute_url()).content.decode()
    shared = client.get(address)

    film = Selection.objects.public().films().get()
    card = card_of(ready_only(film), film.selections.get())
    assert card.picture == ready.file.largest_name
    assert shared["ETag"] == f'"{card.digest}"'
    assert f"{address}?v={card.digest[:8]}" in page


def ready_only(film):
    film.__dict__.setdefault("_prefetched_objects_cache", {})["stills"] = film.stills.ready()
    return film


@given(credit=st.sampled_from(["", "© A"]), names=alternatives)
def test_what_a_still_says_it_lacks_is_what_the_rule_asks(credit, names):
    film = make_film()
    still = make_still(film, credit=credit)
    Still.objects.filter(pk=still.pk).update(names=names)
    still.refresh_from_db()

    assert Still.objects.filter(pk=still.pk).ready().exists() == (still.lacks == [])
    assert settings.LANGUAGE_CODE == "en"
    film.delete()


def test_it_says_what_it_lacks(film):
    still = make_still(film, credit="", names={"de": "Ein Steg"})

    assert still.lacks == ["credit line", "alternative text (en)"]
