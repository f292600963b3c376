import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.templatetags.static import static
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue.models import Award, ContentNote, Programme, ProgrammeSlot, SelectionContentNote
from people.models import BiographyText
from tests.factories import (
    in_an_hour,
    make_biography,
    make_company_credit,
    make_credit,
    make_edition,
    make_film,
    make_note,
    make_person,
    make_screening,
    make_section,
    make_selection,
    make_still,
    make_synopsis,
)
from tests.pages import links, text

pytestmark = pytest.mark.django_db


def make_whole_film():
    """A film with everything its page can print, laid out as the page this project began with."""
    director = make_person("Mara Vex")
    film = make_film(
        "Harbour Light",
        director,
        ["BE", "DK"],
        ["fr", "da"],
        original_title="Havnelys",
        original_title_language="da",
        year=2025,
        runtime_minutes=82,
        colour="colour",
    )
    make_credit(film, director, "writer")
    make_credit(film, "Jo Lund", "producer")
    make_credit(film, "Ida Roos", "film_editor")
    make_credit(film, "Pia Holm", "cast_member", character="Stine")
    make_credit(film, "Ole Brandt", "cast_member", character="the pilot", position=1)
    make_company_credit(film, "Salt Pictures")
    selection = make_selection(
        film, make_edition(2026), make_section("Encounters"), premiere_status="world"
    )
    make_synopsis(body="A pilot waits for fog.", film=film)
    make_note(body="It is all in the waiting.", selection=selection)
    make_biography(
        director,
        2026,
        "Born in Esbjerg in 1980.",
        [(2011, "Tide", {"kind": "short film"}), (2019, "Low Water", {"section": "Panorama"})],
        as_of="Marquee 2026",
    )
    return film


def test_the_page_prints_every_fact_in_the_programme_s_order(client):
    film = make_whole_film()

    words = text(client.get(film.get_absolute_url()))

    assert words[words.index("Encounters · Marquee 2026") : words.index("In the programme")] == (
        "Encounters · Marquee 2026 Harbour Light Havnelys "
        "A pilot waits for fog. It is all in the waiting. "
        "by Mara Vex with Pia Holm , Ole Brandt "
        "Belgium / Denmark 2025 · French, Danish · 82′ · Colour · World premiere "
        "Cast Pia Holm (Stine) Ole Brandt (the pilot) "
        "Crew Director Mara Vex Screenplay Mara Vex Editing Ida Roos Producer Jo Lund "
        "Produced by Salt Pictures "
        "Mara Vex Born in Esbjerg in 1980. 2011 Tide ; short film 2019 Low Water ; Panorama "
        "Bio- & filmography as of Marquee 2026 "
    )


def test_the_german_page_speaks_german_and_says_where_it_cannot(client):
    film = make_whole_film()
    make_synopsis(body="Ein Lotse wartet auf Nebel.", film=film, language="de")

    body = client.get(f"/de{film.get_absolute_url()}").content.decode()

    assert '<html lang="de">' in body
    assert "Ein Lotse wartet auf Nebel." in body
    assert '<div class="prose" lang="en"><p>It is all in the waiting.</p></div>' in body
    assert "Belgien / Dänemark 2025" in body
    assert "Montage" in body


def test_a_text_in_the_page_s_language_is_not_marked_as_foreign(client):
    film = make_whole_film()

    body = client.get(film.get_absolute_url()).content.decode()

    assert '<div class="prose"><p>A pilot waits for fog.</p></div>' in body
    assert 'class="fallback"' not in body


def test_a_filmography_line_of_our_own_links_and_takes_its_section_from_the_selection(client):
    film = make_whole_film()
    early = make_film("Low Water", film.credits.first().person, year=2019)
    make_selection(early, make_edition(2020), make_section("Competition"))

    response = client.get(film.get_absolute_url())

    assert early.get_absolute_url() in links(response)
    assert "2019 Low Water ; Competition" in text(response)


def test_a_filmography_line_of_a_withdrawn_film_stays_the_line_it_was(client):
    film = make_whole_film()
    early = make_film("Low Water", film.credits.first().person, year=2019)
    make_selection(early, make_edition(2020), make_section("Competition"), status="withdrawn")

    response = client.get(film.get_absolute_url())

    assert early.get_absolute_url() not in links(response)
    assert "2019 Low Water ; Panorama" in text(response)


