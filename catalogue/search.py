"""
What a page of a search shows of the films and people found (catalogue/finding_films.py,
catalogue/finding_people.py) beside their names. Where the words stand in it is asked of their
tables (catalogue/postings.py), and of those places alone what they say.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from catalogue import postings
from catalogue.cards import selections_at
from catalogue.finding_people import FoundKey
from catalogue.found import Credited, FoundFilm, FoundPerson, Text, Title, Work
from catalogue.models import (
    CompanyCredit,
    Credit,
    FilmTitle,
    FilmWord,
    Function,
    ProgrammeNote,
    Synopsis,
)
from catalogue.models.films import local_title
from catalogue.models.finding import Sought
from catalogue.models.places import COMPANIES, CREDITED, NAMES, NOTES, SYNOPSES
from catalogue.outline import Outline
from catalogue.postings import Asked
from people.models import BiographyText, BiographyTextWord, Person
from people.prepared import prepared
from people.words import begins

# Where words may stand in what is not read of a film for every list.
ASKED_OF = (NAMES, CREDITED, COMPANIES, SYNOPSES, NOTES)


def shown_films(
    outline: Outline, sought: Sought, places: Sequence[int], state: Any = None
) -> list[FoundFilm]:
    """
    The films at these places. Those that were read under the state, which the page is made under
    where it is known, are not read again.
    """
    selections = selections_at([outline.selections[place] for place in places], state)
    found = [FoundFilm(selection, sought.parts, state) for selection in selections]
    by_film = {one.selection.film_id: one for one in found}
    others = [film for film, one in by_film.items() if not one.has_asked_title]
    if others and any(sought.counts[FilmWord, part] for part in sought.parts):
        for film, *title in titles_of(others):
            by_film[film].titles.append(Title(*title))
    held = holders(outline, by_film, sought)
    for film, credit in [*credits_at(held), *companies_at(held)]:
        if film in by_film:  # a save may have moved it there meanwhile
            by_film[film].credited.append(credit)
    others = {film for film, one in by_film.items() if one.missing}
    for film, *text in texts_at(held) if others else []:
        if film in others:
            by_film[film].texts.append(Text(*text))
    return found


def shown_people(outline: Outline, sought: Sought, people: Sequence[FoundKey]) -> list[FoundPerson]:
    """These people with what the public knows them for."""
    names = {one.pk: one for one in names_of([one.pk for one in people])} if people else {}
    found = {pk: FoundPerson(names[pk], sought.parts) for pk, *_score in people if pk in names}
    for person, film, *work in works_of(list(found), get_language()) if found else []:
        if film in outline.by_film:
            found[person].works.append(Work(film, *work))
    if told := [one.biography for one in people if one.biography]:
        for person, *text in biographies_asked(told, sought):
            found[person].texts.append(Text(*text))
    return list(found.values())


# What is asked of films ------------------------------------------------------------------------


@prepared
def titles_of(films):
    """(film, title, its language)"""
    titles = FilmTitle.objects.filter(film__among=films).order_by("pk")
    return titles.values_list("film", "title", "language")


def holders(outline: Outline, films: Iterable[int], sought: Sought) -> dict:
    """{way: the records at its end that are the films' and hold any of the words}, as keys."""
    asked = []
    for way in ASKED_OF:
        goals = frozenset(films)
        if way.seen_from == "pk":
            places = [place for film in goals for place in outline.by_film.get(film, ())]
            goals = frozenset(outline.selections[place] for place in places)
        parts = [part for part in sought.parts if sought.counts[way.words, part]]
        asked += [Asked(way, part, goals) for part in parts if goals]
    held = defaultdict(set)
    for number, holder in postings.holders(asked):
        held[asked[number].way].add(holder)
    return held


def credits_at(held: dict) -> Iterable[tuple[int, Credited]]:
    """Credits, other than a director's, whose names or whose characters were asked for."""
    keys = held[NAMES] | held[CREDITED]
    for film, printed, name, character, function in credited(list(keys)) if keys else []:
        yield film, Credited(printed or name, character, function)


@prepared
def credited(credits):
    found = Credit.objects.filter(pk__among=credits).exclude(function__key=Function.DIRECTOR)
    columns = ("film", "credited_as", "person__name", "character", "function__names")
    return found.order_by("function__position", "pk").values_list(*columns)


def companies_at(held: dict) -> Iterable[tuple[int, Credited]]:
    rows = companies_of(list(held[COMPANIES])) if held[COMPANIES] else []
    return [(film, Credited(name)) for film, name in dict.fromkeys(rows)]


@prepared
def companies_of(credits):
    found = CompanyCredit.objects.filter(pk__among=credits).order_by("position", "pk")
    return found.values_list("film", "company__name")


def texts_at(held: dict) -> list[tuple[int, str, str]]:
    """(film, language, text) of synopses, and after them of notes on public selections."""
    told = ((SYNOPSES, synopses_at), (NOTES, notes_at))
    return [row for way, ask in told if held[way] for row in ask(list(held[way]))]


@prepared
def synopses_at(keys):
    found = Synopsis.objects.filter(pk__among=keys).order_by()
    return found.values_list("film", "language", "body")


@prepared
def notes_at(keys):
    found = ProgrammeNote.objects.filter(pk__among=keys).order_by()
    return found.values_list("selection__film", "language", "body")


# What is asked of people -----------------------------------------------------------------------


@prepared
def names_of(keys):
    return Person.objects.filter(pk__among=keys).only("name", "slug").order_by()


@prepared
def works_of(people, language):
    """(person, film, its title in the language, its year, the function's position and names)"""
    works = Credit.objects.filter(person__among=people).order_by("function__position")
    title = Coalesce(local_title("film", language), F("film__title"))
    return works.values_list(
        "person", "film", title, "film__year", "function__position", "function__names"
    )


def biographies_asked(biographies: Iterable[int], sought: Sought) -> Iterable[tuple]:
    """(person, language, text) of those texts of theirs that have any of the words."""
    parts = [part for part in sought.parts if sought.counts[BiographyTextWord, part]]
    any_of = Q(*map(begins, parts), _connector=Q.OR)
    words = BiographyTextWord.objects.filter(any_of, owner=OuterRef("pk")).order_by()
    texts = BiographyText.objects.filter(Exists(words), biography__in=biographies)
    return texts.values_list("biography__person", "language", "body") if parts else []
