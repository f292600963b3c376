"""
Lists of records: what they fetch along, what they can be narrowed to, and how many there are.

Django's own counts build every filter anew for each filter, and ask for each choice on its own;
here the filters are built once, and each counts its choices in one query.
"""

from functools import partial

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Q


class RecordList(ChangeList):
    """A list that fetches what its columns show along with its rows."""

    def get_queryset(self, request, exclude_parameters=None):
        if exclude_parameters is not None:
            return self.found_without(request, exclude_parameters)
        found = super().get_queryset(request)
        model_admin = self.model_admin
        fetched = model_admin.scoped_prefetches(model_admin.list_prefetch, request)
        return found.prefetch_related(*fetched)

    def found_without(self, request, parameters):
        """What is found by the search and by the filters of all other parameters."""
        found = self.root_queryset
        for spec in self.filter_specs:
            if not set(spec.expected_parameters()) & set(parameters):
                found = spec.queryset(request, found)
        found, _duplicates = self.model_admin.get_search_results(request, found, self.query)
        return self.model.objects.filter(pk__in=found.order_by().values("pk"))


class ClosedFilter(admin.SimpleListFilter):
    """
    A filter that takes nothing but its own choices for an answer, each a condition of the database.

    `counted_without` names the filters that are left out when its choices are counted.
    """

    counted_without = ()

    def __init__(self, request, params, model, model_admin):
        self.model = model
        super().__init__(request, params, model, model_admin)

    def condition(self, value) -> Q:
        raise NotImplementedError

    def value(self):
        value = super().value()
        return value if value in {str(choice) for choice, _name in self.lookup_choices} else None

    def queryset(self, request, records):
        return records.filter(self.condition(self.value())) if self.value() else records

    def get_facet_queryset(self, changelist):
        """The number of records under each choice, the other filters holding, in one query."""
        without = [self.parameter_name, *self.counted_without]
        found = changelist.get_queryset(self.request, exclude_parameters=without)
        counted = partial(Count, "pk", distinct=True)
        return found.aggregate(
            **{
                f"{place}__c": counted(filter=self.condition(str(value)))
                for place, (value, _name) in enumerate(self.lookup_choices)
            }
        )
