"""
The minute after an announcement: `python -m tests.benchmarks.rush`, which needs wrk. 200 clients
ask the site of 400 films for its pages as fast as they are answered, and an editor saves a film
every ten seconds, after which every page is another one. With nginx on the machine, the same
through deploy/nginx.conf, without its TLS.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.databases import ROOT, environment
from tests.benchmarks.driving import serving, wait_for

CLIENTS, SECONDS, EVERY = 200, 60, 10
PATHS = 40  # films beside the programme, its sections and the schedule
ASK = """
local paths, place = {%s}, 0
request = function()
  place = place %% #paths + 1
  return wrk.format("GET", paths[place])
end
done = function(summary, latency)
  local errors = summary.errors
  local bad = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format('{"asked": %%d, "bad": %%d, "p50": %%.1f, "p95": %%.1f, "p99": %%.1f}',
    summary.requests, bad, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    latency:percentile(99) / 1000))
end
"""


def main():
    if not shutil.which("wrk"):
        sys.exit("This needs wrk.")
    environ = environment("small")
    os.environ.update(environ)
    import django

    django.setup()
    with serving("festival.wsgi:application", environ) as server:
        report("the site alone", rush(server.port))
        if shutil.which("nginx"):
            with proxied(server.port) as port:
                report("through nginx", rush(port))


def pages():
    """What is asked for most on that day."""
    from catalogue.models import Selection

    public = Selection.objects.public().select_related("film", "section", "edition")
    year = public.order_by("-edition__year").first().edition.year
    films = [one.film.get_absolute_url() for one in public.order_by("pk")[:PATHS]]
    sections = sorted({one.section_address for one in public[:PATHS]})
    lists = ["/", f"/{year}/programme/", f"/{year}/programme/?view=list", f"/{year}/schedule/"]
    return [*lists, *sections, *films]


def rush(port):
    """Answers a second, how many were none, milliseconds, and the slowest save in seconds."""
    saves: list[float] = []
    end = time.monotonic() + SECONDS
    editor = threading.Thread(target=save_until, args=(end, saves))
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(ASK % ", ".join(json.dumps(path) for path in pages()))
        script.flush()
        editor.start()
        command = ["wrk", "--latency", "--timeout", "20s", "-t2", f"-c{CLIENTS}", f"-d{SECONDS}s"]
        command += ["-s", script.name, "-H", "Accept-Encoding: gzip", f"http://127.0.0.1:{port}"]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    editor.join()
    figures = json.loads(told[told.index("{") :])
    return figures | {"rate": figures["asked"] / SECONDS, "saves": saves}


def save_until(end, saves):
    from django.db import connection

    from catalogue.models import Film

    film = Film.objects.order_by("pk").first()
    while time.monotonic() < end:
        start = time.monotonic()
        film.save()
        saves.append(time.monotonic() - start)
        time.sleep(EVERY)
    connection.close()


@contextmanager
def proxied(site):
    """A port at which nginx answers as it is shipped, for the site at that port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="marquee-nginx-") as folder:
        Path(folder).chmod(0o755)
        whole = Path(folder, "nginx.conf")
        whole.write_text(
            f"pid {folder}/pid; worker_processes 2; daemon off; error_log {folder}/error.log;\n"
            f"events {{ worker_connections 4096; }} http {{\n{adapted(folder, site, port)}\n}}\n"
        )
        running = subprocess.Popen(["nginx", "-c", str(whole)])
        try:
            wait_for(port)
            yield port
        finally:
            running.terminate()
            running.wait(20)


def adapted(folder, site, port):
    """deploy/nginx.conf without TLS, with all it writes in that folder."""
    text = (ROOT / "deploy/nginx.conf").read_text()
    redirects = re.search(r"server \{\n    listen 80;.*?\n\}\n", text, re.S)[0]
    text = text.replace(redirects, "")
    text = re.sub(r" *(?:ssl_\w+ .*|listen \[::\]:443 .*);\n", "", text)
    text = re.sub(r"listen 443 [^;]*;", f"listen 127.0.0.1:{port};", text)
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{site}")
    return re.sub(r"/var/(?:cache|log)/nginx", folder, text)


def report(how, figures):
    slowest = max(figures["saves"])
    print(
        f"{how}: {figures['asked']} asked, {figures['bad']} not answered, {figures['rate']:.0f} a "
        f"second; p50 {figures['p50']} ms, p95 {figures['p95']} ms, p99 {figures['p99']} ms; "
        f"{len(figures['saves'])} saves, the slowest {slowest:.2f} s",
        flush=True,
    )


if __name__ == "__main__":
    main()
