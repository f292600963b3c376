"""What may be asked of the schedule, in the words of ScreeningQuerySet."""

from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.db.models.query import ModelIterable
from django.utils import timezone

from catalogue.models.films import FilmTitle
from catalogue.models.programmes import ProgrammeSlot
from catalogue.models.screening_outline import Outline, Row
from catalogue.models.screening_terms import Terms
from catalogue.models.selections import Selection
from catalogue.models.venues import Venue


class Lines(ModelIterable):
    """Screenings with what their lines say, fetched for all of them together in three queries."""

    def __iter__(self):
        screenings = list(super().__iter__())
        prefetch_related_objects(
            screenings,
            Prefetch("selection__film__titles", FilmTitle.objects.local()),
            Prefetch("programme__slots", ProgrammeSlot.objects.select_related("selection__film")),
        )
        films = {screening: [film.pk for film in screening.films] for screening in screenings}
        shown = {film for together in films.values() for film in together}
        terms = Terms(shown, [screening.pk for screening in screenings])
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
        return self.of_selections(Selection.objects.public(at)).filter(
            edition__schedule_announced_at__lte=at,
            status__in=[self.model.Status.CONFIRMED, self.model.Status.CANCELLED],
        )

    def of_selections(self, selections):
        """Screenings of one of these selections, alone or in a programme of shorts."""
        theirs = selections.order_by().values("pk")
        slots = ProgrammeSlot.objects.filter(programme=OuterRef("programme"), selection__in=theirs)
        return self.filter(Q(selection__in=theirs) | Exists(slots))

    def in_edition(self, year):
        return self.filter(edition__year=year)

    def of_film(self, film):
        """Screenings of the film, alone or in a programme of shorts."""
        slots = ProgrammeSlot.objects.filter(programme=OuterRef("programme"), selection__film=film)
        return self.filter(Q(selection__film=film) | Exists(slots))

    def to_plan_with(self, films, codes):
        """Every screening of these films, and of whatever is shown at one of these codes."""
        marked = self.filter(code__in=codes)
        slots = ProgrammeSlot.objects.filter(
            programme=OuterRef("programme"), selection__film__in=films
        )
        return self.filter(
            Q(selection__film__in=films)
            | Exists(slots)
            | Q(selection__in=marked.values("selection"))
            | Q(programme__in=marked.values("programme"))
        )

    def of_programme(self, programme):
        return self.filter(programme=programme)

    def at_venue(self, venue):
        return self.filter(screen__venue=venue)

    def venues(self):
        """The houses these screenings are in, with their descriptions."""
        houses = Venue.objects.filter(Exists(self.filter(screen__venue=OuterRef("pk"))))
        return houses.prefetch_related("descriptions")

    def in_order(self):
        return self.order_by("starts_at", "screen__venue__position", "screen__position", "pk")

    def outline(self):
        """Of each its subject and its hour alone: enough to number repeats and to count days."""
        rows = self.in_order().values_list("pk", "selection", "programme", "starts_at", "status")
        cancelled = self.model.Status.CANCELLED
        return Outline([Row(*row, status == cancelled) for *row, status in rows])

    def on(self, day, zone):
        """Screenings that start on that day in that time zone, around midnight too."""
        start = datetime.combine(day, time.min, zone)
        end = datetime.combine(day + timedelta(days=1), time.min, zone)
        return self.filter(starts_at__gte=start, starts_at__lt=end)

    def for_film_page(self):
        """What a film's page says of its screenings, but for subtitles and access."""
        return self.in_order().select_related(
            "edition", "programme__edition", "screen__venue", "dubbed_into", "voice_over_in"
        )

    def for_listing(self):
        """Everything a line of the schedule shows, in four queries."""
        listed = self.select_related(
            "selection__film",
            "selection__section",
            "programme__edition",
            "programme__section",
            "screen__venue",
            "edition",
            "dubbed_into",
            "voice_over_in",
        )
        listed._iterable_class = Lines
        return listed

    def for_calendar(self):
        """Everything a calendar says of them, in their order and a fixed number of queries."""
        announced = ProgrammeSlot.objects.filter(selection__in=Selection.objects.public())
        return (
            self.in_order()
            .for_listing()
            .prefetch_related(
                "selection__film__synopses",
                Prefetch(
                    "programme__slots",
                    announced.select_related("selection__film"),
                    to_attr="announced_slots",
                ),
                Prefetch(
                    "programme__announced_slots__selection__film__titles",
                    FilmTitle.objects.local(),
                ),
            )
        )
