from datetime import timedelta

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.utils import timezone

from catalogue.models import Still
from people.models import Person
from people.pictures import UnfitPictureError


class Command(BaseCommand):
    help = "Checks the pictures that have no renditions yet, and makes them. Does nothing twice."

    def add_arguments(self, parser):
        parser.add_argument(
            "--again", action="store_true", help="make the renditions of every picture anew"
        )
        parser.add_argument(
            "--tidy", action="store_true", help="remove files that belong to no record any more"
        )

    def handle(self, *args, again, tidy, **options):
        stills = Still.objects.order_by("pk")
        portraits = Person.objects.exclude(portrait="").order_by("pk")
        if tidy:
            self.tidy("stills", [still.file for still in stills])
            self.tidy("portraits", [person.portrait for person in portraits])
        if not again:
            stills, portraits = stills.filter(widths=[]), portraits.filter(portrait_widths=[])
        files = [still.file for still in stills.select_related("film")]
        files += [person.portrait for person in portraits]
        for number, file in enumerate(files, 1):
            self.stdout.write(f"{number}/{len(files)} {file.instance}: {made(file)}")

    def tidy(self, folder, files):
        """Who has stored a file and not yet its record has a day for it."""
        known = {name for file in files for name in file.names}
        yesterday = timezone.now() - timedelta(days=1)
        for name in stored_in(folder):
            if name not in known and default_storage.get_modified_time(name) < yesterday:
                default_storage.delete(name)
                self.stdout.write(f"{name} removed")


def stored_in(folder):
    try:
        return [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    except FileNotFoundError:  # nothing was ever stored in it
        return []


def made(file):
    """Makes what is missing, and says what came of it."""
    try:
        file.check_again()
    except FileNotFoundError:
        return "the file is missing"
    except UnfitPictureError as unfit:
        return unfit.messages[0]
    return f"{', '.join(map(str, file.widths))} px"
