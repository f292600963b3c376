"""Preview links: who is given one sees the film's page before its hour, and nothing else."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import signing
from django.core.files.base import ContentFile

from catalogue.models import PreviewLink, Programme, Selection
from catalogue.models.previews import SALT
from tests.catalogue.admin.pages import admin_address, errors, form_data, listed, log_in
from tests.factories import (
    in_an_hour,
    make_biography,
    make_credit,
    make_edition,
    make_film,
    make_note,
    make_person,
    make_picture,
    make_screening,
    make_section,
    make_selection,
    make_still,
    make_synopsis,
)
from tests.pages import body, text
from tests.staff import make_section_editor

pytestmark = pytest.mark.django_db
HIDDEN = "Zanzibarquark"


@pytest.fixture
def selection():
    director = make_person("Bas Devos")
    director.portrait.save("p.jpg", ContentFile(make_picture()))
    film = make_film("Here", director, ["BE"], ["fr"], runtime_minutes=82)
    make_credit(film, "Liyo Gong", "cast_member", character="ShuXiu")
    make_still(film, alt="Two people in moss", credit="© Erik De Cnodder", is_for_press=True)
    make_synopsis("Stefan cooks [soup](https://soup.example/).", film=film)
    edition = make_edition(2026, announced_at=datetime(2026, 12, 14, 9, tzinfo=UTC))
    selection = make_selection(film, edition, time_zone_of(edition))
    make_note("A note.", selection=selection)
    return selection


def time_zone_of(edition):
    edition.time_zone = "Europe/Berlin"
    edition.save()
    return make_section("Panorama")


def make_link(selection, **fields):
    return PreviewLink.objects.create(selection=selection, **{"note": "Le Monde"} | fields)


@time_machine.travel("2026-12-01 12:00Z", tick=False)
def test_the_press_sees_the_film_s_page_before_its_hour(client, selection):
    link = make_link(selection, days=3)

    response = client.get(link.get_absolute_url())

    assert client.get(selection.film.get_absolute_url()).status_code == 404
    words = text(response)
    assert [
        word
        for word in ("Here", "Bas Devos", "ShuXiu", "Belgium", "82′", "Stefan cooks", "A note.")
        if word not in words
    ] == []
    assert (
        "Preview, not public. This link opens until 4 December 2026, 13:00 CET. "
        "Not to be published before 14 December 2026, 10:00 CET."
    ) in words
    assert {name: response[name] for name in ("Cache-Control", "X-Robots-Tag")} == {
        "Cache-Control": "private, no-store",
        "X-Robots-Tag": "noindex",
    }
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


def test_nothing_on_the_page_leads_elsewhere_but_the_site_s_own_frame(client, selection):
    page = client.get(make_link(selection).get_absolute_url()).content.decode()

    main = page.partition("<main")[2].partition("</main>")[0]
    assert re.findall(r"<a\b|<mark-toggle|href=", main) == []
    assert selection.film.slug not in page
    assert "soup" in main


def test_its_pictures_are_had_through_the_link_alone(client, selection):
    still = selection.film.stills.get()
    link = make_link(selection)
    page = client.get(link.get_absolute_url()).content.decode()
    shown = re.findall(r'src="([^"]+)"', page.partition("<main")[2])

    assert shown == [f"{link.get_absolute_url()}stills/{still.file.base_name[:-4]}-64.jpg"]
    picture = client.get(shown[0])
    assert (picture["Content-Type"], picture["Cache-Control"]) == (
        "image/jpeg",
        "private, no-store",
    )
    assert body(picture)[:2] == b"\xff\xd8"
    assert client.get(still.get_absolute_url()).status_code == 404
    assert client.get(f"{link.get_absolute_url()}stills/{still.file.base_name}").status_code == 404
    link.revoke()
    assert client.get(shown[0]).status_code == 404


def test_another_film_s_picture_is_not_had_through_it(client, selection):
    other = make_still(make_film("Other"))
    address = make_link(selection).get_absolute_url()

    for name in (other.file.base_name, other.get_absolute_url().rpartition("/")[2]):
        assert client.get(f"{address}stills/{name}").status_code == 404
    portrait = selection.film.credits.first().person.portrait
    assert client.get(portrait.rendition_url(64)).status_code == 404


def test_nothing_of_other_hidden_films_is_on_it(client, selection):
    director = selection.film.credits.first().person
    secret = make_film(HIDDEN, director, year=2025)
    hidden = make_selection(secret, selection.edition, selection.section, announced_at=in_an_hour())
    make_biography(director, 2026, "A life.", [(2025, HIDDEN), (2026, "Here"), (2014, "Violet")])
    block = Programme.objects.create(
        names={"en": f"{HIDDEN} Shorts"}, edition=selection.edition, section=selection.section
    )
    for one in (hidden, selection):
        block.slots.create(selection=one)
    make_screening(selection, datetime(2026, 2, 13, 18, tzinfo=UTC))
    make_selection(selection.film, make_edition(2020, announced_at=None), make_section(HIDDEN))
    Selection.objects.filter(edition__year=2026).update(announced_at=in_an_hour())

    words = text(client.get(make_link(selection).get_absolute_url()))

    assert HIDDEN not in words
    assert "Violet" in words
    assert "13 February" not in words


def test_that_a_link_opens_nothing_is_as_confidential_as_what_it_opens(client, selection):
    link = make_link(selection)
    address, still = link.get_absolute_url(), selection.film.stills.get().file.base_name
    link.revoke()
    told = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    told["Referrer-Policy"] = "no-referrer"

    for path in (address, f"{address}stills/{still}", "/preview/x/", "/preview/x/stills/a.jpg"):
        answer = client.get(path)
        assert "This page is not here." in text(answer)
        assert {name: answer[name] for name in told} == told


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:-1] + ("a" if token[-1] != "a" else "b"),
        lambda token: token + "x",
        lambda token: "x",
        lambda token: "9" * 5000,
        lambda token: "%F0%9F%8E%AC",
        lambda token: signing.dumps([1, 1], salt="another"),
        lambda token: signing.dumps([10**30, 1], salt=SALT),
        lambda token: signing.dumps(["x", "y"], salt=SALT),
        lambda token: signing.dumps([1, 10**30], salt=SALT),
        lambda token: signing.dumps({"a": 1}, salt=SALT),
    ],
)
def test_a_token_nobody_was_given_is_a_page_that_is_not_there(client, selection, spoil):
    link = make_link(selection)

    response = client.get(f"/preview/{spoil(link.token)}/")

    assert response.status_code == 404
    assert "This page is not here." in text(response)


def test_an_expired_link_says_so_and_shows_nothing(client, selection):
    link = make_link(selection, days=1)

    with time_machine.travel(link.expires_at - timedelta(seconds=1)):
        assert client.get(link.get_absolute_url()).status_code == 200
    with time_machine.travel(link.expires_at):
        response = client.get(link.get_absolute_url())

    assert (response.status_code, response["Cache-Control"]) == (404, "private, no-store")
    assert "This preview is over." in text(response)
    assert "Here" not in text(response).replace("This page is not here", "")


def test_a_revoked_link_and_one_of_a_withdrawn_film_never_were(client, selection):
    revoked, kept = make_link(selection), make_link(selection)
    revoked.revoke()
    assert "This page is not here." in text(client.get(revoked.get_absolute_url()))

    Selection.objects.update(status="withdrawn")

    assert "This page is not here." in text(client.get(kept.get_absolute_url()))


def test_it_is_counted_how_often_it_was_opened(client, selection):
    link = make_link(selection)
    assert client.post(link.get_absolute_url()).status_code == 405
    client.head(link.get_absolute_url())
    for _time in range(2):
        client.get(link.get_absolute_url())

    link.refresh_from_db()
    assert (link.times_opened, link.last_opened_at is not None) == (2, True)


def test_a_link_is_made_and_revoked_in_the_admin(client, selection):
    log_in(client)
    page = client.get(admin_address(selection)).content.decode()
    add = f"/admin/catalogue/previewlink/add/?selection={selection.pk}"
    assert f'<a href="{add}">Preview link</a>' in page
    assert add in client.get(admin_address(selection.film)).content.decode()

    made = client.post(add, form_data(client.get(add), note="Le Monde", days=30), follow=True)
    link = PreviewLink.objects.get()

    assert f"http://testserver{link.get_absolute_url()}" in made.content.decode()
    assert (link.made_by.username, link.expires_at - link.made_at > timedelta(days=29)) == (
        "editor",
        True,
    )
    row = listed(client.get(admin_address(PreviewLink, "changelist")))[0]
    assert (row[0], row[1], row[5], row[6]) == (
        "Here (2026) · Panorama 2026",
        "Le Monde",
        "open",
        "0",
    )
    client.post(admin_address(link), {"revoke": "on", "note": "Changed"})
    link.refresh_from_db()
    assert (link.revoked_at is not None, link.note) == (True, "Le Monde")
    assert listed(client.get(admin_address(PreviewLink, "changelist")))[0][5] == "revoked"


@pytest.mark.parametrize("days", ["0", "31", "-1", "x", "9" * 30, "1.5"])
def test_an_absurd_number_of_days_is_refused_beside_its_field(client, selection, days):
    log_in(client)
    add = admin_address(PreviewLink, "add")
    sent = form_data(client.get(add), note="Le Monde", days=days, selection=selection.pk)

    response = client.post(add, sent)

    assert (response.status_code, len(errors(response)), PreviewLink.objects.count()) == (200, 1, 0)


def test_a_section_editor_gives_links_to_their_own_films_alone(client, selection):
    other = make_selection(make_film(HIDDEN), selection.edition, make_section("Forum"))
    foreign = make_link(other)
    client.force_login(make_section_editor(selection.section))
    add = admin_address(PreviewLink, "add")
    sent = form_data(client.get(add), note="Le Monde", days=1)

    refused = client.post(add, sent | {"selection": other.pk})
    client.post(add, sent | {"selection": selection.pk})

    assert errors(refused) == [
        "Select a valid choice. That choice is not one of the available choices."
    ]
    assert [link.selection for link in PreviewLink.objects.exclude(pk=foreign.pk)] == [selection]
    assert client.get(admin_address(foreign)).status_code == 302
    client.post(admin_address(foreign), {"revoke": "on"})
    foreign.refresh_from_db()
    assert foreign.revoked_at is None
    assert HIDDEN not in client.get(admin_address(PreviewLink, "changelist")).content.decode()
