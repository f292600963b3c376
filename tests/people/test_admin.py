import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalogue.models import Credit
from people.models import Biography, Person
from tests.catalogue.admin.pages import (
    admin_address,
    errors,
    first_cells,
    form_data,
    log_in,
)
from tests.factories import (
    make_biography,
    make_credit,
    make_film,
    make_person,
    make_picture,
    make_selection,
)

pytestmark = pytest.mark.django_db


def test_a_person_is_entered_with_other_names(client):
    log_in(client)
    page = client.get(admin_address(Person, "add"))
    portrait = SimpleUploadedFile("me.jpeg", make_picture(30, 40))
    sent = form_data(page, name="Anna van der Meer", portrait=portrait) | {
        "names-TOTAL_FORMS": 1,
        "names-0-name": "Анна ван дер Мер",
        "names-0-language": "ru",
        "identifiers-TOTAL_FORMS": 1,
        "identifiers-0-source": "wikidata",
        "identifiers-0-value": "Q1",
    }

    client.post(admin_address(Person, "add"), sent)

    person = Person.objects.get()
    assert (person.sort_name, person.slug) == ("van der Meer, Anna", "anna-van-der-meer")
    assert person.folded_names == "|anna van der meer|анна ван дер мер|"
    assert (person.portrait_width, person.portrait_height) == (30, 40)
    assert person.portrait.name.endswith(".jpg")


def test_search_finds_other_names_and_other_spellings(client):
    log_in(client)
    person = make_person("Łukasz Żal")
    person.names.create(name="Lucas Zhal")
    make_person("Somebody Else")
    address = admin_address(Person, "changelist")

    assert [first_cells(client.get(address, {"q": q})) for q in ("lukasz zal", "ZHAL")] == [
        ["Łukasz Żal"],
        ["Łukasz Żal"],
    ]


def test_people_without_a_biography_are_found(client):
    log_in(client)
    make_biography(make_person("Written of"))
    make_person("Unwritten")

    response = client.get(admin_address(Person, "changelist"), {"missing": "biography"})

    assert first_cells(response) == ["Unwritten"]


def test_the_page_shows_films_and_biographies_with_their_addresses(client):
    log_in(client)
    person = make_person("Bas Devos")
    film = make_film("Here", person)
    biography = make_biography(person, 2023, "Born.", [(2014, "Violet")], as_of="Berlinale 2023")

    page = client.get(admin_address(person)).content.decode()

    assert f'<a href="{admin_address(film)}">Here (2026)</a>' in page
    assert f'<a href="{admin_address(biography)}">Berlinale 2023</a>' in page
    assert f'href="{admin_address(Biography, "add")}?person={person.pk}"' in page


def test_credits_are_not_changed_from_the_page_of_a_person(client):
    log_in(client)
    person = make_person("Bas Devos")
    make_film("Here", person)
    sent = form_data(client.get(admin_address(person)), name="Bas De Vos")

    response = client.post(
        admin_address(person), sent | {"credits-0-credited_as": "X", "credits-0-DELETE": "on"}
    )

    assert response.status_code == 302
    assert [str(credit) for credit in Credit.objects.all()] == ["Director: Bas De Vos"]


def test_biographies_are_not_changed_from_the_page_of_a_person(client):
    log_in(client)
    biography = make_biography(make_person("Anna Bell"), 2025, "Words.")
    address = admin_address(biography.person)
    sent = form_data(client.get(address), name="Anna Belle") | {
        "biographies-TOTAL_FORMS": 2,
        "biographies-INITIAL_FORMS": 1,
        "biographies-0-id": biography.pk,
        "biographies-0-as_of_year": "1999",
        "biographies-0-DELETE": "on",
        "biographies-1-as_of_year": "not a year",
        "credits-TOTAL_FORMS": 3,
        "credits-INITIAL_FORMS": 2,
    }

    client.post(address, sent)

    assert list(Person.objects.values_list("name", flat=True)) == ["Anna Belle"]
    assert list(Biography.objects.values_list("as_of_year", flat=True)) == [2025]


def test_a_biography_is_written_with_its_filmography(client):
    log_in(client)
    person = make_person("Bas Devos")
    address = admin_address(Biography, "add")
    page = client.get(address, {"person": person.pk})
    sent = form_data(page, as_of_year=2023, as_of="Berlinale 2023") | {
        "texts-0-body": "Born in Zoersel.",
        "filmography-TOTAL_FORMS": 2,
        "filmography-0-year": 2014,
        "filmography-0-title": "Violet",
        "filmography-0-position": "",
        "filmography-1-year": 2019,
        "filmography-1-title": "Hellhole",
        "filmography-1-section": "Panorama",
        "filmography-1-position": "",
    }

    client.post(address, sent)

    biography = person.biographies.get()
    assert str(biography) == "Bas Devos, Berlinale 2023"
    assert [str(text) for text in biography.texts.all()] == ["English: Born in Zoersel."]
    assert [(line.position, str(line), line.section) for line in biography.filmography.all()] == [
        (1, "2014 Violet", ""),
        (2, "2019 Hellhole", "Panorama"),
    ]


def test_somebody_credited_is_not_deleted_and_the_films_are_named(client):
    log_in(client)
    person = make_person("Bas Devos")
    film = make_film("Here", person)
    make_credit(film, person, "writer")

    response = client.post(admin_address(person, "delete"), {"post": "yes"})

    assert response.context["protected"] == [
        f'<a href="{admin_address(film)}">Here (2026)</a>: Director: Bas Devos',
        f'<a href="{admin_address(film)}">Here (2026)</a>: Screenplay: Bas Devos',
    ]
    assert Person.objects.get() == person


def test_somebody_without_credits_is_deleted(client):
    log_in(client)

    client.post(admin_address(make_person(), "delete"), {"post": "yes"})

    assert Person.objects.count() == 0


def test_a_portrait_has_to_be_a_picture(client):
    log_in(client)
    person = make_person()
    file = SimpleUploadedFile("me.jpg", b"<script>")

    response = client.post(
        admin_address(person), form_data(client.get(admin_address(person)), portrait=file)
    )

    assert errors(response) == ["This is not a picture we can use. Send a JPEG, PNG or WebP file."]


def test_a_portrait_is_taken_off(client):
    log_in(client)
    person = make_person(portrait=SimpleUploadedFile("me.jpg", make_picture()))
    page = client.get(admin_address(person))

    client.post(admin_address(person), form_data(page) | {"portrait-clear": "on"})

    assert f'<img src="{person.portrait_address}"' in page.content.decode()
    assert Person.objects.get().portrait.name == ""


def test_the_link_to_the_site_stands_once_a_film_is_public(client):
    log_in(client)
    person, hidden = make_person(), make_person()
    make_selection(make_film(director=person))
    make_film(director=hidden)

    pages = [client.get(admin_address(p)).content.decode() for p in (person, hidden)]

    link = f'<a href="{person.get_absolute_url()}" class="viewsitelink">'
    assert [link in page for page in pages] == [True, False]
    assert ["Not public yet" in page for page in pages] == [False, True]


def test_a_merged_person_names_the_one_that_remains(client):
    log_in(client)
    remaining = make_person("Remaining")
    merged = make_person("Merged", merged_into=remaining)

    pages = [client.get(admin_address(p)).content.decode() for p in (merged, remaining)]

    assert ["Merged into" in page for page in pages] == [True, False]
    assert f'<a href="{admin_address(remaining)}">Remaining</a>' in pages[0]
