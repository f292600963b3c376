"""Reads a printed schedule (JSON) and records its films and screenings, whole or not at all."""

from collections import Counter
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from catalogue.intake.files import UnreadableFileError, read_text
from catalogue.intake.schedule_imports import keep_schedule
from catalogue.intake.schedule_records import ScheduleRecorder
from catalogue.intake.schedules import UnreadableScheduleError, read_schedule
from catalogue.models import Edition, Section
from catalogue.models.editions import validate_time_zone
from people.history import recording
from people.models import Change
from people.statistics import gather_statistics

BY = "import_schedule"


class Command(BaseCommand):
    help = "Read a festival's schedule (a JSON file) and record its films and screenings."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--edition", type=int, required=True, metavar="YEAR")
        parser.add_argument("--section", default="programme", metavar="SLUG")
        parser.add_argument("--time-zone", metavar="ZONE", help="of the hours: Europe/Berlin")
        parser.add_argument("--announce", action="store_true", help="make it public now")

    def handle(self, *args, file, time_zone, announce, **options):
        text, schedule = self.read(file)
        with transaction.atomic():
            edition = self.edition(options["edition"])
            section = self.section(options["section"])
            with recording(BY, Change.Kind.IMPORTED, [edition], Path(file).name) as changes:
                self.set_time_zone(edition, time_zone)
                recorder = ScheduleRecorder(schedule, edition, section, changes)
                made = recorder.record()
                if announce:
                    self.announce(edition)
            keep_schedule(recorder, Path(file).name, text, BY)
            gather_statistics()
        self.summary(schedule, edition, made)

    def read(self, file):
        try:
            text = read_text(file)
            return text, read_schedule(text)
        except (UnreadableFileError, UnreadableScheduleError) as error:
            raise CommandError(f"{file}: {error}") from None

    def edition(self, year):
        """The edition of that year; a new one is hidden until somebody announces it."""
        name = f"{settings.FESTIVAL_NAME} {year}"
        edition = Edition.objects.filter(year=year).first() or Edition(year=year, name=name)
        return self.saved(edition, f"New edition {edition}: hidden until it is announced")

    def section(self, slug):
        name = slug.replace("-", " ").title()
        new = Section(slug=slug, names=dict.fromkeys(dict(settings.LANGUAGES), name))
        return self.saved(Section.objects.at_address(slug) or new, f"New section {name}")

    def saved(self, record, said):
        """The record, stored if it is new and what its model allows."""
        if record.pk:
            return record
        try:
            record.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        record.save()
        self.stdout.write(said)
        return record

    def set_time_zone(self, edition, name):
        """An edition that has screenings keeps its zone: their hours were read in it."""
        if not name or name == edition.time_zone:
            return
        if edition.screenings.exists():
            raise CommandError(f"{edition} has screenings in {edition.time_zone}, not in {name}")
        try:
            validate_time_zone(name)
        except ValidationError as error:
            raise CommandError(error.messages[0]) from None
        edition.time_zone = name
        edition.save()

    def announce(self, edition):
        """Films and schedule are public from now on, unless they were before."""
        now = timezone.now()
        for name in ("announced_at", "schedule_announced_at"):
            setattr(edition, name, min(getattr(edition, name) or now, now))
        edition.save()

    def summary(self, schedule, edition, made):
        """What was made, and what a person should look at, each kind once."""
        for problem, times in sorted(Counter(schedule.problems).items()):
            self.stdout.write(f"  ? {f'{times} × ' if times > 1 else ''}{problem}")
        for what in ("films", "venues", "screens", "screenings"):
            self.stdout.write(f"  + {made[what]} {what}")
        read = f"{len(schedule.films)} films and {len(schedule.showings)} screenings"
        self.stdout.write(f"Recorded {read} for {edition}: {edition.get_absolute_url()}")
