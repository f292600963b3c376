"""Values as JSON says them, and read back: exactly, and refused where they are of another kind."""

from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import connection, models

from catalogue.models.labels import validate_names

JSON_KINDS = {
    bool: "true or false",
    int: "a number",
    float: "a fraction",
    str: "a text",
    list: "a list",
    dict: "an object",
    type(None): "nothing",
}


class BadValueError(ValueError):
    """Says in the rest of a sentence what is wrong with a value."""


def to_json(value):
    """
    A value of the database in JSON's words: instants in UTC, decimals as texts.

    >>> to_json(date(2027, 2, 11)), to_json(Decimal("12.50000")), to_json(None)
    ('2027-02-11', '12.50000', None)
    """
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def from_json(field, value):
    """The value as that field of a model keeps it; BadValueError where it cannot."""
    if value is None:
        if not field.null:
            raise BadValueError("is nothing, and has to be something")
        return None
    for kind, read in READERS:
        if isinstance(field, kind):
            return checked(field, read(value))
    raise TypeError(f"no way to read {field!r}")


def checked(field, value):
    """
    Where the database, or a page that shows it, relies on what it is. Other rules are the forms':
    what was stored before a form had its rule is read all the same.
    """
    if isinstance(value, str) and field.max_length and len(value) > field.max_length:
        raise BadValueError(f"is longer than {field.max_length} characters")
    if isinstance(field, models.IntegerField):
        least, most = connection.ops.integer_field_range(field.get_internal_type())
        if not least <= value <= most:
            raise BadValueError(f"is not a number from {least} to {most}")
    if isinstance(field, models.JSONField):
        check_shape(field, value)
    if isinstance(field, (models.DecimalField, models.URLField)):  # an address may be a script
        try:
            field.run_validators(value)
        except ValidationError as error:
            raise BadValueError(f"is not fit: {' '.join(error.messages)}") from error
    return value


def check_shape(field, value):
    """A list or an object, as the field's default is; names a text each."""
    if field.default in (list, dict):
        of(field.default, value)
    if validate_names in field.validators:
        for name in value.values():
            of(str, name)


def of(kind, value):
    if type(value) is not kind:
        raise BadValueError(f"is {JSON_KINDS[type(value)]}, not {JSON_KINDS[kind]}")
    return value


def truth(value):
    return of(bool, value)


def number(value):
    return of(int, value)


def text(value):
    if "\0" in of(str, value):
        raise BadValueError("holds a zero character, which no text has")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise BadValueError("holds half a character") from None
    return value


def anything(value):
    """Of JSON, with texts that are texts all through."""
    if isinstance(value, str):
        text(value)
    elif isinstance(value, dict):
        anything([*value, *value.values()])
    elif isinstance(value, list):
        for one in value:
            anything(one)
    return value


def instant(value):
    """
    >>> instant("2027-02-11T09:00:00Z").isoformat()
    '2027-02-11T09:00:00+00:00'
    """
    found = read_as(datetime.fromisoformat, value, "an instant such as 2027-02-11T09:00:00Z")
    if found.tzinfo is None:
        raise BadValueError("is an hour without a zone")
    return found


def day(value):
    return read_as(date.fromisoformat, value, "a day such as 2027-02-11")


def decimal(value):
    found = read_as(Decimal, value, "a decimal such as “55.67610”")
    if not found.is_finite():
        raise BadValueError("is no number")
    return found


def read_as(read, value, meant):
    try:
        return read(text(value))
    except (ValueError, InvalidOperation) as error:
        if isinstance(error, BadValueError):
            raise
        raise BadValueError(f"is not {meant}") from None


# The first that fits: a URL is a text, and an automatic number a number.
READERS = (
    (models.BooleanField, truth),
    (models.JSONField, anything),
    ((models.IntegerField, models.ForeignKey), number),
    (models.DateTimeField, instant),
    (models.DateField, day),
    (models.DecimalField, decimal),
    ((models.CharField, models.TextField, models.FileField), text),
)
