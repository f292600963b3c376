"""When a section goes public in an edition, where it is not with all the others."""

from functools import cache

from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from catalogue.models.editions import Edition, Section


class SectionAnnouncement(models.Model):
    edition = models.ForeignKey(
        Edition,
        verbose_name=_("edition"),
        on_delete=models.CASCADE,
        related_name="section_announcements",
    )
    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, related_name="announcements"
    )
    announced_at = models.DateTimeField(_("announced at"))

    class Meta:
        verbose_name = _("announcement of a section")
        verbose_name_plural = _("announcements of sections")
        ordering = ["announced_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "section"],
                name="section_announcement_once",
                violation_error_message=_("This section has an hour already."),
            )
        ]

    def __str__(self):
        return f"{self.section} {self.edition.year}"


@cache
def hour_of_selection():
    """An expression: a selection's own hour, else its section's in the edition, else that one's."""
    of_section = SectionAnnouncement.objects.filter(
        edition=OuterRef("edition"), section=OuterRef("section")
    ).order_by()
    return Coalesce(
        "announced_at", Subquery(of_section.values("announced_at")), "edition__announced_at"
    )
