"""
A large load: `python -m tests.benchmarks.large_load`, on the engine of DATABASE_URL, which has to
be an empty database, or on a new SQLite file: 4,800 films, 105,000 people, 235,000 credits, all of
them invented. Prints how long it took and how much memory; with `--undo` also of taking it back.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.catalogue.intake.loads.tmdb_files import write_files

FILMS, PEOPLE, CREDITS = 4_800, 105_000, 235_000
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "festival.settings",
    "SECRET_KEY": "only-for-the-benchmarks",
    "HTTPS": "off",
    "DEBUG": "off",
}


def main():
    with tempfile.TemporaryDirectory(prefix="marquee-load-") as folder:
        environment = os.environ | ENVIRONMENT | {"VAR_DIR": folder}
        files = write_files(Path(folder), FILMS, PEOPLE, CREDITS)
        sizes = [Path(file).stat().st_size / 1e6 for file in files]
        print(f"{sizes[0]:.0f} and {sizes[1]:.0f} MB of CSV")
        run(environment, "migrate", "--verbosity=0")
        measure(environment, "loaded", "load_tmdb", *files)
        measure(environment, "again, nothing new", "load_tmdb", "--again", *files)
        if "--undo" in sys.argv:
            for number in (4, 3, 2, 1):
                measure(environment, f"undone: import {number}", "undo_import", str(number))


def measure(environment, what, *command):
    start = time.perf_counter()
    memory = run(environment, *command)
    print(f"{what}: {(time.perf_counter() - start) / 60:.1f} minutes, {memory:.0f} MB")


def run(environment, *command) -> float:
    """The most memory a command took, in MB."""
    running = subprocess.Popen([sys.executable, "manage.py", *command], env=environment)
    _pid, status, usage = os.wait4(running.pid, 0)
    if status:
        sys.exit(f"{command[0]} failed")
    return usage.ru_maxrss / 1000


if __name__ == "__main__":
    sys.exit(main())
