"""A visitor at the search: suggestions by keyboard and by hand, and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.factories import make_film, make_section, make_selection


@pytest.fixture(autouse=True)
def programme():
    section = make_section("Tidal Waters")
    for title in ("Tide", "Tide Table", "Ebb"):
        make_selection(make_film(title, f"{title} Person", ["DK"]), section=section)


def type_words(page, words, selector="#site-q"):
    page.locator(selector).press_sequentially(words)
    page.get_by_role("listbox").wait_for()


def active(page, selector="#site-q"):
    """The text of the option that the input points to."""
    chosen = page.locator(selector).get_attribute("aria-activedescendant")
    option = page.locator(f"#{chosen}")
    assert option.get_attribute("aria-selected") == "true"
    return option.inner_text().split("\n")[0]


@pytest.mark.parametrize(("path", "selector"), [("/", "#site-q"), ("/search/", "#q")])
def test_suggestions_are_walked_and_followed_by_keyboard(visit, path, selector):
    page = visit(path)
    type_words(page, "tide", selector)
    box = page.locator(selector)

    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-expanded") == "true"
    assert page.get_by_role("option").count() == 4
    assert page.get_by_role("status").filter(has_text="4 suggestions").count() == 1
    box.press("ArrowDown")
    assert active(page, selector).startswith("Tide")
    box.press("ArrowDown")
    assert active(page, selector).startswith("Tide Table")
    box.press("ArrowUp")
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/films/tide-2026/")
    assert page.problems == []


def test_escape_closes_and_leaves_the_words(page):
    type_words(page, "tide")
    box = page.locator("#site-q")

    box.press("ArrowDown")
    box.press("Escape")

    assert page.get_by_role("listbox").count() == 0
    assert box.get_attribute("aria-expanded") == "false"
    assert box.get_attribute("aria-activedescendant") is None
    assert box.input_value() == "tide"
    box.press("ArrowDown")
    assert page.get_by_role("listbox").count() == 1


def test_enter_without_a_choice_searches(page):
    type_words(page, "tide")

    page.locator("#site-q").press("Enter")

    page.wait_for_url("**/search/?q=tide")
    assert page.get_by_role("heading", name="2 films").count() == 1


def test_a_suggestion_is_followed_by_hand(page):
    type_words(page, "waters")

    page.get_by_role("option", name="Tidal Waters").click()

    page.wait_for_url("**/2026/sections/tidal-waters/")


def test_leaving_the_field_closes_the_list(page):
    type_words(page, "tide")

    page.locator("#site-q").press("Tab")

    assert page.get_by_role("listbox").count() == 0


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_list_is_accessible_and_fits(visit, width, scheme):
    page = visit(
        "/de/search/?q=tide", viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    page.locator("#q").press("End")
    type_words(page, " ta", "#q")
    page.locator("#q").press("ArrowDown")

    faults = [
        f"{violation['id']}: {node['target']}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]

    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_it_is_a_plain_search(visit):
    page = visit("/", java_script_enabled=False)
    box = page.locator("#site-q")

    box.fill("tide")
    box.press("Enter")

    page.wait_for_url("**/search/?q=tide")
    assert box.get_attribute("role") is None
    assert page.get_by_role("heading", name="2 films").count() == 1
