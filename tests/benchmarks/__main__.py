"""
Figures, none of them a test: `make bench` prints them; a noisy machine moves them.

Pages are asked of the production server over a programme of 400 films, each shown twice, on SQLite,
and weighed as they are sent, compressed, beside all the site's CSS and JavaScript. The reader reads
a page again and again in this process. Queries a page takes are counted in the tests.
"""

import gzip
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parents[2]
FILMS = 400
SECONDS = 3
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "festival.settings",
    "SECRET_KEY": "only-for-the-benchmarks",
    "ALLOWED_HOSTS": "127.0.0.1",
    "HTTPS": "off",
    "DEBUG": "off",
}
PAGES = [
    "/",
    "/2026/programme/",
    "/2026/programme/?section=panorama&country=belgium&runtime=60-89&sort=-year",
    "/2026/programme/?q=tide",
    "/2026/countries/",
    "/2026/runtime/",
    "/films/tide-0-2026/",
    "/people/mara-vex/",
    "/search/?q=vex",
    "/2026/schedule/2026-02-12/",
    "/2026/schedule/2026-02-12/grid/",
    "/my-programme/?film=tide-0-2026&film=tide-20-2026",
]


def fill():
    """A programme of 400 films with credits, texts and countries."""
    from django.core.management import call_command
    from django.db import transaction

    from tests import factories as make

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    codes = ["BE", "FR", "DE", "JP", "CL", "PL", "SUHH", "KR", "TR", "MX"]
    sections = [make.make_section(name) for name in ("Panorama", "Encounters", "Shorts", "Forum")]
    screens = [make.make_screen(make.make_venue(f"House {number}")) for number in range(12)]
    mara = make.make_person("Mara Vex")
    with transaction.atomic():
        crew = [make.make_person(f"Crew Member {number}") for number in range(500)]
        for number in range(FILMS):
            film = make.make_film(
                f"Tide {number}",
                mara if number % 20 == 0 else crew[number],
                [codes[number % 10], codes[(number * 7 + 1) % 10]],
                [["fr", "de", "ja", "es"][number % 4]],
                runtime_minutes=5 + number * 11 % 240,
            )
            for position in range(15):
                person = crew[(number * 15 + position) % 500]
                make.make_credit(film, person, "cast_member", position=position)
            section = sections[number % 4]
            selection = make.make_selection(film, section=section, premiere_status="world")
            make.make_synopsis(body="A pilot waits for fog. " * 20, film=film)
            show(selection, screens, number)
    make.make_biography(mara, 2026, "Born in Esbjerg. " * 10, [(2026, "Tide 0"), (2026, "Tide 20")])


def show(selection, screens, number):
    """Two screenings of each film, spread over the houses and ten days."""
    from tests import factories as make

    for turn in (0, 1):
        place = number * 2 + turn
        starts_at = datetime(2026, 2, 11 + place // 80, 10 + place // 12 % 7 * 2, tzinfo=UTC)
        make.make_screening(selection, starts_at, screen=screens[place % 12])


@contextmanager
def server():
    """The production server, two workers, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [Path(sys.executable).with_name("granian"), "--interface", "wsgi", "--workers", "2"]
    command += ["--port", str(port), "--log-level", "error", "festival.wsgi:application"]
    running = subprocess.Popen(command, cwd=ROOT)
    try:
        wait_for(port)
        yield port
    finally:
        running.terminate()
        running.wait(10)


def wait_for(port):
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("the server did not start")


def ask(connection, path):
    """How long an answer took, in seconds, and its size as it was sent: compressed, in bytes."""
    start = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        sys.exit(f"{path} answered {response.status}")
    return time.perf_counter() - start, len(body)


def bench_pages(port):
    print(f"{'page, one client':72} {'median':>8} {'p99':>8} {'gzip kB':>7}")
    connection = HTTPConnection("127.0.0.1", port)
    for path in PAGES:
        for _ in range(5):
            ask(connection, path)
        end = time.perf_counter() + SECONDS
        times = []
        while time.perf_counter() < end:
            seconds, size = ask(connection, path)
            times.append(seconds * 1000)
        p99 = quantiles(times, n=100)[98]
        print(f"{path:72} {median(times):6.1f}ms {p99:6.1f}ms {size / 1000:7.1f}")


def weigh_assets():
    """All the CSS and all the JavaScript the public site has, compressed as they are sent."""
    for kind, folder in (("CSS", "css"), ("JavaScript", "js")):
        files = (ROOT / "static" / folder).glob(f"*.{folder}")
        public = [file for file in files if not file.name.startswith(("admin", "desk"))]
        size = sum(len(gzip.compress(file.read_bytes(), 9)) for file in public)
        print(f"{f'{kind} of the whole public site, {len(public)} files':72} {size / 1000:24.1f}")


def bench_reader():
    from catalogue.intake.entries import read_entries

    page = (ROOT / "tests/catalogue/intake/pages/harbour-light-en.txt").read_text("utf-8")
    read_entries(page)
    count = 0
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        read_entries(page)
        count += 1
    print(f"\n{'programme pages read a second, one core':72} {count / SECONDS:6.0f}")
    times = [seconds_to_read(page * (size // len(page))) for size in (50_000, 100_000)]
    told = f"{times[0]:.2f} s and {times[1]:.2f} s, {times[1] / times[0]:.1f} times as long"
    print(f"a text of 50 kB and one of 100 kB: {told}")


def seconds_to_read(text):
    from catalogue.intake.entries import read_entries

    start = time.process_time()
    read_entries(text)
    return time.process_time() - start


def main():
    with tempfile.TemporaryDirectory(prefix="marquee-bench-") as folder:
        os.environ.update(ENVIRONMENT, VAR_DIR=folder)
        import django

        django.setup()
        fill()
        with server() as port:
            bench_pages(port)
        weigh_assets()
        bench_reader()


if __name__ == "__main__":
    main()
