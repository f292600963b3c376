"""Marks in a real browser: kept, shared, seen in every tab, and there without a network."""

import json
import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import make_film, make_screen, make_screening, make_selection, make_venue

HERE = "/my-programme/"


@pytest.fixture(autouse=True)
def schedule(live_server):
    """Two films of tomorrow whose first screenings clash; one is shown a second time."""
    start = timezone.now().replace(hour=18, minute=0, second=0, microsecond=0) + timedelta(days=1)
    palace = make_screen(make_venue("Palace", latitude="55.46701", longitude="8.45127"))
    customs = make_screen(make_venue("Customs", latitude="55.46418", longitude="8.44673"))
    tide, salt = make_selection(make_film("Tide")), make_selection(make_film("Salt"))
    return {
        "tide": make_screening(tide, start, code="tide2222", screen=palace),
        "salt": make_screening(salt, start + timedelta(hours=1), code="salt2222", screen=customs),
        "again": make_screening(
            tide, start + timedelta(days=1), code="tide3333", screen=customs, ticket_url="/t"
        ),
    }


def mark(page, name):
    return page.get_by_role("button", name=re.compile(f"My programme ?: {name}"))


def kept(page):
    return json.loads(page.evaluate("localStorage.getItem('my-programme')"))


def link(page):
    return page.locator("#my-programme")


def test_marks_are_kept_and_come_together_by_day(visit):
    page = visit("/2026/programme/")
    button = mark(page, "Tide")
    box = button.bounding_box()
    assert (box["width"] >= 44, box["height"] >= 44) == (True, True)
    assert button.get_attribute("aria-pressed") == "false"

    button.click()

    assert button.get_attribute("aria-pressed") == "true"
    expect(page.get_by_role("status").filter(has_text="Marked: Tide.")).to_have_text(
        "Marked: Tide. 1 in my programme."
    )
    assert kept(page) == {"version": 1, "film": ["tide-2026"], "screening": []}
    page.goto("/films/salt-2026/")
    mark(page, "Salt, ").click()
    expect(link(page)).to_have_text("My programme 2")
    link(page).click()

    page.wait_for_url(f"{HERE}?film=tide-2026&screening=salt2222")
    assert page.locator(".entry-title").all_inner_texts() == ["Salt", "Tide"]
    assert "This programme" not in page.locator(".page-head").inner_text()
    page.get_by_role("link", name=re.compile("Choose .* Customs")).click()
    page.wait_for_url(f"{HERE}?film=tide-2026&screening=salt2222&screening=tide3333")
    assert kept(page)["screening"] == ["salt2222", "tide3333"]
    page.get_by_role("link", name=re.compile("Remove ?: Salt")).click()
    expect(link(page)).to_have_text("My programme 2")
    assert kept(page) == {"version": 1, "film": ["tide-2026"], "screening": ["tide3333"]}
    assert page.problems == []


def test_a_mark_is_made_and_taken_away_by_keyboard(visit):
    page = visit("/films/tide-2026/")
    button = mark(page, "Tide$")
    button.focus()

    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")

    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".mark-notice")).to_have_text("No longer marked: Tide. 0 in my programme.")


def test_the_bare_address_leads_to_what_is_marked_here(visit):
    page = visit("/films/tide-2026/")
    mark(page, "Tide$").click()

    page.goto(HERE, wait_until="commit")

    page.wait_for_url(f"{HERE}?film=tide-2026")
    page.goto("/de/my-programme/", wait_until="commit")
    page.wait_for_url("/de/my-programme/?film=tide-2026")


def test_a_shared_programme_is_shown_and_kept_only_when_wanted(visit):
    page = visit("/films/salt-2026/")
    mark(page, "Salt$").click()

    page.goto(f"{HERE}?screening=tide2222")

    assert page.locator(".entry-title").all_inner_texts() == ["Tide"]
    assert kept(page)["film"] == ["salt-2026"]
    page.get_by_role("button", name="Keep these too").click()
    page.wait_for_url(f"{HERE}?film=salt-2026&screening=tide2222")
    assert kept(page) == {"version": 1, "film": ["salt-2026"], "screening": ["tide2222"]}
    expect(page.get_by_role("button", name="Keep these too")).to_be_hidden()


def test_changing_a_shared_programme_does_not_touch_ones_own(visit):
    page = visit("/films/salt-2026/")
    mark(page, "Salt$").click()

    page.goto(f"{HERE}?film=tide-2026&screening=tide2222")
    page.get_by_role("link", name=re.compile("Other screenings ?: Tide")).click()

    page.wait_for_url(f"{HERE}?film=tide-2026")
    assert kept(page)["film"] == ["salt-2026"]
    assert kept(page)["screening"] == []


