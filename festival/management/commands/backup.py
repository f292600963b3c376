from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from festival.backups.leftovers import NAMED, tidy
from festival.backups.making import back_up


class Command(BaseCommand):
    help = "Writes the database and the pictures into one file, while the site is in use."

    def add_arguments(self, parser):
        parser.add_argument("target", nargs="?", type=Path, help="a new file, or a folder for it")
        parser.add_argument("--keep", type=int, help="of the folder's backups, only the newest")

    def handle(self, *args, target, keep, **options):
        if keep is not None and keep < 1:
            raise CommandError("--keep wants a number of backups, 1 at least.")
        target = file_in(target or Path(settings.VAR_DIR, "backups"))
        for left in tidy(target.parent):
            self.stdout.write(f"{left}, of a backup that was broken off, removed")
        manifest = back_up(connection, default_storage, target)
        size = target.stat().st_size / 1e6
        self.stdout.write(
            f"{target}: {manifest.row_count} rows, {len(manifest.media)} files, {size:.1f} MB"
        )
        for old in backups_in(target.parent)[keep:] if keep else []:
            old.unlink()
            self.stdout.write(f"{old} removed")


def file_in(target):
    """The file meant: one of a name that tells its instant, where a folder is named."""
    if target.suffix != ".tar":
        target.mkdir(parents=True, exist_ok=True)
        target /= f"marquee-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.tar"
    if target.exists():
        raise CommandError(f"{target} is there already.")
    if not target.parent.is_dir():
        raise CommandError(f"{target.parent} is no folder.")
    return target


def backups_in(folder):
    """The backups named by their instant, the newest first."""
    return sorted(folder.glob(NAMED), reverse=True)
