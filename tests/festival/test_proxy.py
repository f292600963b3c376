"""nginx as deploy/ sets it up, before a site that says what it is told to."""

import gzip
import json
import re
import shutil
import socket
import ssl
import subprocess
import threading
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.conf import settings

from tests.festival.test_deploy import read
from tests.server import wait_for, wait_until

pytestmark = pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not on this machine")

SAID = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": settings.PERMISSIONS_POLICY,
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
}
OF_THE_SITE = {name: f"the site's {name}" for name in SAID}
SHORTLY = "public, max-age=0, s-maxage=1"


class Site(BaseHTTPRequestHandler):
    """Answers with its own headers; of an embedded list without one, as Marquee does."""

    protocol_version = "HTTP/1.1"
    may_answer = threading.Event()

    def do_GET(self):
        if "held" in self.path:
            self.may_answer.wait(20)
        if "away" in self.path:
            self.close_connection = True
            return
        content = f"the site's {self.path}".encode()
        self.send_response(404 if "nowhere" in self.path else 200)
        for name, value in OF_THE_SITE.items():
            if name != "X-Frame-Options" or not self.path.endswith("/embed/"):
                self.send_header(name, value)
        self.send_header("Cache-Control", SHORTLY)
        self.send_header("Content-Length", len(content))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *said):
        """Nothing is told of it."""


class Busy(ThreadingHTTPServer):
    request_queue_size = 512

    def handle_error(self, *request):
        """Who went away needs no answer."""


