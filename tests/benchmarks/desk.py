"""
How long the desk takes over 1,000 selections: `python -m tests.benchmarks.desk`.

In a database of its own, on PostgreSQL where DATABASE_URL names one. Processor time of this
process and wall clock both, since a busy machine moves the second.
"""

import os
import time
from statistics import median

import django

SELECTIONS = 1000
ROUNDS = 7
EVERY_COLUMN = "?group=section&sort=section,-runtime&columns={}"
SECTIONS = ["Panorama", "Encounters", "Shorts", "Forum", "Generation", "Competition"]
COUNTRIES = ["BE", "FR", "DE", "JP", "CL", "PL", "SUHH", "KR", "TR", "MX"]


def fill():
    from django.db import transaction

    from tests import factories as make

    sections = [make.make_section(name) for name in SECTIONS]
    with transaction.atomic():
        for number in range(SELECTIONS):
            film = make.make_film(
                f"Tide {number}",
                f"Director {number}",
                [COUNTRIES[number % 10], COUNTRIES[(number * 7 + 1) % 10]],
                [["fr", "de", "ja", "es"][number % 4]],
                runtime_minutes=5 + number * 11 % 240,
                form=["fiction", "documentary", ""][number % 3],
            )
            selection = make.make_selection(
                film,
                section=sections[number % len(sections)],
                premiere_status=["world", "international", ""][number % 3],
                status=["confirmed", "considered", "invited"][number % 3],
            )
            make.make_synopsis(body="A pilot waits for fog. " * 20, film=film)
            person = film.credits.get().person
            make.make_biography(person, filmography=[(2020, f"Sketch {number}")])
            if number % 2:
                make.make_screening(selection)


def measure():
    from django.db import connection
    from django.test import Client

    from catalogue.desk.columns import CHOICES
    from tests.factories import make_editor

    client = Client()
    client.force_login(make_editor())
    every = EVERY_COLUMN.format(",".join(column.key for column in CHOICES))
    pages = ["", every, "balance/", "export.xlsx", "export.csv"]
    for address in [f"/desk/2026/{page}" for page in pages]:
        client.get(address)
        used, waited = [], []
        for _round in range(ROUNDS):
            cpu, wall = time.process_time(), time.perf_counter()
            response = client.get(address)
            used.append(time.process_time() - cpu)
            waited.append(time.perf_counter() - wall)
        print(
            f"{connection.vendor:10} {address[:44]:46} {median(used) * 1000:5.0f} ms processor "
            f"{median(waited) * 1000:5.0f} ms wall {len(response.content) / 1000:6.0f} kB"
        )


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.test.runner import DiscoverRunner

    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        fill()
        measure()
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
