"""
Records chosen in a list, edited beside each other: a few fields of each, one value for all of them
where it is the same, looked at before it is saved.

Django's `list_editable` writes by the place of a row, which moves while somebody types; here a row
is its record's key, and says what its editor has seen of it.
"""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey
from django.forms import modelform_factory
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from people.admin.tables.forms import RowForm, fetch_choices
from people.admin.tables.rows import FILL, NotSavedError, Table
from people.questions import KeyField, to_key

MOST = 200


class TableAdmin(admin.ModelAdmin):
    """For a list whose records have `table_fields`: an action, and the page it leads to."""

    table_fields = ()
    table_form = RowForm
    actions = ["edit_in_table"]

    def get_urls(self):
        if not self.table_fields:
            return super().get_urls()
        name = f"{self.opts.app_label}_{self.opts.model_name}_table"
        view = self.admin_site.admin_view(self.table_view)
        return [path("table/", view, name=name), *super().get_urls()]

    def get_actions(self, request):
        actions = super().get_actions(request)
        if not self.table_fields:
            actions.pop("edit_in_table", None)
        return actions

    def table_address(self, name, **query):
        info = self.opts.app_label, self.opts.model_name
        return reverse("admin:{}_{}_{}".format(*info, name), query=query or None)

    @admin.action(description=_("Edit the selected in a table …"), permissions=["change"])
    def edit_in_table(self, request, records):
        keys = list(records.values_list("pk", flat=True)[: MOST + 1])
        if len(keys) > MOST:
            said = gettext("A table takes %(most)s records at most: choose fewer.")
            return self.message_user(request, said % {"most": MOST}, messages.WARNING)
        asked = {"keys": ".".join(map(str, keys)), "list": request.GET.urlencode()}
        return redirect(self.table_address("table", **asked))

    def table_records(self, request):
        """What was chosen and is there, in the order it was chosen in."""
        asked = request.GET.get("keys", "").split(".")[: MOST + 1]
        keys = [key for key in dict.fromkeys(map(to_key, asked)) if key is not None]
        if not keys or len(keys) > MOST:
            raise Http404
        fetched = self.scoped_prefetches(self.list_prefetch, request)
        found = self.get_queryset(request).prefetch_related(*fetched)
        if self.list_select_related:
            found = found.select_related(*self.list_select_related)
        found = found.in_bulk(keys)
        records = [found[key] for key in keys if key in found]
        if not records:
            raise Http404
        if not all(self.may_change_all(request, record) for record in records):
            raise PermissionDenied
        return records

    def table_form_class(self, request):
        made = modelform_factory(
            self.model,
            form=self.table_form,
            fields=self.table_fields,
            formfield_callback=partial(self.table_formfield, request=request),
        )
        made.user = request.user
        fetch_choices(made)
        return made

    def table_formfield(self, db_field, request):
        """As on the record's page; but a choice is a list, which the keyboard fills fastest."""
        if isinstance(db_field, ForeignKey):
            choices = self.get_field_queryset(None, db_field, request)
            return db_field.formfield(form_class=KeyField, queryset=choices)
        return self.formfield_for_dbfield(db_field, request)

    def table_view(self, request):
        form_class = self.table_form_class(request)
        sent = request.POST if request.method == "POST" else None
        table = Table(self.table_records(request), form_class, sent)
        if sent is not None and FILL in sent:
            table.fill(sent[FILL])
        elif sent is not None:
            try:
                return self.table_saved(request, table.save(request.user))
            except NotSavedError:
                if table.is_stale:
                    table = table.look_again(self.table_records(request))
        return self.show_table(request, table)

    def table_saved(self, request, change):
        number = change.records.filter(model=self.opts.label_lower).count() if change else 0
        said = ngettext("%(count)s record changed.", "%(count)s records changed.", number)
        self.message_user(request, said % {"count": number}, messages.SUCCESS)
        return redirect(self.list_address(request))

    def list_address(self, request):
        asked = request.GET.get("list", "")
        return self.table_address("changelist") + (f"?{asked}" if asked else "")

    def show_table(self, request, table):
        for row in table.rows:
            row.address = reverse(
                f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.record.pk]
            )
        is_sent = table.data is not None
        context = self.admin_site.each_context(request) | {
            "title": gettext("Edit in a table: %(models)s")
            % {"models": self.opts.verbose_name_plural},
            "opts": self.opts,
            "is_nav_sidebar_enabled": False,  # all the width there is
            "table": table,
            "is_valid": not is_sent or table.is_valid,
            "changed": len(table.changed) if is_sent else 0,
            "back": self.list_address(request),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/table.html", context)
