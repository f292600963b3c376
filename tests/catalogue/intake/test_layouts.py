"""One layout a test: a few lines as some festival prints them, and what they say."""

import pytest

from catalogue.intake.entries import CastLine, as_json, read_entries

TEXT = (
    "A ferry pilot and a botanist share a long night crossing, in which the sea is both a witness "
    "and a threat."
)


def read(text):
    (entry,) = read_entries(text)
    return entry


def credited(entry):
    return [(line.label, line.names) for line in entry.credits]


def test_sentences_are_credits_and_facts():
    entry = read(
        "Salt\nDirected by Ada Birk. Edited by Bo Lind and J. P. Hof. Peru, 2021, 82 min.\n" + TEXT
    )

    assert credited(entry) == [
        ("Directed by", ("Ada Birk",)),
        ("Edited by", ("Bo Lind", "J. P. Hof")),
    ]
    assert (entry.directors, entry.year, entry.runtime_minutes) == (("Ada Birk",), 2021, 82)


def test_a_sentence_among_credits_that_is_none_is_left_to_a_person():
    entry = read(
        f"Salt\n{TEXT}\nDirected by Ada Birk. Music by Bo Lind. Edited by Eva Orth. All by hand."
    )

    assert [problem.code for problem in entry.problems] == ["facts.unread"]


@pytest.mark.parametrize(
    "line", ["Ada Birk - Cinematography", "Ada Birk : Cinematography", "Ada Birk – Cinematography"]
)
def test_a_label_may_follow_its_name(line):
    assert credited(read(f"Salt\nby Bo Lind\n{TEXT}\n{line}\nEva Orth - Music"))[0] == (
        "Cinematography",
        ("Ada Birk",),
    )


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Ada Birk y Bo Lind", ("Ada Birk", "Bo Lind")),
        ("Ada Birk e Bo Lind", ("Ada Birk", "Bo Lind")),
        ("Ada Birk i Bo Lind", ("Ada Birk", "Bo Lind")),
        ("Ana Ortega y Gasset", ("Ana Ortega y Gasset",)),
        ("Ada Birk, Bo Lind, and Eva Orth", ("Ada Birk", "Bo Lind", "Eva Orth")),
        ("Ada Birk u. Bo Lind", ("Ada Birk", "Bo Lind")),
        ("Hof, Ada / Lind, Bo", ("Hof, Ada", "Lind, Bo")),
        ("van der Hof, Ada", ("van der Hof, Ada",)),
        ("HOF Ada, LIND Bo", ("HOF Ada", "LIND Bo")),
        ("A. M. Hof; Mohammed bin Salem al-Lind", ("A. M. Hof", "Mohammed bin Salem al-Lind")),
    ],
)
def test_names_are_parted_as_their_language_parts_them(printed, names):
    assert credited(read(f"Salt\nby Eva Orth\n{TEXT}\nMusic: {printed}")) == [("Music", names)]


@pytest.mark.parametrize(
    "cast",
    ["Nora : Ada Birk\nThe pilot : Bo Lind", "NORA\tAda Birk\nTHE PILOT    Bo Lind"],
)
def test_characters_may_stand_before_who_plays_them(cast):
    entry = read(f"Salt\nby Eva Orth\n{TEXT}\nCast\n{cast}")

    assert [line.name for line in entry.cast] == ["Ada Birk", "Bo Lind"]
    assert entry.cast[0].character.title() == "Nora"


def test_casting_over_names_with_characters_is_the_cast():
    entry = read(f"Salt\nby Eva Orth\n{TEXT}\nCasting\nAda Birk - Nora\nBo Lind - Sam")

    assert entry.cast == (CastLine("Ada Birk", "Nora"), CastLine("Bo Lind", "Sam"))


def test_wrapped_lines_are_one_paragraph():
    entry = read("""\
Salt
by Ada Birk

In the registry of a small harbour town, a clerk
has begun to enter the names of ﬁshermen who have
not died yet. When the ﬁrst of them is lost, she
keeps on writing, and the harbour keeps still for-
ever.
""")

    assert entry.synopsis == (
        "In the registry of a small harbour town, a clerk has begun to enter the names of "
        "fishermen who have not died yet. When the first of them is lost, she keeps on writing, "
        "and the harbour keeps still forever."
    )
    assert sorted({fate.line for fate in entry.lines}) == [1, 2, 4, 5, 6, 7, 8]


def test_facts_may_follow_the_directors_name():
    entry = read(f"Salt\nDir. Ada Birk / Norway / 2023 / 84 min / World premiere\n{TEXT}")

    assert (entry.directors, entry.year, entry.runtime_minutes) == (("Ada Birk",), 2023, 84)


def test_a_name_before_facts_is_nobodys_without_proof():
    entry = read(f"Salt\nNight Milk, Norway, 2023, 84 min\n{TEXT}\nMusic: Bo Lind\nSound: Eva Orth")

    assert entry.directors == ()