class Proxy:
    def __init__(self, folder, upstream):
        self.folder, self.port, plain = folder, free_port(), free_port()
        names = ["-subj", "/CN=festival.example", "-keyout", "key.pem", "-out", "chain.pem"]
        certificate = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *names]
        subprocess.run(certificate, cwd=folder, check=True, capture_output=True)
        self.static = folder / "lib/static"
        self.static.mkdir(parents=True)
        places = [
            (r"/var/cache/nginx/marquee", f"{folder}/cache"),
            (r"/var/lib/marquee\b", f"{folder}/lib"),
            (r"/var/log/nginx", str(folder)),
            (r"/etc/letsencrypt/\S+fullchain.pem", f"{folder}/chain.pem"),
            (r"/etc/letsencrypt/\S+privkey.pem", f"{folder}/key.pem"),
            (r"listen \[::\]\S+ ?.*;", ""),
            (r"listen 80;", f"listen 127.0.0.1:{plain};"),
            (r"listen 443", f"listen 127.0.0.1:{self.port}"),
            (r"server 127.0.0.1:8000;", f"server 127.0.0.1:{upstream};"),
        ]
        self.site = read("nginx.conf")
        for place, ours in places:
            self.site = re.sub(place, ours, self.site)

    @contextmanager
    def running(self, change=lambda site: site):
        here, bodies = self.folder, ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        process = f"daemon off; master_process off; pid {here}/pid; error_log {here}/errors.log;"
        usual = f"access_log {here}/of-all; "
        usual += " ".join(f"{kind}_temp_path {here}/{kind};" for kind in bodies)
        whole = here / "nginx.conf"
        whole.write_text(f"{process} events {{}} http {{ {usual} {change(self.site)} }}")
        process = subprocess.Popen(["nginx", "-c", str(whole)], stderr=subprocess.DEVNULL)
        try:
            wait_for(self.port)
            yield self
        finally:
            process.terminate()
            process.wait(30)

    def link(self):
        context = ssl.create_default_context(cafile=self.folder / "chain.pem")
        context.check_hostname = False
        return HTTPSConnection("127.0.0.1", self.port, timeout=20, context=context)

    def ask(self, path, method="GET", **headers):
        link = self.link()
        try:
            link.request(method, path, headers={"Host": "festival.example"} | headers)
            answer = link.getresponse()
            answer.content = answer.read()
            return answer
        finally:
            link.close()


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def site():
    Site.may_answer.clear()
    server = Busy(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def proxy(tmp_path, site):
    return Proxy(tmp_path, site.server_port)


def under_way(stack, proxy, count):
    """Links on which a page was asked for that the site holds back."""
    links = [stack.enter_context(closing(proxy.link())) for _ in range(count)]
    for link in links:
        link.request("GET", "/desk/held/", headers={"Host": "festival.example"})
    return links


def told(answer):
    """{header: every value of it} of what browsers are told."""
    return {name: answer.headers.get_all(name, []) for name in SAID}


def once(headers):
    return {name: [value] for name, value in headers.items()}


def test_what_nginx_answers_itself_tells_browsers_what_the_site_does(proxy):
    (proxy.static / "a.0123456789ab.css").write_text("a {}")
    with proxy.running():
        answers = [
            proxy.ask("/static/a.0123456789ab.css"),
            proxy.ask("/" + "a" * 9000),
            proxy.ask("/archive/", "POST", **{"Content-Length": str(300 * 1024 * 1024)}),
            proxy.ask("/archive/", Host=""),
        ]
        answers.append(proxy.ask("/desk/away/"))

    assert [answer.status for answer in answers] == [200, 414, 413, 400, 502]
    assert [told(answer) for answer in answers] == [once(SAID)] * 5
    assert [answer.headers["Cache-Control"] for answer in answers] == [
        "public, max-age=31536000, immutable",
        *[None] * 4,
    ]


def test_what_the_site_says_is_said_once_and_as_it_said_it(proxy):
    with proxy.running():
        answers = [proxy.ask("/films/") for _ in range(2)]  # the second out of nginx's cache
        answers += [proxy.ask("/films/", Cookie="sessionid=x"), proxy.ask("/nowhere/")]
        embedded = proxy.ask("/2026/programme/embed/")

    assert [answer.status for answer in answers] == [200, 200, 200, 404]
    assert [told(answer) for answer in answers] == [once(OF_THE_SITE)] * 4
    assert told(embedded) == once(OF_THE_SITE) | {"X-Frame-Options": []}


def test_a_static_file_that_is_not_here_is_asked_of_the_site(proxy):
    """Of containers the files lie in a volume; and a name nobody knows gets the site's page."""
    (proxy.static / "here.css").write_text("a {}")
    (proxy.static / "here.css.gz").write_bytes(gzip.compress(b"a {}"))
    with proxy.running():
        here = proxy.ask("/static/here.css", **{"Accept-Encoding": "gzip"})
        answers = [proxy.ask(f"/static/{name}") for name in ("there.css", "nowhere.css", "")]

    assert (gzip.decompress(here.content), told(here)) == (b"a {}", once(SAID))
    assert [(answer.status, answer.content) for answer in answers] == [
        (200, b"the site's /static/there.css"),
        (404, b"the site's /static/nowhere.css"),
        (200, b"the site's /static/"),
    ]
    assert [told(answer) for answer in answers] == [once(OF_THE_SITE)] * 3
    assert [answer.headers.get_all("Cache-Control") for answer in answers] == [[SHORTLY]] * 3


def test_an_office_behind_one_address_is_answered_all_at_once(proxy):
    with proxy.running(), ExitStack() as stack:
        office = under_way(stack, proxy, 150)
        Site.may_answer.set()

        assert {link.getresponse().status for link in office} == {200}
    assert int(re.search(r"limit_conn visitors (\d+);", proxy.site)[1]) == 300 * 10


def test_who_asks_for_more_at_once_is_told_to_come_again(proxy):
    with (
        proxy.running(lambda site: site.replace("visitors 3000", "visitors 1")),
        ExitStack() as stack,
    ):
        under_way(stack, proxy, 1)
        wait_until(lambda: proxy.ask("/archive/").status != 200)
        refused = proxy.ask("/archive/")
        Site.may_answer.set()

    assert (refused.status, refused.headers["Retry-After"]) == (429, "5")
    assert told(refused) == once(SAID)


def test_nginx_writes_down_nobody_and_nothing_that_opens_a_preview(proxy):
    secrets = ["127.0.0.1", "t0ken", "whom-i-look-for", "Netscape", "forged.example"]
    headers = {"User-Agent": "Netscape", "Referer": "https://forged.example/"}
    paths = ["/archive/", "/preview/t0ken/", "/de/preview/t0ken/stills/a.jpg", "/static/never.css"]
    paths += ["/preview/t0ken/preview/x/", "/admin/catalogue/import/1/preview/"]
    paths += ["/preview/t0ken/stills/away.jpg"]
    with proxy.running():
        answers = [proxy.ask(f"{path}?q=whom-i-look-for", **headers) for path in paths]
        answers += [proxy.ask("/preview/t0ken/" + "a" * 9000), proxy.ask("/", Host="")]

    written = {path.name: path.read_text() for path in proxy.folder.glob("*.log")}
    lines = [json.loads(line) for line in written["marquee.log"].splitlines()]
    assert [word for word in secrets if word in "".join(written.values())] == []
    assert (proxy.folder / "of-all").read_text() == ""
    assert [line["request_id"] for line in lines] == [
        answer.headers["X-Request-ID"] for answer in answers
    ]
    assert [(line["method"], line["path"], line["status"]) for line in lines] == [
        ("GET", "/archive/", 200),
        ("GET", "/preview/…/", 200),
        ("GET", "/de/preview/…/stills/a.jpg", 200),
        ("GET", "/static/never.css", 200),
        ("GET", "/preview/…/preview/x/", 200),
        ("GET", "/admin/catalogue/import/1/preview/", 200),
        ("GET", "/preview/…/stills/away.jpg", 502),
        ("", "", 414),
        ("GET", "/", 400),
    ]
