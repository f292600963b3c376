"""Whole pages: one invented film in the layouts that festivals print."""

import pytest

from catalogue.intake.entries import (
    Bio,
    CastLine,
    CompanyLine,
    CreditLine,
    FilmographyLine,
    LineFate,
    Place,
    as_json,
    read_entries,
)

SYNOPSIS = (
    "A ferry pilot and a botanist share a long night crossing, in which the sea is both a witness "
    "and a threat."
)
INHALT = (
    "Eine Lotsin und ein Botaniker teilen eine lange Nacht auf der Fähre, in der das Meer Zeuge "
    "und Drohung zugleich ist."
)

HOUSE = f"""\
{SYNOPSIS}
With a steady hand Mira Halloran lets the night pass. In The Salt Road, nobody is ever in a hurry.
by Mira Halloran
with Pavel Roth, Senna Oyelaran
Ireland / United Kingdom 2022 English, Irish 97’ Colour World premiere


  • Pavel Roth (Aidan)
  • Senna Oyelaran (Nuala’s Mother)


Written and Directed by Mira Halloran
Cinematography Jorge Pinto
Sound Design Bert Kolb, Eva Lind
Sound Bert Kolb
Producer Tom Aske

Produced by


World sales

Harbour Pictures
Dublin, Ireland

Mira Halloran

Born in Cork, Ireland in 1984. She studied painting and lives in Dublin.


2014 Low Tide; short film, co-director: Bo Lind 2018 The Pier · Under 2022 The Salt Road

Bio- & filmography as of Example Festival 2022"""


def read(text, **options):
    (entry,) = read_entries(text, **options)
    return entry


def codes(entry):
    return [(problem.line, problem.code) for problem in entry.problems]


def test_a_page_in_the_house_layout_is_read_whole():
    entry = read(HOUSE)

    assert entry.title == "The Salt Road"
    assert entry.directors == ("Mira Halloran",)
    assert (entry.year, entry.runtime_minutes, entry.runtime_seconds) == (2022, 97, None)
    assert entry.countries == (Place("Ireland", "IE"), Place("United Kingdom", "GB"))
    assert entry.languages == (Place("English", "en"), Place("Irish", "ga"))
    assert (entry.colour, entry.colour_key) == ("Colour", "colour")
    assert (entry.premiere, entry.premiere_status) == ("World premiere", "world")
    assert entry.cast == (
        CastLine("Pavel Roth", "Aidan"),
        CastLine("Senna Oyelaran", "Nuala’s Mother"),
    )
    assert entry.credits == (
        CreditLine("Written and Directed by", ("Mira Halloran",), ("director", "writer")),
        CreditLine("Cinematography", ("Jorge Pinto",), ("cinematographer",)),
        CreditLine("Sound Design", ("Bert Kolb", "Eva Lind"), ("sound_designer",)),
        CreditLine("Sound", ("Bert Kolb",), ("sound_recorder_mixer",)),
        CreditLine("Producer", ("Tom Aske",), ("producer",)),
    )
    assert entry.companies == (CompanyLine("world-sales", "Harbour Pictures", "Dublin, Ireland"),)
    assert entry.synopsis == SYNOPSIS
    assert entry.note.startswith("With a steady hand Mira Halloran")
    assert entry.bios == (
        Bio(
            "Mira Halloran",
            "Born in Cork, Ireland in 1984. She studied painting and lives in Dublin.",
        ),
    )
    assert entry.filmography == (
        FilmographyLine(
            2014, "Low Tide", "short film", None, "co-director: Bo Lind", "Mira Halloran"
        ),
        FilmographyLine(2018, "The Pier", person="Mira Halloran"),
        FilmographyLine(2018, "Under", person="Mira Halloran"),
        FilmographyLine(2022, "The Salt Road", person="Mira Halloran"),
    )
    assert entry.as_of == "Example Festival 2022"
    assert codes(entry) == [(18, "company.empty-heading")]


