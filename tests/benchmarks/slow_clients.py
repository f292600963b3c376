"""
Clients that send a byte a second, others that take a large picture so, and what everybody else
notices: `python -m tests.benchmarks.slow_clients`. The server is the one that `make demo` and
deploy/ start.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection
from statistics import median

from tests.benchmarks.databases import ENVIRONMENT, ROOT

SLOW, SECONDS, PAUSE = 24, 40, 0.25
REQUESTS = [
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " + b"x" * 1000,
    b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: csrftoken="
    + b"a" * 32
    + b"\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n"
    + b"x" * 1000,
]
# As large as may be sent in.
MAKE_PICTURE = """
from people.pictures import MOST_BYTES
from tests.factories import make_large_still
print(make_large_still(MOST_BYTES).press_address)
"""


def main():
    with tempfile.TemporaryDirectory(prefix="marquee-slow-") as folder:
        environment = {**os.environ, **ENVIRONMENT, "VAR_DIR": folder}
        for step in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
            command = [sys.executable, "manage.py", *step]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", MAKE_PICTURE]
        made = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = ["make", "-s", "serve", f"PORT={port}"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
        try:
            wait_until_served(port)
            measure(port, made.stdout.strip())
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(20)


def wait_until_served(port):
    for _ in range(240):
        try:
            with socket.create_connection(("127.0.0.1", port)):
                return
        except OSError:
            time.sleep(1)
    sys.exit("the server did not start")


def measure(port, picture):
    report("before", probed(port, 5))
    head = f"GET {picture} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    beside(port, f"beside {SLOW} that send slowly", lambda number: (trickle, REQUESTS[number % 2]))
    beside(port, f"beside {SLOW} that take a picture slowly", lambda _number: (sip, head))


def beside(port, when, does):
    end = time.monotonic() + SECONDS
    slow = []
    for number in range(SLOW):
        client, request = does(number)
        slow.append(threading.Thread(target=client, args=(port, request, end)))
        slow[-1].start()
    time.sleep(2)
    report(when, probed(port, SECONDS - 5))
    for client in slow:
        client.join()


def trickle(port, request, end):
    """A byte a second, for as long as the server listens."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        head, _, rest = request.partition(b"\r\n\r\n")
        if rest:  # of a form, the head at once and the body slowly
            connection.sendall(head + b"\r\n\r\n")
        for byte in rest or head:
            if time.monotonic() > end:
                return
            try:
                connection.sendall(bytes([byte]))
            except OSError:
                return
            time.sleep(1)


def sip(port, request, end):
    """The answer, a byte a second, for as long as the server sends it."""
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", port))
        connection.sendall(request)
        while time.monotonic() < end and connection.recv(1):
            time.sleep(1)


def probed(port, seconds):
    """How long others wait, in seconds; None for no answer."""
    times, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        begun = time.perf_counter()
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=8)
            connection.request("GET", "/archive/")
            is_fine = connection.getresponse().status == 200
            times.append(time.perf_counter() - begun if is_fine else None)
        except OSError:
            times.append(None)
        finally:
            connection.close()
        time.sleep(PAUSE)
    return times


def report(when, times):
    answered = [seconds for seconds in times if seconds is not None]
    print(
        f"{when}: {len(answered)} of {len(times)} answered, "
        f"median {median(answered) * 1000:.0f} ms, worst {max(answered) * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
