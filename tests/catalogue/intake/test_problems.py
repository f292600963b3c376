"""What a person should look at: doubts are problems, and no facts."""

import pytest

from catalogue.intake.entries import CreditLine, read_entries

SYNOPSIS = (
    "A ferry pilot and a botanist share a long night crossing, in which the sea is both a witness "
    "and a threat."
)


def read(text):
    (entry,) = read_entries(text)
    return entry


def codes(entry):
    return [(problem.line, problem.code) for problem in entry.problems]


def test_one_title_in_two_years_in_a_row_is_a_problem():
    entry = read(f"Sea\nby Mira Halloran\n{SYNOPSIS}\n\n2013 Indigo 2014 Indigo; Generation")

    assert codes(entry) == [(5, "filmo.dup-adjacent")]


def test_a_label_nobody_knows_is_credited_without_a_function():
    entry = read(
        f"Sea\n{SYNOPSIS}\nDirector: Mira Halloran\nSea Consultant: Bo Lind\nMusic: Eva Orth"
    )

    assert entry.credits[1] == CreditLine("Sea Consultant", ("Bo Lind",), ())
    assert codes(entry) == [(4, "credit.unknown-fn")]


def test_two_labels_in_a_row_leave_the_first_empty():
    entry = read(f"Sea\n{SYNOPSIS}\nDirector, Screenplay\nProducers\nTom Aske\nEditor\nBo Lind")

    assert [line.label for line in entry.credits] == ["Producers", "Editor"]
    assert codes(entry) == [(3, "credit.empty-label")]


@pytest.mark.parametrize(
    "last", ["Assistant Directors Vera", "Produktionsl", "Bio- & filmography a"]
)
def test_what_may_be_cut_off_at_the_end_is_no_fact(last):
    entry = read(f"Sea\n{SYNOPSIS}\nDirector Mira Halloran\nMusic Eva Orth\n{last}")

    assert [line.names for line in entry.credits] == [("Mira Halloran",), ("Eva Orth",)]
    assert codes(entry) == [(5, "text.cut")]


def test_a_misspelt_name_under_one_label_is_one_person():
    entry = read(
        f"Director\nMira Hallroan\nIreland 2021\n97 min\n{SYNOPSIS}\n"
        "Director Mira Halloran. Music Eva Orth.\nMira Halloran, born in Cork, studied there."
    )

    assert entry.directors == ("Mira Halloran",)
    assert (None, "text.name-drift") in codes(entry)


def test_an_award_and_a_screening_are_told_and_left_out():
    entry = read(
        f"Sea\nby Mira Halloran\n{SYNOPSIS}\nSat 19 March, 20:30\nAwards\n2023 Best Film Somewhere"
    )

    assert (entry.year, entry.filmography) == (None, ())
    assert codes(entry) == [(4, "screening.unread"), (6, "text.award-claim")]
