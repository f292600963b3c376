"""Reads a programme page and records its film for a section of an edition, whole or not at all."""

from difflib import get_close_matches
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DataError, IntegrityError, OperationalError, transaction

from catalogue.intake.entry_imports import Source, import_entry
from catalogue.intake.files import read_text
from catalogue.intake.prose import language_of
from catalogue.intake.records import CannotRecordError, save_valid
from catalogue.management.commands.read_entry import read_file
from catalogue.models import Edition, Section


class Command(BaseCommand):
    help = "Read a festival programme page (a text file) and record the film it is about."

    def add_arguments(self, parser):
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--edition", type=int, required=True, metavar="YEAR")
        parser.add_argument("--section", required=True, metavar="SLUG")
        parser.add_argument("--title", help="the film's title, where the page does not say it")
        parser.add_argument("--language", choices=languages, help="of the page; else guessed")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")

    def handle(self, *args, file, title, dry_run, **options):
        entries = read_file(file, title)
        if len(entries) > 1:
            raise CommandError(f"{file} holds {len(entries)} films: save one a file")
        entry = entries[0]
        language = self.language(entry, options["language"])
        try:
            report = self.record(entry, language, dry_run, options | {"file": file})
        except CannotRecordError as error:
            raise CommandError(str(error)) from None
        except (DataError, IntegrityError, OperationalError) as error:
            refused = str(error).splitlines()[0]
            raise CommandError(f"The database refused the import: {refused}") from None
        self.tell(entry, report, dry_run)

    def language(self, entry, language):
        """That of the page: as given, else guessed, and one the festival writes in."""
        guessed = language or language_of(entry) or settings.LANGUAGE_CODE
        if guessed not in dict(settings.LANGUAGES):
            raise CommandError(f"The page seems to be in “{guessed}”: say --language otherwise.")
        return guessed

    @transaction.atomic
    def record(self, entry, language, dry_run, options):
        """All of it in one transaction, which begins before anything is looked for."""
        self.new = []
        edition = self.edition(options["edition"])
        section = self.section(options["section"])
        source = Source(Path(options["file"]).name, read_text(options["file"]), entry)
        report = import_entry(entry, edition, section, language, source, "import_entry")
        transaction.set_rollback(dry_run)
        return report

    def edition(self, year):
        """The edition of that year; a new one is hidden until somebody announces it."""
        if not 1900 <= year <= 2100:
            raise CommandError(f"{year} is not the year of an edition")
        edition, is_new = Edition.objects.get_or_create(
            year=year, defaults={"name": f"{settings.FESTIVAL_NAME} {year}"}
        )
        if is_new:
            self.new.append(f"New edition {edition}: hidden until it is announced in the admin")
        # PostgreSQL: a second import waits here, and then sees the first one's film.
        return Edition.objects.select_for_update().get(pk=edition.pk)

    def section(self, slug):
        """The section at that address; a new one unless the slug looks like a slip."""
        section = Section.objects.at_address(slug)
        if section:
            return section
        near = get_close_matches(slug, Section.objects.values_list("slug", flat=True), 1, 0.8)
        if near:
            raise CommandError(f"There is no section “{slug}”: did you mean “{near[0]}”?")
        name = slug.replace("-", " ").title()
        section = Section(slug=slug, names=dict.fromkeys(dict(settings.LANGUAGES), name))
        save_valid(section)
        self.new.append(f"New section {section}")
        return section

    def tell(self, entry, report, dry_run):
        """What was made, what stayed, what a person should look at, and where the film is."""
        for line in self.new:
            self.stdout.write(line)
        for line in report.made:
            self.stdout.write(f"  + {line}")
        for line in report.kept:
            self.stdout.write(f"  = {line}")
        for line in report.asked:
            self.stdout.write(f"  ? {line}")
        for problem in entry.problems:
            self.stdout.write(f"  ? line {problem.line or '–'}: {problem.message}")
        done = "Would record" if dry_run else "Recorded"
        changed = f"{len(report.made)} new" if report.made else "nothing new"
        self.stdout.write(f"{done} {report.film}, {changed}: {report.film.get_absolute_url()}")