def test_without_javascript_a_programme_grows_by_plain_links(visit):
    page = visit("/films/tide-2026/", java_script_enabled=False)

    page.locator(".page-head").get_by_role("link", name=re.compile("Add to my programme")).click()
    page.get_by_role("link", name=re.compile("Choose .* Palace")).click()
    page.get_by_label("Title or name").fill("salt")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Add “Salt”").click()
    page.get_by_role("link", name=re.compile("Choose .* Customs")).click()

    page.wait_for_url(f"{HERE}?film=tide-2026&film=salt-2026&screening=tide2222&screening=salt2222")
    words = page.locator("main").inner_text()
    assert "Clashes with “Salt”" in words
    assert "Another screening fits:" in words
    assert page.get_by_label("Whoever has this address sees this programme.").input_value() == (
        page.url
    )
    assert page.locator(".qr img").evaluate("image => image.naturalWidth > 0")
    page.get_by_role("link", name="Deutsch").click()
    expect(page.get_by_role("link", name="English")).to_be_visible()
    expect(page.locator(".entry-title")).to_have_text(["Tide", "Salt"])


def test_two_tabs_know_of_each_other(visit):
    first = visit("/films/tide-2026/")
    second = first.context.new_page()
    second.goto("/2026/programme/")
    plan = first.context.new_page()
    plan.goto(HERE)

    mark(first, "Tide$").click()
    expect(mark(second, "Tide")).to_have_attribute("aria-pressed", "true")
    expect(link(second)).to_have_text("My programme 1")
    mark(second, "Salt").click()
    expect(link(first)).to_have_text("My programme 2")
    assert kept(first)["film"] == ["tide-2026", "salt-2026"]

    plan.get_by_role("link", name="Show how it is now").click()
    plan.wait_for_url(f"{HERE}?film=tide-2026&film=salt-2026")


def test_what_a_later_version_stored_is_kept_and_what_nobody_stored_is_no_mark(visit):
    page = visit("/films/tide-2026/")
    strange = {"version": 2, "film": ["salt-2026", 7, None, "x" * 999], "note": {"a": 1}}
    page.evaluate("value => localStorage.setItem('my-programme', value)", json.dumps(strange))
    page.reload()

    expect(link(page)).to_have_text("My programme 1")
    mark(page, "Tide$").click()

    assert kept(page) == {
        "version": 2,
        "film": ["salt-2026", "tide-2026"],
        "screening": [],
        "note": {"a": 1},
    }
    page.evaluate("localStorage.setItem('my-programme', 'no json {')")
    page.reload()
    expect(mark(page, "Tide$")).to_have_attribute("aria-pressed", "false")
    mark(page, "Tide$").click()
    assert kept(page) == {"version": 1, "film": ["tide-2026"], "screening": []}
    assert page.problems == []


def test_a_full_storage_is_said_in_a_sentence(visit):
    page = visit("/films/tide-2026/")
    page.evaluate(
        """() => {
            Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError") };
        }"""
    )

    mark(page, "Tide$").click()

    expect(page.locator(".mark-notice")).to_contain_text("so the mark is not kept")
    expect(mark(page, "Tide$")).to_have_attribute("aria-pressed", "false")


def test_where_nothing_may_be_stored_the_links_stay(visit):
    page = visit("/")
    page.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    )
    page.goto("/films/tide-2026/")

    page.locator(".page-head").get_by_role("link", name=re.compile("Add to my programme")).click()

    page.wait_for_url(f"{HERE}?film=tide-2026")
    assert page.locator(".entry-title").all_inner_texts() == ["Tide"]
    assert page.problems == []


def test_the_address_is_copied(visit):
    page = visit(f"{HERE}?film=tide-2026", permissions=["clipboard-read", "clipboard-write"])

    page.get_by_role("button", name="Copy").click()

    expect(page.locator(".mark-notice")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("", 320, "light"), ("", 1440, "dark"), ("/de", 320, "dark"), ("/de", 1440, "light")],
)
def test_the_page_is_accessible_and_fits(visit, language, width, scheme):
    page = visit("/", viewport={"width": width, "height": 800}, color_scheme=scheme)
    plans = ["", "?film=tide-2026", "?screening=tide2222&screening=salt2222&film=x", "?words=salt"]
    faults = {}
    for path in [f"{language}{HERE}{plan}" for plan in plans] + [f"{language}/offline/"]:
        page.goto(path)
        violations = Axe().run(page).response["violations"]
        found = [f"{v['id']}: {node['target']}" for v in violations for node in v["nodes"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the window")
        if found:
            faults[path] = found

    assert faults == {}
    assert page.problems == []
