"""What was visited and marked can be read without a network, and not for longer than it may."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from catalogue.models import Film, Selection
from tests.factories import make_film, make_screening, make_selection

HERE = "/my-programme/"
KEPT_FROM_THE_START = ["/de/my-programme/", "/de/offline/", "/my-programme/", "/offline/"]


@pytest.fixture(autouse=True)
def schedule(live_server):
    start = timezone.now() + timedelta(days=1)
    for title in ["Tide", "Salt"]:
        make_screening(make_selection(make_film(title)), start, code=f"{title.lower()}2222")


@pytest.fixture
def visit(visit):
    """A page at its first visit, after the worker has been installed."""

    def open_page(path):
        page = visit(path, service_workers="allow", timezone_id="Europe/Berlin")
        when(page, "async () => (await navigator.serviceWorker.ready).active.state === 'activated'")
        return page

    return open_page


def when(page, condition, *values):
    """Wait until an asynchronous condition holds in the browser, a minute at most."""
    page.evaluate(
        f"""async (values) => {{
            const end = Date.now() + 60000;
            while (!(await ({condition})(...values))) {{
                if (Date.now() > end) throw new Error(`never true: ${{values}}`);
                await new Promise((done) => setTimeout(done, 50));
            }}
        }}""",
        values,
    )


def when_kept(page, *addresses):
    for address in addresses:
        when(page, "async (address) => Boolean(await caches.match(address))", address)


def when_forgotten(page, address):
    when(page, "async (address) => !(await caches.match(address))", address)


def kept_pages(page):
    return page.evaluate(
        """async () => {
            const all = await Promise.all((await caches.keys()).map(async (name) =>
                (await (await caches.open(name)).keys()).map(({ url }) => new URL(url))));
            return all.flat().filter(({ pathname }) => !pathname.startsWith("/static/"))
                .map(({ pathname, search }) => pathname + search).sort();
        }"""
    )


def let_age(page, address, hours):
    """Write the copy of a page anew as one that was made so many hours earlier."""
    page.evaluate(
        """async ([address, hours]) => {
            const cache = await caches.open((await caches.keys())[0]);
            const copy = await cache.match(address);
            const headers = new Headers(copy.headers);
            const made = Date.parse(headers.get("X-Kept-At")) - hours * 3600 * 1000;
            headers.set("X-Kept-At", new Date(made).toISOString());
            await cache.put(address, new Response(await copy.blob(), { headers }));
        }""",
        [address, hours],
    )


def mark(page, name):
    page.get_by_role("button", name=re.compile(f"My programme ?: {name}$")).click()


def titles(page):
    return page.locator(".entry-title").all_inner_texts()


def heading(page):
    return page.locator("h1").inner_text()


def test_what_was_marked_is_there_without_a_network_with_its_files(visit):
    page = visit("/films/tide-2026/")
    mark(page, "Tide")
    marked = f"{HERE}?film=tide-2026"
    when_kept(page, marked, f"{HERE}qr.svg?film=tide-2026", "/films/tide-2026/")
    page.context.set_offline(True)

    page.locator("#my-programme").click()

    page.wait_for_url(marked)
    assert titles(page) == ["Tide"]
    assert page.locator(".qr img").evaluate("image => image.naturalWidth > 0")
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"
    page.locator(".entry-title a").click()
    page.wait_for_url("/films/tide-2026/")
    assert heading(page) == "Tide"
    page.goto(HERE, wait_until="commit")
    page.wait_for_url(marked)
    assert titles(page) == ["Tide"]


def test_what_was_opened_once_is_kept_without_a_mark(visit):
    page = visit(f"{HERE}?screening=tide2222")
    when_kept(page, f"{HERE}?screening=tide2222")
    page.goto("/films/salt-2026/")
    when_kept(page, "/films/salt-2026/")
    page.context.set_offline(True)

    page.goto(f"{HERE}?screening=tide2222")
    assert titles(page) == ["Tide"]
    page.goto("/films/salt-2026/")
    assert heading(page) == "Salt"


@pytest.mark.parametrize(
    ("prefix", "said"),
    [
        ("", "As of 21:02, Friday, 13 February: a copy kept in this browser."),
        ("/de", "Stand 21:02 Uhr, Freitag, 13. Februar: eine Kopie aus diesem Browser."),
    ],
)
def test_a_copy_says_its_hour_as_the_site_writes_hours(visit, prefix, said):
    address = f"{prefix}{HERE}?film=tide-2026"
    page = visit(address)
    when_kept(page, address)
    page.add_init_script(
        """document.addEventListener("readystatechange", () => {
            document.documentElement.dataset.asOf &&= "2026-02-13T20:02:00Z";
        }, { once: true });"""
    )
    expect(page.locator(".as-of-copy")).to_have_count(0)
    page.context.set_offline(True)

    page.reload()

    expect(page.locator(".as-of-copy")).to_contain_text(said)


def test_a_programme_that_was_not_kept_is_shown_as_it_was_before_its_last_change(visit):
    page = visit(f"{HERE}?film=tide-2026")
    when_kept(page, f"{HERE}?film=tide-2026")
    page.context.set_offline(True)

    page.goto(f"{HERE}?film=tide-2026&film=salt-2026")

    assert titles(page) == ["Tide"]
    assert page.locator(".as-of-copy").is_visible()


def test_neither_the_bare_page_nor_another_programme_stands_in_for_one(visit):
    page = visit(f"{HERE}?film=tide-2026")
    when_kept(page, f"{HERE}?film=tide-2026", HERE, "/offline/", "/de/offline/")
    page.context.set_offline(True)

    page.goto(f"{HERE}?film=salt-2026")
    assert heading(page) == "There is no network."
    page.goto(f"/de{HERE}?film=tide-2026")
    assert heading(page) == "Gerade ist kein Netz da."
    assert page.locator("html").get_attribute("lang") == "de"


def test_a_copy_is_replaced_when_the_network_is_back(visit):
    address = "/films/tide-2026/"
    page = visit(address)
    when_kept(page, address)
    page.context.set_offline(True)
    page.reload()
    expect(page.locator(".as-of-copy")).to_have_count(1)
    Film.objects.filter(slug="tide-2026").update(title="High Tide")
    page.context.set_offline(False)

    page.reload()

    when(
        page,
        "async (address) => (await (await caches.match(address)).text()).includes('High Tide')",
        address,
    )


def test_a_copy_of_what_was_withdrawn_goes_when_the_network_is_back(visit):
    page = visit("/films/tide-2026/")
    when_kept(page, "/films/tide-2026/", *KEPT_FROM_THE_START)
    Selection.objects.filter(film__slug="tide-2026").update(status="withdrawn")

    page.goto("/films/tide-2026/")

    when_forgotten(page, "/films/tide-2026/")
    page.goto("/admin/login/")
    assert kept_pages(page) == KEPT_FROM_THE_START


def test_a_copy_is_shown_for_three_days_and_then_goes(visit):
    page = visit("/films/tide-2026/")
    when_kept(page, "/films/tide-2026/", "/offline/")
    page.context.set_offline(True)

    let_age(page, "/films/tide-2026/", 71)
    page.reload()
    assert heading(page) == "Tide"
    let_age(page, "/films/tide-2026/", 2)
    page.reload()

    assert heading(page) == "There is no network."
    when_forgotten(page, "/films/tide-2026/")


def test_what_was_never_opened_says_that_there_is_no_network(visit):
    page = visit("/films/tide-2026/")
    when_kept(page, "/offline/")
    page.context.set_offline(True)

    page.goto("/2026/countries/")

    assert heading(page) == "There is no network."
