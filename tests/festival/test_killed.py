"""
Processes killed while editors save and a sheet is imported: what was answered as saved is there.
Four kills in the suite, fifty with EXAMPLES=full.
"""

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from tests.examples import IS_FULL
from tests.places import BEGIN, ROOT
from tests.server import wait_for, wait_until

KILLS = 50 if IS_FULL else 4
EDITORS = 3
ROWS = 40
FILL = """
import json
from django.test import Client
from django.contrib.auth.models import User
from tests.factories import *
editor, edition, section = make_editor(), make_edition(2026), make_section("Panorama")
selections = [make_selection(make_film(f"Film {n}"), edition, section) for n in range(%d)]
client = Client()
client.force_login(editor)
keys = [one.pk for one in selections]
print(json.dumps([keys, section.pk, client.cookies["sessionid"].value]))
"""
STORED = """
import json
from catalogue.models import *
positions = dict(Selection.objects.values_list("pk", "position"))
whole = Import.objects.filter(state="recorded").count()
imported = Film.objects.filter(title__startswith="Sheet ").count()
print(json.dumps([list(positions.items()), whole, imported]))
"""


class Editor(threading.Thread):
    """Somebody who counts a selection's position up and notes what was answered as saved."""

    def __init__(self, port, key, section, session, stop):
        super().__init__(daemon=True)
        self.port, self.key, self.section, self.stop = port, key, section, stop
        self.cookies = f"sessionid={session}; csrftoken={'a' * 32}"
        self.saved, self.answers = 0, set()

    def run(self):
        while not self.stop.is_set():
            try:
                self.save(self.saved + 1)
            except (OSError, HTTPException):
                time.sleep(0.05)

    def save(self, number):
        _status, form = self.ask("GET")
        seen = re.search(r'name="seen" value="(\d+)"', form)
        sent = {"section": self.section, "position": number, "seen": seen[1] if seen else ""}
        status, _page = self.ask("POST", sent | {"csrfmiddlewaretoken": "a" * 32})
        self.answers.add(status)
        if status == 302:
            self.saved = number

    def ask(self, method, sent=None):
        link = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
            body = urlencode(sent) if sent else None
            link.request(method, f"/desk/2026/selections/{self.key}/", body, headers)
            answer = link.getresponse()
            return answer.status, answer.read().decode()
        finally:
            link.close()


def importing(place, sheet):
    command = [sys.executable, "manage.py", "import_sheet", sheet, "--edition", "2026"]
    return subprocess.Popen(
        [*command, "--section", "panorama"],
        cwd=ROOT,
        env=place.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_nothing_answered_as_saved_is_missing_and_no_import_is_half_there(place, server, tmp_path):
    keys, section, session = json.loads(place.run("-c", BEGIN + FILL % EDITORS).stdout)
    sheet = tmp_path / "sheet.csv"
    rows = (f"Sheet {number},Director {number},2025,90" for number in range(ROWS))
    sheet.write_text("\n".join(["Title,Director,Year,Runtime", *rows]), "utf-8")
    stop = threading.Event()
    editors = [Editor(server.port, key, section, session, stop) for key in keys]
    wait_for(server.port)
    for editor in editors:
        editor.start()
    imports = importing(place, sheet)

    chance = random.Random(26)
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.3, 2.5))
        victims = [*server.processes(), *([imports.pid] if imports.poll() is None else [])]
        with suppress(ProcessLookupError):
            os.kill(chance.choice(victims), signal.SIGKILL)
        if imports.poll() is not None:
            imports = importing(place, sheet)
    settled = [editor.saved for editor in editors]
    wait_until(lambda: all(e.saved > before for e, before in zip(editors, settled, strict=True)))
    stop.set()
    for editor in editors:
        editor.join()
    imports.kill()
    imports.wait()

    positions, whole, imported = json.loads(place.run("-c", BEGIN + STORED).stdout)
    lost = [e.key for e in editors if dict(map(tuple, positions))[e.key] < e.saved]
    assert lost == []
    assert set().union(*(editor.answers for editor in editors)) <= {302, 200, 503}
    assert imported == (ROWS if whole else 0)
