"""What somebody may reach, asked wherever an admin fetches records; the site knows the answer."""

from copy import copy

from django.contrib.admin import FieldListFilter, RelatedFieldListFilter
from django.db.models import Prefetch


class Scoped:
    """
    For a ModelAdmin or an inline. Lists, forms, history, deletion, actions and autocompletes all
    take their records from `get_queryset`, and choices of a field from `get_field_queryset`.
    """

    def get_queryset(self, request):
        asked = request.resolver_match
        is_choice = asked and asked.url_name == "autocomplete"
        within = self.admin_site.choices if is_choice else self.admin_site.in_scope
        return within(super().get_queryset(request), request.user)

    def get_field_queryset(self, db, db_field, request):
        found = super().get_field_queryset(db, db_field, request)
        if found is None:
            found = db_field.remote_field.model._default_manager.using(db)
        return self.admin_site.choices(found, request.user)

    def get_form(self, request, obj=None, **kwargs):
        """With the editor, whom some forms have to know."""
        form = super().get_form(request, obj, **kwargs)
        form.user = request.user
        return form

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.user = request.user
        return formset

    def scoped_prefetches(self, lookups, request):
        """Related records to be fetched along, each narrowed where it says which they are."""
        for lookup in lookups:
            if isinstance(lookup, Prefetch) and lookup.queryset is not None:
                lookup = copy(lookup)
                lookup.queryset = self.admin_site.in_scope(lookup.queryset, request.user)
            yield lookup


class ScopedListFilter(RelatedFieldListFilter):
    """The records a list may be narrowed to, without those out of reach."""

    def field_choices(self, field, request, model_admin):
        known = model_admin.admin_site.in_scope(field.related_model.objects.all(), request.user)
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(
            include_blank=False, ordering=ordering, limit_choices_to={"pk__in": known.values("pk")}
        )


FieldListFilter.register(
    lambda field: bool(field.remote_field), ScopedListFilter, take_priority=True
)
