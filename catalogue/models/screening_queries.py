"""What may be asked of the schedule, in the words of ScreeningQuerySet."""

from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.db.models.functions import ExtractHour
from django.db.models.query import ModelIterable
from django.utils import timezone

from catalogue.daytimes import BY_SLUG
from catalogue.models.assignments import sees_every_section
from catalogue.models.films import FilmLanguage, FilmTitle
from catalogue.models.programmes import Programme, ProgrammeSlot
from catalogue.models.screening_details import ScreeningAccess, ScreeningSubtitles
from catalogue.models.screening_outline import Outline, Row
from catalogue.models.screening_terms import Terms, terms_of_screenings
from catalogue.models.selections import Selection
from catalogue.models.venues import Screen, Venue


class Lines(ModelIterable):
    """
    Screenings with what their lines say, fetched for all of them together.

    What few lines have is asked for where one has it: joined, it made twelve tables, and PostgreSQL
    took ten times longer to find a way through them than to go it.

    Of a programme of shorts only the films that are public: the others do not lengthen it either.
    """

    def __iter__(self):
        screenings = list(super().__iter__())
        prefetch_related_objects(
            screenings,
            "dubbed_into",
            "voice_over_in",
            Prefetch("selection__film__titles", FilmTitle.objects.local()),
            Prefetch("programme", Programme.objects.select_related("edition", "section")),
            Prefetch(
                "programme__slots",
                ProgrammeSlot.objects.public().select_related("selection__film"),
            ),
        )
        films = {screening: [film.pk for film in screening.films] for screening in screenings}
        shown = {film for together in films.values() for film in together}
        first, *rest = terms_of_screenings(
            FilmLanguage.objects.filter(film__in=shown), [screening.pk for screening in screenings]
        )
        terms = Terms(first.union(*rest, all=True))
        for screening in screenings:
            terms.describe(screening, films[screening])
        return iter(screenings)


