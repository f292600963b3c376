"""
A worker of its own, told over a pipe what to do: `python -m tests.festival.visitor`, with the
database in the environment. One JSON list a line, [verb, …], is answered with one JSON value.
"""

import json
import os
import sys
from contextlib import nullcontext
from datetime import datetime

import django


def prepare():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    from django.conf import settings

    settings.VAR_DIR = os.environ["SHELF"]
    settings.MEDIA_ROOT = os.environ["MEDIA"]
    settings.PAGES_ARE_KEPT = True
    django.setup()


def visit(at, *addresses):
    """[status, page] of each, at that instant or now."""
    import time_machine
    from django.test import Client

    client = Client(raise_request_exception=False)
    moment = time_machine.travel(datetime.fromisoformat(at), tick=False) if at else nullcontext()
    with moment:
        answers = [client.get(address) for address in addresses]
    return [[one.status_code, one.getvalue().decode("utf-8", "replace")] for one in answers]


def update(**fields):
    from catalogue.models import Selection

    Selection.objects.update(**fields)


def rename(title):
    from catalogue.models import Film

    for film in Film.objects.all():
        film.title = title
        film.save()


def hold(slot):
    """Makes a page for ever."""
    from festival.caching.shelves import shelf

    with shelf().flight(slot) as leads:
        print(json.dumps(leads), flush=True)
        sys.stdin.readline()


VERBS = {"visit": visit, "rename": rename, "hold": hold}
VERBS["withdraw"] = lambda: update(status="withdrawn")
VERBS["confirm"] = lambda: update(status="confirmed")


def main():
    prepare()
    for line in sys.stdin:
        verb, *arguments = json.loads(line)
        print(json.dumps(VERBS[verb](*arguments)), flush=True)


if __name__ == "__main__":
    main()
