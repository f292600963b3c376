"""What came from a file: which file, who read it in, and the line or row behind each value."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.models.assignments import sees_every_section
from catalogue.models.editions import Edition, Section
from catalogue.models.films import Film
from people.models import Change


class SheetMapping(models.Model):
    """Which column of a festival's sheet is what, under a name."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    # [[header, what it is], …] in the order of the columns.
    columns = models.JSONField(_("columns"), default=list)

    class Meta:
        verbose_name = _("column mapping")
        verbose_name_plural = _("column mappings")
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="sheet_mapping_has_name")]

    def __str__(self):
        return self.name


class ImportQuerySet(models.QuerySet):
    def drafts_of(self, user):
        """Files that somebody sent and has not confirmed; nobody else sees them."""
        return self.filter(state=Import.State.DRAFT, user=user)

    def in_scope_of(self, user):
        """A sheet holds films of any section: who is held to some sees the own ones alone."""
        return self if sees_every_section(user) else self.filter(user=user.pk)

    def recorded(self):
        return self.exclude(state=Import.State.DRAFT)


class Import(models.Model):
    """A file that was read into the records, in one change that can be undone as one."""

    kept_with = ("rows", "batches")

    class Kind(models.TextChoices):
        SHEET = "sheet", _("sheet")
        ENTRY = "entry", _("programme page")
        SCHEDULE = "schedule", _("schedule")
        LOAD = "load", _("large load")

    class State(models.TextChoices):
        DRAFT = "draft", _("not confirmed")
        LOADING = "loading", _("not finished")
        RECORDED = "recorded", _("recorded")
        UNDONE = "undone", _("undone")

    STANDING = (State.RECORDED, State.LOADING)

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SHEET)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    file_name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(_("SHA-256 of the file"), max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="imports", null=True
    )
    user_name = models.CharField(_("by"), max_length=200)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    edition = models.ForeignKey(
        Edition,
        verbose_name=_("edition"),
        on_delete=models.PROTECT,
        related_name="imports",
        null=True,
        blank=True,
    )
    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        on_delete=models.PROTECT,
        related_name="imports",
        null=True,
        blank=True,
        help_text=_("For rows that name none."),
    )
    columns = models.JSONField(_("columns"), default=list)
    problems = models.JSONField(_("problems"), default=list)
    counts = models.JSONField(_("counts"), default=dict)
    change = models.ForeignKey(
        Change, on_delete=models.PROTECT, related_name="imports", null=True, blank=True
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-at", "pk"]
        indexes = [models.Index(fields=["state", "user"], name="import_drafts")]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("admin:catalogue_import_change", args=[self.pk])

    @property
    def is_undone_by_command(self):
        """Whether it is too large to be undone while somebody waits for a page."""
        return self.kind == self.Kind.LOAD and self.state in self.STANDING


class ImportBatch(models.Model):
    """
    Rows of a large load that were recorded together, in one transaction with this: where it goes
    on when it was cut off, and what is undone together.
    """

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="batches")
    first_row = models.PositiveIntegerField()
    last_row = models.PositiveIntegerField()
    change = models.ForeignKey(
        Change, on_delete=models.PROTECT, related_name="import_batches", null=True
    )
    is_undone = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("batch of an import")
        verbose_name_plural = _("batches of an import")
        ordering = ["source", "first_row", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "first_row"], name="import_batch_once")
        ]

    def __str__(self):
        return f"{self.source}, {self.first_row}–{self.last_row}"


class ImportRow(models.Model):
    """A row of the file, or a line: the cells that were read, and what became of it."""

    class Standing(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        UNCHANGED = "unchanged", _("unchanged")
        REFUSED = "refused", _("refused")

    # The number of the row that stands for what no row says.
    ENTERED = 0

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(_("cells"), default=list)
    flaws = models.JSONField(_("flaws"), default=list)
    standing = models.CharField(_("standing"), max_length=10, choices=Standing, blank=True)
    told = models.JSONField(_("told"), default=list)
    # Without a constraint: the row stays what it was when the film is deleted, and when it is back.
    film = models.ForeignKey(
        Film,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="import_rows",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        ordering = ["number", "pk"]
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="import_row_once")]

    def __str__(self):
        return f"{self.source}, {self.number}"


class ImportedValueQuerySet(models.QuerySet):
    def standing(self):
        """Those of imports that were not undone, the newest last."""
        return self.filter(row__source__state__in=Import.STANDING).order_by("pk")

    def behind(self, film):
        """What the values of a film came from: for each field the newest."""
        found = self.standing().filter(film=film).select_related("row__source")
        return {value.field: value for value in found}.values()

    def written(self):
        """Without those that somebody entered beside the page, instead of what it says."""
        return self.exclude(row__number=ImportRow.ENTERED)


class ImportedValue(models.Model):
    """Who says so: a value of a film as an import wrote it, and the column it stood in."""

    row = models.ForeignKey(ImportRow, on_delete=models.CASCADE, related_name="values")
    film = models.ForeignKey(
        Film, on_delete=models.DO_NOTHING, db_constraint=False, related_name="imported_values"
    )
    field = models.CharField(max_length=80)
    column = models.CharField(_("column"), max_length=200, blank=True)
    value = models.TextField(_("value"), blank=True)

    objects = ImportedValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported value")
        verbose_name_plural = _("imported values")
        ordering = ["pk"]
        indexes = [models.Index(fields=["film", "field"], name="imported_value_of_film")]

    def __str__(self):
        return f"{self.field}: {self.value[:60]}"

    @property
    def place(self):
        """Where it stands: the file, the row and the column, or the lines of a page."""
        row, source = self.row, self.row.source
        if row.number == ImportRow.ENTERED:
            return gettext("%(file)s, entered by %(who)s") % {
                "file": source,
                "who": source.user_name or source.get_kind_display(),
            }
        if source.kind == Import.Kind.ENTRY:
            told = {"file": source, "lines": self.column}
            count = len(self.column.split(","))
            sentence = ngettext("%(file)s, line %(lines)s", "%(file)s, lines %(lines)s", count)
            return sentence % told
        told = {"file": source, "row": row.number, "column": self.column}
        return gettext("%(file)s, row %(row)s, %(column)s") % told
