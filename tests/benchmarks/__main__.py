"""
Figures, none of them a test: `make bench` prints them; a noisy machine moves them.

Pages are asked of the production server, see tests/benchmarks/pages.py, and weighed as they are
sent, compressed, beside all the site's CSS and JavaScript. The reader reads a page again and again
in this process. What a large archive costs, tests/benchmarks/archive.py tells page by page.
"""

import gzip
import time
from datetime import UTC, datetime

from tests.benchmarks import pages
from tests.benchmarks.databases import ROOT

FILMS = 400
SECONDS = 3


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
    pages.main()
    weigh_assets()
    bench_reader()


if __name__ == "__main__":
    main()