@pytest.mark.parametrize(
    ("section", "printed"),
    [
        ({"en": "Shorts", "de": "Kurzfilme"}, "2019 Low Water ; short film"),
        ({"en": "Shorts Abroad"}, "2019 Low Water ; short film; Shorts Abroad"),
        ({"en": "Panorama"}, "2019 Low Water ; short film; Panorama"),
    ],
)
def test_a_filmography_line_leaves_out_a_section_that_says_only_what_the_kind_says(
    client, section, printed
):
    director = make_person("Mara Vex")
    film = make_film("Harbour Light", director)
    make_selection(film, make_edition(2026))
    early = make_film("Low Water", director, year=2019)
    make_selection(early, make_edition(2020), make_section(section["en"], names=section))
    make_biography(director, 2026, "A life.", [(2019, "Low Water", {"kind": "short film"})])

    words = text(client.get(film.get_absolute_url()))

    assert f"{printed} Bio-" in words


def test_the_biography_is_the_one_as_of_the_film_s_edition(client):
    film = make_whole_film()
    director = film.credits.first().person
    make_biography(director, 2027, "Later lived in Aarhus.")

    assert "Later lived in Aarhus." not in text(client.get(film.get_absolute_url()))


def test_a_film_stays_hidden_until_its_hour(client):
    film = make_selection(announced_at=in_an_hour(), film__title="Here").film

    hidden = client.get(film.get_absolute_url())
    invented = client.get("/films/never-made-1999/")
    assert (hidden.status_code, invented.status_code) == (404, 404)
    assert text(hidden) == text(invented)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert "Here" in text(client.get(film.get_absolute_url()))


def test_a_film_whose_address_changed_answers_at_the_old_one_for_ever(client):
    film = make_selection(film__title="Here", film__year=2023).film
    film.slug = "here-and-now"
    film.save()
    film.slug = "here-again"
    film.save()

    for old in ("here-2023", "here-and-now"):
        response = client.get(f"/films/{old}/")
        assert (response.status_code, response.url) == (301, "/films/here-again/")


def test_the_old_address_of_a_hidden_film_gives_nothing_away(client):
    film = make_selection(film__title="Here", announced_at=in_an_hour()).film
    film.slug = "here-again"
    film.save()

    assert client.get("/films/here-2026/").status_code == 404


def test_a_retrospective_keeps_the_facts_and_gains_a_selection(client):
    film = make_film("Tide Table", year=1974)
    first = make_selection(film, make_edition(2020), make_section("Competition"))
    make_note(body="New then.", selection=first)
    make_selection(film, make_edition(2026), make_section("Revisited"))

    words = text(client.get(film.get_absolute_url()))

    assert "Revisited · Marquee 2026 Tide Table New then." in words
    assert "In the programme Revisited , Marquee 2026 Competition , Marquee 2020" in words


def test_awards_content_notes_and_the_programme_of_shorts_are_shown(client):
    film = make_film("Pebble")
    selection = make_selection(film, section=make_section("Shorts"), age_recommendation=12)
    Award.objects.create(selection=selection, names={"en": "Golden Buoy"})
    SelectionContentNote.objects.create(
        selection=selection,
        content_note=ContentNote.objects.get(key="violence"),
        depiction="implied",
    )
    block = Programme.objects.create(
        names={"en": "Small Hours"}, edition=selection.edition, section=selection.section
    )
    ProgrammeSlot.objects.create(programme=block, selection=selection)

    response = client.get(film.get_absolute_url())

    words = text(response)
    assert "Golden Buoy 2026 Recommended from age 12 Content notes: Violence (implied)" in words
    assert block.get_absolute_url() in links(response)


def test_what_an_editor_types_is_never_markup(client):
    film = make_whole_film()
    make_credit(film, "<b>Bold</b>", "composer", credited_as="<script>x</script>")
    make_synopsis(body="<img src=x onerror=alert(1)>", film=film, language="de")

    body = client.get(f"/de{film.get_absolute_url()}").content.decode()

    assert "&lt;img src=x onerror=alert(1)&gt;" in body
    assert "&lt;script&gt;x&lt;/script&gt;" in body
    assert re.findall(r"<script[^>]*>", body) == [
        f'<script type="module" src="{static("js/my-programme.js")}">',
        f'<script type="module" src="{static("js/search-suggestions.js")}">',
        '<script type="application/ld+json">',
    ]


