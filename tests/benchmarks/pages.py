"""
Pages beside the least a Django site can do, under the production server and in one run:
`python -m tests.benchmarks.pages`, a part of `make bench`.

Each is asked of the 400-film and of the 30,000-film database, by eight clients for requests a
second and by one for how long an answer takes; made anew every time, and kept, where pages are
kept. `--requests 100000` asks for so many more and tells the workers' memory then. The figures go
to var/benchmarks/pages.json.
"""

import argparse
import json
from dataclasses import asdict
from datetime import UTC, datetime

from tests.benchmarks.archive import Asked
from tests.benchmarks.databases import FOLDER, environment
from tests.benchmarks.driving import Server, drive, serving, size_of

PAGES = ["programme", "programme, filtered", "film", "section", "country", "person", "day"]
PAGES += ["home", "search, a common word", "suggestions, three letters"]
FLOORS = {"constant view": "/constant/", "template view": "/template/"}
CLIENTS = 8
WARM = 1
RESULTS = FOLDER / "pages.json"
COLUMNS = "{:30} {:>8} {:>8} {:>8} {:>9} {:>8} {:>8} {:>7}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=4, help="for each page and way of asking")
    parser.add_argument("--requests", type=int, default=0, help="of a programme, before memory")
    parser.add_argument("--small", default="", help="address of a database with 400 films")
    parser.add_argument("--large", default="", help="address of a database with 30,000 films")
    asked = parser.parse_args()
    results = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "clients": CLIENTS}
    for name in ("small", "large"):
        results[name] = bench(name, getattr(asked, name), asked.seconds, asked.requests)
    RESULTS.write_text(json.dumps(results, indent=2))
    print(f"\nThe figures: {RESULTS}")


def bench(name: str, database: str, seconds: int, requests: int) -> dict:
    costs = Asked(name, database)
    pages = {page: costs.measure(page) for page in PAGES}
    environ = environment(name, database)
    head = ("page, " + name, "a second", "of tmpl.", "p50 ms", "p99 ms, 1", "kept", "queries", "kB")
    print("\n" + COLUMNS.format(*head))
    anew = environ | {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.uncached"}
    with (
        serving("tests.benchmarks.floors:application", environ) as floors,
        serving("festival.wsgi:application", anew) as made,
        serving("festival.wsgi:application", environ) as kept,
    ):
        figures = {floor: measured(floors, path, seconds) for floor, path in FLOORS.items()}
        least = figures["template view"]["rate"]
        for floor in FLOORS:
            tell(floor, figures[floor], least)
        for page, cost in pages.items():
            figures[page] = measured(made, cost["address"], seconds)
            figures[page]["queries"] = cost["queries"]
            figures[page]["kept"] = measured(kept, cost["address"], seconds)
            tell(page, figures[page], least)
        again = measured(floors, FLOORS["template view"], seconds)
        tell("template view, again", again, least)
        memory = after_many(made, pages["programme"]["address"], requests) if requests else []
    return {"pages": figures, "template view, again": again, "memory": memory}


def measured(server: Server, path: str, seconds: int) -> dict:
    drive(server.port, path, CLIENTS, WARM)
    size = size_of(server.port, path)  # answered after what was still waiting, as before the next
    many = drive(server.port, path, CLIENTS, seconds)
    size_of(server.port, path)
    one = drive(server.port, path, 1, seconds)
    return {"bytes": size, **asdict(many), "alone": asdict(one)}


def tell(name: str, figures: dict, least: float) -> None:
    print(
        COLUMNS.format(
            name,
            f"{figures['rate']:.0f}",
            f"{100 * figures['rate'] / least:.0f} %",
            f"{figures['alone']['p50']:.1f}",
            f"{figures['alone']['p99']:.1f}",
            f"{figures['kept']['rate']:.0f}" if "kept" in figures else "",
            figures.get("queries", ""),
            f"{figures['bytes'] / 1000:.1f}",
        ),
        flush=True,
    )


def after_many(server: Server, path: str, requests: int) -> list[float]:
    """Megabytes of each worker after so many more requests."""
    before = server.memory()
    answered = 0.0
    while answered < requests:
        answered += drive(server.port, path, CLIENTS, 20).rate * 20
    after = server.memory()
    told = ", ".join(f"{one:.0f} MB" for one in after)
    print(f"memory of a worker after {answered:.0f} requests: {told}; before: {before}")
    return after


if __name__ == "__main__":
    main()
