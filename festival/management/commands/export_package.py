from pathlib import Path

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from festival.packages.writing import write_package


class Command(BaseCommand):
    help = "Writes the whole festival, pictures included, into one file of JSON and pictures."

    def add_arguments(self, parser):
        parser.add_argument("target", type=Path, help="a new file: festival.zip")

    def handle(self, *args, target, **options):
        if target.exists():
            raise CommandError(f"{target} is there already.")
        if not target.parent.is_dir():
            raise CommandError(f"{target.parent} is no folder.")
        manifest, missing = write_package(connection, default_storage, target)
        for name in missing:
            self.stderr.write(f"{name} is not in the storage, and so not in the package.")
        records, pictures = counts_in(manifest)
        size = target.stat().st_size / 1e6
        self.stdout.write(f"{target}: {records} records, {pictures} pictures, {size:.1f} MB")


def counts_in(manifest):
    """The numbers of records and of picture files."""
    *tables, pictures = manifest["files"]
    return sum(table["records"] for table in tables), pictures["records"]
