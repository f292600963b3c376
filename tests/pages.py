"""Reading pages in tests as a visitor does: titles, numbers, messages; not markup."""

import json
import re
from html import unescape


def body(response):
    """The bytes of an answer; a streamed one is closed by being read."""
    return response.getvalue()


def text(response):
    """The words of a page, without tags, runs of space and the controls that mark things."""
    unread = r"<(script|style|mark-toggle)\b.*?</\1>"
    body = re.sub(unread, " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def titles(response):
    """The titles of the films a page lists, in order."""
    found = re.findall(r'class="entry-title"><a[^>]*>(.*?)</a>', response.content.decode(), re.S)
    return [unescape(re.sub(r"</?mark>", "", title)) for title in found]


def messages(response):
    found = re.findall(r'<p class="message"[^>]*>(.*?)</p>', response.content.decode(), re.S)
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", message)).split()) for message in found]


def facet(response, name):
    """{value: count} of the choices a facet offers."""
    choices = re.findall(
        rf'name="{name}" value="([^"]*)".*?<span class="number">(\d+)</span>',
        response.content.decode(),
        re.S,
    )
    return {value: int(count) for value, count in choices}


def links(response):
    return set(re.findall(r'href="(/[^"#]*)"', response.content.decode()))


def json_ld(response):
    """The things a page describes for machines, in its order."""
    scripts = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.S
    )
    return [thing for script in scripts for thing in json.loads(script)["@graph"]]


def metadata(response):
    """What a page's head says of it: {name or property or rel: value}, of the first of each."""
    head = response.content.decode().partition("</head>")[0]
    found = re.findall(r'<(?:meta (?:name|property)|link rel)="([^"]+)"[^>]*?"([^"]*)">', head)
    return {name: unescape(value) for name, value in reversed(found)}


def alternates(response):
    """{language: address} of the same page in every language."""
    head = response.content.decode().partition("</head>")[0]
    found = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', head)
    return {language: unescape(address) for language, address in found}
