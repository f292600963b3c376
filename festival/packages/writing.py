"""A package written: every record of a model as it is streamed from the database."""

from collections import defaultdict
from contextlib import nullcontext
from datetime import UTC, datetime
from itertools import islice

from festival.backups.databases import database_of
from festival.backups.making import version
from festival.packages.archives import new_package
from festival.packages.contents import (
    FILES,
    FORMAT,
    columns_of,
    file_of,
    is_reference,
    key_of,
    lists_of,
)
from festival.packages.upgrades import VERSION
from festival.packages.values import to_json
from people.picture_fields import PictureField, names_of_renditions

BATCH = 500


def write_package(connection, storage, target):
    """Writes the file, of one instant; (its manifest, names of pictures that were not there)."""
    missing = []
    with new_package(target) as package, one_instant(connection):
        made_at = datetime.now(UTC)
        for name, model in FILES.items():
            package.add_lines(file_of(name), records_of(model, model._base_manager.all()))
        for name in pictures_of(FILES.values()):
            try:
                with storage.open(name) as file:
                    package.add_picture(name, file)
            except FileNotFoundError:
                missing.append(name)
        manifest = package.finish(
            format=FORMAT,
            version=VERSION,
            made_at=to_json(made_at),
            made_with=f"Marquee {version()}",
        )
    return manifest, missing


def one_instant(connection):
    """Inside a transaction already, as tests are, that one's."""
    return nullcontext() if connection.in_atomic_block else database_of(connection).one_instant()


def records_of(model, rows):
    """The records of these rows as JSON has them, in the order of their numbers."""
    fields = columns_of(model)
    read = rows.order_by("pk").values_list(*map(path_of, fields)).iterator(chunk_size=BATCH)
    while batch := list(islice(read, BATCH)):
        lists = {field.name: listed(field, [row[0] for row in batch]) for field in lists_of(model)}
        for row in batch:
            record = {field.name: to_json(v) for field, v in zip(fields, row, strict=True)}
            yield record | {name: theirs[record["id"]] for name, theirs in lists.items()}


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


def pictures_of(models):
    """The names in the storage of all pictures of these models, with their renditions."""
    for model in models:
        for field in columns_of(model):
            if isinstance(field, PictureField):
                rows = model._base_manager.exclude(**{field.name: ""}).order_by("pk")
                for name, widths in rows.values_list(field.name, field.widths_field).iterator():
                    yield name
                    yield from names_of_renditions(name, widths)