class ScreeningQuerySet(models.QuerySet):
    def public(self, at=None):
        """
        Screenings anyone may know of: of a public film, in an edition whose schedule is out.

        Tentative ones never; cancelled ones stay, and say so.
        """
        at = at or timezone.now()
        return self.of_selections(Selection.objects.public(at)).known(at)

    def public_in(self, year, at=None):
        """Those of one edition: a server asks far fewer selections of them than of all."""
        at = at or timezone.now()
        selections = Selection.objects.public(at).in_edition(year)
        return self.in_edition(year).of_selections(selections).known(at)

    def known(self, at):
        """Those that anyone may know of as soon as they may know of the film."""
        return self.filter(
            edition__schedule_announced_at__lte=at,
            status__in=[self.model.Status.CONFIRMED, self.model.Status.CANCELLED],
        )

    def of_selections(self, selections):
        """Screenings of one of these selections, alone or in a programme of shorts."""
        return self.filter(shows(selections))

    def in_scope_of(self, user):
        """Screenings of films and of programmes that somebody of the staff may reach."""
        if sees_every_section(user):
            return self
        selections = Selection.objects.in_scope_of(user)
        programmes = Programme.objects.in_scope_of(user)
        return self.filter(Q(selection__in=selections) | Q(programme__in=programmes))

    def in_edition(self, year):
        return self.filter(edition__year=year)

    def of_film(self, film):
        """Screenings of the film, alone or in a programme of shorts."""
        return self.filter(pk__in=self.keys_of(film=film))

    def to_plan_with(self, films, codes):
        """Every screening of these films, and of whatever is shown at one of these codes."""
        every = self.model._base_manager.order_by()
        marked = self.with_codes(codes).order_by()
        same = every.filter(selection__in=marked.values("selection"))
        together = every.filter(programme__in=marked.values("programme"))
        return self.filter(
            pk__in=self.keys_of(film__in=films).union(same.values("pk"), together.values("pk"))
        )

    def keys_of(self, **of_films):
        """
        The keys of all screenings, seen or unseen, of a selection of that film or those films.

        Two questions that an index answers each; as one with `or` it would read every screening.
        """
        every = self.model._base_manager.order_by()
        alone = {f"selection__{name}": value for name, value in of_films.items()}
        together = {f"programme__slots__{name}": value for name, value in alone.items()}
        return every.filter(**alone).values("pk").union(every.filter(**together).values("pk"))

    def with_codes(self, codes):
        return self.filter(code__in=codes)

    def of_programme(self, programme):
        return self.filter(programme=programme)

    # What a visitor chooses by -----------------------------------------------------------------

    def going_ahead(self):
        return self.exclude(status=self.model.Status.CANCELLED)

    def on_days(self, days, zone):
        """Screenings that start on one of those days (2027-02-13) in that time zone."""
        starts = [starts_on(date.fromisoformat(day), zone) for day in days]
        return self.filter(Q(*starts, _connector=Q.OR))

    def at_daytimes(self, slugs, zone):
        """Screenings that start in one of those parts of the day in that time zone."""
        hours = [hour for slug in slugs for hour in BY_SLUG[slug].hours]
        return self.alias(hour=ExtractHour("starts_at", tzinfo=zone)).filter(hour__in=hours)

    def in_venues(self, slugs):
        """Screenings in the houses at those addresses, the ones they had before included."""
        return self.filter(screen__venue__in=Venue.objects.at_addresses(slugs))

    def understood_in(self, slugs, selections):
        """
        Screenings that somebody can follow who knows one of those languages alone, by the rule of
        Version.is_understood_in; what is spoken is what these selections of it speak.
        """
        read = ScreeningSubtitles.objects.filter(screening=OuterRef("pk"), language__slug__in=slugs)
        heard = Q(dubbed_into__slug__in=slugs)
        for slug in slugs:
            in_others = shows(selections.speaking_other_than(slug))
            heard |= Q(dubbed_into=None) & shows(selections.speaking()) & ~in_others
        return self.filter(Exists(read) | Q(voice_over_in__slug__in=slugs) | heard)

    def with_access(self, features):
        """Screenings with one of those: promised for the screening, or built into the room."""
        promised = ScreeningAccess.objects.confirmed().filter(feature__in=features)
        rooms = {
            Screen.Access.WHEELCHAIR: Q(screen__wheelchair_places__gt=0),
            Screen.Access.INDUCTION_LOOP: Q(screen__has_induction_loop=True),
        }
        built_in = [rooms[feature] for feature in features if feature in rooms]
        offered = Exists(promised.filter(screening=OuterRef("pk")))
        return self.filter(Q(offered, *built_in, _connector=Q.OR))

    # Houses and hours --------------------------------------------------------------------------

    def at_venue(self, venue):
        return self.filter(screen__venue=venue)

    def taking_place(self):
        """Without the cancelled ones."""
        return self.filter(status=self.model.Status.CONFIRMED)

    def venues(self):
        """The houses these screenings are in, with their descriptions."""
        houses = Venue.objects.filter(Exists(self.filter(screen__venue=OuterRef("pk"))))
        return houses.prefetch_related("descriptions")

    def in_order(self):
        return self.order_by("starts_at", "screen__venue__position", "screen__position", "pk")

    def keys(self):
        """Theirs, in their order."""
        return list(self.values_list("pk", flat=True))

    def outline(self):
        """Of each its subject and its hour alone: enough to number repeats and to count days."""
        rows = self.in_order().values_list("pk", "selection", "programme", "starts_at", "status")
        cancelled = self.model.Status.CANCELLED
        return Outline([Row(*row, status == cancelled) for *row, status in rows])

    def starts(self):
        """(screen, hour) of those that go ahead: enough to know the slots of a house."""
        return self.going_ahead().order_by("screen", "starts_at").values_list("screen", "starts_at")

    def on(self, day, zone):
        """Screenings that start on that day in that time zone, around midnight too."""
        return self.filter(starts_on(day, zone))

    def for_film_page(self):
        """
        What a film's page says of its screenings, but for subtitles and access.

        Not the films shown with it, so neither their minutes nor their languages.
        """
        return self.in_order().select_related(
            "edition", "programme__edition", "screen__venue", "dubbed_into", "voice_over_in"
        )

    def for_listing(self):
        """Everything a line of the schedule shows."""
        listed = self.select_related(
            "selection__film", "selection__section", "screen__venue", "edition"
        )
        listed._iterable_class = Lines
        return listed

    def for_calendar(self):
        """Everything a calendar says of them, in their order and a fixed number of queries."""
        return (
            self.in_order()
            .for_listing()
            .prefetch_related(
                "selection__film__synopses",
                Prefetch("programme__slots__selection__film__titles", FilmTitle.objects.local()),
            )
        )


def shows(selections):
    """
    The condition that a screening shows at least one of them, alone or in a programme.

    Asked of each screening, since an archive has many more selections than a page has screenings.
    """
    theirs = selections.order_by().filter(pk=OuterRef("selection"))
    slots = ProgrammeSlot.objects.filter(Exists(theirs), programme=OuterRef("programme"))
    return Q(Exists(theirs)) | Exists(slots)


def starts_on(day, zone):
    """The condition that a screening starts on that day in that time zone."""
    start, end = hours_of_day(day, zone)
    return Q(starts_at__gte=start, starts_at__lt=end)


def hours_of_day(day, zone):
    """The instants a day begins and ends at, where the clocks change and at midnight too."""
    start = datetime.combine(day, time.min, zone)
    return start, datetime.combine(day + timedelta(days=1), time.min, zone)
