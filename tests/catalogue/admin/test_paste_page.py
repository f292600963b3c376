"""A whole page pasted into the admin: read, looked over, recorded."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from catalogue.admin.pasting import review as reviewing
from catalogue.intake.entries import read_entries
from catalogue.models import Assignment, Credit, Film, Import, Selection
from people.models import Biography, Change, Person, RecordChange
from tests.catalogue.admin.pages import fields_of, log_in
from tests.catalogue.admin.whole_films import everything
from tests.factories import (
    in_an_hour,
    make_edition,
    make_film,
    make_person,
    make_section,
    make_selection,
)
from tests.pages import text

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/catalogue/film/paste/"
PATH = Path(__file__).parents[1] / "intake" / "pages" / "harbour-light-en.txt"
PAGE = PATH.read_text("utf-8")


@pytest.fixture
def editor(client):
    make_edition(2026, announced_at=None)
    make_section("Encounters")
    return log_in(client)


def place():
    return {"edition": make_edition(2026).pk, "section": make_section("Encounters").pk}


def paste(client, text=PAGE, **more):
    return client.post(ADDRESS, {"text": text, **place(), "_read": "Read", **more})


def sent(response, **changes):
    """What a browser sends of a review."""
    review = response.context["review"]
    found = fields_of(review.source_form) | fields_of(review.facts)
    for formset in review.rows.values():
        found |= fields_of(formset.management_form)
        for form in formset:
            found |= fields_of(form)
    found |= fields_of(review.film) | fields_of(review.who)
    button = {} if "_back" in changes else {"_record": "Record"}
    return found | button | changes


def record(client, response, **changes):
    return client.post(ADDRESS, sent(response, **changes), follow=True)


def complaints(response):
    """What the review complains of, by field."""
    review = response.context["review"]
    found = dict(review.facts.errors) | dict(review.film.errors) | dict(review.who.errors)
    for name, formset in review.rows.items():
        for number, form in enumerate(formset):
            found |= {f"{name}-{number}-{field}": said for field, said in form.errors.items()}
    return {field: list(map(str, said)) for field, said in found.items()}


def test_a_page_looked_over_is_the_film_that_the_command_imports(editor):
    record(editor, paste(editor))
    pasted = everything(Film.objects.get())
    for model in (Selection, Credit, Film, Biography, Person):
        model.objects.all().delete()

    call_command("import_entry", str(PATH), edition=2026, section="encounters", verbosity=0)

    assert pasted == everything(Film.objects.get())
    assert pasted["facts"] == ("Harbour Light", 2025, 82, "colour", "")
    assert len(pasted["credits"]) == 9


def test_reading_stores_nothing_and_shows_what_became_of_every_line(editor):
    response = paste(editor)

    review = response.context["review"]
    assert [(line.number, line.state, [str(f) for f in line.fates]) for line in review.lines][
        3:6
    ] == [
        (4, "read", ["cast"]),
        (5, "read", ["countries", "year", "languages", "runtime", "colour", "premiere"]),
        (7, "read", ["cast"]),
    ]
    assert review.who.new == ["Mara Vex", "Jo Lund", "Ida Roos", "Špela Kos", "Aksel Friis"] + [
        "Pia Holm",
        "Ole Brandt",
    ]
    assert (Film.objects.count(), Person.objects.count()) == (0, 0)


def test_every_value_can_be_corrected(editor):
    page = record(
        editor,
        paste(editor),
        **{
            "title": "Harbor Light",
            "runtime_minutes": "83",
            "countries": "Belgien, DK",
            "languages": "Dänisch",
            "credits-3-name": "Ida Rosen",
            "credits-3-label": "Ton",
            "credits-4-DELETE": "on",
            "cast-0-character": "Stina",
            "synopsis": "Fog.\r\n\r\nCards.",
            "filmography-0-title": "Tides",
            "status": "considered",
        },
    )

    film = Film.objects.get()
    told = everything(film)
    assert page.redirect_chain == [(f"/admin/catalogue/film/{film.pk}/change/", 302)]
    assert told["facts"] == ("Harbor Light", 2025, 83, "colour", "")
    assert (told["countries"], told["languages"]) == (["Belgium", "Denmark"], ["Danish"])
    assert ("Cast: Pia Holm", "Stina") in told["credits"]
    assert [name for name, _character in told["credits"] if "Špela" in name] == []
    assert [name for name, _character in told["credits"] if "Ida" in name] == ["Sound: Ida Rosen"]
    assert told["synopses"] == [("en", "Fog.\n\nCards.")]
    assert told["filmography"][0] == (2011, "Tides", "short film", "")
    assert told["selection"][1] == "considered"


def test_rows_can_be_added(editor):
    response = paste(editor)
    number = response.context["review"].rows["cast"].initial_form_count()

    record(editor, response, **{f"cast-{number}-name": "Eva Orth"})

    assert Credit.objects.filter(person__name="Eva Orth").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("title", "", "This field is required."),
        ("year", "1066", "Ensure this value is greater than or equal to 1880."),
        ("year", "9" * 40, "Ensure this value is less than or equal to 2100."),
        ("runtime_minutes", "long", "Enter a whole number."),
        ("runtime_seconds", "12", "This is not the runtime in minutes."),
        ("countries", "Belgium, Narnia", "“Narnia” is not known."),
        ("languages", "Elvish", "“Elvish” is not known."),
        ("other_titles", "x" * 301, "A title has at most 300 characters."),
        (
            "form",
            "opera",
            "Select a valid choice. opera is not one of the available choices.",
        ),
        (
            "edition",
            "9" * 30,
            "Select a valid choice. That choice is not one of the available choices.",
        ),
        ("credits-3-label", "Fog", "The function “Fog” is not known: choose one."),
        ("credits-3-name", "", "This field is required."),
        ("cast-0-name", "a\x00b", "Null characters are not allowed."),
        ("filmography-0-year", "soon", "Enter a whole number."),
        ("bios-0-text", " ", "This field is required."),
    ],
)
def test_a_wrong_value_is_answered_beside_it_and_everything_typed_stays(
    editor, field, value, complaint
):
    response = record(editor, paste(editor), **{field: value, "note": "Typed meanwhile."})

    review = response.context["review"]
    assert complaints(response) == {field: [complaint]}
    assert review.facts["note"].value() == "Typed meanwhile."
    assert (Film.objects.count(), Person.objects.count()) == (0, 0)


# Who and what is there already -------------------------------------------------------------------


def choices(field):
    return [(key, str(told)) for key, told in field.choices]


def test_the_only_namesake_is_proposed_and_may_be_somebody_else(editor):
    vex = make_person("Mara Vex", birth_year=1980, birth_place="Esbjerg")
    make_film("Low Water", vex, year=2019)

    response = paste(editor)
    (field,) = response.context["review"].who.fields.values()
    (name,) = response.context["review"].who.fields
    told = "Mara Vex · Esbjerg · 1980 · Low Water (2019)"
    assert choices(field) == [
        (str(vex.pk), told),
        (f"+{vex.pk}", "somebody else, who is new"),
    ]
    assert (field.initial, str(field.help_text)) == (str(vex.pk), "Director, Screenplay")

    record(editor, response, **{f"who-{name}": f"+{vex.pk}"})
    film = Film.objects.get(title="Harbour Light")
    assert Person.objects.filter(name="Mara Vex").count() == 2
    assert vex not in [credit.person for credit in film.credits.directors()]
    assert [c.person for c in film.credits.filter(person__name="Mara Vex")] == [
        film.credits.directors().get().person
    ] * 2


def test_of_several_namesakes_one_has_to_be_chosen(editor):
    make_person("Jo Lund")
    second = make_person("Jo Lund", birth_year=1950)
    response = paste(editor)
    (name,) = response.context["review"].who.fields

    refused = record(editor, response)
    assert complaints(refused) == {name: ["Choose: this was not asked before."]}

    record(editor, refused, **{f"who-{name}": str(second.pk)})
    assert [str(credit.function) for credit in second.credits.all()] == ["Screenplay", "Producer"]


def test_a_namesake_who_came_meanwhile_is_asked_about(editor):
    response = paste(editor)
    make_person("Mara Vex")

    refused = record(editor, response)

    assert list(complaints(refused).values()) == [["Choose: this was not asked before."]]
    assert Film.objects.count() == 0


def test_a_name_that_was_corrected_to_somebody_s_is_asked_about(editor):
    rosen = make_person("Ida Rosen")
    refused = record(editor, paste(editor), **{"credits-3-name": "Ida Rosen"})
    (name,) = refused.context["review"].who.fields

    assert complaints(refused) == {name: ["Choose: this was not asked before."]}
    record(editor, refused, **{f"who-{name}": str(rosen.pk)})
    assert rosen.credits.count() == 1


def test_a_film_that_is_there_is_completed_or_another_one_made(editor):
    film = make_film("Harbour Light", "Mara Vex", year=2025, runtime_minutes=90)

    response = paste(editor)
    field = response.context["review"].film.fields["film"]
    assert choices(field) == [
        (str(film.pk), "Harbour Light (2025) · Mara Vex"),
        (f"+{film.pk}", "another film, which is new"),
    ]
    assert field.initial == str(film.pk)

    page = record(editor, response)
    film.refresh_from_db()
    assert (Film.objects.count(), film.runtime_minutes, film.credits.count()) == (1, 90, 9)
    assert [str(message) for message in page.context["messages"]][1:] == [
        "runtime minutes: 90 stays, the page says 82"
    ]

    record(editor, paste(editor), film=f"+{film.pk}")
    assert Film.objects.count() == 2


def test_what_stays_is_told_in_the_editor_s_language(editor):
    make_film("Harbour Light", "Mara Vex", year=2025, runtime_minutes=90)

    response = editor.post(f"/de{ADDRESS}", {"text": PAGE, **place(), "_read": "Lesen"})
    page = editor.post(f"/de{ADDRESS}", sent(response), follow=True)

    assert [str(message) for message in page.context["messages"]][1:] == [
        "Laufzeit in Minuten: 90 bleibt, die Seite sagt 82"
    ]


def test_where_a_film_may_be_the_same_somebody_says_so(editor):
    make_film("Harbour Light", year=None)

    refused = record(editor, paste(editor))

    assert complaints(refused) == {"film": ["Choose: this was not asked before."]}


def test_a_page_pasted_twice_changes_nothing(editor):
    record(editor, paste(editor))
    before = everything(Film.objects.get())

    page = record(editor, paste(editor))

    assert everything(Film.objects.get()) == before
    assert [str(message) for message in page.context["messages"]] == [
        "Harbour Light (2025) is recorded. 0 records were made."
    ]


def test_the_history_says_who_recorded_what(editor):
    record(editor, paste(editor))

    change = Change.objects.get()
    assert (change.kind, change.user_name, change.comment) == (
        Change.Kind.IMPORTED,
        "editor",
        "A pasted page",
    )
    told = {one.model for one in RecordChange.objects.all()}
    assert told == {
        "catalogue.company",
        "catalogue.film",
        "catalogue.selection",
        "people.biography",
        "people.person",
    }


def test_the_import_says_which_line_or_who_says_so_and_is_undone(editor):
    record(editor, paste(editor), runtime_minutes="83")

    film, kept = Film.objects.get(), Import.objects.get()
    assert (kept.kind, kept.user.username, kept.file_name) == ("entry", "editor", "A pasted page")
    page = text(editor.get(f"/admin/catalogue/film/{film.pk}/change/"))
    assert "Year: 2025 – A pasted page, line 5" in page
    assert "Runtime: 83′ – A pasted page, entered by editor" in page
    report = text(editor.get(kept.get_absolute_url()))
    assert "Belgium / Denmark 2025 French, Danish 82’ Colour World premiere" in report

    editor.post(f"/admin/catalogue/import/{kept.pk}/undo/")
    assert (Film.objects.count(), Person.objects.count()) == (0, 0)


# What is sent ------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_will_do(editor, encoding):
    text = PAGE.replace("Š", "S")
    file = SimpleUploadedFile("page.txt", text.encode(encoding))

    response = editor.post(ADDRESS, {"file": file, **place(), "_read": "Read"})

    assert response.context["review"].read.title == "Harbour Light"
    assert "Brandt" in response.context["review"].source["text"]


@pytest.mark.parametrize(
    ("more", "field", "complaint"),
    [
        ({"text": " "}, "text", "Paste a page, or choose a file."),
        ({"text": "Hello.\nGoodbye."}, "text", "Nothing about a film was found in this text."),
        ({"text": "x\n" * 3001}, "text", "This is too long for a page about a film."),
        ({"text": "x" * 200_001}, "text", "This is too long for a page about a film."),
        ({"text": "a\x00b"}, "text", "Null characters are not allowed."),
        (
            {"section": "424242"},
            "section",
            "Select a valid choice. That choice is not one of the available choices.",
        ),
        ({"edition": ""}, "edition", "This field is required."),
        (
            {"file": SimpleUploadedFile("x.txt", b"\x89PNG\0\0\0")},
            "file",
            "This is no file of plain text.",
        ),
    ],
)
def test_what_is_no_page_is_refused_and_kept(editor, more, field, complaint):
    response = editor.post(ADDRESS, {"text": PAGE, **place(), "_read": "Read", **more})

    form = response.context["form"]
    assert dict(form.errors) == {field: [complaint]}
    assert form["text"].value() == more.get("text", PAGE)


def test_going_back_keeps_the_text(editor):
    response = paste(editor, believed_title="The Light")

    back = editor.post(ADDRESS, {**sent(response, _back="Back")})

    form = back.context["form"]
    assert (form["text"].value(), form["believed_title"].value()) == (PAGE, "The Light")


@pytest.mark.parametrize(
    "broken",
    [
        {"number": "7"},
        {"number": "-1"},
        {"number": "9" * 30},
        {"text": ""},
        {"text": "nothing"},
        {"credits-TOTAL_FORMS": "9" * 30},
        {"credits-TOTAL_FORMS": "x"},
        {"film": "+x"},
        {"film": "\ud7ff"},
        {"language": "xx"},
        {"status": "celebrated"},
        {"believed_title": "x" * 301},
    ],
)
def test_a_review_that_no_browser_sends_stores_nothing(editor, broken):
    make_film("Harbour Light", "Mara Vex", year=2025)

    response = record(editor, paste(editor), **broken)

    assert (response.status_code, Selection.objects.count()) == (200, 0)


def test_any_text_is_answered(editor):
    text = "".join(chr(33 + (n * 7919) % 0xD000) for n in range(34_000))

    pasted = paste(editor, text=text)
    sent_on = record(editor, paste(editor), text=text)

    assert (pasted.status_code, sent_on.status_code) == (200, 200)
    assert Film.objects.count() == 0


def test_films_of_one_page_are_looked_over_one_after_the_other(editor, monkeypatch):
    def read_two(text, title=None):
        (entry,) = read_entries(text, title)
        (other,) = read_entries(text, "Low Water")
        return [entry, other]

    monkeypatch.setattr(reviewing, "read_entries", read_two)
    second = editor.post(ADDRESS, sent(paste(editor)))
    record(editor, second)

    assert "Film 2 of 2 on this page" in second.content.decode()
    assert [film.title for film in Film.objects.order_by("pk")] == ["Harbour Light", "Low Water"]


@pytest.mark.parametrize("missing", ["add_film", "change_film"])
def test_who_may_not_make_films_is_turned_away(client, missing):
    user = User.objects.create_user("editor", is_staff=True)
    user.user_permissions.set(Permission.objects.exclude(codename=missing))
    client.force_login(user)

    assert (client.get(ADDRESS).status_code, paste(client).status_code) == (403, 403)


def test_the_film_list_and_the_index_lead_there(editor):
    for address in ("/admin/", "/admin/catalogue/film/"):
        assert f'href="{ADDRESS}"' in editor.get(address).content.decode()


# Who edits some sections alone -------------------------------------------------------------------


@pytest.fixture
def of_panorama(client):
    """An editor of Panorama, beside whom somebody else prepares the Forum."""
    call_command("create_groups", verbosity=0)
    user = User.objects.create_user("panorama", is_staff=True)
    user.groups.set(Group.objects.filter(name="Section editors"))
    Assignment.objects.create(user=user, section=make_section("Panorama"))
    make_edition(2026)
    client.force_login(user)
    return client


def test_only_sections_of_one_s_own_are_offered_and_taken(of_panorama):
    forum = make_section("Forum")

    form = of_panorama.get(ADDRESS).context["form"]
    refused = paste(of_panorama, section=forum.pk)

    assert [str(section) for section in form.fields["section"].queryset] == ["Panorama"]
    assert list(refused.context["form"].errors) == ["section"]


def test_films_and_people_of_other_sections_are_not_told_of(of_panorama):
    secret = make_film("Harbour Light", make_person("Mara Vex", birth_year=1971), year=2025)
    make_selection(secret, section=make_section("Forum"), announced_at=in_an_hour())

    response = paste(of_panorama, section=make_section("Panorama").pk)

    review = response.context["review"]
    assert (dict(review.film.fields), dict(review.who.fields)) == ({}, {})
    assert "1971" not in response.content.decode()


def test_a_film_becomes_no_more_than_its_editor_may_make_it(of_panorama):
    response = paste(of_panorama, section=make_section("Panorama").pk)

    refused = record(of_panorama, response, status="confirmed")
    record(of_panorama, response)

    assert list(complaints(refused)) == ["status"]
    assert Selection.objects.get().status == "invited"


def test_a_film_s_section_is_the_one_chosen(editor):
    make_selection(make_film("Other"), section=make_section("Forum"))

    record(editor, paste(editor, section=make_section("Forum").pk))

    assert str(Film.objects.get(title="Harbour Light").selections.get().section) == "Forum"
