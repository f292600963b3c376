"""A list of the admin as a file: the rows its question finds, in its order, in its columns."""

from django.apps import apps
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db.models import DateField, DateTimeField, IntegerField
from django.http import Http404
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue.output.sheets import (
    FORMATS_BY_ENDING,
    Kind,
    RowGroup,
    Sheet,
    SheetColumn,
    sheet_response,
)

# The first that fits: an hour is a day to Django.
KINDS = [(DateTimeField, Kind.HOUR), (DateField, Kind.DAY), (IntegerField, Kind.NUMBER)]


@never_cache
@require_safe
def export_list(request, site, app_label, model_name, ending):
    """The list that the same query string shows, all its pages, for who may see it."""
    model_admin = admin_of(site, app_label, model_name)
    if ending not in FORMATS_BY_ENDING:
        raise Http404
    if not model_admin.has_view_or_change_permission(request):
        raise PermissionDenied
    request.GET = model_admin.asked_of_list(request.GET)
    try:
        changelist = model_admin.get_changelist_instance(request)
        return sheet_response(sheet_of(changelist), ending)
    except (IncorrectLookupParameters, OverflowError) as error:
        raise Http404 from error


def admin_of(site, app_label, model_name):
    try:
        return site.get_model_admin(apps.get_model(app_label, model_name))
    except (LookupError, NotRegistered) as error:
        raise Http404 from error


def sheet_of(changelist) -> Sheet:
    names = [name for name in changelist.list_display if name != "action_checkbox"]
    columns = [column_of(changelist, name) for name in names]
    records = changelist.queryset
    rows = [
        [value_of(changelist.model_admin, record, column) for column in columns]
        for record in records
    ]
    return Sheet(str(changelist.opts.verbose_name_plural), columns, [RowGroup(rows)])


def column_of(changelist, name) -> SheetColumn:
    label = label_for_field(name, changelist.model, changelist.model_admin)
    field = field_of(changelist, name)
    kind = next((kind for of, kind in KINDS if isinstance(field, of)), Kind.TEXT)
    return SheetColumn(name, capfirst(label), Kind.TEXT if field and field.choices else kind)


def field_of(changelist, name):
    """The field of the model that a column shows or, where it is a number written out, sorts by."""
    ordering = changelist.get_ordering_field(name)
    for candidate in (name, ordering if isinstance(ordering, str) else ""):
        try:
            field = changelist.opts.get_field(candidate)
        except FieldDoesNotExist:
            continue
        if candidate == name or isinstance(field, IntegerField):
            return field
    return None


def value_of(model_admin, record, column):
    """What the cell says: of a field its value, of a sum its number, of all else the words."""
    if column.kind is not Kind.TEXT:
        name = column.key if hasattr(record, column.key) else ordering_of(model_admin, column.key)
        return getattr(record, name)
    field, _attribute, value = lookup_field(column.key, record, model_admin)
    if field and field.choices:
        value = getattr(record, f"get_{field.name}_display")()
    elif field and field.is_relation:
        value = getattr(record, field.name)
    return "" if value is None else strip_tags(str(value))


def ordering_of(model_admin, name):
    return getattr(model_admin, name).admin_order_field
