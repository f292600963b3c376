"""A section editor tries every door to a film of another section, and to what hangs on it."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils.html import strip_tags

from catalogue import scope
from catalogue.models import (
    Assignment,
    Award,
    Company,
    Film,
    Function,
    Programme,
    ProgrammeSlot,
    Section,
    Selection,
)
from catalogue.rights import all_models, all_records
from people.history import recording
from people.models import Change
from people.scope import Scoped
from tests.catalogue.admin.pages import admin_address, errors, first_cells, form_data, listed
from tests.factories import (
    make_biography,
    make_company_credit,
    make_credit,
    make_edition,
    make_film,
    make_note,
    make_person,
    make_picture,
    make_screen,
    make_screening,
    make_section,
    make_selection,
    make_still,
    make_synopsis,
    make_venue,
)
from tests.pages import body, facet
from tests.staff import make_section_editor, make_staff

pytestmark = pytest.mark.django_db

CANARY = "Zanzibarquark"


@pytest.fixture
def world(client):
    """
    An editor of Panorama 2026, who has a film there; a film of Forum, of which everything carries
    the canary; and a film that both have chosen.
    """
    world = SimpleNamespace(edition=make_edition(2026, announced_at=None))
    world.section, world.forum = make_section("Panorama"), make_section("Forum")
    world.older = make_edition(2024, announced_at=None)
    world.editor = make_section_editor(world.section, edition=world.edition)
    client.force_login(world.editor)
    world.own = make_selection(make_film("Here", "Bas Devos", ["BE"]), section=world.section)

    director = make_person(f"Ana {CANARY}")
    director.portrait.save("p.jpg", ContentFile(make_picture()))
    world.director = director
    film = make_film(f"The {CANARY}", director, ["IS"], ["is"], runtime_minutes=301)
    world.film, world.still = film, make_still(film, alt=CANARY, is_for_press=True)
    make_company_credit(film, f"{CANARY} Pictures")
    make_synopsis(CANARY, film=film)
    world.biography = make_biography(director, 2026, CANARY, [(2020, CANARY)])
    world.foreign = make_selection(film, world.edition, world.forum)
    world.note = make_note(CANARY, selection=world.foreign)
    world.block = Programme.objects.create(
        names={"en": f"{CANARY} Shorts"}, edition=world.edition, section=world.forum
    )
    ProgrammeSlot.objects.create(programme=world.block, selection=world.foreign)
    house = make_screen(make_venue("Harbour Cinema"))
    start = datetime(2026, 2, 13, 18, tzinfo=UTC)
    world.screening = make_screening(world.foreign, start, screen=house)
    make_screening(programme=world.block, starts_at=start, screen=house)

    world.shared = make_film("Shared", "Both Know", ["BE"])
    world.ours = make_selection(world.shared, world.edition, world.section)
    world.theirs = make_selection(world.shared, world.older, world.forum)
    make_note(CANARY, selection=world.theirs)
    world.mine = Programme.objects.create(
        names={"en": "Ours"}, edition=world.edition, section=world.section
    )
    world.company = Company.objects.get()
    world.kind = ContentType.objects.get_for_model(Film).pk
    return world


CATALOGUE = "/admin/catalogue"
LOOKED_AT = {
    "list of films": f"{CATALOGUE}/film/",
    "list of films, searched": f"{CATALOGUE}/film/?q=zanzi",
    "list of films, of their section": f"{CATALOGUE}/film/?section=forum",
    "list of films, of a country": f"{CATALOGUE}/film/?country=iceland",
    "list of films, of a runtime": f"{CATALOGUE}/film/?runtime=180-and-over",
    "list of films, what is missing": f"{CATALOGUE}/film/?missing=synopsis-de",
    "list of films, in a popup": f"{CATALOGUE}/film/?_popup=1&_to_field=id",
    "list of films, by page": f"{CATALOGUE}/film/?p=1&o=1&all=",
    "film": "{catalogue}/film/{film.pk}/change/",
    "film, in German": "/de{catalogue}/film/{film.pk}/change/",
    "film, in a popup": "{catalogue}/film/{film.pk}/change/?_popup=1",
    "film, without a page's name": "{catalogue}/film/{film.pk}/",
    "history of a film": "{catalogue}/film/{film.pk}/history/",
    "deletion of a film": "{catalogue}/film/{film.pk}/delete/",
    "detour to a film's page": "/admin/r/{kind}/{film.pk}/",
    "list of selections": f"{CATALOGUE}/selection/",
    "list of selections, searched": f"{CATALOGUE}/selection/?q=zanzi",
    "list of selections, of their section": "{catalogue}/selection/?section__id__exact={forum.pk}",
    "list of selections, of another edition": "{catalogue}/selection/?edition__exact={older.pk}",
    "selection": "{catalogue}/selection/{foreign.pk}/change/",
    "history of a selection": "{catalogue}/selection/{foreign.pk}/history/",
    "deletion of a selection": "{catalogue}/selection/{foreign.pk}/delete/",
    "selection of a film shared with them": "{catalogue}/selection/{theirs.pk}/change/",
    "film shared with them": "{catalogue}/film/{shared.pk}/change/",
    "new selection of their film": "{catalogue}/selection/add/?film={film.pk}",
    "list of programmes": f"{CATALOGUE}/programme/",
    "programme": "{catalogue}/programme/{block.pk}/change/",
    "list of screenings": f"{CATALOGUE}/screening/",
    "list of screenings, searched": f"{CATALOGUE}/screening/?q=zanzi",
    "screening": "{catalogue}/screening/{screening.pk}/change/",
    "list of people": "/admin/people/person/",
    "list of people, searched": "/admin/people/person/?q=zanzi",
    "person": "/admin/people/person/{director.pk}/change/",
    "history of a person": "/admin/people/person/{director.pk}/history/",
    "list of biographies": "/admin/people/biography/?q=zanzi",
    "biography": "/admin/people/biography/{biography.pk}/change/",
    "new biography of their director": "/admin/people/biography/add/?person={director.pk}",
    "list of companies": f"{CATALOGUE}/company/",
    "company": "{catalogue}/company/{company.pk}/change/",
    "section": "{catalogue}/section/{forum.pk}/change/",
    "edition they are not given": "{catalogue}/edition/{older.pk}/change/",
    "table of films": "{catalogue}/film/table/?keys={film.pk}",
    "table of selections": "{catalogue}/selection/table/?keys={foreign.pk}.{theirs.pk}",
    "table of people": "/admin/people/person/table/?keys={director.pk}",
    "films as a file": "/admin/export/catalogue/film.json?q=zanzi",
    "selections as a file": "/admin/export/catalogue/selection.csv",
    "people as a file": "/admin/export/people/person.json?q=zanzi",
    "deleted films": f"{CATALOGUE}/film/deleted/",
    "stills of a film": "{catalogue}/film/{film.pk}/stills/",
    "announcement of a film": "{catalogue}/selection/announce/?selection={foreign.pk}",
    "preview links": f"{CATALOGUE}/previewlink/",
    "new preview link": "{catalogue}/previewlink/add/?selection={foreign.pk}",
    "imports": f"{CATALOGUE}/import/",
    "likely duplicates": "/admin/people/person/duplicates/",
    "merger": "/admin/people/person/merge/{director.pk}/{director.pk}/",
    "board of texts": "/desk/2026/texts/",
    "start page of the admin": "/admin/",
    "desk": "/desk/2026/",
    "desk, searched": "/desk/2026/?q=zanzi",
    "desk, of their section": "/desk/2026/?section=forum",
    "desk, of a day": "/desk/2026/?day=2026-02-13",
    "desk, of a venue": "/desk/2026/?venue=harbour-cinema",
    "desk of an edition they are not given": "/desk/2024/",
    "desk, everything missing": "/desk/2026/?missing=director&missing=still&columns=missing,editor",
    "desk, as a file": "/desk/2026/export.json?group=country",
    "row of the desk": "/desk/2026/selections/{foreign.pk}/",
    "balance": "/desk/2026/balance/?status=considered&status=invited&status=confirmed",
    "balance beside an edition they are not given": "/desk/2026/balance/?with=2024",
    "still's file": "{still.file.url}",
    "still's rendition": "{rendition}",
    "still for the press": "{still.press_address}",
    "portrait": "{director.portrait.url}",
    "film's page": "{film_page}",
    "film's share picture": "{film_page}share.jpg",
    "API": "/api/1/2026/films/",
    "film in the API": "/api/1{film_page}",
    "search": "/search/?q=zanzi",
    "search suggestions": "/search/suggestions/?q=zanzi",
}


@pytest.mark.parametrize("address", LOOKED_AT.values(), ids=LOOKED_AT)
def test_looking_finds_nothing_of_another_section(client, world, address):
    response = client.get(
        address.format(
            catalogue=CATALOGUE,
            rendition=world.still.file.rendition_url(64),
            film_page=world.film.get_absolute_url(),
            **vars(world),
        ),
        follow=True,
    )

    page = body(response).decode("utf-8", "replace")
    assert response.status_code in (200, 403, 404)
    assert [trace for trace in (CANARY, "301′", "Iceland") if trace in page] == []
    assert not response.headers["Content-Type"].startswith("image/")


ASKED = {
    "film for a selection": ("selection", "film", "zanzi", []),
    "film shared with them": ("selection", "film", "shared", ["Shared (2026)"]),
    "selection for a programme": ("programmeslot", "selection", "zanzi", []),
    "selection for a screening": ("screening", "selection", "", None),
    "programme for a screening": ("screening", "programme", "", None),
    "section for a selection": ("selection", "section", "", ["Panorama"]),
    "edition for a selection": ("selection", "edition", "", ["Marquee 2026"]),
    "person for a credit": ("credit", "person", "zanzi", []),
    "company for a credit": ("companycredit", "company", "zanzi", []),
}


@pytest.mark.parametrize(("model", "field", "term", "offered"), ASKED.values(), ids=ASKED)
def test_autocompletes_offer_nothing_of_another_section(client, world, model, field, term, offered):
    asked = {"app_label": "catalogue", "model_name": model, "field_name": field, "term": term}

    response = client.get("/admin/autocomplete/", asked)

    found = response.json().get("results", [])
    answers = [result["text"] for result in found if not result["id"].startswith("+")]
    assert CANARY not in str(found)
    assert offered is None or answers == offered


SENT = {
    "change of a film": ("film/{film.pk}/change/", {"title": "Mine now"}),
    "deletion of a film": ("film/{film.pk}/delete/", {"post": "yes"}),
    "change of a selection": ("selection/{foreign.pk}/change/", {"status": "withdrawn"}),
    "deletion of a selection": ("selection/{foreign.pk}/delete/", {"post": "yes"}),
    "change of a programme": ("programme/{block.pk}/change/", {"names_en": "Mine"}),
    "deletion of a programme": ("programme/{block.pk}/delete/", {"post": "yes"}),
    "change of a screening": ("screening/{screening.pk}/change/", {"status": "cancelled"}),
    "change of a section": ("section/{forum.pk}/change/", {"names_en": "Mine"}),
    "a section for oneself": ("assignment/add/", {"user": "{editor.pk}", "section": "{forum.pk}"}),
    "change in a table": (
        "film/table/?keys={film.pk}",
        {"{film.pk}-year": "1950", "seen-{film.pk}": "0"},
    ),
    "still of a film": ("film/{film.pk}/stills/", {"credit": "Mine"}),
    "announcement of a film": (
        "selection/announce/",
        {"selection": "{foreign.pk}", "when": "now"},
    ),
    "preview link to a film": (
        "previewlink/add/",
        {"selection": "{foreign.pk}", "note": "Me", "days": "3"},
    ),
    "action on films": (
        "film/",
        {"action": "delete_selected", "_selected_action": "{film.pk}", "post": "yes"},
    ),
    "action on selections": (
        "selection/",
        {"action": "delete_selected", "_selected_action": "{foreign.pk}", "post": "yes"},
    ),
    "action on programmes": (
        "programme/",
        {"action": "delete_selected", "_selected_action": "{block.pk}", "post": "yes"},
    ),
    "action on screenings": (
        "screening/",
        {"action": "cancel", "_selected_action": "{screening.pk}"},
    ),
}


@pytest.mark.parametrize(("address", "sent"), SENT.values(), ids=SENT)
def test_sending_changes_nothing_of_another_section(client, world, address, sent):
    before = state_of_theirs()

    response = client.post(
        f"{CATALOGUE}/{address.format(**vars(world))}",
        {name.format(**vars(world)): value.format(**vars(world)) for name, value in sent.items()},
    )

    assert response.status_code in (200, 302, 403, 404)
    assert CANARY not in body(response).decode()
    assert state_of_theirs() == before


def state_of_theirs():
    return [
        list(Film.objects.values_list("pk", "title")),
        list(Selection.objects.values_list("pk", "film", "section", "edition", "status")),
        list(Programme.objects.values_list("pk", "names", "section")),
        list(Programme.selections.through.objects.values_list("programme", "selection")),
        list(Section.objects.values_list("pk", "names")),
        list(Assignment.objects.values_list("user", "section", "edition")),
        [one.status for one in Programme.screenings.rel.related_model.objects.all()],
    ]


NO_CHOICE = "Select a valid choice. That choice is not one of the available choices."


def sent_from(client, record, **changes):
    """The complaints and the status, when a form of theirs is sent with that in it."""
    address = admin_address(record)
    response = client.post(address, form_data(client.get(address)) | changes)
    return errors(response) if response.context else response.status_code


def test_a_film_of_their_own_is_edited(client, world):
    assert sent_from(client, world.own.film, title="Here again") == 302
    assert first_cells(client.get(f"{CATALOGUE}/film/")) == ["Here again", "Shared"]


def test_a_selection_does_not_take_another_section_s_film(client, world):
    assert sent_from(client, world.own, film=world.film.pk) == [NO_CHOICE]


def test_a_selection_does_not_move_to_another_section(client, world):
    assert sent_from(client, world.own, section=world.forum.pk) == [NO_CHOICE]


def test_a_selection_does_not_move_to_an_edition_they_are_not_given(client, world):
    assert sent_from(client, world.own, edition=world.older.pk) == [NO_CHOICE]


def test_two_assignments_do_not_make_a_third(client, world):
    """Forum in 2024 and Panorama in 2026 are not Forum in 2026."""
    Assignment.objects.create(user=world.editor, section=world.forum, edition=world.older)

    for record in (world.own, world.own.film):
        prefix = "" if record is world.own else "selections-0-"
        assert sent_from(client, record, **{f"{prefix}section": world.forum.pk}) == [
            "In that edition this section is not yours."
        ]
    assert sent_from(client, world.mine, section=world.forum.pk) == [
        "In that edition this section is not yours."
    ]


def test_a_film_s_inline_does_not_take_another_film_s_selection(client, world):
    before = state_of_theirs()

    sent_from(client, world.own.film, **{"selections-0-id": world.foreign.pk})

    assert state_of_theirs() == before


def test_the_other_selection_of_a_shared_film_is_out_of_reach_of_its_form(client, world):
    page = client.get(admin_address(world.shared))
    shown = [form.instance for form in page.context["inline_admin_formsets"][3].formset.forms]
    before = state_of_theirs()

    sent_from(client, world.shared, **{"selections-0-id": world.theirs.pk})

    assert shown == [world.ours]
    assert state_of_theirs() == before


def test_a_programme_does_not_take_another_section_s_film(client, world):
    slots = {"slots-TOTAL_FORMS": 1, "slots-0-selection": world.foreign.pk}

    assert sent_from(client, world.mine, **slots) == [NO_CHOICE]


def test_another_section_s_film_in_a_programme_of_theirs_does_not_show(client, world):
    ProgrammeSlot.objects.create(programme=world.mine, selection=world.foreign)

    page = client.get(admin_address(world.mine)).content.decode()

    assert CANARY not in page
    assert listed(client.get(f"{CATALOGUE}/programme/")) == [
        ["Ours", "Marquee 2026", "Panorama", "0", "-"]
    ]


def test_a_credit_does_not_take_somebody_nobody_may_know_of_yet(client, world):
    crew = {"crew-TOTAL_FORMS": 2, "crew-1-person": world.director.pk}
    crew |= {"crew-1-function": Function.objects.get(key="writer").pk}

    assert sent_from(client, world.own.film, **crew) == [NO_CHOICE]


def test_a_credit_takes_whom_the_public_knows(client, world):
    known = make_film("Known", world.director)
    make_selection(known, section=world.forum, announced_at=datetime(2026, 1, 1, tzinfo=UTC))
    crew = {"crew-TOTAL_FORMS": 2, "crew-1-person": world.director.pk}
    crew |= {"crew-1-function": Function.objects.get(key="writer").pk}

    assert sent_from(client, world.own.film, **crew) == 302


def test_a_person_s_page_names_films_of_theirs_alone(client, world):
    make_credit(world.own.film, world.director, "writer")

    page = client.get(admin_address(world.director)).content.decode()

    assert "Here (2026)" in page
    assert f"The {CANARY}" not in page
    assert [row[-1] for row in listed(client.get("/admin/people/person/?q=zanzi"))] == ["1"]


def test_counts_and_choices_are_of_their_films_alone(client, world):
    sections = listed(client.get(f"{CATALOGUE}/section/"))
    editions = listed(client.get(f"{CATALOGUE}/edition/"))
    filters = client.get(f"{CATALOGUE}/selection/").context["cl"].filter_specs

    assert [(row[0], row[-1]) for row in sections] == [("Panorama", "2")]
    assert [(row[0], row[-1]) for row in editions] == [("Marquee 2026", "2")]
    own = ["status", "missing", "premiere status", "runtime", "country"]
    assert [one.title for one in filters] == own
    desk = client.get("/desk/2026/")
    assert facet(desk, "section") == {"panorama": 2}
    assert facet(desk, "country") == {"belgium": 2}
    assert facet(desk, "venue") == facet(desk, "day") == {}


def test_the_history_of_a_shared_film_tells_nothing_of_the_other_selection(client, world):
    lead = make_staff("Leads")
    for selection, rating in ((world.theirs, 17), (world.ours, 13)):
        with recording(lead, Change.Kind.SAVED, [selection]):
            selection.age_rating = rating
            selection.save()
    with recording(lead, Change.Kind.SAVED, [world.theirs]) as changes:
        changes.created(Award.objects.create(selection=world.theirs, names={"en": CANARY}))

    page = client.get(f"{CATALOGUE}/film/{world.shared.pk}/history/").content.decode()

    assert ("13" in strip_tags(page), CANARY in page, "2024" in page) == (True, False, False)


@pytest.mark.parametrize("field", ["status", "announced_at"])
def test_the_way_back_is_no_way_round_what_leads_decide(client, world, field):
    lead = make_staff("Leads")
    with recording(lead, Change.Kind.SAVED, [world.ours]):
        value = {"status": "withdrawn", "announced_at": datetime(2030, 1, 1, tzinfo=UTC)}[field]
        setattr(world.ours, field, value)
        world.ours.save()
    address = f"{CATALOGUE}/selection/{world.ours.pk}/history/{Change.objects.get().pk}/undo/"
    seen = {"seen": Change.objects.get().pk}

    refused = client.post(address, seen)

    assert "It would change what you may not change." in refused.content.decode()
    assert getattr(Selection.objects.get(pk=world.ours.pk), field) == value
    client.force_login(lead)
    assert client.post(address, seen).status_code == (200 if field == "status" else 302)


def test_what_others_did_meanwhile_tells_nothing_of_the_other_selection(client, world):
    address = admin_address(world.shared)
    sent = form_data(client.get(address), title="Mine")
    lead = make_staff("Leads")
    with recording(lead, Change.Kind.SAVED, [world.theirs]) as changes:
        world.theirs.age_rating = 17
        world.theirs.save()
        changes.created(Award.objects.create(selection=world.theirs, names={"en": CANARY}))
    with recording(lead, Change.Kind.SAVED, [world.shared]):
        Film.objects.filter(pk=world.shared.pk).update(title="Theirs", runtime_minutes=17)

    page = client.post(address, sent).content.decode()

    assert ("Theirs" in page, CANARY in page, "Forum" in page) == (True, False, False)


def test_the_last_actions_on_the_start_page_are_one_s_own(client, world):
    lead = make_staff("Leads")
    LogEntry.objects.create(
        user=lead,
        content_type_id=world.kind,
        object_id=world.film.pk,
        object_repr=CANARY,
        action_flag=CHANGE,
    )

    assert CANARY not in client.get("/admin/").content.decode()


def test_a_new_film_is_put_into_a_section_of_theirs(client, world):
    address = admin_address(Film, "add")
    sent = form_data(client.get(address), title="New")

    refused = errors(client.post(address, sent))
    selection = {
        "selections-TOTAL_FORMS": 1,
        "selections-0-edition": world.edition.pk,
        "selections-0-section": world.section.pk,
        "selections-0-status": "considered",
    }
    client.post(address, sent | selection)

    assert refused == ["Say in which of your sections the film is."]
    film = Film.objects.get(title="New")
    assert [str(one) for one in film.selections.all()] == ["New · Panorama 2026"]


def admins():
    """Every admin of the site, and every inline of theirs."""
    for model_admin in admin.site._registry.values():
        yield type(model_admin)
        yield from model_admin.inlines


def test_every_admin_and_every_inline_asks_what_is_in_scope():
    assert [one.__name__ for one in admins() if not issubclass(one, Scoped)] == []


def test_every_record_has_a_section_or_is_nobody_s():
    """What is neither is out of reach of section editors; say in catalogue/scope.py which it is."""
    models = [model for model in all_models() if model._meta.model_name in all_records()]
    known = {*scope.OF_NO_SECTION, *scope.RULES}

    assert [
        model.__name__
        for model in models
        if model not in known
        and not hasattr(model._default_manager.all(), "in_scope_of")
        and not scope.owner_of(model)
    ] == []


def test_what_is_nobody_s_was_looked_at():
    assert {model.__name__ for model in scope.OF_NO_SECTION} == {
        "ContentNote",
        "Country",
        "Department",
        "Function",
        "Language",
        "Page",
        "Screen",
        "SheetMapping",
        "Venue",
    }


def test_who_is_given_nothing_reaches_nothing(client, world):
    Assignment.objects.all().delete()

    assert first_cells(client.get(f"{CATALOGUE}/film/")) == []
    assert client.get(admin_address(world.own.film)).status_code == 302
    assert client.get("/desk/2026/").status_code == 404


def test_an_assignment_holds_whatever_group_somebody_is_in_besides(client, world):
    everywhere = make_staff("Leads", sections=[world.section])
    client.force_login(everywhere)

    assert first_cells(client.get(f"{CATALOGUE}/film/")) == ["Here", "Shared"]


@pytest.mark.parametrize("group", ["Read-only", "Texts and translation", "Schedule", "Leads"])
def test_the_other_groups_see_every_section(client, world, group):
    client.force_login(make_staff(group))

    assert len(first_cells(client.get(f"{CATALOGUE}/film/"))) == 3
    assert body(client.get(world.still.file.url)) != b""


def test_a_section_is_given_for_one_edition_or_for_all(world):
    every_year = make_section_editor(world.forum, username="every-year")
    one_year = make_section_editor(world.forum, edition=world.older, username="one-year")

    assert set(Selection.objects.in_scope_of(every_year)) == {world.foreign, world.theirs}
    assert set(Selection.objects.in_scope_of(one_year)) == {world.theirs}
    assert set(Film.objects.in_scope_of(one_year)) == {world.shared}


def test_nobody_s_people_and_companies_are_everybody_s(client, world):
    make_person("Stray Name")
    Company.objects.create(name="Stray Pictures")

    assert "Stray Name" in first_cells(client.get("/admin/people/person/"))
    assert "Stray Pictures" in first_cells(client.get(f"{CATALOGUE}/company/"))
