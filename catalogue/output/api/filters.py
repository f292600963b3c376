"""The parameters of lists: those of the programme's page, read by the very same FilterSet."""

from django.core.exceptions import ValidationError as Unreadable
from django.forms import ChoiceField
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend

from catalogue.filters import MinutesField, ProgrammeFilter, SlugsField, WordsField


class ProgrammeParameters(BaseFilterBackend):
    """The filters of the programme's page under the same names, so that a choice can be shared."""

    parameters = frozenset(ProgrammeFilter.base_filters)

    def filter_queryset(self, request, queryset, view):
        return self.read(request, queryset, view).qs

    def read(self, request, queryset, view):
        asked = ProgrammeFilter(request.query_params, queryset, edition=view.edition)
        if asked.form.errors:
            raise ValidationError({name: list(found) for name, found in asked.form.errors.items()})
        return asked

    def get_schema_operation_parameters(self, view):
        return [described(name, one) for name, one in ProgrammeFilter.base_filters.items()]


class ScreeningParameters(ProgrammeParameters):
    """The same, for the screenings that a choice leaves of the films."""

    def filter_queryset(self, request, queryset, view):
        return self.read(request, queryset, view).screenings


class WordsParameter(BaseFilterBackend):
    """`q`: words that all have to stand in a name."""

    parameters = frozenset({"q"})

    def filter_queryset(self, request, queryset, view):
        try:
            words = WordsField(required=False).clean(request.query_params.get("q", ""))
        except Unreadable as error:
            raise ValidationError({"q": error.messages}) from error
        return queryset.matching(words) if words else queryset

    def get_schema_operation_parameters(self, view):
        return [parameter("q", {"type": "string", "maxLength": 200}, "Words of a name.")]


def described(name, one):
    """A filter in OpenAPI's words."""
    return parameter(name, schema_of(one), str(one.label))


def parameter(name, schema, description):
    where = {"name": name, "in": "query", "required": False}
    return {**where, "schema": schema, "description": description}


def schema_of(one):
    if issubclass(one.field_class, SlugsField):
        known = one.extra.get("known")
        slug = {"type": "string"} | ({"enum": list(known)} if known else {})
        return {"type": "array", "items": slug}
    if issubclass(one.field_class, MinutesField):
        return {"type": "integer", "minimum": 0, "maximum": 9999}
    if issubclass(one.field_class, ChoiceField):
        return {"type": "string", "enum": [value for value, _label in one.extra["choices"]]}
    return {"type": "string", "maxLength": 200}
