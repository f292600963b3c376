"""Proofing in the forms: who may, what it is about, and what takes it back."""

import pytest
from django.contrib.auth.models import Permission, User

from catalogue.models import Synopsis
from tests.catalogue.admin.pages import admin_address, form_data, log_in
from tests.factories import make_film, make_note, make_selection, make_synopsis

pytestmark = pytest.mark.django_db


@pytest.fixture
def film():
    film = make_film("Here")
    make_synopsis("Stefan cooks.", film=film)
    return film


def save(client, record, **changes):
    sent = form_data(client.get(admin_address(record)), **changes)
    return client.post(admin_address(record), sent)


def proofs(film):
    texts = film.synopses.order_by("-language")
    return [(text.body, text.proofed_by_name, bool(text.proofed_at)) for text in texts]


def test_a_tick_proofs_the_text_and_another_takes_it_back(client, film):
    log_in(client)

    save(client, film, **{"synopses-0-is_proofed": "on"})
    proofed, page = proofs(film), client.get(admin_address(film)).content.decode()
    sent = form_data(client.get(admin_address(film)))
    del sent["synopses-0-is_proofed"]
    client.post(admin_address(film), sent)

    assert proofed == [("Stefan cooks.", "editor", True)]
    assert "proofed by editor, " in page
    assert proofs(film) == [("Stefan cooks.", "", False)]


def test_a_tick_along_with_a_change_is_about_the_changed_text(client, film):
    log_in(client)

    save(client, film, **{"synopses-0-body": "Stefan bakes.", "synopses-0-is_proofed": "on"})

    assert proofs(film) == [("Stefan bakes.", "editor", True)]


def test_a_tick_left_standing_is_not_about_a_changed_text(client, film):
    log_in(client)
    save(client, film, **{"synopses-0-is_proofed": "on"})

    save(client, film, **{"synopses-0-body": "Stefan  cooks."})

    assert proofs(film) == [("Stefan  cooks.", "", False)]


def test_a_new_text_may_be_proofed_as_it_is_written(client, film):
    log_in(client)

    save(client, film, **{"synopses-1-body": "Stefan kocht.", "synopses-1-is_proofed": "on"})

    assert proofs(film) == [("Stefan cooks.", "", False), ("Stefan kocht.", "editor", True)]


def test_an_original_entered_after_its_translation_does_not_put_it_out_of_date(client, film):
    log_in(client)
    film.synopses.all().delete()

    page = save(
        client,
        film,
        **{
            "synopses-0-body": "Stefan cooks.",
            "synopses-0-source_language": "de",
            "synopses-1-body": "Stefan kocht.",
        },
    )

    assert page.status_code == 302
    shown = client.get(admin_address(film)).content.decode()
    assert '<span class="state outdated">' not in shown


def test_who_may_not_proof_can_tick_nothing(client, film):
    writer = User.objects.create_user("writer", is_staff=True)
    rights = ["view_film", "change_film", "view_synopsis", "change_synopsis", "add_synopsis"]
    rights += ["view_every_section"]
    writer.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(writer)

    save(client, film, **{"synopses-0-is_proofed": "on", "synopses-0-body": "New."})
    without = proofs(film)
    writer.user_permissions.add(Permission.objects.get(codename="proof_synopsis"))
    save(client, film, **{"synopses-0-is_proofed": "on"})

    assert without == [("New.", "", False)]
    assert proofs(film) == [("New.", "writer", True)]


def test_a_note_changed_on_the_film_s_page_has_to_be_proofed_again(client, film):
    log_in(client)
    selection = make_selection(film)
    make_note("Look.", selection=selection)

    save(client, selection, **{"notes-0-is_proofed": "on"})
    proofed = bool(selection.notes.get().proofed_at)
    save(client, film, **{"selections-0-note_en": "Look!"})

    assert (proofed, selection.notes.get().proofed_at) == (True, None)


def test_each_text_has_an_address_on_its_page(client, film):
    log_in(client)

    page = client.get(admin_address(film)).content.decode()

    assert [page.count(f'id="synopses-{code}"') for code in ("en", "de")] == [1, 1]
    assert Synopsis.objects.count() == 1
