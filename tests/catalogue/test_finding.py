"""Words that stand nearly everywhere find the same as words that are rare."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue import finding_films, finding_people
from catalogue.fences import closeness
from catalogue.finding_films import films_found
from catalogue.finding_people import WORDS as WORDS_OF_PEOPLE
from catalogue.finding_people import people_found, people_named
from catalogue.models import Film, Selection, finding, places
from catalogue.models.finding import Sought
from catalogue.outline import Outline
from people.folding import fold
from people.models import Person
from people.words import search_parts, words_in
from tests.factories import (
    in_an_hour,
    make_biography,
    make_credit,
    make_edition,
    make_film,
    make_person,
    make_section,
    make_selection,
    make_synopsis,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    """Tides in every place, over three editions, some of them hidden."""
    for year in (2024, 2025, 2026):
        edition = make_edition(year)
        for name in ("Tide", "Tide Over", "Spring Tide", "Slack Water", "Weir"):
            film = make_film(f"{name} {year}", f"Mara {name}", ["BE"], year=year)
            make_credit(film, f"Tidey {name}", "cast_member", character="Tidewaiter")
            make_synopsis(film=film, body="The tide turns over the weir.")
            make_selection(film, edition=edition)
        hidden = make_film(f"Tide, hidden {year}", "Tide Unseen", year=year)
        make_selection(hidden, edition=edition, announced_at=in_an_hour())
    make_selection(make_film("Low", year=1970), section=make_section("Tidal"))
    make_biography(make_person("Ebb Weir"), 2026, "Nobody of ours, of the tide.")


WORDS = ["ti", "tide", "tide over", "mara tide", "weir tide", "the tide", "tidewaiter", "tid low"]


@pytest.fixture
def common(monkeypatch):
    """Every word counts as one that stands nearly everywhere."""

    def make_common(at_once=100):
        monkeypatch.setattr(finding, "MOST_LOOKED_UP", -1)
        monkeypatch.setattr(finding, "FILMS_AT_ONCE", -1)
        monkeypatch.setattr(finding_films, "READ_BESIDES", -1)
        monkeypatch.setattr(finding_films, "AT_ONCE", at_once)
        monkeypatch.setattr(finding_people, "COMMON", 0)

    return make_common


def best(words, most=100, least=0):
    """The keys of the selections that a search finds, in its order."""
    outline = Outline()
    found = films_found(outline, Sought(words, least), most)
    return [outline.selections[place] for place in found.places]


def people_of(words, most):
    """Those found, and those found by their names alone."""
    outline, sought = Outline(), Sought(words, others=WORDS_OF_PEOPLE)
    return people_found(outline, sought, most), people_named(outline, sought, most)


@pytest.mark.parametrize("least", [0, places.NAMED])
@pytest.mark.parametrize("words", WORDS)
def test_common_words_find_the_same_films_in_the_same_order(archive, common, words, least):
    rare = best(words, least=least)
    matching = {one.pk for one in Selection.objects.public().matching(words, least)}

    common()

    assert best(words, least=least) == rare
    assert {one.pk for one in Selection.objects.public().matching(words, least)} == matching
    assert set(rare) == matching


def test_no_more_films_are_found_than_are_wanted(archive, common):
    found = best("tide")

    common()

    assert best("tide", 4) == found[:4]
    assert len(best("tide", 11)) == 11


@pytest.mark.parametrize("enough", [1, 4, 9])
@pytest.mark.parametrize("words", WORDS)
def test_what_is_enough_for_a_page_is_the_beginning_of_all(archive, common, words, enough):
    common(at_once=2)
    outline, sought = Outline(), Sought(words)

    every, first = films_found(outline, sought, 100), films_found(outline, sought, 100, enough)

    assert every.is_all
    assert first.places == every.places[: len(first.places)]
    assert len(first.places) >= min(enough, len(every.places))
    assert first.is_all <= (first.places == every.places)


def test_words_that_are_looked_up_find_all_whatever_is_enough(archive):
    outline, sought = Outline(), Sought("weir")

    assert films_found(outline, sought, 100, 1) == films_found(outline, sought, 100)
    assert films_found(outline, sought, 100, 1).is_all
    assert not films_found(outline, sought, 2, 1).is_all


@pytest.mark.parametrize("words", ["t", "ti", "tidey", "mara", "weir", "mara ti"])
def test_common_names_find_the_same_people_in_the_same_order(archive, common, words):
    found = people_of(words, 3)

    common()

    assert people_of(words, 3) == found


def test_a_film_is_found_once_as_the_selection_that_holds_most(archive):
    film = Film.objects.get(title="Low")
    newer = make_selection(film, make_edition(2027))
    older = film.selections.exclude(pk=newer.pk).get()

    assert best("low") == [newer.pk]
    assert best("low tidal") == [older.pk]
    assert best("low panorama tidal") == []


# Against a plain recount -----------------------------------------------------------------------


def score_of(selection, words):
    """What a selection weighs by a look at all that is said of it; None where a word is missing."""
    film = selection.film
    titles = [title for title in film.folded_titles.split("|") if title]
    held = [(60, title) for title in titles] + [(20, str(film.year or ""))]
    for credit in film.credits.all():
        is_directing = credit.function.key == "director"
        for name in (credit.person.name, credit.credited_as):
            held.append((50 if is_directing else 40, name))
        held.append((30, credit.character))
    held += [(20, name) for country in film.countries.all() for name in country.names.values()]
    held += [(20, name) for name in selection.section.names.values()]
    held += [(20, one.company.name) for one in film.company_credits.all()]
    held += [(10, text.body) for text in [*film.synopses.all(), *selection.notes.all()]]
    score = 0
    for part in search_parts(words):
        weights = [
            weight
            for weight, text in held
            if any(word == part or word.startswith(part) and part[1:] for word in words_in(text))
        ]
        if not weights:
            return None
        score += max(weights)
    are_titled = score == 60 * len(search_parts(words))
    return score + (closeness(fold(words), film.folded_titles, film.sort_title) * are_titled)


def recount(words):
    """The keys of public selections that hold the words, of each film the best, in order."""
    scored = [
        (-score, -one.edition.year, one.film.sort_title, one.pk, one.film_id)
        for one in Selection.objects.public()
        if (score := score_of(one, words)) is not None
    ]
    first = {}
    for *_order, key, film in sorted(scored):
        first.setdefault(film, key)
    return list(first.values())


SAID = "tide tidey ti t over mara weir spring slack water low belgium be 2025 20 turns the tidal a"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(SAID.split()), min_size=1, max_size=4).map(" ".join))
def test_films_and_their_order_are_those_of_a_recount(archive, words):
    expected = recount(words)

    assert best(words) == expected
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finding, "MOST_LOOKED_UP", -1)
        patch.setattr(finding_films, "READ_BESIDES", -1)
        assert best(words) == expected
        patch.setattr(finding_films, "AT_ONCE", 3)
        assert set(best(words)) == set(expected)


@pytest.fixture
def told():
    """People with biographies of several years, seen in one edition, none or a later one."""
    for name, seen in (("Ada Weir", 2024), ("Bo Tide", 2026), ("Cy Ebb", 2025), ("Dee Neap", None)):
        person = make_person(name)
        for year, body in ((2023, "An early tide"), (2025, "A late weir"), (2026, "Weir and tide")):
            make_biography(person, year, body)
        if seen:
            film = make_film(f"Film of {name}", person, year=seen)
            make_selection(film, edition=make_edition(seen))
        hidden = make_film(f"Hidden {name}", person)
        make_selection(hidden, edition=make_edition(2026), announced_at=in_an_hour())


def recounted(words):
    """Whose names and shown biography have every word, by their keys."""
    found = set()
    for person in Person.objects.all():
        seen = Selection.objects.public().filter(film__credits__person=person)
        if year := max(seen.values_list("edition__year", flat=True), default=None):
            shown = person.biographies.as_of(year).first()
            texts = [person.name, *(text.body for text in shown.texts.all())]
            held = {word for text in texts for word in fold(text).split()}
            if all(any(word.startswith(part) for word in held) for part in fold(words).split()):
                found.add(person.pk)
    return found


@pytest.mark.parametrize("spare", [0, 50])
@pytest.mark.parametrize("words", ["tide", "weir", "late", "early", "weir tide", "bo ti", "an ada"])
def test_people_are_found_by_what_is_shown_of_them(told, monkeypatch, words, spare):
    monkeypatch.setattr(finding_people, "SPARE", spare)

    for most in (1, 2, 10):
        found = {one.pk for one in people_of(words, most)[0]}

        assert found <= recounted(words)
        assert len(found) == min(most, len(recounted(words)))


def test_nobody_is_found_by_a_common_name_who_is_not_public(archive, common, client):
    common()

    answer = client.get(reverse("search_suggestions"), {"q": "ti"}).content.decode()

    assert "Unseen" not in answer
    assert "Tidey" in answer
