"""Whether every link inside a frozen copy leads to one of its files, read from what was written."""

import posixpath
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

LINKS = {"href", "src", "action"}


class Links(HTMLParser):
    """The links of a page."""

    def __init__(self):
        super().__init__()
        self.found = {}

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in LINKS:
                self.found[value or ""] = None
            elif name == "srcset":
                self.found |= dict.fromkeys(part.split()[0] for part in value.split(","))


def broken_links(folder) -> list[str]:
    """A line for each link of a page that leads to no file of the copy."""
    return [
        f"{name}: {link}"
        for name in folder.sums
        if name.endswith(".html")
        for link in links_of(folder.path / name)
        if is_inside(link) and file_at(link, name) not in folder.sums
    ]


def links_of(file):
    parser = Links()
    parser.feed(file.read_text("utf-8"))
    return parser.found


def is_inside(link):
    """Whatever names no host: the link to a root would lead out of a copy in a folder."""
    parts = urlsplit(link)
    return not parts.scheme and not parts.netloc


def file_at(link, name):
    """The file that a plain server sends to who follows a link of the page of that name."""
    path = unquote(urlsplit(link).path)
    if not path:
        return name
    file = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
    return posixpath.join(file, "index.html").removeprefix("./") if path.endswith("/") else file
