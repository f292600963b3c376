"""Every public page of the site, found as visitors and machines find them: by its links."""

import re
from html import unescape
from urllib.parse import urldefrag

from django.urls import Resolver404, resolve
from django.utils import translation

from tests.pages import body

HOST = "http://testserver"
LINK = re.compile(rb'(?:href|src|content)="([^"]*)"|<loc>([^<]*)</loc>|"((?:https?:/)?/[^"\s]*)"')
SOURCES = re.compile(rb'srcset="([^"]*)"')
STARTS = (
    "/",
    "/sitemap.xml",
    "/robots.txt",
    "/api/1/",
    "/search/?q=a",
    "/search/suggestions/?q=su",
    "/service-worker.js",
    "/offline/",
    "/my-programme/",
)
STAFF = ("/admin/", "/desk/", "/static/")


def pages(client, *starts):
    """{address: (status, type, bytes)} of every page that a link leads to, each once."""
    found, asked = {}, [*STARTS, *starts]
    while asked:
        address = asked.pop()
        if address in found:
            continue
        response = client.get(address)
        content = body(response)
        found[address] = (response.status_code, response.headers.get("Content-Type"), content)
        if (response.headers.get("Content-Type") or "").startswith(("text/", "application/")):
            asked += [link for link in links_in(content) if is_walked(link)]
        if response.status_code in (301, 302):
            asked += [response["Location"]] if is_walked(response["Location"]) else []
    return found


def links_in(content):
    for groups in LINK.findall(content):
        yield cleaned(next(filter(None, groups), b""))
    for sources in SOURCES.findall(content):
        for source in sources.split(b","):
            yield cleaned(source.split()[0])


def cleaned(link):
    address = unescape(link.decode("utf-8", "replace"))
    return urldefrag(address.removeprefix(HOST))[0]


def is_walked(address):
    """Of our own, not the staff's, and no further choice within a list."""
    if not address.startswith("/") or address.startswith(("//", *STAFF)) or "?" in address:
        return False
    try:
        view_at(address)
    except Resolver404:
        return False
    return True


def view_at(address):
    """The name of the view that answers there, in the language of the address."""
    with translation.override("de" if address.startswith("/de/") else "en"):
        return resolve(address.partition("?")[0]).view_name