def test_every_line_of_a_page_has_a_fate():
    numbers = [number for number, line in enumerate(HOUSE.splitlines(), 1) if line.strip()]
    fates = read(HOUSE).lines

    assert sorted({fate.line for fate in fates}) == numbers
    assert [fate for fate in fates if fate.line in (3, 5, 18, 28)] == [
        LineFate(3, "directors"),
        LineFate(5, "countries"),
        LineFate(5, "year"),
        LineFate(5, "languages"),
        LineFate(5, "runtime_minutes"),
        LineFate(5, "colour"),
        LineFate(5, "premiere"),
        LineFate(18, "heading"),
        LineFate(28, "bios"),
    ]


TABLE = f"""\
The Salt Road
{SYNOPSIS}
Director | Mira Halloran |
Country | Ireland, United Kingdom |
Year | 2022 |
Running time | 97 min |
Language | English, Irish |
Production | Tom Aske (Northlight Films) |
Cast | Pavel Roth, Senna Oyelaran |
Cinematography | Jorge Pinto |
Website | https://example.org/salt-road |
"""
BULLETS = f"""\
Festival of the Sea
International Competition
The Salt Road Mira Halloran

{SYNOPSIS}

  • Country : Ireland, United Kingdom
  • Year : 2022
  • V.O : English, Irish
  • Subtitles : French
  • Duration : 97 MIN
  • Director : Mira Halloran
  • Cinematography : Jorge Pinto
  • Producer : Tom Aske
  • Production : Northlight Films
  • Cast : Pavel Roth, Senna Oyelaran
Presented in same section

by Somebody Else
"""
LINES = f"""\
The Salt Road
Mira Halloran
International Competition 2022
Feature film
Ireland,
United Kingdom
2022
97 minutes
English,
Irish
Subtitles:
German

{SYNOPSIS}

Jane Critic

Director
Mira Halloran
Cinematographer
Jorge Pinto
Producer
Tom Aske
Production
Northlight Films
Cast
Pavel Roth
Senna Oyelaran
"""
SEGMENTS = f"""\
THE SALT ROAD
Ireland, United Kingdom 2022 – Director: Mira Halloran – Languages: English, Irish – Length: 97 min.
{SYNOPSIS}
Cast: Pavel Roth, Senna Oyelaran
Cinematography: Jorge Pinto. Producer: Tom Aske. Production company: Northlight Films.
"""
HEADINGS = f"""\
# The Salt Road

**Director:** Mira Halloran
**Countries:** Ireland, United Kingdom
**Year:** 2022
**Runtime:** 1h 37m
**Languages:** English, Irish

## Synopsis

{SYNOPSIS}

## Cast

* Pavel Roth
* Senna Oyelaran

## Crew

| Cinematography | Jorge Pinto |
|---|---|
| Producer | Tom Aske |
| Production company | Northlight Films |
"""
SPREAD = f"""\
The Salt Road 2022

Directed by Mira Halloran Wide Angle

{SYNOPSIS} The Salt Road is a slow film by Mira Halloran.

Ireland, United Kingdom In English, Irish with French subtitles
97 minutes Colour / DCP

Producers

Tom Aske

Production company

Northlight Films

Cinematography

Jorge Pinto

Cast

Pavel Roth, Senna Oyelaran

Awards

Some Prize, Some Festival 2022
"""


@pytest.mark.parametrize(
    "page",
    [TABLE, BULLETS, LINES, SEGMENTS, HEADINGS, SPREAD],
    ids=["table", "bullets", "lines", "segments", "headings", "spread"],
)
def test_the_same_film_is_read_from_every_layout(page):
    entry = read(page)

    assert {
        "title": entry.title.title(),
        "directors": entry.directors,
        "countries": [place.code for place in entry.countries],
        "year": entry.year,
        "languages": [place.code for place in entry.languages],
        "runtime": entry.runtime_minutes,
        "cast": [line.name for line in entry.cast],
        "cinematographer": [
            line.names for line in entry.credits if line.function == "cinematographer"
        ],
        "producer": [line.names for line in entry.credits if line.function == "producer"],
        "companies": [(line.function, line.name) for line in entry.companies],
        "synopsis": entry.synopsis[:10],
    } == {
        "title": "The Salt Road",
        "directors": ("Mira Halloran",),
        "countries": ["IE", "GB"],
        "year": 2022,
        "languages": ["en", "ga"],
        "runtime": 97,
        "cast": ["Pavel Roth", "Senna Oyelaran"],
        "cinematographer": [("Jorge Pinto",)],
        "producer": [("Tom Aske",)],
        "companies": [("production", "Northlight Films")],
        "synopsis": "A ferry pi",
    }


