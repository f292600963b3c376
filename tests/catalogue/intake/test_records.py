"""Entries made into records: recognising the film, refusing what does not fit, losing nothing."""

from dataclasses import fields, replace

import pytest
from django.core.management import CommandError, call_command

from catalogue.intake.entries import (
    Bio,
    CastLine,
    CompanyLine,
    CreditLine,
    Entry,
    FilmographyLine,
    Place,
)
from catalogue.intake.records import CannotRecordError, record_entry
from catalogue.models import (
    Company,
    CompanyCredit,
    Country,
    Credit,
    Film,
    FilmCountry,
    FilmLanguage,
    FilmTitle,
    ProgrammeNote,
    Selection,
    Synopsis,
)
from people.models import Biography, BiographyText, FilmographyEntry, Person
from tests.factories import (
    make_company_credit,
    make_credit,
    make_edition,
    make_film,
    make_person,
    make_section,
    make_selection,
)

pytestmark = pytest.mark.django_db

SALT = Entry(title="Salt Road", year=2022, directors=("Mara Vex",))


def record(entry=SALT, **more):
    return record_entry(replace(entry, **more), make_edition(), make_section("Encounters"), "en")


def refusal(entry=SALT, **more):
    with pytest.raises(CannotRecordError) as refused:
        record(entry, **more)
    return str(refused.value)


def directors(film):
    return [credit.printed_name for credit in film.credits.directors()]


# Which film it is --------------------------------------------------------------------------------


def test_a_film_without_a_director_of_the_same_title_and_year_is_the_same():
    film = make_film("Salt Road", year=2022)

    report = record()

    assert (report.film, Film.objects.count(), directors(film)) == (film, 1, ["Mara Vex"])


@pytest.mark.parametrize("year", [2021, None])
def test_a_film_without_a_director_of_another_year_is_another(year):
    film = make_film("Salt Road", year=year)

    report = record()

    asked = ["perhaps the same as another film of that title (/films/salt-road/)"]
    assert (report.film != film, report.asked) == (True, [] if year else asked)


def test_a_film_without_a_director_is_not_the_same_where_the_page_has_no_year():
    film = make_film("Salt Road", year=2022)

    report = record(year=None)

    assert report.film != film
    assert report.asked == [
        "perhaps the same as another film of that title (/films/salt-road-2022/)"
    ]
    assert record(year=None).asked == []


def test_of_two_films_by_one_director_the_year_tells():
    make_film("Salt Road", "Mara Vex", year=2012)
    newer = make_film("Salt Road", Person.objects.get(), year=2022)

    assert record().film == newer
    assert refusal(year=2017) == (
        "Several films fit “Salt Road”: merge them first"
        " (/films/salt-road-2012/, /films/salt-road-2022/)."
    )


def test_a_title_alone_does_not_make_a_film_the_same():
    make_film("Salt Road", "Somebody Else", year=1975)

    said = refusal(Entry(title="Salt Road", synopsis="A pupil practises."))

    assert said == (
        "“Salt Road” may be a film that is there already (/films/salt-road-1975/): "
        "the page names neither director nor year. Add one to the file."
    )
    assert Film.objects.count() == 1


@pytest.mark.parametrize(
    "named",
    [
        {"cast": (CastLine("Pia Holm"),)},
        {"credits": (CreditLine("Sound", ("Pia Holm",), ("sound_recorder_mixer",)),)},
    ],
)
def test_a_title_and_somebody_credited_make_a_film_the_same(named):
    make_film("Salt Road", "Somebody Else", year=1975)
    film = make_film("Salt Road", "Mara Vex", year=2022)
    make_credit(film, "Pia Holm", "cast_member")

    assert record(Entry(title="Salt Road", **named)).film == film


def test_a_title_in_the_same_edition_makes_a_film_the_same():
    make_film("Salt Road", "Somebody Else", year=1975)
    film = make_film("Salt Road", "Mara Vex", year=2022)
    make_selection(film, section=make_section("Encounters"))

    assert record(Entry(title="Salt Road", synopsis="A pupil practises.")).film == film


