"""The desk in a browser: read by axe, worked with by keyboard alone, and without a script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from catalogue.models import Selection
from tests.factories import make_edition, make_editor, make_film, make_section, make_selection

DESK = "/desk/2026/"
PAGES = [
    DESK,
    f"{DESK}?group=section&sort=section,-runtime&country=belgium",
    f"{DESK}?country=japan&columns=beauty",
    f"{DESK}balance/?with=2024",
]


@pytest.fixture(autouse=True)
def selections():
    make_editor()
    panorama, shorts = make_section("Panorama", colour="teal"), make_section("Shorts")
    for title, minutes, section in [
        ("Tide", 82, panorama),
        ("Salt", 120, panorama),
        ("Blink", 9, shorts),
    ]:
        film = make_film(title, "Mara Vex", ["BE", "DK"], ["fr"], runtime_minutes=minutes)
        make_selection(film, section=section, position=1)
    make_selection(make_film("Old", "Jo Lund", ["BE"]), make_edition(2024), panorama)


@pytest.fixture
def open_desk(open_admin):
    return lambda path=DESK, **options: open_admin(path, **options)


def opened(page):
    """The form that is open below its row."""
    return page.locator("tr.editing")


def titles(page):
    return page.locator("tbody th[scope=row] > a:first-child")


@pytest.mark.parametrize(("width", "scheme"), [(1024, "light"), (1440, "dark"), (768, "dark")])
@pytest.mark.parametrize("language", ["", "/de"])
def test_every_page_of_the_desk_is_accessible_and_fits(open_desk, language, width, scheme):
    page = open_desk(viewport={"width": width, "height": 800}, color_scheme=scheme)
    faults = {}
    selection = Selection.objects.get(film__title="Tide")
    for path in [*PAGES, f"{DESK}selections/{selection.pk}/"]:
        page.goto(language + path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        result = Axe().run(page).response
        found = [
            f"{v['id']}: {node['target']}" for v in result["violations"] for node in v["nodes"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the window")
        if found:
            faults[path] = found

    assert faults == {}
    assert page.problems == []


def test_a_row_is_changed_in_its_place_by_keyboard_alone(open_desk):
    page = open_desk(f"{DESK}?columns=position,section&sort=title")
    pen = page.get_by_role("link", name="Change here: Salt")

    pen.focus()
    page.keyboard.press("Enter")
    expect(opened(page).get_by_label("Section")).to_be_focused()
    page.keyboard.press("Tab")
    expect(opened(page).get_by_label("Position")).to_be_focused()
    opened(page).get_by_label("Position").fill("7")
    page.keyboard.press("Enter")

    expect(pen).to_be_focused()
    expect(page.locator("tr.editing")).to_have_count(0)
    cells = page.locator("tr", has_text="Salt").locator("td").all_inner_texts()
    assert cells == ["7", "Panorama"]
    assert Selection.objects.get(film__title="Salt").position == 7


def test_escape_puts_a_row_back_and_the_focus_too(open_desk):
    page = open_desk()
    pen = page.get_by_role("link", name="Change here: Tide")

    pen.press("Enter")
    opened(page).get_by_label("Position").fill("9")
    page.keyboard.press("Escape")

    expect(pen).to_be_focused()
    expect(page.locator("tr.editing")).to_have_count(0)
    assert Selection.objects.get(film__title="Tide").position == 1


def test_what_a_colleague_changed_meanwhile_is_told_in_place(open_desk):
    page, colleague = open_desk(), open_desk()
    for each, number in [(page, "5"), (colleague, "6")]:
        each.get_by_role("link", name="Change here: Tide").press("Enter")
        opened(each).get_by_label("Position").fill(number)
    colleague.keyboard.press("Enter")
    expect(colleague.locator("tr.editing")).to_have_count(0)

    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("Position: 1 → 6")
    expect(opened(page).get_by_label("Position")).to_have_value("5")
    assert Selection.objects.get(film__title="Tide").position == 6


def test_shift_sorts_by_a_second_column(open_desk):
    page = open_desk(f"{DESK}?sort=section")

    page.get_by_role("columnheader", name="Runtime").get_by_role("link").click(modifiers=["Shift"])

    expect(page).to_have_url(f"{page.url.partition('/desk')[0]}{DESK}?sort=section,runtime")
    expect(titles(page)).to_have_text(["Tide", "Salt", "Blink"])


def test_without_a_script_forms_do_it_all(open_desk):
    page = open_desk(f"{DESK}?country=belgium", java_script_enabled=False)

    page.get_by_text("Columns, order, groups").click()
    page.get_by_label("first by").select_option("-runtime")
    page.get_by_label("Main country").check()
    page.get_by_role("button", name="Show the table so").click()
    expect(titles(page)).to_have_text(["Salt", "Tide", "Blink"])
    assert "country=belgium" in page.url
    page.get_by_text("Saved views").click()
    page.get_by_label("Name for this view").fill("Long ones first")
    page.get_by_role("button", name="Save this view").click()
    expect(page.get_by_role("link", name="Long ones first", exact=True)).to_be_visible()
    page.get_by_role("link", name="Change here: Tide").click()
    page.get_by_label("Position").fill("4")
    page.get_by_role("button", name="Save").click()

    expect(titles(page)).to_have_text(["Salt", "Tide", "Blink"])
    assert "sort=-runtime" in page.url
    assert Selection.objects.get(film__title="Tide").position == 4