def test_a_german_page_with_a_run_of_labels_and_biographies_below():
    entry = read(f"""\
DIE SALZSTRASSE
Regie: Mira Halloran
D/A 2022 | Spielfilm | 12'40" | Farbe & s/w | OmeU
{INHALT}
Regie Mira Halloran Buch Mira Halloran, Bo Lind Schauspiel Pavel Roth, u.a. Kamera Jorge Pinto \
Produzent:innen Tom Aske Produktion Hofkino Film Koproduktion Hafenwerk Linz
Mira Halloran, geboren 1984 in Cork, studierte Malerei.
Filme: 2016 ERSTER SCHNEE (KF), 2019 DER LANGE TAG""")

    assert entry.title == "DIE SALZSTRASSE"
    assert entry.countries == (Place("D", "DE"), Place("A", "AT"))
    assert (entry.runtime_minutes, entry.runtime_seconds) == (13, 760)
    assert (entry.form_key, entry.colour_key) == ("fiction", "colour-and-black-and-white")
    assert entry.subtitles == ("OmeU",)
    assert [(line.label, line.names, line.function) for line in entry.credits] == [
        ("Regie", ("Mira Halloran",), "director"),
        ("Buch", ("Mira Halloran", "Bo Lind"), "writer"),
        ("Kamera", ("Jorge Pinto",), "cinematographer"),
        ("Produzent:innen", ("Tom Aske",), "producer"),
    ]
    assert entry.cast == (CastLine("Pavel Roth"),)
    assert entry.companies == (
        CompanyLine("production", "Hofkino Film"),
        CompanyLine("co-production", "Hafenwerk Linz"),
    )
    assert entry.bios == (
        Bio("Mira Halloran", "Mira Halloran, geboren 1984 in Cork, studierte Malerei."),
    )
    assert [(film.year, film.title, film.kind) for film in entry.filmography] == [
        (2016, "ERSTER SCHNEE", "short film"),
        (2019, "DER LANGE TAG", None),
    ]
    assert entry.problems == ()


def test_two_directors_have_a_biography_each():
    entry = read(
        f"Sea\nby Mira Halloran, Bo Lind\n{SYNOPSIS}\nMusic Eva Orth\n"
        "Mira Halloran, born in Cork in 1984, studied film there and lives in Dublin today.\n"
        "Bo Lind, born in Oslo in 1977, is a director and editor who lives in Dublin, too."
    )

    assert [(bio.person, bio.text[:9]) for bio in entry.bios] == [
        ("Mira Halloran", "Mira Hall"),
        ("Bo Lind", "Bo Lind, "),
    ]


def test_one_biography_may_tell_of_two_directors():
    text = "Bo Lind and Mira Halloran studied film in Cork and have worked together ever since."
    entry = read(f"Sea\nby Mira Halloran, Bo Lind\n{SYNOPSIS}\nBiography\n{text}")

    assert entry.bios == (Bio("Bo Lind", text), Bio("Mira Halloran", text))


def test_a_heading_over_production_is_followed_by_companies():
    entry = read(f"Sea\nby Mira Halloran\n{SYNOPSIS}\nMusic Eva Orth\nProduction\nKestrel\nOwl Eye")

    assert [(one.function, one.name) for one in entry.companies] == [
        ("production", "Kestrel"),
        ("production", "Owl Eye"),
    ]


