"""What only a browser can show: accessibility, reflow, keyboard, a visitor at the filter."""

from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from catalogue.models import Programme, ProgrammeSlot, SectionDescription
from tests.factories import (
    make_biography,
    make_company_credit,
    make_credit,
    make_edition,
    make_film,
    make_note,
    make_page,
    make_screening,
    make_section,
    make_selection,
    make_still,
    make_synopsis,
)

PAGES = [
    "/",
    "/2026/programme/",
    "/2026/programme/?section=panorama&runtime_max=x",
    "/2026/programme/?section=panorama&country=iceland",
    "/2026/programme/?view=list",
    "/2026/programme/?view=a-z",
    "/2026/sections/",
    "/2026/sections/panorama/",
    "/2026/countries/",
    "/2026/countries/belgium/",
    "/2026/runtime/",
    "/2026/runtime/60-89/",
    "/films/harbour-light-2025/",
    "/people/mara-vex/",
    "/search/?q=vex",
    "/archive/",
    "/2026/programme/booklet/",
    "/2026/programmes/small-hours-2026/",
    "/2026/schedule/",
    "/2026/schedule/2026-02-13/",
    "/2026/venues/harbour-cinema/",
    "/2020/",
    "/access/",
    "/films/harbor-light-2025/",
    "/nothing/",
]
# What axe leaves to a person: landmarks, and headings that skip no level.
STRUCTURE = """() => {
  const missing = ["header", "nav", "main", "footer"].filter((n) => !document.querySelector(n));
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((h) => +h.tagName[1]);
  const jumps = levels.filter((level, place) => level > (levels[place - 1] ?? 0) + 1);
  return [...missing.map((name) => `no ${name}`), ...jumps.map((level) => `jump to h${level}`)];
}"""


@pytest.fixture(autouse=True)
def programme():
    panorama = make_section("Panorama", colour="teal")
    SectionDescription.objects.create(section=panorama, language="en", body="Wide views.")
    film = make_film(
        "Harbour Light",
        "Mara Vex",
        ["BE", "DK"],
        ["fr"],
        year=2025,
        runtime_minutes=82,
        original_title="海の光",
        original_title_language="ja",
    )
    make_still(film)
    make_still(film, credit="© Salt Pictures")
    make_credit(film, "Pia Holm", "cast_member", character="Stine")
    make_credit(film, "Jo Lund", "producer")
    make_company_credit(film)
    selection = make_selection(film, section=panorama, premiere_status="world")
    make_synopsis(body="A pilot waits for fog.", film=film)
    make_note(body="It is all in the waiting.", selection=selection)
    make_biography(film.credits.first().person, 2026, "A life.", [(2019, "Low Water")])
    short = make_film("Pebble", "Ana Sol", ["CL", "DDDE"], ["es"], runtime_minutes=7)
    shown = make_selection(short, section=make_section("Shorts", colour="violet"))
    block = Programme.objects.create(
        names={"en": "Small Hours"}, edition=shown.edition, section=shown.section
    )
    ProgrammeSlot.objects.create(programme=block, selection=shown)
    make_screening(selection, datetime(2026, 2, 13, 18, tzinfo=UTC), subtitles=["en"])
    make_screening(programme=block, starts_at=datetime(2026, 2, 13, 20, tzinfo=UTC))
    make_page("Access", "## Lifts\n\n- In *every* house.\n- [More](/archive/)")
    make_selection(make_film("Old Tide", "Mara Vex"), make_edition(2020), panorama)


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("", 320, "light"), ("", 1440, "dark"), ("/de", 320, "dark"), ("/de", 1440, "light")],
)
def test_every_page_is_accessible_and_fits(visit, language, width, scheme):
    page = visit("/", viewport={"width": width, "height": 800}, color_scheme=scheme)
    faults = {}
    for path in PAGES:
        page.goto(language + path)
        result = Axe().run(page).response
        found = [
            f"{violation['id']}: {node['target']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the window")
        if page.locator("h1").count() != 1:
            found.append("not one h1")
        found += page.evaluate(STRUCTURE)
        if found:
            faults[path] = found

    assert faults == {}
    assert [problem for problem in page.problems if "404" not in problem] == []


def test_a_visitor_filters_shares_and_goes_back(visit):
    page = visit("/2026/programme/", viewport={"width": 1440, "height": 900})
    page.get_by_label("Panorama").check()

    expect(page.locator(".entry-title")).to_have_text(["Harbour Light"])
    assert "section=panorama" in page.url

    shared = visit(page.url)
    assert shared.locator(".entry-title").all_inner_texts() == ["Harbour Light"]
    assert shared.get_by_label("Panorama").is_checked()

    page.get_by_role("link", name="Section Panorama").click()
    expect(page.locator(".entry-title")).to_have_text(["Harbour Light", "Pebble"])
    page.go_back()
    expect(page.locator(".entry-title")).to_have_text(["Harbour Light"])


def test_on_a_phone_the_filter_is_folded_until_asked_for(visit):
    page = visit("/2026/programme/", viewport={"width": 320, "height": 640})

    assert not page.get_by_role("button", name="Show films").is_visible()
    page.get_by_text("Filter and sort").click()
    assert page.get_by_role("button", name="Show films").is_visible()


def test_everything_works_without_javascript(visit):
    page = visit("/2026/programme/", java_script_enabled=False)
    page.locator("#q").fill("vex")
    page.get_by_role("button", name="Show films").click()

    expect(page.locator(".entry-title")).to_have_text(["Harbour Light"])


def test_the_keyboard_reaches_the_content_first(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_language_is_changed_without_leaving_the_page(visit):
    page = visit("/2026/programme/?section=panorama")
    page.get_by_role("link", name="Deutsch").click()

    expect(page).to_have_url("/de/2026/programme/?section=panorama")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url("/2026/programme/?section=panorama")


def test_nothing_is_fetched_from_elsewhere_and_no_cookie_is_set(visit, live_server):
    page = visit("/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(path)

    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert page.context.cookies() == []


def tiles(page):
    return page.locator(".tiles a")


def test_the_countries_on_the_picture_are_reached_by_keyboard_and_show_it(visit):
    page = visit("/2026/countries/", viewport={"width": 320, "height": 640})
    stroke = "getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth"
    tiles(page).first.focus()

    names = []
    for _tile in range(tiles(page).count()):
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        assert page.evaluate(stroke) == "3px"
        page.keyboard.press("Tab")

    assert names == ["Denmark: 1 film", "Belgium: 1 film", "Chile: 1 film", "East Germany: 1 film"]


def test_the_picture_of_countries_keeps_its_lines_in_forced_colours(visit):
    page = visit("/2026/countries/", forced_colors="active", color_scheme="dark")
    colours = "([fill, stroke]) => fill !== stroke"
    drawn = "element => [getComputedStyle(element).fill, getComputedStyle(element).stroke]"

    for rect in (".tiles a rect", ".no-films rect"):
        assert page.evaluate(colours, page.locator(rect).first.evaluate(drawn))


def test_the_booklet_prints_entries_whole_and_nothing_to_click(visit):
    page = visit("/2026/programme/booklet/")
    page.emulate_media(media="print")

    style = "element => getComputedStyle(element).breakInside"
    assert page.locator(".booklet > ol > li").evaluate_all(f"entries => entries.map({style})") == [
        "avoid",
        "avoid",
    ]
    for left_out in (".print-hint", ".site-nav", ".site-search", ".site-footer nav"):
        assert not page.locator(left_out).is_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