@pytest.mark.parametrize("rows", [1, 3, 40])
@pytest.mark.parametrize(("today", "expected"), [("2026-01-20", 13), ("2026-03-20", 12)])
def test_the_number_of_queries_is_fixed(client, rows, today, expected):
    with time_machine.travel(today, tick=False):
        film = make_crowded_film(rows)

        with CaptureQueriesContext(connection) as queries:
            response = client.get(film.get_absolute_url())

    words = text(response)
    assert words.count("A life.") == rows
    assert ("Also at this time 5" in words) == (rows == 40 and expected == 13)
    assert len(queries) == expected


def make_crowded_film(rows):
    """A film with that many rows of everything its page is made of."""
    film = make_whole_film()
    director = film.credits.first().person
    for number in range(rows):
        make_credit(film, f"Actor {number}", "cast_member")
        make_credit(film, f"Director {number}", "director")
        make_still(film)
        make_company_credit(film, f"Company {number}", "co-production")
        other = make_film(f"Other {number}", director)
        make_selection(other, make_edition(2000 + number), make_section(f"Section {number}"))
        make_screening(film.selections.get(), subtitles=["en", "de"])
        block = Programme.objects.create(
            names={"en": f"Block {number}"}, edition=make_edition(), section=make_section()
        )
        ProgrammeSlot.objects.create(programme=block, selection=film.selections.get())
        make_screening(programme=block)
        make_screening(make_selection(make_film(f"Rival {number}"), section=make_section()))
        make_selection(make_film(f"Neighbour {number}"), section=make_section("Encounters"))
    for credit in film.credits.filter(function__key="director"):
        if credit.person != director:
            biography = make_biography(credit.person, 2026, "A life.", [(2020, "A film")])
            BiographyText.objects.create(biography=biography, language="de", body="Ein Leben.")
    return film


def test_the_page_is_small_and_needs_no_other_host(client):
    film = make_whole_film()
    for number in range(30):
        make_credit(film, f"Actor {number}", "cast_member", character=f"Character {number}")

    response = client.get(film.get_absolute_url())

    assert len(response.content) < 50_000
    assert not re.findall(r'(?:src|href)="(?:https?:)?//(?!testserver/)', response.content.decode())
    assert response.cookies == {}
    assert response["Vary"] == "Accept-Encoding"


def test_its_screenings_are_listed_with_day_house_and_version(client):
    film = make_whole_film()
    selection = film.selections.get()
    friday = make_screening(selection, datetime(2026, 2, 13, 17, 30, tzinfo=UTC), ["en"])
    friday.access.create(feature="sdh", status="confirmed")
    friday.access.create(feature="relaxed", status="planned")
    make_screening(selection, datetime(2026, 2, 12, 9, 0, tzinfo=UTC))
    make_screening(selection, status="tentative")

    words = text(client.get(film.get_absolute_url()))

    assert (
        "Screenings 10:00 Thursday, 12 February · Harbour Cinema OV Screening 1 of 2 "
        "Calendar file : Thursday, 12 February, 10:00 "
        "18:30 Friday, 13 February · Harbour Cinema OV with English subtitles "
        "subtitles for the deaf and hard of hearing Screening 2 of 2"
    ) in words


def test_the_days_of_an_older_edition_are_named_with_their_year(client):
    film = make_whole_film()
    older = make_selection(film, make_edition(2024))
    make_screening(older, datetime(2024, 2, 16, 9, 0, tzinfo=UTC))
    make_screening(film.selections.get(edition__year=2026), datetime(2026, 2, 12, 9, tzinfo=UTC))

    page = client.get(film.get_absolute_url()).content.decode()

    assert re.findall(r'<p><time datetime="([^"]*)">([^<]*)</time> · ', page) == [
        ("2024-02-16", "Friday, 16 February 2024"),
        ("2026-02-12", "Thursday, 12 February"),
    ]


def test_it_leads_to_the_films_before_and_after_it_in_its_section(client):
    section, edition = make_section("Encounters"), make_edition(2026)
    films = [
        make_film(title, title_language="en")
        for title in ("The Anchor", "Buoy", "Cable", "Dune", "Eel")
    ]
    for film in films:
        make_selection(film, edition, section)
    make_selection(make_film("Byte"), edition, section, announced_at=in_an_hour())
    make_selection(make_film("Bell"), edition, make_section("Elsewhere"))
    make_selection(make_film("Cap"), make_edition(2020), section)
    namesake = make_selection(make_film("Cable", year=2001), edition, section).film

    def onward(film):
        words = text(client.get(film.get_absolute_url()))
        return words.partition(" Where to go next ")[2].partition(" Marquee 2026")[0]

    assert onward(films[1]) == "Before it in Encounters The Anchor After it in Encounters Cable"
    assert onward(films[2]) == "Before it in Encounters Buoy After it in Encounters Cable"
    assert onward(namesake) == "Before it in Encounters Cable After it in Encounters Dune"
    assert onward(films[0]) == "After it in Encounters Buoy"
    assert onward(films[4]) == "Before it in Encounters Dune"


