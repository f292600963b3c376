import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import Company, Country, Credit, Film, Function, Language, Selection, Synopsis
from people.admin.rows import RowInput
from tests.catalogue.admin.pages import (
    admin_address,
    errors,
    first_cells,
    form_data,
    listed,
    log_in,
)
from tests.factories import (
    in_an_hour,
    make_biography,
    make_company_credit,
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

pytestmark = pytest.mark.django_db


def function(key):
    return Function.objects.get(key=key).pk


def rows(prefix, *rows):
    """New rows of an inline as a browser sends them."""
    sent = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        sent |= {
            f"{prefix}-{number}-{name}": value for name, value in {"position": "", **row}.items()
        }
    return sent


def save(client, film, **changes):
    page = client.get(admin_address(film))
    return client.post(admin_address(film), form_data(page, **changes))


def test_a_whole_film_is_entered_on_one_page(client):
    log_in(client)
    devos, gong = make_person("Bas Devos"), make_person("Liyo Gong")
    quetzalcoatl = Company.objects.create(name="Quetzalcoatl")
    edition, section = make_edition(2026), make_section("Panorama")
    page = client.get(admin_address(Film, "add"))
    sent = form_data(page, title="Here", year=2023, runtime_minutes=82, form="fiction")
    sent |= rows("film_countries", {"country": Country.objects.get(code="BE").pk})
    sent |= rows(
        "film_languages",
        {"language": Language.objects.get(code="fr").pk},
        {"language": Language.objects.get(code="ro").pk},
    )
    sent |= rows("titles", {"kind": "local", "language": "de", "title": "Hier"})
    sent |= rows(
        "crew",
        {"function": function("director"), "person": devos.pk},
        {"function": function("writer"), "person": devos.pk},
    )
    sent |= rows(
        "cast",
        {
            "function": function("cast_member"),
            "person": gong.pk,
            "character": "ShuXiu",
            "credited_as": "L. Gong",
        },
    )
    sent |= rows("company_credits", {"function": "production", "company": quetzalcoatl.pk})
    sent |= {"synopses-0-body": "Stefan cooks.\r\n\r\nShuXiu studies moss."}
    sent |= rows(
        "selections",
        {
            "edition": edition.pk,
            "section": section.pk,
            "status": "confirmed",
            "at_once": "on",
            "premiere_status": "world",
            "note_en": "Moss.",
            "note_de": "Moos.",
        },
    )
    still = SimpleUploadedFile("moss.exe", make_picture(64, 36, kind="PNG"))
    sent |= rows(
        "stills",
        {"file": still, "kind": "still", "names_en": "Moss", "focal_x": 50, "focal_y": 20},
    )
    sent |= rows("identifiers", {"source": "imdb", "value": "tt26625693"})
    sent |= rows("locks", {"field": "runtime", "reason": "Measured."})

    response = client.post(admin_address(Film, "add"), sent)

    assert response.status_code == 302
    film = Film.objects.get()
    assert (str(film), film.slug, film.folded_titles) == ("Here (2023)", "here-2023", "|here|hier|")
    assert [str(country) for country in film.film_countries.all()] == ["Belgium"]
    assert [(row.position, str(row)) for row in film.film_languages.all()] == [
        (1, "French"),
        (2, "Romanian"),
    ]
    assert [(c.position, str(c), c.character) for c in film.credits.all()] == [
        (1, "Director: Bas Devos", ""),
        (2, "Screenplay: Bas Devos", ""),
        (1, "Cast: L. Gong", "ShuXiu"),
    ]
    assert [str(credit) for credit in film.company_credits.all()] == ["Produced by: Quetzalcoatl"]
    assert [(s.language, s.body) for s in film.synopses.all()] == [
        ("en", "Stefan cooks.\n\nShuXiu studies moss.")
    ]
    selection = film.selections.get()
    assert (str(selection), selection.premiere) == (
        "Here (2023) · Panorama 2026",
        "World premiere",
    )
    assert [(n.language, n.body) for n in selection.notes.all()] == [
        ("de", "Moos."),
        ("en", "Moss."),
    ]
    still = film.stills.get()
    assert (still.names, still.width, still.height) == ({"en": "Moss"}, 64, 36)
    assert still.file.name.endswith(".png")
    assert [str(identifier) for identifier in film.identifiers.all()] == ["IMDb tt26625693"]
    assert [(lock.field, lock.reason) for lock in film.locks.all()] == [("runtime", "Measured.")]


def test_a_page_sent_back_as_it_came_changes_nothing(client):
    log_in(client)
    film = make_film("Here", "Bas Devos", countries=["BE"], languages=["fr"])
    make_credit(film, "Liyo Gong", "cast_member", character="ShuXiu")
    make_company_credit(film)
    make_still(film)
    synopsis = make_synopsis("Two\n\nparagraphs.", film=film)
    note = make_note("Two\n\nlines.", selection=make_selection(film))
    page = client.get(admin_address(film))
    sent = form_data(page)
    sent |= {
        "synopses-0-body": "Two\r\n\r\nparagraphs.",
        "selections-0-note_en": "Two\r\n\r\nlines.",
    }

    with CaptureQueriesContext(connection) as queries:
        client.post(admin_address(film), sent)

    writes = [q["sql"].split()[:3] for q in queries if q["sql"].startswith(("INS", "UPD", "DEL"))]
    assert [" ".join(write) for write in writes] == [
        'UPDATE "catalogue_film" SET',
        'INSERT INTO "django_admin_log"',
    ]
    assert film.synopses.get().changed_at == synopsis.changed_at
    assert film.selections.get().notes.get().changed_at == note.changed_at


def test_a_credit_is_corrected(client):
    log_in(client)
    film = make_film(director="Bas Devos")

    save(client, film, **{"crew-0-credited_as": "B. Devos"})

    assert [str(credit) for credit in film.credits.all()] == ["Director: B. Devos"]
    assert first_cells(client.get(admin_address(Film, "changelist"), {"q": "b devos"})) == [
        film.title
    ]


def test_a_credit_is_deleted_and_one_added_after_the_others(client):
    log_in(client)
    film = make_film()
    for position in (3, 7):
        make_credit(film, f"Editor {position}", "film_editor", position=position)
    new = {
        "crew-TOTAL_FORMS": 3,
        "crew-2-function": function("film_editor"),
        "crew-2-person": make_person("New").pk,
        "crew-2-position": "",
        "crew-0-DELETE": "on",
    }

    save(client, film, **new)

    assert [(c.position, c.person.name) for c in film.credits.all()] == [
        (7, "Editor 7"),
        (8, "New"),
    ]


def test_an_unknown_person_is_refused_beside_the_others(client):
    log_in(client)
    film = make_film(director="Bas Devos")

    huge = save(client, film, **{"crew-0-person": "99999999999999999999"})
    gone = save(client, film, **{"crew-0-person": "424242", "title": "Changed"})

    choice = "Select a valid choice. That choice is not one of the available choices."
    assert errors(huge) == errors(gone) == [choice]
    assert Film.objects.get().title == film.title


def test_one_faulty_row_keeps_the_whole_film_unsaved(client):
    log_in(client)
    film = make_film("Before", "Bas Devos")

    response = save(client, film, title="After", **{"crew-0-position": "-1"})

    assert errors(response) == ["Ensure this value is greater than or equal to 0."]
    assert Film.objects.get().title == "Before"


@pytest.mark.parametrize(("prefix", "preset"), [("crew", ""), ("cast", "cast_member")])
def test_a_row_of_credits_that_was_left_blank_is_no_credit(client, prefix, preset):
    log_in(client)
    film = make_film("Before", "Bas Devos")
    number = film.credits.count() if prefix == "crew" else 0
    blank = {"position": "", "person": "", "function": preset and function(preset)}
    new = {f"{prefix}-{number}-{name}": value for name, value in blank.items()}

    response = save(client, film, title="After", **new, **{f"{prefix}-TOTAL_FORMS": number + 1})

    assert response.status_code == 302
    film.refresh_from_db()
    assert (film.title, [one.person.name for one in film.credits.all()]) == (
        "After",
        ["Bas Devos"],
    )


SAME = "This person has this function already."
CAST_ONLY = "The functions of the cast are entered below, under “Cast”."
NOT_CAST = "This is no function of the cast; enter it above, under “Credits”."


@pytest.mark.parametrize(
    ("crew", "cast", "complaints"),
    [
        (["cast_member"], ["cast_member"], [CAST_ONLY]),
        (["film_editor"], ["film_editor"], [NOT_CAST]),
        (["film_editor", "film_editor"], [], [SAME]),
        (["director"], [], [SAME]),
        ([], ["cast_member", "cast_member"], [SAME]),
        (["film_editor"], ["cast_member"], []),
    ],
)
def test_a_credit_entered_twice_is_refused_beside_its_field(client, crew, cast, complaints):
    log_in(client)
    devos = make_person("Bas Devos")
    film = make_film("Here", devos)
    page = client.get(admin_address(film))
    entered = form_data(page) | {"crew-TOTAL_FORMS": 1 + len(crew), "cast-TOTAL_FORMS": len(cast)}
    for number, key in enumerate(crew, 1):
        entered |= {f"crew-{number}-function": function(key), f"crew-{number}-person": devos.pk}
    for number, key in enumerate(cast):
        entered |= {f"cast-{number}-function": function(key), f"cast-{number}-person": devos.pk}

    response = client.post(admin_address(film), entered)

    assert (errors(response) if complaints else response.status_code) == (complaints or 302)
    assert film.credits.count() == (1 if complaints else 3)


def test_a_credit_may_be_deleted_and_entered_anew(client):
    log_in(client)
    film = make_film("Here", "Bas Devos")
    director = film.credits.get()

    response = save(
        client,
        film,
        **{
            "crew-TOTAL_FORMS": 2,
            "crew-0-DELETE": "on",
            "crew-1-function": director.function_id,
            "crew-1-person": director.person_id,
            "crew-1-credited_as": "B. Devos",
        },
    )

    assert response.status_code == 302
    assert [str(credit) for credit in film.credits.all()] == ["Director: B. Devos"]


def test_a_name_typed_into_a_faulty_page_is_still_there(client):
    log_in(client)
    film = make_film()
    new = {
        "crew-TOTAL_FORMS": 1,
        "crew-0-function": function("film_editor"),
        "crew-0-person": make_person("Dieter Diependaele").pk,
        "crew-0-position": "first",
    }

    response = save(client, film, **new)

    assert "Dieter Diependaele</select>" in response.content.decode()


def test_an_emptied_text_is_removed(client):
    log_in(client)
    film = make_film()
    make_synopsis("Words.", film=film)
    make_note("Words.", selection=make_selection(film))

    save(client, film, **{"synopses-0-body": " ", "selections-0-note_en": ""})

    assert (film.synopses.count(), film.selections.get().notes.count()) == (0, 0)


def test_a_translation_is_outdated_until_someone_says_it_is_right(client):
    log_in(client)
    film = make_film()
    english = make_synopsis("New words.", film=film)
    make_synopsis("Alte Worte.", "de", film=film, source_language="en")
    english.body = "Newer words."
    english.save()

    before = client.get(admin_address(film)).content.decode()
    save(client, film, **{"synopses-1-is_still_right": "on"})
    after = client.get(admin_address(film)).content.decode()

    badge = '<span class="state outdated">outdated</span>'
    assert [before.count(badge), after.count(badge)] == [1, 0]
    assert Synopsis.objects.get(language="de").body == "Alte Worte."


@pytest.mark.parametrize(
    ("file", "complaint"),
    [
        (
            SimpleUploadedFile("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            "This is not a picture we can use. Send a JPEG, PNG or WebP file.",
        ),
        (
            SimpleUploadedFile("x.gif", make_picture(kind="GIF")),
            "This is not a picture we can use. Send a JPEG, PNG or WebP file.",
        ),
        (
            SimpleUploadedFile("x.png", make_picture(9000, 7000, kind="PNG")),
            "This picture has too many pixels; 36 megapixels is the most.",
        ),
        (
            SimpleUploadedFile("x.png", make_picture(14000, 13000, kind="PNG")),
            "This picture has too many pixels; 36 megapixels is the most.",
        ),
        (
            SimpleUploadedFile("x.jpg", make_picture() + bytes(21 * 1024 * 1024)),
            "This file has 21 MB; 20 MB is the most.",
        ),
    ],
    ids=["svg", "gif", "63 megapixels", "182 megapixels", "21 MB"],
)
def test_a_file_that_is_no_fit_picture_is_refused_beside_its_field(client, file, complaint):
    log_in(client)
    film = make_film()
    new = rows("stills", {"file": file, "kind": "still", "focal_x": 50, "focal_y": 50})

    response = save(client, film, **new)

    assert errors(response) == [complaint]
    assert film.stills.count() == 0


def test_a_film_with_150_credits_opens_light(client):
    log_in(client)
    film = make_film("Long", "Bas Devos", countries=["BE"], languages=["fr"])
    crew = Function.objects.exclude(department__key="cast")[1:]
    people = [make_person(f"Somebody Called Number {number}") for number in range(100)]
    credits = [
        Credit(film=film, person=person, function=crew[number % 40], position=number)
        for number, person in enumerate(people)
    ]
    credits += [
        Credit(film=film, person=person, function_id=function("cast_member"), character="Somebody")
        for person in people[:49]
    ]
    Credit.objects.bulk_create(credits)
    make_still(film)
    make_synopsis("Words.", film=film)
    make_note("Words.", selection=make_selection(film))
    client.get(admin_address(film))

    with CaptureQueriesContext(connection) as queries:
        page = client.get(admin_address(film))

    assert len(queries) == 25
    assert len(page.content) < 145_000
    assert page.context["inline_admin_formsets"][5].formset.initial_form_count() == 101


def test_the_page_links_to_its_directors_biographies_of_its_editions(client):
    log_in(client)
    devos, berg = make_person("Bas Devos"), make_person("Anna Berg")
    film = make_film("Here", devos)
    make_credit(film, berg, position=1)
    make_credit(film, "Liyo Gong", "cast_member")
    make_selection(film, make_edition(2026))
    now, before = make_biography(devos, 2026), make_biography(devos, 2024)

    page = client.get(admin_address(film)).content.decode()

    assert f'Bas Devos: <a href="{admin_address(now)}">2026</a>' in page
    assert admin_address(before) not in page
    assert (
        f'Anna Berg: <a href="/admin/people/biography/add/?person={berg.pk}">Add a biography</a>'
    ) in page
    assert "Liyo Gong:" not in page


def test_the_page_links_to_the_film_s_screenings(client):
    log_in(client)
    film = make_film("Here")
    selection = make_selection(film)
    screening = make_screening(selection)

    page = client.get(admin_address(film)).content.decode()

    assert (
        f'<li><a href="{admin_address(screening)}">13 February 2026, 19:30 CET (18:30 UTC)'
        " · Harbour Cinema · confirmed</a></li>"
    ) in page
    assert f'href="/admin/catalogue/screening/add/?selection={selection.pk}">Add a scr' in page


def make_section_of_three():
    return [
        make_selection(make_film(title, year=year)).film
        for title, year in [("Alpha", 2020), ("Beta", 2021), ("Beta", None)]
    ]


def save_and_next(client, film, query=""):
    address = admin_address(film) + query
    return client.post(address, form_data(client.get(address), _next="Next"))


KEPT = "?_changelist_filters=edition%3D2026%26section%3Dpanorama"


def test_saving_leads_to_the_next_film_of_the_section_and_at_last_to_its_list(client):
    log_in(client)
    films = make_section_of_three()
    make_selection(make_film("Between"), section=make_section("Forum"))
    addresses = [admin_address(Film, "changelist") + "?edition=2026&section=panorama"]
    ordered = list(Film.objects.filter(pk__in=[film.pk for film in films]))
    addresses = [admin_address(film) + KEPT for film in ordered[1:]] + addresses

    answers = [save_and_next(client, film) for film in ordered]

    assert [answer.url for answer in answers] == addresses


def test_the_section_gone_through_is_that_of_the_list(client):
    log_in(client)
    film, forum = make_film("Alpha"), make_section("Forum")
    make_selection(film, make_edition(2027))
    make_selection(film, make_edition(2026), forum)
    other = make_selection(make_film("Beta"), make_edition(2026), forum).film

    answer = save_and_next(client, film, KEPT.replace("panorama", "forum"))

    assert answer.url == admin_address(other) + KEPT.replace("panorama", "forum")


def test_a_film_of_no_section_leads_to_the_list(client):
    log_in(client)

    answer = save_and_next(client, make_film("Alpha"))

    assert answer.url == admin_address(Film, "changelist")


def test_an_input_of_a_row_holds_its_name_together():
    drawn = RowInput("number").render("crew-0-note of", 'say "ah"')

    assert drawn == '<input type="number" name="crew-0-note of" value="say &quot;ah&quot;">'


def make_listed(title):
    film = make_film(title, f"Director of {title}", countries=["BE", "FR"])
    make_selection(film)
    return film


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_many(
    client, django_assert_num_queries, number
):
    log_in(client)
    for title in ["Here", "There", "Nowhere"][:number]:
        make_listed(title)

    with django_assert_num_queries(18):
        response = client.get(admin_address(Film, "changelist"))

    assert listed(response) == [
        [
            title,
            f"Director of {title}",
            "2026",
            "Belgium, France",
            "90′",
            "2026 · Panorama · confirmed",
        ]
        for title in sorted(["Here", "There", "Nowhere"][:number])
    ]


@pytest.mark.parametrize("words", ["sorensen", "SØRENSEN", "soren panorama", "tropique", "ghost"])
def test_search_finds_titles_and_names_in_any_spelling(client, words):
    log_in(client)
    film = make_film("Ghost Tropic", "Søren Sørensen", original_title="Fantôme tropique")
    film.titles.create(kind="local", language="de", title="Panorama der Geister")
    make_film("Another", "Anna Berg")

    assert first_cells(client.get(admin_address(Film, "changelist"), {"q": words})) == [
        "Ghost Tropic"
    ]


def test_filters_by_edition_and_section_speak_of_one_selection(client):
    log_in(client)
    both = make_film("Both")
    make_selection(both, make_edition(2024), make_section("Panorama"))
    make_selection(both, make_edition(2026), make_section("Forum"))
    asked = make_film("Asked for")
    make_selection(asked, make_edition(2026), make_section("Panorama"))
    address = admin_address(Film, "changelist")

    assert first_cells(client.get(address, {"edition": 2026, "section": "panorama"})) == [
        "Asked for"
    ]
    assert first_cells(client.get(address, {"section": "panorama"})) == ["Asked for", "Both"]
    assert first_cells(client.get(address, {"edition": 2024})) == ["Both"]


def test_filters_by_facts_and_by_what_is_missing(client):
    log_in(client)
    whole = make_film("Whole", "Somebody", countries=["BE"], form="essay", runtime_minutes=29)
    make_synopsis("Words.", film=whole)
    make_synopsis("Worte.", "de", film=whole)
    make_still(whole)
    half = make_film("Half", countries=["FR"], runtime_minutes=30)
    make_synopsis("Words.", film=half)
    make_film("Nothing", runtime_minutes=None)
    address = admin_address(Film, "changelist")

    answers = {
        query: first_cells(client.get(f"{address}?{query}"))
        for query in [
            "missing=synopsis-en",
            "missing=synopsis-de",
            "missing=still",
            "missing=director",
            "missing=country",
            "missing=runtime",
            "country=belgium",
            "form=essay",
            "form__exact=essay",
            "runtime=under-30",
            "runtime=30-59",
            "country=nowhere",
            "runtime=ages",
        ]
    }

    everything = ["Half", "Nothing", "Whole"]
    assert answers == {
        "missing=synopsis-en": ["Nothing"],
        "missing=synopsis-de": ["Half", "Nothing"],
        "missing=still": ["Half", "Nothing"],
        "missing=director": ["Half", "Nothing"],
        "missing=country": ["Nothing"],
        "missing=runtime": ["Nothing"],
        "country=belgium": ["Whole"],
        "form=essay": ["Whole"],
        "form__exact=essay": ["Whole"],
        "runtime=under-30": ["Whole"],
        "runtime=30-59": ["Half"],
        "country=nowhere": everything,
        "runtime=ages": everything,
    }


def test_the_page_links_to_the_site_once_the_film_is_public(client):
    log_in(client)
    public, hidden = make_film("Public"), make_film("Hidden")
    make_selection(public)
    make_selection(hidden, announced_at=in_an_hour())

    pages = [client.get(admin_address(film)).content.decode() for film in (public, hidden)]

    link = f'<a href="{public.get_absolute_url()}" class="viewsitelink">'
    assert [link in page for page in pages] == [True, False]
    assert ["Not public yet" in page for page in pages] == [False, True]


def test_a_film_that_was_selected_is_not_deleted(client):
    log_in(client)
    selection = make_selection(film__title="Here")

    response = client.post(admin_address(selection.film, "delete"), {"post": "yes"})

    assert "Here (2026) · Panorama 2026" in response.content.decode()
    assert Selection.objects.count() == 1


def test_numbers_too_long_for_the_database_are_no_fault_of_the_server(client):
    log_in(client)
    make_film()
    address = admin_address(Film, "changelist")
    huge = "9" * 20

    answers = [
        client.get(address, {"id__in": huge}).status_code,
        client.get(address, {"year": huge}).status_code,
        client.get(f"{address}{huge}/change/").status_code,
        client.get(f"{address}{huge}/delete/").status_code,
        client.post(
            address, {"action": "delete_selected", "_selected_action": huge, "index": "0"}
        ).status_code,
    ]

    assert [answer < 500 for answer in answers] == [True] * 5


def test_deleting_a_film_says_how_much_goes_with_it(client, django_assert_num_queries):
    log_in(client)
    film = make_film("Here", "Bas Devos", countries=["BE"])
    make_credit(film, "Liyo Gong", "cast_member")
    client.get(admin_address(film, "delete"))

    with django_assert_num_queries(15):
        page = client.get(admin_address(film, "delete"))
    client.post(admin_address(film, "delete"), {"post": "yes"})

    assert page.context["deleted_objects"] == ["Here (2026)"]
    assert dict(page.context["model_count"]) == {"films": 1, "countries": 1, "credits": 2}
    assert (Film.objects.count(), Credit.objects.count()) == (0, 0)
