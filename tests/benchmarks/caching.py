"""
Kept pages beside the least a Django site can do, under the same server and in the same run:
`python -m tests.benchmarks.caching`. Two workers, eight clients; CACHE_URL for pages in Redis.
"""

import argparse

from tests.benchmarks.archive import Asked
from tests.benchmarks.databases import environment
from tests.benchmarks.driving import drive, serving

CLIENTS, SECONDS, ROUNDS = 8, 4, 3
WANTED = 0.6
PAGES = ["programme", "film", "programme, filtered"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", default="", help="address of a database with 400 films")
    database = parser.parse_args().database
    site = Asked("small", database)
    measure(environment("small", database), [site.measure(page)["address"] for page in PAGES])


def measure(environ: dict[str, str], pages: list[str]) -> None:
    with (
        serving("tests.benchmarks.constant:application", environ) as floor,
        serving("festival.wsgi:application", environ) as site,
    ):
        for server, page in [(floor, "/"), *((site, page) for page in pages)]:
            drive(server.port, page, CLIENTS, 1)
        for _round in range(ROUNDS):  # in turns: the machine is never the same for long
            least = drive(floor.port, "/", CLIENTS, SECONDS).rate
            print(f"{'constant view':60} {least:8.0f}/s")
            for page in pages:
                found = drive(site.port, page, CLIENTS, SECONDS).rate
                told = f"{found / least:6.0%} of it, {WANTED:.0%} wanted"
                print(f"{page:60} {found:8.0f}/s {told}", flush=True)


if __name__ == "__main__":
    main()
