"""Words that stand nearly everywhere find the same as words that are rare."""

import pytest
from django.urls import reverse

from catalogue import finding_people
from catalogue.finding_people import people_found, people_named
from catalogue.models import Selection, finding
from people.folding import fold
from people.models import Person
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

    def make_common():
        monkeypatch.setattr(finding, "MOST_LOOKED_UP", -1)
        monkeypatch.setattr(finding, "FILMS_AT_ONCE", -1)
        monkeypatch.setattr(finding, "READ_IN_EACH", dict.fromkeys(finding.READ_IN_EACH, 0.01))
        monkeypatch.setattr(finding_people, "COMMON", 0)

    return make_common


@pytest.mark.parametrize("least", [0, finding.NAMED])
@pytest.mark.parametrize("words", WORDS)
def test_common_words_find_the_same_films_in_the_same_order(archive, common, words, least):
    public = Selection.objects.public()
    rare = public.best(words, 100, least)
    matching = set(public.matching(words, least))

    common()

    assert public.best(words, 100, least) == rare
    assert set(public.matching(words, least)) == matching
    assert {pk for pk, _film in rare} == {selection.pk for selection in matching}


def test_no_more_films_are_found_than_are_wanted(archive, common):
    public = Selection.objects.public()
    best = public.best("tide", 100)

    common()

    assert public.best("tide", 4) == best[:4]
    assert len(public.best("tide", 11)) == 11


@pytest.mark.parametrize("words", ["t", "ti", "tidey", "mara", "weir", "mara ti"])
def test_common_names_find_the_same_people_in_the_same_order(archive, common, words):
    found = people_found(words, 3), people_named(words, 3)

    common()

    assert (people_found(words, 3), people_named(words, 3)) == found


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
        found = {one.pk for one in people_found(words, most)}

        assert found <= recounted(words)
        assert len(found) == min(most, len(recounted(words)))


def test_nobody_is_found_by_a_common_name_who_is_not_public(archive, common, client):
    common()

    answer = client.get(reverse("search_suggestions"), {"q": "ti"}).content.decode()

    assert "Unseen" not in answer
    assert "Tidey" in answer
