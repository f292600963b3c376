from django.contrib import admin
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from catalogue.models import Assignment
from people.admin.base import RecordAdmin


@admin.register(Assignment)
class AssignmentAdmin(RecordAdmin):
    """Who edits which section; everything else of an account is Django's."""

    fields = ["user", ("section", "edition")]
    list_display = ["editor", "section", "edition"]
    list_filter = ["section", "edition"]
    list_select_related = ["user", "section", "edition"]
    search_fields = ["user__username", "user__first_name", "user__last_name"]

    def get_field_queryset(self, db, db_field, request):
        """Of all accounts those of the staff who are still there."""
        found = super().get_field_queryset(db, db_field, request)
        is_user = db_field.related_model is get_user_model()
        return found.filter(is_staff=True, is_active=True) if is_user else found

    @admin.display(description=_("editor"), ordering="user__username")
    def editor(self, assignment):
        return assignment.user.get_full_name() or assignment.user.get_username()
