"""Marks in a real browser: kept, shared, seen in every tab, and there without a network."""

import json
import re
from datetime import timedelta

import pytest
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

    assert page.url.endswith(
        f"{HERE}?film=tide-2026&film=salt-2026&screening=tide2222&screening=salt2222"
    )
    words = page.locator("main").inner_text()
    assert "Clashes with “Salt”" in words
    assert "Another screening fits:" in words
    assert page.get_by_label("Whoever has this address sees this programme.").input_value() == (
        page.url
    )
    assert page.locator(".qr img").evaluate("image => image.naturalWidth > 0")
    page.get_by_role("link", name="Deutsch").click()
    assert page.locator(".entry-title").all_inner_texts() == ["Tide", "Salt"]
