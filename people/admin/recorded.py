"""
What is done in the admin is written down: every save and every deletion, with inline rows. And
no save writes over what its editor has not seen.
"""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.utils.translation import gettext

from people.admin.meanwhile import meanwhile
from people.history import last_change_id, recording
from people.models import Change
from people.questions import to_key


class ToLookOver:
    """A form that is not to be saved before its editor has seen what others did."""

    def clean(self):
        super().clean()
        self.add_error(None, gettext("Not saved yet: look at what was changed meanwhile."))
        return self.cleaned_data


class RecordedAdmin(admin.ModelAdmin):
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        more = (request, object_id, form_url, extra_context)
        request.seen_change, request.meanwhile = 0, None
        if request.method == "POST":
            return self.save_recorded(*more)
        if object_id and (key := to_key(unquote(object_id))):
            request.seen_change = last_change_id(self.model(pk=key))
        return super().changeform_view(*more)

    def save_recorded(self, request, object_id, *more):
        record = self.get_object(request, unquote(object_id)) if object_id else None
        kind = Change.Kind.SAVED if object_id else Change.Kind.CREATED
        with recording(request.user, kind, [record] if record else []) as request.changes:
            if record and self.has_change_permission(request, record):
                request.seen_change = last_change_id(record)
                stored = self.get_object(request, unquote(object_id))
                request.meanwhile = meanwhile(self, request, stored)
            return super().changeform_view(request, object_id, *more)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if not getattr(request, "meanwhile", None):
            return form
        return type(form.__name__, (ToLookOver, form), {})

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {"seen_change": request.seen_change, "meanwhile": request.meanwhile}
        return super().render_change_form(request, context, *args, **kwargs)

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
