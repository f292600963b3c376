"""The filter in place: what changes, and what has to stay where it was."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.factories import make_film, make_screening, make_section, make_selection

PROGRAMME = "/2026/programme/"
WIDE = {"width": 1440, "height": 700}
HARBOUR, PEBBLE = "Harbour Light", "Pebble"


@pytest.fixture(autouse=True)
def programme():
    panorama, shorts = make_section("Panorama"), make_section("Shorts", position=1)
    harbour = make_selection(make_film(HARBOUR, "Mara Vex", ["BE"], ["fr"]), section=panorama)
    make_selection(make_film(PEBBLE, "Ana Sol", ["CL"], ["es"]), section=shorts)
    for number in range(50):
        make_selection(make_film(f"Tide {number:02}", countries=["DK"]), section=shorts)
    make_screening(harbour, datetime(2026, 2, 14, 19, tzinfo=UTC), ["en"])


def test_a_choice_changes_the_films_in_place_and_keeps_focus_scroll_and_open_groups(visit):
    page = visit(PROGRAMME, viewport=WIDE)
    page.evaluate("window.isTheSamePage = true")
    page.locator("#facet-country summary").click()
    page.mouse.wheel(0, 300)
    page.wait_for_function("scrollY > 200")
    before = page.evaluate("scrollY")
    page.get_by_label("Belgium").focus()
    before = page.evaluate("scrollY")
    page.keyboard.press("Space")

    expect(page.locator(".entry-title")).to_have_text([HARBOUR])
    assert page.url.endswith(f"{PROGRAMME}?country=belgium")
    assert page.evaluate("document.activeElement.value") == "belgium"
    assert page.get_by_label("Belgium").is_checked()
    assert page.evaluate("document.getElementById('facet-country').open")
    assert page.evaluate("scrollY") == min(
        before, page.evaluate("document.documentElement.scrollHeight - innerHeight")
    )
    expect(page.locator("#facet-section .choice")).to_have_text(["Panorama 1"])
    assert page.evaluate("window.isTheSamePage")
    assert page.problems == []


def test_the_number_of_films_is_announced_by_the_part_that_stays(visit):
    page = visit(PROGRAMME, viewport=WIDE)
    page.evaluate("window.told = document.getElementById('count')")
    page.get_by_label("Panorama").check()

    expect(page.locator("#count")).to_have_text("1 film")
    assert page.evaluate("window.told === document.getElementById('count')")
    assert page.locator("#count").get_attribute("role") == "status"


def test_back_and_forward_lead_through_the_choices(visit):
    page = visit(PROGRAMME, viewport=WIDE)
    page.get_by_label("Panorama").check()
    expect(page.locator("#count")).to_have_text("1 film")
    page.get_by_label("Panorama").uncheck()
    expect(page.locator("#count")).to_have_text("52 films")
    page.locator("#q").fill("sol")
    page.keyboard.press("Enter")
    expect(page.locator(".entry-title")).to_have_text([PEBBLE])

    page.go_back()
    expect(page.locator("#count")).to_have_text("52 films")
    assert page.locator("#q").input_value() == ""
    page.go_back()
    expect(page.locator(".entry-title")).to_have_text([HARBOUR])
    assert page.get_by_label("Panorama").is_checked()
    page.go_forward()
    page.go_forward()
    expect(page.locator(".entry-title")).to_have_text([PEBBLE])
    assert page.locator("#q").input_value() == "sol"


def test_chips_pages_and_views_change_in_place_and_are_kept(visit):
    page = visit(f"{PROGRAMME}?section=shorts", viewport=WIDE)
    page.evaluate("window.isTheSamePage = true")
    page.get_by_role("link", name="List").click()
    expect(page.locator(".rows")).to_be_visible()
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".entry-title")).to_have_text(["Tide 47", "Tide 48", "Tide 49"])
    assert page.evaluate("document.activeElement.id") == "results"
    page.get_by_role("link", name="Section Shorts").click()

    expect(page.locator("#count")).to_have_text("52 films")
    assert page.url.endswith(f"{PROGRAMME}?view=list")
    page.get_by_label("Panorama").check()
    expect(page.locator("#count")).to_have_text("1 film")
    assert page.url.endswith(f"{PROGRAMME}?section=panorama&view=list")
    assert page.evaluate("window.isTheSamePage")
    assert page.problems == []


def test_the_last_of_several_quick_choices_is_the_one_shown(visit):
    page = visit(PROGRAMME, viewport=WIDE)
    page.route("**section=panorama", lambda route: route.continue_())
    page.evaluate(
        """() => { for (const value of ["panorama", "shorts"]) {
            const box = document.querySelector(`[name=section][value=${value}]`);
            box.click();
        } }"""
    )

    expect(page.locator("#chosen .chips li")).to_have_count(3)
    assert page.url.endswith("?section=panorama&section=shorts")
    expect(page.locator("#count")).to_have_text("52 films")


def test_what_cannot_be_fetched_is_opened_as_a_page(visit):
    page = visit(PROGRAMME, viewport=WIDE)
    page.route(
        "**/*section=panorama*",
        lambda route: (
            route.abort() if route.request.resource_type == "fetch" else route.continue_()
        ),
    )
    page.get_by_label("Panorama").check()

    page.wait_for_url("**section=panorama*")
    expect(page.locator(".entry-title")).to_have_text([HARBOUR])


def test_without_javascript_the_form_and_every_view_still_work(visit):
    page = visit(PROGRAMME, viewport=WIDE, java_script_enabled=False)
    page.get_by_label("Panorama").check()
    page.get_by_role("button", name="Show films").click()
    expect(page.locator(".entry-title")).to_have_text([HARBOUR])
    page.get_by_role("link", name="A–Z").click()

    expect(page.get_by_role("heading", name="H", exact=True)).to_be_visible()
    expect(page.locator(".entry-title")).to_have_text([HARBOUR])
    assert page.get_by_label("Panorama").is_checked()


def test_on_a_phone_the_button_closes_the_form_and_leads_to_the_films(visit):
    page = visit(PROGRAMME, viewport={"width": 320, "height": 640})
    page.get_by_text("Filter and sort").click()
    page.get_by_label("Panorama").check()
    page.get_by_role("button", name="Show films").click()

    expect(page.locator(".entry-title")).to_have_text([HARBOUR])
    assert not page.get_by_role("button", name="Show films").is_visible()
    expect(page.locator("#results")).to_be_focused()
