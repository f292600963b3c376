"""What is done in the admin is written down: every save and every deletion, with inline rows."""

from django.contrib import admin
from django.contrib.admin.utils import unquote

from people.history import recording
from people.models import Change


class RecordedAdmin(admin.ModelAdmin):
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        record = self.get_object(request, unquote(object_id)) if object_id else None
        kind = Change.Kind.SAVED if object_id else Change.Kind.CREATED
        with recording(request.user, kind, [record] if record else []) as request.changes:
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.changes.created(form.instance)

    def delete_view(self, request, object_id, extra_context=None):
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        record = self.get_object(request, unquote(object_id))
        with recording(request.user, Change.Kind.DELETED, [record] if record else []):
            return super().delete_view(request, object_id, extra_context)

    def delete_queryset(self, request, queryset):
        with recording(request.user, Change.Kind.DELETED, list(queryset)):
            super().delete_queryset(request, queryset)
