"""What of a film no import writes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.films import Film


class FilmLock(models.Model):
    """Somebody has the last word on a field: what a file says against it is told, not written."""

    class Field(models.TextChoices):
        EVERYTHING = "everything", _("everything")
        TITLE = "title", _("title")
        ORIGINAL_TITLE = "original_title", _("original title")
        OTHER_TITLES = "other_titles", _("further titles")
        YEAR = "year", _("year")
        RUNTIME = "runtime", _("runtime")
        COUNTRIES = "countries", _("countries")
        LANGUAGES = "languages", _("languages")
        FORM = "form", _("form")
        COLOUR = "colour", _("colour")
        SOUND = "sound", _("sound")
        ASPECT_RATIO = "aspect_ratio", _("aspect ratio")
        CREDIT = "credit", _("credits")
        CAST = "cast", _("cast")
        COMPANY = "company", _("companies")
        SYNOPSIS = "synopsis", _("synopses")
        SECTION = "section", _("section")
        STATUS = "status", _("status")
        PREMIERE = "premiere", _("premiere status")
        AGE = "age", _("age recommendation")
        POSITION = "position", _("position")
        NOTE = "note", _("programme notes")
        IDENTIFIER = "id", _("identifiers")

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="locks")
    field = models.CharField(_("field"), max_length=20, choices=Field)
    reason = models.CharField(_("why"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("lock")
        verbose_name_plural = _("locks")
        ordering = ["field", "pk"]
        constraints = [models.UniqueConstraint(fields=["film", "field"], name="film_lock_once")]

    def __str__(self):
        return self.get_field_display()


def lock_on(locks, key):
    """
    Of a film's locks the one that holds a field, by its key in sheets: `credit:director`,
    `title:de`, `note:en`. None where none does.
    """
    what, _colon, more = key.partition("@")[0].partition(":")
    if what == "title" and more:
        what = FilmLock.Field.OTHER_TITLES
    held = (FilmLock.Field.EVERYTHING, what)
    return next((lock for lock in locks if lock.field in held), None)
