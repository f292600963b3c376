"""The production server, started as `make serve` does, and clients that ask it for a page."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles

from tests.benchmarks.databases import ROOT

WORKERS = 2
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Figures:
    """Answers a second, and milliseconds until one was there."""

    rate: float
    p50: float
    p99: float


@dataclass(frozen=True)
class Server:
    port: int
    process: int

    def memory(self) -> list[float]:
        """Megabytes each worker holds for itself, without what it shares with the others."""
        told = subprocess.run(
            ["pgrep", "-P", str(self.process)], capture_output=True, text=True, check=False
        )
        return [private_memory(int(worker)) for worker in told.stdout.split()]


def private_memory(process: int) -> float:
    told = Path(f"/proc/{process}/smaps_rollup").read_text()
    return sum(int(kb) for kb in re.findall(r"^Private_\w+:\s+(\d+) kB", told, re.M)) / 1000


@contextmanager
def serving(application: str, environment: dict[str, str]) -> Iterator[Server]:
    """That WSGI application on a free port, under the server we ship."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [ROOT / "deploy/serve", "--log-level", "error", "--port", str(port)]
    environment = os.environ | environment | {"WSGI_APPLICATION": application}
    running = subprocess.Popen(command, env=environment)
    try:
        wait_for(port)
        yield Server(port, running.pid)
    finally:
        running.terminate()
        running.wait(20)


def wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("the server did not start")


def size_of(port: int, path: str) -> int:
    """Bytes of an answer as it is sent to a browser, compressed."""
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        sys.exit(f"{path} answered {response.status}")
    return len(body)


def drive(port: int, path: str, clients: int, seconds: float) -> Figures:
    """So many clients, each asking again as soon as it is answered."""
    asked = with_wrk if shutil.which("wrk") else with_threads
    return asked(port, path, clients, seconds)


def with_wrk(port, path, clients, seconds):
    command = ["wrk", "--latency", "--timeout", "20s", "-t1", f"-c{clients}", f"-d{seconds}s"]
    command += ["-H", "Accept-Encoding: gzip", f"http://127.0.0.1:{port}{path}"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        sys.exit(f"{path}: {told}")
    p50, p99 = (
        float(number) * UNITS[unit]
        for number, unit in re.findall(r"(?:50|99)%\s+([\d.]+)(us|ms|s)", told)
    )
    return Figures(float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]), p50, p99)


def with_threads(port, path, clients, seconds):
    """Where wrk is missing; the clients then take a share of the machine worth noting."""
    times: list[float] = []
    end = time.perf_counter() + seconds

    def ask():
        connection = HTTPConnection("127.0.0.1", port)
        while (begun := time.perf_counter()) < end:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            connection.getresponse().read()
            times.append((time.perf_counter() - begun) * 1000)

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cut = quantiles(times, n=100)
    return Figures(len(times) / seconds, cut[49], cut[98])
