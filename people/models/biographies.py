from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.choices import named_choice
from people.models.people import Person
from people.texts import Text
from people.words import Findable, Word, go_along


class BiographyQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(person=person)

    def with_texts_and_filmography(self):
        return self.select_related("person").prefetch_related("texts", "filmography")

    def as_of(self, year):
        """Those written for that year's edition or an earlier one, the newest first."""
        return self.filter(as_of_year__lte=year).order_by("-as_of_year", "pk")


class Biography(models.Model):
    """Who somebody was, as printed for one edition: a snapshot that later changes leave alone."""

    kept_with = ("texts", "filmography")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="biographies")
    as_of_year = models.PositiveSmallIntegerField(
        _("as of"), validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    as_of = models.CharField(
        _("as of, as printed"),
        max_length=100,
        blank=True,
        help_text=_("“Berlinale 2023”; the year alone when left empty."),
    )

    objects = BiographyQuerySet.as_manager()

    class Meta:
        verbose_name = _("biography")
        verbose_name_plural = _("biographies")
        ordering = ["-as_of_year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "as_of_year"], name="biography_once_a_year"),
            models.CheckConstraint(
                condition=Q(as_of_year__range=(1900, 2100)),
                name="biography_year_plausible",
                violation_error_message=_("Enter a year from 1900 to 2100."),
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.printed_as_of}"

    @property
    def printed_as_of(self):
        return self.as_of or str(self.as_of_year)


class BiographyText(Findable, Text):
    found_by = {"body": Word.Kind.TEXT}
    about = "biography"

    biography = models.ForeignKey(Biography, on_delete=models.CASCADE, related_name="texts")

    class Meta(Text.Meta):
        verbose_name = _("biography text")
        verbose_name_plural = _("biography texts")
        constraints = [
            *Text.Meta.constraints,
            models.UniqueConstraint(
                fields=["biography", "language"], name="biography_text_once_a_language"
            ),
        ]


class BiographyTextWord(Word):
    owner = models.ForeignKey(BiographyText, on_delete=go_along, related_name="words")


class FilmographyEntry(models.Model):
    """One printed line of a filmography, frozen with its biography."""

    class Kind(models.TextChoices):
        SHORT = "short film", _("short film")
        MEDIUM = "medium-length", _("medium-length film")
        DOCUMENTARY = "doc.", _("documentary")
        SERIES = "series", _("series")
        TELEVISION = "TV", _("television film")
        MUSIC_VIDEO = "music video", _("music video")
        INSTALLATION = "installation", _("installation")
        GRADUATION = "graduation film", _("graduation film")

    biography = models.ForeignKey(Biography, on_delete=models.CASCADE, related_name="filmography")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1880), MaxValueValidator(2100)],
    )
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, blank=True)
    section = models.CharField(_("section"), max_length=100, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    get_kind_display = named_choice("kind", Kind)

    class Meta:
        verbose_name = _("filmography entry")
        verbose_name_plural = _("filmography")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="filmography_entry_has_title",
                violation_error_message=_("A title must not be empty."),
            ),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__range=(1880, 2100)),
                name="filmography_entry_year_plausible",
                violation_error_message=_("Enter a year from 1880 to 2100."),
            ),
        ]

    def __str__(self):
        return f"{self.year or ''} {self.title}".strip()
