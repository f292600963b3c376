"""What an address may ask of the admin: what its own pages ask, and nothing else."""

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ERROR_FLAG, SEARCH_VAR
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.backends.base.operations import BaseDatabaseOperations
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.shortcuts import redirect

LONGEST_SEARCH = 200
LARGEST_KEY = 2**63 - 1
SAVE_AS_NEW = "_saveasnew"
LIMITS = {MinValueValidator, MaxValueValidator}


def to_key(value):
    """A primary key as an address writes it, or None where no database could hold it."""
    return int(value) if value.isdecimal() and int(value[:20]) <= LARGEST_KEY else None


class KeyField(ModelChoiceField):
    """A choice that refuses what is no key, and does not show it again; Django's looks it up."""

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, self.queryset.model):
            return super().to_python(value)
        if to_key(str(value)) is None:
            raise self.refusal(value)
        return super().to_python(value)

    def bound_data(self, data, initial):
        return data if data is None or to_key(str(data)) is not None else None

    def refusal(self, value):
        message = self.error_messages["invalid_choice"]
        return ValidationError(message, code="invalid_choice", params={"value": value})


class KeysField(ModelMultipleChoiceField):
    """Choices of which each is a key, or refused and not shown again."""

    def _check_values(self, value):
        refused = [one for one in value if to_key(str(one)) is None]
        if refused:
            message = self.error_messages["invalid_choice"]
            raise ValidationError(message, code="invalid_choice", params={"value": refused[0]})
        return super()._check_values(value)

    def bound_data(self, data, initial):
        return data and [one for one in data if to_key(str(one)) is not None]


def validators_of(db_field):
    """Those of a model's field; a number that PostgreSQL has no room for SQLite does not take."""
    ranges = BaseDatabaseOperations.integer_field_ranges
    _least, largest = ranges.get(db_field.get_internal_type(), (None, None))
    if largest is None:
        return db_field.validators
    limits = [one for one in db_field.validators if isinstance(one, MaxValueValidator)]
    others = [one for one in db_field.validators if one not in limits]
    closer = [one for one in limits if one.limit_value <= largest]
    return [*others, *(closer or [MaxValueValidator(largest)])]


class ClosedChoices:
    """
    For a ModelAdmin or an inline: what is sent for records is their keys, or refused; and what a
    model refuses its form refuses, before a record holds it that the page is to show again.
    """

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            refused = validators_of(db_field)
            closer = {type(one) for one in refused} & LIMITS
            own = [one for one in field.validators if type(one) not in closer]
            field.validators = own + [one for one in refused if one not in own]
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs.setdefault("form_class", KeyField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("form_class", KeysField)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class ClosedQuestions(ClosedChoices):
    """
    For a ModelAdmin. Django lets an address ask any lookup of any field of a list's model, fill
    any field of a new record and act on any key; databases answer many of those with an error.
    """

    def changelist_view(self, request, extra_context=None):
        request.GET = self.asked_of_list(request.GET)
        request.POST = self.acted_on(request.POST)
        if self.asks_for_no_key(request.GET):
            return redirect(f"{request.path}?{ERROR_FLAG}=1")
        try:
            return super().changelist_view(request, extra_context)
        except OverflowError:
            # SQLite refuses whole numbers of more than 64 bits only when they are bound.
            return redirect(f"{request.path}?{ERROR_FLAG}=1")

    def changeform_view(self, request, object_id=None, *more):
        """Django hears “save as new” also where no page offers it."""
        if SAVE_AS_NEW in request.POST and not self.save_as:
            request.POST = request.POST.copy()
            del request.POST[SAVE_AS_NEW]
        return super().changeform_view(request, object_id, *more)

    def asked_of_list(self, query):
        if len(query.get(SEARCH_VAR, "")) <= LONGEST_SEARCH:
            return query
        query = query.copy()
        query[SEARCH_VAR] = query[SEARCH_VAR][:LONGEST_SEARCH]
        return query

    def asks_for_no_key(self, query):
        """Whether a number is larger than any key: SQLite refuses it, PostgreSQL finds nothing."""
        values = (value for name, value in query.items() if name != SEARCH_VAR)
        return any(value.isdecimal() and to_key(value) is None for value in values)

    def acted_on(self, sent):
        chosen = sent.getlist(ACTION_CHECKBOX_NAME)
        keys = [value for value in chosen if to_key(value) is not None]
        if keys != chosen:
            sent = sent.copy()
            sent.setlist(ACTION_CHECKBOX_NAME, keys)
        return sent

    def lookup_allowed(self, lookup, value, request):
        """Only what the list's own filters ask."""
        return lookup in {
            asked for item in self.get_list_filter(request) for asked in self.lookups_of(item)
        }

    def lookups_of(self, item):
        if isinstance(item, type) and issubclass(item, SimpleListFilter):
            return [item.parameter_name]
        field = item if isinstance(item, str) else item[0]
        return [field, *(f"{field}__{lookup}" for lookup in ("exact", "id__exact", "isnull"))]

    def get_changeform_initial_data(self, request):
        """The records a new one belongs to: `?film=12`."""
        owners = {field.name: field for field in self.opts.fields if field.is_relation}
        given = {name: to_key(value) for name, value in request.GET.items() if name in owners}
        return {
            name: key
            for name, key in given.items()
            if key is not None and self.is_choice(request, owners[name], key)
        }

    def is_choice(self, request, field, key):
        choices = self.get_field_queryset(None, field, request)
        if choices is None:
            choices = field.related_model._default_manager.all()
        return choices.filter(pk=key).exists()
