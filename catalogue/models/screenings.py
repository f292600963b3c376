from datetime import datetime, time, timedelta

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalogue.models.editions import Edition
from catalogue.models.films import FilmLanguage, FilmTitle
from catalogue.models.programmes import Programme, ProgrammeSlot
from catalogue.models.selections import Selection
from catalogue.models.venues import Screen, Venue
from catalogue.models.vocabularies import Language
from catalogue.versions import Tongue, Version
from people.models import Person


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
            status__in=[Screening.Status.CONFIRMED, Screening.Status.CANCELLED],
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


class Screening(models.Model):
    """A film, or a programme of shorts, on a screen at an hour."""

    class Status(models.TextChoices):
        TENTATIVE = "tentative", _("tentative")
        CONFIRMED = "confirmed", _("confirmed")
        CANCELLED = "cancelled", _("cancelled")

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="screenings"
    )
    selection = models.ForeignKey(
        Selection,
        verbose_name=_("selection"),
        on_delete=models.PROTECT,
        related_name="screenings",
        null=True,
        blank=True,
    )
    programme = models.ForeignKey(
        Programme,
        verbose_name=_("programme"),
        on_delete=models.PROTECT,
        related_name="screenings",
        null=True,
        blank=True,
    )
    screen = models.ForeignKey(
        Screen, verbose_name=_("screen"), on_delete=models.PROTECT, related_name="screenings"
    )
    starts_at = models.DateTimeField(_("starts at"))
    previous_starts_at = models.DateTimeField(
        _("was to start at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The hour the public knew before it was moved."),
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.TENTATIVE)
    introduction_minutes = models.PositiveSmallIntegerField(
        _("introduction (minutes)"), default=0, validators=[MaxValueValidator(240)]
    )
    qa_minutes = models.PositiveSmallIntegerField(
        _("Q&A (minutes)"), default=0, validators=[MaxValueValidator(240)]
    )
    dubbed_into = models.ForeignKey(
        Language,
        verbose_name=_("dubbed into"),
        on_delete=models.PROTECT,
        related_name="dubbed_screenings",
        null=True,
        blank=True,
    )
    voice_over_in = models.ForeignKey(
        Language,
        verbose_name=_("live voice-over in"),
        on_delete=models.PROTECT,
        related_name="voice_over_screenings",
        null=True,
        blank=True,
    )
    ticket_url = models.URLField(_("ticket link"), max_length=500, blank=True)
    # How often what calendars show has changed: iCalendar's SEQUENCE.
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(selection=None, programme__isnull=False)
                | Q(selection__isnull=False, programme=None),
                name="screening_of_a_selection_or_a_programme",
                violation_error_message=_("Choose either a selection or a programme."),
            ),
            models.CheckConstraint(
                condition=Q(dubbed_into=None) | Q(voice_over_in=None),
                name="screening_dubbed_or_read_along",
                violation_error_message=_("A film is dubbed or read along, not both."),
            ),
        ]
        indexes = [models.Index(fields=["edition", "starts_at"], name="screening_by_hour")]

    def __str__(self):
        here = timezone.localtime(self.starts_at)
        return f"{self.subject} · {here:%Y-%m-%d %H:%M} · {self.screen}"

    def save(self, *args, **kwargs):
        self.edition = (self.selection or self.programme).edition
        self.remember_move()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return f"{self.subject.get_absolute_url()}#screenings"

    def remember_move(self):
        """Keep the hour the public knew, and count what calendars have to be told."""
        was = Screening.objects.filter(pk=self.pk).first()
        if not was or was.status == self.Status.TENTATIVE:
            return
        if was.starts_at != self.starts_at:
            self.previous_starts_at = was.starts_at
        if any(getattr(was, name) != getattr(self, name) for name in self.TOLD):
            self.revision = was.revision + 1

    # The fields whose change a visitor's calendar must hear of.
    TOLD = ("starts_at", "status", "screen_id", "introduction_minutes", "qa_minutes")

    @property
    def subject(self):
        """What is shown: a film or a programme of shorts."""
        return self.selection.film if self.selection else self.programme

    @property
    def subject_title(self):
        return self.selection.film.shown_title if self.selection else self.programme.name

    @property
    def section(self):
        return (self.selection or self.programme).section

    @property
    def day(self):
        """The day it starts on, in the festival's own time."""
        return self.starts_at.astimezone(self.edition.zone).date()

    @property
    def guest_names(self):
        """Who comes, each once: many a director introduces the film and stays for the Q&A."""
        return list(dict.fromkeys(str(guest.person) for guest in self.guests.all()))

    @property
    def label(self):
        return self.version.label()

    @cached_property
    def films(self):
        """The films shown, in order."""
        if self.selection:
            return [self.selection.film]
        return [slot.selection.film for slot in self.programme.slots.all()]

    @property
    def minutes(self):
        """From the first word of the introduction to the last of the Q&A, as far as is known."""
        films = sum(film.runtime_minutes or 0 for film in self.films)
        return self.introduction_minutes + films + self.qa_minutes

    @property
    def ends_at(self):
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_cancelled(self):
        return self.status == self.Status.CANCELLED

    @cached_property
    def spoken(self):
        """The languages of the films, each once."""
        rows = [row for film in self.films for row in film.film_languages.all()]
        return tuple({row.language.code: to_tongue(row.language) for row in rows}.values())

    @cached_property
    def read(self):
        """The languages of the subtitles, in their order."""
        return tuple(to_tongue(row.language) for row in self.subtitles.all())

    @cached_property
    def offers(self):
        """The access features promised to the public, in words; `for_listing` fetches those."""
        return [str(row) for row in self.access.all()]

    @property
    def version(self):
        return Version(
            spoken=self.spoken,
            dubbed=self.dubbed_into and to_tongue(self.dubbed_into),
            voice_over=self.voice_over_in and to_tongue(self.voice_over_in),
            subtitles=self.read,
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


def offer_of(feature, language):
    """An access feature in words: audio description (German)."""
    label = str(ScreeningAccess.Feature(feature).label)
    return f"{label} ({language})" if language else label


def to_tongue(language):
    return Tongue(language.code, language.name)


class ScreeningSubtitles(models.Model):
    class Delivery(models.TextChoices):
        ON_FILM = "on-film", _("on the film")
        PROJECTED = "projected", _("projected below")
        APP = "app", _("in an app")

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="subtitles")
    language = models.ForeignKey(
        Language, verbose_name=_("language"), on_delete=models.PROTECT, related_name="subtitles"
    )
    delivery = models.CharField(
        _("delivery"), max_length=12, choices=Delivery, default=Delivery.ON_FILM
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("subtitles")
        verbose_name_plural = _("subtitles")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["screening", "language"], name="subtitles_once")
        ]

    def __str__(self):
        return str(self.language)


