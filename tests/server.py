"""The production server over a place of its own, for what only a running one can show."""

import os
import signal
import socket
import subprocess
import threading
import time
from contextlib import suppress

import pytest

from tests.places import ROOT


class Server:
    """
    As deploy/ runs it: two workers, another for one that ends; all are ended and started anew, as
    systemd does, where the first process does.
    """

    def __init__(self, environment):
        self.environment, self.is_wanted = environment, True
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()
        self.watch = threading.Thread(target=self.restart, daemon=True)
        self.watch.start()

    def start(self):
        command = [ROOT / "deploy/serve", "--log-level", "critical", "--port", str(self.port)]
        self.running = subprocess.Popen(command, env=self.environment, start_new_session=True)

    def restart(self):
        while self.is_wanted:
            if self.running.poll() is not None:
                self.end()
                self.start()
            time.sleep(0.2)

    def processes(self):
        told = subprocess.run(
            ["pgrep", "-P", str(self.running.pid)], capture_output=True, text=True, check=False
        )
        return [self.running.pid, *map(int, told.stdout.split())]

    def end(self):
        with suppress(ProcessLookupError):
            os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait(30)

    def stop(self):
        self.is_wanted = False
        self.watch.join()
        self.end()


def wait_for(port):
    def answers():
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    wait_until(answers)


def wait_until(is_so):
    """The server is back by itself; how long a busy machine takes is its own affair."""
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.1)
    pytest.fail("the server did not come back")
