"""
How long a package of an edition of 400 films takes, and how much memory at most: written and read
by the commands, all variants. `python -m tests.benchmarks.packages`; on SQLite, in folders that are
gone afterwards. Three stills a film of 1600 pixels, with renditions.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.databases import ENVIRONMENT, ROOT

STILLS = 3
VARIANTS = ([], ["--edition", "2026"], ["--public"])


def fill():
    """The programme of the other benchmarks, with biographies, filmographies and stills."""
    import django

    django.setup()
    from django.core.files.base import ContentFile
    from django.db import transaction
    from PIL import Image

    from catalogue.models import Film, Still
    from tests import factories as make
    from tests.benchmarks.__main__ import fill as fill_programme

    fill_programme()
    picture = Path(tempfile.gettempdir(), "marquee-noise.jpg")
    grain = Image.effect_noise((400, 225), 60).convert("RGB")  # as large, enlarged, as a photo
    grain.resize((1600, 900), Image.Resampling.BICUBIC).save(picture, quality=85)
    with transaction.atomic():
        first = make.make_still(Film.objects.first(), picture=picture.read_bytes())
        contents = {name: first.file.storage.open(name).read() for name in first.file.names}
        for film in Film.objects.order_by("pk"):
            for position in range(STILLS):
                stem = f"stills/{film.pk}x{position}"
                for name, content in contents.items():
                    copy = name.replace(first.file.name.rpartition(".")[0], stem)
                    first.file.storage.save(copy, ContentFile(content))
                still = Still.objects.get(pk=first.pk)
                still.pk, still.film, still.position = None, film, position
                vars(still)["file"] = f"{stem}.jpg"
                Still.objects.bulk_create([still])
            lines = [(2000 + year, f"Work {year}") for year in range(10)]
            for credit in film.credits.directors():
                if not credit.person.biographies.exists():
                    make.make_biography(credit.person, 2026, "Born in Esbjerg. " * 20, lines)
    picture.unlink()


def timed(environ, *command):
    """Prints what a command says, its seconds and its memory at the most."""
    start = time.perf_counter()
    done = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True
    )
    said = done.stdout.read().strip()
    _pid, status, used = os.wait4(done.pid, 0)
    if status:
        sys.exit(f"{command} failed")
    seconds = time.perf_counter() - start
    told = " ".join(command[1:2] + command[3:])
    print(f"{told:36} {seconds:6.1f} s {used.ru_maxrss / 1024:5.0f} MB")
    return said


def place(folder):
    """What a process needs to work in that folder, with a new database."""
    folder.mkdir()
    address = f"sqlite:///{folder}/marquee.sqlite3"
    found = {**os.environ, **ENVIRONMENT, "VAR_DIR": str(folder), "DATABASE_URL": address}
    run(found, "manage.py", "migrate", "-v0")
    return found


def run(environ, *command):
    quiet = subprocess.DEVNULL
    subprocess.run([sys.executable, *command], cwd=ROOT, env=environ, check=True, stdout=quiet)


def main():
    with tempfile.TemporaryDirectory(prefix="marquee-bench-") as folder:
        first = place(Path(folder, "first"))
        run(first, "-c", "from tests.benchmarks.packages import fill; fill()")
        for number, options in enumerate(VARIANTS):
            package = f"{folder}/{number}.zip"
            print(timed(first, "manage.py", "export_package", package, *options))
            print(timed(place(Path(folder, f"{number}")), "manage.py", "import_package", package))


if __name__ == "__main__":
    main()