def test_it_leads_to_public_films_its_directors_worked_on_and_to_no_others(client):
    director = make_person("Mara Vex")
    film = make_film("Harbour Light", director)
    make_selection(film)
    early = make_film("Low Water", director, year=2019)
    make_selection(early, make_edition(2019), make_section("Old"))
    make_selection(early, make_edition(2020), make_section("Old"))
    secret = make_film("Secret", director)
    make_selection(secret, make_edition(2025), announced_at=in_an_hour())

    words = text(client.get(film.get_absolute_url()))

    assert words.partition(" Where to go next ")[2].startswith(
        "Mara Vex: other films shown here Low Water 2019 Marquee 2026"
    )


def test_a_film_with_nothing_beside_it_leads_nowhere(client):
    assert "Where to go next" not in text(client.get(make_selection().film.get_absolute_url()))


@time_machine.travel("2026-01-20", tick=False)
def test_it_says_what_else_begins_around_each_of_its_screenings(client):
    hour = datetime(2026, 2, 13, 17, 30, tzinfo=UTC)
    tide = make_selection(make_film("Tide"))
    make_screening(tide, hour)
    make_screening(tide, hour + timedelta(days=1))
    for minutes, title in [
        (-31, "Too early"),
        (-30, "Early"),
        (0, "Same"),
        (30, "Late"),
        (31, "Too late"),
    ]:
        make_screening(make_selection(make_film(title)), hour + timedelta(minutes=minutes))
    make_screening(make_selection(make_film("Gone")), hour, status="cancelled")
    make_screening(make_selection(make_film("Maybe")), hour, status="tentative")
    make_screening(make_selection(make_film("Secret"), announced_at=in_an_hour()), hour)

    assert alternatives(client.get(tide.film.get_absolute_url())) == [
        "Also at this time 3 18:00 Early Harbour Cinema 18:30 Same Harbour Cinema "
        "19:00 Late Harbour Cinema Everything on Friday, 13 February"
    ]


def alternatives(response):
    """What is offered instead of each screening, as it reads."""
    page = response.content.decode()
    found = re.findall(r'<details class="alternatives">(.*?)</details>', page, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", markup).split()) for markup in found]


@time_machine.travel("2026-01-20", tick=False)
def test_of_many_others_the_nearest_are_named_by_their_hours(client):
    hour = datetime(2026, 2, 13, 17, 30, tzinfo=UTC)
    tide = make_selection(make_film("Tide"))
    make_screening(tide, hour)
    for minutes in range(-30, 31, 10):
        film = make_film(f"At {minutes}")
        make_screening(make_selection(film), hour + timedelta(minutes=minutes))

    named = re.findall(r"At (-?\d+) Harbour", text(client.get(tide.film.get_absolute_url())))

    assert named == ["-20", "-10", "0", "10", "20"]


def test_what_is_over_has_no_alternatives(client):
    hour = datetime(2026, 2, 13, 17, 30, tzinfo=UTC)
    tide = make_selection(make_film("Tide"))
    make_screening(tide, hour)
    make_screening(make_selection(make_film("Same")), hour)

    with time_machine.travel(hour + timedelta(minutes=1)):
        assert "Also at this time" not in text(client.get(tide.film.get_absolute_url()))


def test_awards_stand_in_their_order_the_newest_edition_s_first(client):
    film = make_film("Here")
    older = make_selection(film, make_edition(2024))
    newer = make_selection(film, make_edition(2026))
    for selection, position, name in (
        (older, 0, "Old Prize"),
        (newer, 1, "Second Prize"),
        (newer, 0, "First Prize"),
        (newer, 1, "Third Prize"),
    ):
        Award.objects.create(selection=selection, position=position, names={"en": name})

    page = client.get(film.get_absolute_url()).content.decode()

    awards = page.partition('<ul class="awards">')[2].partition("</ul>")[0]
    assert re.findall(r"<li>(.*?) <", awards) == [
        "First Prize",
        "Second Prize",
        "Third Prize",
        "Old Prize",
    ]
