"""The controlled vocabularies: seeded from catalogue/vocabularies/, a festival's to extend."""

from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from catalogue.models.labels import Named
from people.words import Findable, FindableQuerySet, Word, go_along


class CountryQuerySet(FindableQuerySet):
    def at_address(self, slug):
        return self.filter(slug=slug).first()

    def with_counts(self, selections):
        """Those that films of any of these selections come from, with the selections' number."""
        shown = self.filter(films__selections__in=selections.order_by())
        return shown.annotate(film_count=Count("films__selections")).order_by("slug", "pk")


class Country(Findable, Named):
    """A country a film comes from; countries that are no more stay, as their films do."""

    kept_with = ()
    found_by = {"names": Word.Kind.TERM}

    code = models.CharField(_("code"), max_length=4, unique=True, help_text=_("ISO 3166-1 or -3."))
    slug = models.SlugField(_("address"), unique=True)
    is_historical = models.BooleanField(_("historical"), default=False)

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["slug", "pk"]


class CountryWord(Word):
    owner = models.ForeignKey(Country, on_delete=go_along, related_name="words")


class Language(Named):
    """A language spoken or sung in a film; “no dialogue” (zxx) is one."""

    kept_with = ()

    NO_DIALOGUE = "zxx"

    code = models.CharField(_("code"), max_length=12, unique=True, help_text="BCP 47")
    slug = models.SlugField(_("address"), unique=True)

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering = ["slug", "pk"]


class Department(Named):
    kept_with = ()

    key = models.SlugField(_("key"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"))

    CAST = "cast"

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["position", "pk"]


class Function(Named):
    """What somebody did for a film, named as a function, never as a person."""

    kept_with = ()

    DIRECTOR = "director"

    key = models.SlugField(_("key"), unique=True)
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        on_delete=models.PROTECT,
        related_name="functions",
    )
    position = models.PositiveSmallIntegerField(_("print order"))

    class Meta:
        verbose_name = _("function")
        verbose_name_plural = _("functions")
        ordering = ["position", "pk"]


class ContentNote(Named):
    """Something a visitor may want to be told of beforehand."""

    kept_with = ()

    key = models.SlugField(_("key"), unique=True)
    is_safety = models.BooleanField(
        _("safety"), default=False, help_text=_("Always shown openly: flashing images.")
    )

    class Meta:
        verbose_name = _("content note")
        verbose_name_plural = _("content notes")
        ordering = ["key", "pk"]