class AccessQuerySet(models.QuerySet):
    def confirmed(self):
        """What may be promised to the public."""
        return self.filter(status=ScreeningAccess.Status.CONFIRMED).select_related("language")


class ScreeningAccess(models.Model):
    """Something that lets more people follow; promised to the public once confirmed."""

    class Feature(models.TextChoices):
        AUDIO_DESCRIPTION = "audio-description", _("audio description")
        SDH = "sdh", _("subtitles for the deaf and hard of hearing")
        SIGN_LANGUAGE = "sign-language", _("sign language")
        RELAXED = "relaxed", _("relaxed screening")

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        CONFIRMED = "confirmed", _("confirmed")
        CANCELLED = "cancelled", _("cancelled")

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="access")
    feature = models.CharField(_("feature"), max_length=20, choices=Feature)
    language = models.ForeignKey(
        Language,
        verbose_name=_("language"),
        on_delete=models.PROTECT,
        related_name="access",
        null=True,
        blank=True,
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.PLANNED)

    objects = AccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("access feature")
        verbose_name_plural = _("access features")
        ordering = ["feature", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["screening", "feature", "language"], name="access_feature_once_a_language"
            ),
            models.UniqueConstraint(
                fields=["screening", "feature"],
                condition=Q(language=None),
                name="access_feature_once_without_language",
            ),
        ]

    def __str__(self):
        return offer_of(self.feature, str(self.language or ""))


class GuestQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(is_confirmed=True).select_related("person")


class ScreeningGuest(models.Model):
    """Somebody who comes to introduce the film or to talk about it afterwards."""

    class Part(models.TextChoices):
        INTRODUCTION = "introduction", _("introduction")
        QA = "qa", _("Q&A")

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="guests")
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="appearances"
    )
    part = models.CharField(_("part"), max_length=12, choices=Part, default=Part.QA)
    is_confirmed = models.BooleanField(_("confirmed"), default=False)

    objects = GuestQuerySet.as_manager()

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guests")
        ordering = ["part", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["screening", "person", "part"], name="screening_guest_once"
            )
        ]

    def __str__(self):
        return str(self.person)
