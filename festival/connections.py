"""
What connections carry. The server lets a thread wait without end for a body, and for who takes a
file, and does not say on which connection that is; the system knows of each what it carried, so
those that hold up a thread are found among the ones of its peer. Linux alone tells; elsewhere none
is found.
"""

import os
import socket
import struct
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Carried:
    """By a connection: seconds since the last byte each way; bytes taken, and waiting to be."""

    sent_ago: float
    received_ago: float
    taken: int
    waiting: int

    @property
    def is_unanswered(self):
        return self.received_ago < self.sent_ago

    def is_silent(self, seconds):
        """Of both sides; one that is idle between two requests the server closes sooner."""
        return min(self.sent_ago, self.received_ago) >= seconds

    def is_dripping(self, seconds):
        return self.is_unanswered and self.sent_ago >= seconds


def carried():
    """Of each connection of this process what it carried, by the address and port of its peer."""
    found = {}
    for link, peer in links():
        with suppress(OSError, struct.error, AttributeError):
            found[peer] = told_of(link)
    return found


def told_of(link):
    """From `struct tcp_info` of linux/tcp.h, which grows at its end only."""
    told = link.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 148)
    sent, _, received = struct.unpack_from("3I", told, 44)
    (taken,), (waiting,) = struct.unpack_from("Q", told, 120), struct.unpack_from("I", told, 144)
    return Carried(sent / 1000, received / 1000, taken, waiting)


def end_bodies(peers):
    """Nothing more comes of them; who sent them still gets an answer."""
    end(peers, socket.SHUT_RD)


def end(peers, ways=socket.SHUT_RDWR):
    for link, peer in links() if peers else ():
        if peer in peers:
            with suppress(OSError):
                link.shutdown(ways)


def links():
    """Each connection of this process and with whom, for as long as it is looked at."""
    for path in Path("/proc/self/fd").glob("*"):
        with suppress(OSError), twin(int(path.name)) as link:
            peer = link.getpeername()
            if isinstance(peer, tuple):
                yield link, peer[:2]


@contextmanager
def twin(number):
    """The same socket under a number of our own, so that none is ended in another's place."""
    own = os.dup(number)
    try:
        link = socket.socket(fileno=own)
    except OSError:
        os.close(own)
        raise
    with link:
        yield link
