"""
A programme of one's own: what an address marks, by day, with what is to be known of it.

Marks of what is hidden and of what was never there are left out alike; a page says how many.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import Prefetch
from django.utils.functional import cached_property

from catalogue.models import Film, FilmTitle, Screening, Selection
from catalogue.planning.clashes import clashes, overlap
from catalogue.planning.fitting import fits
from catalogue.planning.marks import AskedMarks, Marks
from catalogue.planning.showings import Place, Showing
from catalogue.planning.walking import Transfer, transfer_to


@dataclass(frozen=True)
class Option:
    """A screening to choose: whether it fits, what it overlaps, and the marks with it."""

    screening: Screening
    is_fitting: bool
    clashes: tuple[Screening, ...]
    chosen: Marks


@dataclass(frozen=True)
class Stop:
    """
    A chosen screening on its day: what it `clashes` with, the chosen ones that show the same
    `again`, the `way` to it, the other screenings there are of it as `options`; and the marks
    with its film `freed` for another choice, and with it `removed`.
    """

    screening: Screening
    clashes: tuple[Screening, ...]
    again: tuple[Screening, ...]
    way: Transfer | None
    options: tuple[Option, ...]
    freed: Marks | None
    removed: Marks

    @property
    def needs_another(self):
        """Whether it cannot stay as it is, and what it shows is not chosen a second time."""
        return (bool(self.clashes) or self.screening.is_cancelled) and not self.again

    @property
    def fitting(self):
        return [option for option in self.options if option.is_fitting]


@dataclass(frozen=True)
class Day:
    day: date
    zone: ZoneInfo
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Wish:
    """A marked film of which no screening is chosen yet."""

    film: Film
    options: tuple[Option, ...]
    is_over: bool
    removed: Marks


class MyProgramme:
    """Asks the same number of queries however much is marked."""

    def __init__(self, asked: AskedMarks, at):
        """`at`: the instant the page is made for; what has started by then is not suggested."""
        self.asked = asked
        self.at = at

    # What is marked ----------------------------------------------------------------------------

    @cached_property
    def films_by_slug(self):
        """The public films at the marked addresses, those they had before included."""
        titles = Prefetch("titles", FilmTitle.objects.local())
        public = Selection.objects.public(self.at).films().at_addresses(self.asked.marks.films)
        return {
            slug: film
            for film in public.prefetch_related("former_slugs", titles)
            for slug in [film.slug, *(former.slug for former in film.former_slugs.all())]
        }

    @cached_property
    def films(self):
        """The marked films, in the order they were marked."""
        known = [self.films_by_slug.get(slug) for slug in self.asked.marks.films]
        return list(dict.fromkeys(filter(None, known)))

    @cached_property
    def screenings(self):
        """All that is marked and all that could be chosen instead, by the hour."""
        public = Screening.objects.public(self.at)
        wanted = public.to_plan_with(self.films, self.asked.marks.screenings)
        return list(wanted.in_order().for_listing())

    @cached_property
    def chosen(self):
        return [one for one in self.screenings if one.code in self.asked.marks.screenings]

    @cached_property
    def marks(self):
        """The marks that stand for something, at the addresses of today."""
        known = {screening.code for screening in self.chosen}
        codes = [code for code in self.asked.marks.screenings if code in known]
        return Marks(tuple(film.slug for film in self.films), tuple(codes))

    @property
    def left_out(self):
        """How many marks stand for nothing public, hidden or never there."""
        slugs = [slug for slug in self.asked.marks.films if slug not in self.films_by_slug]
        codes = len(self.asked.marks.screenings) - len(self.chosen)
        return self.asked.misspelt + len(slugs) + codes

    # When, where, and one after the other ------------------------------------------------------

    @cached_property
    def showings(self):
        return {screening: showing_of(screening) for screening in self.screenings}

    @cached_property
    def planned(self):
        """{showing: screening} of what is chosen and takes place."""
        return {self.showings[one]: one for one in self.chosen if not one.is_cancelled}

    @cached_property
    def clashes(self):
        return clashes(self.planned)

    @cached_property
    def days(self):
        by_day = groupby(self.chosen, key=lambda one: (one.day, one.edition.zone))
        return [
            Day(day, zone, tuple(self.stops(list(screenings))))
            for (day, zone), screenings in by_day
        ]

    def stops(self, screenings):
        """The chosen screenings of a day; ways lead from one to the next that takes place."""
        today = [self.showings[one] for one in screenings if not one.is_cancelled]
        for screening in screenings:
            showing = self.showings[screening]
            same = [other for other in self.screenings if shows_all_of(other, screening)]
            options = self.options(same, self.marks.without(screenings=[screening.code]))
            yield Stop(
                screening,
                clashes=tuple(self.planned[one] for one in self.clashes.get(showing, ())),
                again=tuple(other for other in self.planned.values() if other in same),
                way=None if screening.is_cancelled else transfer_to(showing, today),
                options=options,
                freed=self.freed(screening) if options else None,
                removed=self.marks.without(
                    [film.slug for film in screening.films], [screening.code]
                ),
            )

    def freed(self, screening):
        """The marks with the film in place of its screening; a programme of shorts is no film."""
        rest = self.marks.without(screenings=[screening.code])
        return screening.selection and rest.adding(screening.selection.film.slug)

    @cached_property
    def wishes(self):
        """The marked films without a chosen screening, in the order they were marked."""
        seen = {film for screening in self.chosen for film in screening.films}
        return [self.wish(film) for film in self.films if film not in seen]

    def wish(self, film):
        shown = [one for one in self.screenings if film in one.films]
        newest = max((one.edition.year for one in shown), default=None)
        shown = [one for one in shown if one.edition.year == newest]
        options = self.options(shown, self.marks)
        return Wish(film, options, bool(shown) and not options, self.marks.without([film.slug]))

    def options(self, screenings, marks):
        """Those still to come and not chosen, beside the chosen ones among these marks."""
        plan = {
            showing: one for showing, one in self.planned.items() if one.code in marks.screenings
        }
        return tuple(
            Option(
                screening,
                fits(self.showings[screening], plan),
                tuple(plan[one] for one in plan if overlap(one, self.showings[screening])),
                marks.adding(screening=screening.code),
            )
            for screening in screenings
            if not screening.is_cancelled
            and screening.starts_at > self.at
            and screening not in self.chosen
        )


def shows_all_of(other, screening):
    """Whether another screening shows every film of this one."""
    return other != screening and set(other.films) >= set(screening.films)


def showing_of(screening):
    house = screening.screen.venue
    return Showing(
        screening.code,
        screening.starts_at,
        screening.ends_at,
        Place(house.slug, degrees(house.latitude), degrees(house.longitude)),
    )


def degrees(decimal):
    return None if decimal is None else float(decimal)
