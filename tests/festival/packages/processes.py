"""What tests of packages do in processes of their own: `python -m` this module."""

import hashlib
import json
import os
import random
import signal
import sys
from pathlib import Path

import django
from django.conf import settings

FORTHCOMING = 48  # at most this many steps between two kills


def make():
    """Fill this place with the world of the tests."""
    from tests.festival.packages.world import make_world

    make_world()


def tell():
    """The fingerprint of each public page and of the rows of each model, in one line of JSON."""
    from django.core.cache import cache
    from django.test import Client

    from tests.festival.packages.test_packages import everything
    from tests.festival.packages.walking import pages
    from tests.festival.packages.world import addresses

    cache.clear()
    rows = {
        label: sorted(
            json.dumps([key, value], sort_keys=True, default=str) for key, value in found.items()
        )
        for label, found in everything().items()
    }
    seen = pages(Client(), *addresses())
    print(
        json.dumps(
            {
                "rows": {label: fingerprint(found) for label, found in rows.items()},
                "pages": {address: fingerprint(page) for address, page in seen.items()},
            }
        )
    )


def as_json(row):
    return json.dumps(row, sort_keys=True, default=str)


def fingerprint(value):
    return hashlib.sha256(repr(value).encode()).hexdigest()


def kill(source, seed):
    """
    Import the package again and again, each time in a process that kills itself after some more
    statements and pictures, until one lives to the end. A line of JSON: after each how many films,
    countries and users there were.
    """
    counts, steps = random.Random(int(seed)), 0
    told = []
    while True:
        steps += counts.randint(1, FORTHCOMING)
        child = os.fork()
        if not child:
            import_until(steps, source)
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        told.append(counted())
        if not os.WIFSIGNALED(status):
            print(json.dumps({"exit": os.waitstatus_to_exitcode(status), "told": told}))
            return


def counted():
    """In a process of its own as well, so that none inherits a connection."""
    reading, writing = os.pipe()
    if not os.fork():
        from django.contrib.auth.models import User

        from catalogue.models import Country, Film

        counts = [model.objects.count() for model in (Film, Country, User)]
        os.write(writing, json.dumps(counts).encode())
        os._exit(0)
    os.wait()
    os.close(writing)
    with os.fdopen(reading) as pipe:
        return json.load(pipe)


def import_until(steps, source):
    from django.core.files.storage import default_storage
    from django.db import connection

    from festival.packages import reading

    left = iter(range(steps))

    def step():
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    def count(execute, *arguments):
        step()
        return execute(*arguments)

    store = reading.store

    def store_and_count(*arguments):
        step()
        store(*arguments)
        step()

    reading.store = store_and_count
    with connection.execute_wrapper(count):
        reading.read_package(Path(source), connection, default_storage)


if __name__ == "__main__":
    import time_machine

    # Pages name their styles by what they are, which nobody collected here.
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECURE_SSL_REDIRECT = False
    django.setup()
    from tests.festival.packages.instances import NOW

    with time_machine.travel(NOW, tick=False):
        globals()[sys.argv[1]](*sys.argv[2:])
