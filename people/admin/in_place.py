"""
Records that are made along with the row that names them.

Where the key of a record would stand, a row may send "+" and a name. Nothing is made before the
whole page is saved, so that nobody is left behind who belongs nowhere; one name in several rows of
a page is one new record.
"""

from dataclasses import dataclass

from django import forms
from django.contrib.auth import get_permission_codename
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from people.questions import KeyField

NEW = "+"


@dataclass(frozen=True)
class Offer:
    """A name that was pasted, and the records that bear it: (key, what tells it apart)."""

    printed: str
    bearers: tuple[tuple[str, str], ...] = ()

    @property
    def proposed(self):
        """The only bearer, else a new record; of several, none: two people can share a name."""
        if len(self.bearers) > 1:
            return ""
        return self.bearers[0][0] if self.bearers else f"{NEW}{self.printed}"

    @property
    def mark(self):
        if len(self.bearers) > 1:
            return _("several: choose")
        return _("recognised: check") if self.bearers else _("new")


class NamedField(KeyField):
    """A choice of a record, or the name of one that is not there yet."""

    may_name = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.named = {}

    def to_python(self, value):
        if isinstance(value, str) and value.startswith(NEW):
            return self.new_record(value.removeprefix(NEW).strip())
        return super().to_python(value)

    def new_record(self, name):
        if not self.may_name:
            raise ValidationError(_("You may not add records of this kind: choose one."))
        model = self.queryset.model
        if (model, name) not in self.named:
            self.named[model, name] = valid(model(name=name))
        return self.named[model, name]

    def bound_data(self, data, initial):
        if isinstance(data, str) and data.startswith(NEW):
            return data
        return super().bound_data(data, initial)


def valid(record):
    """The record, if its name can be stored; what is computed on saving is left out."""
    ProhibitNullCharactersValidator()(record.name)
    try:
        record.full_clean(exclude=[one.name for one in record._meta.fields if not one.editable])
    except ValidationError as error:
        raise ValidationError(error.messages) from None
    return record


class NamingForm(forms.ModelForm):
    """A row that saves the records it names before itself."""

    def new_records(self):
        named = (self.cleaned_data.get(n) for n, f in self.fields.items() if is_naming(f))
        return [record for record in named if record and record.pk is None]

    def _get_validation_exclusions(self):
        """A key that the database has not given yet is not checked."""
        excluded = super()._get_validation_exclusions()
        new = self.new_records()
        return excluded | {name for name in self.fields if self.cleaned_data.get(name) in new}

    def save(self, commit=True):
        for record in self.new_records():
            record.save()
        return super().save(commit)


def is_naming(field):
    return isinstance(field, NamedField)


class Naming:
    """For an inline: the fields of `named_in_place` take a record or the name of a new one."""

    form = NamingForm
    named_in_place = ()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name not in self.named_in_place:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        field = super().formfield_for_foreignkey(
            db_field, request, **kwargs | {"form_class": NamedField}
        )
        opts = db_field.related_model._meta
        permission = f"{opts.app_label}.{get_permission_codename('add', opts)}"
        field.may_name = request.user.has_perm(permission)
        field.named = vars(request).setdefault("named_in_place", {})
        return field
