"""What every record's admin has in common."""

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import DateTimeField, URLField
from django.forms import SplitDateTimeField
from django.urls import NoReverseMatch

from people.admin.history import HistoryAdmin
from people.admin.hours import DayAndHourInput
from people.admin.in_place import NEW
from people.admin.lists import RecordList
from people.admin.tables import TableAdmin
from people.questions import LONGEST_SEARCH, ClosedQuestions
from people.scope import Scoped


class RecordAdmin(Scoped, ClosedQuestions, TableAdmin, HistoryAdmin):
    list_prefetch = ()
    named_in_place_by = ()  # models whose rows may name a record that is not there yet
    new_label = "%(name)s"
    has_page = False
    show_facets = admin.ShowFacets.ALWAYS
    formfield_overrides = {
        URLField: {"assume_scheme": "https"},
        DateTimeField: {"form_class": SplitDateTimeField, "widget": DayAndHourInput},
    }

    def get_changelist(self, request, **kwargs):
        return RecordList

    def has_change_permission(self, request, obj=None):
        """Of one record also for somebody who may change parts of it alone, such as its texts."""
        if super().has_change_permission(request, obj):
            return True
        parts = self.get_inline_instances(request, obj) if obj else []
        return any(part.has_change_permission(request, obj) for part in parts)

    def get_readonly_fields(self, request, obj=None):
        """All of them where somebody may change parts of the record alone."""
        if obj and not super().has_change_permission(request, obj):
            return flatten_fieldsets(self.get_fieldsets(request, obj))
        return super().get_readonly_fields(request, obj)

    def get_ordering(self, request):
        """Said aloud: a list that counts related records forgets its model's ordering."""
        return self.ordering or self.opts.ordering

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Without Django's button that deletes the record a field refers to."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field

    def save_related(self, request, form, formsets, change):
        """Records that were named in place are part of the change."""
        super().save_related(request, form, formsets, change)
        named = vars(request).get("named_in_place", {}).values()
        request.changes.created(*(record for record in named if record.pk))

    def is_public(self, record):
        """Whether anyone may open the record's page; asked of records that have one."""
        raise NotImplementedError

    def view_on_site(self, record):
        """The page's own address, while the page answers; Django's default makes a detour."""
        if not (self.has_page and self.is_public(record)):
            return None
        try:
            return record.get_absolute_url()
        except NoReverseMatch:
            return None  # a form that was refused holds a slug that is none

    def autocomplete_label(self, record):
        """How a record is offered for choice: with what tells it from its namesakes."""
        return str(record)

    def offer_for_new(self, request, model, name):
        """What a row is offered beside the records that bear a name that was not cut short."""
        if model not in self.named_in_place_by or not self.has_add_permission(request):
            return []
        if len(name) >= LONGEST_SEARCH:
            return []
        return [{"id": f"{NEW}{name}", "text": self.new_label % {"name": name}}]
