"""What may be asked of the schedule, in the words of ScreeningQuerySet."""

from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from catalogue.models.films import FilmLanguage, FilmTitle
from catalogue.models.programmes import ProgrammeSlot
from catalogue.models.screening_details import ScreeningAccess, ScreeningGuest, ScreeningSubtitles
from catalogue.models.selections import Selection
from catalogue.models.venues import Venue


class ScreeningQuerySet(models.QuerySet):
    def public(self, at=None):
        """
        Screenings anyone may know of: of a public film, in an edition whose schedule is out.

        Tentative ones never; cancelled ones stay, and say so.
        """
        at = at or timezone.now()
        films = Selection.objects.public(at)
        shown = ProgrammeSlot.objects.filter(programme=OuterRef("programme"), selection__in=films)
        return self.filter(
            Q(selection__in=films) | Exists(shown),
            edition__schedule_announced_at__lte=at,
            status__in=[self.model.Status.CONFIRMED, self.model.Status.CANCELLED],
        )

    def in_edition(self, year):
        return self.filter(edition__year=year)

    def of_film(self, film):
        """Screenings of the film, alone or in a programme of shorts."""
        slots = ProgrammeSlot.objects.filter(programme=OuterRef("programme"), selection__film=film)
        return self.filter(Q(selection__film=film) | Exists(slots))

    def at_venue(self, venue):
        return self.filter(screen__venue=venue)

    def venues(self):
        """The houses these screenings are in, with their screens and descriptions."""
        houses = Venue.objects.filter(Exists(self.filter(screen__venue=OuterRef("pk"))))
        return houses.prefetch_related("screens", "descriptions")

    def in_order(self):
        return self.order_by("starts_at", "screen__venue__position", "screen__position", "pk")

    def repeats(self):
        """{pk: (2, 3)}: which of how many screenings of the same this is, among these."""
        return repeats_of(self.in_order().values_list("pk", "selection", "programme"))

    def days(self, zone):
        """(day, number of screenings) of each day that has any, in that time zone."""
        day = TruncDate("starts_at", tzinfo=zone)
        return list(self.order_by().values_list(day).annotate(Count("pk")).order_by(day))

    def on(self, day, zone):
        """Screenings that start on that day in that time zone, around midnight too."""
        start = datetime.combine(day, time.min, zone)
        end = datetime.combine(day + timedelta(days=1), time.min, zone)
        return self.filter(starts_at__gte=start, starts_at__lt=end)

    def for_film_page(self):
        """What a film's page says of its screenings, but for subtitles and access."""
        return self.in_order().select_related(
            "edition", "programme", "screen__venue", "dubbed_into", "voice_over_in"
        )

    def for_listing(self):
        """Everything a line of the schedule shows, in a fixed number of queries."""
        spoken = FilmLanguage.objects.select_related("language")
        return self.select_related(
            "selection__film",
            "selection__section",
            "programme__section",
            "screen__venue",
            "edition",
            "dubbed_into",
            "voice_over_in",
        ).prefetch_related(
            Prefetch("selection__film__film_languages", spoken),
            Prefetch("selection__film__titles", FilmTitle.objects.local()),
            Prefetch("programme__slots", ProgrammeSlot.objects.select_related("selection__film")),
            Prefetch("programme__slots__selection__film__film_languages", spoken),
            Prefetch("subtitles", ScreeningSubtitles.objects.select_related("language")),
            Prefetch("access", ScreeningAccess.objects.confirmed()),
            Prefetch("guests", ScreeningGuest.objects.confirmed()),
        )


def repeats_of(rows):
    """{pk: (2, 3)} for (pk, selection, programme) rows in the order of their hours."""
    same = {}
    for pk, *subject in rows:
        same.setdefault(tuple(subject), []).append(pk)
    return {
        pk: (number, len(screenings))
        for screenings in same.values()
        for number, pk in enumerate(screenings, 1)
    }
