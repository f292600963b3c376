from datetime import UTC, timedelta

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalogue.models.editions import Edition
from catalogue.models.programmes import Programme
from catalogue.models.screening_queries import ScreeningQuerySet
from catalogue.models.selections import Selection
from catalogue.models.venues import Screen
from catalogue.models.vocabularies import Language
from catalogue.versions import Tongue, Version

CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
UNKNOWN_LENGTH = timedelta(minutes=90)


def new_code():
    return get_random_string(8, CODE_LETTERS)


class Screening(models.Model):
    """A film, or a programme of shorts, on a screen at an hour."""

    kept_with = ("subtitles", "access", "guests", "changes")
    counted_on = ("revision", "previous_starts_at")

    class Status(models.TextChoices):
        TENTATIVE = "tentative", _("tentative")
        CONFIRMED = "confirmed", _("confirmed")
        CANCELLED = "cancelled", _("cancelled")

    # What addresses and calendars call it by: neither its hour nor its house, which may change.
    code = models.CharField(max_length=8, unique=True, editable=False, default=new_code)
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
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = ScreeningQuerySet.as_manager()

    repeat = None  # (2, 3) for the second of three of the same; an Outline numbers them

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
        here = self.starts_at.astimezone(self.edition.zone)
        return f"{self.subject} · {here:%Y-%m-%d %H:%M} · {self.screen}"

    def save(self, *args, **kwargs):
        self.edition = (self.selection or self.programme).edition
        stored = Screening.objects.filter(pk=self.pk)
        was, was_public = stored.first(), stored.public().exists()
        self.remember_move(was)
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.changes.note(self, was, was_public)

    def get_absolute_url(self):
        return f"{self.subject.get_absolute_url()}#screenings"

    def remember_move(self, was):
        """Keep the hour the public knew, and count what calendars have to be told."""
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
    def venue_address(self):
        """That of its house in its edition."""
        return self.screen.venue.address_in(self.edition)

    @property
    def day(self):
        """The day it starts on, in the festival's own time."""
        return self.starts_at.astimezone(self.edition.zone).date()

    @cached_property
    def guest_names(self):
        """Who comes, each once: many a director introduces the film and stays for the Q&A."""
        return list(dict.fromkeys(str(guest.person) for guest in self.guests.all()))

    @property
    def label(self):
        return self.version.label()

    @cached_property
    def films(self):
        """The films shown, in order; after `for_listing` those alone that anyone may know of."""
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
        """Counted in UTC: an hour of a local clock may not be an hour, where clocks change."""
        return self.starts_at.astimezone(UTC) + timedelta(minutes=self.minutes)

    @property
    def is_length_known(self):
        return all(film.runtime_minutes for film in self.films)

    @property
    def likely_end(self):
        """Its end; where nobody knows how long it takes, an hour and a half after its start."""
        if self.is_length_known:
            return self.ends_at
        return max(self.ends_at, self.starts_at.astimezone(UTC) + UNKNOWN_LENGTH)

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


def to_tongue(language):
    return Tongue(language.code, language.name)
