"""
What a film's page prints, in the order and groups it is printed in.

The page asks fourteen queries at most, whatever the film: texts are fetched together, and so are
the terms of film and screenings (countries, languages, subtitles, access, guests), the short labels
a selection carries (awards, content notes, programmes of shorts), and the titles of all films that
the page names.
"""

from collections import namedtuple
from itertools import groupby

from django.db.models import CharField, F, Prefetch, Value, prefetch_related_objects
from django.utils import timezone
from django.utils.functional import cached_property

from catalogue import filmographies
from catalogue.models import (
    Award,
    CompanyCredit,
    Credit,
    FilmCountry,
    Function,
    ProgrammeNote,
    ProgrammeSlot,
    Screening,
    Selection,
    SelectionContentNote,
    Still,
    Synopsis,
)
from catalogue.models.labels import label_in
from catalogue.models.screening_outline import Outline, Row
from catalogue.models.screening_queries import AROUND
from catalogue.models.screening_terms import Terms, terms_of
from people.models import Biography

MOST_NAMES_IN_WITH_LINE = 10
MOST_ALTERNATIVES = 5
MOST_WORKS = 6

Passage = namedtuple("Passage", "kind owner language body")


class Label(namedtuple("Label", "kind names year word detail position number")):
    """An award, a content note (`word` is its depiction) or a programme (`word` is its slug)."""

    @property
    def name(self):
        return label_in(self.names)

    def depiction(self):
        return SelectionContentNote.Depiction(self.word).label


