"""What every record's admin has in common."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import URLField

from people.admin.history import HistoryAdmin
from people.questions import ClosedQuestions


class RecordList(ChangeList):
    """A list that fetches what its columns show along with its rows."""

    def get_queryset(self, request, exclude_parameters=None):
        found = super().get_queryset(request, exclude_parameters)
        return found.prefetch_related(*self.model_admin.list_prefetch)


class RecordAdmin(ClosedQuestions, HistoryAdmin):
    list_prefetch = ()
    has_page = False
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def get_changelist(self, request, **kwargs):
        return RecordList

    def get_ordering(self, request):
        """Said aloud: a list that counts related records forgets its model's ordering."""
        return self.ordering or self.opts.ordering

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Without Django's button that deletes the record a field refers to."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field

    def is_public(self, record):
        """Whether anyone may open the record's page; asked of records that have one."""
        raise NotImplementedError

    def view_on_site(self, record):
        """The page's own address, while the page answers; Django's default makes a detour."""
        return record.get_absolute_url() if self.has_page and self.is_public(record) else None

    def autocomplete_label(self, record):
        """How a record is offered for choice: with what tells it from its namesakes."""
        return str(record)


class ClosedFilter(admin.SimpleListFilter):
    """A filter that takes nothing but its own choices for an answer."""

    def value(self):
        value = super().value()
        return value if value in {str(choice) for choice, _name in self.lookup_choices} else None
