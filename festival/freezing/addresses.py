"""Where an answer of the site stands in a frozen copy, and how the copy's pages name it."""

import posixpath
import re
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

# What of a query shows the same films in another manner. Whatever else it holds asks for other
# films, which no file can answer: such an address is taken for the list that it narrows.
MANNERS = ("view", "page")
USUAL = {("view", "grid"), ("page", "1")}
LONGEST_NAME = 200  # bytes, of the 255 that file systems take


@dataclass(frozen=True)
class Address:
    """A path of the site, unquoted, and the manners that its query asks for."""

    path: str
    manners: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, link: str) -> "Address":
        """The address that an absolute path with a query stands for, its fragment aside."""
        parts = urlsplit(link)
        query = dict(parse_qsl(parts.query))
        manners = ()
        if set(query) <= set(MANNERS) and all(re.fullmatch(r"[\w-]+", v) for v in query.values()):
            asked = [(name, query[name]) for name in MANNERS if name in query]
            manners = tuple(manner for manner in asked if manner not in USUAL)
        return cls(unquote(parts.path), manners)

    def __str__(self):
        query = urlencode(self.manners)
        return quote(self.path) + (f"?{query}" if query else "")

    @property
    def file(self) -> str:
        """
        Where it stands in the copy.

        >>> Address("/2023/programme/", (("view", "list"), ("page", "2"))).file
        '2023/programme/view-list/page-2/index.html'
        >>> Address("/stills/pier.jpg/press").file
        'stills/press/pier.jpg'
        """
        path = re.sub(r"^/stills/([^/]+)/press$", r"/stills/press/\1", self.path)
        path += "".join(f"{name}-{value}/" for name, value in self.manners)
        names = [shortened(name) for name in path.removeprefix("/").split("/")]
        return "/".join([*names[:-1], names[-1] or "index.html"])

    def named_from(self, page: "Address") -> str:
        """
        How a page of the copy names it, wherever the copy stands.

        >>> Address("/films/here-2023/").named_from(Address("/2023/programme/"))
        '../../films/here-2023/'
        """
        file = self.file
        is_page = posixpath.basename(file) == "index.html"
        wanted = posixpath.dirname(file) if is_page else file
        path = posixpath.relpath(wanted or ".", posixpath.dirname(page.file) or ".")
        return quote(path) + ("/" if is_page else "")


def shortened(name: str) -> str:
    """A name that every file system takes; those in scripts of many bytes may have to be cut."""
    written = name.encode()
    if len(written) <= LONGEST_NAME:
        return name
    stem, dot, kind = name.rpartition(".")
    cut = (stem or name).encode()[: LONGEST_NAME - 20].decode(errors="ignore")
    return f"{cut}-{sha256(written).hexdigest()[:8]}{dot}{kind if dot else ''}"
