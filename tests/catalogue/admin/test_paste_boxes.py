"""Blocks pasted into a film's page and a biography's: rows to look at, nothing lost."""

import pytest
from django.contrib.auth.models import Permission, User

from catalogue.admin.namesakes import person_offers
from catalogue.models import Company, Credit, Film, Function
from people.models import Biography, FilmographyEntry, Person, RecordChange
from tests.catalogue.admin.pages import admin_address, errors, form_data, log_in
from tests.factories import (
    make_biography,
    make_company_credit,
    make_credit,
    make_editor,
    make_film,
    make_person,
)

pytestmark = pytest.mark.django_db

CREDITS = (
    "Director Mara Vex\nEditing  Špela Kos\nCrane Whisperer: Bo Lind\nProduced by Salt Pictures"
)


def function(key):
    return str(Function.objects.get(key=key).pk)


def read(client, record, **changes):
    """The page after its boxes were read, and the rows of a list by field."""
    page = client.get(admin_address(record))
    return client.post(admin_address(record), form_data(page, **changes))


def rows(response, prefix, *names):
    formset = next(
        one.formset
        for one in response.context["inline_admin_formsets"]
        if one.formset.prefix == prefix
    )
    return [tuple(str(form[name].value() or "") for name in names) for form in formset.forms]


def sent_again(response, **changes):
    """What a browser sends of the page that was answered: its pasted rows keep their names."""
    sent = form_data(response, **changes)
    kept = {key: value for key, value in response.wsgi_request.POST.items() if "-read" in key}
    return kept | sent


def test_pasted_credits_become_rows_and_nothing_is_stored(client):
    log_in(client)
    film = make_film("Salt Road", "Mara Vex")
    vex = str(Person.objects.get().pk)

    response = read(client, film, **{"crew-pasted": CREDITS, "title": "Changed"})

    assert rows(response, "crew", "function", "person", "note") == [
        (function("director"), vex, ""),
        (function("film_editor"), "+Špela Kos", ""),
        ("", "+Bo Lind", "Crane Whisperer"),
    ]
    assert rows(response, "company_credits", "function", "company") == [
        ("production", "+Salt Pictures")
    ]
    assert response.context["adminform"].form["title"].value() == "Changed"
    assert (Credit.objects.count(), Person.objects.count(), Company.objects.count()) == (1, 1, 0)
    assert Film.objects.get().title == "Salt Road"


def test_the_rows_are_saved_with_the_film_and_make_each_person_once(client):
    log_in(client)
    film = make_film("Salt Road")
    response = read(
        client,
        film,
        **{
            "crew-pasted": "Director Mara Vex\nScreenplay Mara Vex\nProduced by Salt Pictures",
            "cast-pasted": "Mara Vex (herself)\nPia Holm (Stine)",
        },
    )

    saved = client.post(admin_address(film), sent_again(response))

    assert saved.status_code == 302
    assert [(str(c), c.character) for c in film.credits.all()] == [
        ("Director: Mara Vex", ""),
        ("Screenplay: Mara Vex", ""),
        ("Cast: Mara Vex", "herself"),
        ("Cast: Pia Holm", "Stine"),
    ]
    assert [str(person) for person in Person.objects.all()] == ["Pia Holm", "Mara Vex"]
    told = {str(person.pk) for person in Person.objects.all()}
    written = RecordChange.objects.filter(model="people.person")
    assert {str(record.key) for record in written} == told
    assert [str(credit) for credit in film.company_credits.all()] == ["Produced by: Salt Pictures"]


def test_a_namesake_is_proposed_and_of_several_one_has_to_be_chosen(client):
    log_in(client)
    make_film("Low Water", make_person("Mara Vex", birth_year=1980, birth_place="Esbjerg"))
    first, second = make_person("Bo Lind", birth_year=1950), make_person("Bo Lind")
    film = make_film("Salt Road")

    response = read(client, film, **{"crew-pasted": "Director Mara Vex\nSound Bo Lind"})
    page = response.content.decode()

    vex = str(Person.objects.get(name="Mara Vex").pk)
    assert rows(response, "crew", "person") == [(vex,), ("",)]
    assert f'<option value="{vex}" selected>Mara Vex · Esbjerg · 1980 · Low Water (2026)' in page
    assert '<option value="+Mara Vex">new: Mara Vex' in page
    assert "recognised: check" in page
    assert f'<option value="{first.pk}">Bo Lind · 1950<option value="{second.pk}">Bo Lind' in page
    assert "several: choose" in page

    refused = client.post(admin_address(film), sent_again(response))
    assert errors(refused) == ["This field is required."]
    assert f'<option value="{first.pk}">Bo Lind · 1950' in refused.content.decode()

    client.post(admin_address(film), sent_again(refused, **{"crew-1-person": "+Bo Lind"}))
    assert Person.objects.filter(name="Bo Lind").count() == 3


def test_another_spelling_is_what_the_film_prints(client):
    log_in(client)
    kos = make_person("Špela Kos")
    film = make_film("Salt Road")

    response = read(client, film, **{"crew-pasted": "Editing Spela Kos"})
    client.post(admin_address(film), sent_again(response))

    credit = film.credits.get()
    assert (credit.person, credit.credited_as) == (kos, "Spela Kos")


def test_what_is_there_already_is_not_added_again(client):
    log_in(client)
    film = make_film("Salt Road", "Mara Vex")
    make_credit(film, "Pia Holm", "cast_member", character="Stine")
    make_company_credit(film)

    response = read(
        client,
        film,
        **{
            "crew-pasted": "Director Mara Vex\nProduced by Salt Pictures",
            "cast-pasted": "Pia Holm (Stine)",
        },
    )

    assert [len(rows(response, one)) for one in ("crew", "cast", "company_credits")] == [1, 1, 1]


