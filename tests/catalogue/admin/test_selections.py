from datetime import UTC, date, datetime

import pytest

from catalogue.models import ContentNote, Edition, Programme, Screening, Section, Selection
from tests.catalogue.admin.pages import (
    admin_address,
    errors,
    first_cells,
    form_data,
    listed,
    log_in,
)
from tests.factories import (
    make_edition,
    make_film,
    make_note,
    make_screening,
    make_section,
    make_selection,
)

pytestmark = pytest.mark.django_db

OPENING = datetime(2026, 1, 14, 9, 0, tzinfo=UTC)


def test_a_selection_with_its_notes_awards_and_content_notes(client):
    log_in(client)
    selection = make_selection()
    page = client.get(admin_address(selection))
    flashing = ContentNote.objects.get(key="flashing_images")
    sent = form_data(page, age_recommendation=12) | {
        "notes-0-body": "A note.",
        "notes-1-body": "Eine Notiz.",
        "notes-1-source_language": "en",
        "awards-TOTAL_FORMS": 1,
        "awards-0-names_en": "Golden Bear",
        "awards-0-position": "",
        "selection_content_notes-TOTAL_FORMS": 1,
        "selection_content_notes-0-content_note": flashing.pk,
        "selection_content_notes-0-depiction": "shown",
    }

    response = client.post(admin_address(selection), sent)

    assert response.status_code == 302
    selection.refresh_from_db()
    assert selection.age_recommendation == 12
    assert [(note.language, note.body, note.source_language) for note in selection.notes.all()] == [
        ("de", "Eine Notiz.", "en"),
        ("en", "A note.", ""),
    ]
    assert [(award.position, award.name) for award in selection.awards.all()] == [
        (1, "Golden Bear")
    ]
    assert [str(note) for note in selection.selection_content_notes.all()] == [
        "Flashing images (shown)"
    ]


def test_the_list_says_from_when_a_selection_is_public(client):
    log_in(client)
    edition = make_edition(announced_at=OPENING)
    make_selection(make_film("Late"), edition, announced_at=OPENING.replace(month=7))
    make_selection(make_film("Usual", "Bas Devos"), edition, premiere_status="world")
    make_selection(make_film("Unsure"), edition, status="invited")

    rows = listed(client.get(admin_address(Selection, "changelist"), {"o": "1"}))

    assert {row[0]: [row[1], *row[4:]] for row in rows} == {
        "Late (2026)": ["-", "confirmed", "-", "14 July 2026, 11:00 CEST (09:00 UTC)"],
        "Usual (2026)": [
            "Bas Devos",
            "confirmed",
            "World premiere",
            "14 January 2026, 10:00 CET (09:00 UTC)",
        ],
        "Unsure (2026)": ["-", "invited", "-", "not while it is “invited”"],
    }


@pytest.mark.parametrize("words", ["devos", "HERE", "here dévos"])
def test_search_by_film_and_director(client, words):
    log_in(client)
    make_selection(make_film("Here", "Bas Devos"))
    make_selection(make_film("There", "Anna Berg"))
    address = admin_address(Selection, "changelist")

    found = first_cells(client.get(address, {"q": words, "status__exact": "confirmed"}))

    assert found == ["Here (2026)"]


def test_the_link_to_the_site_leads_to_the_film(client):
    log_in(client)
    selection = make_selection()

    page = client.get(admin_address(selection)).content.decode()

    assert f'<a href="{selection.film.get_absolute_url()}" class="viewsitelink">' in page


def test_an_edition_says_its_hour_in_festival_time_and_in_utc(client):
    log_in(client)
    edition = make_edition(announced_at=OPENING)

    page = client.get(admin_address(edition)).content.decode()

    assert "14 January 2026, 10:00 CET (09:00 UTC)" in page
    assert "Not public yet" in page


def test_an_edition_is_entered(client):
    log_in(client)
    page = client.get(admin_address(Edition, "add"))
    sent = form_data(page, year=2027, name="Marquee 2027", starts_on="2027-02-11")
    sent |= {"announced_at_0": "2027-01-14", "announced_at_1": "10:00"}

    client.post(admin_address(Edition, "add"), sent)

    edition = Edition.objects.get()
    assert (edition.starts_on, edition.announced_at) == (
        date(2027, 2, 11),
        OPENING.replace(year=2027),
    )


