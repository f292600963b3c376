"""A shelf of files, for the workers of one machine. Each file is replaced whole, or not at all."""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from festival.caching.shelves import LEASE, LONGEST_WAIT, PAUSE, Away
from festival.locks import taken

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
OUTDATED = "-"


class FileShelf:
    """`has_leases`: whether every save to the database is made on this machine."""

    def __init__(self, folder, has_leases):
        self.folder = os.path.join(folder, "pages")  # noqa: PTH118 - strings, for speed
        self.state_path = f"{self.folder}/state"
        self.has_leases = has_leases
        # The clock of leases begins anew with the machine, and what lies from before has no worth.
        self.boot = BOOT_ID.read_text().strip() if BOOT_ID.exists() else "-"

    def clock(self):
        return time.monotonic()

    def state(self):
        if not self.has_leases:
            return None
        lying = self.lying()
        return None if lying is None or lying[1] == OUTDATED else lying

    def lying(self):
        """(number, token, since, until) while its lease lasts; OUTDATED for a token: none."""
        try:
            boot, ends, number, token, since, until = read(self.state_path).decode().split()
        except (FileNotFoundError, ValueError):
            return None
        if boot != self.boot or self.clock() >= float(ends):
            return None
        return int(number), token, float(since), float(until)

    def publish(self, state, begun):
        if self.has_leases:
            self.lay(state, begun + LEASE)

    def outdate(self, number):
        if self.has_leases:
            self.lay((number, OUTDATED, 0.0, 0.0), self.clock() + LEASE)

    def lay(self, state, ends):
        """Whatever is later stays: of two numbers, and of one number what outdates the earlier."""
        with self.locked(f"{self.state_path}.lock"):
            lying = self.lying()
            if self.clock() < ends and not (lying and lying[0] > state[0]):
                self.write(self.state_path, " ".join(map(str, (self.boot, ends, *state))).encode())

    # Pages ---------------------------------------------------------------------------------------

    def page(self, slot):
        try:
            return read(f"{self.folder}/{slot}")
        except FileNotFoundError:
            return None

    def keep(self, slot, data):
        self.write(f"{self.folder}/{slot}", data)

    def clear(self):
        with self.locked(f"{self.state_path}.lock"):
            for path in Path(self.folder).iterdir():
                if not path.name.endswith(".lock"):
                    path.unlink(missing_ok=True)

    @contextmanager
    def flight(self, slot) -> Iterator[bool]:
        lock = self.opened(f"{self.folder}/{slot}.lock")
        try:
            leads = is_free = taken(lock)
            end = time.monotonic() + LONGEST_WAIT
            while not is_free and time.monotonic() < end:
                time.sleep(PAUSE)  # a lock of a file cannot be waited for until a time
                is_free = taken(lock)
            if not leads and is_free:
                fcntl.flock(lock, fcntl.LOCK_UN)
            yield leads
        finally:
            os.close(lock)

    @contextmanager
    def locked(self, path):
        lock = self.opened(path)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def opened(self, path):
        try:
            os.makedirs(self.folder, exist_ok=True)  # noqa: PTH103 - strings, as above
            return os.open(path, os.O_CREAT | os.O_RDONLY, 0o644)
        except OSError as error:
            raise Away from error

    def write(self, path, data):
        try:
            os.makedirs(self.folder, exist_ok=True)  # noqa: PTH103 - strings, as above
            name = f"{self.folder}/new-{os.getpid()}-{threading.get_ident()}"
            file = os.open(name, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o644)
            with os.fdopen(file, "wb") as opened:
                opened.write(data)
            os.replace(name, path)  # noqa: PTH105 - strings, as above
        except OSError as error:
            raise Away from error


def read(path):
    try:
        file = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Away from error
    try:
        return os.read(file, os.fstat(file).st_size)
    finally:
        os.close(file)
