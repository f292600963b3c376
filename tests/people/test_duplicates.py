"""Who is likely one and the same, by what they are called."""

from collections import Counter

import pytest

from people.duplicates import (
    Known,
    likely_duplicates,
    likeness,
    name_likeness,
    names_of,
    sound,
    to_compare,
)
from tests.people.pairs import labelled_pairs


def test_most_pairs_are_told_apart_as_they_are_labelled():
    """Of what is suggested at least 95 of 100 are one person; at least 85 of 100 are suggested."""
    pairs = labelled_pairs()
    suggested = [pair for pair in pairs if likeness(pair.one, pair.other)]
    right = [pair for pair in suggested if pair.is_one_person]
    missed = Counter(p.rule for p in pairs if p.is_one_person and p not in right)
    wrong = Counter(p.rule for p in suggested if not p.is_one_person)

    assert len(pairs) == 1200
    assert len(right) / len(suggested) >= 0.95, (wrong, missed)
    assert len(right) / 600 >= 0.85, (wrong, missed)


def test_what_is_suggested_is_found_among_many_without_comparing_all():
    """Each pair put among all others, with names that no rule made alike."""
    pairs = [pair for pair in labelled_pairs() if likeness(pair.one, pair.other)]
    people = [
        Known(2 * number + side, who.names, who.works, who.born)
        for number, pair in enumerate(pairs)
        for side, who in enumerate((pair.one, pair.other))
    ]

    found = {(one.key, other.key) for one, other, _likeness in likely_duplicates(people)}

    expected = {(2 * number, 2 * number + 1) for number in range(len(pairs))}
    assert len(expected & found) / len(expected) >= 0.97


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Anton Berg", "Axel Berg", "Abel Berg", "Anton Holm", "Antoinette Berg"], []),
        (["Anton Berg", "Axel Berg", "Antom Berg"], [("Anton Berg", "Antom Berg")]),
        (["Anton Berg", "Berg, A.", "Bela Berg"], [("Anton Berg", "Berg, A.")]),
        (["Антон Berg", "Axel Berg", "Anton Berg"], [("Антон Berg", "Anton Berg")]),
        (["Jean-Luc Berg", "Jeanluc Berg", "Jean Holm"], [("Jean-Luc Berg", "Jeanluc Berg")]),
    ],
)
def test_who_shares_a_word_is_compared_only_where_another_may_be_the_same(names, expected):
    """Among thousands who share a surname, those of one initial are too many."""
    people = [Known(number, names_of(name)) for number, name in enumerate(names)]
    compared = [(names[one.key], names[other.key]) for one, other in to_compare(people)]

    assert list(dict.fromkeys(compared)) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bas Devos", "Devos, Bas"),
        ("Søren Sørensen", "Soeren Soerensen"),
        ("Anton Chekhov", "Anton Tschechow"),
        ("Сергей Щербаков", "Sergei Shcherbakov"),
        ("Łukasz Żal", "Lukasz Zal"),
        ("Liyo Gong", "Gong Liyo"),
        ("Jean-Luc Godard", "Jean Luc Godard"),
        ("Agnieszka Holland", "Agnieszka Hollland"),
    ],
)
def test_spellings_of_one_name_are_alike(one, other):
    assert likeness(Known(1, names_of(one)), Known(2, names_of(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jean-Pierre Dardenne", "Luc Dardenne"),
        ("Maria Schrader", "Mario Schrader"),
        ("Jan Kowalski", "Jana Kowalska"),
        ("Lars Hansen", "Lars Jensen"),
        ("Prince", "Prince Rogers"),
        ("J. Smith", "Anna Smith"),
        ("", "Bas Devos"),
        ("…", "?!"),
    ],
)
def test_two_names_are_not(one, other):
    assert likeness(Known(1, names_of(one) or ("",)), Known(2, names_of(other) or ("",))) is None


def test_an_initial_needs_a_film_in_common():
    one = Known(1, names_of("Bas Devos"), frozenset({7, 8}))

    assert likeness(one, Known(2, names_of("B. Devos"))) is None
    found = likeness(one, Known(2, names_of("B. Devos"), frozenset({8})))
    assert (found.reason, found.works) == ("alike", {8})


def test_years_contradict_the_same_name():
    one = Known(1, names_of("Bas Devos"), born=1983)

    assert likeness(one, Known(2, names_of("Bas Devos"), born=1950)) is None
    assert likeness(one, Known(2, names_of("Bas Devos"))).score == 1


def test_a_name_of_any_length_is_compared():
    long = " ".join("abcdefgh" * 20)

    assert name_likeness(long, long) == 1
    assert name_likeness(long, "bas devos") == 0
    assert sound("") == ""
