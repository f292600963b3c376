"""An edition frozen: every address that belongs to it is asked, and the answer written."""

from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.utils.translation import override

from festival.freezing.addresses import Address
from festival.freezing.checking import broken_links
from festival.freezing.folders import Folder
from festival.freezing.pages import Freezer
from festival.freezing.scope import Scope
from festival.freezing.sites import Site, kept_connections
from festival.packages.writing import one_instant
from people.languages import language_names


def freeze(edition, site: Site, folder: Folder, report: Callable[[int, int], None]) -> list[str]:
    """
    Writes the edition into the folder, all of it of one instant of the database, and `report`s the
    numbers of files that are written and that are known to come. Returns what is broken, a line
    for each link that leads nowhere.
    """
    walk = Walk(Scope(edition), site, folder)
    with one_instant(connection), kept_connections():
        for address in walk.scope.doors():
            walk.plan(address, "the edition")
        for number, address in enumerate(walk, 1):
            walk.write(address)
            report(number, len(walk.named_by))
        folder.write("index.html", front_door(edition, Freezer(walk.scope, site)).encode())
    return walk.problems + broken_links(folder)


class Walk:
    """Over addresses in the order in which they are first named; each once."""

    def __init__(self, scope, site, folder):
        self.scope = scope
        self.site = site
        self.folder = folder
        self.named_by: dict[Address, str] = {}
        self.to_come: list[Address] = []
        self.problems: list[str] = []

    def __iter__(self):
        while self.to_come:
            addresses, self.to_come = self.to_come, []
            yield from addresses

    def plan(self, address, page):
        if address not in self.named_by:
            self.named_by[address] = str(page)
            self.to_come.append(address)

    def write(self, address):
        """The answer to an address as a file; what it names is planned."""
        answer = self.site.ask(address)
        freezer = Freezer(self.scope, self.site)
        body = answer.body
        if answer.status != 200:
            self.problems.append(f"{self.named_by[address]}: {address} answers {answer.status}")
            return
        if answer.is_page:
            body = freezer.page(body.decode(), address).encode()
        elif answer.is_style:
            body = freezer.style(body.decode(), address).encode()
        self.folder.write(address.file, body)
        for wanted in [*freezer.wanted, *self.scope.below(address)]:
            self.plan(wanted, address)


def front_door(edition, freezer):
    """What the copy's root shows: the edition, at once, whose languages it names."""
    links = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            name = f"{edition} · {language_names(code)['name_local']}"
            links.append((edition.get_absolute_url(), code, name))
    root, edition_home = Address("/"), Address.of(links[0][0])
    context = {
        "language": settings.LANGUAGE_CODE,
        "edition": edition,
        "links": links,
        "onward": edition_home.named_from(root),
    }
    return freezer.page(render_to_string("festival/frozen_door.html", context), root)
