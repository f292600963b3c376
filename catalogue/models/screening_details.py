"""What is said of a screening beside its film, its hour and its screen."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from catalogue.models.programmes import ProgrammeSlot
from catalogue.models.vocabularies import Language
from people.models import Person


class ScreeningSubtitles(models.Model):
    class Delivery(models.TextChoices):
        ON_FILM = "on-film", _("on the film")
        PROJECTED = "projected", _("projected below")
        APP = "app", _("in an app")

    screening = models.ForeignKey("Screening", on_delete=models.CASCADE, related_name="subtitles")
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

    screening = models.ForeignKey("Screening", on_delete=models.CASCADE, related_name="access")
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

    def public(self, at=None):
        """
        Those anyone may know of: confirmed, and not there for a hidden film alone.

        A guest comes to the whole programme of shorts. Who is credited with hidden films of it
        and with none of the public ones would tell of them.
        """
        theirs = ProgrammeSlot.objects.filter(
            programme=OuterRef("screening__programme"),
            selection__film__credits__person=OuterRef("person"),
        )
        return self.confirmed().filter(~Exists(theirs) | Exists(theirs.public(at)))


class ScreeningGuest(models.Model):
    """Somebody who comes to introduce the film or to talk about it afterwards."""

    class Part(models.TextChoices):
        INTRODUCTION = "introduction", _("introduction")
        QA = "qa", _("Q&A")

    screening = models.ForeignKey("Screening", on_delete=models.CASCADE, related_name="guests")
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


def offer_of(feature, language):
    """An access feature in words: audio description (German)."""
    label = str(ScreeningAccess.Feature(feature).label)
    return f"{label} ({language})" if language else label
