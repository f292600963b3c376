"""Prose in several languages: a row per text and language, and the rule for what is shown."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def site_languages():
    """The languages this festival writes in; a callable, so that a new one is no migration."""
    return settings.LANGUAGES


class Text(models.Model):
    """What an editor wrote, in one language; concrete models add what it is about."""

    language = models.CharField(_("language"), max_length=12, choices=site_languages)
    body = models.TextField(_("text"))
    source_language = models.CharField(
        _("translated from"),
        max_length=12,
        choices=site_languages,
        blank=True,
        help_text=_("Empty for a text that was written in its own language."),
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        abstract = True
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


def text_in(texts: Iterable[Text], language: str) -> Text | None:
    """The text to show a reader of that language: theirs, else the default's, else any."""
    by_language = {text.language: text for text in texts}
    first = next(iter(by_language.values()), None)
    return by_language.get(language) or by_language.get(settings.LANGUAGE_CODE) or first


def outdated(texts: Iterable[Text]) -> list[Text]:
    """Translations whose source was changed after they were."""
    by_language = {text.language: text for text in texts}
    return [
        text
        for text in by_language.values()
        if (source := by_language.get(text.source_language)) and source.changed_at > text.changed_at
    ]
