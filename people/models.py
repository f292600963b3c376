from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from people.addresses import Addressed, AddressedQuerySet, FormerSlug
from people.folding import fold
from people.names import guess_sort_name
from people.picture_fields import PictureField, possible_originals
from people.texts import Text
from people.words import Findable, FindableQuerySet, Word, go_along, search_parts

__all__ = [
    "Biography",
    "BiographyText",
    "BiographyTextWord",
    "FilmographyEntry",
    "Person",
    "PersonFormerSlug",
    "PersonIdentifier",
    "PersonName",
    "PersonWord",
]


def portrait_path(person, filename):
    """A file name nobody can guess: the portrait of an unannounced guest gives nothing away."""
    return f"portraits/{get_random_string(24)}.{filename.rpartition('.')[2].lower()}"


class PersonQuerySet(AddressedQuerySet, FindableQuerySet):
    def reached_by(self, slug):
        return super().reached_by(slug) | Q(merged_people__slug=slug)

    def matching(self, words):
        """People of whose names, in any spelling, every one of the words is the beginning."""
        parts = search_parts(words)
        found = self if parts else self.none()
        for part in parts:
            found = found.filter(pk__in=PersonWord.objects.beginning(part).owners())
        return found

    def named(self, name):
        """People who bear exactly that name in some spelling; several when there are homonyms."""
        return self.filter(folded_names__contains=f"|{fold(name)}|", merged_into=None)

    def with_portrait(self, file_name):
        """Those whose portrait, or a rendition of it, has that name."""
        return self.filter(portrait__in=possible_originals("portraits", file_name))


class Person(Findable, Addressed):
    """Somebody who made films: one person, or a duo or collective that signs as one."""

    found_by = {"folded_names": Word.Kind.NAME, "folded_sort_name": Word.Kind.NAME}

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        GROUP = "group", _("duo or collective")

    name = models.CharField(_("name"), max_length=200, help_text=_("As usually printed."))
    sort_name = models.CharField(
        _("sort name"),
        max_length=200,
        blank=True,
        help_text=_("“Family name, given name”. Guessed when left empty: check it."),
    )
    folded_sort_name = models.TextField(editable=False, db_index=True)
    folded_names = models.TextField(editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PERSON)
    birth_year = models.PositiveSmallIntegerField(_("born in"), null=True, blank=True)
    birth_place = models.CharField(_("birth place"), max_length=200, blank=True)
    death_year = models.PositiveSmallIntegerField(_("died in"), null=True, blank=True)
    portrait = PictureField(
        _("portrait"),
        upload_to=portrait_path,
        view_name="portrait",
        width_field="portrait_width",
        height_field="portrait_height",
        widths_field="portrait_widths",
        blank=True,
        db_index=True,
    )
    portrait_width = models.PositiveIntegerField(editable=False, null=True)
    portrait_height = models.PositiveIntegerField(editable=False, null=True)
    portrait_widths = models.JSONField(editable=False, default=list, blank=True)
    portrait_credit = models.CharField(_("portrait credit"), max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        related_name="merged_people",
        null=True,
        blank=True,
        editable=False,
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["folded_sort_name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="person_has_name"),
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__range=(1800, 2100)),
                name="person_birth_year_plausible",
                violation_error_message=_("Nobody who made films was born in that year."),
            ),
            models.CheckConstraint(
                condition=Q(death_year=None) | Q(death_year__range=(1800, 2100)),
                name="person_death_year_plausible",
                violation_error_message=_("Enter a year from 1800 to 2100."),
            ),
            models.CheckConstraint(
                condition=Q(death_year=None)
                | Q(birth_year=None)
                | Q(death_year__gte=models.F("birth_year")),
                name="person_dies_after_birth",
                violation_error_message=_("Nobody dies before being born."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")),
                name="person_not_merged_into_self",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_name = self.sort_name or guess_sort_name(self.name)
        self.folded_sort_name = fold(self.sort_name)
        self.folded_names = self.fold_names()
        super().save(*args, **kwargs)

    @property
    def address_words(self):
        return self.name

    def fold_names(self):
        """Every name, folded and fenced by bars so that a whole name can be told from a part."""
        others = [other.name for other in self.names.all()] if self.pk else []
        names = dict.fromkeys(fold(name) for name in [self.name, *others])
        return f"|{'|'.join(names)}|"

    @property
    def portrait_address(self):
        return self.portrait.largest_url

    def get_absolute_url(self):
        return reverse("person_detail", args=[self.slug])


class PersonFormerSlug(FormerSlug):
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="former_slugs")


class PersonWord(Word):
    owner = models.ForeignKey(Person, on_delete=go_along, related_name="words")


class PersonName(models.Model):
    """Another name: a spelling, a script, a pseudonym, a former name."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(
        _("language or script"),
        max_length=35,
        blank=True,
        help_text=_("BCP 47: “ja”, “zh-Latn”."),
    )

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="person_name_once"),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="person_name_not_empty",
                violation_error_message=_("A name must not be empty."),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        self.person.save(update_fields=["folded_names"])

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        self.person.save(update_fields=["folded_names"])
        return deleted


class PersonIdentifier(models.Model):
    """The same person in another catalogue."""

    class Source(models.TextChoices):
        IMDB = "imdb", "IMDb"
        WIKIDATA = "wikidata", "Wikidata"
        TMDB = "tmdb", "TMDB"
        GND = "gnd", "GND"
        VIAF = "viaf", "VIAF"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identifiers")
    source = models.CharField(_("source"), max_length=20, choices=Source)
    value = models.CharField(
        _("value"), max_length=60, validators=[RegexValidator(r"^[\w./:-]+\Z")]
    )

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["source", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "value"], name="person_identifier_once")
        ]

    def __str__(self):
        return f"{self.get_source_display()} {self.value}"


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
