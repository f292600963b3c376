"""
A page of the site as a page of the copy. Nothing is changed but

- links: to what is in the copy they become relative, so that it stands anywhere; to anything
  else of the site they lead to the site itself. Addresses that are whole already stay as they
  are: canonical ones, calendars' and those that are shared.
- what wants a server: scripts and the web app's manifest, marks for a programme of one's own and
  "filter these" are left out, and the filter's form is a sentence.
"""

import re
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from django.template.loader import render_to_string
from django.utils.translation import override

from festival.freezing.addresses import Address
from festival.freezing.scope import language_of

TAG = re.compile(r"<[a-z][^>]*>")
LINK = re.compile(r'(?<=\s)(href|src|srcset|action)="([^"]*)"')
STYLE_LINK = re.compile(r"""(?<=url\()(["']?)([^"')]+)(?=["']?\))""")
LEFT_OUT = re.compile(
    r'\s*<script type="module"[^>]*></script>'
    r'|\s*<link rel="manifest"[^>]*>'
    r"|<mark-toggle\b.*?</mark-toggle>"
    r'|<span class="act">.*?</span>',
    re.DOTALL,
)
FILTER = re.compile(r'<details class="filter">.*?</form>\s*</details>', re.DOTALL)


class Freezer:
    """Freezes texts that link; what they name of the edition comes to stand in `wanted`, once."""

    def __init__(self, scope, site):
        self.scope = scope
        self.site = site
        self.wanted: dict[Address, None] = {}

    def page(self, html: str, at: Address) -> str:
        html = FILTER.sub(lambda _found: self.in_place_of_filter(at), LEFT_OUT.sub("", html))

        def relinked(found):
            name, value = found[1], unescape(found[2])
            if name == "srcset":
                parts = [part.strip().partition(" ") for part in value.split(",")]
                new = ", ".join(self.link(link, at) + gap + width for link, gap, width in parts)
            else:
                new = self.link(value, at)
            return found[0] if new == value else f'{name}="{escape(new)}"'

        return TAG.sub(lambda tag: LINK.sub(relinked, tag[0]), html)

    def style(self, css: str, at: Address) -> str:
        return STYLE_LINK.sub(lambda found: found[1] + self.link(found[2], at), css)

    def link(self, link: str, at: Address) -> str:
        """What stands in place of a link of that page; the same where it need not change."""
        parts = urlsplit(link)
        if not link or link.startswith("#") or parts.scheme or parts.netloc:
            return link
        whole = urljoin(str(at), link)
        address = Address.of(whole)
        if not self.scope.holds(address):
            return self.site.address + whole
        self.wanted[address] = None
        return address.named_from(at) + (f"#{parts.fragment}" if parts.fragment else "")

    def in_place_of_filter(self, at):
        context = {"edition": self.scope.edition, "live": self.site.address + at.path}
        with override(language_of(at.path)):
            return render_to_string("festival/_frozen_filter.html", context).strip()