def test_production_among_labels_above_their_names_is_a_person_without_a_companys_word():
    entry = read(f"Sea\n{SYNOPSIS}\nRegie\nMira Halloran\nProduktion\nTom Aske\nTon\nBert Kolb")

    assert [(line.label, line.names, line.function) for line in entry.credits] == [
        ("Regie", ("Mira Halloran",), "director"),
        ("Produktion", ("Tom Aske",), "producer"),
        ("Ton", ("Bert Kolb",), "sound_recorder_mixer"),
    ]


# ---- The title -----------------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["1917", "2046", "Music", "French", "80.000 Boats", "What For?"])
def test_a_title_may_look_like_something_else(title):
    entry = read(f"{title}\n\nDirector: Mira Halloran\nIreland 2019\n119 min\n{SYNOPSIS}")

    assert (entry.title, entry.year) == (title, 2019)


def test_a_title_nobody_proves_is_left_open():
    entry = read(HOUSE.replace("In The Salt Road, nobody", "Here nobody"))

    assert entry.title is None
    assert codes(entry)[0] == (None, "title.unproved")


def test_a_given_title_wins():
    assert read(HOUSE, title="Salt").title == "Salt"


def test_the_second_title_line_is_another_title():
    entry = read(f"Tiha luka\nQuiet Harbour\nby Mira Halloran\n{SYNOPSIS}")

    assert (entry.title, entry.other_titles) == ("Tiha luka", ("Quiet Harbour",))


def test_the_name_of_an_edition_is_no_title():
    entry = read("Example Days 2022\nShort film, Ireland 2021, 12 min\nDirector: Mira Halloran")

    assert entry.title is None


# ---- What is not about this film -----------------------------------------------------------------


def test_a_premiere_elsewhere_is_not_this_ones():
    entry = read(
        f"Sea\nby Mira Halloran\n{SYNOPSIS}\nThe film's journey:\nSome Fest | World premiere"
    )

    assert entry.premiere is None


def test_films_shown_beside_it_are_not_its_own():
    entry = read(f"Sea\nby Mira Halloran\n{SYNOPSIS}\nPresented in same section\nSky\nby Bo Lind")

    assert (entry.directors, entry.other_titles) == (("Mira Halloran",), ())


def test_the_fullest_statement_of_the_countries_counts():
    entry = read(f"Sea\nby Mira Halloran\nD 2021\n{SYNOPSIS}\nDeutschland, Österreich 2021, 9 min")

    assert [place.name for place in entry.countries] == ["Deutschland", "Österreich"]


def test_a_second_language_of_the_text_is_another_text():
    entry = read(f"Sea\nby Mira Halloran\n{INHALT}\n{SYNOPSIS}")

    assert (entry.synopsis, entry.note, entry.other_texts) == (INHALT, None, (SYNOPSIS,))


def test_the_json_keeps_to_the_format():
    told = as_json(read(HOUSE))

    assert told["functions"]["Written and Directed by"] == "director"
    assert told["joint_functions"] == {"Written and Directed by": ["director", "writer"]}
    assert (told["countries"], told["country_codes"]) == (
        ["Ireland", "United Kingdom"],
        ["IE", "GB"],
    )
    assert told["cast"] == [["Pavel Roth", "Aidan"], ["Senna Oyelaran", "Nuala’s Mother"]]
    assert told["world_sales"] == "Harbour Pictures"
    assert told["lines"][0] == {"line": 1, "as": "synopsis"}
    assert told["problems"][0] == {
        "line": 18,
        "code": "company.empty-heading",
        "message": "nothing stands under “Produced by”",
    }


@pytest.mark.parametrize(
    "line", ["SOURCE: festival.example/2026/film", "Quelle: eine Mail vom Verleih"]
)
def test_where_a_page_was_copied_from_is_no_part_of_it(line):
    page = "Salt\n\nDirector Mara Vex\nEditing Ida Roos\nDenmark 2025 Danish 82’ Colour\n"

    (entry,) = read_entries(f"{line}\n{page}")

    assert entry.title == "Salt"
    assert [fate.key for fate in entry.lines if fate.line == 1] == ["furniture"]
