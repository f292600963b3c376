"""The schedule in a browser: its table scrolls within itself, with the keyboard too."""

from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from tests.factories import (
    make_edition,
    make_film,
    make_screen,
    make_screening,
    make_section,
    make_selection,
    make_venue,
)

GRID = "/2026/schedule/2026-02-13/grid/"
HEADS = """() => {
  const box = element => document.querySelector(element).getBoundingClientRect();
  const region = box(".grid-region");
  const hours = box(".grid thead th:last-child"), houses = box(".grid tbody th");
  return [Math.round(hours.top - region.top), Math.round(houses.left - region.left)];
}"""
SETTLED = """() => new Promise(done => {
  const region = document.querySelector(".grid-region");
  const was = region.scrollLeft;
  setTimeout(() => done(was > 0 && region.scrollLeft === was), 300);
})"""

UNCOVERED = """() => {
  const link = document.activeElement.getBoundingClientRect();
  const head = document.querySelector(".grid thead th").getBoundingClientRect();
  return link.left >= head.right - 3 && link.top >= head.bottom - 3;
}"""


@pytest.fixture(autouse=True)
def schedule():
    section = make_section("Panorama", colour="teal")
    edition = make_edition(2026)
    for house in range(12):
        screen = make_screen(make_venue(f"Harbour Cinema {house}", position=house))
        for number in range(4):
            film = make_film(f"A Film With A Long Title {house} {number}", languages=["fr"])
            start = datetime(2026, 2, 13, 9 + number * 3, 5 * house % 60, tzinfo=UTC)
            selection = make_selection(film, edition, section)
            make_screening(selection, start, ["en"], screen=screen)
    screening = make_screening(make_selection(make_film("Called Off"), edition, section))
    screening.status = "cancelled"
    screening.save()


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("", 320, "light"), ("", 1440, "dark"), ("/de", 320, "dark"), ("/de", 1440, "light")],
)
def test_every_page_is_accessible_and_fits(visit, language, width, scheme):
    running = make_selection(make_film("Running", "Mara Vex"), make_edition(2027))
    for hours in (-1, 2, 3):
        make_screening(running, timezone.now() + timedelta(hours=hours, minutes=10))
        make_screening(make_selection(make_film(), make_edition(2027)), timezone.now())
    page = visit("/", viewport={"width": width, "height": 700}, color_scheme=scheme)
    faults = {}
    for path in (
        "/",
        "/2026/schedule/",
        "/2026/schedule/2026-02-13/",
        GRID,
        "/2026/venues/harbour-cinema-3/",
        running.film.get_absolute_url(),
    ):
        page.goto(language + path)
        for summary in page.locator(".alternatives summary").all():
            summary.click()
        found = [
            f"{violation['id']}: {node['target']}"
            for violation in Axe().run(page).response["violations"]
            for node in violation["nodes"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the window")
        if found:
            faults[path] = found

    assert faults == {}
    assert page.problems == []


def test_on_a_phone_the_grid_scrolls_and_its_heads_stay(visit):
    page = visit(GRID, viewport={"width": 320, "height": 640})
    assert page.evaluate(HEADS) == [1, 1]

    page.evaluate("document.querySelector('.grid-region').scrollTo(700, 300)")

    scrolled = page.evaluate(
        "[...['scrollLeft', 'scrollTop'].map(at => document.querySelector('.grid-region')[at])]"
    )
    assert scrolled == [700, 300]
    hours, houses = page.evaluate(HEADS)
    assert (hours, houses) == (1, 1)


def test_the_grid_is_read_with_the_keyboard_alone(visit):
    page = visit(GRID, viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    region = page.get_by_role("region", name="Friday, 13 February, from 10:00")
    region.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(SETTLED)

    seen = []
    for _ in range(8):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent").split(" with ")[0])
        if page.evaluate("document.activeElement.closest('td') !== null"):
            page.wait_for_function(UNCOVERED)
    assert seen[0] == "Harbour Cinema 0"
    page.keyboard.press("Enter")
    page.wait_for_url("**/films/**")


def test_the_grid_is_a_table_to_who_hears_it(visit):
    page = visit(GRID)

    assert page.get_by_role("columnheader").first.inner_text() == "Screen"
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Cinema 3"))
    words = row.get_by_role("link").nth(1).text_content().split()
    assert (
        " ".join(words) == "10:15– to 11:45 A Film With A Long Title 3 0 OV with English subtitles"
    )
