"""Loads films, and who made them, from the two files of TMDB; goes on where it was cut off."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DataError, IntegrityError, OperationalError

from catalogue.intake.loads.loading import CREDITS, FILMS, LoadError, load
from catalogue.intake.loads.progress import Bar
from catalogue.intake.loads.tmdb import is_about_jobs
from catalogue.intake.sheets.tables import UnreadableSheetError
from catalogue.models import Import, ImportRow
from people.statistics import gather_statistics

BY = "load_tmdb"
MOST_TOLD = 40


class Command(BaseCommand):
    help = "Load films and their credits from TMDB's two CSV files with JSON in their cells."

    def add_arguments(self, parser):
        parser.add_argument("films", metavar="MOVIES")
        parser.add_argument("credits", metavar="CREDITS", nargs="?")
        parser.add_argument(
            "--again", action="store_true", help="compare files that were loaded before anew"
        )

    def handle(self, *args, films, credits, again, **options):
        records = [self.load(films, FILMS, again)]
        if credits:
            records.append(self.load(credits, CREDITS, again))
        gather_statistics()
        for record in records:
            self.tell(record)

    def load(self, path, layout, again):
        name = Path(path).name
        bar = Bar(self.stderr, name)
        try:
            return load(path, name, layout, BY, bar.show, again)
        except (LoadError, UnreadableSheetError) as error:
            raise CommandError(f"{name}: {error}") from None
        except OSError as error:
            raise CommandError(f"{path} cannot be opened: {error.strerror}") from None
        except (DataError, IntegrityError, OperationalError) as error:
            refused = str(error).splitlines()[0]
            told = f"{name}: the database refused a batch: {refused}. Run it again to go on."
            raise CommandError(told) from None
        finally:
            bar.end()

    def tell(self, record: Import):
        """What became of the rows, and what a person should look at."""
        counts = [f"{record.counts.get(one.value, 0)} {one.value}" for one in ImportRow.Standing]
        self.stdout.write(f"{record.file_name}: {', '.join(counts)}")
        rows = record.rows.exclude(told=[]).order_by("number").values_list("number", "told")
        told = [
            f"  ? row {number}: {sentence}"
            for number, sentences in rows.iterator()
            for sentence in sentences
            if not is_about_jobs(sentence)
        ]
        for sentence in told[:MOST_TOLD]:
            self.stdout.write(sentence)
        if len(told) > MOST_TOLD:
            more = len(told) - MOST_TOLD
            self.stdout.write(f"  ? and {more} more: see the import in the admin")
        jobs = list(record.counts.get("unknown_jobs", {}).items())
        if jobs:
            told = ", ".join(f"{job} ({count})" for job, count in jobs[:MOST_TOLD])
            self.stdout.write(f"  ? {len(jobs)} jobs that are no function of ours: {told}")
