from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.models.editions import Edition, Section
from catalogue.models.films import Film
from catalogue.models.labels import Named
from catalogue.models.selection_queries import SelectionQuerySet
from catalogue.models.selection_states import Status, check_move
from catalogue.models.vocabularies import ContentNote, Country
from people.choices import named_choice
from people.texts import Text
from people.words import Findable, Word, go_along


class Selection(models.Model):
    """A film in a section of an edition, and what is true of it there."""

    kept_with = ("notes", "awards", "selection_content_notes", "previews")

    Status = Status

    class Premiere(models.TextChoices):
        WORLD = "world", _("World premiere")
        INTERNATIONAL = "international", _("International premiere")
        CONTINENTAL = "continental", _("Continental premiere")
        NATIONAL = "national", _("National premiere")
        REGIONAL = "regional", _("Regional premiere")
        CITY = "city", _("City premiere")
        FESTIVAL = "festival", _("Festival premiere")
        MARKET = "market", _("Market premiere")
        RESTORED_WORLD = "restored-world", _("World premiere of the restored version")

    class Region(models.TextChoices):
        EUROPE = "european", _("European premiere")
        ASIA = "asian", _("Asian premiere")
        NORTH_AMERICA = "north-american", _("North American premiere")
        LATIN_AMERICA = "latin-american", _("Latin American premiere")
        AFRICA = "african", _("African premiere")
        OCEANIA = "oceanian", _("Oceanian premiere")
        ARAB_WORLD = "arab", _("Arab premiere")

    film = models.ForeignKey(
        Film, verbose_name=_("film"), on_delete=models.PROTECT, related_name="selections"
    )
    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="selections"
    )
    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, related_name="selections"
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.CONSIDERED)
    announced_at = models.DateTimeField(
        _("announced at"),
        null=True,
        blank=True,
        help_text=_("Only where it differs from the hour of its section or of the edition."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    premiere_status = models.CharField(
        _("premiere status"), max_length=20, choices=Premiere, blank=True
    )
    premiere_region = models.CharField(
        _("premiere region"), max_length=20, choices=Region, blank=True
    )
    premiere_country = models.ForeignKey(
        Country,
        verbose_name=_("premiere country"),
        on_delete=models.PROTECT,
        related_name="premieres",
        null=True,
        blank=True,
    )
    age_rating = models.PositiveSmallIntegerField(
        _("age rating"), null=True, blank=True, help_text=_("The legal one, in years.")
    )
    age_recommendation = models.PositiveSmallIntegerField(
        _("age recommendation"), null=True, blank=True, help_text=_("The festival's own, in years.")
    )
    content_assessed_on = models.DateField(
        _("content assessed on"),
        null=True,
        blank=True,
        help_text=_("Empty: not assessed. With a date and no notes: nothing to tell."),
    )

    get_premiere_status_display = named_choice("premiere_status", Premiere)
    get_premiere_region_display = named_choice("premiere_region", Region)

    objects = SelectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("selection")
        verbose_name_plural = _("selections")
        ordering = ["-edition__year", "section__position", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "edition", "section"], name="selection_once_a_section"
            ),
            models.CheckConstraint(
                condition=Q(premiere_region="") | Q(premiere_status="continental"),
                name="selection_region_of_continental_premiere",
                violation_error_message=_("A region belongs to a continental premiere alone."),
            ),
            models.CheckConstraint(
                condition=Q(premiere_country=None) | Q(premiere_status="national"),
                name="selection_country_of_national_premiere",
                violation_error_message=_("A country belongs to a national premiere alone."),
            ),
            models.CheckConstraint(
                condition=(Q(age_rating=None) | Q(age_rating__lte=21))
                & (Q(age_recommendation=None) | Q(age_recommendation__lte=21)),
                name="selection_ages_plausible",
                violation_error_message=_("An age is at most 21 years."),
            ),
        ]
        indexes = [
            models.Index(fields=["edition", "status", "announced_at"], name="selection_public")
        ]
        permissions = [
            ("view_every_section", "Can see every section"),
            ("invite_selection", "Can invite films"),
            ("confirm_selection", "Can confirm films"),
            ("withdraw_selection", "Can withdraw films, and take them back"),
            ("announce_selection", "Can say when films are announced"),
        ]

    def __str__(self):
        return f"{self.film} · {self.section} {self.edition.year}"

    @property
    def section_address(self):
        """That of its section in its edition."""
        return self.section.address_in(self.edition)

    @property
    def public_from(self):
        """The hour it goes public, once confirmed; its own, its section's or its edition's."""
        if self.announced_at:
            return self.announced_at
        if not hasattr(self, "public_hour"):
            return self.edition.hour_of(self.section)
        return self.public_hour

    @property
    def is_confirmed(self):
        return self.status == self.Status.CONFIRMED

    def move_to(self, status, user):
        """Move it to another status, as far as somebody may; ValidationError says why not."""
        check_move(user, Status(self.status), Status(status))
        self.status = status
        self.save(update_fields=["status"])

    @property
    def premiere(self):
        """The premiere status as printed: with its continent or country where it has one."""
        if self.premiere_region:
            return self.get_premiere_region_display()
        if self.premiere_country:
            return gettext("Premiere in %(country)s") % {"country": self.premiere_country}
        return self.get_premiere_status_display()


class ProgrammeNote(Findable, Text):
    found_by = {"body": Word.Kind.TEXT}
    about = "selection"

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="notes")

    class Meta(Text.Meta):
        verbose_name = _("programme note")
        verbose_name_plural = _("programme notes")
        constraints = [
            *Text.Meta.constraints,
            models.UniqueConstraint(
                fields=["selection", "language"], name="programme_note_once_a_language"
            ),
        ]


class ProgrammeNoteWord(Word):
    owner = models.ForeignKey(ProgrammeNote, on_delete=go_along, related_name="words")


class Award(Named):
    """A prize a selection won at the edition."""

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="awards")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["position", "pk"]


class SelectionContentNote(models.Model):
    class Depiction(models.TextChoices):
        SHOWN = "shown", _("shown")
        TALKED_ABOUT = "talked-about", _("talked about")
        IMPLIED = "implied", _("implied")
        NEWS_IMAGES = "news-images", _("news images")

    selection = models.ForeignKey(
        Selection, on_delete=models.CASCADE, related_name="selection_content_notes"
    )
    content_note = models.ForeignKey(
        ContentNote,
        verbose_name=_("content note"),
        on_delete=models.PROTECT,
        related_name="selection_content_notes",
    )
    depiction = models.CharField(
        _("depiction"), max_length=20, choices=Depiction, default=Depiction.SHOWN
    )
    spoiler = models.CharField(_("detail, may give away the plot"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("content note")
        verbose_name_plural = _("content notes")
        ordering = ["content_note__key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection", "content_note"], name="selection_content_note_once"
            )
        ]

    def __str__(self):
        return f"{self.content_note} ({self.get_depiction_display()})"
