from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from catalogue.models.films import Film
from catalogue.models.labels import Named, validate_names


def still_path(still, filename):
    """A file name nobody can guess: an image of an unannounced film gives nothing away."""
    ending = filename.rpartition(".")[2].lower()
    return f"stills/{get_random_string(24)}.{ending}"


class StillQuerySet(models.QuerySet):
    def called(self, file_name):
        return self.filter(file=f"stills/{file_name}")

    def in_lists(self):
        """The pictures a list may show beside a film."""
        return self.filter(kind=Still.Kind.STILL)


class Still(Named):
    """A picture of a film; its names are the alternative texts, one per language."""

    class Kind(models.TextChoices):
        STILL = "still", _("still")
        POSTER = "poster", _("poster")
        PORTRAIT = "portrait", _("portrait")
        ON_SET = "on-set", _("on set")

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="stills")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.STILL)
    file = models.ImageField(
        _("file"), upload_to=still_path, width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    credit = models.CharField(_("credit line"), max_length=200, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, % from the left"),
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, % from the top"),
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    names = models.JSONField(
        _("alternative text"), default=dict, blank=True, validators=[validate_names]
    )

    objects = StillQuerySet.as_manager()

    class Meta:
        verbose_name = _("still")
        verbose_name_plural = _("stills")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__lte=100, focal_y__lte=100), name="still_focal_point_inside"
            )
        ]

    def get_absolute_url(self):
        return reverse("still", args=[self.file.name.rpartition("/")[2]])
