from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from people.addresses import Addressed, AddressedQuerySet, FormerSlug, address_at
from people.folding import fold
from people.names import guess_sort_name
from people.picture_fields import PictureField, possible_originals
from people.words import Findable, FindableQuerySet, Word, go_along, search_parts


def portrait_path(person, filename):
    """A file name nobody can guess: the portrait of an unannounced guest gives nothing away."""
    return f"portraits/{get_random_string(24)}.{filename.rpartition('.')[2].lower()}"


class PersonQuerySet(AddressedQuerySet, FindableQuerySet):
    def keys_at(self, slugs):
        """Those at the slugs, and those whom somebody at one of the slugs was merged into."""
        merged = self.model._base_manager.exclude(merged_into=None).order_by()
        now = merged.filter(slug__in=slugs).values("merged_into")
        formerly = merged.filter(former_slugs__slug__in=slugs).values("merged_into")
        return super().keys_at(slugs).union(now, formerly)

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

    kept_with = (
        "former_slugs",
        "names",
        "identifiers",
        "biographies",
        "different_from",
        "different_before",
    )
    found_by = {"folded_names": Word.Kind.NAME, "folded_sort_name": Word.Kind.NAME}
    derived, derived_with = ("folded_sort_name", "folded_names"), ("names",)

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
        db_index=False,  # nearly everybody is merged into nobody: person_merged holds the rest
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["folded_sort_name", "pk"]
        indexes = [
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="person_merged",
            )
        ]
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
        self.complete()
        super().save(*args, **kwargs)

    def complete(self):
        """All that a save sets; who creates many at once asks for it before."""
        self.sort_name = self.sort_name or guess_sort_name(self.name)
        self.derive()

    def derive(self):
        self.folded_sort_name = fold(self.sort_name)
        self.folded_names = self.fold_names()

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
        return address_at("person_detail", self.slug)


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


class DifferentPeopleQuerySet(models.QuerySet):
    def others_than(self, person):
        """The keys of those who were said not to be that person."""
        pairs = self.filter(Q(first=person) | Q(second=person)).order_by("pk")
        keys = pairs.values_list("first", "second")
        return [second if first == person.pk else first for first, second in keys]


class DifferentPeople(models.Model):
    """Two who are called alike and are not the same: said once, for good."""

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="different_from")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="different_before")

    objects = DifferentPeopleQuerySet.as_manager()

    class Meta:
        verbose_name = _("different people")
        verbose_name_plural = _("different people")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="different_people_once"),
            models.CheckConstraint(
                condition=Q(first__lt=models.F("second")), name="different_people_in_order"
            ),
        ]

    def __str__(self):
        return f"{self.first} ≠ {self.second}"

    @classmethod
    def pair(cls, one, other):
        """Of two keys, in either order."""
        first, second = sorted((one, other))
        return cls(first_id=first, second_id=second)