def test_what_cannot_be_read_stays_in_its_box_and_is_counted(client):
    log_in(client)
    film = make_film("Salt Road")

    response = read(client, film, **{"crew-pasted": "Director Mara Vex\nhow do you do"})

    crew = next(
        one.formset
        for one in response.context["inline_admin_formsets"]
        if one.formset.prefix == "crew"
    )
    assert crew.pasted == "how do you do"
    assert crew.report == [
        "1 row was added below.",
        "1 line could not be read and stays in the box.",
        "Not understood. “how do you do”",
    ]


def test_a_forgotten_box_is_read_before_the_page_is_saved(client):
    log_in(client)
    film = make_film("Salt Road")

    response = read(client, film, **{"cast-pasted": "Pia Holm", "_save": "Save"})

    assert (response.status_code, rows(response, "cast", "person")) == (200, [("+Pia Holm",)])


def test_boxes_work_on_a_film_that_is_not_saved_yet(client):
    log_in(client)
    page = client.get(admin_address(Film, "add"))
    sent = form_data(page, title="Salt Road", **{"crew-pasted": "Director Mara Vex"})

    response = client.post(admin_address(Film, "add"), sent)
    client.post(admin_address(Film, "add"), sent_again(response))

    assert [str(credit) for credit in Film.objects.get().credits.all()] == ["Director: Mara Vex"]


def test_a_pasted_filmography_becomes_lines_of_the_biography(client):
    log_in(client)
    biography = make_biography(make_person("Mara Vex"), 2026, filmography=[(2011, "Tide")])
    block = "2011 Tide 2014 Pebble; Kurzfilm 2019 Low Water; Panorama\nas of Marquee 2026"

    response = read(client, biography, **{"filmography-pasted": block})
    assert FilmographyEntry.objects.count() == 1
    client.post(admin_address(biography), sent_again(response))

    assert [
        (line.year, line.title, line.kind, line.section)
        for line in Biography.objects.get().filmography.all()
    ] == [
        (2011, "Tide", "", ""),
        (2014, "Pebble", "short film", ""),
        (2019, "Low Water", "", "Panorama"),
    ]


def test_who_may_not_add_people_may_not_name_new_ones(client):
    user = User.objects.create_user("editor", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="catalogue").exclude(
            codename__endswith="person"
        )
    )
    client.force_login(user)
    film = make_film("Salt Road")

    response = read(client, film, **{"crew-pasted": "Director Mara Vex"})
    refused = client.post(admin_address(film), sent_again(response))

    assert errors(refused) == ["You may not add records of this kind: choose one."]
    assert Person.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("", "This field cannot be blank."),
        ("x" * 201, "Ensure this value has at most 200 characters (it has 201)."),
        ("a\x00b", "Null characters are not allowed."),
    ],
)
def test_a_name_that_cannot_be_stored_is_refused_beside_its_row(client, name, complaint):
    log_in(client)
    film = make_film("Salt Road")
    new = {"crew-TOTAL_FORMS": 1, "crew-0-function": function("director")}

    response = read(client, film, **new, **{"crew-0-person": f"+{name}", "crew-0-position": ""})

    assert errors(response) == [complaint]
    assert rows(response, "crew", "person") == [(f"+{name}",)]


@pytest.mark.parametrize(
    "sent",
    [
        {"crew-pasted": "Director\x00 Mara\x00 Vex\nx"},
        {"crew-pasted": "Director Mara Vex", "crew-TOTAL_FORMS": "9" * 30},
        {"crew-pasted": "Director Mara Vex", "crew-TOTAL_FORMS": "x"},
        {"crew-pasted": "Director Mara Vex\n" * 6000},
        {"cast-pasted": "\n".join(f"Ada {'IVX'[n % 3] * (n // 3 + 1)} B" for n in range(700))},
        {"crew-pasted": "\ud7ff\U0001f600" * 20_000},
        {"_read": "nothing"},
        {"crew-0-person-read": "x", "crew-0-person": "+x", "crew-TOTAL_FORMS": "1"},
    ],
)
def test_absurd_blocks_are_answered(client, sent):
    log_in(client)

    response = read(client, make_film("Salt Road"), **sent)

    assert (response.status_code, Credit.objects.count()) == (200, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_namesakes_are_looked_up_at_once(django_assert_num_queries, number):
    names = ["Ada Birk", "Bo Lind", "Eva Orth"][:number]
    for name in names:
        make_film(f"Film of {name}", make_person(name))
    editor = make_editor()

    with django_assert_num_queries(2):
        found = person_offers([*names, "Nobody"], editor)

    assert [offer.mark for offer in found.values()] == ["recognised: check"] * number + ["new"]


def test_somebody_new_is_offered_after_the_namesakes(client):
    log_in(client)
    vex = make_person("Mara Vex")
    asked = {"app_label": "catalogue", "model_name": "credit", "field_name": "person"}

    answers = client.get("/admin/autocomplete/", asked | {"term": "Mara Vex"}).json()["results"]
    elsewhere = asked | {"app_label": "people", "model_name": "biography", "term": "Mara Vex"}

    assert answers == [
        {"id": str(vex.pk), "text": "Mara Vex"},
        {"id": "+Mara Vex", "text": "Add “Mara Vex” as a new person"},
    ]
    assert len(client.get("/admin/autocomplete/", elsewhere).json()["results"]) == 1
