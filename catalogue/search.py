"""
What a page of a search shows of the films and people found (catalogue/finding_films.py,
catalogue/finding_people.py) beside their names: plain questions, each asked only where the words
stand in what it is about.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from catalogue.cards import selections_at
from catalogue.finding_people import FoundKey
from catalogue.found import Credited, FoundFilm, FoundPerson, Text, Title, Work
from catalogue.models import (
    CompanyCredit,
    CompanyWord,
    Credit,
    CreditWord,
    FilmTitle,
    FilmWord,
    Function,
    ProgrammeNote,
    ProgrammeNoteWord,
    Synopsis,
    SynopsisWord,
)
from catalogue.models.films import local_title
from catalogue.models.finding import Sought
from catalogue.outline import Outline
from people.models import BiographyText, BiographyTextWord, Person, PersonWord
from people.words import Word, begins


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
    if others := [film for film, one in by_film.items() if not one.has_asked_title]:
        for film, title in titles_asked(others, sought):
            by_film[film].titles.append(title)
    for film, credit in [*credits_asked(by_film, sought), *companies_asked(by_film, sought)]:
        by_film[film].credited.append(credit)
    if others := [film for film, one in by_film.items() if one.missing]:
        for film, text in texts_asked(outline, others, sought):
            by_film[film].texts.append(text)
    return found


def shown_people(outline: Outline, sought: Sought, people: Sequence[FoundKey]) -> list[FoundPerson]:
    """These people with what the public knows them for."""
    names = Person.objects.only("name", "slug").in_bulk([one.pk for one in people])
    found = {pk: FoundPerson(names[pk], sought.parts) for pk, *_score in people if pk in names}
    for person, film, *work in works_of(found) if found else []:
        if film in outline.by_film:
            found[person].works.append(Work(film, *work))
    if told := [one.biography for one in people if one.biography]:
        texts = BiographyText.objects.filter(biography__in=told)
        for person, *text in with_any(texts, BiographyTextWord, "pk", sought).values_list(
            "biography__person", "language", "body"
        ):
            found[person].texts.append(Text(*text))
    return list(found.values())


# What is asked of films ------------------------------------------------------------------------


def titles_asked(films: Iterable[int], sought: Sought) -> Iterable[tuple[int, Title]]:
    titles = FilmTitle.objects.filter(film__in=films).order_by("pk")
    if not any(sought.counts[FilmWord, part] for part in sought.parts):
        return []
    rows = titles.values_list("film", "title", "language")
    return [(film, Title(*title)) for film, *title in rows]


def credits_asked(films: Iterable[int], sought: Sought) -> Iterable[tuple[int, Credited]]:
    """Credits, other than a director's, whose names or whose characters were asked for."""
    asked = [
        begins(part, path)
        for words, path in ((PersonWord, "person__words"), (CreditWord, "words"))
        for part in sought.parts
        if sought.counts[words, part]
    ]
    if not asked:
        return []
    # Joined, and each credit as often as it is found: PostgreSQL would read either of two
    # conditions about other tables for everybody.
    credits = Credit.objects.filter(Q(*asked, _connector=Q.OR), film__in=films)
    rows = credits.exclude(function__key=Function.DIRECTOR).order_by("function__position", "pk")
    columns = ("pk", "film", "credited_as", "person__name", "character", "function__names")
    return {
        pk: (film, Credited(printed or name, character, names))
        for pk, film, printed, name, character, names in rows.values_list(*columns)
    }.values()


def companies_asked(films: Iterable[int], sought: Sought) -> Iterable[tuple[int, Credited]]:
    companies = CompanyCredit.objects.filter(film__in=films).order_by("position", "pk")
    rows = with_any(companies, CompanyWord, "company", sought).values_list("film", "company__name")
    return [(film, Credited(name)) for film, name in dict.fromkeys(rows)]


def texts_asked(
    outline: Outline, films: Iterable[int], sought: Sought
) -> Iterable[tuple[int, Text]]:
    """Synopses that have any of the words, and after them such notes on public selections."""
    synopses = Synopsis.objects.filter(film__in=films).order_by()
    rows = [*with_any(synopses, SynopsisWord, "pk", sought).values_list("film", "language", "body")]
    public = [outline.selections[place] for film in films for place in outline.by_film[film]]
    notes = ProgrammeNote.objects.filter(selection__in=public).order_by()
    rows += with_any(notes, ProgrammeNoteWord, "pk", sought).values_list(
        "selection__film", "language", "body"
    )
    return [(film, Text(*text)) for film, *text in rows]


# What is asked of people -----------------------------------------------------------------------


def works_of(people: Iterable[int]) -> QuerySet:
    """(person, film, its title in the page's language, its year, the function's names)."""
    works = Credit.objects.filter(person__in=people).order_by("function__position")
    return works.values_list(
        *(
            "person",
            "film",
            Coalesce(local_title("film", get_language()), F("film__title")),
            "film__year",
        ),
        *("function__position", "function__names"),
    )


def with_any(records: QuerySet, words: type[Word], owner: str, sought: Sought) -> QuerySet:
    """Those of the records that have any of the words, or whose owner of words has."""
    asked = having(words, owner, sought)
    return records.filter(asked) if asked else records.none()


def having(words: type[Word], owner: str, sought: Sought) -> Q | None:
    """The condition of that; None where the words stand in nothing of the kind."""
    parts = [part for part in sought.parts if sought.counts[words, part]]
    any_of = Q(*map(begins, parts), _connector=Q.OR)
    theirs = words.objects.filter(any_of, owner=OuterRef(owner)).order_by()
    return Q(Exists(theirs)) if parts else None
