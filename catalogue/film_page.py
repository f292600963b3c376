"""
What a film's page prints, in the order and groups it is printed in.

The page asks thirteen questions at most, whatever the film (catalogue/film_questions.py).
"""

from collections import defaultdict
from datetime import timedelta
from itertools import groupby

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language

from catalogue import film_questions, filmographies
from catalogue.models import CompanyCredit, Function
from catalogue.models.screening_outline import Outline, Row
from catalogue.models.screening_terms import Terms
from people.prepared import bring

MOST_NAMES_IN_WITH_LINE = 10
MOST_ALTERNATIVES = 5
MOST_WORKS = 6
# "At the same time" is what one could choose instead.
AROUND = timedelta(minutes=30)


class FilmPage:
    def __init__(self, film, selections, beside):
        """
        `selections`: its public ones, the newest first; `beside`: all those of this film and of
        its directors' other films, with their visibility.
        """
        self.film = film
        self.selections = selections
        self.beside = beside
        titles = defaultdict(list)
        for title in film_questions.titles_beside(film.slug):
            titles[title.film_id].append(title)
        for other in [film, *(selection.film for selection in beside)]:
            bring(other, "titles", titles[other.pk])
        bring(film, "stills", film_questions.stills_of(film.pk))

    # Facts -------------------------------------------------------------------------------------

    @cached_property
    def terms(self):
        """Countries and languages of the film, and what its screenings are described by."""
        return Terms(film_questions.terms_of_film(self.film.pk, timezone.now()))

    @cached_property
    def countries(self):
        return self.terms.names("film country", self.film.pk)

    @cached_property
    def spoken(self):
        return self.terms.tongues("film language", self.film.pk)

    @cached_property
    def public_screenings(self):
        return film_questions.screenings_of(self.film.pk, timezone.now())

    @cached_property
    def screenings(self):
        """The film's public screenings, alone or in a programme of shorts."""
        rows = [
            Row(one.pk, one.selection_id, one.programme_id, one.starts_at, one.is_cancelled)
            for one in self.public_screenings
        ]
        Outline(rows).number(self.public_screenings)
        for screening in self.public_screenings:
            self.terms.describe(screening, [self.film.pk])
            screening.alternatives = self.alternatives_to(screening)
        return self.public_screenings

    # Where to go instead, and next ---------------------------------------------------------------

    @cached_property
    def around(self):
        """What else begins around the hours of its screenings that are still to come."""
        now, language = timezone.now(), get_language()
        mine = {one.pk: one.starts_at for one in self.public_screenings if one.starts_at > now}
        spans = [(hour - AROUND, hour + AROUND) for hour in mine.values()]
        if not spans:
            return []
        if len(spans) > 4:
            found = film_questions.screenings_within(now, language, spans)
        else:
            four = spans + spans[-1:] * (4 - len(spans))
            found = film_questions.screenings_within_four(now, language, *sum(four, ()))
        others = [film_questions.Alternative(*row) for row in found]
        return [one for one in others if one.pk not in mine]

    def alternatives_to(self, screening):
        """What begins around its hour, the nearest few, by their hours."""
        hour = screening.starts_at
        near = [one for one in self.around if abs(one.starts_at - hour) <= AROUND]
        near.sort(key=lambda one: abs(one.starts_at - hour))
        nearest = {one.pk for one in near[:MOST_ALTERNATIVES]}
        return [one for one in self.around if one.pk in nearest]

    @cached_property
    def neighbours(self):
        newest = self.selections[0]
        found = film_questions.neighbours_of(
            newest.pk,
            newest.edition_id,
            newest.section_id,
            self.film.sort_title,
            timezone.now(),
            get_language(),
        )
        return [film_questions.Neighbour(*row) for row in found]

    @property
    def before(self):
        """The film before it in its section, by title."""
        return next((one for one in self.neighbours if one.comes_before), None)

    @property
    def after(self):
        return next((one for one in self.neighbours if not one.comes_before), None)

    @cached_property
    def works(self):
        """Public selections of other films its directors worked on, the newest of each."""
        newest = {}
        for selection in self.beside:
            if selection.is_public and selection.film_id != self.film.pk:
                newest.setdefault(selection.film_id, selection)
        return list(newest.values())[:MOST_WORKS]

    # Texts -------------------------------------------------------------------------------------

    @cached_property
    def passages(self):
        return [film_questions.Passage(*row) for row in film_questions.passages_of(self.film.pk)]

    def texts(self, kind, owner):
        """Those of that kind and record, one in each language."""
        return [text for text in self.passages if (text.kind, text.owner) == (kind, owner)]

    @property
    def synopses(self):
        return self.texts("synopsis", self.film.pk)

    @property
    def notes(self):
        """The programme note of the newest selection that has one, in every language."""
        told = (self.texts("note", selection.pk) for selection in self.selections)
        return next(filter(None, told), [])

    # Names -------------------------------------------------------------------------------------

    @cached_property
    def credits(self):
        return [film_questions.CreditLine(*row) for row in film_questions.credits_of(self.film.pk)]

    @cached_property
    def directors(self):
        return [credit for credit in self.credits if credit.function == Function.DIRECTOR]

    @property
    def director_names(self):
        return [credit.printed_name for credit in self.directors]

    @cached_property
    def cast(self):
        return [credit for credit in self.credits if credit.is_cast]

    @property
    def leads(self):
        """The `with` line: the first of the cast."""
        return self.cast[:MOST_NAMES_IN_WITH_LINE]

    @cached_property
    def crew(self):
        """(function, its credits) in print order."""
        crew = [credit for credit in self.credits if not credit.is_cast]
        functions = [list(credits) for _key, credits in groupby(crew, key=lambda c: c.function)]
        return [(credits[0].function_name, credits) for credits in functions]

    @cached_property
    def companies(self):
        """(label, its credits) in print order."""
        credits = film_questions.companies_of(self.film.pk)
        return [
            (CompanyCredit.Function(function).label, mine)
            for function in CompanyCredit.Function.values
            if (mine := [credit for credit in credits if credit.function == function])
        ]

    @cached_property
    def biographies(self):
        """(biography, its texts, lines by year) of each director, as of the newest selection."""
        newest, year = {}, self.selections[0].edition.year
        for biography in film_questions.biographies_of(self.film.pk, year):
            newest.setdefault(biography.person_id, biography)
        lines = defaultdict(list)
        for line in film_questions.filmographies_of(self.film.pk) if newest else ():
            lines[line.biography_id].append(line)
        return [
            (
                biography,
                self.texts("biography", biography.pk),
                filmographies.by_year(lines[biography.pk], self.beside),
            )
            for person in dict.fromkeys(credit.person for credit in self.directors)
            if (biography := newest.get(person))
        ]

    # What the selections carry -----------------------------------------------------------------

    @cached_property
    def labels(self):
        """
        Awards of every edition; content notes and programmes of the newest alone. The newest
        first, and in their order.
        """
        labels = [film_questions.Label(*row) for row in film_questions.labels_of(self.film.pk)]
        shown = {selection.pk for selection in self.selections}
        newest = self.selections[0].pk
        carried = [
            label
            for label in labels
            if label.selection == newest or (label.kind == "award" and label.selection in shown)
        ]
        return sorted(carried, key=lambda label: (-label.year, label.position, label.number))

    @property
    def awards(self):
        return [label for label in self.labels if label.kind == "award"]

    @property
    def content_notes(self):
        return [label for label in self.labels if label.kind == "content note"]

    @property
    def programmes(self):
        return [label for label in self.labels if label.kind == "programme"]