def test_a_page_of_a_title_and_a_text_recorded_twice_is_one_film():
    page = Entry(title="Salt Road", synopsis="A pupil practises.")

    record(page)

    assert record(page).made == []
    assert Film.objects.count() == 1


# What does not fit -------------------------------------------------------------------------------

LONG = "x" * 301


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": LONG}, "Title"),
        ({"original_title": LONG}, "Original title"),
        ({"other_titles": (LONG,)}, "Title"),
        ({"year": 1066}, "Year"),
        ({"runtime_minutes": 0}, "Runtime in minutes"),
        ({"runtime_minutes": 100_000}, "Runtime in minutes"),
        ({"runtime_minutes": 60, "runtime_seconds": 4_000_000_000}, "Runtime in seconds"),
        ({"directors": (LONG,)}, "Name"),
        ({"directors": (f"x {'x' * 198}",)}, "Sort name"),
        ({"cast": (CastLine(LONG),)}, "Name"),
        ({"cast": (CastLine("Pia Holm", LONG),)}, "Character"),
        ({"companies": (CompanyLine("production", LONG),)}, "Name"),
        ({"companies": (CompanyLine("production", "Salt Pictures", LONG),)}, "Note"),
        ({"companies": (CompanyLine("catering", "Salt Pictures"),)}, "Function"),
        ({"filmography": (FilmographyLine(2022, LONG),)}, "Title"),
        ({"filmography": (FilmographyLine(1066, "Salt"),)}, "Year"),
        ({"filmography": (FilmographyLine(2022, "Salt", section=LONG),)}, "Section"),
        ({"as_of": LONG, "bios": (Bio("Mara Vex", "Born."),)}, "As of, as printed"),
    ],
)
def test_what_fits_no_field_is_refused_and_the_field_named(more, field):
    what, _, why = refusal(**more).partition(" cannot be recorded. ")

    assert (len(what) < 90, why.partition(": ")[0]) == (True, field)


def test_seconds_that_are_not_the_minutes_are_refused():
    assert refusal(runtime_minutes=82, runtime_seconds=60) == (
        "Film “Salt Road (2022)” cannot be recorded. The runtime in seconds is not that in minutes."
    )


def test_a_film_of_twenty_seconds_is_of_one_minute():
    film = record(runtime_minutes=0, runtime_seconds=20).film

    assert (film.runtime_minutes, film.runtime_seconds) == (1, 20)
    assert record(runtime_minutes=0, runtime_seconds=20).made == []


# Nothing is lost ---------------------------------------------------------------------------------

KNOWN = Entry(
    title="Salt Road",
    original_title="Salann",
    other_titles=("La Route du sel",),
    section="Encounters",
    form="documentary",
    form_key="documentary",
    age="ab 12 Jahren",
    directors=("Mara Vex",),
    year=2022,
    runtime_minutes=97,
    runtime_seconds=5810,
    countries=(Place("Ireland", "IE"),),
    languages=(Place("French", "fr"),),
    subtitles=("with English subtitles",),
    colour="colour",
    colour_key="colour",
    format="DCP",
    premiere="European premiere",
    premiere_status="continental",
    cast=(CastLine("Pia Holm", "Stine"),),
    credits=(CreditLine("writer", ("Jo Lund",), ("writer",)),),
    companies=(CompanyLine("world-sales", "Salt Pictures", "Paris"),),
    synopsis="A pupil practises.",
    note="A patient film.",
    other_texts=("A teaser.",),
    bios=(Bio("Mara Vex", "Born in Esbjerg."), Bio("Mara Vex", "She lives in Cork.")),
    filmography=(FilmographyLine(2011, "Tide", "short film", "Panorama", "with Jo Lund"),),
    as_of="Berlinale 2023",
)
UNKNOWN = replace(
    KNOWN,
    section="Forum",
    form="Drama",
    form_key=None,
    age="ages 6 to 10",
    countries=(Place("Atlantis"),),
    languages=(Place("Pintupi"),),
    colour="mauve",
    colour_key=None,
    premiere="Nordic premiere",
    premiere_status=None,
    credits=(CreditLine("Sea Consultant", ("Bo Lind",)),),
    directors=("Mara Vex", "Jo Lund"),
    bios=(),
    filmography=(FilmographyLine(2011, "Tide"),),
)
DIFFERENT = replace(
    KNOWN,
    runtime_minutes=82,
    runtime_seconds=4900,
    form="essay",
    form_key="essay",
    year=2021,
    premiere="Deutschlandpremiere",
    premiere_status="national",
    as_of="Marquee 2026",
    cast=(CastLine("Pia Holm", "the pilot"),),
    companies=(CompanyLine("world-sales", "Salt Pictures", "Lyon"),),
    synopsis=None,
    note=None,
    bios=(),
    filmography=(),
)
MADE = [
    *(Film, FilmTitle, FilmCountry, FilmLanguage, Person, Credit, Company, CompanyCredit),
    *(Selection, Synopsis, ProgrammeNote, Biography, BiographyText, FilmographyEntry),
]


