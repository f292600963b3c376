"""
What a film's page prints, in the order and groups it is printed in.

The page asks thirteen questions at most, whatever the film (catalogue/film_questions.py).
"""

from collections import defaultdict
from datetime import timedelta
from itertools import groupby

from django.utils.functional import cached_property
from django.utils.translation import get_language

from catalogue import film_questions, filmographies
from catalogue.known import known_edition
from catalogue.models import CompanyCredit, Function
from catalogue.models.screening_outline import Outline, Row
from catalogue.models.screening_terms import Terms
from catalogue.remembered import Remembered, digest
from people.prepared import bring

MOST_NAMES_IN_WITH_LINE = 10
MOST_ALTERNATIVES = 5
MOST_WORKS = 6
# "At the same time" is what one could choose instead.
AROUND = timedelta(minutes=30)

listings = Remembered(most=12)  # sections' films, by language


class FilmPage:
    @classmethod
    def at(cls, slug, now, state=None):
        """Of the film at that address, by its newest public selection; None if it has none."""
        beside = film_questions.selections_beside.answer(slug, now)
        if not (shown := film_questions.shown_by(beside, slug)):
            return None
        page = cls(slug, shown, now, state)
        page.answers["beside"] = beside
        return page

    def __init__(self, slug, shown, now, state=None):
        """`state` is what the page is made under, as in `catalogue.remembered`."""
        self.shown = shown
        self.now = now
        self.state = state
        self.questions = film_questions.questions_about(slug, shown.film, shown.year, now)
        self.answers = {}

    def said(self, name):
        """The answer to the question of that name, which is asked once."""
        if name not in self.answers:
            question, *values = self.questions[name]
            self.answers[name] = question.answer(*values)
        return self.answers[name]

    @cached_property
    def told(self):
        """What its words are made of, as a value that is another one for other words."""
        said = [self.said(name).rows for name in self.questions]
        fields = self.edition._meta.concrete_fields
        edition = [getattr(self.edition, field.attname) for field in fields]
        return digest(said, edition, self.found_around, self.before, self.after)

    # The film and its selections -----------------------------------------------------------------

    @cached_property
    def beside(self):
        """All selections of this film and of its directors' other films, with `is_public`."""
        beside = self.said("beside").records
        for selection in beside:
            bring(selection.film, "titles", self.titles[selection.film_id])
        return beside

    @cached_property
    def titles(self):
        titles = defaultdict(list)
        for title in self.said("titles").records:
            titles[title.film_id].append(title)
        return titles

    @cached_property
    def selections(self):
        """The film's public ones, the newest first."""
        return [one for one in self.beside if one.film_id == self.shown.film and one.is_public]

    @property
    def selection(self):
        return self.selections[0]

    @cached_property
    def edition(self):
        return known_edition(self.shown.edition, self.state) or self.selection.edition

    @cached_property
    def film(self):
        film = self.selection.film
        bring(film, "titles", self.titles[film.pk])
        bring(film, "stills", self.said("stills").records)
        return film

    # Facts -------------------------------------------------------------------------------------

    @cached_property
    def terms(self):
        """Countries and languages of the film, and what its screenings are described by."""
        return Terms(self.said("terms").records)

    @cached_property
    def countries(self):
        return self.terms.names("film country", self.shown.film)

    @cached_property
    def spoken(self):
        return self.terms.tongues("film language", self.shown.film)

    @cached_property
    def public_screenings(self):
        return self.said("screenings").records

    @cached_property
    def screenings(self):
        """The film's public screenings, alone or in a programme of shorts."""
        rows = [
            Row(one.pk, one.selection_id, one.programme_id, one.starts_at, one.is_cancelled)
            for one in self.public_screenings
        ]
        Outline(rows).number(self.public_screenings)
        for screening in self.public_screenings:
            self.terms.describe(screening, [self.shown.film])
            screening.alternatives = self.alternatives_to(screening)
        return self.public_screenings

    # Where to go instead, and next ---------------------------------------------------------------

    @cached_property
    def around(self):
        """What else begins around the hours of its screenings that are still to come."""
        mine = {screening.pk for screening in self.public_screenings}
        others = [film_questions.Alternative(*row) for row in self.found_around]
        return [one for one in others if one.pk not in mine]

    @cached_property
    def found_around(self):
        now, language = self.now, get_language()
        hours = self.said("screenings").columns("starts_at")
        spans = [(hour - AROUND, hour + AROUND) for (hour,) in hours if hour > now]
        if not spans:
            return []
        if len(spans) > 4:
            return list(film_questions.screenings_within(now, language, spans))
        four = spans + spans[-1:] * (4 - len(spans))
        return film_questions.screenings_within_four(now, language, *sum(four, ()))

    def alternatives_to(self, screening):
        """What begins around its hour, the nearest few, by their hours."""
        hour = screening.starts_at
        near = [one for one in self.around if abs(one.starts_at - hour) <= AROUND]
        near.sort(key=lambda one: abs(one.starts_at - hour))
        nearest = {one.pk for one in near[:MOST_ALTERNATIVES]}
        return [one for one in self.around if one.pk in nearest]

    @property
    def before(self):
        """The film before it in its section, by title."""
        return self.neighbours[0]

    @property
    def after(self):
        return self.neighbours[1]

    @cached_property
    def neighbours(self):
        """The films before and after it; None at an end, and beside one that was just added."""
        keys = [listed.selection for listed in self.listing]
        if self.shown.selection not in keys:
            return None, None
        place, listed = keys.index(self.shown.selection), [None, *self.listing, None]
        return listed[place], listed[place + 2]

    @cached_property
    def listing(self):
        key = (self.shown.section, self.shown.edition, get_language())

        def ask():
            section, edition, language = key
            found = film_questions.listed_in(section, edition, self.now, language)
            return [film_questions.Listed(*row) for row in found]

        return listings.recall(self.state, key, ask)

    @cached_property
    def works(self):
        """Public selections of other films its directors worked on, the newest of each."""
        newest = {}
        for selection in self.beside:
            if selection.is_public and selection.film_id != self.shown.film:
                newest.setdefault(selection.film_id, selection)
        return list(newest.values())[:MOST_WORKS]

    # Texts -------------------------------------------------------------------------------------

    @cached_property
    def passages(self):
        return [film_questions.Passage(*row) for row in self.said("passages").records]

    def texts(self, kind, owner):
        """Those of that kind and record, one in each language."""
        return [text for text in self.passages if (text.kind, text.owner) == (kind, owner)]

    @property
    def synopses(self):
        return self.texts("synopsis", self.shown.film)

    @property
    def notes(self):
        """The programme note of the newest selection that has one, in every language."""
        told = (self.texts("note", selection.pk) for selection in self.selections)
        return next(filter(None, told), [])

    # Names -------------------------------------------------------------------------------------

    @cached_property
    def credits(self):
        return [film_questions.CreditLine(*row) for row in self.said("credits").records]

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
        credits = self.said("companies").records
        return [
            (CompanyCredit.Function(function).label, mine)
            for function in CompanyCredit.Function.values
            if (mine := [credit for credit in credits if credit.function == function])
        ]

    @cached_property
    def biographies(self):
        """(biography, its texts, lines by year) of each director, as of the newest selection."""
        newest, lines = {}, defaultdict(list)
        for biography in self.said("biographies").records:
            newest.setdefault(biography.person_id, biography)
        for line in self.said("filmographies").records if newest else ():
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
        labels = [film_questions.Label(*row) for row in self.said("labels").records]
        shown = {selection.pk for selection in self.selections}
        newest = self.shown.selection
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
