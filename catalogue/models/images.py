from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.models.films import Film
from catalogue.models.labels import Named, validate_names
from people.picture_fields import PictureField, possible_originals

LAST_POSITION = 2**15 - 1  # of a small integer


def still_path(still, filename):
    """A file name nobody can guess: an image of an unannounced film gives nothing away."""
    ending = filename.rpartition(".")[2].lower()
    return f"stills/{get_random_string(24)}.{ending}"


class StillQuerySet(models.QuerySet):
    def called(self, file_name):
        """Those whose file, or a rendition of it, has that name."""
        return self.filter(file__in=possible_originals("stills", file_name))

    def for_press(self):
        return self.filter(is_for_press=True)

    def ready(self):
        """Those a visitor may be shown: with a credit line, and told in the default language."""
        told = f"names__{settings.LANGUAGE_CODE}"
        named = self.filter(names__has_key=settings.LANGUAGE_CODE).exclude(**{told: ""})
        return named.exclude(credit="")

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def next_position(self):
        """The place behind the last of these."""
        last = self.aggregate(last=models.Max("position", default=0))["last"]
        return min(last + 1, LAST_POSITION)

    def in_lists(self):
        """The pictures a list may show beside a film."""
        return self.ready().of_kind(Still.Kind.STILL)


class Still(Named):
    """A picture of a film; its names are the alternative texts, one per language."""

    class Kind(models.TextChoices):
        STILL = "still", _("still")
        POSTER = "poster", _("poster")
        PORTRAIT = "portrait", _("portrait")
        ON_SET = "on-set", _("on set")

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="stills")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.STILL)
    file = PictureField(
        _("file"),
        upload_to=still_path,
        view_name="still",
        width_field="width",
        height_field="height",
        widths_field="widths",
        bytes_field="file_bytes",
        db_index=True,
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    widths = models.JSONField(editable=False, default=list, blank=True)
    file_bytes = models.PositiveIntegerField(editable=False, default=0)
    credit = models.CharField(_("credit line"), max_length=200, blank=True)
    is_for_press = models.BooleanField(
        _("for the press"),
        default=False,
        help_text=_("Everybody may download the picture in its full size."),
    )
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

    @property
    def lacks(self):
        """What it has to have before visitors see it, in words; the same as `ready` asks."""
        code = settings.LANGUAGE_CODE
        told = gettext("alternative text (%(language)s)") % {"language": code}
        asked = {gettext("credit line"): self.credit, told: self.names.get(code)}
        return [name for name, value in asked.items() if not value]

    def get_absolute_url(self):
        """Of the largest rendition; the picture itself is the press's, where it is at all."""
        return self.file.largest_url

    @property
    def press_address(self):
        return reverse("press_still", args=[self.file.base_name])

    @property
    def press_file_name(self):
        """`here-2023-erik-de-cnodder.jpg`: what it shows and whom to name."""
        words = filter(None, [self.film.slug, slugify(self.credit, allow_unicode=True)])
        return f"{'-'.join(words)}.{self.ending}"

    @property
    def ending(self):
        return self.file.name.rpartition(".")[2]

    @property
    def format(self):
        return {"jpg": "JPEG", "png": "PNG", "webp": "WebP"}[self.ending]
