"""
For whoever watches: `/healthz` when this process answers, `/readyz` when it can serve. They are
asked by bare address and without TLS, so neither is checked, and tell nothing. Before they are
answered nobody asks the database.
"""

import time
from functools import lru_cache
from threading import Lock

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.utils.crypto import get_random_string


def answer_probes(get_response):
    def middleware(request):
        answer = ANSWERS.get(request.path_info)
        if not answer or request.method not in ("GET", "HEAD"):
            return get_response(request)
        response = answer()
        response["Cache-Control"] = "no-store"
        return response

    return middleware


def alive():
    return HttpResponse("ok\n", "text/plain")


def ready():
    """
    Every part by name, and whether it works; 503 when one is missing that every page needs. With a
    full disk or without its cache a machine goes on showing the programme.
    """
    parts = parts_lately()
    is_ready = parts["database"] and parts["migrations"]
    return JsonResponse(parts, status=200 if is_ready else 503)


def parts_lately():
    """To know it a file is written: whoever asks much, or while it is tried, is told the last."""
    if time.monotonic() >= known["until"] and TRYING.acquire(blocking=not known["parts"]):
        try:
            if time.monotonic() >= known["until"]:
                checks = (database, migrations, storage, shared_cache)
                known["parts"] = {check.__name__: works(check) for check in checks}
                known["until"] = time.monotonic() + KNOWN_SECONDS
        finally:
            TRYING.release()
    return known["parts"]


PAGE = 4096  # an empty file fits on a full disk
KNOWN_SECONDS = 2
known, TRYING = {"parts": {}, "until": 0.0}, Lock()
ANSWERS = {"/healthz": alive, "/readyz": ready}


def works(check):
    try:
        check()
    except Exception:  # whatever is wrong with it, it does not work
        return False
    return True


def database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@lru_cache
def migrations():
    """All that this version knows of are applied; once they are they stay, so it is asked once."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise RuntimeError("migrations are missing")


def storage():
    default_storage.delete(default_storage.save("ready", ContentFile(bytes(PAGE))))


def shared_cache():
    key, value = f"ready-{get_random_string(8)}", get_random_string(8)
    cache.set(key, value, 10)
    if cache.get(key) != value:
        raise RuntimeError("the cache forgets")