def test_a_name_beside_a_company_is_left_to_a_person():
    entry = read(f"Salt\nby Eva Orth\n{TEXT}\nMusic: Bo Lind\nProduction: Hof Film, Ada Birk")

    assert [company.name for company in entry.companies] == ["Hof Film"]
    assert [problem.code for problem in entry.problems] == ["credit.punct"]


def test_a_companys_town_is_no_company():
    entry = read(
        f"Salz\nvon Eva Orth\n{TEXT}\nMusik: Bo Lind\nProduktion: Hof Film, 6020 Innsbruck"
    )

    assert [company.name for company in entry.companies] == ["Hof Film"]


def test_the_abbreviations_of_a_catalogue_count_before_colons_only():
    entry = read(f"SALE\nItalia, 1951 Regia: Ada Birk\nScen.: Bo Lind. M.: Eva Orth. Bn.\n{TEXT}")

    assert credited(entry) == [
        ("Regia", ("Ada Birk",)),
        ("Scen.", ("Bo Lind",)),
        ("M.", ("Eva Orth",)),
    ]
    assert (entry.year, entry.colour_key) == (1951, "black-and-white")


# ---- Several films in one text ------------------------------------------------------------------


TWO = f"""\
Shorts 3

Salt
by Ada Birk
Norway 2021, 14 min
{TEXT}
Music: Bo Lind

Pepper
by Eva Orth
Peru 2022, 9 min
{TEXT}
Music: Sam Hof
"""


def test_several_films_are_several_entries():
    entries = read_entries(TWO)

    assert [(one.title, one.directors, one.runtime_minutes) for one in entries] == [
        ("Salt", ("Ada Birk",), 14),
        ("Pepper", ("Eva Orth",), 9),
    ]
    told = sorted({fate.line for entry in entries for fate in entry.lines})
    assert told == [number for number, line in enumerate(TWO.splitlines(), 1) if line]


def test_one_film_told_twice_is_one_entry():
    (entry,) = read_entries(
        TWO.replace("Eva Orth", "Ada Birk").replace("Peru 2022, 9", "Norway 2021, 14")
    )

    assert entry.directors == ("Ada Birk",)


def test_other_films_at_the_end_of_a_page_are_not_entries():
    (entry,) = read_entries(TWO.replace("Pepper", "You may also like\n\nPepper"))

    assert (entry.title, entry.directors) == ("Salt", ("Ada Birk",))


def test_a_page_in_dutch_is_read_with_its_codes():
    entry = as_json(read(f"Zout\nvan Ada Birk\nNederland, België 2022, 74 min, kleur\n{TEXT}"))

    assert (entry["country_codes"], entry["colour_key"]) == (["NL", "BE"], "colour")


@pytest.mark.parametrize("name", ["Mila U. Bern", "Ana Puig i Cadafalch", "I Cantieri"])
def test_a_name_is_not_parted_at_what_means_and_elsewhere(name):
    assert credited(read(f"Salt\nby Eva Orth\n{TEXT}\nMusic: {name}")) == [("Music", (name,))]


def test_abbreviated_labels_in_a_row_need_no_colons():
    entry = read(
        f"Sól\nPolska 2018, 102', kolor, reż. Ada Birk, zdj. Bo Lind, muz. Eva Orth\n{TEXT}"
    )

    assert credited(entry) == [
        ("reż.", ("Ada Birk",)),
        ("zdj.", ("Bo Lind",)),
        ("muz.", ("Eva Orth",)),
    ]
    assert (entry.title, entry.year, entry.runtime_minutes) == ("Sól", 2018, 102)


def test_nobody_is_called_none():
    entry = read(f"Salt\nby Eva Orth\n{TEXT}\nDialogue: None\nMusic: Bo Lind")

    assert credited(entry) == [("Music", ("Bo Lind",))]


def test_production_names_a_company_where_producers_have_a_label_of_their_own():
    entry = read(f"Salt\nby Eva Orth\n{TEXT}\nProducer: Ada Birk\nProduction: Blue Cellar")

    assert [company.name for company in entry.companies] == ["Blue Cellar"]
    assert credited(entry) == [("Producer", ("Ada Birk",))]


def test_a_long_line_of_facts_is_no_running_text():
    line = (
        "American Samoa / Saint Barthélemy / Caribbean Netherlands 1950 Afar, Cherokee, "
        "Yankunytjatjara 71’ Black and white World premiere of the restored version"
    )

    assert read(f"Salt\nby Eva Orth\n{TEXT}\n{line}").premiere_status == "restored-world"


@pytest.mark.parametrize("joint", [" ", "\n", ": "])
def test_many_names_with_particles_are_no_running_text(joint):
    names = [f"{given} {last}" for given in ("Ada", "Bo", "Eva") for last in PARTICLED]
    entry = read(f"Salt\nby Sam Orth\n{TEXT}\nSound Bo Lind\nMusic{joint}{', '.join(names)}")

    assert credited(entry)[1] == ("Music", tuple(names))


PARTICLED = ["de la Hof", "van der Lind", "von der Birk", "bin al-Orth", "de los Mar"]
