"""A package written: every record of a model as it is streamed from the database."""

from collections import defaultdict
from contextlib import nullcontext
from itertools import islice

from django.utils import timezone

from festival.backups.databases import database_of
from festival.backups.making import version
from festival.packages.archives import new_package
from festival.packages.contents import (
    FILES,
    FORMAT,
    file_of,
    is_reference,
    key_of,
)
from festival.packages.upgrades import VERSION
from festival.packages.values import to_json
from people.picture_fields import PictureField

BATCH = 500


def write_package(scope_at, connection, storage, target):
    """
    Writes the file, of one instant; `scope_at` says which records, given that instant. Returns its
    manifest, and the names of pictures that were not there.
    """
    missing = []
    with new_package(target) as package, one_instant(connection):
        made_at = timezone.now()
        scope = scope_at(made_at)
        for name, model in FILES.items():
            if scope.columns(model):
                package.add_lines(file_of(name), records_of(model, scope))
        for name in pictures_of(FILES.values(), scope):
            try:
                with storage.open(name) as file:
                    package.add_picture(name, file)
            except FileNotFoundError:
                missing.append(name)
        manifest = package.finish(
            format=FORMAT,
            version=VERSION,
            variant=scope.variant,
            edition=scope.year,
            made_at=to_json(made_at),
            made_with=f"Marquee {version()}",
        )
    return manifest, missing


def one_instant(connection):
    """Inside a transaction already, as tests are, that one's."""
    return nullcontext() if connection.in_atomic_block else database_of(connection).one_instant()


def records_of(model, scope):
    """The records of a model as JSON has them, in the order of their numbers."""
    fields = scope.columns(model)
    rows = scope.rows(model).order_by("pk")
    read = rows.values_list(*map(path_of, fields)).iterator(chunk_size=BATCH)
    while batch := list(islice(read, BATCH)):
        numbers = [row[0] for row in batch]
        lists = {field.name: listed(field, numbers) for field in scope.lists(model)}
        for row in batch:
            record = {field.name: to_json(v) for field, v in zip(fields, row, strict=True)}
            record |= {name: theirs[record["id"]] for name, theirs in lists.items()}
            yield scope.record(model, record)


def path_of(field):
    """Where what is written of a field is found: in its column, or in the record it refers to."""
    if not (field.is_relation and is_reference(field)):
        return field.attname
    key = "__".join(key_of(field.related_model))
    return field.attname if key == "pk" else f"{field.name}__{key}"


def listed(field, keys):
    """{number of a record: what it names, in the order in which it came to name them}."""
    source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
    parts = [f"{target}__{part}" for part in key_of(field.related_model)]
    through = field.remote_field.through._base_manager.filter(**{f"{source}__in": keys})
    found = defaultdict(list)
    for owner, *key in through.order_by("pk").values_list(f"{source}_id", *parts):
        found[owner].append(key[0] if len(key) == 1 else ".".join(key))
    return found


def pictures_of(models, scope):
    """The names in the storage of all pictures of these models."""
    for model in models:
        for field in scope.columns(model):
            if isinstance(field, PictureField):
                yield from scope.pictures(model, field)
