from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from festival.backups.databases import database_of
from festival.backups.making import compared, put_back
from festival.caching.shelves import Away, shelf
from festival.management.commands.backup import backups_in
from people.statistics import gather_statistics


class Command(BaseCommand):
    help = "Puts a backup back. It is verified first: one that is not sound changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("source", type=Path, help="a backup, or a folder: its newest")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="put it in the place of the festival that is there",
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="try it in a new place, compare, and change nothing",
        )

    def handle(self, *args, source, replace, check, **options):
        source = newest(source) if source.is_dir() else source
        with new_place() if check else this_place() as (database, storage):
            manifest = put_back(source, database, storage, replace)
            wrong = [] if replace else compared(manifest, database, storage)
        if wrong:
            raise CommandError("\n".join(["What was restored is not what was kept:", *wrong]))
        held = f"{manifest.row_count} rows and {len(manifest.media)} files of {manifest.made_at}"
        if check:
            self.stdout.write(f"{source} is sound: {held}")
        else:
            gather_statistics()
            cache.clear()
            with suppress(Away):
                shelf().clear()
            self.stdout.write(f"{held} are back. Run migrate now, if this version is a newer one.")


def newest(folder):
    for found in backups_in(folder):
        return found
    raise CommandError(f"{folder} holds no backup.")


@contextmanager
def this_place():
    yield connection, default_storage


@contextmanager
def new_place():
    """An empty database and an empty storage, gone afterwards."""
    with (
        TemporaryDirectory(prefix="marquee-", dir=settings.VAR_DIR) as folder,
        database_of(connection).another() as database,
    ):
        yield database.connection, FileSystemStorage(folder)