class FilmPage:
    def __init__(self, film, selections, beside):
        """
        `selections`: its public ones, the newest first; `beside`: all those of this film and of
        its directors' other films, with their visibility.
        """
        self.film = film
        self.selections = selections
        self.beside = beside
        prefetch_related_objects([film], Prefetch("stills", Still.objects.ready()))
        prefetch_related_objects([film, *self.films_named], "titles")

    # Facts -------------------------------------------------------------------------------------

    @cached_property
    def terms(self):
        """Countries and languages of the film, and what its screenings are described by."""
        countries = FilmCountry.objects.filter(film=self.film)
        screenings = [screening.pk for screening in self.public_screenings]
        return Terms([self.film.pk], screenings, terms_of(countries, "country", "film"))

    @property
    def countries(self):
        return self.terms.names("film country", self.film.pk)

    @property
    def spoken(self):
        return self.terms.tongues("film language", self.film.pk)

    @cached_property
    def public_screenings(self):
        return list(Screening.objects.public().of_film(self.film).for_film_page())

    @cached_property
    def screenings(self):
        """The film's public screenings, alone or in a programme of shorts."""
        for screening in self.public_screenings:
            self.terms.describe(screening, [self.film.pk])
            screening.alternatives = self.alternatives_to(screening)
        return self.public_screenings

    @property
    def repeats(self):
        rows = [
            Row(one.pk, one.selection_id, one.programme_id, one.starts_at, one.is_cancelled)
            for one in self.public_screenings
        ]
        return Outline(rows).repeats

    # Where to go instead, and next ---------------------------------------------------------------

    @cached_property
    def around(self):
        """What else begins around the hours of its screenings that are still to come."""
        now = timezone.now()
        mine = [one for one in self.public_screenings if one.starts_at > now]
        others = (
            Screening.objects.public(now).taking_place().exclude(pk__in=[one.pk for one in mine])
        )
        return list(others.around([one.starts_at for one in mine]).for_mention())

    def alternatives_to(self, screening):
        """What begins around its hour, the nearest few, by their hours."""
        away = {one: abs(one.starts_at - screening.starts_at) for one in self.around}
        near = [one for one in self.around if away[one] <= AROUND]
        nearest = sorted(near, key=away.get)[:MOST_ALTERNATIVES]
        return [one for one in near if one in nearest]

    @cached_property
    def neighbours(self):
        return list(Selection.objects.public().neighbours(self.selections[0]))

    @property
    def before(self):
        """The film before it in its section, by title."""
        return next((one.film for one in self.neighbours if one.comes_before), None)

    @property
    def after(self):
        return next((one.film for one in self.neighbours if not one.comes_before), None)

    @cached_property
    def works(self):
        """Public selections of other films its directors worked on, the newest of each."""
        newest = {}
        for selection in self.beside:
            if selection.is_public and selection.film_id != self.film.pk:
                newest.setdefault(selection.film_id, selection)
        return list(newest.values())[:MOST_WORKS]

    @property
    def films_named(self):
        alternatives = [one.selection.film for one in self.around if one.selection]
        return [one.film for one in [*self.neighbours, *self.works]] + alternatives

    # Texts -------------------------------------------------------------------------------------

    @cached_property
    def passages(self):
        synopses = Synopsis.objects.filter(film=self.film)
        notes = ProgrammeNote.objects.filter(selection__in=self.selections)
        together = passages_of(synopses, "synopsis", "film_id").union(
            passages_of(notes, "note", "selection_id"), all=True
        )
        return [Passage(*row) for row in together]

    @property
    def synopses(self):
        return [passage for passage in self.passages if passage.kind == "synopsis"]

    @property
    def notes(self):
        """The programme note of the newest selection that has one, in every language."""
        for selection in self.selections:
            notes = [p for p in self.passages if (p.kind, p.owner) == ("note", selection.pk)]
            if notes:
                return notes
        return []

    # Names -------------------------------------------------------------------------------------

    @cached_property
    def credits(self):
        return list(Credit.objects.filter(film=self.film).for_film_page())

    @property
    def directors(self):
        return [credit for credit in self.credits if credit.function.key == Function.DIRECTOR]

    @property
    def director_names(self):
        return [credit.printed_name for credit in self.directors]

    @property
    def cast(self):
        return [credit for credit in self.credits if credit.is_cast]

    @property
    def leads(self):
        """The `with` line: the first of the cast."""
        return self.cast[:MOST_NAMES_IN_WITH_LINE]

    @property
    def crew(self):
        """(function, its credits) in print order."""
        crew = [credit for credit in self.credits if not credit.is_cast]
        return [(f, list(credits)) for f, credits in groupby(crew, key=lambda c: c.function)]

    @cached_property
    def companies(self):
        """(label, its credits) in print order."""
        credits = list(CompanyCredit.objects.filter(film=self.film).select_related("company"))
        return [
            (CompanyCredit.Function(function).label, mine)
            for function in CompanyCredit.Function.values
            if (mine := [credit for credit in credits if credit.function == function])
        ]

    @cached_property
    def biographies(self):
        """(biography, filmography by year) of each director, as of the newest selection."""
        people = [credit.person_id for credit in self.directors]
        year = self.selections[0].edition.year
        written = Biography.objects.filter(person__in=people).as_of(year)
        newest = {}
        for biography in written.with_texts_and_filmography():
            newest.setdefault(biography.person_id, biography)
        return [
            (biography, filmographies.by_year(biography.filmography.all(), self.beside))
            for person in dict.fromkeys(people)
            if (biography := newest.get(person))
        ]

    # What the selections carry -----------------------------------------------------------------

    @cached_property
    def labels(self):
        """
        Awards of every edition; content notes and programmes of the newest alone. The newest
        first, and in their order.
        """
        newest = self.selections[:1]
        together = labels_of(
            Award.objects.filter(selection__in=self.selections),
            kind="award",
            names="names",
            year=F("selection__edition__year"),
            position=F("position"),
        ).union(
            labels_of(
                SelectionContentNote.objects.filter(selection__in=newest),
                kind="content note",
                names="content_note__names",
                word=F("depiction"),
                detail=F("spoiler"),
            ),
            labels_of(
                ProgrammeSlot.objects.filter(selection__in=newest),
                kind="programme",
                names="programme__names",
                year=F("programme__edition__year"),
                word=F("programme__slug"),
            ),
            all=True,
        )
        labels = map(Label._make, together)
        return sorted(labels, key=lambda label: (-label.year, label.position, label.number))

    @property
    def awards(self):
        return [label for label in self.labels if label.kind == "award"]

    @property
    def content_notes(self):
        return [label for label in self.labels if label.kind == "content note"]

    @property
    def programmes(self):
        return [label for label in self.labels if label.kind == "programme"]


def passages_of(texts, kind, owner):
    return texts.order_by().values_list(Value(kind), owner, "language", "body")


def labels_of(rows, kind, names, year=None, word=None, detail=None, position=None):
    empty, none = Value("", CharField()), Value(0)
    said = (names, year or none, word or empty, detail or empty)
    return rows.order_by().values_list(Value(kind), *said, position or none, "pk")