def printed(value):
    """Everything a field prints: the words and numbers of it."""
    if isinstance(value, tuple):
        return [one for part in value for one in printed(part)]
    if hasattr(value, "__dataclass_fields__"):
        return printed(tuple(vars(value).values()))
    return [] if value is None else [str(value)]


def recorded():
    rows = [row for model in MADE for row in model.objects.values_list()]
    named = [FilmCountry.objects.all(), FilmLanguage.objects.all()]
    told = [str(value) for row in rows for value in row]
    functions = Credit.objects.values_list("function__key", flat=True)
    return [*told, *functions, *(str(place) for places in named for place in places)]


def lost(entry, report):
    """What the entry prints and neither a record nor the report has."""
    there = "\n".join([*recorded(), *report.made, *report.kept, *report.asked])
    codes = {place.code for place in (*entry.countries, *entry.languages)}
    found = {one.name: printed(getattr(entry, one.name)) for one in fields(Entry)}
    return {
        name: missing
        for name, values in found.items()
        if (missing := [one for one in values if one not in there and one not in codes])
    }


def test_the_entry_of_these_tests_has_every_field():
    empty = [one.name for one in fields(Entry) if not getattr(KNOWN, one.name)]

    assert empty == ["lines", "problems"]


def test_every_field_of_an_entry_is_recorded_or_named():
    report = record(KNOWN)

    # The age's number and the region of the premiere are what is recorded of those two.
    assert lost(KNOWN, report) == {"age": ["ab 12 Jahren"], "premiere": ["European premiere"]}
    assert report.asked == [
        "format is not recorded: DCP",
        "subtitles is not recorded: with English subtitles",
        "a further text is not recorded: A teaser.",
    ]
    selection = Selection.objects.get()
    assert (selection.age_recommendation, selection.age_rating) == (12, None)
    assert (selection.premiere_status, selection.premiere_region) == ("continental", "european")
    assert [(one.kind, one.language, one.title) for one in FilmTitle.objects.all()] == [
        ("alternative", "", "La Route du sel")
    ]
    assert BiographyText.objects.get().body == "Born in Esbjerg.\n\nShe lives in Cork."
    assert record(KNOWN).made == []


def test_what_no_vocabulary_knows_is_named():
    report = record(UNKNOWN)

    assert lost(UNKNOWN, report) == {}
    assert report.asked == [
        "unknown country: Atlantis",
        "unknown language: Pintupi",
        "unknown label: Sea Consultant Bo Lind",
        "unknown premiere: Nordic premiere",
        "an age is not recorded: ages 6 to 10",
        "a filmography that is nobody's: 2011 Tide",
        "of no biography: as of Berlinale 2023",
        "form is not recorded: Drama",
        "colour is not recorded: mauve",
        "format is not recorded: DCP",
        "subtitles is not recorded: with English subtitles",
        "a further text is not recorded: A teaser.",
        "the page's section is Forum, recorded in Encounters",
    ]


def test_what_differs_from_the_records_is_named():
    record(KNOWN)

    report = record(DIFFERENT)

    assert report.made == []
    assert report.kept == [
        "year: 2022 stays, the page says 2021",
        "form: documentary stays, the page says essay",
        "runtime minutes: 97 stays, the page says 82 (4900 seconds)",
        "Pia Holm: Stine stays, the page says the pilot",
        "note: Paris stays, the page says Lyon",
        "premiere status: continental stays, the page says Deutschlandpremiere",
    ]
    assert report.asked[0] == "of no biography: as of Marquee 2026"


