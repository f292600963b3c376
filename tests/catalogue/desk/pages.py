"""Reading the desk's pages in tests as programmers do."""

import re
from html import unescape

DESK = "/desk/2026/"


def words(markup):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def heads(response):
    """The heads of the table's columns, and how each is sorted."""
    head = response.content.decode().partition("<thead>")[2].partition("</thead>")[0]
    cells = re.findall(r"<th([^>]*)>(.*?)</th>", head, re.S)
    sorted_as = [re.search(r'aria-sort="(\w+)"', attributes) for attributes, _cell in cells]
    return [
        (words(cell), found[1] if found else "")
        for (_attributes, cell), found in zip(cells, sorted_as, strict=True)
    ]


def groups(response):
    """(heading, rows) of each group of the table; a row is its cells, as words."""
    bodies = re.findall(r"<tbody>(.*?)</tbody>", response.content.decode(), re.S)
    return [(heading_of(body), rows_of(body)) for body in bodies]


def heading_of(body):
    heading = re.search(r'<th scope="rowgroup"[^>]*>(.*?)</th>', body, re.S)
    return words(heading[1]) if heading else ""


def rows_of(body):
    rows = [row for row in body.split("</tr>") if 'scope="row"' in row]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in rows]
    return [[words(cell).replace(" ✎", "") for cell in row] for row in cells]


def rows(response):
    return [row for _heading, rows in groups(response) for row in rows]


def titles(response):
    """The films of the table in order, without the word that says they are public."""
    return [row[0].removesuffix(" public") for row in rows(response)]


def links(response, name):
    """{words: address} of the links to the desk's pages of that kind."""
    found = re.findall(rf'href="([^"]*{name}[^"]*)"[^>]*>(.*?)</a>', response.content.decode())
    return {words(text): unescape(address) for address, text in found}
