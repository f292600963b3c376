"""Reads a sheet of films (CSV or XLSX) and records it, whole or not at all."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DataError, IntegrityError, OperationalError, transaction

from catalogue.intake.records import CannotRecordError
from catalogue.intake.sheets.imports import confirm, earlier, open_draft, plan_of, table_of
from catalogue.intake.sheets.plans import Standing
from catalogue.intake.sheets.tables import MAX_BYTES, UnreadableSheetError
from catalogue.models import Edition, Section, SheetMapping
from people.statistics import gather_statistics

SIGNS = {Standing.NEW: "+", Standing.CHANGED: "~", Standing.REFUSED: "!"}


class Command(BaseCommand):
    help = "Read a sheet of films (CSV or XLSX), say what is new in it, and record it."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--edition", type=int, required=True, metavar="YEAR")
        parser.add_argument("--section", metavar="SLUG", help="for rows that name none")
        parser.add_argument("--mapping", metavar="NAME", help="columns saved under a name")
        parser.add_argument(
            "--take",
            action="append",
            default=[],
            metavar="ROW:FIELD",
            help="let the sheet overwrite what somebody entered",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")

    def handle(self, *args, file, take, dry_run, **options):
        data = self.data(file)
        about = [self.edition(options["edition"]), self.section(options["section"])]
        try:
            with transaction.atomic():
                mapping = self.mapping(options["mapping"])
                draft = open_draft(data, file, "import_sheet", *about, mapping)
                self.tell(draft, take)
                if not dry_run:
                    confirm(draft, "import_sheet", take)
                    gather_statistics()
                transaction.set_rollback(dry_run)
        except (CannotRecordError, UnreadableSheetError) as error:
            raise CommandError(str(error)) from None
        except (DataError, IntegrityError, OperationalError) as error:
            refused = str(error).splitlines()[0]
            raise CommandError(f"The database refused the import: {refused}") from None
        done = "Nothing was written: this was a dry run" if dry_run else "Recorded"
        self.stdout.write(f"{done}.")

    def data(self, file):
        try:
            if Path(file).stat().st_size > MAX_BYTES:
                raise CommandError(f"{file} is too large: {MAX_BYTES} bytes are the most")
            return Path(file).read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be opened: {error.strerror}") from None

    def edition(self, year):
        edition = Edition.objects.filter(year=year).first() if 1900 <= year <= 2100 else None
        if not edition:
            raise CommandError(f"There is no edition {year}: make it in the admin first")
        return edition

    def section(self, slug):
        section = Section.objects.at_address(slug) if slug else None
        if slug and not section:
            raise CommandError(f"There is no section “{slug}”")
        return section

    def mapping(self, name):
        mapping = SheetMapping.objects.filter(name=name).first() if name else None
        if name and not mapping:
            raise CommandError(f"There is no mapping “{name}”")
        return mapping

    def tell(self, draft, take):
        """What is read from which column, what is new, and what a person should look at."""
        for header, target in draft.columns:
            self.stdout.write(f"  {header or '–'}: {target or 'not read'}")
        for problem in table_of(draft).problems:
            self.stdout.write(f"  ? {problem}")
        if same := earlier(draft):
            self.stdout.write(f"  ? The same file was imported on {same.at:%Y-%m-%d %H:%M}")
        plan = plan_of(draft, "import_sheet", take)
        for row in plan.rows:
            self.tell_row(row)
        told = ", ".join(f"{count} {standing}" for standing, count in plan.counts.items())
        self.stdout.write(f"{len(plan.rows)} rows: {told}")

    def tell_row(self, row):
        if row.standing in SIGNS:
            self.stdout.write(f"{SIGNS[row.standing]} row {row.number}: {row.title}")
        for one in row.differences if row.film else ():
            told = f"{one.field.name}: {one.was[:60] or '–'} → {one.becomes[:60]}"
            self.stdout.write(f"    {told}{'' if one.is_taken else self.why_kept(row, one)}")
        for sentence in [*row.refusals, *row.notes]:
            self.stdout.write(f"    ? {sentence}")

    def why_kept(self, row, one):
        stays = f"  stays ({one.why})" if one.why else "  stays"
        return stays if one.lock else f"{stays}; --take {row.conflict_name(one)} to overwrite"
