from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from catalogue.models.labels import Named
from people.addresses import Addressed, AddressedQuerySet, FormerSlug, address_of
from people.texts import Text
from people.words import Findable, FindableQuerySet, Word, go_along


def festival_time_zone():
    return settings.TIME_ZONE


def validate_time_zone(name):
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone, such as Europe/Berlin."), params={"name": name}
        )


class EditionQuerySet(models.QuerySet):
    def of_year(self, year):
        return self.filter(year=year)

    def with_counts(self, selections):
        """Those that hold any of these selections, with their number, the newest first."""
        holding = self.filter(selections__in=selections.order_by())
        return holding.annotate(film_count=Count("selections")).order_by("-year", "pk")


class Edition(models.Model):
    """One year's festival."""

    kept_with = ("section_announcements",)

    year = models.PositiveSmallIntegerField(
        _("year"), unique=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    name = models.CharField(_("name"), max_length=100, help_text=_("“Berlinale 2023”."))
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        default=festival_time_zone,
        validators=[validate_time_zone],
    )
    announced_at = models.DateTimeField(
        _("announced at"),
        null=True,
        blank=True,
        help_text=_("Confirmed selections are public from this hour on. Empty: not yet."),
    )
    schedule_announced_at = models.DateTimeField(
        _("schedule announced at"),
        null=True,
        blank=True,
        help_text=_("Confirmed screenings are public from this hour on. Empty: not yet."),
    )
    short_up_to_minutes = models.PositiveSmallIntegerField(_("short up to (minutes)"), default=40)
    feature_from_minutes = models.PositiveSmallIntegerField(
        _("feature-length from (minutes)"), default=60
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__range=(1900, 2100)),
                name="edition_year_plausible",
                violation_error_message=_("Enter a year from 1900 to 2100."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="edition_ends_after_it_starts",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(short_up_to_minutes__lt=F("feature_from_minutes")),
                name="edition_lengths_in_order",
                violation_error_message=_("A short must be shorter than a feature-length film."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address_of("catalogue:edition_detail", self.year)

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    def hour_of(self, section):
        """The hour at which what is confirmed in that section goes public, if there is one."""
        own = self.section_announcements.filter(section=section)
        return own.values_list("announced_at", flat=True).first() or self.announced_at


class SectionQuerySet(AddressedQuerySet, FindableQuerySet):
    def with_counts(self, selections):
        """Those that hold any of these selections, with their number."""
        holding = self.filter(selections__in=selections.order_by())
        return holding.annotate(film_count=Count("selections")).order_by("position", "slug", "pk")

    def with_descriptions(self):
        return self.prefetch_related("descriptions")


class Section(Findable, Named, Addressed):
    """A part of the programme with a character of its own; it lives across editions."""

    kept_with = ("former_slugs", "descriptions")
    found_by = {"names": Word.Kind.TERM}

    class Colour(models.TextChoices):
        """Tones of static/css/sections.css, each legible on white paper and in the dark."""

        VERMILION = "vermilion", _("vermilion")
        AMBER = "amber", _("amber")
        MOSS = "moss", _("moss")
        TEAL = "teal", _("teal")
        COBALT = "cobalt", _("cobalt")
        VIOLET = "violet", _("violet")
        MAGENTA = "magenta", _("magenta")
        SLATE = "slate", _("slate")

    colour = models.CharField(_("colour"), max_length=20, choices=Colour, default=Colour.SLATE)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "slug", "pk"]

    @property
    def address_words(self):
        return self.name

    def address_in(self, edition):
        return address_of("catalogue:section_detail", edition.year, self.slug)


class SectionFormerSlug(FormerSlug):
    owner = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="former_slugs")


class SectionWord(Word):
    owner = models.ForeignKey(Section, on_delete=go_along, related_name="words")


class SectionDescription(Text):
    about = "section"

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="descriptions")

    class Meta(Text.Meta):
        verbose_name = _("section description")
        verbose_name_plural = _("section descriptions")
        constraints = [
            *Text.Meta.constraints,
            models.UniqueConstraint(
                fields=["section", "language"], name="section_description_once_a_language"
            ),
        ]
