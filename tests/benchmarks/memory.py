"""
What a worker holds after many requests for many pages: `python -m tests.benchmarks.memory`.

The pages are of the archive of 30,000 films, in random order: films in both languages, people,
lists of every edition, searches. The server is the production server with pages kept, so some are
made anew and some come from the shelf. Needs wrk.
"""

import argparse
import os
import random
import subprocess
import tempfile
from urllib.parse import quote

from tests.benchmarks.databases import environment
from tests.benchmarks.driving import WORKERS, serving

CLIENTS, STEPS = 8, 5
SCRIPT = """
local pages, turn = {%s}, 0
request = function()
  turn = turn %% #pages + 1
  return wrk.format("GET", pages[turn], {["Accept-Encoding"] = "gzip"})
end
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--name", default="large", help="small or large")
    parser.add_argument("--database", default="", help="address of a database made already")
    asked = parser.parse_args()
    environ = environment(asked.name, asked.database)
    os.environ |= environ
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        pages = addresses()
        script.write(SCRIPT % ", ".join(f'"{quote(page, safe="/?=&+-")}"' for page in pages))
        script.flush()
        with serving("festival.wsgi:application", environ) as server:
            print(f"{len(pages)} pages, {WORKERS} workers: {told(server)} before")
            answered = 0
            while answered < asked.requests:
                answered += ask(server.port, script.name, asked.requests // STEPS // 100)
                print(f"after {answered} requests: {told(server)}", flush=True)


def told(server) -> str:
    return ", ".join(f"{one:.0f} MB" for one in server.memory())


def ask(port: int, script: str, seconds: int) -> int:
    """How many were answered; every one has to be a page."""
    command = ["wrk", "--timeout", "20s", "-t1", f"-c{CLIENTS}", f"-d{max(seconds, 10)}s"]
    command += ["-s", script, f"http://127.0.0.1:{port}"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in found or "Socket errors" in found:
        raise SystemExit(found)
    return int(found.partition(" requests in ")[0].split()[-1])


def addresses() -> list[str]:
    import django

    django.setup()
    from catalogue.models import Edition, Selection

    random.seed(1)
    public = Selection.objects.public()
    films = list(public.values_list("film__slug", flat=True)[:9000])
    people = list(public.people().values_list("slug", flat=True)[:4000])
    pages = [f"{random.choice(('', '/de'))}/films/{slug}/" for slug in films]
    pages += [f"/people/{slug}/" for slug in people]
    for year in Edition.objects.values_list("year", flat=True):
        programme = f"/{year}/programme/"
        pages += [f"/{year}/", programme, f"{programme}?page=2", f"{programme}?sort=-year"]
        pages += [f"/{year}/{part}/" for part in ("sections/panorama", "countries", "schedule")]
    words = sorted({slug.partition("-")[0] for slug in people})[:300]
    pages += [f"/search/?q={word}" for word in words]
    pages += [f"/search/suggestions/?q={word[:3]}" for word in words]
    random.shuffle(pages)
    return pages


if __name__ == "__main__":
    main()
