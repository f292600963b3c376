"""Links by which the press sees a film's page before its hour: signed, expiring, revocable."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models.selection_states import Status
from catalogue.models.selections import Selection
from people.questions import to_key

SALT = "catalogue.preview"
LONGEST_TOKEN = 200
MOST_DAYS = 30


class PreviewLinkQuerySet(models.QuerySet):
    def at_token(self, token):
        """The link that this token opens, expired or not; None of one that nobody was given."""
        try:
            key, expires = signing.loads(token[:LONGEST_TOKEN], salt=SALT)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        if to_key(str(key)) is None:
            return None
        links = self.filter(pk=key, revoked_at=None).exclude(selection__status=Status.WITHDRAWN)
        link = links.select_related("selection__film", "selection__edition").first()
        return link if link and link.expiry == expires else None


class PreviewLink(models.Model):
    """A film's page for somebody who may see it early."""

    kept_with = ()
    counted_on = ("times_opened",)

    selection = models.ForeignKey(
        Selection, verbose_name=_("selection"), on_delete=models.CASCADE, related_name="previews"
    )
    note = models.CharField(_("for whom"), max_length=200)
    days = models.PositiveSmallIntegerField(
        _("days"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
        help_text=_("How long the link opens the page: 1 to 30 days."),
    )
    expires_at = models.DateTimeField(_("until"), editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        related_name="preview_links",
        null=True,
        editable=False,
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)
    times_opened = models.PositiveIntegerField(_("opened"), default=0, editable=False)
    last_opened_at = models.DateTimeField(_("last opened at"), null=True, editable=False)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(days__range=(1, MOST_DAYS)),
                name="preview_link_days",
                violation_error_message=_("A link lasts 1 to 30 days."),
            )
        ]

    def __str__(self):
        return f"{self.selection} · {self.note}"

    def save(self, *args, **kwargs):
        if not self.expires_at:
            whole = self.made_at.replace(microsecond=0)
            self.expires_at = whole + timedelta(days=self.days)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("preview", args=[self.token])

    @property
    def token(self):
        return signing.dumps([self.pk, self.expiry], salt=SALT)

    @property
    def expiry(self):
        return int(self.expires_at.timestamp())

    @property
    def has_expired(self):
        return self.expires_at <= timezone.now()

    def opened(self):
        """Count that somebody opened it."""
        here = type(self).objects.filter(pk=self.pk)
        here.update(times_opened=F("times_opened") + 1, last_opened_at=timezone.now())

    def revoke(self):
        """From now on it opens nothing."""
        self.revoked_at = self.revoked_at or timezone.now()
        self.save(update_fields=["revoked_at"])
