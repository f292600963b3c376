"""A package read into an empty instance: all of it or nothing."""

from collections import Counter
from itertools import islice

from django.apps import apps
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import Max

from festival.backups.databases import database_of
from festival.backups.making import store
from festival.packages.contents import (
    FILES,
    MEDIA,
    SEEDED,
    columns_of,
    file_of,
    is_reference,
    lists_of,
    word_models,
)
from festival.packages.public import Public
from festival.packages.records import BATCH, Line, Table, derive_again
from festival.packages.scopes import OfEdition, Whole
from festival.packages.soundness import opened
from people.models import RecordChange, RowChange
from people.words import Findable, write_all_words

SCOPES = {scope.variant: scope for scope in (Whole, OfEdition, Public)}


def read_package(source, connection, storage):
    """
    Everything is verified before anything is written; returns the manifest. Pictures come last,
    before the transaction ends: who is killed has stored no record, and can begin again.
    """
    refuse_in_use()
    with opened(source) as package, transaction.atomic():
        refuse_in_use()
        clear_seeds(package)
        for name, model in FILES.items():
            table = Table(model, SCOPES[package.variant], package.made_at)
            store_file(package, file_of(name), table)
        find_again()
        count_on(connection)
        store_pictures(package, storage)
    return package.manifest


def refuse_in_use():
    for name, model in FILES.items():
        if name not in SEEDED and (count := model._base_manager.count()):
            raise CommandError(
                f"This database holds {count} {name.replace('_', ' ')}: a package is read into an "
                "empty one, as migrate makes it."
            )


def clear_seeds(package):
    """What migrations filled gives way to the festival's own, where the package has any."""
    for model in word_models():
        clear(model)
    for name in reversed(SEEDED):
        if package.counts[file_of(name)]:
            for field in lists_of(FILES[name]):
                clear(field.remote_field.through)
            clear(FILES[name])


def clear(model):
    rows = model._base_manager.all()
    rows._raw_delete(rows.db)


def store_file(package, name, table):
    lines = (Line(package.source, name, number, r) for number, r in package.records(name))
    while batch := list(islice(lines, BATCH)):
        table.store(batch)
    if table.refers_within:
        again = (Line(package.source, name, number, r) for number, r in package.records(name))
        while batch := list(islice(again, BATCH)):
            table.refer_within(batch)


def find_again():
    """What is made of records and their parts; and the words that search finds them by."""
    for model in FILES.values():
        derive_again(model)
        if issubclass(model, Findable):
            write_all_words(model, model.word_model(), model.found_by)


def count_on(connection):
    """
    New records get numbers that none had before, nor one that is gone: history calls records by
    their numbers.
    """
    last = Counter()
    for model in FILES.values():
        tell(last, model, model._base_manager.aggregate(last=Max("pk"))["last"])
        for field in columns_of(model):
            if field.is_relation and not is_reference(field):
                rows = model._base_manager.aggregate(last=Max(field.attname))
                tell(last, field.related_model, rows["last"])
    for model in (RowChange, RecordChange):
        for label, number in model.objects.order_by().values_list("model").annotate(Max("key")):
            if label in {one._meta.label_lower for one in FILES.values()}:
                tell(last, apps.get_model(label), number)
    for model, number in last.items():
        database_of(connection).count_from(model._meta.db_table, number)


def store_pictures(package, storage):
    """Under their very names; where one cannot be stored, those that were new are removed."""
    new = []
    try:
        for name, _size, sha in package.pictures():
            stored_name = name.removeprefix(MEDIA)
            if not storage.exists(stored_name):
                new.append(stored_name)
            with package.archive.open(name) as file:
                store(storage, stored_name, sha, file)
    except BaseException:
        for name in new:
            storage.delete(name)
        raise


def tell(last, model, number):
    if number:
        last[model] = max(last[model], number)
