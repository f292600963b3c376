"""Addresses made of words that are kept for ever: a slug, and the slugs a record had before."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import get_script_prefix, reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from people.folding import fold

LONGEST = 110
BATCH = 500
FURTHER_ASKED = 6


def slug_from(words: str) -> str:
    """
    The words as they stand in an address: folded, and in their own script where they have one.

    >>> slug_from("Łódź, mon amour")
    'lodz-mon-amour'
    """
    return slugify(fold(words), allow_unicode=True)[:LONGEST].strip("-") or "untitled"


def address_at(view: str, slug: str) -> str:
    """
    The address of that view for that slug, in the language at hand.

    As `reverse` has it, which takes much longer: a page names a hundred people and films.
    """
    before, after = around_slug(view, get_language(), settings.LANGUAGE_CODE, get_script_prefix())
    return f"{before}{quote(slug)}{after}"


def address_of(view: str, *words: str | int) -> str:
    """The same of any view that answers at few addresses: those of editions, sections, venues."""
    return kept_address(view, words, get_language(), get_script_prefix())


@lru_cache(maxsize=4000)
def kept_address(view: str, words: tuple[str | int, ...], *_where: str) -> str:
    return reverse(view, args=words)


@lru_cache
def around_slug(view: str, *_where: str) -> list[str]:
    return reverse(view, args=["SLUG"]).split("SLUG")


def give_free_slugs(records: list["Addressed"]) -> None:
    """
    New records of one model, each given the slug that saving them one after the other would give,
    in a few queries for all; those of a name that many bear cost a few more.
    """
    if not records:
        return
    model = type(records[0])
    first = [slug_from(record.address_words) for record in records]
    asked, used = set(first), taken_of(model, first)
    twice = {slug for slug, times in Counter(first).items() if times > 1 or slug in used}
    further = {f"{slug}-{number}" for slug in twice for number in range(2, FURTHER_ASKED)}
    used |= taken_of(model, further - asked)
    asked |= further
    for record, words in zip(records, first, strict=True):
        record.slug, number = words, 2
        while record.slug in used:
            record.slug, number = f"{words}-{number}", number + 1
            if record.slug not in asked:
                more = {f"{words}-{number - 1 + ahead}" for ahead in range(BATCH)}
                used |= taken_of(model, more - asked)
                asked |= more
        used.add(record.slug)


def taken_of(model: type["Addressed"], slugs: Iterable[str]) -> set[str]:
    """Those of the slugs that a record has or had."""
    slugs, found = list(slugs), set()
    for start in range(0, len(slugs), BATCH):
        some = slugs[start : start + BATCH]
        for records in (model._base_manager, model.former_model().objects):
            found.update(records.filter(slug__in=some).values_list("slug", flat=True))
    return found


def first_at(slug: str, records: Iterable["Addressed"]) -> "Addressed | None":
    """Of records that answer at a slug the one that has it, else one that had it."""
    return next(iter(sorted(records, key=lambda record: record.slug != slug)), None)


def the_one_at(slug: str, records: Iterable["Addressed"]) -> "Addressed":
    """The same; raises as AddressedQuerySet.get_at_address."""
    record = first_at(slug, records)
    if not record:
        raise Http404
    if record.slug != slug:
        raise Moved(record)
    return record


class Moved(Exception):  # noqa: N818 - an answer, not an error, as Http404 is
    """A record was asked for at a slug it had before; `record` has the one it has now."""

    def __init__(self, record):
        super().__init__(record)
        self.record = record

    def redirect(self, request):
        """To the same view of the record, at its slug of today, for ever."""
        asked = request.resolver_match
        address = asked.kwargs | {"slug": self.record.slug}
        return redirect(asked.view_name, **address, permanent=True)


class AddressedQuerySet(models.QuerySet):
    def get_at_address(self, slug):
        """
        The one record that is at that slug.

        Raises Http404 where there is none, and Moved, which `festival.middleware.follow_moved`
        answers with a redirect, where it was there formerly.
        """
        return the_one_at(slug, self.at_addresses([slug]))

    def at_address(self, slug):
        """The one record that answers at that slug, now or formerly; None when there is none."""
        return first_at(slug, self.at_addresses([slug]))

    def at_addresses(self, slugs):
        """Every record that answers at one of those slugs, now or formerly, each once."""
        return self.filter(pk__in=self.keys_at(slugs))

    def keys_at(self, slugs):
        """The keys of whatever is or was at those slugs: one question an index for each way."""
        own = self.model._base_manager.filter(slug__in=slugs).order_by()
        former = self.model.former_model().objects.filter(slug__in=slugs)
        return own.values("pk").union(former.values("owner"))


class Addressed(models.Model):
    """A record with an address; saving a new slug keeps the old one answering."""

    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        allow_unicode=True,
        blank=True,
        help_text=_("Made from the name when left empty. A changed address keeps redirecting."),
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        was = type(self)._base_manager.filter(pk=self.pk).values_list("slug", flat=True).first()
        if not self.slug:
            self.save_at_free_slug(*args, **kwargs)
        else:
            super().save(*args, **kwargs)
        if was != self.slug:
            self.former_model().objects.filter(slug=self.slug).delete()
        if was and was != self.slug:
            self.former_model().objects.update_or_create(slug=was, defaults={"owner": self})

    def save_at_free_slug(self, *args, attempts=3, **kwargs):
        """Save, at the next free slug where another record takes the first in the meantime."""
        self.slug = self.free_slug()
        try:
            with transaction.atomic():
                super().save(*args, **kwargs)
        except IntegrityError:
            others = type(self)._base_manager.exclude(pk=self.pk)
            if attempts == 1 or not others.filter(slug=self.slug).exists():
                raise
            self.save_at_free_slug(*args, attempts=attempts - 1, **kwargs)

    @property
    def address_words(self):
        """The words a first slug is made of."""
        raise NotImplementedError

    def free_slug(self):
        """The first of `words`, `words-2`, `words-3` … that no record has or had."""
        words = slug_from(self.address_words)
        taken = type(self)._base_manager.filter(slug__startswith=words)
        former = self.former_model().objects.filter(slug__startswith=words)
        used = {*taken.values_list("slug", flat=True), *former.values_list("slug", flat=True)}
        number = 2
        slug = words
        while slug in used:
            slug = f"{words}-{number}"
            number += 1
        return slug

    @classmethod
    def former_model(cls):
        return cls.former_slugs.rel.related_model

    def clean(self):
        super().clean()
        former = self.former_model().objects.filter(slug=self.slug)
        if self.slug and any(row.owner_id != self.pk for row in former):
            raise ValidationError({"slug": _("Another record answered at this address before.")})


class FormerSlug(models.Model):
    """A slug that a record had once; concrete models add the foreign key and call it owner."""

    outlasts_restoring = True

    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.slug
