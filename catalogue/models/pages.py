from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _

from catalogue.markup import html_of
from catalogue.models.labels import Named
from people.addresses import Addressed, AddressedQuerySet, FormerSlug, slug_from
from people.texts import Text

FOOT = "pages-at-the-foot"
FOOT_SECONDS = 2
remembered = caches["process"]


class PageQuerySet(AddressedQuerySet):
    def public(self):
        return self.filter(is_public=True)

    def at_the_foot(self, revision=""):
        """
        (slug, names) of the public pages that every page links to at its foot.

        Remembered, since every page asks: as long as that is the revision of the database, which
        None says nobody knows. Without one, a change made by another process shows in two seconds.
        """
        links = remembered.get(FOOT + revision) if revision is not None else None
        if links is None:
            links = list(self.public().filter(in_footer=True).values_list("slug", "names"))
            if revision is not None:
                remembered.set(FOOT + revision, links, FOOT_SECONDS if not revision else 60)
        return links


class Page(Named, Addressed):
    """A plain page that editors write: about, access, imprint, privacy."""

    kept_with = ("former_slugs", "texts")

    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Until then it is a draft that nobody can open.")
    )
    in_footer = models.BooleanField(_("linked at the foot of every page"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "slug", "pk"]

    @property
    def address_words(self):
        return self.name

    def get_absolute_url(self):
        return reverse("page_detail", args=[self.slug])

    def clean(self):
        """An address of its own: not one that the site itself answers at."""
        super().clean()
        slug = self.slug or slug_from(self.address_words)
        answers = resolve(reverse("page_detail", args=[slug])).url_name
        if answers != "page_detail" or slug in dict(settings.LANGUAGES):
            raise ValidationError({"slug": _("The site itself answers at this address.")})

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        remembered.delete(FOOT)

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        remembered.delete(FOOT)
        return deleted


class PageFormerSlug(FormerSlug):
    owner = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="former_slugs")


class PageText(Text):
    """A page's text in one language, and what its markup was rendered to when it was saved."""

    about = "page"
    derived = ("html",)

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="texts")
    html = models.TextField(editable=False)

    class Meta(Text.Meta):
        verbose_name = _("page text")
        verbose_name_plural = _("page texts")
        constraints = [
            *Text.Meta.constraints,
            models.UniqueConstraint(fields=["page", "language"], name="page_text_once_a_language"),
        ]

    def save(self, *args, **kwargs):
        self.derive()
        super().save(*args, **kwargs)

    def derive(self):
        self.html = html_of(self.body)
