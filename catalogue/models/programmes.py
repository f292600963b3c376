from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.models.assignments import Assignment, sees_every_section
from catalogue.models.editions import Edition, Section
from catalogue.models.labels import Named
from catalogue.models.selections import Selection
from people.addresses import Addressed, AddressedQuerySet, FormerSlug


class ProgrammeQuerySet(AddressedQuerySet):
    def of(self, selections):
        """Programmes that show at least one of these selections."""
        shown = Exists(selections.order_by().filter(pk=OuterRef("selection")))
        slots = ProgrammeSlot.objects.filter(shown, programme=OuterRef("pk"))
        return self.filter(Exists(slots)).select_related("edition", "section")

    def in_edition(self, edition):
        return self.filter(edition=edition)

    def in_scope_of(self, user):
        if sees_every_section(user):
            return self
        return self.filter(Assignment.objects.of(user).covering_each())


class Programme(Named, Addressed):
    """Films shown together in order, as one: a block of shorts."""

    kept_with = ("former_slugs", "slots")

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="programmes"
    )
    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, related_name="programmes"
    )
    selections = models.ManyToManyField(
        Selection, through="ProgrammeSlot", related_name="programmes"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-edition__year", "section__position", "position", "pk"]

    @property
    def address_words(self):
        return f"{self.name} {self.edition.year}"

    def get_absolute_url(self):
        return reverse("catalogue:programme_detail", args=[self.edition.year, self.slug])


class ProgrammeFormerSlug(FormerSlug):
    owner = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="former_slugs")


class ProgrammeSlotQuerySet(models.QuerySet):
    def public(self, at=None):
        """Slots of films anyone may know of."""
        return self.filter(Exists(Selection.objects.public(at).filter(pk=OuterRef("selection"))))


class ProgrammeSlot(models.Model):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="slots")
    selection = models.ForeignKey(
        Selection, verbose_name=_("selection"), on_delete=models.PROTECT, related_name="slots"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ProgrammeSlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme slot")
        verbose_name_plural = _("programme slots")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "selection"], name="programme_slot_once")
        ]

    def __str__(self):
        return f"{self.position}. {self.selection.film}"
