"""A frozen edition, read as a file server would send it and compared with the live pages."""

import re
from datetime import UTC, date, datetime
from html import unescape
from io import StringIO
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.core.paginator import Paginator

from catalogue.models import Programme, ProgrammeSlot
from festival.freezing.folders import only_one
from festival.freezing.sites import Site
from tests.factories import (
    an_hour_ago,
    in_an_hour,
    make_biography,
    make_edition,
    make_film,
    make_person,
    make_picture,
    make_screening,
    make_section,
    make_selection,
    make_still,
    make_synopsis,
)
from tests.pages import body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hashed_static")]

HOST = "http://testserver"
CANARY = "Zanzibarquark"
IN_TAG = re.compile(r"<[a-z][^>]*>")
LINK = re.compile(r'(?<=\s)(href|src|srcset|action)="([^"]*)"')
# What the copy leaves out, each with what stands in its place.
LEFT_OUT = [
    (r'\s*<script type="module"[^>]*></script>', ""),
    (r'\s*<link rel="manifest"[^>]*>', ""),
    (r"<mark-toggle.*?</mark-toggle>", ""),
    (r'<span class="act">.*?</span>', ""),
    (r"(?<=<aside>).*?(?=</aside>)", "…"),
]


@pytest.fixture
def edition():
    """The edition of 2023, with one of everything, and one that came after it."""
    edition = make_edition(2023, schedule_announced_at=an_hour_ago())
    director = make_person("Mara Vex")
    director.portrait.save("p.jpg", ContentFile(make_picture()))
    make_biography(director, 2023, "Lives by the sea.", [(2020, "Salt")])
    film = make_film("Harbour Light", director, ["BE"], ["fr"], year=2023)
    make_still(film, is_for_press=True)
    make_synopsis("A pier & its keeper.", film=film)
    selection = make_selection(film, edition)
    block = Programme.objects.create(
        names={"en": "Shorts 1"}, edition=edition, section=selection.section
    )
    short = make_selection(make_film("Łódź, mon amour", runtime_minutes=12, year=2023), edition)
    ProgrammeSlot.objects.create(programme=block, selection=short)
    evening = datetime(2023, 2, 13, 18, tzinfo=UTC)
    make_screening(selection, evening, code="hhhh2222")
    make_screening(programme=block, starts_at=evening.replace(day=14), code="ssss2222")
    make_selection(make_film("Tide", director), make_edition(2025))
    return edition


@pytest.fixture
def small_edition():
    return make_selection(make_film("Salt", year=2023), make_edition(2023)).edition


def freeze(target, year=2023, site=HOST):
    """What the command says; the copy is in the folder."""
    said = StringIO()
    call_command("freeze", year, target, site=site, stdout=said, stderr=said)
    return said.getvalue()


