from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# Where in a list somebody is, and what the admin adds by itself, is no part of a view of it.
PASSING = {"page", "p", "e", "_changelist_filters"}


def normalised(query: str) -> str:
    """
    A query string in one order and without what is empty or said twice.

    >>> normalised("sort=-year,title&country=&country=chile&page=3&country=chile")
    'country=chile&sort=-year,title'
    """
    asked = QueryDict(query)
    left = QueryDict(mutable=True)
    for name in sorted(set(asked) - PASSING):
        left.setlist(name, dict.fromkeys(filter(None, asked.getlist(name))))
    return left.urlencode(safe=",")


class SavedViewQuerySet(models.QuerySet):
    def on_page(self, page):
        return self.filter(page=page)

    def open_to(self, user):
        """Somebody's own, and after them what colleagues share; with their owners, by name."""
        mine = Q(owner=user)
        found = self.filter(mine | Q(is_shared=True)).select_related("owner")
        return found.annotate(is_mine=mine).order_by("-is_mine", "name", "pk")


class SavedView(models.Model):
    """A list of the staff's as somebody filtered, sorted and arranged it, under a name."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.CASCADE,
        related_name="saved_views",
    )
    name = models.CharField(_("name"), max_length=80)
    # The name of the page's address, so that a view of one edition opens in the next as well.
    page = models.CharField(max_length=100)
    query = models.TextField(blank=True)
    is_shared = models.BooleanField(_("shared with colleagues"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "page", "name"], name="saved_view_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_name"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.query = normalised(self.query)
        super().save(*args, **kwargs)

    def address(self, **page):
        """Its address on a page; of the table of selections, that of the edition of that year."""
        return f"{reverse(self.page, kwargs=page)}?{self.query}"
