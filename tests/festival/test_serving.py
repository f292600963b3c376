"""The server as deploy/ starts it: beside clients that are slow, and when it is told to end."""

import os
import resource
import signal
import socket
import time
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from select import select
from threading import Event, Thread

import pytest

from festival import bodies
from festival.bodies import Turns, Waited
from festival.connections import Carried
from tests.places import BEGIN
from tests.server import Server, wait_for, wait_until

TOKEN = "a" * 32
FORM = f"csrfmiddlewaretoken={TOKEN}&username=ida&password=wrong"
PASSWORD = "long-and-known-to-ida"
MAKE_STAFF = f"""
from tests.factories import make_editor
ida = make_editor()
ida.username = "ida"
ida.set_password("{PASSWORD}")
ida.save()
"""

# Of more bytes than may lie between two machines, sent and not yet taken.
LARGE_STILL = """
from tests.factories import make_large_still
print(make_large_still(12_000_000).press_address)
"""


@pytest.fixture(autouse=True)
def many_files():
    """A process may hold as many connections as the machine allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture
def port(server):
    wait_for(server.port)
    return server.port


@pytest.fixture
def impatient(place):
    """A server that waits for nobody for longer than two seconds."""
    server = Server(place.environment | {"DJANGO_SETTINGS_MODULE": "tests.impatient"})
    wait_for(server.port)
    yield server.port
    server.stop()


def head(path="/admin/login/", cookies="", length=None, named="csrftoken="):
    """The head of a form, as a browser sends it; more is announced than is there where asked."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {named}{TOKEN}{cookies}"]
    lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {length}"]
    return "\r\n".join([*lines, "", ""]).encode()


def begun(stack, port, sent):
    """A connection on which this much of a request was sent."""
    link = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
    link.sendall(sent)
    return link


def answer(link):
    """The status of what comes back, once it is there to its last byte."""
    with link.makefile("rb") as stream:
        status = int(stream.readline().split()[1])
        headers = dict(
            line.decode().lower().split(": ", 1) for line in iter(stream.readline, b"\r\n")
        )
        length = int(headers["content-length"])
        assert len(stream.read(length)) == length
    return status


def asked(port, path="/archive/"):
    link = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        link.request("GET", path)
        return link.getresponse().status
    finally:
        link.close()


def slowest(port):
    """Of ten pages that somebody else asks for, how many seconds one takes at most."""
    times = []
    for _ in range(10):
        begin = time.monotonic()
        assert asked(port) == 200
        times.append(time.monotonic() - begin)
    return max(times)


def log_in(port):
    form = f"csrfmiddlewaretoken={TOKEN}&username=ida&password={PASSWORD}"
    with ExitStack() as stack:
        link = begun(stack, port, head(length=len(form)) + form.encode())
        return answer(link)


@pytest.fixture
def drip():
    """Sends a byte a second on each connection, for as long as it is listened to."""
    is_over = Event()

    def send(links):
        while not is_over.wait(1):
            for link in links:
                with suppress(OSError):
                    link.sendall(b"a")

    sending = []

    def start(links):
        sending.append(Thread(target=send, args=[links]))
        sending[0].start()

    yield start
    is_over.set()
    for thread in sending:
        thread.join()


def test_who_sends_a_form_slowly_holds_up_nobody_and_no_login(place, port, drip):
    place.run("-c", BEGIN + MAKE_STAFF)
    with ExitStack() as stack:
        dripping = [begun(stack, port, head(length=9999)) for _ in range(10)]
        silent = [begun(stack, port, head(length=9999)) for _ in range(7)]
        odd = [begun(stack, port, head(length=9999, named="csrftoken =")) for _ in range(7)]
        drip(dripping)
        time.sleep(1)
        waited = slowest(port)

        assert waited < 2
        assert [log_in(port) for _ in range(6)] == [302] * 6
        assert select(dripping + silent + odd, [], [], 0)[0] == []  # they are still waited for


def test_a_form_that_does_not_come_to_its_end_is_given_up(impatient, drip):
    with ExitStack() as stack:
        slow = [begun(stack, impatient, head(length=999)) for _ in range(4)]
        drip(slow[:2])

        assert [answer(link) for link in slow] == [408] * 4
        assert [link.recv(1) for link in slow] == [b""] * 4


def test_half_a_form_is_none(port):
    form = FORM.encode()
    with ExitStack() as stack:
        link = begun(stack, port, head(length=len(form) + 1) + form)
        link.shutdown(socket.SHUT_WR)

        assert answer(link) == 408


def test_one_address_takes_no_more_than_its_share_of_turns():
    turns = Turns(3, of_one=2)
    one, other = ({"REMOTE_ADDR": f"192.0.2.{number}"} for number in (1, 2))

    taken = [turns.take(Waited(sender, 1), patience=0) for sender in (one, one, one, other, other)]

    assert taken == [True, True, False, True, False]