def test_a_section_with_its_names_and_descriptions(client):
    log_in(client)
    page = client.get(admin_address(Section, "add"))
    sent = form_data(page, names_en="Forum", names_de="Forum", colour="teal")
    sent |= {"descriptions-0-body": "Films that ask."}

    client.post(admin_address(Section, "add"), sent)

    section = Section.objects.get()
    assert (section.slug, section.names) == ("forum", {"en": "Forum", "de": "Forum"})
    assert [str(text) for text in section.descriptions.all()] == ["English: Films that ask."]


@pytest.fixture
def programme():
    return Programme.objects.create(
        names={"en": "Shorts 1"}, edition=make_edition(), section=make_section()
    )


def add_slots(client, programme, *selections):
    sent = form_data(client.get(admin_address(programme)))
    sent |= {"slots-TOTAL_FORMS": len(selections)}
    for number, selection in enumerate(selections):
        sent |= {f"slots-{number}-selection": selection.pk, f"slots-{number}-position": ""}
    return client.post(admin_address(programme), sent)


def test_a_programme_holds_films_in_order(client, programme):
    log_in(client)
    second, first = (make_selection(make_film(title, runtime_minutes=12)) for title in "BA")

    add_slots(client, programme, first, second)

    assert [str(slot) for slot in programme.slots.all()] == ["1. A (2026)", "2. B (2026)"]
    assert listed(client.get(admin_address(Programme, "changelist"))) == [
        ["Shorts 1", "Marquee 2026", "Panorama", "2", "24′"]
    ]


def test_a_programme_refuses_a_film_of_another_edition(client, programme):
    log_in(client)

    response = add_slots(client, programme, make_selection(edition=make_edition(2024)))

    assert errors(response) == ["This is of another edition."]
    assert programme.slots.count() == 0


def test_a_programme_with_films_does_not_move_to_another_edition(client, programme):
    log_in(client)
    programme.slots.create(selection=make_selection())
    sent = form_data(client.get(admin_address(programme)), edition=make_edition(2024).pk)

    response = client.post(admin_address(programme), sent)

    assert errors(response) == ["This is of another edition."]
    programme.refresh_from_db()
    assert programme.edition.year == 2026


@pytest.mark.parametrize("prefix", ["", "selections-0-"], ids=["own page", "film's page"])
def test_a_selection_leaves_its_edition_only_after_its_programmes(client, programme, prefix):
    log_in(client)
    selection = make_selection()
    slot = programme.slots.create(selection=selection)
    page = admin_address(selection.film if prefix else selection)
    moved = form_data(client.get(page)) | {f"{prefix}edition": make_edition(2024).pk}

    response = client.post(page, moved)

    assert errors(response) == [
        "It is shown in “Shorts 1” of Marquee 2026: take it out of that programme first."
    ]
    slot.delete()
    assert client.post(page, moved).status_code == 302
    selection.refresh_from_db()
    assert selection.edition.year == 2024


def test_hours_are_those_of_the_edition_s_own_clocks(client):
    log_in(client)
    edition = make_edition(announced_at=OPENING, time_zone="America/Toronto")
    selection = make_selection(edition=edition)
    screening = make_screening(selection, OPENING)
    there = "14 January 2026, 04:00 EST (09:00 UTC)"

    pages = [client.get(admin_address(record)) for record in (edition, selection, screening)]
    lists = [client.get(admin_address(model, "changelist")) for model in (Edition, Selection)]
    schedule = listed(client.get(admin_address(Screening, "changelist")))

    assert [there in page.content.decode() for page in pages[:2]] == [True, True]
    assert "14 January 2026, 05:30 EST (10:30 UTC)" in pages[2].content.decode()
    assert [there in listed(page)[0] for page in lists] == [True, True]
    assert schedule[0][0] == there


def test_notes_of_a_selection_outlive_a_correction_of_the_film(client):
    log_in(client)
    selection = make_selection()
    make_note("Original.", selection=selection)
    make_note("Übersetzt.", "de", selection=selection, source_language="en")
    sent = form_data(client.get(admin_address(selection.film)))

    client.post(admin_address(selection.film), sent | {"selections-0-note_de": "Neu übersetzt."})

    assert [(n.language, n.body, n.source_language) for n in selection.notes.all()] == [
        ("de", "Neu übersetzt.", "en"),
        ("en", "Original.", ""),
    ]
