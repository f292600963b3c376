from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.models.labels import Named
from people.addresses import Addressed, AddressedQuerySet, FormerSlug, address_of
from people.texts import Text


class Venue(Named, Addressed):
    """A house with one screen or several."""

    kept_with = ("former_slugs", "descriptions", "screens")

    street = models.CharField(_("street"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    website = models.URLField(_("website"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = AddressedQuerySet.as_manager()

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["position", "slug", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="venue_on_the_globe",
                violation_error_message=_("Enter both latitude and longitude, or neither."),
            )
        ]

    @property
    def address_words(self):
        return self.name

    def address_in(self, edition):
        return address_of("catalogue:venue_detail", edition.year, self.slug)


class VenueFormerSlug(FormerSlug):
    owner = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="former_slugs")


class VenueDescription(Text):
    """How to get there, and how to get in."""

    about = "venue"

    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="descriptions")

    class Meta(Text.Meta):
        verbose_name = _("venue description")
        verbose_name_plural = _("venue descriptions")
        constraints = [
            *Text.Meta.constraints,
            models.UniqueConstraint(
                fields=["venue", "language"], name="venue_description_once_a_language"
            ),
        ]


class Screen(models.Model):
    """A room with a screen; what of access is built into it holds for every screening in it."""

    kept_with = ()

    class Access(models.TextChoices):
        WHEELCHAIR = "wheelchair", _("wheelchair places")
        INDUCTION_LOOP = "induction-loop", _("induction loop")

    venue = models.ForeignKey(
        Venue, verbose_name=_("venue"), on_delete=models.CASCADE, related_name="screens"
    )
    name = models.CharField(
        _("name"), max_length=60, blank=True, help_text=_("Empty where the house has only one.")
    )
    capacity = models.PositiveSmallIntegerField(_("capacity"), null=True, blank=True)
    wheelchair_places = models.PositiveSmallIntegerField(_("wheelchair places"), default=0)
    has_induction_loop = models.BooleanField(_("induction loop"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("screen")
        verbose_name_plural = _("screens")
        ordering = ["venue__position", "venue__slug", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["venue", "name"], name="screen_once_a_venue"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(wheelchair_places__lte=models.F("capacity")),
                name="screen_places_within_capacity",
                violation_error_message=_("There are more wheelchair places than places."),
            ),
        ]

    def __str__(self):
        return f"{self.venue} {self.name}".strip()
