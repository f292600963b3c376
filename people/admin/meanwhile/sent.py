"""What a form field sends, and how its values read."""

from datetime import date, datetime

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceField

from people.history.differences import NOTHING, plain_value


def bare(widget):
    """The widget itself, where the admin wraps it in links."""
    return getattr(widget, "widget", widget)


def names_sent(widget, name):
    """The names of all inputs that a field of that name is made of."""
    widget = bare(widget)
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets, widget.widgets_names, strict=True)
        return [sent for part, own in parts for sent in names_sent(part, name + own)]
    if isinstance(widget, forms.ClearableFileInput):
        return [name, widget.clear_checkbox_name(name)]
    return [name]


def values_sent(widget, name, value):
    """What a browser sends of a field that shows this value, as (name, [values])."""
    widget = bare(widget)
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets, widget.widgets_names, widget.decompress(value), strict=True)
        return [
            sent for part, own, theirs in parts for sent in values_sent(part, name + own, theirs)
        ]
    if isinstance(widget, forms.FileInput):
        return []
    if isinstance(widget, forms.CheckboxInput):
        return [(name, ["on"])] if widget.check_test(value) else []
    shown = widget.format_value(value)
    if shown is None:
        return [(name, [""])]
    return [(name, [str(one) for one in shown] if isinstance(shown, list | tuple) else [shown])]


def readable(field, value):
    """A field's value, as its form has it at first, in words."""
    if value in (None, "", [], {}):
        return NOTHING
    if isinstance(field, ModelChoiceField):
        key = getattr(value, "pk", value)
        record = field.queryset.model._base_manager.filter(pk=key).first()
        return str(record) if record else str(key)
    if isinstance(value, dict):
        languages = dict(settings.LANGUAGES)
        return " · ".join(f"{languages.get(code, code)}: {name}" for code, name in value.items())
    choices = dict(flat(getattr(field, "choices", ())))
    if str(value) in choices:
        return str(choices[str(value)])
    return plain_value(value) if isinstance(value, bool | datetime | date) else str(value)


def flat(choices):
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from flat(label)
        else:
            yield str(key), label


def readable_sent(field, raw):
    """What was typed, in words; as it was typed where it is no value of the field."""
    try:
        return readable(field, field.clean(raw))
    except (ValidationError, TypeError, ValueError):
        parts = raw if isinstance(raw, list) else [raw]
        return " ".join(str(part) for part in parts if part) or NOTHING