def test_a_title_of_a_film_known_by_its_original_one_is_added():
    film = make_film("Salann", "Mara Vex", year=2022)

    record(original_title="Salann")

    assert list(film.titles.values_list("title", flat=True)) == ["Salt Road"]
    assert record(original_title="Salann").made == []


# Premiere and age --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("premiere", "status", "region", "country", "asked"),
    [
        ("World premiere", "world", "", None, False),
        ("European premiere", "continental", "european", None, False),
        ("Europapremiere", "continental", "european", None, False),
        ("Continental premiere", "continental", "", None, False),
        ("Nordic premiere", "continental", "", None, True),
        ("Deutschlandpremiere", "national", "", "DE", False),
        ("Österreich-Premiere", "national", "", "AT", False),
        ("UK premiere", "national", "", "GB", False),
        ("National premiere", "national", "", None, False),
        ("German premiere", "national", "", None, True),
        ("Hamburgpremiere", "city", "", None, True),
    ],
)
def test_a_premiere_has_its_place_or_the_place_is_asked_about(
    premiere, status, region, country, asked
):
    report = record(premiere=premiere, premiere_status=status)

    selection = Selection.objects.get()
    told = (selection.premiere_status, selection.premiere_region, selection.premiere_country)
    assert told == (status, region, country and Country.objects.get(code=country))
    question = f"the place of a premiere is not recorded: {premiere}"
    assert report.asked == [question] * asked


@pytest.mark.parametrize(
    ("age", "recommendation", "rating", "asked"),
    [
        ("recommended from age 10+", 10, None, []),
        ("12", 12, None, []),
        ("FSK 12", None, 12, []),
        ("FSK 0", None, 0, []),
        ("ab 99", None, None, ["an age is not recorded: ab 99"]),
        ("for all", None, None, ["an age is not recorded: for all"]),
    ],
)
def test_an_age_is_recorded_where_it_is_one_number(age, recommendation, rating, asked):
    report = record(age=age)

    selection = Selection.objects.get()
    assert (selection.age_recommendation, selection.age_rating) == (recommendation, rating)
    assert report.asked == asked
    assert record(age=age).made == []


# Companies ---------------------------------------------------------------------------------------


def test_of_companies_of_one_name_the_films_own_is_taken():
    first = Company.objects.create(name="Salt Pictures")
    film = make_film("Salt Road", "Mara Vex", year=2022)
    own = make_company_credit(film, "Salt Pictures").company

    report = record(companies=(CompanyLine("world-sales", "Salt Pictures"),))

    assert (first.film_credits.count(), own.film_credits.count()) == (0, 2)
    assert report.asked == []


def test_of_companies_of_one_name_the_first_is_taken_and_asked_about():
    first, second = [Company.objects.create(name="Salt Pictures") for _ in range(2)]

    report = record(companies=(CompanyLine("production", "Salt Pictures"),))

    assert (first.film_credits.count(), second.film_credits.count()) == (1, 0)
    assert report.asked == ["several companies are called Salt Pictures: the first was taken"]


def test_a_director_entered_under_another_function_is_credited_as_director_too():
    film = make_film("Salt Road", year=2022)
    make_credit(film, make_person("Mara Vex"), "writer")

    record()

    assert Person.objects.count() == 1
    assert sorted(film.credits.values_list("function__key", flat=True)) == ["director", "writer"]


def test_the_command_tells_what_was_not_recorded(tmp_path, capsys):
    path = tmp_path / "page.txt"
    text = (
        "by Mara Vex\nIreland 2022 97 min DCP\nA pupil practises, and does not hear the sea rise.\n"
    )
    path.write_text(text, "utf-8")

    call_command("import_entry", str(path), title="Salt Road", edition=2026, section="encounters")

    assert "  ? format is not recorded: DCP\n" in capsys.readouterr().out
    with pytest.raises(CommandError, match=r"^Section “Bad Slug!” cannot be recorded\. "):
        call_command("import_entry", str(path), title="S", edition=2026, section="Bad Slug!")
