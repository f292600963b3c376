"""
What a large archive costs: `python -m tests.benchmarks.archive` asks every public page of 400
films and of 30,000, in turn, and prints queries and milliseconds of both.

`--small` and `--large` name databases that are there already, filled by `make_archive`, so that
it runs on PostgreSQL as well; `--only` takes a part of a page's name. Time is that of the answer
alone, the least of some rounds; nothing is sent, and no page is kept. Each is made as one is that
is not on the shelf, under a state of things that is known (tests/benchmarks/uncached.py), so that
what a process remembers counts; the last figure, of 30,000 films again, is with nothing
remembered, as just after a save. On SQLite it is processor time, which other work on the machine
does not lengthen; on PostgreSQL, which works elsewhere, it is the wall clock's.
"""

import argparse
import json
import subprocess
import sys

from tests.benchmarks.databases import ROOT, environment


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", default="", help="address of a database with 400 films")
    parser.add_argument("--large", default="", help="address of a database with 30,000 films")
    parser.add_argument("--only", default="", help="a part of a page's name")
    asked = parser.parse_args()
    small, large = Asked("small", asked.small), Asked("large", asked.large)
    print(f"{'page':42} {'queries':>9} {'400':>9} {'30,000':>9} {'ratio':>6} {'first':>9}")
    for page in small.pages:
        if asked.only in page and page in large.pages:
            few, many = small.measure(page), large.measure(page)
            queries = "/".join(str(one["queries"]) for one in (few, many))
            ratio = many["ms"] / few["ms"]
            print(
                f"{page:42} {queries:>9} {few['ms']:7.1f}ms {many['ms']:7.1f}ms {ratio:6.2f}"
                f" {many['first_ms']:7.1f}ms  {many['address']}",
                flush=True,
            )


class Asked:
    """A process that answers pages of one database, and says what they cost."""

    def __init__(self, name: str, address: str):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.archive_pages"],
            cwd=ROOT,
            env=environment(name, address)
            | {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.uncached"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.pages = self.heard()

    def measure(self, page: str) -> dict:
        print(page, file=self.process.stdin, flush=True)
        return self.heard()

    def heard(self):
        return json.loads(self.process.stdout.readline())


if __name__ == "__main__":
    main()