def files(folder):
    """{name: bytes} of all files in a folder."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def without_pictures(names):
    """The names, with one word for all pictures and one for static files, whose names are drawn."""
    names = (re.sub(r"^(static|portraits|stills(?:/press)?)/.*", r"\1", name) for name in names)
    return sorted(set(names))


def live_address(name):
    """Where the site has what is in the file of that name."""
    name = name.removesuffix("index.html")
    name = re.sub(r"^stills/press/(.*)", r"stills/\1/press", name)
    manners = re.findall(r"(view|page)-([\w-]+)/", name)
    query = "&".join(f"{manner}={value}" for manner, value in manners)
    return "/" + re.sub(r"(view|page)-[\w-]+/", "", name) + (f"?{query}" if query else "")


def in_manner(address):
    """The same address however its query is ordered."""
    parts = urlsplit(address)
    manners = sorted(set(parts.query.split("&")) - {"page=1", ""})
    return f"{unquote(parts.path)}?{'&'.join(manners)}"


def links(html):
    """The links of a page, in its order; of a set of pictures each."""
    for tag in IN_TAG.findall(html):
        for name, value in LINK.findall(tag):
            links = value.split(",") if name == "srcset" else [value]
            yield from (unescape(link).split()[0] for link in links)


def unlinked(html):
    """The page without what its links say."""
    return IN_TAG.sub(lambda tag: LINK.sub(r"\1", tag[0]), html)


def pairs(client, name, page):
    """(live link, frozen link, frozen link as it is written) of a page; the first two are whole."""
    address = live_address(name)
    live = body(client.get(address)).decode()
    for pattern, instead in LEFT_OUT:
        live = re.sub(pattern, instead, live, flags=re.DOTALL)
        page = re.sub(pattern, instead, page, flags=re.DOTALL)
    assert unlinked(page) == unlinked(live)
    return [
        (urljoin(f"{HOST}{address}", before), urljoin(f"{HOST}/{name}", after), after)
        for before, after in zip(links(live), links(page), strict=True)
    ]


def test_everything_of_the_edition_is_there_in_both_languages(edition, tmp_path):
    said = freeze(tmp_path / "out")

    pages = [
        "2023/",
        "2023/countries/",
        "2023/countries/belgium/",
        "2023/programme/",
        "2023/programme/booklet/",
        "2023/programme/embed/",
        "2023/programme/view-a-z/",
        "2023/programme/view-list/",
        "2023/programmes/shorts-1-2023/",
        "2023/runtime/",
        "2023/runtime/90-119/",
        "2023/runtime/under-30/",
        "2023/schedule/",
        "2023/schedule/2023-02-13/",
        "2023/schedule/2023-02-13/grid/",
        "2023/schedule/2023-02-14/",
        "2023/schedule/2023-02-14/grid/",
        "2023/schedule/changes/",
        "2023/sections/",
        "2023/sections/panorama/",
        "2023/venues/harbour-cinema/",
        "films/harbour-light-2023/",
        "films/lodz-mon-amour-2023/",
        "people/mara-vex/",
    ]
    others = [
        "2023/announcements.atom",
        "2023/programme/calendar.ics",
        "2023/schedule/2023-02-13/calendar.ics",
        "2023/schedule/2023-02-14/calendar.ics",
        "2023/schedule/changes.atom",
        "2023/screenings/hhhh2222.ics",
        "2023/screenings/ssss2222.ics",
        "2023/sections/panorama/calendar.ics",
        "2023/venues/harbour-cinema/calendar.ics",
        "films/harbour-light-2023/calendar.ics",
        "films/harbour-light-2023/share.jpg",
        "films/lodz-mon-amour-2023/calendar.ics",
        "films/lodz-mon-amour-2023/share.jpg",
    ]
    english = [f"{page}index.html" for page in pages] + others
    root = ["frozen-2023.sha256", "index.html", "robots.txt"]
    pictures = ["portraits", "static", "stills", "stills/press"]
    names = files(tmp_path / "out")
    assert without_pictures(names) == sorted(
        [*english, *(f"de/{name}" for name in english), *root, *pictures]
    )
    assert re.sub(r"[\d.]+ MB", "… MB", said) == (
        f"{tmp_path}/out: {2 * len(pages) + 1} pages, {len(names) - 1} files, … MB; "
        "every link inside leads to one of them\n"
    )


def test_pages_are_the_live_ones_but_for_their_links_and_all_else_is_the_same(
    client, edition, tmp_path
):
    freeze(tmp_path / "out")
    found = files(tmp_path / "out")
    found.pop("frozen-2023.sha256"), found.pop("index.html")

    away = set()
    for name, content in found.items():
        if name.startswith("static/"):
            continue
        if not name.endswith(".html"):
            assert content == body(client.get(live_address(name))), name
            continue
        for live, cold, written in pairs(client, name, content.decode()):
            if urlsplit(written).scheme and live.startswith(HOST):
                assert cold == live
                away.add(urlsplit(live).path.removeprefix("/de"))
            elif live.startswith(HOST):
                where = urlsplit(cold).path.removeprefix("/")
                file = f"{where}index.html" if where.endswith("/") else where
                assert unquote(file) in found, (name, written)
                assert urlsplit(cold).fragment == urlsplit(live).fragment
                assert in_manner(live_address(unquote(file))) == in_manner(live), (name, written)

    # The site's own pages; a page's address in its head; what is of another edition.
    own = {live_address(name).partition("?")[0].removeprefix("/de") for name in found}
    assert sorted(away - own) == [
        "/",
        "/2025/",
        "/2025/countries/",
        "/2025/programme/",
        "/2025/runtime/",
        "/2025/schedule/",
        "/2025/schedule/changes.atom",
        "/2025/sections/",
        "/announcements.atom",
        "/api/",
        "/archive/",
        "/films/tide-2026/",
        "/my-programme/",
        "/oembed/",
        "/search/",
    ]


@pytest.fixture
def two_films_a_page(monkeypatch):
    class ShortPaginator(Paginator):
        def __init__(self, things, size):
            super().__init__(things, 2)

    monkeypatch.setattr("catalogue.paging.Paginator", ShortPaginator)
    monkeypatch.setattr("catalogue.facets.PAGE_SIZE", 2)


def test_pages_of_a_list_and_its_views_are_files(client, edition, two_films_a_page, tmp_path):
    make_selection(make_film("Fog", year=2023), edition, make_section("Fogs"))
    freeze(tmp_path / "out")

    names = [name for name in files(tmp_path / "out") if re.match(r"2023/.*(view|page)-", name)]
    assert names == [
        "2023/programme/page-2/index.html",
        "2023/programme/view-a-z/index.html",
        "2023/programme/view-a-z/page-2/index.html",
        "2023/programme/view-list/index.html",
        "2023/programme/view-list/page-2/index.html",
    ]
    for name in names:
        page = (tmp_path / "out" / name).read_text("utf-8")
        for live, cold, written in pairs(client, name, page):
            if not urlsplit(written).scheme:
                where = unquote(urlsplit(cold).path).removeprefix("/")
                assert in_manner(live_address(where)) == in_manner(live)
    second = (tmp_path / "out" / names[2]).read_text("utf-8")
    assert re.findall(r'<a (?:rel="prev" )?href="([^"]*)">(?:← Previous|A–Z|L)</a>', second) == [
        "./#letter-L",
        "../",
    ]


def test_nothing_that_is_not_public_gets_in(edition, tmp_path):
    secret = make_film(f"The {CANARY}", make_person(f"Ana {CANARY}"), ["IS"], year=2023)
    make_still(secret, alt=CANARY)
    nights = make_section(f"{CANARY} Nights", slug="nights")
    hidden = make_selection(secret, edition, nights, announced_at=in_an_hour())
    make_screening(hidden, datetime(2023, 2, 16, 18, tzinfo=UTC))
    make_selection(make_film(f"Late {CANARY}", "Mara Vex"), edition, status="withdrawn")
    make_still(edition.selections.first().film, alt=CANARY, credit="")
    freeze(tmp_path / "out")

    found = files(tmp_path / "out")
    assert [name for name, content in found.items() if CANARY.encode() in content] == []
    assert [name for name in found if CANARY.lower() in name or "iceland" in name] == []
    assert not [name for name in found if "2023-02-16" in name or "nights" in name]


def test_a_second_copy_is_the_same_byte_by_byte_and_takes_the_place_of_the_first(
    small_edition, tmp_path
):
    freeze(tmp_path / "out")
    first = files(tmp_path / "out")
    (tmp_path / "out" / "robots.txt").write_text("changed")
    freeze(tmp_path / "out")

    assert files(tmp_path / "out") == first
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_a_name_longer_than_file_systems_take_is_cut(small_edition, tmp_path):
    film = make_film("映" * 100, year=2023)
    make_selection(film, small_edition)
    freeze(tmp_path / "out")

    pages = [name for name in files(tmp_path / "out") if "映" in name and name.endswith("html")]
    assert [max(map(len, name.encode().split(b"/"))) for name in pages] == [189, 189]


def test_what_stops_half_way_leaves_what_was_there(small_edition, tmp_path, monkeypatch):
    freeze(tmp_path / "out")
    first = files(tmp_path / "out")
    ask, asked = Site.ask, []

    def ask_a_few(site, address):
        asked.append(address)
        if len(asked) == 20:
            raise KeyboardInterrupt
        return ask(site, address)

    monkeypatch.setattr(Site, "ask", ask_a_few)
    with pytest.raises(KeyboardInterrupt):
        freeze(tmp_path / "out")

    assert files(tmp_path) == {f"out/{name}": content for name, content in first.items()}


def test_what_a_killed_run_left_is_put_right_by_the_next(small_edition, tmp_path):
    freeze(tmp_path / "out")
    first = files(tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / ".out.old")
    (tmp_path / ".out.part" / "de").mkdir(parents=True)
    (tmp_path / ".out.part" / "de" / "half").touch()
    freeze(tmp_path / "out")

    assert files(tmp_path) == {f"out/{name}": content for name, content in first.items()}


def test_two_runs_do_not_write_at_once(small_edition, tmp_path):
    with only_one(tmp_path / ".out.part"), pytest.raises(CommandError, match="Another run"):
        freeze(tmp_path / "out")


def test_a_link_that_leads_nowhere_is_an_error_and_nothing_is_written(
    small_edition, tmp_path, tmp_path_factory, settings
):
    settings.STATIC_ROOT = str(tmp_path_factory.mktemp("empty"))
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    with pytest.raises(CommandError, match=r"links lead nowhere\. Nothing was written\."):
        freeze(tmp_path / "out")

    assert files(tmp_path) == {}


def test_an_edition_that_is_not_public_is_not_frozen(tmp_path):
    make_selection(edition=make_edition(2024, announced_at=in_an_hour()))
    for year in (2024, 1999):
        with pytest.raises(CommandError, match=f"no public edition of {year}"):
            freeze(tmp_path / "out", year)
    assert files(tmp_path) == {}


def test_a_folder_that_holds_anything_else_is_refused(small_edition, tmp_path):
    make_selection(edition=make_edition(2025))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").touch()
    (tmp_path / "file").touch()
    freeze(tmp_path / "out")
    (tmp_path / "out" / "CNAME").touch()
    before = files(tmp_path)
    refused = {
        (2023, "full"): "not the frozen edition of 2023",
        (2023, "file"): "is a file",
        (2023, "none/out"): "is no folder",
        (2023, "out"): "holds a file that was not frozen: CNAME",
        (2025, "out"): "not the frozen edition of 2025",
    }
    for (year, target), reason in refused.items():
        with pytest.raises(CommandError, match=reason):
            freeze(tmp_path / target, year)

    assert files(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "full", "out"]


@pytest.mark.parametrize(
    ("site", "reason"),
    [
        ("https://testserver", "such as http://"),
        ("testserver", "such as http://"),
        ("http://testserver/archive/", "such as http://"),
        ("http://elsewhere.example", "elsewhere.example is not among ALLOWED_HOSTS"),
    ],
)
def test_a_site_that_would_not_answer_is_refused(small_edition, tmp_path, site, reason):
    with pytest.raises(CommandError, match=reason):
        freeze(tmp_path / "out", site=site)


def test_the_site_is_the_first_host_that_is_allowed(small_edition, tmp_path, settings):
    settings.ALLOWED_HOSTS = [".example", "localhost", "testserver"]
    freeze(tmp_path / "out", site=None)

    canonical = b'<link rel="canonical" href="http://localhost/2023/">'
    assert canonical in (tmp_path / "out" / "2023" / "index.html").read_bytes()


def test_an_edition_that_goes_on_is_frozen_with_a_warning(small_edition, tmp_path):
    small_edition.ends_on = date(2100, 1, 1)
    small_edition.save()
    said = freeze(tmp_path / "out")

    assert said.splitlines()[0] == "Marquee 2023 is not over: what its pages say still changes."
