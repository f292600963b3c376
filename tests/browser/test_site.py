"""What only a browser can show: accessibility, reflow, keyboard, a visitor at the filter."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from catalogue.models import SectionDescription
from tests.factories import (
    make_biography,
    make_company_credit,
    make_credit,
    make_edition,
    make_film,
    make_note,
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
    "/api/",
    "/nothing/",
]


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
    short = make_film("Pebble", "Ana Sol", ["CL"], ["es"], runtime_minutes=7)
    make_selection(short, section=make_section("Shorts", colour="violet"))
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
        if found:
            faults[path] = found

    assert faults == {}
    assert [problem for problem in page.problems if "404" not in problem] == []


def test_a_visitor_filters_shares_and_goes_back(visit):
    page = visit("/2026/programme/", viewport={"width": 1440, "height": 900})
    page.get_by_label("Panorama").check()
    page.get_by_role("button", name="Show films").click()

    assert page.locator(".entry-title").all_inner_texts() == ["Harbour Light"]
    assert "section=panorama" in page.url

    shared = visit(page.url)
    assert shared.locator(".entry-title").all_inner_texts() == ["Harbour Light"]
    assert shared.get_by_label("Panorama").is_checked()

    page.get_by_role("link", name="Section Panorama").click()
    assert page.locator(".entry-title").all_inner_texts() == ["Harbour Light", "Pebble"]
    page.go_back()
    assert page.locator(".entry-title").all_inner_texts() == ["Harbour Light"]


def test_on_a_phone_the_filter_is_folded_until_asked_for(visit):
    page = visit("/2026/programme/", viewport={"width": 320, "height": 640})

    assert not page.get_by_role("button", name="Show films").is_visible()
    page.get_by_text("Filter and sort").click()
    assert page.get_by_role("button", name="Show films").is_visible()


def test_everything_works_without_javascript(visit):
    page = visit("/2026/programme/", java_script_enabled=False)
    page.locator("#q").fill("vex")
    page.get_by_role("button", name="Show films").click()

    assert page.locator(".entry-title").all_inner_texts() == ["Harbour Light"]


def test_the_keyboard_reaches_the_content_first(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_language_is_changed_without_leaving_the_page(visit):
    page = visit("/2026/programme/?section=panorama")
    page.get_by_role("link", name="Deutsch").click()

    assert page.url.endswith("/de/2026/programme/?section=panorama")
    assert page.locator("html").get_attribute("lang") == "de"
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/2026/programme/?section=panorama")


def test_nothing_is_fetched_from_elsewhere_and_no_cookie_is_set(visit, live_server):
    page = visit("/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(path)

    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert page.context.cookies() == []
