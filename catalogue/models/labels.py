from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from people.folding import fold


def label_in(names: dict[str, str], language: str | None = None) -> str:
    """
    The name in that language (default: the page's), else in the default, else in the first by its
    code: databases do not agree on the order in which names are kept.
    """
    language = language or get_language() or settings.LANGUAGE_CODE
    others = (names[code] for code in sorted(names))
    candidates = (names.get(language), names.get(settings.LANGUAGE_CODE), *others)
    return next(filter(None, candidates), "")


def validate_names(names):
    """A name per language: a mapping of language codes to non-empty strings."""
    if not isinstance(names, dict) or not all(
        isinstance(name, str) and name.strip() for name in names.values()
    ):
        raise ValidationError(_("Enter a name for each language."))


class Named(models.Model):
    """A record known by a short name per language: data of one row, sorted and joined with it."""

    names = models.JSONField(_("names"), default=dict, validators=[validate_names])

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def name(self):
        return label_in(self.names)

    @property
    def filed_name(self):
        return fold(self.name)
