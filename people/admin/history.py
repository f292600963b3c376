"""The history of a record: who changed what, and the way back; what was deleted, brought back."""

from collections import defaultdict

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.admin.reach import Reach
from people.admin.recorded import RecordedAdmin
from people.history import last_change_id
from people.history.differences import Telling, differences, pairs_between
from people.history.restoring import (
    InTheWayError,
    Way,
    bring_back,
    deleted_rows,
    go_back,
    states,
)
from people.history.rows import Address
from people.models import Change, RowChange
from people.questions import to_key

PER_PAGE = 25


class HistoryAdmin(RecordedAdmin):
    """Every page asks `get_queryset` and the permissions for the record it is about."""

    keeps_history = True

    def own_addresses(self):
        """(route, view, name) of the pages that are ours, not Django's."""
        return [
            ("deleted/", self.deleted_view, "deleted"),
            ("deleted/<int:change_id>/<int:key>/", self.bring_back_view, "bring_back"),
            ("<path:object_id>/history/<int:change_id>/<way>/", self.go_back_view, "go_back"),
        ]

    def get_urls(self):
        named = "{}_{}_{}".format
        info = self.opts.app_label, self.opts.model_name
        return [
            *(
                path(route, self.admin_site.admin_view(view), name=named(*info, name))
                for route, view, name in self.own_addresses()
            ),
            *super().get_urls(),
        ]

    def address(self, name, *args):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=args)

    def show(self, request, template, title, **context):
        context |= self.admin_site.each_context(request) | {"title": title, "opts": self.opts}
        request.current_app = self.admin_site.name
        return TemplateResponse(request, f"admin/history/{template}.html", context)

    def record_to_show(self, request, object_id):
        record = self.get_object(request, unquote(object_id))
        if record and not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        return record

    def may_change_all(self, request, record):
        """Not only a part of it, as who writes its texts may."""
        return admin.ModelAdmin.has_change_permission(self, request, record)

    def check_reach(self, request, now, wanted):
        if not Reach(self.admin_site, request.user).may_write(now, wanted):
            raise InTheWayError(gettext("It would change what you may not change."))

    def history_view(self, request, object_id, extra_context=None):
        record = self.record_to_show(request, object_id)
        if not record:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        changes = Change.objects.of(record).select_related("undoes")
        page = Paginator(changes, PER_PAGE).get_page(request.GET.get("p"))
        tell(record, page, Reach(self.admin_site, request.user))
        return self.show(
            request,
            "history",
            gettext("History: %(record)s") % {"record": record},
            original=record,
            page=page,
            may_change=self.may_change_all(request, record),
            **(extra_context or {}),
        )

    def go_back_view(self, request, object_id, change_id, way):
        """Shows what would be different, and makes it so when that is confirmed."""
        record = self.record_to_show(request, object_id)
        if not record or way not in Way:
            raise Http404
        if not self.may_change_all(request, record):
            raise PermissionDenied
        change = get_object_or_404(Change.objects.of(record), pk=change_id)
        seen = last_change_id(record)
        rows, sentences = [], []
        try:
            self.check_reach(request, *states(record, change, Way(way)))
            if request.method == "POST" and to_key(request.POST.get("seen", "")) == seen:
                go_back(request.user, record, change, Way(way))
                self.message_user(request, gettext("It is what it was."), messages.SUCCESS)
                return redirect(self.address("history", record.pk))
            rows = differences(pairs_between(*states(record, change, Way(way))))
        except InTheWayError as error:
            sentences = error.sentences
        return self.show(
            request,
            "go_back",
            gettext("%(record)s: %(way)s") % {"record": record, "way": Way(way).label},
            original=record,
            change=change,
            rows=rows,
            sentences=sentences,
            seen=seen,
            is_newer=request.method == "POST" and not sentences,
        )

    def deletions(self, request):
        """What somebody may see of what was deleted, and bring back."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        gone = RowChange.objects.deletions(self.model).select_related("change")
        if Reach(self.admin_site, request.user).sees_all(self.model):
            return gone
        reached = Reach(self.admin_site, request.user).of(
            (address_in(row), row.before) for row in gone
        )
        return gone.filter(key__in=[address.key for address in reached])

    def deleted_view(self, request):
        page = Paginator(self.deletions(request), PER_PAGE).get_page(request.GET.get("p"))
        told = Telling(pair_of(deletion) for deletion in page)
        for deletion in page:
            deletion.name = told.name(address_in(deletion), deletion.before)
        title = gettext("Deleted: %(models)s") % {"models": self.opts.verbose_name_plural}
        return self.show(request, "deleted", title, page=page)

    def bring_back_view(self, request, change_id, key):
        deletion = get_object_or_404(self.deletions(request), change=change_id, key=key)
        sentences = []
        wanted = deleted_rows(deletion)
        if request.method == "POST":
            try:
                self.check_reach(request, {}, wanted)
                bring_back(request.user, deletion)
            except InTheWayError as error:
                sentences = error.sentences
            else:
                self.message_user(request, gettext("It is there again."), messages.SUCCESS)
                return redirect(self.address("change", key))
        pairs = [(address, values, None) for address, values in wanted.items()]
        rows = differences(pairs)
        return self.show(
            request,
            "bring_back",
            gettext("Bring back: %(record)s") % {"record": rows[0].name},
            change=deletion.change,
            rows=rows,
            sentences=sentences,
        )

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """To the page that brings it back, where it was deleted: who has it open is told."""
        key = to_key(unquote(object_id))
        gone = RowChange.objects.deletions(self.model).filter(key=key).select_related("change")
        deletion = gone.first() if key and self.has_add_permission(request) else None
        if not deletion or not self.deletions(request).filter(pk=deletion.pk).exists():
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        said = gettext("%(name)s deleted this. Nothing of it is lost: it can be brought back.")
        self.message_user(request, said % {"name": deletion.change.user_name}, messages.WARNING)
        return redirect(self.address("bring_back", deletion.change_id, key))

    def response_delete(self, request, obj_display, obj_id):
        response = super().response_delete(request, obj_display, obj_id)
        said = format_html(
            '<a href="{}">{}</a>', self.address("deleted"), _("It can be brought back.")
        )
        if self.has_add_permission(request) and response.status_code == 302:
            self.message_user(request, said, messages.INFO)
        return response


def address_in(row):
    return Address(row.model, row.key)


def pair_of(row):
    return address_in(row), row.before, row.after


def tell(record, changes, reach):
    """Give each change the differences it made to the record: as many queries for one as for 25."""
    rows = RowChange.objects.of(record).filter(change__in=[change.pk for change in changes])
    rows = list(rows.order_by("pk"))
    reached = reach.of((address_in(row), row.after or row.before) for row in rows)
    pairs = defaultdict(list)
    for row in filter(lambda row: address_in(row) in reached, rows):
        pairs[row.change_id].append(pair_of(row))
    told = Telling(pair for theirs in pairs.values() for pair in theirs)
    for change in changes:
        change.differences = told.rows(pairs[change.pk])
