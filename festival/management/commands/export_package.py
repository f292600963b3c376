from functools import partial
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from catalogue.models import Edition
from festival.packages.public import Public
from festival.packages.scopes import OfEdition, Whole
from festival.packages.writing import write_package


class Command(BaseCommand):
    help = "Writes the festival, pictures included, into one file of JSON and pictures."

    def add_arguments(self, parser):
        parser.add_argument("target", type=Path, help="a new file: festival.zip")
        parser.add_argument("--edition", type=int, metavar="YEAR", help="of that edition alone")
        parser.add_argument(
            "--public", action="store_true", help="what anyone may see at this instant, to publish"
        )

    def handle(self, *args, target, edition, public, **options):
        if edition and not Edition.objects.filter(year=edition).exists():
            raise CommandError(f"There is no edition of {edition}.")
        if target.exists():
            raise CommandError(f"{target} is there already.")
        if not target.parent.is_dir():
            raise CommandError(f"{target.parent} is no folder.")
        manifest, missing = write_package(
            partial(scope_at, edition, public), connection, default_storage, target
        )
        for name in missing:
            self.stderr.write(f"{name} is not in the storage, and so not in the package.")
        records, pictures = counts_in(manifest)
        size = target.stat().st_size / 1e6
        self.stdout.write(f"{target}: {records} records, {pictures} pictures, {size:.1f} MB")


def scope_at(edition, public, instant):
    """The records that are meant, at that instant."""
    if public:
        return Public(instant, edition)
    return OfEdition(edition) if edition else Whole()


def counts_in(manifest):
    """The numbers of records and of picture files."""
    *tables, pictures = manifest["files"]
    return sum(table["records"] for table in tables), pictures["records"]
