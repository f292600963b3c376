"""Two people made one, and two again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.models import Credit, Film, Function, Screening
from people.history import recording
from people.history.restoring import InTheWayError, Way, go_back
from people.history.rows import rows_of
from people.merging import differing, merge, plan, unmerge, years_of_both
from people.models import Change, DifferentPeople, Person, PersonWord
from tests.factories import (
    make_biography,
    make_credit,
    make_film,
    make_person,
    make_screening,
    make_selection,
)

pytestmark = pytest.mark.django_db


def everything():
    """Every row that a merger could touch, and the words people are found by."""
    rows = rows_of([*Person.objects.all(), *Film.objects.all(), *Screening.objects.all()])
    words = set(PersonWord.objects.values_list("owner", "word", "kind"))
    return {address: row.values for address, row in rows.items()}, words


def printed(film):
    return sorted(str(credit) for credit in film.credits.all())


@pytest.fixture
def kept():
    return make_person("Bas Devos", birth_year=1983)


@pytest.fixture
def merged():
    return make_person("Bas De Vos", birth_place="Zoersel")


def test_credits_are_handed_over_and_print_what_they_printed(kept, merged):
    here, there = make_film("Here", kept), make_film("There", merged)
    make_credit(there, merged, "writer", credited_as="B. De Vos")
    before = printed(here), printed(there)

    merge(None, kept, merged, {})

    assert (printed(here), printed(there)) == before
    assert set(Credit.objects.values_list("person", "credited_as")) == {
        (kept.pk, ""),
        (kept.pk, "Bas De Vos"),
        (kept.pk, "B. De Vos"),
    }


def test_a_person_who_takes_the_others_name_prints_the_old_one_where_it_was(kept, merged):
    here, there = make_film("Here", kept), make_film("There", merged)
    make_credit(here, kept, "writer", credited_as="Bas De Vos")

    merge(None, kept, merged, {"name": "merged"})

    kept.refresh_from_db()
    assert (kept.name, kept.sort_name) == ("Bas De Vos", "De Vos, Bas")
    assert printed(here) == ["Director: Bas Devos", "Screenplay: Bas De Vos"]
    assert printed(there) == ["Director: Bas De Vos"]
    assert [name.name for name in kept.names.all()] == ["Bas Devos"]
    assert Person.objects.named("bas devos").get() == kept


def test_what_one_lacks_is_taken_from_the_other_and_what_differs_chosen(kept, merged):
    merged.birth_year, merged.sort_name = 1984, "Vos, Bas De"
    merged.save()
    assert differing(kept, merged) == ["name", "sort_name", "birth_year"]

    merge(None, kept, merged, {"birth_year": "merged", "sort_name": "kept"})

    kept.refresh_from_db()
    assert (kept.name, kept.sort_name, kept.birth_year, kept.birth_place) == (
        "Bas Devos",
        "Devos, Bas",
        1984,
        "Zoersel",
    )


def test_a_credit_that_both_have_is_there_once(kept, merged):
    film = make_film("Here", kept)
    make_credit(film, merged, "director", position=1)

    told = plan(kept, merged, {}).notes
    merge(None, kept, merged, {})

    assert told == ["There already: Here (2026) · Director: Bas De Vos"]
    assert printed(film) == ["Director: Bas Devos"]


@pytest.mark.parametrize(("choice", "body"), [("kept", "Born."), ("merged", "Raised.")])
def test_of_one_year_one_biography_is_chosen_and_the_other_kept_aside(kept, merged, choice, body):
    make_biography(kept, 2023, "Born.")
    make_biography(merged, 2023, "Raised.")
    make_biography(merged, 2026, "Older.", [(2014, "Violet")])
    assert years_of_both(kept, merged) == [2023]

    merge(None, kept, merged, {"2023": choice})

    texts = {b.as_of_year: b.texts.get().body for b in kept.biographies.all()}
    assert texts == {2023: body, 2026: "Older."}
    assert [b.as_of_year for b in merged.biographies.all()] == [2023]


def test_names_identifiers_and_appearances_go_along(kept, merged):
    merged.names.create(name="Басс Девос", language="ru")
    merged.identifiers.create(source="imdb", value="nm1")
    screening = make_screening(make_selection(make_film("Here", kept)))
    screening.guests.create(person=merged)

    merge(None, kept, merged, {})

    assert [name.name for name in kept.names.all()] == ["Басс Девос", "Bas De Vos"]
    assert [str(identifier) for identifier in kept.identifiers.all()] == ["IMDb nm1"]
    assert [str(guest) for guest in screening.guests.all()] == ["Bas Devos"]
    assert list(Person.objects.matching("басс")) == [kept]


def test_old_addresses_lead_on_for_ever(kept, merged, client):
    make_selection(make_film("Here", kept))
    merged.slug = "b-de-vos"
    merged.save()
    first = make_person("Bas the First")
    merge(None, merged, first, {})
    merge(None, kept, merged, {})

    answers = [
        client.get(f"/people/{slug}/") for slug in ("bas-de-vos", "b-de-vos", "bas-the-first")
    ]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (301, "/people/bas-devos/")
    ] * 3


def test_who_was_merged_is_not_merged_again(kept, merged):
    merge(None, kept, merged, {})
    merged.refresh_from_db()
    other = make_person()

    for pair in ((kept, merged), (merged, kept), (other, merged), (merged, other), (kept, kept)):
        with pytest.raises(InTheWayError):
            merge(None, *pair, {})

    assert Change.objects.count() == 1


def test_who_is_not_the_one_is_not_the_other_either(kept, merged):
    other = make_person()
    DifferentPeople.pair(merged.pk, other.pk).save()

    merge(None, kept, merged, {})

    assert set(DifferentPeople.objects.others_than(kept)) == {other.pk}


def test_a_merger_is_one_change_in_the_history_of_all_it_touched(kept, merged):
    film = make_film("Here", merged)

    change = merge("ada", kept, merged, {})

    touched = {(record.model, record.key) for record in change.records.all()}
    assert touched == {
        ("people.person", kept.pk),
        ("people.person", merged.pk),
        ("catalogue.film", film.pk),
    }
    assert change.comment == "Bas De Vos into Bas Devos"


def test_what_was_changed_since_stands_in_the_way_of_two(kept, merged):
    film = make_film("Here", merged)
    change = merge(None, kept, merged, {})
    credit = film.credits.get()
    credit.credited_as = "B. Devos"
    credit.save()
    before = everything()

    with pytest.raises(InTheWayError) as refused:
        unmerge(None, change)

    assert refused.value.sentences == ("Credit “Director: B. Devos” was changed again since.",)
    assert everything() == before


def test_what_has_nothing_to_do_with_it_stands_in_no_way(kept, merged):
    film = make_film("Here", merged)
    change = merge(None, kept, merged, {})
    make_credit(film, kept, "writer")
    kept.refresh_from_db()
    kept.death_year = 2050
    kept.save()

    unmerge(None, change)

    kept.refresh_from_db()
    assert printed(film) == ["Director: Bas De Vos", "Screenplay: Bas Devos"]
    assert kept.death_year == 2050


def test_neither_of_the_two_is_restored_across_their_merger(kept, merged):
    with recording(None, Change.Kind.SAVED, [kept]) as first:
        Person.objects.filter(pk=kept.pk).update(birth_place="Ghent")
    change = merge(None, kept, merged, {})

    for before, way in ((first.change, Way.AFTER), (change, Way.UNDO), (change, Way.BEFORE)):
        with pytest.raises(InTheWayError):
            go_back(None, kept, before, way)


NAMES = st.sampled_from(["Ann Lee", "Lee Ann", "A. Lee", "Ánn Lée", "Anna", "李安", "Lee, Ann"])
YEARS = st.none() | st.sampled_from([1950, 1983])
SOMEBODY = st.fixed_dictionaries(
    {
        "name": NAMES,
        "others": st.sets(NAMES, max_size=3),
        "birth_year": YEARS,
        "birth_place": st.sampled_from(["", "Ghent", "Aarhus"]),
        "kind": st.sampled_from(["person", "group"]),
        "years": st.sets(st.sampled_from([2020, 2023, 2026]), max_size=3),
        "identifiers": st.integers(0, 2),
        "earlier": st.booleans(),
        "different": st.booleans(),
        "appears": st.booleans(),
        "credits": st.sets(
            st.tuples(
                st.integers(0, 2),
                st.sampled_from(["director", "writer", "cast_member"]),
                st.sampled_from(["", "Ann"]),
            ),
            max_size=5,
        ),
        "printed": st.lists(NAMES | st.just(""), min_size=5, max_size=5),
    }
)
CHOICES = st.dictionaries(
    st.sampled_from(["name", "sort_name", "kind", "birth_year", "birth_place", "2023", "2026"]),
    st.sampled_from(["kept", "merged"]),
)


def make_somebody(films, screening, other, told):
    person = make_person(
        told["name"],
        birth_year=told["birth_year"],
        birth_place=told["birth_place"],
        kind=told["kind"],
    )
    for name in sorted(told["others"]):
        person.names.create(name=name)
    for year in sorted(told["years"]):
        make_biography(person, year, f"{year} of {person.pk}", [(2014, "Violet")])
    for number in range(told["identifiers"]):
        person.identifiers.create(source="tmdb", value=f"{person.pk}-{number}")
    if told["earlier"]:
        make_person("Earlier", merged_into=person)
    if told["different"]:
        DifferentPeople.pair(person.pk, other.pk).save()
    if told["appears"]:
        screening.guests.create(person=person)
    for (film, function, character), name in zip(
        sorted(told["credits"]), told["printed"], strict=False
    ):
        make_credit(films[film], person, function, character=character, credited_as=name)
    return person


def roles():
    return set(Credit.objects.values_list("film", "function", "character"))


def test_a_merger_loses_nothing_and_undoing_it_gives_back_every_row():
    films = [make_film(f"Film {number}") for number in range(3)]
    screening = make_screening(make_selection(films[0]))
    other = make_person("Somebody Else")
    assert Function.objects.filter(key="writer").exists()

    @settings(max_examples=200)
    @given(SOMEBODY, SOMEBODY, CHOICES)
    def make_one_and_two_again(first, second, choices):
        Credit.objects.all().delete()
        screening.guests.all().delete()
        DifferentPeople.objects.all().delete()
        Person.objects.filter(merged_into__isnull=False).delete()
        Person.objects.exclude(pk=other.pk).delete()
        kept, merged = (make_somebody(films, screening, other, told) for told in (first, second))
        before, names, done = everything(), all_names(), roles()

        change = merge(None, kept, merged, choices)
        assert roles() == done
        assert not Credit.objects.filter(person=merged).exists()
        assert names <= all_names()

        unmerge(None, change)
        assert everything() == before

    def all_names():
        people = Person.objects.filter(merged_into=None).exclude(pk=other.pk)
        return {name for p in people for name in [p.name, *(n.name for n in p.names.all())]}

    make_one_and_two_again()
