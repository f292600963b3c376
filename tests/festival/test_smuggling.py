"""
Requests of which two servers might read another length each: no part of a body is answered as a
request of its own.
"""

import socket

import pytest

from tests.server import wait_for

HIDDEN = b"GET /archive/?hidden HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
LENGTH = str(len(HIDDEN)).encode()
AMBIGUOUS = {
    "two lengths": b"Content-Length: 0\r\nContent-Length: " + LENGTH,
    "two lengths in one": b"Content-Length: 0, " + LENGTH,
    "a length with a sign": b"Content-Length: +0",
    "a length in sixteens": b"Content-Length: 0x0",
    "a space before the colon": b"Content-Length : " + LENGTH,
    "a folded line": b"X-A: b\r\n Content-Length: " + LENGTH,
    "another coding": b"Transfer-Encoding: xchunked",
    "chunks, but not at last": b"Transfer-Encoding: chunked, identity",
    "chunks twice": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
    "a tab and a coding": b"Transfer-Encoding:\x0bchunked",
    "a bare return": b"X-A: b\rContent-Length: " + LENGTH,
}


@pytest.fixture
def port(server):
    wait_for(server.port)
    return server.port


def all_answered(port, sent):
    """All that comes back until the server closes the connection, or has no more to say."""
    with socket.create_connection(("127.0.0.1", port), timeout=3) as link:
        link.sendall(sent)
        said = b""
        try:
            while piece := link.recv(65536):
                said += piece
        except TimeoutError:
            pass
        return said


def answers(said):
    """The first status, and how many answers there are."""
    return said[:13], said.count(b"HTTP/1.1 ")


def test_what_could_be_read_in_two_ways_is_refused(port):
    start = b"POST /archive/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    chunk = b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(HIDDEN), HIDDEN)

    refused = {
        name: answers(all_answered(port, start + lines + b"\r\n\r\n" + HIDDEN))
        for name, lines in AMBIGUOUS.items()
    }
    # As the standard has it, a length beside chunks does not count; nginx refuses the request.
    beside = [
        all_answered(port, start + b"Content-Length: %d\r\n" % length + chunk).count(b"HTTP/1.1 ")
        for length in (0, 5, 500)
    ]

    assert refused == dict.fromkeys(AMBIGUOUS, (b"HTTP/1.1 400 ", 1))
    assert beside == [1, 1, 1]
