"""
Whatever is typed into any field stays text on every page, feed, calendar and answer. Each field
holds one of the payloads; with EXAMPLES=full each holds each of them.
"""

import json
import re
from html.parser import HTMLParser
from itertools import count
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import models
from django.test import Client

from tests.catalogue.admin.pages import admin_address
from tests.examples import IS_FULL
from tests.festival.packages.walking import pages
from tests.festival.packages.world import addresses, make_world
from tests.festival.test_headers import addresses as every_address
from tests.pages import body

pytestmark = pytest.mark.django_db
PAYLOADS = [
    "<x9 onload=x9()>",
    '"><x9>',
    "'><x9>",
    "</script><x9>",
    "</title><x9>",
    "</textarea><x9>",
    "</style><x9>",
    "</option></select><x9>",
    "--><x9>",
    "]]><x9>",
    '" onfocus=x9() autofocus x9="',
    "' onfocus=x9() autofocus x9='",
    "` onfocus=x9() x9=`",
    "&lt;x9&gt;",
    "&#60;x9&#62;",
    "\\u003cx9\\u003e",
    "\\x3cx9\\x3e",
    "%3Cx9%3E",
    "<<x9>x9>",
    "<x9/",
    "<scr<x9>ipt>",
    "javascript:x9()",
    "[x](javascript:x9())",
    "{{ 7|add:5432 }}{% x9 %}",
    "${7*777}",
    "%(x9)s{x9.__init__}",
    '\\"><x9>',
    "\r\nX9:1\r\n<x9>",
    "\u2028<x9>",
    "＜x9＞",
]
SHORTEST = 60  # columns that hold less hold codes
CODES = {"time_zone", "page", "query", "digest"}
RUNNING = re.compile(r"^\s*(javascript|vbscript|data:text)", re.I)
LEADING = {"href", "src", "action", "formaction", "data", "srcdoc", "xlink:href"}


def fill(round_):
    """Every text that somebody may have typed, and every name in a language, is a payload."""
    number = count(round_)
    for app in ("people", "catalogue"):
        for model in apps.get_app_config(app).get_models():
            names = [field.name for field in model._meta.concrete_fields if is_typed(field)]
            for row in model._base_manager.all() if names else ():
                typed = {name: payload_for(row, name, next(number)) for name in names}
                model._base_manager.filter(pk=row.pk).update(**typed)


def is_typed(field):
    if not field.editable or field.choices or field.name in CODES:
        return False
    if isinstance(field, models.JSONField):
        return field.name == "names"
    is_address = isinstance(field, (models.SlugField, models.URLField, models.FileField))
    is_text = isinstance(field, (models.CharField, models.TextField)) and not is_address
    return is_text and (field.max_length or SHORTEST) >= SHORTEST


def payload_for(row, name, number):
    payload = PAYLOADS[number % len(PAYLOADS)]
    was = getattr(row, name)
    if isinstance(was, dict):
        return dict.fromkeys(was, payload)
    return f"{payload}{row.pk}" if was else ""


class Live(HTMLParser):
    """What of a page a browser would take for markup of the payloads."""

    def __init__(self, page):
        super().__init__()
        self.found, self.scripts, self.is_data = [], [], False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        self.is_data = tag == "script" and "json" in told.get("type", "")
        if "x9" in tag or any("x9" in name or name.startswith("on") for name in told):
            self.found.append(self.get_starttag_text())
        for name in LEADING & told.keys():
            if RUNNING.match(told[name] or ""):
                self.found.append(told[name])

    def handle_data(self, data):
        if self.cdata_elem == "script":
            if self.is_data:
                json.loads(data)
            elif "x9" in data:
                self.found.append(data)
        if "5439" in data:
            self.found.append(data)

    def handle_comment(self, data):
        if "x9" in data:
            self.found.append(data)


def live_in(kind, content):
    text = content.decode("utf-8", "replace")
    if "html" in kind:
        return Live(text).found
    if "xml" in kind:
        elements = list(ElementTree.fromstring(content).iter())
        marked = [one.tag for one in elements if "x9" in one.tag.lower()]
        html = [one.text or "" for one in elements if one.get("type") in ("html", "xhtml")]
        return marked + [found for inner in html for found in Live(inner).found]
    if "calendar" in kind:
        return re.findall(r"^X9.*", text, re.M)
    if "json" in kind:
        json.loads(text)
    return []


def staff_s_pages(client):
    """The pages of the first record of every kind, and the desk's."""
    asked = [one for one in every_address() if re.match(r"/(desk|admin)/", one)]
    for model in admin.site._registry:
        record = model._default_manager.first()
        asked += [admin_address(model, "changelist"), f"{admin_address(model, 'changelist')}?q=x9"]
        if record:
            change = admin_address(record)
            asked += [change, f"{change}?_popup=1", change.replace("/change/", "/history/")]
            asked.append(admin_address(record, "delete"))
    for address in asked:
        answer = client.get(address)
        content = body(answer)
        yield address, (answer.status_code, answer.headers.get("Content-Type"), content)


@pytest.mark.parametrize("round_", range(len(PAYLOADS) if IS_FULL else 1))
def test_no_text_is_taken_for_markup_anywhere(client, round_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_world()
    fill(round_)
    lead = Client(raise_request_exception=False)
    lead.force_login(User.objects.get(username="lead"))

    walked = [*pages(client, *addresses()).items(), *staff_s_pages(lead)]
    live = {
        address: found
        for address, (_status, kind, content) in walked
        if (found := live_in(kind or "", content))
    }

    broken = [address for address, (status, _kind, _content) in walked if status >= 500]
    assert (live, broken) == ({}, [])
    assert len(walked) > 200
    shown = b"".join(content for _address, (_status, _kind, content) in walked)
    assert shown.count(b"x9") > 500


@pytest.mark.parametrize("payload", [one for one in PAYLOADS if one.endswith(("<x9>", "x9()>"))])
def test_the_walk_notices_markup_where_it_is(payload):
    assert live_in("text/html", f"<p>{payload}</p>".encode()) != []


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text/html", '<a href=" javascript:x9()">'),
        ("text/html", "<script>x9()</script>"),
        ("text/html", "<p title='a' onfocus=x9()>"),
        ("text/html", "<p>5439</p>"),
        ("application/atom+xml", '<a><content type="html">&lt;x9&gt;</content></a>'),
        ("application/atom+xml", "<a><x9/></a>"),
        ("text/calendar", "SUMMARY:a\r\nX9:1\r\n"),
    ],
)
def test_it_notices_it_in_every_kind_of_answer(kind, content):
    assert live_in(kind, content.encode()) != []