def test_a_large_form_of_the_staff_may_be_slow_beside_one_that_is_given_up(monkeypatch):
    monkeypatch.setattr(bodies, "FORMS", Turns(1))
    monkeypatch.setattr(bodies, "LARGE_FORMS", Turns(1))
    peer = {"REMOTE_ADDR": "192.0.2.1"}
    form, upload = Waited(peer, 31), Waited(peer, float("inf"), is_staff=True)
    form.begun = upload.begun = time.monotonic() - 60
    now = {
        ("192.0.2.1", 1): Carried(sent_ago=60, received_ago=0.1, taken=0, waiting=0),
        ("192.0.2.1", 2): Carried(sent_ago=60, received_ago=59, taken=0, waiting=0),
        ("192.0.2.1", 3): Carried(sent_ago=0.1, received_ago=0.2, taken=900, waiting=0),
        ("192.0.2.2", 1): Carried(sent_ago=60, received_ago=59, taken=0, waiting=0),
    }

    assert bodies.FORMS.take(form)
    assert bodies.stalled(now) == {("192.0.2.1", 1), ("192.0.2.1", 2)}
    assert bodies.LARGE_FORMS.take(upload)
    assert bodies.stalled(now) == {("192.0.2.1", 2)}


def takers(stack, port, path, count):
    """Connections on which a file was asked for, and of it nothing taken."""
    links = []
    for _ in range(count):
        link = stack.enter_context(socket.socket())
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        link.settimeout(20)
        link.connect(("127.0.0.1", port))
        link.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        links.append(link)
    return links


def test_who_takes_a_large_file_slowly_holds_up_nobody(place, port):
    large = place.run("-c", BEGIN + LARGE_STILL).stdout.strip()
    with ExitStack() as stack:
        slow = takers(stack, port, large, 24)
        time.sleep(1)

        assert slowest(port) < 2
        heads = [link.recv(4096) for link in slow]
        taken = [int(head.split()[1]) for head in heads]
        assert set(taken) == {200, 429}
        assert taken.count(200) <= 16
        assert all(b"x-content-type-options: nosniff" in head for head in heads)
    wait_until(lambda: asked(port, large) == 200)
    with ExitStack() as stack:
        for _ in range(8):  # their turns were given back, and so are these
            assert answer(takers(stack, port, large, 1)[0]) == 200


def test_who_takes_nothing_of_a_large_file_is_not_waited_for_without_end(place, impatient):
    large = place.run("-c", BEGIN + LARGE_STILL).stdout.strip()
    with ExitStack() as stack:
        slow = takers(stack, impatient, large, 40)
        wait_until(lambda: len(select(slow, [], [], 0)[0]) == 40)
        taken = [int(link.recv(4096).split()[1]) for link in slow]

        assert set(taken) == {200, 429}
        wait_until(lambda: {asked(impatient, large) for _ in range(8)} == {200})


@pytest.mark.parametrize("said", [b"", b"GET /archive/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"])
def test_many_who_hold_a_connection_keep_nobody_out(port, said):
    """As browsers do between two pages, and as who means harm does without a word."""
    with ExitStack() as stack:
        idle = [begun(stack, port, said) for _ in range(1200)]
        statuses = {asked(port) for _ in range(10)}

        assert statuses == {200}
        if not said:
            wait_until(lambda: len(select(idle[:500], [], [], 0)[0]) == 500)  # 15 seconds, then
            assert {link.recv(1) for link in idle[:500]} == {b""}  # they are closed


def test_what_was_asked_before_the_server_was_told_to_end_is_answered(server, port):
    with ExitStack() as stack:
        links = [begun(stack, port, head(length=len(FORM))) for _ in range(2)]
        time.sleep(1)
        os.kill(server.running.pid, signal.SIGTERM)
        time.sleep(0.5)
        for link in links:
            link.sendall(FORM.encode())

        assert [answer(link) for link in links] == [200, 200]
    wait_for(port)
    assert asked(port) == 200


def test_a_server_that_is_reloaded_refuses_nobody_meanwhile(server, port):
    wait_until(lambda: len(server.processes()) >= 3)
    before = set(server.processes())
    os.kill(server.running.pid, signal.SIGHUP)
    statuses = set()

    def is_new():
        statuses.add(asked(port))
        now = server.processes()
        return len(now) >= 3 and before & set(now) == {server.running.pid}

    wait_until(is_new)
    assert statuses == {200}


def test_a_larger_machine_has_as_many_workers_as_it_is_told(place):
    place.environment |= {"WORKERS": "3"}
    server = Server(place.environment)
    try:
        wait_until(lambda: len(server.processes()) == 1 + 3)
        wait_for(server.port)

        assert asked(server.port) == 200
    finally:
        server.stop()
