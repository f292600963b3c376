"""Who changed what, row by row: kept for ever, only ever added to."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ChangeQuerySet(models.QuerySet):
    def of(self, record):
        """Changes of a record or of any row that is kept with it, the newest first."""
        changes = RecordChange.objects.of(record).order_by().values("change")
        return self.filter(pk__in=changes).order_by("-pk")

    def since(self, change_id):
        return self.filter(pk__gt=change_id)

    def of_mergers(self):
        return self.filter(kind__in=Change.MERGERS)


class Change(models.Model):
    """Something that was done to records at one time, by somebody or by a command."""

    class Kind(models.TextChoices):
        CREATED = "created", _("created")
        SAVED = "saved", _("changed")
        DELETED = "deleted", _("deleted")
        RESTORED = "restored", _("restored")
        UNDONE = "undone", _("undid a change")
        MERGED = "merged", _("merged")
        UNMERGED = "unmerged", _("undid a merger")
        IMPORTED = "imported", _("imported")
        MOVED = "moved", _("moved to another state")
        ANNOUNCED = "announced", _("announced")

    MERGERS = (Kind.MERGED, Kind.UNMERGED)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="changes", null=True
    )
    user_name = models.CharField(_("by"), max_length=200)
    at = models.DateTimeField(_("at"), default=timezone.now)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    undoes = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="undone_by", null=True
    )

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.user_name}"

    @property
    def is_undone_as_a_whole(self):
        """Whether one of its records cannot go back without the others."""
        return self.kind in self.MERGERS

    @property
    def is_beginning(self):
        return self.kind == self.Kind.CREATED


class RecordChangeQuerySet(models.QuerySet):
    def of(self, record):
        return self.filter(model=record._meta.label_lower, key=record.pk)

    def last_ids(self, records):
        """The id of the last change of each of these records of one model, by key: one query."""
        records = list(records)
        if not records:
            return {}
        mine = Q(model=records[0]._meta.label_lower, key__in=[record.pk for record in records])
        return dict(self.filter(mine).order_by().values_list("key").annotate(Max("change")))


class RecordChange(models.Model):
    """A record whose page shows something of a change: the film for each of its credits."""

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="records")
    model = models.CharField(max_length=100)
    key = models.BigIntegerField()

    objects = RecordChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("changed record")
        verbose_name_plural = _("changed records")
        ordering = ["change", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["model", "key", "change"], name="record_change_once")
        ]

    def __str__(self):
        return f"{self.model} {self.key}"


class RowChangeQuerySet(models.QuerySet):
    def of(self, record):
        """Of the record itself and of all that is kept with it, the newest first."""
        return self.filter(records__in=RecordChange.objects.of(record)).order_by("-change", "-pk")

    def since(self, change_id):
        return self.filter(change__gt=change_id)

    def deletions(self, model):
        """Where records of that model were deleted that are not there again, the newest first."""
        later = self.model.objects.filter(
            model=OuterRef("model"), key=OuterRef("key"), change__gt=OuterRef("change")
        )
        gone = self.filter(model=model._meta.label_lower, after__isnull=True)
        return gone.filter(~Exists(later)).order_by("-change", "-pk")


class RowChange(models.Model):
    """A row of a table before and after a change; without a before it was new."""

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="rows")
    records = models.ManyToManyField(RecordChange, related_name="rows")
    model = models.CharField(max_length=100)
    key = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    objects = RowChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("changed row")
        verbose_name_plural = _("changed rows")
        ordering = ["change", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["model", "key", "change"], name="row_change_once")
        ]

    def __str__(self):
        return f"{self.model} {self.key}"
