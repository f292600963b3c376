"""Imports in the admin: sheets sent, their columns said, looked over, recorded; any one undone."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.admin.sheet_forms import ColumnsForm, UploadForm
from catalogue.intake.imports import undo_import
from catalogue.intake.records import CannotRecordError
from catalogue.intake.sheets.fields import fields
from catalogue.intake.sheets.imports import (
    PlanChangedError,
    confirm,
    earlier,
    open_draft,
    plan_of,
    table_of,
)
from catalogue.intake.sheets.plans import Standing
from catalogue.intake.sheets.tables import Problem, UnreadableSheetError
from catalogue.models import Import, ImportedValue
from people.history.restoring import InTheWayError
from people.questions import ClosedQuestions, to_key

MOST_SHOWN = 300


@admin.register(Import)
class ImportAdmin(ClosedQuestions, admin.ModelAdmin):
    """What is listed was recorded; a draft is on the pages of whoever sent it alone."""

    list_display = ["file_name", "kind", "at", "user_name", "edition", "did", "state"]
    list_filter = ["kind", "state", "edition"]
    list_select_related = ["edition"]
    search_fields = ["file_name", "user_name"]
    ordering = ["-at", "-pk"]

    # Who may -----------------------------------------------------------------------------------

    def has_add_permission(self, request):
        return request.user.has_perms(["catalogue.add_film", "catalogue.change_film"])

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or self.has_add_permission(request)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).in_scope_of(request.user).recorded()

    def draft(self, request, object_id):
        if not self.has_add_permission(request):
            raise PermissionDenied
        key = to_key(object_id)
        draft = Import.objects.drafts_of(request.user).filter(pk=key).first() if key else None
        if not draft:
            raise Http404
        return draft

    # Pages -------------------------------------------------------------------------------------

    def get_urls(self):
        own = [
            ("<object_id>/columns/", self.columns_view, "columns"),
            ("<object_id>/preview/", self.preview_view, "preview"),
            ("<object_id>/undo/", self.undo_view, "undo"),
        ]
        views = [
            path(route, self.admin_site.admin_view(view), name=f"catalogue_import_{name}")
            for route, view, name in own
        ]
        return [*views, *super().get_urls()]

    def show(self, request, template, title, **context):
        context |= self.admin_site.each_context(request) | {"title": title, "opts": self.opts}
        request.current_app = self.admin_site.name
        return TemplateResponse(request, f"admin/catalogue/import/{template}.html", context)

    def add_view(self, request, form_url="", extra_context=None):
        """Send a file; nothing of it is recorded yet."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
        if form.is_valid():
            sent = form.cleaned_data
            file, about = sent["file"], [sent["edition"], sent["section"], sent["mapping"]]
            try:
                draft = open_draft(file.read(), file.name, request.user, *about)
                return redirect("admin:catalogue_import_columns", draft.pk)
            except UnreadableSheetError as error:
                form.add_error("file", str(error))
        return self.show(request, "upload", gettext("Import a sheet"), form=form)

    def columns_view(self, request, object_id):
        """What each column is: as it was recognised, to be corrected, and kept under a name."""
        draft = self.draft(request, object_id)
        form = ColumnsForm(request.POST or None, draft=draft)
        if form.is_valid():
            form.save()
            return redirect("admin:catalogue_import_preview", draft.pk)
        context = {"draft": draft, "form": form, "problems": table_of(draft).problems}
        return self.show(request, "columns", gettext("What the columns are"), **context)

    def preview_view(self, request, object_id):
        """Row by row what would be done; what was confirmed is done, or nothing."""
        draft = self.draft(request, object_id)
        taken, sentence = request.POST.getlist("take"), ""
        if request.method == "POST":
            try:
                record = confirm(draft, request.user, taken, request.POST.get("plan", "-"))
                self.message_user(request, gettext("The sheet is recorded."), messages.SUCCESS)
                return redirect(record.get_absolute_url())
            except (PlanChangedError, CannotRecordError) as error:
                sentence = str(error)
        plan = plan_of(draft, request.user, taken)
        parts = [(one, plan.of(one)) for one in Standing]
        context = {"parts": {one.value: rows for one, rows in parts}, "most": MOST_SHOWN}
        context |= {"draft": draft, "plan": plan, "sentence": sentence, "earlier": earlier(draft)}
        return self.show(request, "preview", gettext("What would be recorded"), **context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The record of an import: what became of every row."""
        record = self.record(request, object_id)
        rows = record.rows.select_related("film")
        context = {"record": record, "rows": rows[:MOST_SHOWN], "count": rows.count()}
        context |= {"columns": named_columns(record), "may_undo": self.may_undo(request, record)}
        context["problems"] = [Problem(*told) for told in record.problems[:MOST_SHOWN]]
        return self.show(request, "report", str(record), **context)

    def undo_view(self, request, object_id):
        record = self.record(request, object_id)
        if not self.may_undo(request, record):
            raise PermissionDenied
        sentences = []
        if request.method == "POST":
            try:
                undo_import(record, request.user)
                self.message_user(request, gettext("The import is undone."), messages.SUCCESS)
                return redirect(record.get_absolute_url())
            except InTheWayError as error:
                sentences = error.sentences[:MOST_SHOWN]
        title = gettext("Undo: %(file)s") % {"file": record}
        return self.show(request, "undo", title, record=record, sentences=sentences)

    def record(self, request, object_id):
        record = self.get_object(request, object_id)
        if not record:
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        return record

    def may_undo(self, request, record):
        is_done = record.state == Import.State.RECORDED and not record.is_undone_by_command
        return is_done and self.has_add_permission(request)

    @admin.display(description=_("rows"))
    def did(self, record):
        counts = record.counts
        told = {"new": counts.get("new", 0), "changed": counts.get("changed", 0)}
        return gettext("%(new)s new, %(changed)s changed") % told


def named_columns(record):
    """What was read, by column and field."""
    known = fields()
    read = [(header, target) for header, target in record.columns if target]
    return [(header, known[target].name if target in known else target) for header, target in read]


def sources_of(film, user):
    """Who says so: for each value that came from a file the import, the row and the column."""
    values = ImportedValue.objects.behind(film)
    if not values:
        return "–"
    known = fields()
    selections = map(str, film.selections.in_scope_of(user).values_list("pk", flat=True))
    shown = {"", *selections}
    lines = (
        (
            name_of_field(value.field.partition("@")[0], known),
            told_of(value, known)[:80],
            reverse("admin:catalogue_import_change", args=[value.row.source_id]),
            value.place,
        )
        for value in values
        if value.field.partition("@")[2] in shown
    )
    rows = format_html_join("", '<li>{}: <b>{}</b> – <a href="{}">{}</a></li>', lines)
    return format_html('<ul class="sources">{}</ul>', rows) if rows else "–"


def told_of(value, known):
    field = known.get(value.field.partition("@")[0])
    return field.told(value.value) if field else value.value


def name_of_field(key, known):
    """As it is told beside a value; what no sheet has is named by what it is and whose."""
    if key in known:
        return known[key].name
    what, _colon, whose = key.partition(":")
    if what == "screening":
        return gettext("Screening")
    told = {"biography": _("Biography"), "filmography": _("Filmography")}.get(what, what)
    return f"{told}, {whose}" if whose else str(told)
