"""
The databases the benchmarks ask: one festival of 400 films, and an archive of 75 editions with
30,000. Both are made in var/benchmarks/ once, and used again.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "benchmarks"
SIZES = {
    "small": ["--editions=1", "--films=400", "--people=2000", "--credits=13333"],
    "large": [],
}
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "festival.settings",
    "SECRET_KEY": "only-for-the-benchmarks",
    "ALLOWED_HOSTS": "127.0.0.1,testserver",
    "HTTPS": "off",
    "DEBUG": "off",
}


def environment(name: str, address: str = "") -> dict[str, str]:
    """
    What a process needs to ask the database of that name; it is made where it is not there.

    `address` is that of a database made already, on PostgreSQL for one.
    """
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    found = {**os.environ, **ENVIRONMENT, "VAR_DIR": str(folder)}
    found["DATABASE_URL"] = address or f"sqlite:///{folder}/marquee.sqlite3"
    run(found, "migrate", "-v0")
    run(found, "collectstatic", "--noinput", "-v0")
    if not address and not (folder / "made").exists():
        print(f"The {name} database is made, once:")
        run(found, "make_archive", *SIZES[name])
        (folder / "made").touch()
    return found


def run(environ: dict[str, str], *command: str) -> None:
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environ, check=True)
