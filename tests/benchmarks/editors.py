"""
Editors who all save at once: `python -m tests.benchmarks.editors`, on the engine of DATABASE_URL,
which has to be an empty database, or on a new SQLite file. Each is a process and saves a film of
its own through the admin's form, again and again.
"""

import multiprocessing
import os
import sys
import tempfile
import time

EDITORS, SAVES = 8, 12
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "festival.settings",
    "SECRET_KEY": "only-for-the-benchmarks",
    "ALLOWED_HOSTS": "testserver",
    "HTTPS": "off",
}


def main():
    with tempfile.TemporaryDirectory(prefix="marquee-editors-") as folder:
        os.environ.update(ENVIRONMENT, VAR_DIR=folder)
        films = in_a_process(fill)
        start, results = multiprocessing.Barrier(EDITORS), multiprocessing.Queue()
        editors = [
            multiprocessing.Process(target=edit, args=(film, start, results)) for film in films
        ]
        for editor in editors:
            editor.start()
        saved = [results.get(timeout=300) for _ in range(EDITORS * SAVES)]
        for editor in editors:
            editor.join()
        kept = in_a_process(count, films)
    times = [seconds for status, seconds in saved if status == 302]
    print(f"{len(times)} of {len(saved)} saved, {kept} kept; the slowest took {max(times):.2f} s")
    sys.exit(len(times) != len(saved) or kept != len(saved))


def in_a_process(work, *arguments):
    """What `work` returns, done where Django's connections end with it."""
    with multiprocessing.Pool(1) as pool:
        return pool.apply(work, arguments)


def fill():
    import django

    django.setup()
    from django.core.management import call_command

    from tests.factories import make_editor, make_film

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    make_editor()
    return [make_film(f"Film {number}", "Somebody").pk for number in range(EDITORS)]


def edit(film, start, results):
    import django
    from django.test import Client
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    from django.contrib.auth.models import User

    from tests.catalogue.admin.pages import form_data

    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get())
    address = f"/admin/catalogue/film/{film}/change/"
    start.wait()
    for number in range(SAVES):
        data = form_data(client.get(address), runtime_minutes=number + 1)
        begun = time.perf_counter()
        response = client.post(address, data)
        results.put((response.status_code, time.perf_counter() - begun))


def count(films):
    """The saves that are in the films' history, as far as the last of each film is its last."""
    import django

    django.setup()
    from catalogue.models import Film

    return SAVES * Film.objects.filter(pk__in=films, runtime_minutes=SAVES).count()


if __name__ == "__main__":
    main()
