"""
Prose in several languages: a row per text and language, what is shown of it, and what state it is
in. A translation is outdated when its source was reworded after it was last compared with it; a
text is proofed until it is reworded, by so little as a blank.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NOT_PROOFED = {"proofed_by": None, "proofed_by_name": "", "proofed_at": None}


def site_languages():
    """The languages this festival writes in; a callable, so that a new one is no migration."""
    return settings.LANGUAGES


class Text(models.Model):
    """What an editor wrote, in one language; concrete models add what it is `about`."""

    class State(models.TextChoices):
        MISSING = "missing", _("missing")
        OUTDATED = "outdated", _("outdated")
        WRITTEN = "written", _("to proof")
        PROOFED = "proofed", _("proofed")

    about: str  # the name of the foreign key to what it tells of

    language = models.CharField(_("language"), max_length=12, choices=site_languages)
    body = models.TextField(_("text"))
    source_language = models.CharField(
        _("translated from"),
        max_length=12,
        choices=site_languages,
        blank=True,
        help_text=_("Empty for a text that was written in its own language."),
    )
    changed_at = models.DateTimeField(_("changed at"), editable=False)
    compared_at = models.DateTimeField(_("compared with its source at"), editable=False)
    proofed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proofed by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    proofed_by_name = models.CharField(max_length=200, blank=True, editable=False)
    proofed_at = models.DateTimeField(_("proofed at"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "proof")
        ordering = ["language", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(body=""),
                name="%(class)s_has_body",
                violation_error_message=_("A text must not be empty."),
            )
        ]

    def __str__(self):
        return f"{self.get_language_display()}: {self.body[:60]}"

    def save(self, *args, update_fields=None, **kwargs):
        """Takes the proof back where the body is another than the one that is stored."""
        now = timezone.now()
        if self._state.adding:
            self.changed_at, self.compared_at = self.changed_at or now, self.compared_at or now
        elif self.is_reworded(update_fields):
            self.changed_at = self.compared_at = now
            self.take_proof_back()
            if update_fields is not None:
                update_fields = {*update_fields, "changed_at", "compared_at", *NOT_PROOFED}
        super().save(*args, update_fields=update_fields, **kwargs)

    def is_reworded(self, update_fields=None):
        if update_fields is not None and "body" not in update_fields:
            return False
        return not type(self)._base_manager.filter(pk=self.pk, body=self.body).exists()

    def compare(self):
        """Somebody found that it still says what its source says."""
        self.compared_at = timezone.now()

    def proof(self, user):
        """Somebody read exactly this body and found nothing wrong; their name stays."""
        self.proofed_by, self.proofed_at = user, timezone.now()
        self.proofed_by_name = user.get_full_name() or user.get_username()

    def take_proof_back(self):
        for name, nothing in NOT_PROOFED.items():
            setattr(self, name, nothing)


def text_in(texts: Iterable[Text], language: str) -> Text | None:
    """The text to show a reader of that language: theirs, else the default's, else any."""
    by_language = {text.language: text for text in texts}
    first = next(iter(by_language.values()), None)
    return by_language.get(language) or by_language.get(settings.LANGUAGE_CODE) or first


def outdated(texts: Iterable[Text]) -> list[Text]:
    """Those of one record's texts that are translations of what was reworded since."""
    by_language = {text.language: text for text in texts}
    return [
        text
        for text in by_language.values()
        if (source := by_language.get(text.source_language))
        and source.changed_at > text.compared_at
    ]


def states(texts: Iterable[Text]) -> dict[str, Text.State]:
    """The state of one record's texts in each of the festival's languages."""
    by_language = {text.language: text for text in texts}
    found = {
        language: Text.State.PROOFED if text.proofed_at else Text.State.WRITTEN
        for language, text in by_language.items()
    }
    found |= {text.language: Text.State.OUTDATED for text in outdated(by_language.values())}
    return {code: found.get(code, Text.State.MISSING) for code, _name in settings.LANGUAGES}


def newer_sources(texts: QuerySet) -> QuerySet:
    """What was reworded since a text was compared with it, for an outer text of that model."""
    about = texts.model.about
    return texts.model._base_manager.filter(
        **{about: OuterRef(about)},
        language=OuterRef("source_language"),
        changed_at__gt=OuterRef("compared_at"),
    )


def only_outdated(texts: QuerySet) -> QuerySet:
    """The same of any number of texts of one model, in the database."""
    return texts.filter(Exists(newer_sources(texts)))


def with_state(texts: QuerySet) -> QuerySet:
    """Each text with its `state`, as `states` has it; one that is missing is not there."""
    is_outdated = When(Exists(newer_sources(texts)), then=Value(Text.State.OUTDATED))
    is_proofed = When(proofed_at__isnull=False, then=Value(Text.State.PROOFED))
    return texts.annotate(state=Case(is_outdated, is_proofed, default=Value(Text.State.WRITTEN)))
