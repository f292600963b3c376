"""The site, asked in this process as a stranger asks it."""

from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote_to_bytes, urlsplit

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from festival.freezing.addresses import Address


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_page(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")

    @property
    def is_style(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/css")


class Site:
    """
    All of it, middleware included, at that address: `https://festival.example`. Who asks has no
    account, no cookie and no wish for compression.
    """

    def __init__(self, address: str):
        self.address = address.rstrip("/")
        parts = urlsplit(self.address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        self.environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "SERVER_NAME": parts.hostname,
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": parts.netloc,
            "HTTP_X_FORWARDED_PROTO": parts.scheme,
            "REMOTE_ADDR": "127.0.0.1",
            # Pages that are kept for visitors are theirs: none is taken, and none put beside them.
            "HTTP_AUTHORIZATION": "",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": parts.scheme,
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        self.handler = WSGIHandler()

    def ask(self, address: Address) -> Answer:
        path, _mark, query = str(address).partition("?")
        asked = {
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "wsgi.input": BytesIO(),
        }
        told = {}

        def start(status, headers, exc_info=None):
            told.update(status=int(status[:3]), headers=dict(headers))

        response = self.handler(self.environ | asked, start)
        try:
            return Answer(**told, body=b"".join(response))
        finally:
            response.close()


@contextmanager
def kept_connections():
    """Between requests Django closes a connection that is in a transaction. Here it must not."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)
