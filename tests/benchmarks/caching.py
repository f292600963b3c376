"""
Kept pages beside the least a Django site can do, under the same server and in the same run:
`python -m tests.benchmarks.caching`. Two workers, eight clients; CACHE_URL for pages in Redis.
"""

import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.__main__ import ENVIRONMENT, ROOT, fill, wait_for

CLIENTS, SECONDS, ROUNDS = 8, 4, 3
WANTED = 0.6
PAGES = ["/2026/programme/", "/films/tide-0-2026/", "/2026/programme/?section=panorama&page=2"]


@contextmanager
def serving(application):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [Path(sys.executable).with_name("granian"), "--interface", "wsgi", "--workers", "2"]
    command += ["--blocking-threads", "4", "--no-access-log", "--log-level", "error"]
    running = subprocess.Popen([*command, "--port", str(port), application], cwd=ROOT)
    try:
        wait_for(port)
        yield port
    finally:
        running.terminate()
        running.wait(10)


def asked(port, path, seconds):
    """How many whole answers one client gets, one after the other, over one connection."""
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n\r\n"
    sent, count = head.encode(), 0
    with socket.create_connection(("127.0.0.1", port)) as connection:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            connection.sendall(sent)
            answer = connection.recv(65536)
            while b"\r\n\r\n" not in answer:
                answer += connection.recv(65536)
            before, _blank, body = answer.partition(b"\r\n\r\n")
            if not before.startswith(b"HTTP/1.1 200"):
                sys.exit(f"{path}: {before.decode()}")
            length = int(before.lower().partition(b"content-length:")[2].split(b"\r")[0])
            missing = length - len(body)
            while missing > 0:
                missing -= len(connection.recv(65536))
            count += 1
    return count


def rate(pool, port, path):
    """Answers a second."""
    counts = pool.starmap(asked, [(port, path, SECONDS)] * CLIENTS)
    return sum(counts) / SECONDS


def measure(pool):
    with (
        serving("tests.benchmarks.constant:application") as floor,
        serving("festival.wsgi:application") as site,
    ):
        for port, path in [(floor, "/"), *((site, page) for page in PAGES)]:
            asked(port, path, 1)
        for _round in range(ROUNDS):  # in turns: the machine is never the same for long
            least = rate(pool, floor, "/")
            print(f"{'constant view':50} {least:8.0f}/s")
            for page in PAGES:
                found = rate(pool, site, page)
                told = f"{found / least:6.0%} of it, {WANTED:.0%} wanted"
                print(f"{page:50} {found:8.0f}/s {told}")


def main():
    with tempfile.TemporaryDirectory(prefix="marquee-caching-") as folder:
        os.environ.update(ENVIRONMENT, VAR_DIR=folder)
        import django

        django.setup()
        fill()
        with multiprocessing.get_context("spawn").Pool(CLIENTS) as pool:
            measure(pool)


if __name__ == "__main__":
    main()
