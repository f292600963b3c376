"""Which sections somebody of the staff is given, and what follows from it."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from catalogue.models.editions import Edition, Section

EVERY_SECTION = "catalogue.view_every_section"


def sees_every_section(user):
    """
    Whether somebody is held to no section. Who was given sections is held to them, whatever
    groups they are in besides; who was given none sees all of them if a group of theirs does.
    """
    if user.is_superuser:
        return True
    if not hasattr(user, "_sees_every_section"):
        user._sees_every_section = (
            user.has_perm(EVERY_SECTION) and not Assignment.objects.of(user).exists()
        )
    return user._sees_every_section


class AssignmentQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user.pk)

    def in_scope_of(self, user):
        return self if sees_every_section(user) else self.of(user)

    def covering_each(self):
        """Those of the section and the edition of each record of an outer query: a condition."""
        of_edition = Q(edition=None) | Q(edition=OuterRef("edition"))
        return Exists(self.filter(of_edition, section=OuterRef("section")))

    def cover(self, section, edition):
        """Whether that section in that edition is among what these give."""
        return self.filter(Q(edition=None) | Q(edition=edition), section=section).exists()


class Assignment(models.Model):
    """A section somebody edits, in one edition or in all."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editor"),
        on_delete=models.CASCADE,
        related_name="assignments",
    )
    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, related_name="assignments"
    )
    edition = models.ForeignKey(
        Edition,
        verbose_name=_("edition"),
        on_delete=models.PROTECT,
        related_name="assignments",
        null=True,
        blank=True,
        help_text=_("Empty: every edition."),
    )

    kept_with = ()

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["user", "section__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "section", "edition"], name="assignment_once_an_edition"
            ),
            models.UniqueConstraint(
                fields=["user", "section"],
                condition=Q(edition=None),
                name="assignment_once_for_all_editions",
                violation_error_message=_("This section is given for every edition already."),
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.section} {self.edition or ''}".strip()
