from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.http.request import validate_host
from django.utils import timezone

from catalogue.models import Selection
from festival.freezing.folders import new_folder
from festival.freezing.sites import Site
from festival.freezing.walking import freeze

OFTEN = 250  # files between two lines of progress
MOST_TOLD = 20


class Command(BaseCommand):
    help = "Writes an edition as a static site that any file server can carry."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int, help="of an edition that is public")
        parser.add_argument("target", type=Path, help="a new folder, or one written before")
        parser.add_argument(
            "--site",
            help="the live site, which pages name as their own address and which all that is not "
            "of the edition leads to: https://festival.example; by default the first allowed host",
        )

    def handle(self, *args, year, target, site, **options):
        edition = Selection.objects.public().editions().filter(year=year).first()
        if not edition:
            raise CommandError(f"There is no public edition of {year}.")
        if not is_over(edition):
            self.stderr.write(f"{edition} is not over: what its pages say still changes.")
        with new_folder(target, year) as folder:
            problems = freeze(edition, Site(address_of(site)), folder, self.report)
            if problems:
                self.stderr.write("\n".join(problems[:MOST_TOLD]))
                raise CommandError(f"{len(problems)} links lead nowhere. Nothing was written.")
        self.stdout.write(
            f"{target}: {folder.page_count} pages, {len(folder.sums)} files, "
            f"{folder.size / 1e6:.1f} MB; every link inside leads to one of them"
        )

    def report(self, written, known):
        if written % OFTEN == 0:
            self.stdout.write(f"{written} of {known} files so far")
            self.stdout.flush()


def address_of(site):
    """The site's address as it was given, or as the settings tell it."""
    scheme = "https" if settings.HTTPS else "http"
    if not site:
        named = [host for host in settings.ALLOWED_HOSTS if host[:1] not in ("*", ".")]
        if not named:
            raise CommandError("Say where the site is: --site https://festival.example")
        return f"{scheme}://{named[0]}"
    parts = urlsplit(site)
    if parts.scheme != scheme or not parts.hostname or parts.path.strip("/") or parts.query:
        raise CommandError(f"--site wants an address such as {scheme}://festival.example")
    if not validate_host(parts.hostname, settings.ALLOWED_HOSTS):
        raise CommandError(f"{parts.hostname} is not among ALLOWED_HOSTS.")
    return site


def is_over(edition):
    today = timezone.localdate(timezone=edition.zone)
    return bool(edition.ends_on and edition.ends_on < today)
