from pathlib import Path

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.db import connection

from festival.management.commands.export_package import counts_in
from festival.packages.reading import read_package
from people.statistics import gather_statistics


class Command(BaseCommand):
    help = "Reads a package into an empty database: all of it, or nothing where it is not sound."

    def add_arguments(self, parser):
        parser.add_argument("source", type=Path, help="what export_package wrote")

    def handle(self, *args, source, **options):
        manifest = read_package(source, connection, default_storage)
        gather_statistics()
        cache.clear()
        records, pictures = counts_in(manifest)
        self.stdout.write(
            f"{records} records and {pictures} pictures of {manifest['made_at']} are here. Nobody "
            "can log in before changepassword has given them a password."
        )
