"""Takes an import back as one; a large load batch by batch, and goes on where it was cut off."""

from django.core.management.base import BaseCommand, CommandError

from catalogue.intake.imports import undo_import
from catalogue.intake.loads.loading import undo_load
from catalogue.intake.loads.progress import Bar
from catalogue.models import Import
from people.history.restoring import InTheWayError

BY = "undo_import"
MOST_TOLD = 40


class Command(BaseCommand):
    help = "Undo an import, by the number in its address in the admin."

    def add_arguments(self, parser):
        parser.add_argument("number", type=int, metavar="NUMBER")

    def handle(self, *args, number, **options):
        record = Import.objects.recorded().filter(pk=number).first()
        if not record:
            raise CommandError(f"There is no import {number}")
        try:
            self.undo(record)
        except InTheWayError as error:
            sentences = "\n  ".join(error.sentences[:MOST_TOLD])
            raise CommandError(f"It cannot be undone:\n  {sentences}") from None
        self.stdout.write(f"{record} is undone.")

    def undo(self, record):
        if record.kind != Import.Kind.LOAD:
            undo_import(record, BY)
            return
        bar = Bar(self.stderr, record.file_name)
        try:
            undo_load(record, BY, bar.show)
        finally:
            bar.end()
